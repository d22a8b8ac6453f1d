//! The name of what an output shows: a hash of all that its template can see. As long as it is the same, so is the output.
//!
//! What is dear to make is named by what it is made of: a body by its Markdown and what its links mean, a card by its view,
//! a frame by where it stands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tera::{Map, Value};

use crate::site::{Node, PageId};

use super::engine::CARD;
use super::feed::{Entry, Feed};
use super::fragment::Filler;
use super::renderer::Renderer;
use super::scene::Scene;
use super::view::{Prepared, View};

/// The folder of components, which any template may use.
pub(super) const COMPONENTS: &str = "components/";

/// Room for the pieces of most names, in bytes.
const PIECES: usize = 2 << 10;

/// A name: half a hash.
pub type Key = [u8; 16];

/// Makes a [`Key`], piece by piece. The pieces are many and short: they are gathered, and hashed all at once.
pub(super) struct Naming(Vec<u8>);

impl Naming {
    pub(super) fn of(what: &str) -> Self {
        let mut naming = Self(Vec::with_capacity(PIECES));
        naming.text(what);
        naming
    }

    /// A text, and that it ends here.
    pub(super) fn text(&mut self, text: &str) {
        self.length(text.len());
        self.bytes(text.as_bytes());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// How many there are of what follows: seven bits in each byte but the last, for nearly all are few.
    fn length(&mut self, mut length: usize) {
        while length >= 0x80 {
            self.0.push(length as u8 | 0x80);
            length >>= 7;
        }
        self.0.push(length as u8);
    }

    pub(super) fn map(&mut self, map: &Map) {
        self.length(map.len());
        for (key, value) in map {
            match key.as_str() {
                Some(key) => self.text(key),
                None => self.text(&key.to_string()),
            }
            self.value(value);
        }
    }

    pub(super) fn value(&mut self, value: &Value) {
        if let Some(text) = value.as_str() {
            self.0.push(if value.is_safe() { b'h' } else { b's' });
            self.text(text);
        } else if let Some(map) = value.as_map() {
            self.0.push(b'm');
            self.map(map);
        } else if let Some(items) = value.as_array() {
            self.0.push(b'a');
            self.length(items.len());
            items.iter().for_each(|item| self.value(item));
        } else if let Some(is) = value.as_bool() {
            self.0.push(if is { b'y' } else { b'n' });
        } else if value.is_none() || value.is_undefined() {
            // All kinds of nothing are the same to a template.
            self.0.push(b'o');
        } else if let Some(number) = value.as_i64().filter(|_| !value.is_f64()) {
            self.0.push(b'i');
            self.bytes(&number.to_le_bytes());
        } else {
            // Numbers of the same text are the same too.
            self.0.push(b'f');
            self.text(&value.to_string());
        }
    }

    pub(super) fn finish(self) -> Key {
        blake3::hash(&self.0).as_bytes().first_chunk().copied().unwrap_or_default()
    }
}

/// The names of the templates whose texts these are: of what stands in each, in those it extends or includes, and in all
/// components, which have a name together besides. Tera takes only names as they are written, so a template that is not
/// mentioned is not used.
pub(super) fn of_templates(texts: &BTreeMap<&str, &str>) -> HashMap<String, Key> {
    let mentioned = |text: &str| texts.keys().copied().filter(|name| text.contains(*name)).collect();
    let mentions: HashMap<&str, Vec<&str>> =
        texts.iter().map(|(name, text)| (*name, mentioned(text))).collect();
    let of_template = |template: &str| {
        let mut naming = Naming::of("template");
        let mut used = BTreeSet::new();
        let mut open: Vec<&str> = texts.keys().copied().filter(|name| is_component(name)).collect();
        open.extend(texts.get_key_value(template).map(|(name, _)| *name));
        while let Some(name) = open.pop() {
            if used.insert(name) {
                open.extend(&mentions[name]);
            }
        }
        for name in used {
            naming.text(name);
            naming.text(texts[name]);
        }
        (template.to_owned(), naming.finish())
    };
    texts.keys().copied().filter(|name| !is_component(name)).chain([COMPONENTS]).map(of_template).collect()
}

fn is_component(template: &str) -> bool {
    template.starts_with(COMPONENTS)
}

impl Renderer<'_> {
    /// The name of what an output shows.
    pub fn key(&self, prepared: &Prepared<'_>) -> Key {
        match prepared {
            Prepared::View(view) => self.key_of_view(view),
            Prepared::Feed(feed) => self.key_of_feed(feed),
            Prepared::Shard(shard) => shard.key,
            Prepared::Made(made) => *made.hash().as_bytes().first_chunk().unwrap_or(&[0; 16]),
        }
    }

    fn key_of_view(&self, view: &View<'_>) -> Key {
        let View { template, scene, names, thing, body, pages, lists, around, here, wanted, .. } = view;
        let mut naming = Naming::of(template);
        let mut templates = vec![template.as_str()];
        if pages.is_some() || lists.is_some_and(|lists| !lists.is_empty()) {
            templates.push(CARD);
        }
        if self.input.engine.asks(template, "frame") {
            templates.extend(self.input.engine.frames());
        }
        let mut seen = BTreeSet::new();
        for template in templates {
            naming.bytes(&self.input.engine.key(template));
            seen.extend(self.input.engine.names(template));
        }
        for name in seen {
            naming.bytes(&self.key_of_name(scene, name));
        }
        for (name, value) in names {
            naming.text(name);
            naming.value(value);
        }
        if let Some((name, fields)) = thing {
            naming.text(name);
            naming.map(fields);
        }
        if let Some(body) = body {
            self.name_body(&mut naming, body.node, scene, body.at_home);
        }
        let lists = lists.iter().flat_map(|lists| lists.iter());
        let lists = lists.map(|(name, pages)| (name.as_str(), pages.as_slice()));
        for (name, pages) in pages.iter().map(|pages| ("", *pages)).chain(lists) {
            naming.text(name);
            pages.iter().for_each(|&page| naming.bytes(&self.key_of_card(scene, page)));
        }
        naming.value(&view.feeds);
        naming.text(self.stands(scene, here, *around, view.translations).as_str());
        for (lang, permalink) in view.translations {
            naming.text(lang.code());
            naming.text(permalink.as_str());
        }
        wanted.iter().for_each(|wanted| naming.text(&wanted.fragment));
        naming.finish()
    }

    fn key_of_feed(&self, feed: &Feed<'_>) -> Key {
        let Feed { title, description, lang, office, home, address, entries, format } = feed;
        let mut naming = Naming::of(super::feed::kind(*format));
        [title, home, address].into_iter().for_each(|text| naming.text(text));
        [description, lang, office].into_iter().for_each(|text| naming.text(text));
        for entry in entries {
            let Entry { title, address, published, updated, authors, summary, .. } = entry;
            [title, address, summary].into_iter().for_each(|text| naming.text(text));
            authors.iter().for_each(|author| naming.text(author));
            naming.text(&format!("{published} {updated}"));
            if let Some(filler) = self.filler_of_feed(entry) {
                self.name_filled(&mut naming, &filler);
            }
        }
        naming.finish()
    }

    /// The name of a card: of all that its template can see of the page.
    fn key_of_card(&self, scene: &Scene, id: PageId) -> Key {
        scene.card(id, || self.card(scene, id)).key
    }

    /// The name of what a template sees under a top-level name that pages of a scene share.
    fn key_of_name(&self, scene: &Scene, name: &str) -> Key {
        scene.key_of_name(name, || {
            let mut naming = Naming::of(name);
            if let Some(value) = scene.shared.get(name).cloned().or_else(|| self.on_demand(scene, name)) {
                naming.value(&value);
            }
            naming.finish()
        })
    }

    fn name_body(&self, naming: &mut Naming, node: Node, scene: &Scene, at_home: bool) {
        if let Some(filler) = self.filler(node, &scene.base, at_home, &scene.implicit) {
            self.name_filled(naming, &filler);
        }
    }

    /// A body at the place that a filler fills it for.
    fn name_filled(&self, naming: &mut Naming, filler: &Filler<'_>) {
        naming.bytes(&filler.body.outline.hash);
        filler.name(naming);
        if filler.body.outline.has_directives {
            naming.bytes(&self.input.engine.key(COMPONENTS));
            for name in ["lang", "root", "t"] {
                filler.implicit.get(name).into_iter().for_each(|value| naming.value(value));
            }
        }
    }
}
