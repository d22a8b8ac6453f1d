//! Front matter, typed: every key an author may write, and what it means.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use crate::allow::Acknowledged;
use crate::diag::message;
use crate::lang::Lang;
use crate::yaml::{Fields, Node, Value};

use super::blocks::{Nomination, OfficialDocument, Report};
use super::rules::{Kind, Rules};

/// What the front matter of a page or section says.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// What readers see as its name.
    pub title: Option<String>,
    /// The day it is about; orders posts.
    pub date: Option<Date>,
    /// The day it was last changed.
    pub updated: Option<Date>,
    /// Hidden before this day.
    pub publish: Option<Date>,
    /// Hidden from this day on.
    pub expires: Option<Date>,
    /// Hidden unless drafts are asked for.
    pub draft: bool,
    /// One sentence for lists and search engines.
    pub description: Option<String>,
    /// The last segment of the permalink, instead of one made of the file's name.
    pub slug: Option<String>,
    /// Old addresses that lead here, from the site's root.
    pub aliases: Vec<String>,
    /// The theme's template.
    pub template: Option<String>,
    /// Orders pages by hand, light first.
    pub weight: Option<i64>,
    /// The terms of each taxonomy, by its key; `unit`, `content`, `movement` and `author` too.
    pub terms: BTreeMap<String, Vec<String>>,
    /// The picture that stands for the page.
    pub cover: Option<Cover>,
    /// Other pages that this one shows, by the name its template knows them by.
    pub lists: BTreeMap<String, Listing>,
    /// Data files that this page shows, by name.
    pub data: BTreeMap<String, String>,
    /// Findings that the author knows and keeps.
    pub allow: Vec<Acknowledged>,
    /// The page is an example, not a fact.
    pub sample: bool,
    /// The language, where the file's name does not say it.
    pub lang: Option<Lang>,
    /// Whether search finds it.
    pub search: bool,
    /// Whether the table of contents is shown.
    pub toc: bool,
    /// A unit's report.
    pub report: Option<Report>,
    /// An award dossier.
    pub nomination: Option<Nomination>,
    /// An official document.
    pub document: Option<OfficialDocument>,
    /// How a section orders its pages.
    pub sort_by: Option<SortBy>,
    /// The other way round.
    pub reverse: bool,
    /// Pages on one page of the section's list.
    pub paginate_by: Option<usize>,
    /// The template of the section's pages that choose none.
    pub page_template: Option<String>,
    /// Whether the section has feeds.
    pub feed: bool,
}

/// A picture and the words for those who cannot see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The path as written, from the page's folder.
    pub src: String,
    /// The words; empty for a picture that only decorates.
    pub alt: String,
}

/// Which pages a list holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Of this section, from `content/`, and those below it.
    pub section: Option<String>,
    /// With these terms, by taxonomy key.
    pub terms: BTreeMap<String, String>,
    /// In this order.
    pub sort_by: Option<SortBy>,
    /// At most so many.
    pub limit: Option<usize>,
}

/// The order of pages in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// Newest first; undated ones after them, by title.
    Date,
    /// Last changed first.
    Updated,
    /// In Vietnamese dictionary order.
    Title,
    /// Lightest first, then by title.
    Weight,
}

const ORDERS: [(&str, SortBy); 4] = [
    ("date", SortBy::Date),
    ("updated", SortBy::Updated),
    ("title", SortBy::Title),
    ("weight", SortBy::Weight),
];

impl FrontMatter {
    /// What holds where nothing is written.
    pub(super) fn empty() -> Self {
        Self { search: true, toc: true, feed: true, ..Self::default() }
    }

    /// Reads the keys that a file of this kind may have.
    pub(super) fn read(mut page: Fields<'_>, kind: Kind, rules: &Rules<'_>) -> Self {
        let mut front = Self {
            title: page.text("title"),
            date: page.date("date"),
            updated: page.date("updated"),
            publish: page.date("publish"),
            expires: page.date("expires"),
            draft: page.flag("draft", false),
            description: page.text("description"),
            slug: page.get("slug").and_then(|value| value.slug()),
            aliases: page.texts("aliases"),
            template: page.text("template"),
            weight: page.get("weight").and_then(|value| value.int()),
            terms: BTreeMap::new(),
            cover: page.get("cover").and_then(|value| cover(&value)),
            lists: BTreeMap::new(),
            data: page
                .entries("data")
                .into_iter()
                .filter_map(|entry| Some((entry.name, entry.value.text()?)))
                .collect(),
            allow: Acknowledged::read_all(&mut page),
            sample: page.flag("sample", false),
            lang: page.get("lang").and_then(|value| lang(&value, rules)),
            search: page.flag("search", true),
            toc: page.flag("toc", true),
            report: page.fields("report").map(Report::read),
            nomination: page.fields("nomination").map(Nomination::read),
            document: page.fields("document").map(OfficialDocument::read),
            ..Self::empty()
        };
        if kind == Kind::Section {
            front.sort_by = page.get("sort_by").and_then(|value| value.choice(&ORDERS));
            front.reverse = page.flag("reverse", false);
            front.paginate_by = page.get("paginate_by").and_then(|value| value.count());
            front.page_template = page.text("page_template");
            front.feed = page.flag("feed", true);
        } else {
            page.refuse(
                &["sort_by", "reverse", "paginate_by", "page_template", "feed"],
                &message!(
                    "khóa này chỉ dùng cho chuyên mục: chuyển sang tệp _index.md của thư mục",
                    "it is for sections: move it to the _index.md of the folder"
                ),
            );
        }
        for entry in page.entries("lists") {
            front.lists.extend(listing(&entry.value, rules).map(|listing| (entry.name, listing)));
        }
        for key in ["tags", "unit", "content", "movement", "author"] {
            let terms = page.texts(key);
            front.terms.insert(key.to_owned(), terms);
        }
        for (key, value) in page.named(rules.term_keys) {
            front.terms.insert(key, value.texts());
        }
        front.terms.retain(|_, terms| {
            // One that is named twice is one.
            let mut named = HashSet::new();
            terms.retain(|term| !term.is_empty() && named.insert(term.clone()));
            !terms.is_empty()
        });
        page.finish(rules.term_keys);
        front
    }

    /// The terms under a taxonomy's key.
    pub fn terms(&self, key: &str) -> &[String] {
        self.terms.get(key).map_or(&[], Vec::as_slice)
    }

    /// The unit whose page it is, by its id.
    pub fn unit(&self) -> Option<&str> {
        self.terms("unit")
            .first()
            .map(String::as_str)
            .or(self.report.as_ref().map(|report| report.unit.as_str()))
    }
}

fn cover(value: &Value<'_>) -> Option<Cover> {
    if matches!(value.node(), Node::Map(_)) {
        let mut fields = value.fields()?;
        let src = fields.required("src").and_then(|src| src.text());
        let alt = fields.text("alt").unwrap_or_default();
        fields.finish(&[]);
        return Some(Cover { src: src?, alt });
    }
    Some(Cover { src: value.text()?, alt: String::new() })
}

fn listing(value: &Value<'_>, rules: &Rules<'_>) -> Option<Listing> {
    let mut fields = value.fields()?;
    let mut terms = BTreeMap::new();
    let known = ["unit", "content", "movement", "author"].map(|key| (key, key));
    for (key, written) in [("tags", "tag")].into_iter().chain(known) {
        terms.extend(fields.text(written).map(|term| (key.to_owned(), term)));
    }
    for (key, term) in fields.named(rules.term_keys) {
        terms.extend(term.text().map(|term| (key, term)));
    }
    let listing = Listing {
        section: fields.text("section"),
        terms,
        sort_by: fields.get("sort_by").and_then(|value| value.choice(&ORDERS)),
        limit: fields.get("limit").and_then(|value| value.count()),
    };
    fields.finish(rules.term_keys);
    Some(listing)
}

fn lang(value: &Value<'_>, rules: &Rules<'_>) -> Option<Lang> {
    let code = value.text()?;
    let found = rules.languages.iter().find(|lang| lang.code() == code).cloned();
    if found.is_none() {
        let known = rules.languages.iter().map(Lang::code).collect::<Vec<_>>().join(", ");
        value.error(
            "unknown-language",
            message!("trang web không có ngôn ngữ “{code}”", "the site has no language “{code}”"),
            Some(message!(
                "các ngôn ngữ khai báo trong site.yaml: {known}",
                "the languages declared in site.yaml: {known}"
            )),
        );
    }
    found
}
