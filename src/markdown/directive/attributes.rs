//! The attributes of a directive: `{title="Lưu ý" kind='luu-y' week=3}`.

use std::ops::Range;

use crate::diag::{Diagnostic, Message, message};
use crate::markdown::place::Place;

/// One attribute as written.
#[derive(Debug)]
pub(in crate::markdown) struct RawAttribute {
    /// Its name.
    pub(in crate::markdown) name: String,
    /// Its value, without quotes.
    pub(in crate::markdown) value: String,
    /// From the name to the end of the value, quotes included.
    pub(in crate::markdown) range: Range<usize>,
    /// The value without its quotes.
    pub(in crate::markdown) value_range: Range<usize>,
}

/// Quotes and what ends them. Word turns straight quotes into curly ones, so those will do too.
const QUOTES: [(char, &[char]); 5] =
    [('"', &['"']), ('\'', &['\'']), ('“', &['”', '“']), ('”', &['”', '“']), ('‘', &['’'])];

/// The attributes in `text`, which stands at `start` in the body, has no white space at its ends and is empty or should
/// be `{…}`.
pub(super) fn read(
    text: &str,
    start: usize,
    place: &Place<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<RawAttribute> {
    let mut reader = Reader { text, at: 0, start, place, problems };
    let mut attributes = Vec::new();
    if !text.is_empty() {
        reader.braces(&mut attributes);
    }
    attributes
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    start: usize,
    place: &'a Place<'a>,
    problems: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// Everything; stops at the first thing that makes no sense.
    fn braces(&mut self, attributes: &mut Vec<RawAttribute>) {
        if !self.eat('{') {
            return self.wrong(
                self.at..self.text.len(),
                message!(
                    "sau tên khối chỉ được có thuộc tính trong ngoặc nhọn",
                    "only attributes in braces may follow the name of a block"
                ),
                message!("viết “{{tên=\"giá trị\"}}”", "write “{{name=\"value\"}}”"),
            );
        }
        loop {
            self.skip_space();
            if self.eat('}') {
                break;
            }
            match self.attribute() {
                Ok(Some(attribute)) => self.keep(attribute, attributes),
                Ok(None) => {}
                Err(()) => return,
            }
        }
        self.skip_space();
        if self.at < self.text.len() {
            self.wrong(
                self.at..self.text.len(),
                message!("có chữ thừa sau ngoặc “}}”", "there is text after the “}}”"),
                message!("đưa phần này xuống dòng dưới", "move it to the next line"),
            );
        }
    }

    /// One attribute; none if it has no value, which is reported; an error if the rest cannot be read.
    fn attribute(&mut self) -> Result<Option<RawAttribute>, ()> {
        let from = self.at;
        let name = self.take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        if name.is_empty() {
            if from == self.text.len() {
                self.wrong(
                    0..from,
                    message!("thiếu ngoặc đóng “}}”", "the closing “}}” is missing"),
                    message!("các thuộc tính phải nằm trên một dòng", "attributes must stand on one line"),
                );
            } else {
                let odd = self.rest().chars().next().map_or(0, char::len_utf8);
                self.wrong(
                    from..from + odd,
                    message!("cần tên thuộc tính ở đây", "the name of an attribute should stand here"),
                    message!("viết “tên=\"giá trị\"”", "write “name=\"value\"”"),
                );
            }
            return Err(());
        }
        let after_name = self.at;
        self.skip_space();
        let has_value = self.eat('=');
        if has_value {
            self.skip_space();
        }
        let value = if has_value { self.value()? } else { None };
        let Some(value) = value else {
            if !has_value {
                self.at = after_name;
            }
            self.wrong(
                from..after_name,
                message!("thuộc tính “{name}” không có giá trị", "the attribute “{name}” has no value"),
                message!("viết “{name}=\"…\"”", "write “{name}=\"…\"”"),
            );
            return Ok(None);
        };
        Ok(Some(RawAttribute {
            name: name.to_owned(),
            value: self.text[value.clone()].to_owned(),
            range: self.start + from..self.start + self.at,
            value_range: self.start + value.start..self.start + value.end,
        }))
    }

    /// Where the value stands, without its quotes; none if there is none.
    fn value(&mut self) -> Result<Option<Range<usize>>, ()> {
        let quote = self.rest().chars().next();
        let closing = QUOTES.iter().find(|(opening, _)| Some(*opening) == quote).map(|(_, closing)| *closing);
        let Some(closing) = closing else {
            let from = self.at;
            let bare = self.take_while(|c| !c.is_whitespace() && c != '}');
            if bare.contains(['"', '“', '”']) {
                self.at = from; // The next attribute: this one has no value.
                return Ok(None);
            }
            return Ok((!bare.is_empty()).then_some(from..self.at));
        };
        let opened = self.at;
        self.at += quote.map_or(0, char::len_utf8);
        let from = self.at;
        self.take_while(|c| !closing.contains(&c));
        let end = self.at;
        let Some(quote) = self.rest().chars().next() else {
            self.wrong(
                opened..self.text.len(),
                message!("dấu nháy này không được đóng", "this quote is never closed"),
                message!("thêm dấu nháy ở cuối giá trị", "add a quote at the end of the value"),
            );
            return Err(());
        };
        self.at += quote.len_utf8();
        Ok(Some(from..end))
    }

    /// Adds an attribute unless its name is there already.
    fn keep(&mut self, attribute: RawAttribute, attributes: &mut Vec<RawAttribute>) {
        let Some(first) = attributes.iter().find(|other| other.name == attribute.name) else {
            return attributes.push(attribute);
        };
        let name = &attribute.name;
        self.problems.push(
            Diagnostic::error(
                "duplicate-attribute",
                message!("thuộc tính “{name}” được viết hai lần", "the attribute “{name}” is given twice"),
            )
            .at(self.place.span(attribute.range.clone()))
            .and_at(self.place.span(first.range.clone()), message!("lần đầu ở đây", "first given here"))
            .help(message!("bỏ một trong hai", "remove one of the two")),
        );
    }

    fn wrong(&mut self, range: Range<usize>, what: Message, help: Message) {
        let span = self.place.span(self.start + range.start..self.start + range.end);
        self.problems.push(Diagnostic::error("directive-syntax", what).at(span).help(help));
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = &rest[..rest.find(|c| !wanted(c)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }
}
