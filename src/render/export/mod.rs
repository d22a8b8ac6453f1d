//! Files for other programs: the calendar and the tables.
//!
//! 1. `table` gathers what a table holds; `csv` and `json` write it.
//! 2. `calendar` writes the days of the campaign.
//! 3. [`Renderer::exports_view`] gives the ways to them to templates that name `exports`.

mod calendar;
mod csv;
mod json;
mod table;

use tera::Value;

use crate::site::{Export, Table, TableFormat, exports};

use super::board::map;
use super::renderer::Renderer;
use super::scene::Scene;

pub(super) use calendar::words;

impl Renderer<'_> {
    /// Writes a file for other programs.
    pub(super) fn export(&self, export: Export) -> Vec<u8> {
        match export {
            Export::Calendar => calendar::write(self),
            Export::Table(table, TableFormat::Csv) => csv::write(&table::gather(self, table), self.locale()),
            Export::Table(table, TableFormat::Json) => json::write(&table::gather(self, table)),
        }
    }

    /// The ways to the files; null where there are none.
    pub(super) fn exports_view(&self, scene: &Scene) -> Value {
        if exports(self.input.site).is_empty() {
            return Value::none();
        }
        let href = |export: Export| Value::from(scene.base.href(&export.permalink()));
        let table = |table: Table| {
            Value::from(map([
                ("csv", href(Export::Table(table, TableFormat::Csv))),
                ("json", href(Export::Table(table, TableFormat::Json))),
            ]))
        };
        map([
            ("calendar", href(Export::Calendar)),
            ("units", table(Table::Units)),
            ("undertakings", table(Table::Undertakings)),
            ("progress", table(Table::Progress)),
            ("nominations", table(Table::Nominations)),
            ("documents", table(Table::Documents)),
        ])
        .into()
    }
}
