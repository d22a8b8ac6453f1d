//! XML in memory.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// Writes XML into memory.
pub(super) type Xml = Writer<Vec<u8>>;

/// An XML document in memory; writing to memory does not fail.
pub(super) fn document(content: impl FnOnce(&mut Xml) -> std::io::Result<()>) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    let written = xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let written = written.and_then(|()| content(&mut xml));
    debug_assert!(written.is_ok(), "writing to memory does not fail");
    let mut text = String::from_utf8(xml.into_inner()).unwrap_or_default();
    text.retain(is_allowed);
    text.push('\n');
    text
}

/// An element with text in it.
pub(super) fn text(xml: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

/// Whether XML 1.0 takes a character at all; the others cannot even be written as references.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}')
}
