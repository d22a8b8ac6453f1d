//! XML in memory.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// Writes XML into memory.
pub(super) type Xml = Writer<Vec<u8>>;

/// An XML document in memory; writing to memory does not fail.
pub(super) fn document(content: impl FnOnce(&mut Xml) -> std::io::Result<()>) -> Vec<u8> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    let written = xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let written = written.and_then(|()| content(&mut xml));
    debug_assert!(written.is_ok(), "writing to memory does not fail");
    let mut utf8 = xml.into_inner();
    utf8.push(b'\n');
    utf8
}

/// An element with text in it.
pub(super) fn text(xml: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&allowed(text)))?;
    Ok(())
}

/// Without the characters that XML 1.0 does not take at all: they cannot even be written as references.
pub(super) fn allowed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_allowed) {
        Cow::Borrowed(text)
    } else {
        text.chars().filter(|&c| is_allowed(c)).collect()
    }
}

fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}')
}
