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
    if is_plain(text.as_bytes()) || text.chars().all(is_allowed) {
        Cow::Borrowed(text)
    } else {
        text.chars().filter(|&c| is_allowed(c)).collect()
    }
}

/// Whether XML takes each character, and none begins as one does that it does not take. Bytes are looked at, without a
/// branch, so that many are at a time.
fn is_plain(utf8: &[u8]) -> bool {
    let is_refused = |pair: &[u8]| {
        let &[first, second] = pair else { return false };
        let is_control = (first < b' ') & (first != b'\t') & (first != b'\n') & (first != b'\r');
        // U+0080 to U+009F; U+FFFE and U+FFFF, with others that begin as they do.
        let may_be_beyond = (first == 0xC2) & (second < 0xA0) | (first == 0xEF) & (second == 0xBF);
        is_control | (first == 0x7F) | may_be_beyond
    };
    let end = utf8.last().is_some_and(|&last| is_refused(&[last, 0]));
    !utf8.windows(2).fold(end, |refused, pair| refused | is_refused(pair))
}

fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::{allowed, is_allowed, is_plain};

    #[test]
    fn bytes_tell_what_characters_do() {
        for c in '\0'..=char::MAX {
            let (alone, first) = (c.to_string(), format!("{c}a"));
            for text in [alone, first] {
                assert!(is_allowed(c) || !is_plain(text.as_bytes()), "{c:?}");
                assert_eq!(allowed(&text).contains(c), is_allowed(c), "{c:?}");
            }
        }
        assert!(is_plain("Đợt thi\u{A0}đua “cao điểm” – 75 ngày đêm\n".as_bytes()));
    }
}
