//! Outputs that cannot stand beside each other, or not on Windows.
//!
//! 1. Two outputs on one path, or on paths that differ by case alone.
//! 2. An output where another needs a folder.
//! 3. Names that nothing is left of, and names that Windows refuses.
//!
//! What follows from a mistake is not told: where two sections collide, so do their feeds.

use std::collections::{HashMap, HashSet};

use crate::config::site_file;
use crate::diag::{Diagnostic, Message, message};
use crate::permalink::Permalink;
use crate::source::CONTENT;
use crate::span::{SourcePath, Span};
use crate::text::windows::{self, Reason};

use super::model::{Node, Site, TermId};
use super::route::{Route, What};

/// Finds them among `routes`; `statics` are the theme's own files.
pub(super) fn collisions(
    site: &Site,
    statics: &[(SourcePath, Permalink)],
    routes: &[Route],
) -> Vec<Diagnostic> {
    let owner = |route: &Route| owner(site, statics, route);
    let mut findings = Vec::new();
    let mut files: HashMap<String, &Route> = HashMap::with_capacity(routes.len());
    let mut refused = HashSet::new();
    let mut pairs = HashSet::new();
    for route in routes {
        let path = route.permalink.output_path();
        if path.split('/').any(str::is_empty) {
            findings.extend(no_slug(site, route, owner(route)));
            continue;
        }
        if let Some((folder, name, reason)) = refused_part(&path)
            && refused.insert(folder.to_owned())
        {
            findings.extend(owner(route).map(|owner| refused_by_windows(name, reason, owner)));
        }
        if let Some(first) = files.insert(path.to_lowercase(), route) {
            let owners = (owner(first), owner(route));
            if pairs.insert(owners.clone()) {
                findings.extend(same_path((first, owners.0), (route, owners.1)));
            }
        }
    }
    let mut told = HashSet::new();
    for route in routes {
        let path = route.permalink.output_path().to_lowercase();
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        for file in folders.filter_map(|folder| files.get(folder)) {
            if told.insert(file.permalink.as_str()) {
                findings.extend(same_path((file, owner(file)), (route, owner(route))));
            }
        }
    }
    findings
}

/// Who made an output, and where they can mend it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Owner {
    kind: Kind,
    span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Page,
    Section,
    Taxonomy,
    Term,
    Alias,
    File,
}

/// Whom to turn to about an output; none if the program makes it by itself.
fn owner(site: &Site, statics: &[(SourcePath, Permalink)], route: &Route) -> Option<Owner> {
    let (kind, span) = match &route.what {
        What::Page(page) => (Kind::Page, of_node(site, Node::Page(*page))),
        What::Section(section, pager) if pager.number == 1 => {
            (Kind::Section, of_node(site, Node::Section(*section)))
        }
        What::Term(term, pager) if pager.number == 1 => (Kind::Term, of_term(site, *term)),
        What::Taxonomy(taxonomy) => {
            (Kind::Taxonomy, site.config.taxonomies[site[*taxonomy].config].place.span())
        }
        What::Alias { node, written } => {
            (Kind::Alias, site.document(*node)?.yaml.place_of(&["aliases"], written))
        }
        What::Asset(path) => (Kind::File, Span::file(path)),
        What::Static(index) => (Kind::File, Span::file(&statics[*index].0)),
        What::Section(..)
        | What::Term(..)
        | What::Feed(..)
        | What::Sitemap(_)
        | What::SitemapIndex(_)
        | What::Export(_)
        | What::Robots
        | What::Search { .. }
        | What::NotFound(_) => return None,
    };
    Some(Owner { kind, span })
}

fn of_node(site: &Site, node: Node) -> Span {
    match (site.document(node), node) {
        (Some(document), _) if document.front.slug.is_some() => document.yaml.place(&["slug"]),
        (Some(document), _) => Span::file(&document.path),
        (None, Node::Section(section)) => {
            let folder = format!("{CONTENT}/{}", site[section].folder);
            Span::file(&SourcePath::new(folder.trim_end_matches('/')))
        }
        (None, Node::Page(_)) => Span::file(&site_file()),
    }
}

/// Where the first page of a term names it.
fn of_term(site: &Site, id: TermId) -> Span {
    let term = &site[id];
    let key = &site.config.taxonomies[site[term.taxonomy].config].key;
    let page = term.pages.first().map(|&page| &site[page].document);
    page.map_or_else(|| Span::file(&site_file()), |document| document.yaml.place_of(&[key], &term.key))
}

/// For a page, a folder or a term in whose name nothing can be part of an address. What is below it has its fault too.
fn no_slug(site: &Site, route: &Route, owner: Option<Owner>) -> Option<Diagnostic> {
    let path = route.permalink.as_str();
    let Owner { kind, span } = owner.filter(|_| path == "/" || path.ends_with("//"))?;
    let (what, help) = match (kind, &route.what) {
        (Kind::Page, _) => (
            message!(
                "tên tệp không có chữ nào làm được đường dẫn",
                "nothing in the file's name can be part of an address"
            ),
            message!(
                "đổi tên tệp, hoặc thêm slug: ten-khong-dau vào phần khai báo",
                "rename the file, or add slug: plain-name to the settings"
            ),
        ),
        (Kind::Section, What::Section(section, _)) => (
            message!(
                "tên thư mục “{}” không có chữ nào làm được đường dẫn",
                "nothing in the folder's name “{}” can be part of an address",
                site[*section].folder
            ),
            message!(
                "đổi tên thư mục, hoặc đặt slug: ten-khong-dau trong _index.md",
                "rename the folder, or set slug: plain-name in its _index.md"
            ),
        ),
        (Kind::Term, What::Term(term, _)) => (
            message!(
                "“{}” không có chữ nào làm được đường dẫn",
                "nothing in “{}” can be part of an address",
                site[*term].key
            ),
            message!("viết thêm chữ hoặc số", "add letters or digits"),
        ),
        _ => return None,
    };
    Some(Diagnostic::error("slug-invalid", what).at(span).help(help))
}

fn same_path(first: (&Route, Option<Owner>), second: (&Route, Option<Owner>)) -> Option<Diagnostic> {
    let (one, other) = (address(first.0), address(second.0));
    let (owner, related) = match (first.1, second.1) {
        (first, Some(second)) => (second, first),
        (Some(first), None) => (first, None),
        (None, None) => return None,
    };
    let what = if related.is_none() {
        message!("“{one}” là tệp do thidua tự tạo", "“{one}” is a file that thidua makes by itself")
    } else if one == other {
        message!("hai nơi cùng có địa chỉ “{one}”", "two places have the address “{one}”")
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
    let help = same_path_help(related.as_ref().map(|related| related.kind), owner.kind);
    let finding = Diagnostic::error("same-path", what).at(owner.span).help(help);
    Some(match related {
        Some(related) => finding.and_at(related.span, message!("nơi kia", "the other place")),
        None => finding,
    })
}

fn same_path_help(one: Option<Kind>, other: Kind) -> Message {
    let is = |kind: Kind| one == Some(kind) || other == kind;
    if one.is_none() {
        message!("đổi tên hoặc bỏ tệp này", "rename this file or take it out")
    } else if is(Kind::Alias) {
        message!("sửa hoặc bỏ đường dẫn này trong aliases", "mend it, or take it out of aliases")
    } else if one == Some(Kind::Term) && other == Kind::Term {
        message!(
            "nếu là một thì viết giống hệt nhau ở mọi trang; nếu là hai thì đổi một tên",
            "if they are one, write them alike on all pages; if they are two, rename one"
        )
    } else if is(Kind::Taxonomy) {
        message!(
            "đổi tên thư mục hoặc tệp kia, hoặc đổi slug ở đây",
            "rename the other folder or file, or choose another slug here"
        )
    } else if one == Some(Kind::File) && other == Kind::File {
        message!("đổi tên một trong hai tệp", "rename one of the two files")
    } else {
        message!(
            "đổi tên một nơi, hoặc thêm slug: ten-khac vào phần khai báo của một trang",
            "rename one of them, or add slug: other-name to the settings of one page"
        )
    }
}

/// An output's place as readers know it.
fn address(route: &Route) -> String {
    let path = route.permalink.output_path();
    format!(
        "/{}",
        path.strip_suffix("index.html")
            .filter(|folder| folder.is_empty() || folder.ends_with('/'))
            .unwrap_or(&path)
    )
}

/// The path up to the first of its names that Windows refuses, the name, and why.
fn refused_part(path: &str) -> Option<(&str, &str, Reason)> {
    let mut start = 0;
    for name in path.split('/') {
        let end = start + name.len();
        match windows::unsafe_name(name) {
            Some(reason) => return Some((&path[..end], name, reason)),
            None => start = end + 1,
        }
    }
    None
}

fn refused_by_windows(name: &str, reason: Reason, owner: Owner) -> Diagnostic {
    let (vi, en) = match reason {
        Reason::Empty => ("tên trống".to_owned(), "it is empty".to_owned()),
        Reason::Device => ("tên dành riêng cho thiết bị".to_owned(), "a device's name".to_owned()),
        Reason::Character(refused) => (format!("có dấu “{refused}”"), format!("it has “{refused}” in it")),
        Reason::DotOrSpaceAtEnd => {
            ("kết thúc bằng dấu chấm hoặc dấu cách".to_owned(), "it ends with a dot or a space".to_owned())
        }
        Reason::TooLong => ("quá dài".to_owned(), "it is too long".to_owned()),
    };
    let what = message!(
        "máy Windows không chấp nhận tên “{name}” ({vi})",
        "Windows does not accept the name “{name}” ({en})"
    );
    Diagnostic::error("windows-name", what).at(owner.span).help(match owner.kind {
        Kind::Page => {
            message!("đổi tên tệp, hoặc đặt slug: ten-khac", "rename the file, or set slug: other-name")
        }
        Kind::Section => message!(
            "đổi tên thư mục, hoặc đặt slug: ten-khac trong _index.md",
            "rename the folder, or set slug: other-name in its _index.md"
        ),
        Kind::Taxonomy => message!("đổi slug", "choose another slug"),
        Kind::Term => message!("đổi tên này ở mọi trang", "rename it on all pages"),
        Kind::Alias => message!("sửa hoặc bỏ đường dẫn này", "mend it or take it out"),
        Kind::File => message!("đổi tên tệp", "rename the file"),
    })
}
