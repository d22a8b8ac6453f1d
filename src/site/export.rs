//! What leaves the site for other programs: a calendar, and tables of the campaign's data.

use crate::permalink::Permalink;

use super::model::Site;

/// A file for other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Export {
    /// The days of the campaign, for calendars.
    Calendar,
    /// A table of its data.
    Table(Table, TableFormat),
}

/// What a table is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// The units.
    Units,
    /// What they have registered to do.
    Undertakings,
    /// The figures of their reports.
    Progress,
    /// The nominations for awards.
    Nominations,
    /// The official documents.
    Documents,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableFormat {
    /// For spreadsheets.
    Csv,
    /// For other programs.
    Json,
}

/// The files for other programs that a site has: none without a campaign, or where its settings want none.
pub fn exports(site: &Site) -> Vec<Export> {
    if site.campaign.is_none() || !site.config.exports {
        return Vec::new();
    }
    let tables = Table::ALL
        .into_iter()
        .flat_map(|table| [TableFormat::Csv, TableFormat::Json].map(|format| Export::Table(table, format)));
    [Export::Calendar].into_iter().chain(tables).collect()
}

impl Export {
    /// Where it stands.
    pub fn permalink(self) -> Permalink {
        match self {
            Self::Calendar => Permalink::file("lich.ics"),
            Self::Table(table, format) => {
                let ending = match format {
                    TableFormat::Csv => "csv",
                    TableFormat::Json => "json",
                };
                Permalink::file(&format!("du-lieu/{}.{ending}", table.file()))
            }
        }
    }
}

impl Table {
    /// All of them, in order.
    pub const ALL: [Self; 5] =
        [Self::Units, Self::Undertakings, Self::Progress, Self::Nominations, Self::Documents];

    /// The name of its file.
    fn file(self) -> &'static str {
        match self {
            Self::Units => "don-vi",
            Self::Undertakings => "phan-viec",
            Self::Progress => "tien-do",
            Self::Nominations => "de-nghi-khen-thuong",
            Self::Documents => "van-ban",
        }
    }
}
