//! Outputs whose paths cannot be: two on one path, one in the way of another, paths that differ by case alone, names
//! that nothing is left of and names that Windows refuses.

use std::collections::HashMap;

use crate::config::site_file;
use crate::diag::{Diagnostic, message};
use crate::permalink::Permalink;
use crate::span::{SourcePath, Span};
use crate::text::windows;

use super::model::{Node, Site, TermId};
use super::route::{FeedOf, Route, What};

/// What is wrong with the paths of `routes`.
pub(super) fn collisions(
    site: &Site,
    statics: &[(SourcePath, Permalink)],
    routes: &[Route],
) -> Vec<Diagnostic> {
    let blame = |route: &Route| blame(site, statics, route);
    let mut findings = Vec::new();
    let mut files: HashMap<String, &Route> = HashMap::with_capacity(routes.len());
    for route in routes {
        let path = route.permalink.output_path();
        if path.split('/').any(str::is_empty) {
            findings.extend(no_slug(site, route));
            continue;
        }
        let refused = path.split('/').find_map(|part| Some((part, windows::unsafe_name(part)?)));
        if let Some((part, _)) = refused {
            findings.push(refused_by_windows(part, blame(route)));
        }
        if let Some(first) = files.insert(path.to_lowercase(), route) {
            findings.push(same_path(first, route, blame(first), blame(route)));
        }
    }
    for route in routes {
        let path = route.permalink.output_path().to_lowercase();
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        for file in folders.filter_map(|folder| files.get(folder)) {
            findings.push(same_path(file, route, blame(file), blame(route)));
        }
    }
    findings
}

/// For a page, a folder or a term in whose name nothing can be part of an address. What is below it has its fault too.
fn no_slug(site: &Site, route: &Route) -> Option<Diagnostic> {
    let path = route.permalink.as_str();
    if path != "/" && !path.ends_with("//") {
        return None;
    }
    let add_slug =
        || message!("thêm slug: ten-khong-dau vào phần khai báo", "add slug: plain-name to the settings");
    let (what, help, at) = match route.what {
        What::Page(page) => (
            message!(
                "tên tệp không có chữ nào làm được đường dẫn",
                "nothing in the file's name can be part of an address"
            ),
            add_slug(),
            Span::file(&site[page].document.path),
        ),
        What::Section(section, _) => {
            let document = site[section].document.as_ref();
            let below = || site.descendants(section).first().map(|&page| &site[page].document);
            (
                message!(
                    "tên thư mục “{}” không có chữ nào làm được đường dẫn",
                    "nothing in the folder's name “{}” can be part of an address",
                    site[section].folder
                ),
                match document {
                    Some(_) => add_slug(),
                    None => message!("đổi tên thư mục", "rename the folder"),
                },
                document.or_else(below).map_or_else(|| Span::file(&site_file()), |it| Span::file(&it.path)),
            )
        }
        What::Term(term, _) => (
            message!(
                "“{}” không có chữ nào làm được đường dẫn",
                "nothing in “{}” can be part of an address",
                site[term].key
            ),
            message!("viết thêm chữ hoặc số", "add letters or digits"),
            blame(site, &[], route),
        ),
        _ => return None,
    };
    Some(Diagnostic::error("slug-invalid", what).at(at).help(help))
}

/// Whom an author can turn to about an output.
fn blame(site: &Site, statics: &[(SourcePath, Permalink)], route: &Route) -> Span {
    let of_node = |node: Node| match site.document(node) {
        Some(document) if document.front.slug.is_some() => document.yaml.place(&["slug"]),
        Some(document) => Span::file(&document.path),
        None => Span::file(&site_file()),
    };
    let of_term = |id: TermId| {
        let term = &site[id];
        let key = &site.config.taxonomies[site[term.taxonomy].config].key;
        let page = term.pages.first().map(|&page| &site[page].document);
        page.map_or_else(|| Span::file(&site_file()), |document| document.yaml.place_of(&[key], &term.key))
    };
    match &route.what {
        What::Page(page) => of_node(Node::Page(*page)),
        What::Section(section, _) | What::Feed(FeedOf::Section(section), _) => {
            of_node(Node::Section(*section))
        }
        What::Term(term, _) | What::Feed(FeedOf::Term(term), _) => of_term(*term),
        What::Alias { node, written } => site.document(*node).map_or_else(
            || Span::file(&site_file()),
            |document| document.yaml.place_of(&["aliases"], written),
        ),
        What::Asset(path) => Span::file(path),
        What::Static(index) => Span::file(&statics[*index].0),
        What::Taxonomy(_) | What::Sitemap(_) | What::SitemapIndex(_) | What::Robots | What::NotFound(_) => {
            Span::file(&site_file())
        }
    }
}

fn same_path(first: &Route, second: &Route, first_at: Span, second_at: Span) -> Diagnostic {
    let (one, other) = (first.permalink.output_path(), second.permalink.output_path());
    let what = if one == other {
        message!("hai nơi cùng tạo ra tệp “{one}”", "two places make the same file “{one}”")
    } else if one.to_lowercase() == other.to_lowercase() {
        message!(
            "“{one}” và “{other}” chỉ khác nhau chữ hoa, chữ thường",
            "“{one}” and “{other}” differ by case alone"
        )
    } else {
        message!(
            "“{one}” vừa là tệp vừa là thư mục của “{other}”",
            "“{one}” is a file and also the folder of “{other}”"
        )
    };
    Diagnostic::error("same-path", what)
        .at(second_at)
        .and_at(first_at, message!("nơi kia", "the other place"))
        .help(message!(
            "đổi tên một tệp, hoặc thêm slug: ten-khac vào phần khai báo của một trang",
            "rename one of the files, or add slug: other-name to the settings of one page"
        ))
}

fn refused_by_windows(part: &str, at: Span) -> Diagnostic {
    Diagnostic::error(
        "windows-name",
        message!("máy Windows không chấp nhận tên “{part}”", "Windows does not accept the name “{part}”"),
    )
    .at(at)
    .help(message!("đổi tên tệp, hoặc thêm slug: ten-khac", "rename the file, or add slug: other-name"))
}
