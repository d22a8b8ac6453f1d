//! Who is nominated and who is honoured, as the templates see it that name `nominations` and `honours`.

use tera::Value;

use crate::campaign::{Campaign, DossierPart};
use crate::content::{Document, Nomination, NominationState, NomineeKind};
use crate::site::{Honour, Resolved, criteria_for, dossier_file, honours, resolve_file};

use super::board::{Entries, map};
use super::linked::linked;
use super::renderer::Renderer;
use super::scene::Scene;
use super::views::{Date, word_value};

impl Renderer<'_> {
    /// The nominations, or those of a unit.
    pub(super) fn nominations_view(&self, scene: &Scene, unit: Option<&str>) -> Value {
        let site = self.input.site;
        let views = self.nominations.iter().filter_map(|&id| {
            let document = &site[id].document;
            let nomination = document.front.nomination.as_ref()?;
            if unit.is_some() && nomination.unit.as_deref() != unit {
                return None;
            }
            let mut view = map([
                ("title", word_value(&document.title)),
                ("href", scene.base.href(&site[id].permalink).into()),
                ("sample", document.front.sample.into()),
            ]);
            view.extend(self.nomination(scene, document, nomination));
            Some(Value::from(view))
        });
        views.collect::<Vec<_>>().into()
    }

    /// A nomination, with each part of its dossier.
    pub(super) fn nomination(&self, scene: &Scene, document: &Document, nomination: &Nomination) -> Entries {
        let site = self.input.site;
        let campaign = site.campaign.as_ref();
        let award = campaign.and_then(|campaign| campaign.award(&nomination.award));
        let chosen = award.iter().flat_map(|award| &criteria_for(award, nomination.kind).criteria);
        let chosen =
            chosen.filter(|criterion| nomination.criteria.iter().any(|id| id == criterion.id.as_str()));
        let chosen = chosen.map(|criterion| {
            let page = |number: &str| site.register.page(number, &scene.lang);
            let text = linked(&criterion.text, site, &scene.base, page);
            Value::from(map([("id", criterion.id.as_str().into()), ("text", text)]))
        });
        let parts: Vec<Value> =
            campaign.map(|campaign| self.parts(scene, campaign, document, nomination)).unwrap_or_default();
        let missing = campaign.iter().flat_map(|campaign| &campaign.dossier.parts);
        let missing = missing.filter(|part| dossier_file(nomination, part).is_none()).count();
        map([
            (
                "kind",
                match nomination.kind {
                    NomineeKind::Collective => "collective".into(),
                    NomineeKind::Individual => "individual".into(),
                },
            ),
            ("nominee", nomination.nominee.as_str().into()),
            ("unit", nomination.unit.as_deref().map_or_else(Value::none, |unit| scene.unit(unit))),
            ("award", nomination.award.as_str().into()),
            ("award_name", award.map(|award| award.name.as_str()).into()),
            ("criteria", nomination.criteria.clone().into()),
            ("chosen", chosen.collect::<Vec<_>>().into()),
            ("state", nomination.state.key().into()),
            ("step", step(nomination.state).into()),
            ("parts", parts.into()),
            ("missing", missing.into()),
        ])
    }

    fn parts(
        &self,
        scene: &Scene,
        campaign: &Campaign,
        document: &Document,
        nomination: &Nomination,
    ) -> Vec<Value> {
        let view = |(at, part): (usize, &DossierPart)| {
            let file = dossier_file(nomination, part);
            let href = file.and_then(|file| match resolve_file(self.input.site, &document.folder, file)? {
                Resolved::File { path, .. } => Some(scene.base.href(&self.input.site.assets[&path])),
                Resolved::Page { .. } | Resolved::Outside(_) | Resolved::Broken => None,
            });
            let form = part.form.as_ref().map(|form| form.name.as_str());
            Value::from(map([
                ("id", part.id.as_str().into()),
                ("number", (at + 1).into()),
                ("name", part.name.as_str().into()),
                ("form", form.into()),
                ("href", href.into()),
            ]))
        };
        campaign.dossier.parts.iter().enumerate().map(view).collect()
    }

    /// The honour board.
    pub(super) fn honours_view(&self, scene: &Scene) -> Value {
        let honours = honours(self.input.site, self.input.today);
        let list = |honours: &[Honour]| -> Value {
            honours.iter().map(|honour| self.honour(scene, honour)).collect::<Vec<_>>().into()
        };
        map([
            ("ranked", honours.is_ranked.into()),
            ("collectives", list(&honours.collectives)),
            ("individuals", list(&honours.individuals)),
        ])
        .into()
    }

    fn honour(&self, scene: &Scene, honour: &Honour) -> Value {
        let site = self.input.site;
        let locale = scene.lang.locale();
        let evidence = map([
            ("title", word_value(site.title(honour.evidence))),
            ("href", scene.base.href(site.permalink(honour.evidence)).into()),
        ]);
        map([
            ("name", honour.person.as_deref().unwrap_or(&honour.unit_name).into()),
            ("unit", scene.unit(&honour.unit)),
            ("achievement", word_value(&honour.achievement)),
            ("approved_by", word_value(&honour.approved_by)),
            ("approved_on", Value::from_serializable(&Date::new(honour.approved_on, locale))),
            ("evidence", evidence.into()),
            ("rank", honour.score.map(|(_, rank)| rank).into()),
            ("score", honour.score.map(|(score, _)| score.format(locale)).into()),
            ("sample", honour.is_sample.into()),
        ])
        .into()
    }
}

/// How many steps of the way are behind a nomination: handed in, reviewed, sent up, decided.
fn step(state: NominationState) -> usize {
    match state {
        NominationState::Preparing => 0,
        NominationState::Submitted => 1,
        NominationState::Reviewed => 2,
        NominationState::SentUp => 3,
        NominationState::Awarded | NominationState::NotAwarded => 4,
    }
}
