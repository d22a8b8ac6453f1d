//! The place of a node, to be kept by what was read from it.

use std::ops::Range;

use crate::span::{SourcePath, Span};

use super::{Node, Yaml, locate};

/// Where a node stands. Cheap to make, to keep and to clone: the bytes are looked up only when they are asked for.
#[derive(Debug, Clone)]
pub struct Place {
    yaml: Yaml,
    /// The node's address, which tells it from all others of the document, and never leads anywhere.
    node: usize,
}

impl Place {
    pub(super) fn of(yaml: &Yaml, node: &Node) -> Self {
        Self { yaml: yaml.clone(), node: address(node) }
    }

    /// The author's file.
    pub fn path(&self) -> &SourcePath {
        self.yaml.path()
    }

    /// The node's bytes in the author's file.
    pub fn span(&self) -> Span {
        self.yaml.span_at(locate::number_of(&self.yaml.root, |node| address(node) == self.node))
    }

    /// The bytes of `part` of `text`, the text read here; of the whole node where the file spells the text in
    /// another way (escapes, folded lines).
    pub fn part(&self, text: &str, part: Range<usize>) -> Span {
        let whole = self.span();
        let written = self.yaml.text.get(whole.range.clone()).unwrap_or_default();
        match written.find(text) {
            Some(at) => {
                let start = whole.range.start + at;
                Span { range: start + part.start..start + part.end, ..whole }
            }
            None => whole,
        }
    }
}

/// The tree of a document is shared and never changes, so its nodes stay where they are.
fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use crate::source::SourceText;
    use crate::span::SourcePath;
    use crate::yaml::{Node, Place, Yaml, parse};

    fn read(text: &str) -> Yaml {
        parse(&SourcePath::new("a.yaml"), &SourceText::from(text), 0..text.len()).unwrap()
    }

    /// The nodes of `text`, in reading order, are written like `expected`.
    fn check(text: &str, expected: &[&str]) {
        fn walk<'a>(node: &'a Node, found: &mut Vec<&'a Node>) {
            found.push(node);
            match node {
                Node::List(nodes) => nodes.iter().for_each(|node| walk(node, found)),
                Node::Map(entries) => entries.iter().for_each(|(key, value)| {
                    walk(key, found);
                    walk(value, found);
                }),
                _ => {}
            }
        }
        let yaml = read(text);
        let mut nodes = Vec::new();
        walk(&yaml.root, &mut nodes);
        let written: Vec<_> = nodes.iter().map(|node| &text[Place::of(&yaml, node).span().range]).collect();
        assert_eq!(written, expected, "{text}");
    }

    #[test]
    fn every_node_knows_its_bytes() {
        check("khóa: chữ Việt # ghi chú\n", &["khóa: chữ Việt", "khóa", "chữ Việt"]);
        check(
            "- {id: đ, số: 1, có: true}\n- [ơ, 2]",
            &[
                "- {id: đ, số: 1, có: true}",
                "{id: đ, số: 1, có: true}",
                "id",
                "đ",
                "số",
                "1",
                "có",
                "true",
                "[ơ, 2]",
                "ơ",
                "2",
            ],
        );
        check(
            r#"["a \"b\" c", 'd ''e'' f', "\\", '']"#,
            &[r#"["a \"b\" c", 'd ''e'' f', "\\", '']"#, r#""a \"b\" c""#, "'d ''e'' f'", r#""\\""#, "''"],
        );
        check(
            "[{a: [1], b: \"]\"}, c]",
            &["[{a: [1], b: \"]\"}, c]", "{a: [1], b: \"]\"}", "a", "[1]", "1", "b", "\"]\"", "c"],
        );
        check("a: &x [1]\nb: *x\nc: z", &["a: &x [1]", "a", "&x [1]", "1", "b", "&x [1]", "1", "c", "z"]);
    }

    #[test]
    fn a_part_of_a_text_has_a_place_where_it_is_spelled_out() {
        let places = [
            ("a: một hai ba\n", "hai"),
            ("a: \"một hai ba\"\n", "hai"),
            ("a: \"một\\thai ba\"\n", "\"một\\thai ba\""),
        ];
        for (source, expected) in places {
            let yaml = read(source);
            let Some(node @ Node::Text(text)) = yaml.find(&["a"]) else { unreachable!() };
            let at = text.find("hai").unwrap();
            assert_eq!(&source[Place::of(&yaml, node).part(text, at..at + 3).range], expected);
        }
    }
}
