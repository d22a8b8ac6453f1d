//! XML in memory.

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
    if may_hold_forbidden(&utf8) {
        let mut text = String::from_utf8(utf8).unwrap_or_default();
        text.retain(is_allowed);
        utf8 = text.into_bytes();
    }
    utf8.push(b'\n');
    utf8
}

/// An element with text in it.
pub(super) fn text(xml: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

/// Whether a character that is not [`is_allowed`] can be among these bytes; nearly never.
fn may_hold_forbidden(utf8: &[u8]) -> bool {
    // A control character, or the first byte of those from U+0080 and of U+FFFE.
    utf8.iter()
        .any(|byte| matches!(byte, ..b' ' | 0x7F | 0xC2 | 0xEF) && !matches!(byte, b'\t' | b'\n' | b'\r'))
}

/// Whether XML 1.0 takes a character at all; the others cannot even be written as references.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}')
}
