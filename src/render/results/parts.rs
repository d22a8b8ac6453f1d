//! The results: posts, undertakings, reports by week, nominations.

use crate::campaign::Undertaking;
use crate::content::{Done, NominationState, NomineeKind};
use crate::site::{CellState, PageId, Phase, Standing, State, dossier_file};
use crate::text::Locale;

use super::day;
use super::gather::{Gathered, named};
use super::markdown::{cell, table};

/// How many posts there are by unit, content and movement.
pub(super) fn posts(gathered: &Gathered<'_>) -> String {
    let mut text = String::from("### 1. Tin, bài\n\n");
    let counted = |of: &str, rows: Vec<(String, Vec<PageId>)>| {
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(name, pages)| vec![name, pages.len().to_string(), gathered.sources(&pages)])
            .collect();
        table(&[of, "Số tin, bài", "Nguồn"], &rows)
    };
    let units = gathered
        .units()
        .map(|(_, unit)| (named(&unit.name, unit.sample), gathered.posts_of("unit", unit.id.as_str())));
    let mut units: Vec<_> = units.collect();
    let without = gathered.posts.iter().copied();
    let without: Vec<_> =
        without.filter(|page| gathered.site[*page].document.front.unit().is_none()).collect();
    if !without.is_empty() {
        units.push(("Không ghi đơn vị".to_owned(), without));
    }
    text += &counted("Đơn vị", units);
    let contents = gathered.campaign.contents.iter();
    let contents = contents.map(|it| (cell(&it.name), gathered.posts_of("content", it.id.as_str())));
    text += &counted("Nội dung thi đua", contents.collect());
    let movements = gathered.campaign.movements.items.iter();
    let movements = movements.map(|it| (cell(&it.name), gathered.posts_of("movement", it.id.as_str())));
    text += &counted("Phong trào", movements.collect());
    text + "Một bài có thể thuộc nhiều nội dung, phong trào, nên các số trong bảng không cộng vào nhau.\n\n"
}

/// How far undertakings are: what they come to, then each.
pub(super) fn undertakings(gathered: &Gathered<'_>) -> String {
    let mut text = String::from("### 2. Công trình, phần việc đăng ký\n\n");
    let all: Vec<_> = gathered.undertakings().collect();
    if all.is_empty() {
        return text + "Chưa có phần việc nào được đăng ký.\n\n";
    }
    let [done, under_way, not_begun] = counts(&all);
    text += &format!(
        "Tổng số {} phần việc: {done} đã xong, {under_way} đang làm, {not_begun} chưa bắt đầu.\n\n",
        all.len()
    );
    let summed = |of: &str, rows: Vec<(String, Vec<(&Undertaking, &Standing)>)>| {
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(name, of)| {
                let [done, under_way, not_begun] = counts(&of).map(|count| count.to_string());
                let pages = of.iter().filter_map(|(_, standing)| Some(standing.latest()?.page));
                let sources = gathered.sources(&pages.collect::<Vec<_>>());
                vec![name, of.len().to_string(), done, under_way, not_begun, sources]
            })
            .collect();
        table(&[of, "Phần việc", "Đã xong", "Đang làm", "Chưa bắt đầu", "Nguồn"], &rows)
    };
    let of = |is_of: &dyn Fn(&Undertaking) -> bool| -> Vec<_> {
        all.iter().copied().filter(|(undertaking, _)| is_of(undertaking)).collect()
    };
    let units =
        gathered.units().map(|(_, unit)| (named(&unit.name, unit.sample), of(&|it| it.unit == unit.id)));
    text += &summed("Đơn vị", units.collect());
    let contents = gathered.campaign.contents.iter();
    let contents = contents.map(|content| (cell(&content.name), of(&|it| it.content == content.id)));
    text += &summed("Nội dung thi đua", contents.collect());
    let movements = gathered.campaign.movements.items.iter();
    let movements = movements
        .map(|movement| (cell(&movement.name), of(&|it| it.movement.as_ref() == Some(&movement.id))));
    text += &summed("Phong trào", movements.collect());
    for (state, title) in
        [(State::Done, "Đã xong"), (State::UnderWay, "Đang làm"), (State::NotBegun, "Chưa bắt đầu")]
    {
        let rows: Vec<_> = all
            .iter()
            .filter(|(_, standing)| standing.state == state)
            .map(|(undertaking, standing)| row(gathered, undertaking, standing))
            .collect();
        text += &format!("**{title}: {}**\n\n", rows.len());
        text += &table(&["Phần việc", "Đơn vị", "Đã làm được", "Thời hạn", "Nguồn"], &rows);
    }
    text
}

fn counts(of: &[(&Undertaking, &Standing)]) -> [usize; 3] {
    [State::Done, State::UnderWay, State::NotBegun]
        .map(|state| of.iter().filter(|(_, standing)| standing.state == state).count())
}

fn row(gathered: &Gathered<'_>, undertaking: &Undertaking, standing: &Standing) -> Vec<String> {
    let reached = standing.latest().map(|figure| match (figure.done, &undertaking.measure) {
        (Done::Figure(done), Some(measure)) => {
            let [done, target] = [done, measure.target].map(|figure| figure.format(Locale::Vi));
            format!("{done}/{target} {} ({}%)", cell(&measure.per), figure.percent)
        }
        (Done::Whether(true), _) => "đã xong".to_owned(),
        (Done::Whether(false), _) | (Done::Figure(_), None) => "đang làm".to_owned(),
    });
    vec![
        named(&undertaking.title, undertaking.sample),
        gathered.unit_name(undertaking.unit.as_str()),
        reached.unwrap_or_default(),
        undertaking.due.as_ref().map(|due| day(**due)).unwrap_or_default(),
        standing.latest().map(|figure| gathered.source(figure.page)).unwrap_or_default(),
    ]
}

/// Who has reported on which weeks.
pub(super) fn weeks(gathered: &Gathered<'_>) -> String {
    let board = &gathered.board;
    let is_within = |at: usize| {
        let week = board.weeks[at].week;
        week.from <= gathered.to && gathered.from <= week.to
    };
    let over = board.weeks.iter().filter(|week| week.phase == Phase::Over).count();
    let rows = gathered.units().filter(|(_, unit)| !unit.exempt).map(|(at, unit)| {
        let cells = board.rows[at].cells.iter().enumerate().filter(|(at, _)| is_within(*at));
        let cells: Vec<_> = cells.collect();
        let weeks = |state: CellState| {
            let weeks = cells.iter().filter(|(_, cell)| cell.state == state);
            weeks.map(|(at, _)| (at + 1).to_string()).collect::<Vec<_>>()
        };
        let pages: Vec<_> = cells.iter().flat_map(|(_, cell)| cell.reports.iter().copied()).collect();
        let reported = weeks(CellState::Reported);
        vec![
            named(&unit.name, unit.sample),
            reported.len().to_string(),
            reported.join(", "),
            weeks(CellState::Late).join(", "),
            gathered.sources(&pages),
        ]
    });
    let rows: Vec<_> = rows.collect();
    format!(
        "### 3. Báo cáo tuần\n\nĐợt thi đua có {} tuần, đã qua {over} tuần.\n\n{}",
        board.weeks.len(),
        table(&["Đơn vị", "Số tuần đã báo cáo", "Các tuần", "Tuần còn thiếu", "Nguồn"], &rows)
    )
}

/// The nominations by how far they have come.
pub(super) fn nominations(gathered: &Gathered<'_>) -> String {
    const STATES: [(NominationState, &str); 6] = [
        (NominationState::Preparing, "Đang chuẩn bị hồ sơ"),
        (NominationState::Submitted, "Đã nộp hồ sơ"),
        (NominationState::Reviewed, "Hội đồng đã xét"),
        (NominationState::SentUp, "Đã trình cấp có thẩm quyền"),
        (NominationState::Awarded, "Được khen thưởng"),
        (NominationState::NotAwarded, "Không được khen thưởng"),
    ];
    let mut text = String::from("### 4. Đề nghị khen thưởng\n\n");
    let all = gathered.nominations.iter().copied();
    let all: Vec<_> = all
        .filter_map(|page| Some((page, gathered.site[page].document.front.nomination.as_ref()?)))
        .collect();
    if all.is_empty() {
        return text + "Chưa có hồ sơ đề nghị khen thưởng nào.\n\n";
    }
    let rows = STATES.iter().filter_map(|(state, title)| {
        let of: Vec<_> = all.iter().filter(|(_, nomination)| nomination.state == *state).collect();
        let count = |kind| of.iter().filter(|(_, nomination)| nomination.kind == kind).count().to_string();
        let pages: Vec<_> = of.iter().map(|(page, _)| *page).collect();
        (!of.is_empty()).then(|| {
            vec![
                (*title).to_owned(),
                count(NomineeKind::Collective),
                count(NomineeKind::Individual),
                gathered.sources(&pages),
            ]
        })
    });
    let parts = &gathered.campaign.dossier.parts;
    let is_whole = |page: &PageId| {
        let nomination = gathered.site[*page].document.front.nomination.as_ref();
        nomination.is_some_and(|it| parts.iter().all(|part| dossier_file(it, part).is_some()))
    };
    let whole = gathered.nominations.iter().filter(|page| is_whole(page)).count();
    text += &format!("Tổng số {} hồ sơ, trong đó {whole} hồ sơ đủ các phần.\n\n", all.len());
    text + &table(&["Tình trạng", "Tập thể", "Cá nhân", "Nguồn"], &rows.collect::<Vec<_>>())
}
