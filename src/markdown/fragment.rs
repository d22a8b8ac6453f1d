//! HTML with holes: what a body is until somebody knows the other pages and the theme.
//!
//! A [`Fragment`] is finished HTML in which some places wait: the address of a link, the size of an image, a document's number
//! that may become a link, the output of a directive. [`Fragment::write`] copies the HTML and asks its caller for each [`Hole`] in turn, so nothing is ever
//! searched or replaced in text.

use crate::span::Span;

/// HTML with holes, in the order of the page.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Fragment {
    html: Box<str>,
    holes: Vec<(usize, Hole)>,
}

/// A place in a [`Fragment`] that somebody else fills.
#[derive(Debug, Clone, PartialEq)]
pub enum Hole {
    /// The address of `Body::links[i]`, escaped for an attribute in double quotes.
    Href(usize),
    /// ` width="…" height="…"` of the image `Body::links[i]` with the leading space, or nothing.
    Size(usize),
    /// The number `Body::mentions[i]`, as a link where there is something to link to.
    Mention(usize),
    /// What the theme makes of a directive.
    Directive(Box<Directive>),
}

/// A component of the theme called in the text: `:::ghi-chu{title="Lưu ý"} … :::` or `::video{src="lop.mp4"}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Directive {
    /// As written: lower-case letters, digits and hyphens.
    pub name: String,
    /// Its opening line, from the first colon.
    pub span: Span,
    /// As written and in that order; no name twice.
    pub attributes: Vec<Attribute>,
    /// What stands between the opening and the closing line; none for a `::leaf`.
    pub body: Option<Fragment>,
}

/// One `name="value"` of a directive.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// As written.
    pub name: String,
    /// From the name to the end of the value.
    pub span: Span,
    /// What it is set to.
    pub value: AttributeValue,
}

/// What an attribute is set to.
#[derive(Debug, Clone, PartialEq)]
pub enum AttributeValue {
    /// Plain text, not escaped.
    Text(String),
    /// `Body::links[i]`: the attribute is called `src`, `href`, `file` or `poster`.
    Link(usize),
}

impl Fragment {
    /// `html` with `holes` at ascending offsets, each at a character boundary.
    pub(super) fn new(html: &str, holes: Vec<(usize, Hole)>) -> Self {
        // A copy has the room that it needs; what it was written into has half as much again.
        Self { html: html.into(), holes }
    }

    /// Appends the HTML to `out`; `fill` writes what belongs into each hole.
    pub fn write(&self, out: &mut String, fill: &mut dyn FnMut(&Hole, &mut String)) {
        out.reserve(self.html.len());
        let mut copied = 0;
        for (at, hole) in &self.holes {
            out.push_str(&self.html[copied..*at]);
            fill(hole, out);
            copied = *at;
        }
        out.push_str(&self.html[copied..]);
    }

    /// All directives, an outer one before those in its body.
    pub fn directives(&self) -> impl Iterator<Item = &Directive> {
        let mut open = vec![self.holes.iter()];
        std::iter::from_fn(move || {
            while let Some(holes) = open.last_mut() {
                match holes.next() {
                    Some((_, Hole::Directive(directive))) => {
                        open.extend(directive.body.iter().map(|body| body.holes.iter()));
                        return Some(&**directive);
                    }
                    Some(_) => {}
                    None => {
                        open.pop();
                    }
                }
            }
            None
        })
    }
}
