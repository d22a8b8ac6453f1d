//! What front matter, menus and the campaign name by its file: pictures, documents, data, pages.

use crate::config::{MenuItem, MenuTarget};
use crate::content::Document;
use crate::data;
use crate::diag::{Diagnostic, message};
use crate::source::CONTENT;
use crate::span::{SourcePath, Span};
use crate::text::suggest;

use super::check::{Advice, Resolved, resolve_file};
use super::model::{Node, Site, Target};

/// What is named and not there.
pub fn check_named(site: &Site) -> Vec<Diagnostic> {
    let advice = Advice::new(site);
    let documents = site.nodes().into_iter().filter_map(|node| site.document(node));
    let mut findings: Vec<_> =
        documents.flat_map(|document| in_front_matter(site, document, &advice)).collect();
    for menu in &site.config.menus {
        in_menu(site, &menu.items, &advice, &mut findings);
    }
    let pages = site.campaign.iter().flat_map(|campaign| {
        let contents = campaign.contents.iter().filter_map(|content| content.page.as_ref());
        let movements = campaign.movements.items.iter().filter_map(|movement| movement.page.as_ref());
        contents.chain(movements)
    });
    for page in pages {
        if site.node(page).is_none() {
            let written = page.below(CONTENT).unwrap_or_default();
            findings.extend(no_page(site, &advice, written, &page.span()));
        }
    }
    findings
}

/// The page or section that an entry of a menu names.
pub fn menu_node(site: &Site, written: &str) -> Option<Node> {
    match resolve_file(site, "", written)? {
        Resolved::Page { node, .. } => Some(node),
        Resolved::File { .. } | Resolved::Outside(_) | Resolved::Broken => None,
    }
}

fn in_front_matter(site: &Site, document: &Document, advice: &Advice<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let no_file = |written: &str, keys: &[&str]| match resolve_file(site, &document.folder, written) {
        Some(Resolved::File { .. }) => None,
        Some(_) => Some(not_a_file(written, document.yaml.place(keys))),
        None => Some(missing(advice, &document.folder, written, document.yaml.place(keys))),
    };
    if let Some(cover) = &document.front.cover {
        let is_mapping = document.yaml.find(&["cover", "src"]).is_some();
        let keys: &[&str] = if is_mapping { &["cover", "src"] } else { &["cover"] };
        findings.extend(no_file(&cover.src, keys));
    }
    if let Some(file) = document.front.document.as_ref().and_then(|document| document.file.as_ref()) {
        findings.extend(no_file(file, &["document", "file"]));
    }
    for (part, file) in document.front.nomination.iter().flat_map(|nomination| &nomination.dossier) {
        findings.extend(file.iter().filter_map(|file| no_file(file, &["nomination", "dossier", part])));
    }
    for (name, file) in &document.front.data {
        let at = || document.yaml.place(&["data", name]);
        if !data::is_known_format(file) {
            findings.push(data::unknown_format(file, at()));
        } else if !site.data.contains_key(file) {
            findings.push(unknown_data(site, file, at()));
        }
    }
    findings
}

fn in_menu(site: &Site, items: &[MenuItem], advice: &Advice<'_>, findings: &mut Vec<Diagnostic>) {
    for item in items {
        if let Some(MenuTarget::Page(written)) = &item.target
            && menu_node(site, written).is_none()
        {
            findings.extend(no_page(site, advice, written, &item.span));
        }
        in_menu(site, &item.children, advice, findings);
    }
}

/// The finding for what should name a page and does not; none where that page is kept back: what names it is then left
/// out, not wrong.
fn no_page(site: &Site, advice: &Advice<'_>, written: &str, at: &Span) -> Option<Diagnostic> {
    match resolve_file(site, "", written) {
        Some(_) => Some(not_a_page(written, at.clone())),
        None if is_hidden(site, written) => None,
        None => Some(missing(advice, "", written, at.clone())),
    }
}

/// Whether a page is kept back.
fn is_hidden(site: &Site, written: &str) -> bool {
    let path = SourcePath::new(&format!("{CONTENT}/{written}"));
    site.targets.get(&path) == Some(&Target::Hidden)
}

fn missing(advice: &Advice<'_>, folder: &str, written: &str, at: Span) -> Diagnostic {
    let near = advice.nearest(folder, written);
    Diagnostic::error(
        "missing-file",
        message!("không tìm thấy tệp “{written}”", "there is no file “{written}”"),
    )
    .at(at)
    .help(match near {
        Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
        None => message!("kiểm tra tên tệp và thư mục", "check the name of the file and its folder"),
    })
}

fn not_a_file(written: &str, at: Span) -> Diagnostic {
    Diagnostic::error(
        "wrong-file",
        message!("“{written}” là một trang; chỗ này cần một tệp", "“{written}” is a page; this wants a file"),
    )
    .at(at)
    .help(message!(
        "viết tên tệp ảnh hoặc văn bản đặt cạnh bài, như anh.jpg, van-ban.pdf",
        "name a picture or document next to the page, like photo.jpg, plan.pdf"
    ))
}

fn not_a_page(written: &str, at: Span) -> Diagnostic {
    Diagnostic::error("wrong-file", message!("“{written}” không phải một trang", "“{written}” is not a page"))
        .at(at)
        .help(message!(
            "viết tên tệp .md tính từ thư mục content/, như tin-tuc/_index.md",
            "name an .md file from the folder content/, like news/_index.md"
        ))
}

fn unknown_data(site: &Site, file: &str, at: Span) -> Diagnostic {
    let near = suggest::nearest(file, site.data.keys().map(String::as_str));
    Diagnostic::error(
        "missing-file",
        message!("không có tệp dữ liệu “{file}”", "there is no data file “{file}”"),
    )
    .at(at)
    .help(match near {
        Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
        None => message!(
            "đặt tệp trong content/data/ và viết data/ten-tep.yaml",
            "put the file into content/data/ and write data/name.yaml"
        ),
    })
}
