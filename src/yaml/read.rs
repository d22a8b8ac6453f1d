//! Typed reading of a YAML document: every method returns what fits and reports what does not, so that one reading
//! finds all mistakes.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use jiff::civil::Date;

use crate::diag::{Diagnostic, Diagnostics, Message, message};
use crate::span::Span;
use crate::text::{self, Decimal, DecimalError, Locale, dates, suggest};

use super::fields::{Entry, Fields};
use super::{Node, Place, Yaml};

/// The items of a list that are read, unless its reader knows of longer ones; more than that is an accident.
const MOST_ITEMS: usize = 1000;

/// Collects the findings of a reading.
///
/// A place costs a second look at the whole file, so a reading looks up [`Findings::PLACES`] of them: findings past that
/// are left for when the first ones are mended.
#[derive(Debug)]
pub struct Findings {
    found: RefCell<Diagnostics>,
    places: Cell<usize>,
}

impl Default for Findings {
    fn default() -> Self {
        Self { found: RefCell::default(), places: Cell::new(Self::PLACES) }
    }
}

impl Findings {
    /// Places looked up in one reading.
    pub const PLACES: usize = 200;

    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// All of them.
    pub fn into_diagnostics(self) -> Diagnostics {
        self.found.into_inner()
    }

    /// Whether one more place may be looked up.
    fn may_look(&self) -> bool {
        let left = self.places.get().checked_sub(1);
        left.inspect(|left| self.places.set(*left)).is_some()
    }
}

/// A node that is being read.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    pub(super) yaml: &'a Yaml,
    pub(super) node: &'a Node,
    pub(super) findings: &'a Findings,
}

impl<'a> Value<'a> {
    pub(super) fn new(yaml: &'a Yaml, node: &'a Node, findings: &'a Findings) -> Self {
        Self { yaml, node, findings }
    }

    /// The node itself.
    pub fn node(&self) -> &'a Node {
        self.node
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        self.yaml.span(self.node)
    }

    /// Where it stands, to be kept.
    pub fn place(&self) -> Place {
        Place::of(self.yaml, self.node)
    }

    /// Reports a finding that has its place already.
    pub fn report(&self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Reports that this value is wrong.
    pub fn error(&self, code: &'static str, what: Message, help: Option<Message>) {
        if self.findings.may_look() {
            self.findings.push(Diagnostic::error(code, what).at(self.span()).help_if(help));
        }
    }

    /// Text; numbers and `true` are taken as they are written. Surrounding white space is dropped.
    pub fn text(&self) -> Option<String> {
        match self.node {
            Node::Text(text) => Some(text.trim().to_owned()),
            Node::Int(_) | Node::Float(_) | Node::Bool(_) if self.findings.may_look() => {
                Some(self.yaml.raw(self.node).to_owned())
            }
            Node::Int(value) => Some(value.to_string()),
            Node::Float(value) => Some(value.to_string()),
            Node::Bool(value) => Some(value.to_string()),
            _ => self.mismatch(
                message!("chữ", "text"),
                message!(
                    "viết chữ ngay sau dấu hai chấm; chữ có [ ] {{ }} thì đặt trong ngoặc kép",
                    "write text right after the colon; text with [ ] {{ }} in it goes in quotes"
                ),
            ),
        }
    }

    /// `true` or `false`.
    pub fn bool(&self) -> Option<bool> {
        match self.node {
            Node::Bool(value) => Some(*value),
            _ => self.mismatch(
                message!("true (có) hoặc false (không)", "true or false"),
                message!("viết true hoặc false, không có ngoặc kép", "write true or false, without quotes"),
            ),
        }
    }

    /// A whole number.
    pub fn int(&self) -> Option<i64> {
        match self.node {
            Node::Int(value) => Some(*value),
            _ => self.mismatch(
                message!("một số nguyên", "a whole number"),
                message!("viết số bằng chữ số, không có ngoặc kép", "write it in digits, without quotes"),
            ),
        }
    }

    /// A whole number from 1, such as a count of posts on a page.
    pub fn count(&self) -> Option<usize> {
        match self.node {
            Node::Int(value) if *value > 0 => usize::try_from(*value).ok(),
            _ => self.mismatch(
                message!("một số nguyên từ 1 trở lên", "a whole number from 1 up"),
                message!("viết số bằng chữ số, không có ngoặc kép", "write it in digits, without quotes"),
            ),
        }
    }

    /// A decimal from 0 up, as `2,5` or `2.5`.
    pub fn decimal(&self) -> Option<Decimal> {
        let text = match self.node {
            Node::Int(value) => value.to_string(),
            // A float has lost its figures: 1.250 could be 1250 as the office writes it.
            Node::Float(_) | Node::Text(_) => self.text()?,
            _ => return self.no_number(None),
        };
        match Decimal::parse(&text) {
            Ok(decimal) => Some(decimal),
            Err(DecimalError::Unrecognised) => self.no_number(Some(&text)),
            Err(DecimalError::TooLong) => {
                self.error(
                    "number-invalid",
                    message!("số “{text}” quá dài", "the number “{text}” is too long"),
                    Some(message!(
                        "chỉ viết đến ba chữ số thập phân, như 2,125",
                        "write three decimals at most, like 2.125"
                    )),
                );
                None
            }
            Err(DecimalError::Ambiguous { whole, fraction }) => {
                let (vi, en) = (fraction.format(Locale::Vi), fraction.format(Locale::En));
                self.error(
                    "number-invalid",
                    message!(
                        "“{text}” đọc được hai cách: {whole} hoặc {vi}",
                        "“{text}” can be read as {whole} or as {en}"
                    ),
                    Some(message!(
                        "viết {whole}, hoặc \"{vi}\" trong ngoặc kép",
                        "write {whole}, or \"{vi}\" in quotes"
                    )),
                );
                None
            }
        }
    }

    fn no_number<T>(&self, written: Option<&str>) -> Option<T> {
        let help = message!(
            "viết số bằng chữ số, từ 0 trở lên, như 12 hoặc \"2,5\"; đơn vị tính không viết ở đây",
            "write it in digits, from 0 up, like 12 or 2.5, without what it counts"
        );
        match written {
            Some(text) => {
                let what = message!("“{text}” không phải là một số", "“{text}” is not a number");
                self.error("number-invalid", what, Some(help));
                None
            }
            None => self.mismatch(message!("một số", "a number"), help),
        }
    }

    /// A day, as `2024-06-07` or `07/06/2024`.
    pub fn date(&self) -> Option<Date> {
        let text = self.text()?;
        match dates::parse(&text) {
            Ok(date) => Some(date),
            Err(dates::DateError::Impossible { .. }) => {
                self.error(
                    "date-invalid",
                    message!("không có ngày “{text}” trên lịch", "there is no day “{text}” in the calendar"),
                    Some(message!(
                        "sửa lại ngày, tháng, năm; viết như 2024-06-07 hoặc 07/06/2024 (ngày trước, tháng sau)",
                        "mend the day, month or year; write it like 2024-06-07 or 07/06/2024 (day before month)"
                    )),
                );
                None
            }
            Err(dates::DateError::Unrecognised) => {
                self.error(
                    "date-invalid",
                    message!("“{text}” không phải là một ngày", "“{text}” is not a date"),
                    Some(message!(
                        "viết như 2024-06-07 hoặc 07/06/2024",
                        "write it like 2024-06-07 or 07/06/2024"
                    )),
                );
                None
            }
        }
    }

    /// A slug: one path segment that needs no escaping.
    pub fn slug(&self) -> Option<String> {
        let written = self.text()?;
        let slug = text::slug(&written);
        if slug == written && !slug.is_empty() {
            return Some(slug);
        }
        self.error(
            "slug-invalid",
            message!("“{written}” không dùng làm đường dẫn được", "“{written}” cannot be part of an address"),
            Some(if slug.is_empty() {
                message!(
                    "chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ bai-viet",
                    "use only plain lower-case letters, digits and hyphens, such as my-post"
                )
            } else {
                message!(
                    "chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ {slug}",
                    "use only plain lower-case letters, digits and hyphens, such as {slug}"
                )
            }),
        );
        None
    }

    /// The items of a list.
    pub fn items(&self) -> Vec<Value<'a>> {
        self.items_up_to(MOST_ITEMS)
    }

    /// The items of a list that may have so many.
    pub fn items_up_to(&self, most: usize) -> Vec<Value<'a>> {
        match self.node {
            Node::List(nodes) if nodes.len() > most => {
                let many = nodes.len();
                self.error(
                    "list-too-long",
                    message!(
                        "danh sách có {many} mục, nhiều hơn {most}",
                        "the list has {many} items, more than {most}"
                    ),
                    Some(message!("xem lại danh sách này", "look at this list again")),
                );
                Vec::new()
            }
            Node::List(nodes) => nodes.iter().map(|node| Value { node, ..*self }).collect(),
            _ => {
                let help = message!(
                    "viết mỗi mục một dòng bắt đầu bằng “- ”, hoặc cả danh sách trong ngoặc vuông: [a, b]",
                    "write each item on a line after “- ”, or the whole list in brackets: [a, b]"
                );
                self.mismatch(message!("một danh sách", "a list"), help).unwrap_or_default()
            }
        }
    }

    /// The items of a list, or the value itself where one is enough.
    pub fn one_or_many(&self) -> Vec<Value<'a>> {
        match self.node {
            Node::List(_) => self.items(),
            _ => vec![*self],
        }
    }

    /// The texts of a list or of a single value.
    pub fn texts(&self) -> Vec<String> {
        self.one_or_many().iter().filter_map(Value::text).collect()
    }

    /// One of `known`.
    pub fn choice<T: Copy>(&self, known: &[(&'static str, T)]) -> Option<T> {
        let text = self.text()?;
        if let Some((_, choice)) = known.iter().find(|(name, _)| *name == text) {
            return Some(*choice);
        }
        let names = known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        self.error(
            "unknown-value",
            message!("không có lựa chọn “{text}”", "there is no choice “{text}”"),
            Some(match suggest::nearest(&text, known.iter().map(|(name, _)| *name)) {
                Some(near) => message!(
                    "có phải là “{near}”? Các lựa chọn: {names}",
                    "did you mean “{near}”? The choices: {names}"
                ),
                None => message!("các lựa chọn: {names}", "the choices: {names}"),
            }),
        );
        None
    }

    /// The mapping's fields, each to be asked for by name, then [`Fields::finish`]ed. Nothing written is no fields.
    pub fn fields(&self) -> Option<Fields<'a>> {
        match self.node {
            Node::Map(entries) => Some(Fields::new(*self, entries)),
            Node::Null => Some(Fields::new(*self, &[])),
            _ => self.no_mapping(),
        }
    }

    /// The entries of a mapping whose keys are the author's own.
    pub fn entries(&self) -> Vec<Entry<'a>> {
        let Node::Map(entries) = self.node else {
            return self.no_mapping().unwrap_or_default();
        };
        let read = entries.iter().filter_map(|(key, node)| {
            let key = Value { node: key, ..*self };
            Some(Entry { name: key.text()?, key, value: Value { node, ..*self } })
        });
        let read: Vec<_> = read.collect();
        self.report_doubles(entries);
        read
    }

    fn no_mapping<T>(&self) -> Option<T> {
        self.mismatch(
            message!("các dòng “khóa: giá trị”", "lines of “key: value”"),
            message!(
                "viết mỗi khóa một dòng, thụt vào so với dòng trên, hoặc trong ngoặc nhọn: {{khóa: giá trị}}",
                "write each key on a line of its own, indented below this one, or in braces: {{key: value}}"
            ),
        )
    }

    /// Reports that the value is not of the wanted kind.
    fn mismatch<T>(&self, wanted: Message, help: Message) -> Option<T> {
        let (vi, en) = (wanted.in_locale(Locale::Vi), wanted.in_locale(Locale::En));
        let found = match self.node {
            Node::Null => message!("để trống", "nothing"),
            Node::Bool(value) => message!("{value}", "{value}"),
            Node::Int(value) => message!("{value}", "{value}"),
            Node::Float(value) => message!("{value}", "{value}"),
            Node::Text(_) => message!("chữ", "text"),
            Node::List(_) => message!("một danh sách", "a list"),
            Node::Map(_) => message!("các dòng “khóa: giá trị”", "lines of “key: value”"),
        };
        let (found_vi, found_en) = (found.in_locale(Locale::Vi), found.in_locale(Locale::En));
        self.error(
            "wrong-type",
            message!("chỗ này phải là {vi}, không phải {found_vi}", "this should be {en}, not {found_en}"),
            Some(help),
        );
        None
    }

    /// Reports that the mapping lacks a key.
    pub fn missing(&self, key: &str) {
        if !self.findings.may_look() {
            return;
        }
        let span = self.span();
        let is_in_braces = self.yaml.text.get(span.range.clone()).is_some_and(|raw| raw.starts_with('{'));
        let what = message!("thiếu khóa “{key}”", "the key “{key}” is missing");
        self.findings.push(Diagnostic::error("missing-key", what).at(span).help(if is_in_braces {
            message!("thêm “{key}: …” vào trong ngoặc nhọn", "add “{key}: …” in the braces")
        } else {
            message!("thêm một dòng “{key}: …”", "add a line “{key}: …”")
        }));
    }

    /// Reports the keys that stand twice.
    pub(super) fn report_doubles(&self, entries: &'a [(Node, Node)]) {
        let mut seen: HashMap<&str, &Node> = HashMap::new();
        for (key, _) in entries {
            let Node::Text(name) = key else { continue };
            let first = *seen.entry(name).or_insert(key);
            if std::ptr::eq(first, key) {
                continue;
            }
            if !self.findings.may_look() {
                return;
            }
            self.findings.push(
                Diagnostic::error(
                    "duplicate-key",
                    message!("khóa “{name}” được viết hai lần", "the key “{name}” is written twice"),
                )
                .at(self.yaml.span(key))
                .and_at(self.yaml.span(first), message!("lần đầu ở đây", "first here"))
                .help(message!("giữ lại một dòng", "keep one of the lines")),
            );
        }
    }
}
