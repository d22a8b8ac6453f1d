//! Official documents as templates see them: one, with what it names and who names it; and the register, for those that
//! name `documents`.

use tera::{Map, Value};

use crate::content::Document;
use crate::site::{Cited, Node, PageId, Resolved, mentioned, resolve_file};

use super::board::map;
use super::linked::linked;
use super::renderer::Renderer;
use super::scene::Scene;
use super::views::{self, Date};

impl Renderer<'_> {
    /// The register: each document with the page that presents it in the language of the scene.
    pub(super) fn documents_view(&self, scene: &Scene) -> Value {
        let site = self.input.site;
        let views = site.register.entries().iter().filter_map(|entry| {
            let id = entry.page_in(&scene.lang);
            let page = &site[id];
            let mut view = self.official_document(scene, id, &page.document)?;
            let more: [(&str, Value); 4] = [
                ("title", page.document.title.as_str().into()),
                ("href", scene.base.href(&page.permalink).into()),
                ("lang", page.document.lang.code().into()),
                ("sample", page.document.front.sample.into()),
            ];
            view.extend(more.map(|(key, value)| (key.into(), value)));
            Some(Value::from(view))
        });
        views.collect::<Vec<_>>().into()
    }

    /// What a page says of the document it presents, if it presents one.
    pub(super) fn official_document(&self, scene: &Scene, id: PageId, page: &Document) -> Option<Map> {
        let site = self.input.site;
        let document = page.front.document.as_ref()?;
        let date = |date| Date::new(date, scene.lang.locale());
        let file = document.file.as_ref().and_then(|file| resolve_file(site, &page.folder, file));
        let entry = site.register.of_page(id);
        let cited = |list: &[Cited]| list.iter().map(|cited| self.cited(scene, cited)).collect();
        let mut view = views::fields(&views::Document {
            number: document.number.clone(),
            issued: document.issued.map(date),
            effective: document.effective.map(date),
            issuer: document.issuer.clone(),
            kind: document.kind.clone(),
            signer: document.signer.clone(),
            signer_title: document.signer_title.clone(),
            file: match file {
                Some(Resolved::File { path, .. }) => Some(scene.base.href(&site.assets[&path])),
                _ => None,
            },
            source: document.source.clone(),
            legal_basis: entry.map(|entry| cited(&entry.legal_basis)).unwrap_or_default(),
            replaces: entry.map(|entry| cited(&entry.replaces)).unwrap_or_default(),
            replaced_by: entry.map(|entry| cited(&entry.replaced_by)).unwrap_or_default(),
        });
        let page = |number: &str| mentioned(site, Node::Page(id), number);
        let summary = document.summary.as_ref().map(|text| linked(text, site, &scene.base, page));
        view.insert("abstract".into(), summary.unwrap_or_else(Value::none));
        Some(view)
    }

    fn cited(&self, scene: &Scene, cited: &Cited) -> views::Cited {
        let site = self.input.site;
        let page = cited.entry.map(|entry| &site[site.register.entries()[entry].page_in(&scene.lang)]);
        views::Cited {
            number: cited.number.clone(),
            title: page.map(|page| page.document.title.clone()),
            href: page.map(|page| scene.base.href(&page.permalink)),
        }
    }

    /// The pages and sections that name the document of a page.
    pub(super) fn mentioned_by(&self, scene: &Scene, id: PageId) -> Value {
        let site = self.input.site;
        let view = |&node: &Node| {
            let day = site.document(node).and_then(|document| document.date);
            let day = day.map(|day| Date::new(day, scene.lang.locale()));
            Value::from(map([
                ("title", site.title(node).into()),
                ("href", scene.base.href(site.permalink(node)).into()),
                ("date", Value::from_serializable(&day)),
                ("lang", site.lang(node).code().into()),
            ]))
        };
        self.mentions.get(&id).into_iter().flatten().map(view).collect::<Vec<_>>().into()
    }
}
