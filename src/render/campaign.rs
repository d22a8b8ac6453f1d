//! The campaign as templates see it.

use std::borrow::Cow;

use serde_json::{Value as Json, json};
use tera::Value;

use crate::campaign::{Award, Campaign, Criteria, Form, PlanBlock, Rule, Text, Unit};
use crate::span::SourcePath;
use crate::text::{Locale, typography};

use super::views::Date;

/// The view of `campaign`; `unit_href` gives the link to the page of a unit, `page_href` that of a content or movement: by
/// its key in front matter, its id, and the page that the campaign names.
pub(super) fn view(
    campaign: &Campaign,
    locale: Locale,
    unit_href: impl Fn(&Unit) -> Option<String>,
    page_href: impl Fn(&str, &str, Option<&SourcePath>) -> Option<String>,
) -> Value {
    let date = |date| json!(Date::new(date, locale));
    let unit = |unit: &Unit| {
        json!({
            "id": unit.id.as_str(), "name": &*unit.name, "short_name": &**unit.short_name(),
            "head": unit.head.as_deref(), "sample": unit.sample, "href": unit_href(unit),
        })
    };
    let legal_basis: Vec<Json> = campaign
        .legal_basis
        .iter()
        .map(|basis| {
            json!({
                "number": &*basis.number, "date": date(basis.date), "issuer": &*basis.issuer,
                "kind": &*basis.kind, "title": &*basis.title,
            })
        })
        .collect();
    let contents = numbered(campaign.contents.iter(), |content, number| {
        let href = page_href("content", content.id.as_str(), content.page.as_deref());
        json!({
            "id": content.id.as_str(), "number": number, "name": &*content.name, "text": &*content.text,
            "href": href,
        })
    });
    let movements: Vec<Json> = campaign
        .movements
        .items
        .iter()
        .map(|movement| {
            let href = page_href("movement", movement.id.as_str(), movement.page.as_deref());
            json!({ "id": movement.id.as_str(), "name": &*movement.name, "href": href })
        })
        .collect();
    let parts = numbered(campaign.dossier.parts.iter(), |part, number| {
        let form = part.form.as_ref().map(|form| form_view(form, locale));
        json!({
            "id": part.id.as_str(), "number": number, "name": &*part.name, "text": &*part.text, "form": form,
        })
    });
    let steps = numbered(
        campaign.flow.steps.iter(),
        |step, number| json!({ "id": step.id.as_str(), "number": number, "actor": &*step.actor, "text": &*step.text }),
    );
    let duties: Vec<Json> = campaign
        .duties
        .iter()
        .map(|duty| {
            let named = duty.unit.as_ref().and_then(|id| campaign.units.get(id.as_str()));
            json!({ "unit": named.map(unit), "text": &*duty.text })
        })
        .collect();
    let body: Vec<Json> = campaign.plan.body.iter().map(block).collect();
    let mut view = json!({
        "name": &*campaign.name,
        "short_name": &*campaign.short_name,
        "issuer": &*campaign.issuer,
        "legal_basis": legal_basis,
        "purposes": texts(&campaign.purposes),
        "period": {
            "start": date(campaign.period.start), "end": date(campaign.period.end),
            "days": campaign.period.days(), "text": &*campaign.period.text,
        },
        "anniversary": {
            "date": date(campaign.anniversary.date), "of": date(campaign.anniversary.of),
            "name": &*campaign.anniversary.name,
        },
        "participants": {
            "collectives": &*campaign.participants.collectives,
            "individuals": &*campaign.participants.individuals,
        },
        "contents": contents,
        "movements": { "open": campaign.movements.open, "items": movements },
        "awards": campaign.awards.iter().map(award).collect::<Vec<_>>(),
        "dossier": { "text": &*campaign.dossier.text, "parts": parts },
        "flow": { "text": &*campaign.flow.text, "steps": steps },
        "duties": duties,
        "recipients": { "lead": &*campaign.recipients.lead, "items": texts(&campaign.recipients.items) },
        "signer": { "title": &*campaign.signer.title, "name": &*campaign.signer.name },
        "plan": {
            "number": &*campaign.plan.number, "place": &*campaign.plan.place,
            "date_text": &*campaign.plan.date_text, "kind": &*campaign.plan.kind,
            "title": &*campaign.plan.title, "body": body,
        },
        "units": campaign.units.iter().map(unit).collect::<Vec<_>>(),
    });
    bind(&mut view);
    Value::from_serializable(&view)
}

/// No line ends between what belongs together. Ids and links have no spaces.
fn bind(view: &mut Json) {
    match view {
        Json::String(text) => {
            if let Cow::Owned(bound) = typography::bind(text) {
                *text = bound;
            }
        }
        Json::Array(items) => items.iter_mut().for_each(bind),
        Json::Object(entries) => entries.values_mut().for_each(bind),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

fn texts(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|text| text.as_str()).collect()
}

/// Each item with its number, from 1.
fn numbered<T>(items: impl Iterator<Item = T>, view: impl Fn(T, usize) -> Json) -> Vec<Json> {
    items.enumerate().map(|(index, item)| view(item, index + 1)).collect()
}

fn award(award: &Award) -> Json {
    json!({
        "id": award.id.as_str(), "name": &*award.name, "authority": &*award.authority, "text": &*award.text,
        "collective": criteria(&award.collective), "individual": criteria(&award.individual),
    })
}

fn criteria(criteria: &Criteria) -> Json {
    let rule = match criteria.rule {
        Rule::All => "all",
        Rule::Any => "any",
    };
    let each: Vec<Json> = criteria
        .criteria
        .iter()
        .map(|criterion| json!({ "id": criterion.id.as_str(), "text": &*criterion.text }))
        .collect();
    json!({ "rule": rule, "text": criteria.text.as_deref(), "criteria": each })
}

fn form_view(form: &Form, locale: Locale) -> Json {
    json!({
        "name": &*form.name, "appendix": &*form.appendix, "decree": &*form.decree,
        "date": Date::new(form.date, locale), "as_printed": form.as_printed.as_deref(),
    })
}

fn block(block: &PlanBlock) -> Json {
    let (kind, text) = match block {
        PlanBlock::Text(text) => ("text", Some(text)),
        PlanBlock::Heading(text) => ("heading", Some(text)),
        PlanBlock::Subheading(text) => ("subheading", Some(text)),
        PlanBlock::Show(shown) => (shown.key(), None),
    };
    json!({ "kind": kind, "text": text.map(|text| text.as_str()) })
}
