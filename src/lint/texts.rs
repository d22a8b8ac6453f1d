//! What there is to read of a file besides a body: titles, descriptions, the words of the campaign.

use crate::campaign::Campaign;
use crate::content::Document;
use crate::prose::{Kind, Prose, Writer};
use crate::yaml::Yaml;

/// What readers see of a page's front matter; of its first heading, if that is its title.
pub fn of_document(document: &Document) -> Vec<Prose> {
    const SHOWN: [&[&str]; 6] = [
        &["title"],
        &["description"],
        &["cover", "alt"],
        &["document", "number"],
        &["document", "abstract"],
        &["nomination", "nominee"],
    ];
    let mut texts: Vec<_> = SHOWN.iter().filter_map(|keys| of_value(&document.yaml, keys)).collect();
    texts.extend(heading(document));
    texts
}

/// What readers see of the campaign: each text of `campaign.yaml`.
pub fn of_campaign(campaign: &Campaign) -> Vec<Prose> {
    campaign.texts().into_iter().map(|text| Prose::of_text(text, text.place().clone())).collect()
}

/// What readers see of the settings: the names of the site and its office, in each language.
pub fn of_settings(settings: &Yaml, languages: &[&str]) -> Vec<Prose> {
    let own = [&["title"][..], &["description"], &["organisation"]]
        .into_iter()
        .map(|keys| of_value(settings, keys));
    let others = languages
        .iter()
        .flat_map(|lang| ["title", "description"].map(|key| of_value(settings, &["languages", lang, key])));
    own.chain(others).flatten().collect()
}

fn of_value(yaml: &Yaml, keys: &[&str]) -> Option<Prose> {
    let (text, place) = yaml.text(keys)?;
    Some(Prose::of_text(text, place))
}

/// The heading that became the title, where it is spelled as it reads.
fn heading(document: &Document) -> Option<Prose> {
    let at = document.heading()?;
    let mut writer = Writer::new(&document.path, document.title.len());
    writer.push(&document.title, at..at + document.title.len(), Kind::Label);
    Some(writer.finish())
}
