//! The mappings of a YAML document: keys that the program knows, and keys that are the author's own.

use jiff::civil::Date;

use crate::diag::{Message, message};
use crate::text::suggest;

use super::Node;
use super::read::Value;

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
    pub(super) fn new(whole: Value<'a>, entries: &'a [(Node, Node)]) -> Self {
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
