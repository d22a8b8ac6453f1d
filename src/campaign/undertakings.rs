//! What units have registered to do (công trình, phần việc đăng ký), and by when.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::diag::{Diagnostic, message};
use crate::text::{Decimal, suggest};
use crate::yaml::{Fields, Value};

use super::id::{ContentId, MovementId, UndertakingId, UnitId};
use super::non_empty::NonEmpty;
use super::part::Part;
use super::period::{Anniversary, Period};
use super::spanned::{Spanned, Text};
use super::units::Units;
use super::{Content, Movements};

/// An undertaking (công trình, phần việc) that a unit has registered.
#[derive(Debug, Clone)]
pub struct Undertaking {
    /// Its id.
    pub id: UndertakingId,
    /// The unit that has registered it.
    pub unit: UnitId,
    /// What is to be done.
    pub title: Text,
    /// The content of the campaign it belongs to (nội dung thi đua).
    pub content: ContentId,
    /// The movement it is tied to (phong trào).
    pub movement: Option<MovementId>,
    /// How much of it there is; none where it is only done or not done.
    pub measure: Option<Measure>,
    /// The last day it is to be done by (thời hạn).
    pub due: Option<Spanned<Date>>,
    /// Whether it is only a sample, to be replaced before the site is used.
    pub sample: bool,
}

/// How much is to be done: 12 hộ.
#[derive(Debug, Clone)]
pub struct Measure {
    /// The figure to reach (chỉ tiêu); more than 0.
    pub target: Decimal,
    /// What is counted (đơn vị tính): hộ, cây, km.
    pub per: Text,
}

/// The undertakings, in the order of the file.
#[derive(Debug, Default, Clone)]
pub struct Undertakings(Vec<Undertaking>);

impl Undertakings {
    /// All of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Undertaking> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The finding that `id` is no undertaking's, with what may be meant instead: one of `unit`'s before others. Its place
    /// is the caller's to add.
    pub fn unknown(&self, id: &str, unit: &str) -> Diagnostic {
        let own: Vec<_> =
            self.iter().filter(|it| it.unit.as_str() == unit).map(|it| it.id.as_str()).collect();
        let near = suggest::nearest(id, own.iter().copied())
            .or_else(|| suggest::nearest(id, self.iter().map(|it| it.id.as_str())));
        let own = own.join(", ");
        Diagnostic::error(
            "progress-unknown-undertaking",
            message!("không có phần việc nào mang mã “{id}”", "no undertaking has the id “{id}”"),
        )
        .help(match near {
            Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
            None if own.is_empty() => message!(
                "ghi phần việc này vào danh sách undertakings trong campaign.yaml",
                "add the undertaking to the list undertakings in campaign.yaml"
            ),
            None => message!("các phần việc của đơn vị: {own}", "the undertakings of the unit: {own}"),
        })
    }
}

impl<'a> IntoIterator for &'a Undertakings {
    type Item = &'a Undertaking;
    type IntoIter = std::slice::Iter<'a, Undertaking>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Part for Undertakings {
    const REQUIRED: bool = false;

    fn read(value: &Value<'_>) -> Option<Self> {
        Vec::read(value).map(Self)
    }

    fn stand_in(_: &Value<'_>) -> Option<Self> {
        Some(Self::default())
    }

    fn texts<'a>(&'a self, found: &mut Vec<&'a Text>) {
        self.0.texts(found);
    }
}

impl Part for Decimal {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.decimal()
    }
}

/// Whether a target can be reached at all; reports it otherwise.
pub(super) fn is_above_zero(fields: &mut Fields<'_>, target: Option<Decimal>) -> bool {
    let is_zero = target.is_some_and(Decimal::is_zero);
    if is_zero && let Some(target) = fields.get("target") {
        target.error(
            "number-invalid",
            message!("chỉ tiêu phải lớn hơn 0", "the target must be more than 0"),
            Some(message!(
                "sửa chỉ tiêu, hoặc bỏ measure nếu phần việc chỉ có xong hoặc chưa xong",
                "mend the target, or take measure out if the undertaking is only done or not done"
            )),
        );
    }
    !is_zero
}

/// What undertakings refer to, as far as it could be read.
pub(super) struct Referred<'a> {
    pub(super) units: &'a Option<Units>,
    pub(super) contents: &'a Option<NonEmpty<Content>>,
    pub(super) movements: &'a Option<Movements>,
    pub(super) period: &'a Option<Period>,
    pub(super) anniversary: &'a Option<Anniversary>,
}

/// Reports what undertakings refer to and is not there, and days on which nothing of the campaign can be due.
pub(super) fn undertakings_fit(
    fields: &Fields<'_>,
    undertakings: &Option<Undertakings>,
    referred: &Referred<'_>,
) {
    let Referred { units, contents, movements, period, anniversary } = referred;
    let units = units.as_ref().map(|units| (units, units.ids().collect::<HashSet<_>>()));
    for it in undertakings.iter().flatten() {
        if let Some((units, _)) = units.as_ref().filter(|(_, ids)| !ids.contains(it.unit.as_str())) {
            fields.whole().report(units.unknown(it.unit.as_str()).at(it.unit.span()));
        }
        let contents = contents.as_deref().unwrap_or_default();
        if !contents.is_empty() && contents.iter().all(|content| content.id != it.content) {
            fields.whole().report(Content::unknown(it.content.as_str(), contents).at(it.content.span()));
        }
        if let (Some(id), Some(movements)) = (&it.movement, movements)
            && movements.items.iter().all(|movement| movement.id != *id)
        {
            fields.whole().report(movements.unknown(id.as_str()).at(id.span()));
        }
        if let (Some(due), Some(period)) = (&it.due, period) {
            let last = anniversary.as_ref().map_or(period.end, |day| day.date.max(period.end));
            if **due < period.start || **due > last {
                fields.whole().report(due_outside(due));
            }
        }
    }
}

fn due_outside(due: &Spanned<Date>) -> Diagnostic {
    Diagnostic::warning(
        "outside-period",
        message!("thời hạn nằm ngoài đợt thi đua", "this is due outside the campaign"),
    )
    .at(due.span())
    .help(message!(
        "xem lại ngày: từ ngày đầu của đợt (period) đến hết ngày kỷ niệm (anniversary)",
        "look at the day again: from the first day (period) to the anniversary"
    ))
}
