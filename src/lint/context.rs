//! What the checks know besides the text: the campaign, its units by all their names, the documents that are registered.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::reading::Words;
use super::trigger::Alike;
use crate::campaign::{Campaign, Period};
use crate::content::Document;
use crate::text::document_number;
use crate::yaml::Place;

/// What all texts of a site are held against.
#[derive(Debug)]
pub struct Context {
    pub(super) period: Option<Period>,
    pub(super) units: UnitNames,
    /// By the key of their number.
    pub(super) registered: BTreeMap<String, Vec<Registered>>,
}

/// The names of the units.
#[derive(Debug)]
pub(super) struct UnitNames {
    /// All of them.
    pub(super) names: Vec<UnitName>,
    /// By their first word, in lower case.
    first: HashMap<String, Vec<usize>>,
    /// Names of several words by their second one.
    second: HashMap<String, Vec<usize>>,
    /// The words of both.
    alike: Alike,
}

/// A name of a unit that `campaign.yaml` declares.
#[derive(Debug, Clone)]
pub(super) struct UnitName {
    /// As declared.
    pub(super) name: String,
    /// Its words, in lower case.
    pub(super) words: Vec<String>,
    /// What stands between them, dashes as hyphens, without spaces.
    pub(super) joints: Vec<&'static str>,
    /// The full name of the unit.
    pub(super) unit: String,
    /// Whether it is the full name.
    pub(super) is_full: bool,
}

/// A document whose date the site itself states.
#[derive(Debug)]
pub(super) struct Registered {
    /// Its number as written there.
    pub(super) number: String,
    pub(super) date: Date,
    pub(super) issuer: Option<String>,
    pub(super) place: Place,
}

impl Context {
    /// What `campaign` and the front matter of `documents` say.
    pub fn new<'a>(campaign: Option<&Campaign>, documents: impl IntoIterator<Item = &'a Document>) -> Self {
        let mut registered: BTreeMap<String, Vec<Registered>> = BTreeMap::new();
        let mut register = |entry: Registered| {
            registered.entry(document_number::key(&entry.number)).or_default().push(entry);
        };
        if let Some(campaign) = campaign {
            for basis in &campaign.legal_basis {
                let issuer = Some(basis.issuer.to_string());
                let (number, place) = (basis.number.trim().to_owned(), basis.number.place().clone());
                register(Registered { number, date: basis.date, issuer, place });
            }
            for form in campaign.dossier.parts.iter().filter_map(|part| part.form.as_ref()) {
                let place = form.decree.place().clone();
                let number = form.decree.trim().to_owned();
                register(Registered { number, date: form.date, issuer: None, place });
            }
        }
        for document in documents {
            let Some(official) = &document.front.document else { continue };
            let place = document.yaml.text(&["document", "issued"]).map(|(_, place)| place);
            if let (Some(date), Some(place)) = (official.issued, place) {
                let (number, issuer) = (official.number.trim().to_owned(), official.issuer.clone());
                register(Registered { number, date, issuer, place });
            }
        }
        Self {
            period: campaign.map(|campaign| campaign.period.clone()),
            units: campaign.map_or_else(|| UnitNames::new(Vec::new()), unit_names),
            registered,
        }
    }
}

impl UnitNames {
    fn new(names: Vec<UnitName>) -> Self {
        let (mut first, mut second): (HashMap<_, Vec<_>>, HashMap<_, Vec<_>>) = Default::default();
        for (at, name) in names.iter().enumerate() {
            first.entry(name.words[0].clone()).or_default().push(at);
            if let Some(word) = name.words.get(1) {
                second.entry(word.clone()).or_default().push(at);
            }
        }
        let words = first.keys().chain(second.keys());
        let alike = words.fold(Alike::NONE, |alike, word| alike.with(word));
        Self { names, first, second, alike }
    }

    /// Whether a name may begin with a word, or go on with it.
    pub(super) fn may_name(&self, word: &str) -> bool {
        self.alike.may_hold(word.as_bytes())
    }

    /// The names that begin with a word, in lower case.
    pub(super) fn beginning(&self, word: &str) -> impl Iterator<Item = &UnitName> {
        self.first.get(word).into_iter().flatten().map(|&at| &self.names[at])
    }

    /// The names whose second word it is.
    pub(super) fn following(&self, word: &str) -> impl Iterator<Item = &UnitName> {
        self.second.get(word).into_iter().flatten().map(|&at| &self.names[at])
    }
}

fn unit_names(campaign: &Campaign) -> UnitNames {
    let units = campaign.units.iter();
    let names = units.flat_map(|unit| {
        unit.names().map(|name| {
            let words = Words::of(name);
            UnitName {
                name: name.to_string(),
                words: (0..words.len()).map(|at| words.get(at).to_lowercase()).collect(),
                joints: (0..words.len()).map(|at| joint(words.gap(at))).collect(),
                unit: unit.name.to_string(),
                is_full: **name == *unit.name,
            }
        })
    });
    UnitNames::new(names.filter(|name| !name.words.is_empty()).collect())
}

/// What parts two words of a name, whatever the spaces and the kind of dash.
pub(super) fn joint(gap: &str) -> &'static str {
    match gap.trim_matches([' ', '\u{A0}', '\t']) {
        "" => "",
        "-" | "–" | "—" => "-",
        "&" => "&",
        "." => ".",
        "," => ",",
        _ => "…",
    }
}
