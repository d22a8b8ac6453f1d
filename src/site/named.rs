//! What front matter, menus and the campaign name by its file: pictures, documents, data, pages.

use crate::config::{MenuItem, MenuTarget};
use crate::content::Document;
use crate::diag::{Diagnostic, message};
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
    let movements = site.campaign.iter().flat_map(|campaign| &campaign.movements.items);
    for page in movements.filter_map(|movement| movement.page.as_ref()) {
        if site.node(page).is_none() {
            let written = page.below(crate::source::CONTENT).unwrap_or_default();
            findings.push(missing(&advice, "", written, page.span()));
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
    let is_file =
        |written: &str| matches!(resolve_file(site, &document.folder, written), Some(Resolved::File { .. }));
    if let Some(cover) = &document.front.cover
        && !is_file(&cover.src)
    {
        let at = match document.yaml.find(&["cover", "src"]) {
            Some(_) => document.yaml.place(&["cover", "src"]),
            None => document.yaml.place(&["cover"]),
        };
        findings.push(missing(advice, &document.folder, &cover.src, at));
    }
    if let Some(file) = document.front.document.as_ref().and_then(|document| document.file.as_ref())
        && !is_file(file)
    {
        findings.push(missing(advice, &document.folder, file, document.yaml.place(&["document", "file"])));
    }
    for (name, file) in &document.front.data {
        if !site.data.contains_key(file) {
            findings.push(unknown_data(site, file, document.yaml.place(&["data", name])));
        }
    }
    findings
}

fn in_menu(site: &Site, items: &[MenuItem], advice: &Advice<'_>, findings: &mut Vec<Diagnostic>) {
    for item in items {
        if let Some(MenuTarget::Page(written)) = &item.target
            && menu_node(site, written).is_none()
            && !is_hidden(site, written)
        {
            findings.push(missing(advice, "", written, item.span.clone()));
        }
        in_menu(site, &item.children, advice, findings);
    }
}

/// Whether the page that an entry of a menu names is kept back: the entry is then left out, not wrong.
fn is_hidden(site: &Site, written: &str) -> bool {
    let path = SourcePath::new(&format!("{}/{written}", crate::source::CONTENT));
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
