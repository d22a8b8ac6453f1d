//! What is wrong with reports: in each by itself ([`check_document`]), and between them ([`check_reports`]).

use std::collections::HashMap;

use crate::campaign::{Campaign, Undertaking, Week};
use crate::content::{Document, Done, Progress};
use crate::diag::{Diagnostic, message};
use crate::span::Span;
use crate::text::{Decimal, Locale};

use super::super::model::Site;
use super::placed::{Unplaced, place};
use super::progress::{by_day, percent};
use super::{Known, Report, reports};

/// What a report gives figures of and cannot: an error whether the page is shown yet or not.
pub(in super::super) fn check_document(
    document: &Document,
    campaign: &Campaign,
    known: &Known<'_>,
) -> Vec<Diagnostic> {
    let Some(report) = &document.front.report else { return Vec::new() };
    let mut findings = Vec::new();
    let mut earlier: HashMap<&str, usize> = HashMap::new();
    for progress in &report.progress {
        let id = progress.undertaking.as_str();
        let at = |key| place_of(document, progress.at, key);
        let Some(undertaking) =
            known.undertakings.get(id).and_then(|&it| campaign.undertakings.iter().nth(it))
        else {
            if !id.is_empty() {
                findings.push(campaign.undertakings.unknown(id, &report.unit).at(at("undertaking")));
            }
            continue;
        };
        if let Some(&first) = earlier.get(id) {
            findings.push(repeated(id, at("undertaking"), place_of(document, first, "undertaking")));
            continue;
        }
        earlier.insert(id, progress.at);
        if undertaking.unit.as_str() != report.unit && known.units.contains_key(report.unit.as_str()) {
            findings.push(of_another_unit(campaign, undertaking).at(at("undertaking")));
        } else if percent(undertaking, progress.done).is_none() {
            findings.push(wrong_kind(undertaking).at(at("done")));
        }
    }
    findings
}

/// What the reports that are shown say that cannot all be so, or cannot be placed.
pub(in super::super) fn check_reports(site: &Site) -> Vec<Diagnostic> {
    let Some(campaign) = &site.campaign else { return Vec::new() };
    let weeks: Vec<_> = campaign.period.weeks().collect();
    let documents = site.pages.iter().map(|page| &page.document);
    let mut findings: Vec<_> = documents.filter_map(|document| unplaced(document, &weeks)).collect();
    let known = Known::of(campaign);
    let mut reports: Vec<_> = reports(site, &campaign.period).collect();
    reports.sort_by_key(by_day);
    findings.extend(repeated_reports(site, &reports));
    findings.extend(figures(site, campaign, &known, &reports));
    findings
}

/// A report that belongs to no week of the campaign.
fn unplaced(document: &Document, weeks: &[Week]) -> Option<Diagnostic> {
    let report = document.front.report.as_ref()?;
    let last = weeks.len();
    let own = |key: &str| document.yaml.place(&["report", key]);
    Some(match place(report, document.date, weeks).err()? {
        Unplaced::NoSuchWeek(week) => Diagnostic::warning(
            "outside-period",
            message!("đợt thi đua không có tuần {week}", "the campaign has no week {week}"),
        )
        .at(own("week"))
        .help(message!(
            "đợt thi đua có {last} tuần; báo cáo này chưa được tính",
            "the campaign has {last} weeks; this report does not count"
        )),
        Unplaced::Outside(_) => Diagnostic::warning(
            "outside-period",
            message!("báo cáo đề ngày nằm ngoài đợt thi đua", "the report is dated outside the campaign"),
        )
        .at(if report.date.is_some() { own("date") } else { document.yaml.place(&["date"]) })
        .help(message!(
            "sửa ngày, hoặc ghi tuần của báo cáo: week: 1 đến week: {last}; báo cáo này chưa được tính",
            "mend the day, or give the week it is about, from week: 1 to week: {last}; the report does not count"
        )),
        Unplaced::Undated => Diagnostic::warning(
            "report-undated",
            message!("báo cáo không cho biết tuần nào", "the report does not say which week it is about"),
        )
        .at(document.yaml.place(&["report"]))
        .help(message!(
            "thêm week: (số tuần) vào report; báo cáo này chưa được tính",
            "add week: (its number) to report; the report does not count"
        )),
    })
}

/// Second reports of a unit on a week.
fn repeated_reports(site: &Site, reports: &[Report<'_>]) -> Vec<Diagnostic> {
    let mut first: HashMap<(&str, u32), &Report<'_>> = HashMap::new();
    let mut findings = Vec::new();
    for report in reports {
        let week = report.placed.week.number;
        let earlier = *first.entry((&report.report.unit, week)).or_insert(report);
        if earlier.page == report.page {
            continue;
        }
        let place = |report: &Report<'_>| site[report.page].document.yaml.place(&["report"]);
        findings.push(
            Diagnostic::warning(
                "report-repeated",
                message!(
                    "đơn vị này đã có báo cáo tuần {week}",
                    "this unit has a report on week {week} already"
                ),
            )
            .at(place(report))
            .and_at(place(earlier), message!("báo cáo kia ở đây", "the other one is here"))
            .help(message!(
                "sửa số tuần hoặc đơn vị; nếu là một báo cáo viết hai lần thì giữ lại một",
                "mend the week or the unit; keep one of them if they are the same report"
            )),
        );
    }
    findings
}

/// Figures that exceed the target, or are less than an earlier one.
fn figures(site: &Site, campaign: &Campaign, known: &Known<'_>, reports: &[Report<'_>]) -> Vec<Diagnostic> {
    let undertakings: Vec<_> = campaign.undertakings.iter().collect();
    let mut before: HashMap<usize, (&Report<'_>, &Progress)> = HashMap::new();
    let mut findings = Vec::new();
    for report in reports {
        for progress in &report.report.progress {
            let Some(&at) = known.undertakings.get(progress.undertaking.as_str()) else { continue };
            let undertaking = undertakings[at];
            let is_own = undertaking.unit.as_str() == report.report.unit;
            let Some(percent) = percent(undertaking, progress.done).filter(|_| is_own) else { continue };
            let place = |report: &Report<'_>, progress: &Progress| {
                place_of(&site[report.page].document, progress.at, "done")
            };
            if let Some((earlier, was)) = before.insert(at, (report, progress))
                && is_less(progress.done, was.done)
            {
                let finding = goes_down(undertaking, was.done, progress.done).at(place(report, progress));
                let there = message!("số liệu trước đó ở đây", "the earlier figure is here");
                findings.push(finding.and_at(place(earlier, was), there));
            } else if percent > 100 {
                findings.push(over_target(undertaking, progress.done).at(place(report, progress)));
            }
        }
    }
    findings
}

fn is_less(now: Done, was: Done) -> bool {
    match (now, was) {
        (Done::Figure(now), Done::Figure(was)) => now < was,
        (Done::Whether(now), Done::Whether(was)) => was && !now,
        _ => false,
    }
}

fn place_of(document: &Document, item: usize, key: &str) -> Span {
    document.yaml.place(&["report", "progress", &item.to_string(), key])
}

fn repeated(id: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        "progress-repeated",
        message!("phần việc “{id}” được báo cáo hai lần", "the undertaking “{id}” is reported twice"),
    )
    .at(at)
    .and_at(first, message!("lần đầu ở đây", "first here"))
    .help(message!("giữ lại một dòng", "keep one of the lines"))
}

fn of_another_unit(campaign: &Campaign, undertaking: &Undertaking) -> Diagnostic {
    let (id, unit) = (&undertaking.id, &undertaking.unit);
    let name = campaign.unit(unit.as_str()).map_or("", |unit| unit.name.as_str());
    Diagnostic::error(
        "progress-of-another-unit",
        message!("phần việc “{id}” là của {name}", "the undertaking “{id}” is one of {name}"),
    )
    .help(message!(
        "kiểm tra mã phần việc; nếu đúng là phần việc này thì báo cáo phải ghi unit: {unit}",
        "look at the undertaking's id; if it is this one, the report must say unit: {unit}"
    ))
}

fn wrong_kind(undertaking: &Undertaking) -> Diagnostic {
    let id = &undertaking.id;
    let (what, help) = match &undertaking.measure {
        Some(measure) => {
            let (vi, en) = (measure.target.format(Locale::Vi), measure.target.format(Locale::En));
            let per = &measure.per;
            (
                message!("phần việc “{id}” tính bằng số {per}", "the undertaking “{id}” is counted in {per}"),
                message!("ghi số {per} đã xong, trong {vi} {per}", "write how many {per} of {en} are done"),
            )
        }
        None => (
            message!(
                "phần việc “{id}” chỉ có xong hoặc chưa xong",
                "the undertaking “{id}” is done or not done"
            ),
            message!(
                "ghi true (xong) hoặc false (chưa xong); muốn tính bằng số thì khai measure trong campaign.yaml",
                "write true or false; to count it, give it a measure in campaign.yaml"
            ),
        ),
    };
    Diagnostic::error("progress-wrong-kind", what).help(help)
}

fn goes_down(undertaking: &Undertaking, was: Done, now: Done) -> Diagnostic {
    let id = &undertaking.id;
    let (what, help) = match (was, now) {
        (Done::Figure(was), Done::Figure(now)) => {
            let [was_vi, now_vi] = [was, now].map(|figure| figure.format(Locale::Vi));
            let [was_en, now_en] = [was, now].map(|figure| figure.format(Locale::En));
            (
                message!(
                    "số liệu của phần việc “{id}” giảm từ {was_vi} xuống {now_vi}",
                    "the figure of the undertaking “{id}” goes down from {was_en} to {now_en}"
                ),
                message!(
                    "ghi số cộng dồn từ đầu đợt, không phải số làm được trong tuần; nếu số trước ghi nhầm thì sửa ở báo cáo trước",
                    "write what is done from the beginning on, not in the week alone; if the earlier figure was wrong, mend it there"
                ),
            )
        }
        _ => (
            message!(
                "phần việc “{id}” đã xong nay lại chưa xong",
                "the undertaking “{id}” was done and is not any more"
            ),
            message!("sửa ở báo cáo nào ghi nhầm", "mend the report that is wrong"),
        ),
    };
    Diagnostic::warning("progress-goes-down", what).help(help)
}

fn over_target(undertaking: &Undertaking, done: Done) -> Diagnostic {
    let id = &undertaking.id;
    let target = undertaking.measure.as_ref().map_or_else(Decimal::default, |measure| measure.target);
    let figure = match done {
        Done::Figure(figure) => figure,
        Done::Whether(_) => target,
    };
    let [figure_vi, target_vi] = [figure, target].map(|it| it.format(Locale::Vi));
    let [figure_en, target_en] = [figure, target].map(|it| it.format(Locale::En));
    Diagnostic::note(
        "progress-over-target",
        message!(
            "phần việc “{id}” vượt chỉ tiêu: {figure_vi} trên {target_vi}",
            "the undertaking “{id}” exceeds its target: {figure_en} of {target_en}"
        ),
    )
    .help(message!(
        "nếu đúng là vượt chỉ tiêu thì để nguyên; nếu gõ nhầm thì sửa lại số",
        "leave it if it is so; mend the figure if it was mistyped"
    ))
}
