//! Nominations for awards (đề nghị khen thưởng): which there are, what their dossiers lack, and what is wrong with them.

use std::ops::Range;

use jiff::civil::Date;

use crate::campaign::{Award, Campaign, Criteria, DossierPart, Form, OldForm, Rule};
use crate::content::{Document, Nomination, NominationState, NomineeKind};
use crate::diag::{Diagnostic, message};
use crate::span::Span;
use crate::text::{collate, suggest};

use super::model::{PageId, Site};

/// The nominations that are shown and were there by `today`: collectives, then individuals, each in the order of names.
pub fn nominations(site: &Site, today: Date) -> Vec<PageId> {
    let main = &site.config.main().lang;
    let mut found: Vec<_> = site
        .pages()
        .filter(|(_, page)| page.document.date.is_none_or(|date| date <= today))
        .filter(|(_, page)| {
            page.document.lang == *main || page.translations.iter().all(|(lang, _)| lang != main)
        })
        .filter_map(|(id, page)| Some((id, page.document.front.nomination.as_ref()?)))
        .collect();
    found.sort_by_cached_key(|(id, nomination)| {
        let name = match nomination.kind {
            NomineeKind::Collective => collate::key(&nomination.nominee),
            NomineeKind::Individual => collate::person_key(&nomination.nominee),
        };
        (nomination.kind == NomineeKind::Individual, name, *id)
    });
    found.into_iter().map(|(id, _)| id).collect()
}

/// The file of a part of the dossier as its author wrote it; none where it is missing.
pub fn dossier_file<'a>(nomination: &'a Nomination, part: &DossierPart) -> Option<&'a str> {
    nomination.dossier.get(part.id.as_str())?.as_deref()
}

/// The criteria of an award for such a nominee.
pub fn criteria_for(award: &Award, kind: NomineeKind) -> &Criteria {
    match kind {
        NomineeKind::Collective => &award.collective,
        NomineeKind::Individual => &award.individual,
    }
}

/// What a nomination names and the campaign does not have: an error whether the page is shown yet or not.
pub(super) fn check_document(document: &Document, campaign: &Campaign) -> Vec<Diagnostic> {
    let Some(nomination) = &document.front.nomination else { return Vec::new() };
    let mut findings = unknown_parts(document, nomination, campaign);
    if nomination.award.is_empty() {
        return findings;
    }
    match campaign.award(&nomination.award) {
        Some(award) => findings.extend(unknown_criteria(document, nomination, award)),
        None => findings.push(unknown_award(document, nomination, campaign)),
    }
    findings
}

/// What the nominations that are shown lack, and forms out of use that they or the campaign cite.
pub(super) fn check_nominations(site: &Site) -> Vec<Diagnostic> {
    let Some(campaign) = &site.campaign else { return Vec::new() };
    let forms: Vec<&Form> = campaign.dossier.parts.iter().filter_map(|part| part.form.as_ref()).collect();
    let mut findings = Vec::new();
    for part in &campaign.dossier.parts {
        for text in [&part.name, &part.text] {
            findings
                .extend(old_forms(text, &forms).into_iter().map(|(at, form)| old_form(form, text.part(at))));
        }
    }
    for page in &site.pages {
        let document = &page.document;
        let Some(nomination) = &document.front.nomination else { continue };
        findings.extend(missing_criterion(document, nomination, campaign));
        findings.extend(missing_part(document, nomination, campaign));
        let cited = old_forms(&document.text, &forms).into_iter();
        findings.extend(cited.map(|(at, form)| old_form(form, Span::new(&document.path, at))));
    }
    findings
}

fn unknown_parts(document: &Document, nomination: &Nomination, campaign: &Campaign) -> Vec<Diagnostic> {
    let known: Vec<_> = campaign.dossier.parts.iter().map(|part| part.id.as_str()).collect();
    let strange = nomination.dossier.keys().filter(|part| !known.contains(&part.as_str()));
    let unknown_part = |part: &String| {
        let what = message!(
            "hồ sơ khen thưởng không có phần nào mang mã “{part}”",
            "the dossier has no part with the id “{part}”"
        );
        let at = document.yaml.place(&["nomination", "dossier", part]);
        unknown(Diagnostic::error("unknown-dossier-part", what), part, &known, at)
    };
    strange.map(unknown_part).collect()
}

fn unknown_award(document: &Document, nomination: &Nomination, campaign: &Campaign) -> Diagnostic {
    let written = &nomination.award;
    let known: Vec<_> = campaign.awards.iter().map(|award| award.id.as_str()).collect();
    let what =
        message!("không có hình thức khen thưởng nào mang mã “{written}”", "no award has the id “{written}”");
    let at = document.yaml.place(&["nomination", "award"]);
    unknown(Diagnostic::error("unknown-award", what), written, &known, at)
}

fn unknown_criteria(document: &Document, nomination: &Nomination, award: &Award) -> Vec<Diagnostic> {
    let ids = |kind| -> Vec<&str> {
        criteria_for(award, kind).criteria.iter().map(|criterion| criterion.id.as_str()).collect()
    };
    let (collective, individual) = (ids(NomineeKind::Collective), ids(NomineeKind::Individual));
    let (known, others) = match nomination.kind {
        NomineeKind::Collective => (collective, individual),
        NomineeKind::Individual => (individual, collective),
    };
    let strange = nomination.criteria.iter().filter(|criterion| !known.contains(&criterion.as_str()));
    let finding = |criterion: &String| {
        let at = document.yaml.place_of(&["nomination", "criteria"], criterion);
        if others.contains(&criterion.as_str()) {
            return wrong_criterion(criterion, nomination.kind, &known).at(at);
        }
        let what = match nomination.kind {
            NomineeKind::Collective => message!(
                "không có tiêu chuẩn “{criterion}” cho tập thể ở “{award}”",
                "“{award}” has no criterion “{criterion}” for collectives",
                award = award.id
            ),
            NomineeKind::Individual => message!(
                "không có tiêu chuẩn “{criterion}” cho cá nhân ở “{award}”",
                "“{award}” has no criterion “{criterion}” for individuals",
                award = award.id
            ),
        };
        unknown(Diagnostic::error("unknown-criterion", what), criterion, &known, at)
    };
    strange.map(finding).collect()
}

/// A criterion of individuals chosen for a collective, or the other way round.
fn wrong_criterion(criterion: &str, kind: NomineeKind, known: &[&str]) -> Diagnostic {
    let list = known.join(", ");
    let (what, help) = match kind {
        NomineeKind::Collective => (
            message!(
                "“{criterion}” là tiêu chuẩn của cá nhân, không dùng cho tập thể",
                "“{criterion}” is a criterion for individuals, not for a collective"
            ),
            message!(
                "tiêu chuẩn của tập thể: {list}; nếu đề nghị cho một người thì ghi kind: individual",
                "criteria for collectives: {list}; if one person is nominated, write kind: individual"
            ),
        ),
        NomineeKind::Individual => (
            message!(
                "“{criterion}” là tiêu chuẩn của tập thể, không dùng cho cá nhân",
                "“{criterion}” is a criterion for collectives, not for an individual"
            ),
            message!(
                "tiêu chuẩn của cá nhân: {list}; nếu đề nghị cho một đơn vị thì ghi kind: collective",
                "criteria for individuals: {list}; if a unit is nominated, write kind: collective"
            ),
        ),
    };
    Diagnostic::error("wrong-criterion", what).help(help)
}

/// No criterion is chosen, or not all of those that must be met together.
fn missing_criterion(
    document: &Document,
    nomination: &Nomination,
    campaign: &Campaign,
) -> Option<Diagnostic> {
    let criteria = criteria_for(campaign.award(&nomination.award)?, nomination.kind);
    let is_chosen = |id: &str| nomination.criteria.iter().any(|chosen| chosen == id);
    let ids = criteria.criteria.iter().map(|criterion| criterion.id.as_str());
    // A strange one has been told; it may be the one that seems to be missing.
    let is_known = |id: &String| criteria.criteria.iter().any(|criterion| criterion.id.as_str() == id);
    let is_told = !nomination.criteria.iter().all(is_known);
    let open: Vec<_> = ids.filter(|id| !is_chosen(id)).collect();
    let list = open.join(", ");
    let (what, help) = match criteria.rule {
        _ if nomination.criteria.is_empty() => (
            message!("chưa chọn tiêu chuẩn khen thưởng nào", "no criterion is chosen"),
            message!(
                "thêm criteria: [{list}], giữ lại những tiêu chuẩn đạt được",
                "add criteria: [{list}], with those that are met"
            ),
        ),
        Rule::All if !open.is_empty() && !is_told => (
            message!("còn thiếu tiêu chuẩn: {list}", "criteria that are missing: {list}"),
            message!(
                "hình thức khen thưởng này đòi hỏi đạt đủ các tiêu chuẩn",
                "this award asks for all of its criteria"
            ),
        ),
        Rule::All | Rule::Any => return None,
    };
    let keys: &[&str] =
        if nomination.criteria.is_empty() { &["nomination"] } else { &["nomination", "criteria"] };
    Some(Diagnostic::warning("missing-criterion", what).at(document.yaml.place(keys)).help(help))
}

/// Parts without a file in a dossier that is said to be handed in.
fn missing_part(document: &Document, nomination: &Nomination, campaign: &Campaign) -> Option<Diagnostic> {
    if nomination.state == NominationState::Preparing {
        return None;
    }
    let lacking = campaign.dossier.parts.iter().filter(|part| dossier_file(nomination, part).is_none());
    let lacking: Vec<_> = lacking.map(|part| part.id.as_str()).collect();
    if lacking.is_empty() {
        return None;
    }
    let (list, first) = (lacking.join(", "), lacking[0]);
    let what = message!(
        "hồ sơ đã nộp mà chưa có tệp của phần: {list}",
        "the dossier is handed in, but has no file for: {list}"
    );
    let at = document.yaml.place(&["nomination", "state"]);
    Some(Diagnostic::warning("missing-dossier-part", what).at(at).help(message!(
        "chép tệp vào cạnh bài rồi ghi dưới dossier, như {first}: ten-tep.pdf; nếu chưa nộp thì ghi state: preparing",
        "put the file next to the page and name it below dossier, like {first}: name.pdf; or write state: preparing"
    )))
}

fn unknown(finding: Diagnostic, written: &str, known: &[&str], at: Span) -> Diagnostic {
    let list = known.join(", ");
    finding.at(at).help(match suggest::nearest(written, known.iter().copied()) {
        Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
        None => message!("các mã dùng được: {list}", "the ids that can be used: {list}"),
    })
}

fn old_form(form: &Form, at: Span) -> Diagnostic {
    let Form { name, appendix, decree, .. } = form;
    Diagnostic::warning(
        "outdated-form",
        message!("biểu mẫu, quy định này không còn dùng", "this form or decree is out of use"),
    )
    .at(at)
    .help(message!(
        "dùng {name}, {appendix}, Nghị định số {decree}",
        "use {name}, {appendix}, of decree {decree}"
    ))
}

/// Where a text cites a form that one of `forms` has taken the place of, by its name or by its decree.
fn old_forms<'a>(text: &str, forms: &[&'a Form]) -> Vec<(Range<usize>, &'a Form)> {
    let mut found = Vec::new();
    for form in forms {
        for old in &form.replaces {
            found.extend(citations(text, old).into_iter().map(|at| (at, *form)));
        }
    }
    found.sort_by_key(|(at, _)| at.start);
    found.dedup_by_key(|(at, _)| at.start);
    found
}

/// `Mẫu số 07`, `mẫu 7` and `91/2017` for the form 07 of 91/2017/NĐ-CP.
fn citations(text: &str, old: &OldForm) -> Vec<Range<usize>> {
    let number = |name: &str| -> String {
        let figures: String =
            name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        figures.trim_start_matches('0').to_owned()
    };
    let wanted = number(&old.name);
    let mut found = Vec::new();
    for word in ["Mẫu", "mẫu", "MẪU"] {
        for (at, _) in text.match_indices(word) {
            let rest = text[at + word.len()..].trim_start();
            let rest = ["số", "Số", "SỐ"]
                .iter()
                .find_map(|word| rest.strip_prefix(word))
                .unwrap_or(rest)
                .trim_start();
            let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
            if figures > 0 && rest[..figures].trim_start_matches('0') == wanted {
                found.push(at..text.len() - rest.len() + figures);
            }
        }
    }
    let decree: String = old.decree.split('/').take(2).collect::<Vec<_>>().join("/");
    for (at, _) in text.match_indices(&decree).filter(|_| !decree.is_empty()) {
        let end = at + decree.len();
        let is_part = text[..at].ends_with(|c: char| c.is_ascii_digit())
            || text[end..].starts_with(|c: char| c.is_ascii_digit());
        if !is_part {
            found.push(at..end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::citations;
    use crate::campaign::OldForm;

    #[test]
    fn a_form_out_of_use_is_found_however_it_is_cited() {
        let old = OldForm { name: "Mẫu số 07".to_owned(), decree: "91/2017/NĐ-CP".to_owned() };
        for (text, expected) in [
            ("theo Mẫu số 07.", vec!["Mẫu số 07"]),
            ("theo mẫu 7", vec!["mẫu 7"]),
            ("MẪU SỐ\u{a0}07", vec!["MẪU SỐ\u{a0}07"]),
            ("Mẫu số 70, Mẫu số 08, đơn vị mẫu A", vec![]),
            ("Mẫu 07, Nghị định 91/2017/NĐ-CP", vec!["Mẫu 07", "91/2017"]),
            ("191/2017, 91/20171", vec![]),
        ] {
            let found: Vec<_> = citations(text, &old).into_iter().map(|at| &text[at]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
