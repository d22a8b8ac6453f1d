//! The campaign as templates see it; and the plan, for those that name `plan`.

use std::collections::BTreeMap;

use tera::Value;

use crate::campaign::{Award, Campaign, Criteria, Form, PlanBlock, Rule, Text};
use crate::lang::Lang;
use crate::permalink::LinkBase;
use crate::site::Site;
use crate::span::SourcePath;

use super::board::{Entries, map};
use super::linked::linked;
use super::scene::page_permalink;
use super::views::{Date, word_value};

/// The campaign in a language, its links written as `base` does and its units as told by id; null on a site without one.
pub(super) fn campaign(site: &Site, lang: &Lang, base: &LinkBase, units: &BTreeMap<String, Value>) -> Value {
    let teller = Teller { site, lang, base };
    site.campaign.as_ref().map_or_else(Value::none, |campaign| teller.campaign(campaign, units))
}

/// The plan likewise.
pub(super) fn plan(site: &Site, lang: &Lang, base: &LinkBase) -> Value {
    site.campaign.as_ref().map_or_else(Value::none, |campaign| Teller { site, lang, base }.plan(campaign))
}

/// Tells the parts of a campaign for one place.
struct Teller<'a> {
    site: &'a Site,
    lang: &'a Lang,
    base: &'a LinkBase,
}

impl Teller<'_> {
    fn campaign(&self, campaign: &Campaign, units: &BTreeMap<String, Value>) -> Value {
        let unit = |id: &str| units.get(id).cloned().unwrap_or_else(Value::none);
        let legal_basis = campaign.legal_basis.iter().map(|basis| {
            map([
                ("number", name(&basis.number)),
                ("href", self.document(&basis.number)),
                ("date", self.date(basis.date)),
                ("issuer", name(&basis.issuer)),
                ("kind", name(&basis.kind)),
                ("title", self.words(&basis.title)),
            ])
        });
        let contents = campaign.contents.iter().zip(1_usize..).map(|(content, number)| {
            let page = content.page.as_deref();
            map([
                ("id", content.id.as_str().into()),
                ("number", number.into()),
                ("name", name(&content.name)),
                ("text", self.words(&content.text)),
                ("href", self.page("content", content.id.as_str(), page)),
            ])
        });
        let movements = campaign.movements.items.iter().map(|movement| {
            let page = movement.page.as_deref();
            map([
                ("id", movement.id.as_str().into()),
                ("name", name(&movement.name)),
                ("href", self.page("movement", movement.id.as_str(), page)),
            ])
        });
        let parts = campaign.dossier.parts.iter().zip(1_usize..).map(|(part, number)| {
            map([
                ("id", part.id.as_str().into()),
                ("number", number.into()),
                ("name", name(&part.name)),
                ("text", self.words(&part.text)),
                ("form", part.form.as_ref().map_or_else(Value::none, |form| self.form(form))),
            ])
        });
        let steps = campaign.flow.steps.iter().zip(1_usize..).map(|(step, number)| {
            map([
                ("id", step.id.as_str().into()),
                ("number", number.into()),
                ("actor", name(&step.actor)),
                ("text", self.words(&step.text)),
            ])
        });
        let duties = campaign.duties.iter().map(|duty| {
            let unit = duty.unit.as_ref().map_or_else(Value::none, |id| unit(id.as_str()));
            map([("unit", unit), ("text", self.words(&duty.text))])
        });
        let period = map([
            ("start", self.date(campaign.period.start)),
            ("end", self.date(campaign.period.end)),
            ("days", campaign.period.days().into()),
            ("text", self.words(&campaign.period.text)),
        ]);
        let anniversary = map([
            ("date", self.date(campaign.anniversary.date)),
            ("of", self.date(campaign.anniversary.of)),
            ("name", name(&campaign.anniversary.name)),
        ]);
        let participants = map([
            ("collectives", self.words(&campaign.participants.collectives)),
            ("individuals", self.words(&campaign.participants.individuals)),
        ]);
        let recipients = map([
            ("lead", self.words(&campaign.recipients.lead)),
            ("items", campaign.recipients.items.iter().map(|it| self.words(it)).collect::<Vec<_>>().into()),
        ]);
        let signer = map([("title", name(&campaign.signer.title)), ("name", name(&campaign.signer.name))]);
        map([
            ("name", name(&campaign.name)),
            ("short_name", name(&campaign.short_name)),
            ("issuer", name(&campaign.issuer)),
            ("legal_basis", list(legal_basis)),
            ("purposes", campaign.purposes.iter().map(|it| self.words(it)).collect::<Vec<_>>().into()),
            ("period", period.into()),
            ("anniversary", anniversary.into()),
            ("participants", participants.into()),
            ("contents", list(contents)),
            ("movements", map([("open", campaign.movements.open.into()), ("items", list(movements))]).into()),
            ("awards", campaign.awards.iter().map(|award| self.award(award)).collect::<Vec<_>>().into()),
            ("dossier", map([("text", self.words(&campaign.dossier.text)), ("parts", list(parts))]).into()),
            ("flow", map([("text", self.words(&campaign.flow.text)), ("steps", list(steps))]).into()),
            ("duties", list(duties)),
            ("recipients", recipients.into()),
            ("signer", signer.into()),
            ("units", campaign.units.ids().map(unit).collect::<Vec<_>>().into()),
        ])
        .into()
    }

    fn plan(&self, campaign: &Campaign) -> Value {
        let plan = &campaign.plan;
        map([
            ("number", name(&plan.number)),
            ("place", name(&plan.place)),
            ("date_text", name(&plan.date_text)),
            ("kind", name(&plan.kind)),
            ("title", self.words(&plan.title)),
            ("body", plan.body.iter().map(|block| self.block(block)).collect::<Vec<_>>().into()),
        ])
        .into()
    }

    fn block(&self, block: &PlanBlock) -> Value {
        let (kind, text) = match block {
            PlanBlock::Text(text) => ("text", self.words(text)),
            // The list of headings makes links of them.
            PlanBlock::Heading(text) => ("heading", name(text)),
            PlanBlock::Subheading(text) => ("subheading", name(text)),
            PlanBlock::Show(shown) => (shown.key(), Value::none()),
        };
        map([("kind", kind.into()), ("text", text)]).into()
    }

    fn award(&self, award: &Award) -> Value {
        map([
            ("id", award.id.as_str().into()),
            ("name", name(&award.name)),
            ("authority", name(&award.authority)),
            ("text", self.words(&award.text)),
            ("collective", self.criteria(&award.collective)),
            ("individual", self.criteria(&award.individual)),
        ])
        .into()
    }

    fn criteria(&self, criteria: &Criteria) -> Value {
        let rule = match criteria.rule {
            Rule::All => "all",
            Rule::Any => "any",
        };
        let each = criteria.criteria.iter().map(|criterion| {
            map([("id", criterion.id.as_str().into()), ("text", self.words(&criterion.text))])
        });
        map([
            ("rule", rule.into()),
            ("text", criteria.text.as_ref().map_or_else(Value::none, |text| self.words(text))),
            ("criteria", list(each)),
        ])
        .into()
    }

    fn form(&self, form: &Form) -> Value {
        map([
            ("name", name(&form.name)),
            ("appendix", name(&form.appendix)),
            ("decree", name(&form.decree)),
            ("href", self.document(&form.decree)),
            ("date", self.date(form.date)),
            ("as_printed", form.as_printed.as_ref().map_or_else(Value::none, name)),
        ])
        .into()
    }

    /// The way to the page of a content or movement: by its key in front matter, its id, and the page that the campaign
    /// names.
    fn page(&self, key: &str, id: &str, page: Option<&SourcePath>) -> Value {
        let permalink = page_permalink(self.site, self.lang, key, id, page);
        permalink.map(|permalink| self.base.href(permalink)).into()
    }

    /// The way to the page of a document.
    fn document(&self, number: &str) -> Value {
        let page = self.site.register.page(number, self.lang);
        page.map(|page| self.base.href(&self.site[page].permalink)).into()
    }

    /// What is read in full, with links to the documents it names.
    fn words(&self, text: &Text) -> Value {
        linked(text, self.site, self.base, |number| self.site.register.page(number, self.lang))
    }

    fn date(&self, day: jiff::civil::Date) -> Value {
        Value::from_serializable(&Date::new(day, self.lang.locale()))
    }
}

/// What a thing is called: it may stand in links, titles and attributes.
fn name(text: &Text) -> Value {
    word_value(text)
}

fn list(items: impl Iterator<Item = Entries>) -> Value {
    items.map(Value::from).collect::<Vec<_>>().into()
}
