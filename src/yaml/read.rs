//! Typed reading of a YAML document: every method returns what fits and reports what does not, so that one reading
//! finds all mistakes.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use jiff::civil::Date;

use crate::diag::{Diagnostic, Diagnostics, Message, message};
use crate::span::Span;
use crate::text::{self, Locale, dates, suggest};

use super::{Node, Place, Yaml};

/// The items of a list that are read; more than that is an accident.
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
    yaml: &'a Yaml,
    node: &'a Node,
    findings: &'a Findings,
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
        match self.node {
            Node::List(nodes) if nodes.len() > MOST_ITEMS => {
                let many = nodes.len();
                self.error(
                    "list-too-long",
                    message!(
                        "danh sách có {many} mục, nhiều hơn {MOST_ITEMS}",
                        "the list has {many} items, more than {MOST_ITEMS}"
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

    fn report_doubles(&self, entries: &'a [(Node, Node)]) {
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

/// An entry of a mapping whose keys are the author's own.
#[derive(Clone)]
pub struct Entry<'a> {
    /// The key as text.
    pub name: String,
    /// The key itself, to point at.
    pub key: Value<'a>,
    /// What stands behind it.
    pub value: Value<'a>,
}

/// The fields of a mapping whose keys the program knows.
pub struct Fields<'a> {
    whole: Value<'a>,
    entries: &'a [(Node, Node)],
    known: Vec<&'static str>,
    missing: Vec<&'static str>,
    refused: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    fn new(whole: Value<'a>, entries: &'a [(Node, Node)]) -> Self {
        Self { whole, entries, known: Vec::new(), missing: Vec::new(), refused: Vec::new() }
    }

    /// The mapping itself.
    pub fn whole(&self) -> Value<'a> {
        self.whole
    }

    /// The value of `key`, if there is one; `key:` with nothing behind it is none.
    pub fn get(&mut self, key: &'static str) -> Option<Value<'a>> {
        self.known.push(key);
        self.entries
            .iter()
            .find(|(name, _)| matches!(name, Node::Text(text) if text == key))
            .map(|(_, node)| Value { node, ..self.whole })
            .filter(|value| *value.node != Node::Null)
    }

    /// The value of a key that must be there; [`Fields::finish`] reports those that are not.
    pub fn required(&mut self, key: &'static str) -> Option<Value<'a>> {
        let found = self.get(key);
        if found.is_none() {
            self.missing.push(key);
        }
        found
    }

    /// Reports keys that exist, but not here, with what to do about them.
    pub fn refuse(&mut self, keys: &[&'static str], help: &Message) {
        self.refused.extend(keys);
        for (key, _) in self.entries {
            let key = Value { node: key, ..self.whole };
            let name = keys.iter().find(|name| matches!(key.node, Node::Text(text) if text == *name));
            if let Some(name) = name {
                key.error(
                    "unknown-key",
                    message!("không dùng khóa “{name}” ở đây", "the key “{name}” is not for this file"),
                    Some(help.clone()),
                );
            }
        }
    }

    /// Text, if given.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.get(key)?.text().filter(|text| !text.is_empty())
    }

    /// Text that must be given; empty, and reported, where it is not.
    pub fn required_text(&mut self, key: &'static str) -> String {
        self.required(key).and_then(|value| value.text()).unwrap_or_default()
    }

    /// `true` or `false`; `otherwise` where not given.
    pub fn flag(&mut self, key: &'static str, otherwise: bool) -> bool {
        self.get(key).and_then(|value| value.bool()).unwrap_or(otherwise)
    }

    /// A day, if given.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        self.get(key)?.date()
    }

    /// A list or a single text; empty where not given.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.get(key).map(|value| value.texts()).unwrap_or_default()
    }

    /// The items of a list; empty where not given.
    pub fn items(&mut self, key: &'static str) -> Vec<Value<'a>> {
        self.get(key).map(|value| value.items()).unwrap_or_default()
    }

    /// The fields of a mapping below `key`, if given.
    pub fn fields(&mut self, key: &'static str) -> Option<Fields<'a>> {
        self.get(key)?.fields()
    }

    /// The entries below `key` whose keys are the author's own; empty where not given.
    pub fn entries(&mut self, key: &'static str) -> Vec<Entry<'a>> {
        self.get(key).map(|value| value.entries()).unwrap_or_default()
    }

    /// Values of keys known only at run time, such as the taxonomies of a site.
    pub fn named(&mut self, keys: &[String]) -> Vec<(String, Value<'a>)> {
        let mut found = Vec::new();
        self.entries.iter().for_each(|(name, node)| {
            if let Node::Text(name) = name
                && keys.contains(name)
                && !found.iter().any(|(known, _)| known == name)
            {
                found.push((name.clone(), Value { node, ..self.whole }));
            }
        });
        found
    }

    /// Reports doubles, keys that nobody asked for and keys that are missing; `also` are the keys read by
    /// [`Fields::named`]. A key that is missing because it is misspelt is one mistake.
    pub fn finish(self, also: &[String]) {
        self.whole.report_doubles(self.entries);
        let known = || self.known.iter().copied().chain(also.iter().map(String::as_str));
        let mut meant = Vec::new();
        for (key, _) in self.entries {
            let key = Value { node: key, ..self.whole };
            let Some(name) = key.text() else { continue };
            if known().chain(self.refused.iter().copied()).any(|known| known == name) {
                continue;
            }
            let near = suggest::nearest(&name, known());
            meant.extend(near);
            let help = near.map_or_else(
                || {
                    let mut names: Vec<_> = known().collect();
                    names.sort_unstable();
                    names.dedup();
                    let names = names.join(", ");
                    message!("các khóa dùng được: {names}", "the keys that can be used: {names}")
                },
                |near| message!("có phải là “{near}”?", "did you mean “{near}”?"),
            );
            key.error(
                "unknown-key",
                message!("không có khóa “{name}”", "there is no key “{name}”"),
                Some(help),
            );
        }
        for key in self.missing.iter().filter(|key| !meant.contains(key)) {
            self.whole.missing(key);
        }
    }
}
