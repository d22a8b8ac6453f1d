//! What stands around many pages in the same words: the frame of a theme, such as its header and footer.
//!
//! A theme keeps each part as a template `frame/<name>.html`; pages get them rendered, as `frame.<name>`. A part does not
//! see the page, only where it stands: the menus, in which the entries that lead to it or to what it is below are marked,
//! its other languages and its feeds. So one frame does for all pages of a section at one depth, but for those that a menu
//! leads to and those in several languages.

use std::collections::BTreeMap;

use tera::{Map, Value};

use crate::diag::Diagnostic;
use crate::lang::Lang;
use crate::permalink::Permalink;
use crate::site::{SectionId, TermId};

use super::engine::FRAME;
use super::renderer::Renderer;
use super::scene::Scene;
use super::views::{self, MenuItem};

/// Whose pages share a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// The pages of a section, and its list.
    Section(SectionId),
    /// The list of a term.
    Term(TermId),
    /// Just one.
    One,
}

/// The parts of a frame by name, or why they could not be rendered.
pub(super) type Frame = Result<Value, Vec<Diagnostic>>;

impl Renderer<'_> {
    /// The frame of the page at `here`, which has these translations and feeds.
    pub(super) fn frame(
        &self,
        scene: &Scene,
        here: &Permalink,
        around: Around,
        translations: &[(Lang, Permalink)],
        feeds: &Value,
    ) -> Frame {
        // Whichever page asks first, a shared frame is the same.
        let subject = self.stands(scene, here, around, translations);
        let make = || self.make_frame(scene, here, subject, translations, feeds);
        match around {
            _ if subject == here => make(),
            Around::Section(id) => scene.frame_of_section(id, make),
            Around::Term(id) => scene.frame_of_term(id, make),
            Around::One => make(),
        }
    }

    /// Where a frame stands, for all it sees: at the page itself if a menu leads there or it has translations, else at the
    /// list that the page is in.
    pub(super) fn stands<'p>(
        &'p self,
        scene: &Scene,
        here: &'p Permalink,
        around: Around,
        translations: &[(Lang, Permalink)],
    ) -> &'p Permalink {
        let site = self.input.site;
        match around {
            _ if !translations.is_empty() || scene.is_in_menu(here) => here,
            Around::Section(id) => &site[id].permalink,
            Around::Term(id) => &site[id].permalink,
            Around::One => here,
        }
    }

    /// `subject` is whose name is told should it fail.
    fn make_frame(
        &self,
        scene: &Scene,
        here: &Permalink,
        subject: &Permalink,
        translations: &[(Lang, Permalink)],
        feeds: &Value,
    ) -> Frame {
        let mut context = scene.shared.clone();
        context.insert("menu", &scene.menus_at(here));
        context.insert("translations", &self.translations(scene, translations));
        context.insert_value("feeds", feeds.clone());
        let mut parts = Map::new();
        for template in self.input.engine.frames() {
            let made = self.finish(template, context.clone(), scene, &subject.output_path())?;
            let name = template.strip_prefix(FRAME).and_then(|name| name.strip_suffix(".html"));
            parts.insert(name.unwrap_or(template).to_owned().into(), views::html(&made));
        }
        Ok(parts.into())
    }

    /// The same page in other languages.
    pub(super) fn translations(
        &self,
        scene: &Scene,
        translations: &[(Lang, Permalink)],
    ) -> Vec<views::Translation> {
        let view = |(lang, permalink): &(Lang, Permalink)| views::Translation {
            lang: lang.to_string(),
            name: self.input.site.config.language(lang).name.clone(),
            href: scene.base.href(permalink),
        };
        translations.iter().map(view).collect()
    }
}

/// Marks the entries that lead to `here`, or to what it is below; `home` is not above all.
pub(super) fn mark(menus: &mut BTreeMap<String, Vec<MenuItem>>, here: &Permalink, home: &Permalink) {
    menus.values_mut().for_each(|items| {
        mark_items(items, here.as_str(), home.as_str());
    });
}

/// Whether any of `items` or of those below them is marked.
fn mark_items(items: &mut [MenuItem], here: &str, home: &str) -> bool {
    let mut any = false;
    for item in items {
        item.current = match item.path.as_deref() {
            Some(path) if path == here => Some("page"),
            Some(path) if path != home && here.starts_with(path) => Some("true"),
            _ => None,
        };
        item.holds_current = mark_items(&mut item.children, here, home) || item.current.is_some();
        any |= item.holds_current;
    }
    any
}
