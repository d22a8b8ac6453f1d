//! The units (phòng, ban, đơn vị trực thuộc) and their names.

use std::collections::HashMap;

use crate::diag::{Diagnostic, message};
use crate::text::{nfc, suggest};
use crate::yaml::{Fields, Value};

use super::Duty;
use super::id::UnitId;
use super::non_empty::NonEmpty;
use super::part::{Part, distinct};
use super::spanned::Text;

/// A unit (đơn vị).
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// Its full name.
    pub name: Text,
    /// The name used where room is short.
    pub short_name: Option<Text>,
    /// Other names documents call it by.
    pub aliases: Vec<Text>,
    /// Who heads it.
    pub head: Option<Text>,
    /// Its rank in lists, from 1.
    pub order: Option<usize>,
    /// Whether it owes no weekly reports (không phải gửi báo cáo tuần), such as the one that collates them.
    pub exempt: bool,
    /// Whether it is only a sample (đơn vị mẫu), to be replaced before the site is used.
    pub sample: bool,
}

/// The units: by `order` first, those without it after them as the file has them. No two share an id or a name.
#[derive(Debug, Default, Clone)]
pub struct Units {
    all: Vec<Unit>,
    /// Where each stands, by its id.
    by_id: HashMap<String, usize>,
}

impl Unit {
    /// The short name, or the full one where there is none.
    pub fn short_name(&self) -> &Text {
        self.short_name.as_ref().unwrap_or(&self.name)
    }

    /// All it is called: full name, short name, aliases.
    pub fn names(&self) -> impl Iterator<Item = &Text> {
        [&self.name].into_iter().chain(&self.short_name).chain(&self.aliases)
    }
}

impl Units {
    /// All of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Unit> {
        self.all.iter()
    }

    /// The unit with this id.
    pub fn get(&self, id: &str) -> Option<&Unit> {
        self.by_id.get(id).map(|at| &self.all[*at])
    }

    /// The unit called just so: by its name, short name or an alias.
    pub fn named(&self, name: &str) -> Option<&Unit> {
        let name = nfc(name);
        self.iter().find(|unit| unit.names().any(|known| **known == name))
    }

    /// Their ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|unit| unit.id.as_str())
    }

    /// The finding that `id` is no unit's, with what may be meant instead; its place is the caller's to add.
    pub fn unknown(&self, id: &str) -> Diagnostic {
        let ids = self.ids().collect::<Vec<_>>().join(", ");
        Diagnostic::error(
            "unknown-unit",
            message!("không có đơn vị nào mang mã “{id}”", "no unit has the id “{id}”"),
        )
        .help(match suggest::nearest(id, self.ids()) {
            Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
            None if ids.is_empty() => message!(
                "ghi đơn vị này vào danh sách units trong campaign.yaml",
                "add the unit to the list units in campaign.yaml"
            ),
            None => message!("các mã đơn vị: {ids}", "the ids of the units: {ids}"),
        })
    }
}

impl<'a> IntoIterator for &'a Units {
    type Item = &'a Unit;
    type IntoIter = std::slice::Iter<'a, Unit>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Part for Units {
    const REQUIRED: bool = false;

    fn read(value: &Value<'_>) -> Option<Self> {
        let mut units: Vec<Unit> = Vec::read(value)?;
        distinct(value, units.iter().map(Unit::names), |name| {
            Diagnostic::error(
                "duplicate-unit-name",
                message!("hai đơn vị cùng mang tên “{name}”", "two units are called “{name}”"),
            )
            .help(message!(
                "mỗi tên, tên gọi tắt, tên gọi khác chỉ ghi cho một đơn vị",
                "give each name, short name and alias to one unit only"
            ))
        });
        units.sort_by_key(|unit| unit.order.unwrap_or(usize::MAX));
        // The first of two with one id, which is an error, counts.
        let by_id = units.iter().enumerate().rev().map(|(at, unit)| (unit.id.to_string(), at)).collect();
        Some(Self { all: units, by_id })
    }

    fn stand_in(_: &Value<'_>) -> Option<Self> {
        Some(Self::default())
    }

    fn texts<'a>(&'a self, found: &mut Vec<&'a Text>) {
        self.all.texts(found);
    }
}

/// Reports a duty that is given to an unknown unit.
pub(super) fn duties_name_units(fields: &Fields<'_>, duties: &Option<NonEmpty<Duty>>, units: &Option<Units>) {
    let Some(units) = units else { return };
    for id in duties.iter().flatten().filter_map(|duty| duty.unit.as_ref()) {
        if units.get(id.as_str()).is_none() {
            fields.whole().report(units.unknown(id.as_str()).at(id.span()));
        }
    }
}
