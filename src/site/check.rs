//! What each link means: every target an author wrote, found in the site or reported.

use std::borrow::Cow;
use std::cell::{Cell, LazyCell};
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::content::Document;
use crate::diag::{Diagnostic, Message, message};
use crate::markdown::{Body, Link, LinkKind};
use crate::permalink::Permalink;
use crate::source::CONTENT;
use crate::span::{SourcePath, Span};
use crate::text::{fold, nfc, suggest};

use super::by_node::ByNode;
use super::model::{Node, Site, Target};

/// The bodies of a site's pages and sections.
pub type Bodies = ByNode<Arc<Body>>;

/// What a link means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// A page or section of the site, and a place in it.
    Page {
        /// The page or section.
        node: Node,
        /// Without the `#`.
        fragment: Option<String>,
    },
    /// A file that is published as it is, and a place in it.
    File {
        /// The file.
        path: SourcePath,
        /// Without the `#`.
        fragment: Option<String>,
    },
    /// Another site, a mail address or a telephone number, as written.
    Outside(String),
    /// Nothing; it has been reported.
    Broken,
}

/// A fragment that the target's Markdown does not have: its template may, which the finished page will tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FragmentCheck {
    /// The page that should have it.
    pub permalink: Permalink,
    /// Without the `#`.
    pub fragment: String,
    /// Where the link is written.
    pub span: Span,
    /// A place that the Markdown of the target does have, and that may be meant.
    pub near: Option<String>,
}

/// The links of one body.
#[derive(Debug, Default)]
pub struct Checked {
    /// What each link of the body means, in its order.
    pub links: Vec<Resolved>,
    /// What the finished pages must still show.
    pub fragments: Vec<FragmentCheck>,
    /// The links that lead nowhere, by their place in the body, and why.
    broken: Vec<(usize, Broken)>,
}

/// The links of all bodies.
pub type Checks = ByNode<Arc<Checked>>;

/// Finds what each link of `node`'s body means.
pub fn check(site: &Site, bodies: &Bodies, node: Node) -> Checked {
    let mut checked = Checked::default();
    let (Some(document), Some(body)) = (site.document(node), bodies.get(node)) else { return checked };
    for (index, link) in body.outline.links.iter().enumerate() {
        let resolved = match resolve(site, node, document, link) {
            Ok(resolved) => resolved,
            Err(why) => {
                checked.broken.push((index, why));
                Resolved::Broken
            }
        };
        if let Resolved::Page { node: place, fragment: Some(fragment) } = &resolved
            && !bodies.get(*place).is_some_and(|body| body.outline.anchors.contains(fragment))
        {
            let known = bodies.get(*place).filter(|_| checked.fragments.len() < Advice::LIMIT);
            let known = known.into_iter().flat_map(|body| &body.outline.anchors).map(String::as_str);
            checked.fragments.push(FragmentCheck {
                permalink: site.permalink(*place).clone(),
                fragment: fragment.clone(),
                span: fragment_span(document, link),
                near: suggest::nearest(fragment, known).map(str::to_owned),
            });
        }
        checked.links.push(resolved);
    }
    checked
}

/// What follows the path of a link that stands at `link`, with its `#`.
fn fragment_span(document: &Document, link: &Link) -> Span {
    let written = document.text.get(link.range.clone()).unwrap_or_default();
    let start = link.range.start + written.find('#').unwrap_or(0);
    Span::new(&document.path, start..link.range.end)
}

/// The findings for all links that lead nowhere, in the order of the site's files.
pub fn broken_links(site: &Site, bodies: &Bodies, checked: &Checks) -> Vec<Diagnostic> {
    let advice = LazyCell::new(|| Advice::new(site));
    let mut findings = Vec::new();
    for node in site.nodes() {
        let (Some(document), Some(body), Some(checked)) =
            (site.document(node), bodies.get(node), checked.get(node))
        else {
            continue;
        };
        for (index, why) in &checked.broken {
            findings.push(why.diagnostic(&advice, document, &body.outline.links[*index]));
        }
    }
    findings
}

impl FragmentCheck {
    /// The finding for a page that does not have the place.
    pub fn missing(&self) -> Diagnostic {
        let fragment = &self.fragment;
        Diagnostic::error(
            "broken-fragment",
            message!(
                "trang được dẫn tới không có mục “#{fragment}”",
                "the linked page has no place “#{fragment}”"
            ),
        )
        .at(self.span.clone())
        .help(match &self.near {
            Some(near) => message!("có phải là “#{near}”?", "did you mean “#{near}”?"),
            None => message!(
                "bỏ phần sau dấu #, hoặc sửa theo tiêu đề mục",
                "drop what follows the #, or mend it after the heading"
            ),
        })
    }
}

/// What a front matter key or a menu in `folder` below `content/` means by `written`; none if there is no such file.
pub fn resolve_file(site: &Site, folder: &str, written: &str) -> Option<Resolved> {
    let path = join(folder, &decoded(written)).ok()?;
    find(site, &path, None).ok()
}

/// Why a link leads nowhere.
#[derive(Debug)]
enum Broken {
    Empty,
    /// Out of `content/`.
    Escapes,
    /// The page is kept back.
    Hidden,
    /// A file on the author's own machine.
    Local,
    /// A page where a picture, film or file should be.
    Page,
    /// A picture, film or file of another host, which readers without the internet do not see.
    Remote,
    /// No such file below `content/`.
    Missing(String),
}

fn resolve(site: &Site, node: Node, document: &Document, link: &Link) -> Result<Resolved, Broken> {
    let Link { target: written, kind, .. } = link;
    if written.is_empty() {
        return Err(Broken::Empty);
    }
    if is_local(written) {
        return Err(Broken::Local);
    }
    if is_outside(written) {
        return match kind {
            LinkKind::Anchor => Ok(Resolved::Outside(written.to_owned())),
            LinkKind::Image | LinkKind::Media | LinkKind::Download => Err(Broken::Remote),
        };
    }
    let (path, fragment) = match written.split_once('#') {
        Some((path, fragment)) => {
            (path, Some(decoded(fragment).into_owned()).filter(|fragment| !fragment.is_empty()))
        }
        None => (written.as_str(), None),
    };
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let resolved = if path.is_empty() {
        Resolved::Page { node, fragment }
    } else {
        find(site, &join(&document.folder, &decoded(path))?, fragment)?
    };
    match (&resolved, kind) {
        (Resolved::Page { .. }, LinkKind::Image | LinkKind::Media | LinkKind::Download) => Err(Broken::Page),
        _ => Ok(resolved),
    }
}

/// Begins with a drive: `C:\`.
fn is_local(written: &str) -> bool {
    let mut chars = written.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.next() == Some(':')
        && matches!(chars.next(), Some('\\' | '/'))
}

/// Has a scheme (`https:`, `mailto:`, `tel:`) or a host.
fn is_outside(written: &str) -> bool {
    let scheme = written.split_once(':').map(|(scheme, _)| scheme);
    written.starts_with("//")
        || scheme.is_some_and(|scheme| {
            scheme.len() > 1
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        })
}

fn decoded(written: &str) -> Cow<'_, str> {
    if written.bytes().all(|byte| byte.is_ascii() && !matches!(byte, b'%' | b'\\')) {
        return Cow::Borrowed(written);
    }
    let decoded = percent_decode_str(written).decode_utf8_lossy();
    Cow::Owned(nfc(&decoded).replace('\\', "/"))
}

/// The path below `content/` that `written` means in `folder`.
fn join(folder: &str, written: &str) -> Result<String, Broken> {
    let (mut parts, written): (Vec<&str>, &str) = match written.strip_prefix('/') {
        Some(from_root) => (Vec::new(), from_root),
        None => (folder.split('/').filter(|part| !part.is_empty()).collect(), written),
    };
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(Broken::Escapes)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// What stands at `path` below `content/`: a file, a page without its `.md`, or a folder.
fn find(site: &Site, path: &str, fragment: Option<String>) -> Result<Resolved, Broken> {
    let mut name = if path.is_empty() { CONTENT.to_owned() } else { format!("{CONTENT}/{path}") };
    let stem = name.len();
    for ending in ["", ".md", "/_index.md", "/index.md"] {
        name.truncate(stem);
        name.push_str(ending);
        return Ok(match site.targets.get_key_value(name.as_str()) {
            Some((_, Target::Page(page))) => Resolved::Page { node: Node::Page(*page), fragment },
            Some((_, Target::Section(section))) => Resolved::Page { node: Node::Section(*section), fragment },
            Some((source, Target::Asset(_))) => Resolved::File { path: source.clone(), fragment },
            Some((_, Target::Hidden)) => return Err(Broken::Hidden),
            None => continue,
        });
    }
    let main = &site.config.main().lang;
    match site.sections().find(|(_, section)| section.folder == path && section.lang == *main) {
        Some((section, _)) => Ok(Resolved::Page { node: Node::Section(section), fragment }),
        None => Err(Broken::Missing(path.to_owned())),
    }
}

impl Broken {
    fn diagnostic(&self, advice: &Advice<'_>, document: &Document, link: &Link) -> Diagnostic {
        let target = &link.target;
        let (what, help): (Message, Option<Message>) = match self {
            Self::Empty => (
                message!("đường dẫn để trống", "the link is empty"),
                Some(message!(
                    "viết tên tệp hoặc địa chỉ trong ngoặc tròn",
                    "write a file name or an address in the round brackets"
                )),
            ),
            Self::Escapes => (
                message!(
                    "đường dẫn “{target}” ra ngoài thư mục content/",
                    "the link “{target}” leads out of content/"
                ),
                Some(message!(
                    "chép tệp vào cạnh bài viết rồi dẫn tới đó",
                    "copy the file next to the page and link to it there"
                )),
            ),
            Self::Hidden => (
                message!(
                    "trang “{target}” đang được giữ lại nên chưa có trên trang web",
                    "the page “{target}” is kept back and so not on the site"
                ),
                Some(message!(
                    "đăng trang đó trước, hoặc bỏ liên kết",
                    "publish that page first, or take the link out"
                )),
            ),
            Self::Remote => (
                message!(
                    "“{target}” nằm trên máy khác; trang không lấy gì từ máy khác",
                    "“{target}” is on another host; pages take nothing from other hosts"
                ),
                Some(message!(
                    "tải tệp về đặt cạnh bài viết rồi dẫn tới đó",
                    "save the file next to the page and name it here"
                )),
            ),
            Self::Local => (
                message!(
                    "“{target}” nằm trên máy của bạn, người đọc không mở được",
                    "“{target}” is on your own machine, where no reader can open it"
                ),
                Some(message!(
                    "chép tệp vào cạnh bài viết rồi dẫn tới đó",
                    "copy the file next to the page and link to it there"
                )),
            ),
            Self::Page => (
                message!(
                    "“{target}” là một trang; chỗ này cần một tệp",
                    "“{target}” is a page; this wants a file"
                ),
                Some(message!(
                    "viết tên tệp đặt cạnh bài, hoặc dẫn tới trang bằng [chữ]({target})",
                    "name a file next to the page, or link to the page with [text]({target})"
                )),
            ),
            Self::Missing(path) => (
                match link.kind {
                    LinkKind::Image => {
                        message!("không tìm thấy ảnh “{target}”", "there is no image “{target}”")
                    }
                    LinkKind::Media | LinkKind::Download => {
                        message!("không tìm thấy tệp “{target}”", "there is no file “{target}”")
                    }
                    LinkKind::Anchor => message!(
                        "không tìm thấy trang hoặc tệp “{target}”",
                        "there is no page or file “{target}”"
                    ),
                },
                Some(match (advice.nearest(&document.folder, path), link.kind) {
                    (Some(near), _) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
                    (None, LinkKind::Anchor) => message!(
                        "kiểm tra tên tệp; đường dẫn tính từ thư mục chứa bài này, ví dụ ../tin-tuc/bai.md",
                        "check the file's name; the way starts in this page's folder, such as ../news/post.md"
                    ),
                    (None, _) => message!(
                        "kiểm tra tên tệp; tệp đặt cạnh bài này thì chỉ viết tên, ví dụ anh.jpg",
                        "check the file's name; a file next to this page is written by its name alone, such as photo.jpg"
                    ),
                }),
            ),
        };
        let finding = match (self, link.kind) {
            (Self::Remote, _) => Diagnostic::error("remote-file", what),
            (_, LinkKind::Image) => Diagnostic::error("broken-image", what),
            (_, LinkKind::Anchor | LinkKind::Media | LinkKind::Download) => {
                Diagnostic::error("broken-link", what)
            }
        };
        finding.at(Span::new(&document.path, link.range.clone())).help_if(help)
    }
}

/// Which file may be meant by a name that no file has. Comparing names costs time, so only the first findings of a
/// build get advice.
pub(super) struct Advice<'a> {
    files: Vec<&'a str>,
    left: Cell<usize>,
}

impl<'a> Advice<'a> {
    /// Findings that get advice.
    const LIMIT: usize = 100;

    pub(super) fn new(site: &'a Site) -> Self {
        let mut files: Vec<&str> = site.targets.keys().filter_map(|source| source.below(CONTENT)).collect();
        files.sort_unstable();
        Self { files, left: Cell::new(Self::LIMIT) }
    }

    /// The section of this name, else a file of the same name elsewhere, else of a similar name in the same folder; as a
    /// way from the folder `from`.
    pub(super) fn nearest(&self, from: &str, path: &str) -> Option<String> {
        self.left.set(self.left.get().checked_sub(1)?);
        let (folder, name) = split(path);
        let name = fold(name);
        let same_name = |file: &&&str| {
            let own = fold(split(file).1);
            own == name || own.strip_suffix(".md") == Some(&name)
        };
        let index = format!("{}/_index.md", path.strip_suffix(".md").unwrap_or(path));
        let section = || self.files.binary_search(&index.as_str()).ok().map(|at| self.files[at]);
        let near = section().or_else(|| self.files.iter().find(same_name).copied()).or_else(|| {
            let beside = self.files.iter().filter(|file| split(file).0 == folder);
            suggest::nearest(path, beside.copied())
        })?;
        Some(way(from, near))
    }
}

/// The folder and the name in a path.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The relative way from a folder to a file.
fn way(folder: &str, file: &str) -> String {
    let from: Vec<_> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<_> = file.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut way = vec![".."; from.len() - shared];
    way.extend(&to[shared..]);
    way.join("/")
}

#[cfg(test)]
mod tests {
    use super::{is_outside, way};

    #[test]
    fn the_way_to_a_file_goes_up_and_down() {
        for (folder, file, expected) in [
            ("", "ke-hoach.md", "ke-hoach.md"),
            ("tin-tuc", "tin-tuc/bai.md", "bai.md"),
            ("tin-tuc", "ke-hoach.md", "../ke-hoach.md"),
            ("a/b", "a/c/x.md", "../c/x.md"),
        ] {
            assert_eq!(way(folder, file), expected);
        }
    }

    #[test]
    fn a_scheme_or_a_host_leads_outside() {
        for (written, expected) in [
            ("https://x.example", true),
            ("mailto:a@x.example", true),
            ("tel:+84", true),
            ("//x.example/a", true),
            ("bai.md", false),
            ("C:/anh.jpg", false),
            ("bài: một.md", false),
        ] {
            assert_eq!(is_outside(written), expected, "{written}");
        }
    }
}
