//! Character references: `&amp;`, `&#9733;`.

use pulldown_cmark_escape::escape_html;

use crate::markdown::sentinel;

/// Text or an attribute's value, for HTML that will be parsed once more: no tag and no quote begins in it, and nothing in
/// it can join with what follows to a character reference. Character references by number are resolved.
pub(in crate::markdown) fn tame(text: &str, quoted: bool) -> String {
    let mut tamed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        tamed.push_str(&rest[..at]);
        let found = &rest[at..];
        rest = &found[1..];
        match found.as_bytes()[0] {
            b'<' => tamed.push_str("&lt;"),
            b'>' => tamed.push_str("&gt;"),
            b'"' => tamed.push_str(if quoted { "&quot;" } else { "\"" }),
            _ => match numeric(found) {
                Some((c, after)) => {
                    rest = after;
                    let mut buffer = [0; 4];
                    let _ = escape_html(&mut tamed, &sentinel::scrub(c.encode_utf8(&mut buffer)));
                }
                None if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => tamed.push('&'),
                None => tamed.push_str("&amp;"),
            },
        }
    }
    tamed.push_str(rest);
    tamed
}

/// The value of an attribute with the character references that addresses need resolved.
pub(in crate::markdown) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let named = [("&amp;", '&'), ("&quot;", '"'), ("&lt;", '<'), ("&gt;", '>'), ("&apos;", '\'')];
        let named = named.iter().find_map(|(name, c)| Some((*c, rest.strip_prefix(name)?)));
        let (c, after) = named.or_else(|| numeric(rest)).unwrap_or(('&', &rest[1..]));
        decoded.push(c);
        rest = after;
    }
    decoded.push_str(rest);
    decoded
}

/// The character of a `&#…;` at the start of `text`, and what follows it.
fn numeric(text: &str) -> Option<(char, &str)> {
    let digits = text.strip_prefix("&#")?;
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    let length = digits.find(|c: char| !c.is_digit(radix)).filter(|length| (1..=7).contains(length))?;
    let after = digits[length..].strip_prefix(';')?;
    let c = u32::from_str_radix(&digits[..length], radix).ok().and_then(char::from_u32);
    Some((c.filter(|c| *c != '\0').unwrap_or('\u{FFFD}'), after))
}
