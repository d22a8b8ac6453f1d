//! Numbers of official documents in the texts of a page: links to their pages, or at least whole on one line. The text stays
//! as written, for those who copy or search it.

use tera::{Kwargs, State, Value};

use crate::permalink::LinkBase;
use crate::site::{PageId, Site};
use crate::text::{document_number, typography};

/// A text for readers. Where it names a document that has a page, it is HTML in which the number is a link; else it is
/// plain. Templates show it in one way: what is plain they escape.
pub(super) fn linked(
    text: &str,
    site: &Site,
    base: &LinkBase,
    page: impl Fn(&str) -> Option<PageId>,
) -> Value {
    let bound = typography::bind(text);
    let mut html = String::new();
    let mut written = 0;
    for at in document_number::find(&bound) {
        let number = &bound[at.clone()];
        let Some(page) = page(number) else { continue };
        escape(&bound[written..at.start], &mut html);
        link(number, &base.href(&site[page].permalink), &mut html);
        written = at.end;
    }
    if written == 0 {
        return bound.into();
    }
    escape(&bound[written..], &mut html);
    Value::safe_string(&html)
}

/// The filter `unbroken`: a text as HTML in which no line ends within the number of a document. What is HTML already is left
/// as it is.
pub(super) fn unbroken(text: &Value, _: Kwargs, _: &State<'_>) -> Value {
    let Some(plain) = text.as_str().filter(|_| !text.is_safe()) else { return text.clone() };
    let mut html = String::new();
    let mut written = 0;
    for at in document_number::find(plain) {
        escape(&plain[written..at.start], &mut html);
        whole(&plain[at.clone()], &mut html);
        written = at.end;
    }
    if written == 0 {
        return text.clone();
    }
    escape(&plain[written..], &mut html);
    Value::safe_string(&html)
}

/// Appends a number that has no page.
pub(super) fn whole(number: &str, out: &mut String) {
    out.push_str("<span class=\"document-number\">");
    escape(number, out);
    out.push_str("</span>");
}

/// Appends a number as a link.
pub(super) fn link(number: &str, href: &str, out: &mut String) {
    out.push_str("<a class=\"document-number\" href=\"");
    escape(href, out);
    out.push_str("\">");
    escape(number, out);
    out.push_str("</a>");
}

/// Appends text as HTML.
pub(super) fn escape(text: &str, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(out, text);
}
