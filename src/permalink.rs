//! The only maker of URLs.
//!
//! A [`Permalink`] is where an output stands, from the site's root. A [`LinkBase`] is where a link is written: in a
//! page (links are relative, so that the folder works anywhere) or outside the site (feeds: links are absolute).

use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What may stand unescaped in the path of a URL.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'(')
    .remove(b')');

/// Where an output stands: `tin-tuc/bai/` (a page), `tin-tuc/anh.jpg` (a file), or empty (the home page).
/// From the site's root, `/`-separated, not escaped.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permalink(Arc<str>);

impl Permalink {
    /// The site's home page.
    pub fn home() -> Self {
        Self(Arc::from(""))
    }

    /// The page made of these path segments.
    pub fn page<'a>(segments: impl IntoIterator<Item = &'a str>) -> Self {
        let mut path = String::new();
        for segment in segments {
            path.push_str(segment);
            path.push('/');
        }
        Self(Arc::from(path))
    }

    /// A file that is not a page.
    pub fn file(path: &str) -> Self {
        Self(Arc::from(path))
    }

    /// The page below this one.
    #[must_use]
    pub fn child(&self, segment: &str) -> Self {
        Self(format!("{}{segment}/", self.0).into())
    }

    /// A file beside this page's `index.html`.
    #[must_use]
    pub fn child_file(&self, name: &str) -> Self {
        Self(format!("{}{name}", self.0).into())
    }

    /// As a path from the site's root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that is written for it, from the output folder.
    pub fn output_path(&self) -> String {
        if self.is_page() { format!("{}index.html", self.0) } else { self.0.to_string() }
    }

    /// How many folders below the root its file is.
    pub fn depth(&self) -> usize {
        self.0.bytes().filter(|&byte| byte == b'/').count()
    }

    fn is_page(&self) -> bool {
        self.0.is_empty() || self.0.ends_with('/')
    }
}

impl fmt::Display for Permalink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Permalink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Where links are written, which decides how they look.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LinkBase {
    prefix: String,
    index: &'static str,
}

impl LinkBase {
    /// Links in an output `depth` folders below the root. With `portable` they name `index.html`, which `file://`
    /// needs.
    pub fn relative(depth: usize, portable: bool) -> Self {
        let prefix = if depth == 0 { "./".to_owned() } else { "../".repeat(depth) };
        Self { prefix, index: if portable { "index.html" } else { "" } }
    }

    /// Links in something that is read away from the site, such as a feed.
    pub fn absolute(base_url: &BaseUrl) -> Self {
        Self { prefix: base_url.0.clone(), index: "" }
    }

    /// Links in a page that a server shows at any address, such as its 404 page: from the root of the host.
    pub fn rooted(base_url: &BaseUrl) -> Self {
        Self { prefix: base_url.path().to_owned(), index: "" }
    }

    /// The way to the site's root, ending in `/`.
    pub fn root(&self) -> &str {
        &self.prefix
    }

    /// The link to `target`.
    pub fn href(&self, target: &Permalink) -> String {
        let mut href = String::with_capacity(self.prefix.len() + target.0.len() + self.index.len());
        href.push_str(&self.prefix);
        href.extend(utf8_percent_encode(&target.0, PATH));
        if target.is_page() {
            href.push_str(self.index);
        }
        href
    }

    /// The link to a place in `target`.
    pub fn href_to(&self, target: &Permalink, fragment: Option<&str>) -> String {
        let mut href = self.href(target);
        if let Some(fragment) = fragment {
            href.push('#');
            href.extend(utf8_percent_encode(fragment, PATH));
        }
        href
    }
}

/// The address of the site's root, `https://…/`, always with a `/` at its end.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// An `http` or `https` address with a host, without a query or fragment.
    pub fn parse(text: &str) -> Option<Self> {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let plain = !host.is_empty()
            && !host.starts_with('/')
            && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "?#<>\"'\\".contains(c));
        plain.then(|| Self(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") }))
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path on the host: `/`, or `/thi-dua/75/`.
    pub fn path(&self) -> &str {
        let host = self.0.find("://").map_or(0, |at| at + 3);
        self.0[host..].find('/').map_or("/", |at| &self.0[host + at..])
    }
}

#[cfg(test)]
mod tests {
    use super::{BaseUrl, LinkBase, Permalink};

    #[test]
    fn links_look_as_their_place_demands() {
        let base = BaseUrl::parse("https://x.example/thi-dua/75").expect("a base URL");
        let page = Permalink::page(["tin-tuc", "bai"]);
        let photo = page.child_file("ảnh lễ.jpg");
        for (from, target, href) in [
            (LinkBase::relative(0, false), &Permalink::home(), "./"),
            (LinkBase::relative(0, true), &Permalink::home(), "./index.html"),
            (LinkBase::relative(2, false), &page, "../../tin-tuc/bai/"),
            (LinkBase::relative(2, true), &page, "../../tin-tuc/bai/index.html"),
            (LinkBase::relative(1, true), &photo, "../tin-tuc/bai/%E1%BA%A3nh%20l%E1%BB%85.jpg"),
            (LinkBase::absolute(&base), &page, "https://x.example/thi-dua/75/tin-tuc/bai/"),
            (LinkBase::rooted(&base), &page, "/thi-dua/75/tin-tuc/bai/"),
        ] {
            assert_eq!(from.href(target), href);
        }
    }

    #[test]
    fn a_base_url_is_a_plain_web_address() {
        for (text, path) in [
            ("https://x.example", Some("/")),
            ("http://x.example/a", Some("/a/")),
            ("x.example", None),
            ("https://", None),
            ("https://x.example/?q", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(BaseUrl::parse(text).as_ref().map(BaseUrl::path), path, "{text}");
        }
    }
}
