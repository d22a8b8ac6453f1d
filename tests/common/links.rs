//! The addresses in a built site, and whether something stands where they lead.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::folder::Tree;
use super::html::{Element, elements, ids};

/// An address in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// As written.
    pub url: String,
    /// Whether a browser asks for it without being told to: a picture, a script, a style sheet.
    pub is_loaded: bool,
}

/// The addresses in the elements of a page.
pub fn addresses(elements: &[Element]) -> Vec<Address> {
    elements.iter().flat_map(of_element).collect()
}

fn of_element(element: &Element) -> Vec<Address> {
    let name = element.name.as_str();
    let mut found = Vec::new();
    let mut add = |url: &str, is_loaded| found.push(Address { url: url.trim().to_owned(), is_loaded });
    for (key, value) in &element.attributes {
        match key.as_str() {
            "href" => {
                let relation = element.get("rel").unwrap_or_default();
                let is_named = ["alternate", "canonical", "author", "license", "prev", "next", "help"];
                add(value, name == "link" && !relation.split(' ').all(|it| is_named.contains(&it)));
            }
            "src" | "poster" | "data" | "action" | "formaction" | "background" => add(value, true),
            "srcset" => {
                value.split(',').filter_map(|it| it.split_whitespace().next()).for_each(|url| add(url, true))
            }
            "content" if element.get("http-equiv") == Some("refresh") => {
                let (_, url) = value.split_once("url=").unwrap();
                add(url, false);
            }
            _ => {}
        }
    }
    found
}

/// The addresses that a style sheet loads.
pub fn of_style_sheet(sheet: &str) -> Vec<String> {
    let urls = sheet.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap());
    urls.map(|url| url.trim().trim_matches(['"', '\'']).to_owned())
        .filter(|url| !url.starts_with("data:"))
        .collect()
}

/// Whether it has a scheme or a host.
pub fn is_absolute(url: &str) -> bool {
    url.starts_with("//") || url.split(['/', '?', '#']).next().unwrap().contains(':')
}

/// A built site, to follow links in.
pub struct Site<'a> {
    files: &'a Tree,
    pages: BTreeMap<&'a str, Vec<Element>>,
    ids: BTreeMap<&'a str, BTreeSet<String>>,
    /// Nothing adds `index.html` to a folder's address.
    is_portable: bool,
}

impl<'a> Site<'a> {
    /// The site of these files, at the root of its host.
    pub fn new(files: &'a Tree, is_portable: bool) -> Self {
        let pages = files.iter().filter(|(file, _)| file.ends_with(".html"));
        let pages = pages.map(|(file, html)| (file.as_str(), elements(std::str::from_utf8(html).unwrap())));
        let pages: BTreeMap<_, _> = pages.collect();
        let ids = pages
            .iter()
            .map(|(file, elements)| (*file, ids(elements).0.into_iter().map(str::to_owned).collect()));
        Self { files, ids: ids.collect(), pages, is_portable }
    }

    /// The elements of each page.
    pub fn pages(&self) -> &BTreeMap<&'a str, Vec<Element>> {
        &self.pages
    }

    /// What is wrong with an address without a host in the file `from`; none if it leads to a file, and to a place in it.
    pub fn problem(&self, from: &str, url: &str) -> Option<String> {
        let (url_path, fragment) = url.split_once('#').map_or((url, None), |(path, id)| (path, Some(id)));
        let url_path = url_path.split('?').next().unwrap();
        let mut parts: Vec<&str> = match url_path.strip_prefix('/') {
            Some(_) => Vec::new(),
            None => from.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
        };
        let is_folder = url_path.ends_with('/')
            || url_path.split('/').next_back().is_some_and(|part| part == ".." || part == ".");
        for part in url_path.split('/') {
            match part {
                "" | "." => {}
                ".." if parts.pop().is_none() => return Some(format!("{url} leads above the root")),
                ".." => {}
                part => parts.push(part),
            }
        }
        let mut target = percent_decode_str(&parts.join("/")).decode_utf8().ok()?.into_owned();
        if url_path.is_empty() {
            target = from.to_owned();
        } else if is_folder {
            if self.is_portable {
                return Some(format!("{url} is a folder"));
            }
            target = format!("{target}/index.html").trim_start_matches('/').to_owned();
        }
        if !self.files.contains_key(&target) {
            return Some(format!("{url}: there is no {target}"));
        }
        let id = percent_decode_str(fragment?).decode_utf8().ok()?;
        let has_id = self.ids.get(target.as_str()).is_some_and(|ids| ids.contains(&*id));
        (!has_id).then(|| format!("{url}: {target} has no place #{id}"))
    }
}
