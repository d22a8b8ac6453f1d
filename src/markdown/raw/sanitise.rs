//! What HTML an author may write, and the last word on it.

use std::sync::LazyLock;

use ammonia::Builder;

/// The elements an author may write; sorted.
#[rustfmt::skip]
const ALLOWED: [&str; 84] = [
    "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "bdi", "bdo", "big",
    "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "data", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "i", "img", "ins", "kbd", "li", "map", "mark", "nav", "ol",
    "p", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "source", "span",
    "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time",
    "tr", "track", "tt", "u", "ul", "var", "video", "wbr",
];

/// The name of an element an author may write, in lower case.
pub(in crate::markdown) fn allowed(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    ALLOWED.binary_search(&name.as_str()).ok().map(|at| ALLOWED[at])
}

/// Built once: it is costly, and the same for all.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .tags(ALLOWED.into_iter().chain(["input"]).collect()) // Markdown makes checkboxes
        .add_generic_attributes(["class", "dir", "id", "role", "tabindex"])
        .add_generic_attribute_prefixes(["aria-", "data-"])
        .add_tag_attributes("a", ["download", "name"])
        .add_tag_attributes("audio", ["controls", "loop", "muted", "preload", "src"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("font", ["color"])
        .add_tag_attributes("img", ["decoding", "loading"])
        .add_tag_attributes("input", ["checked", "disabled"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("ol", ["reversed", "type"])
        .add_tag_attributes("source", ["media", "src", "type"])
        .add_tag_attributes("time", ["datetime"])
        .add_tag_attributes("track", ["default", "kind", "label", "src", "srclang"])
        .add_tag_attributes(
            "video",
            ["controls", "height", "loop", "muted", "playsinline", "poster", "preload", "src", "width"],
        )
        .link_rel(None);
    cleaner
});

/// A run of text longer than this is cut: for each `&` and `°` the serialiser (html5ever 0.40) looks through all that is
/// left of its text node, which takes hours for some megabytes.
const MAX_TEXT: usize = 1024;

/// A tag longer than this is dropped, for the same reason: nobody wrote it.
const MAX_TAG: usize = 16 * 1024;

/// `html` with only what is known to be harmless, and everything closed that it opens. In it, `<` and `>` are always
/// those of tags.
pub(in crate::markdown) fn clean(html: &str) -> String {
    // As everywhere else in the output, a no-break space is itself and no entity.
    CLEANER.clean(&cut(html)).to_string().replace("&nbsp;", "\u{A0}")
}

/// `html` with a comment, which is dropped later, now and then in long runs of text.
fn cut(html: &str) -> String {
    let mut cut = String::with_capacity(html.len() + html.len() / 64);
    let mut rest = html;
    while !rest.is_empty() {
        let mut text = &rest[..rest.find('<').unwrap_or(rest.len())];
        rest = &rest[text.len()..];
        while text.len() > MAX_TEXT {
            let mut end = MAX_TEXT;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            // Not within a character reference.
            let end = text[..end].rfind(['&', ' ']).filter(|at| *at > 0).unwrap_or(end);
            cut.push_str(&text[..end]);
            cut.push_str("<!---->");
            text = &text[end..];
        }
        cut.push_str(text);
        let (tag, after) = rest.split_at(rest.find('>').map_or(rest.len(), |end| end + 1));
        cut.push_str(if tag.len() > MAX_TAG { "" } else { tag });
        rest = after;
    }
    cut
}
