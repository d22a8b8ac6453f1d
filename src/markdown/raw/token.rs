//! A small scanner of HTML.

use std::ops::Range;

/// One piece of HTML; together they cover the chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::markdown) enum Token {
    /// Text between tags.
    Text,
    /// `<name …>`.
    Tag(Tag),
    /// `</name>`; the name.
    EndTag(Range<usize>),
    /// What stands in a `<script>` or another element without markup, up to its end tag.
    Content,
    /// A comment, a declaration, a processing instruction.
    Comment,
    /// From a tag that never ends to the end of the chunk.
    Unfinished,
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::markdown) struct Tag {
    /// Its name as written.
    pub(in crate::markdown) name: Range<usize>,
    /// In the order written.
    pub(in crate::markdown) attributes: Vec<Attribute>,
}

/// One attribute of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::markdown) struct Attribute {
    /// Its name as written.
    pub(in crate::markdown) name: Range<usize>,
    /// Its value with its quotes, as written.
    pub(in crate::markdown) written: Range<usize>,
    /// Its value without quotes; empty if there is none.
    pub(in crate::markdown) value: Range<usize>,
}

/// Elements in which `<` begins no tag.
const WITHOUT_MARKUP: [&str; 10] =
    ["iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp"];

/// Whether the content of an element has no markup.
fn is_without_markup(name: &str) -> bool {
    WITHOUT_MARKUP.iter().any(|it| it.eq_ignore_ascii_case(name))
}

/// The tokens of `html`, with their places.
pub(in crate::markdown) fn tokens(html: &str) -> Vec<(Token, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let (token, end) = next(html, at);
        let content_of = match &token {
            Token::Tag(tag) if is_without_markup(&html[tag.name.clone()]) => Some(tag.name.clone()),
            _ => None,
        };
        tokens.push((token, at..end));
        at = end;
        if let Some(name) = content_of {
            let end = content_end(html, at, &html[name]);
            if end > at {
                tokens.push((Token::Content, at..end));
                at = end;
            }
        }
    }
    tokens
}

/// The token at `at`, and where it ends.
fn next(html: &str, at: usize) -> (Token, usize) {
    let bytes = html.as_bytes();
    let end = html.len();
    if bytes[at] != b'<' {
        return (Token::Text, html[at..].find('<').map_or(end, |next| at + next));
    }
    let past =
        |mark: &str, from: usize| html[from..].find(mark).map_or(end, |found| from + found + mark.len());
    match (bytes.get(at + 1), bytes.get(at + 2)) {
        (Some(b'!'), _) if html[at..].starts_with("<!--") => (Token::Comment, past("-->", at + 2)),
        (Some(b'!'), _) if html[at..].starts_with("<![CDATA[") => (Token::Comment, past("]]>", at)),
        (Some(b'!' | b'?'), _) => (Token::Comment, past(">", at)),
        (Some(b'/'), Some(letter)) if letter.is_ascii_alphabetic() => {
            let name = at + 2..name_end(bytes, at + 2);
            match html[name.end..].find('>') {
                Some(close) => (Token::EndTag(name.clone()), name.end + close + 1),
                None => (Token::Unfinished, end),
            }
        }
        (Some(b'/'), Some(_)) => (Token::Comment, past(">", at)),
        (Some(letter), _) if letter.is_ascii_alphabetic() => match tag(bytes, at) {
            Some((tag, end)) => (Token::Tag(tag), end),
            None => (Token::Unfinished, end),
        },
        _ => (Token::Text, html[at + 1..].find('<').map_or(end, |next| at + 1 + next)),
    }
}

/// The start tag at `at` and its end, if it has one.
fn tag(bytes: &[u8], at: usize) -> Option<(Tag, usize)> {
    let name = at + 1..name_end(bytes, at + 1);
    let mut attributes = Vec::new();
    let mut at = name.end;
    loop {
        at = skip(bytes, at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        if *bytes.get(at)? == b'>' {
            return Some((Tag { name, attributes }, at + 1));
        }
        let stops = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=');
        let attribute = at..skip(bytes, at + 1, |byte| !stops(byte));
        at = attribute.end;
        let equals = skip(bytes, at, |byte| byte.is_ascii_whitespace());
        if *bytes.get(equals)? != b'=' {
            attributes.push(Attribute { name: attribute, written: at..at, value: at..at });
            continue;
        }
        let start = skip(bytes, equals + 1, |byte| byte.is_ascii_whitespace());
        let quote = *bytes.get(start)?;
        let (written, value) = if matches!(quote, b'"' | b'\'') {
            let end = skip(bytes, start + 1, |byte| byte != quote);
            bytes.get(end)?;
            (start..end + 1, start + 1..end)
        } else {
            let end = skip(bytes, start, |byte| !byte.is_ascii_whitespace() && byte != b'>');
            (start..end, start..end)
        };
        at = written.end;
        attributes.push(Attribute { name: attribute, written, value });
    }
}

/// The end of the name of a tag that begins at `from`.
fn name_end(bytes: &[u8], from: usize) -> usize {
    skip(bytes, from, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>'))
}

/// The first byte from `from` that is not `wanted`, or the end.
fn skip(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> usize {
    bytes
        .get(from..)
        .and_then(|rest| rest.iter().position(|&byte| !wanted(byte)))
        .map_or(bytes.len(), |n| from + n)
}

/// Where the content of the element `name`, which begins at `from`, ends: at its end tag or at the end.
fn content_end(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let closes = |at: usize| {
        let after = at + 2 + name.len();
        bytes.get(at + 2..after).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && bytes.get(after).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
    };
    html[from..].match_indices("</").map(|(at, _)| from + at).find(|&at| closes(at)).unwrap_or(html.len())
}
