//! What is still missing before the report can be finished, as far as the site can tell.

use crate::site::{CellState, dossier_file};

use super::day;
use super::gather::{Gathered, named};
use super::markdown::{BLANK, cell};

/// The list of it.
pub(super) fn write(gathered: &Gathered<'_>) -> String {
    let mut lines = late(gathered);
    lines.extend(undertakings(gathered));
    lines.extend(nominations(gathered));
    let units = gathered.units().filter(|(_, unit)| !unit.exempt);
    let silent = units.filter(|(_, unit)| gathered.posts_of("unit", unit.id.as_str()).is_empty());
    lines.extend(silent.map(|(_, unit)| format!("{}: chưa có tin, bài", named(&unit.name, unit.sample))));
    let list: String = lines.iter().map(|line| format!("- {line}.\n")).collect();
    let list = if list.is_empty() {
        "- Không có báo cáo, số liệu, hồ sơ nào còn thiếu.\n".to_owned()
    } else {
        list
    };
    format!("## III. CÒN THIẾU, CẦN BỔ SUNG\n\n{list}- {BLANK}\n\n")
}

fn late(gathered: &Gathered<'_>) -> Vec<String> {
    let lines = gathered.units().filter_map(|(at, unit)| {
        let weeks: Vec<_> = gathered.board.rows[at].weeks(CellState::Late).map(|it| it.to_string()).collect();
        let name = named(&unit.name, unit.sample);
        (!weeks.is_empty()).then(|| format!("{name}: chưa có báo cáo tuần {}", weeks.join(", ")))
    });
    lines.collect()
}

fn undertakings(gathered: &Gathered<'_>) -> Vec<String> {
    let lines = gathered.undertakings().filter_map(|(undertaking, standing)| {
        let (unit, title) =
            (gathered.unit_name(undertaking.unit.as_str()), named(&undertaking.title, undertaking.sample));
        match &undertaking.due {
            Some(due) if standing.is_overdue => {
                Some(format!("{unit}: “{title}” đã quá hạn ngày {}", day(**due)))
            }
            _ if standing.figures.is_empty() => Some(format!("{unit}: “{title}” chưa có số liệu")),
            _ => None,
        }
    });
    lines.collect()
}

fn nominations(gathered: &Gathered<'_>) -> Vec<String> {
    let lines = gathered.nominations.iter().filter_map(|&page| {
        let nomination = gathered.site[page].document.front.nomination.as_ref()?;
        let parts = gathered.campaign.dossier.parts.iter();
        let missing = parts.filter(|part| dossier_file(nomination, part).is_none());
        let missing: Vec<_> = missing.map(|part| cell(&part.name)).collect();
        let (nominee, list) = (gathered.source(page), missing.join(", "));
        (!missing.is_empty()).then(|| format!("{nominee}: hồ sơ còn thiếu {list}"))
    });
    lines.collect()
}
