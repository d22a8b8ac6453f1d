//! How a part of the campaign is read: its type says what the file may hold.
//!
//! 1. [`Part`] is what every type of the model knows: how to be read, and what stands in where it is not there.
//! 2. [`record!`] makes a mapping of a struct: its fields are the keys, their types tell which may be left out.
//! 3. Here are the plain types; `schema` has the records.

use std::collections::HashMap;
use std::hash::Hash;

use jiff::civil::Date;

use crate::allow::Acknowledged;
use crate::diag::{Diagnostic, message};
use crate::source::CONTENT;
use crate::span::SourcePath;
use crate::yaml::{Fields, Node, Value};

use super::non_empty::NonEmpty;
use super::spanned::{Spanned, Text};

/// The items a list may have: each unit of a large office may register some undertakings.
const MOST_ITEMS: usize = 10_000;

/// A part of the campaign.
pub(super) trait Part: Sized {
    /// Whether the key must be there.
    const REQUIRED: bool = true;

    /// The part, from its value. What does not fit is reported; none where nothing usable is left.
    fn read(value: &Value<'_>) -> Option<Self>;

    /// What stands in for a part of `whole` that is not there or cannot be used, so that reading goes on.
    fn stand_in(_whole: &Value<'_>) -> Option<Self> {
        None
    }

    /// The part below `key`.
    fn field(fields: &mut Fields<'_>, key: &'static str) -> Option<Self> {
        let value = if Self::REQUIRED { fields.required(key) } else { fields.get(key) };
        value.and_then(|value| Self::read(&value)).or_else(|| Self::stand_in(&fields.whole()))
    }

    /// The part's id, which no other of its list may have.
    fn id(&self) -> Option<&Text> {
        None
    }

    /// Adds the texts a reader of the site sees, in the order of the schema.
    fn texts<'a>(&'a self, _found: &mut Vec<&'a Text>) {}
}

/// Reads structs as mappings: `record!(Period { start, end, text })`. A struct whose first key is `id` is known by it.
/// `where |fields| …` is asked before the whole is made, with what was read of each field; if it says no, there is none.
macro_rules! record {
    ($Part:ident { id $(, $field:ident)* }) => {
        $crate::campaign::part::record!(@ $Part { id $(, $field)* } {
            fn id(&self) -> Option<&Text> {
                Some(self.id.text())
            }
        });
    };
    ($Part:ident { $($field:ident),+ } $(where |$fields:ident| $fits:expr)?) => {
        $crate::campaign::part::record!(@ $Part { $($field),+ } {} $(where |$fields| $fits)?);
    };
    (@ $Part:ident { $($field:ident),+ } { $($id:tt)* } $(where |$fields:ident| $fits:expr)?) => {
        impl Part for $Part {
            fn read(value: &Value<'_>) -> Option<Self> {
                let mut fields = value.fields()?;
                $(let $field = Part::field(&mut fields, stringify!($field));)+
                let fits = true $(&& { let $fields = &mut fields; $fits })?;
                fields.finish(&[]);
                if !fits {
                    return None;
                }
                Some(Self { $($field: $field?),+ })
            }

            fn texts<'a>(&'a self, found: &mut Vec<&'a Text>) {
                $(self.$field.texts(found);)+
            }

            $($id)*
        }
    };
}
pub(super) use record;

impl Part for Text {
    fn read(value: &Value<'_>) -> Option<Self> {
        let text = value.text()?;
        if text.is_empty() {
            value.error(
                "empty-text",
                message!("chỗ này đang để trống", "there is no text here"),
                Some(message!(
                    "ghi nội dung vào giữa hai dấu ngoặc kép",
                    "write the text between the quotes"
                )),
            );
        }
        Some(Spanned::new(text, value.place()))
    }

    fn stand_in(whole: &Value<'_>) -> Option<Self> {
        Some(Spanned::new(String::new(), whole.place()))
    }

    fn texts<'a>(&'a self, found: &mut Vec<&'a Text>) {
        found.push(self);
    }
}

impl Part for String {
    fn read(value: &Value<'_>) -> Option<Self> {
        Text::read(value).map(Spanned::into_inner)
    }
}

impl Part for Acknowledged {
    fn read(value: &Value<'_>) -> Option<Self> {
        Acknowledged::read(value)
    }
}

impl Part for Spanned<SourcePath> {
    fn read(value: &Value<'_>) -> Option<Self> {
        let path = SourcePath::new(&format!("{CONTENT}/{}", value.text()?));
        Some(Spanned::new(path, value.place()))
    }
}

impl Part for Date {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.date()
    }
}

impl Part for Spanned<Date> {
    fn read(value: &Value<'_>) -> Option<Self> {
        Some(Spanned::new(value.date()?, value.place()))
    }
}

impl Part for usize {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.count()
    }
}

impl Part for bool {
    const REQUIRED: bool = false;

    fn read(value: &Value<'_>) -> Option<Self> {
        value.bool()
    }

    fn stand_in(_: &Value<'_>) -> Option<Self> {
        Some(false)
    }
}

impl<T: Part> Part for Option<T> {
    const REQUIRED: bool = false;

    fn read(value: &Value<'_>) -> Option<Self> {
        let is_blank = matches!(value.node(), Node::Text(text) if text.trim().is_empty());
        if is_blank { None } else { T::read(value).map(Some) }
    }

    fn stand_in(_: &Value<'_>) -> Option<Self> {
        Some(None)
    }

    fn texts<'a>(&'a self, found: &mut Vec<&'a Text>) {
        self.iter().for_each(|part| part.texts(found));
    }
}

impl<T: Part> Part for Vec<T> {
    const REQUIRED: bool = false;

    fn read(value: &Value<'_>) -> Option<Self> {
        let parts: Self = value.items_up_to(MOST_ITEMS).iter().filter_map(T::read).collect();
        distinct(value, parts.iter().map(|part| part.id()), |id| {
            Diagnostic::error(
                "duplicate-id",
                message!("mã “{id}” được dùng hai lần", "the id “{id}” is used twice"),
            )
            .help(message!("đổi một trong hai mã", "change one of the two"))
        });
        Some(parts)
    }

    fn stand_in(_: &Value<'_>) -> Option<Self> {
        Some(Vec::new())
    }

    fn texts<'a>(&'a self, found: &mut Vec<&'a Text>) {
        self.iter().for_each(|part| part.texts(found));
    }
}

impl<T: Part> Part for NonEmpty<T> {
    fn read(value: &Value<'_>) -> Option<Self> {
        if matches!(value.node(), Node::List(items) if items.is_empty()) {
            value.error(
                "empty-list",
                message!("danh sách này đang trống", "this list is empty"),
                Some(message!(
                    "ghi ít nhất một mục, bắt đầu bằng “- ”",
                    "write at least one item, after “- ”"
                )),
            );
        }
        NonEmpty::new(Vec::read(value)?)
    }

    fn texts<'a>(&'a self, found: &mut Vec<&'a Text>) {
        self.iter().for_each(|part| part.texts(found));
    }
}

/// Reports every value that an earlier group has too. The values of one group, such as the names of a unit, may be alike.
pub(super) fn distinct<'a, T: Eq + Hash + 'a, G: IntoIterator<Item = &'a Spanned<T>>>(
    whole: &Value<'_>,
    groups: impl IntoIterator<Item = G>,
    finding: impl Fn(&T) -> Diagnostic,
) {
    let mut earlier: HashMap<&T, (usize, &Spanned<T>)> = HashMap::new();
    for (number, group) in groups.into_iter().enumerate() {
        for value in group {
            let (of, first) = *earlier.entry(value).or_insert((number, value));
            if of != number {
                whole.report(
                    finding(value)
                        .at(value.span())
                        .and_at(first.span(), message!("lần đầu ở đây", "first here")),
                );
            }
        }
    }
}
