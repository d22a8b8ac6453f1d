//! What each table holds, as the pages show it on the day of the build.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::campaign::{Campaign, Undertaking};
use crate::content::{Done, NominationState, NomineeKind};
use crate::permalink::{LinkBase, Permalink};
use crate::site::{self, CellState, Cited, PageId, Resolved, Standing, State, dossier_file, resolve_file};
use crate::text::{Decimal, Locale};

use super::super::renderer::Renderer;

/// Rows of as many cells as there are columns.
pub(super) struct Table<'a> {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell<'a>>>,
}

/// A column: its name for programs, and that for people.
pub(super) struct Column {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
}

/// What stands in a column of a row.
pub(super) enum Cell<'a> {
    Nothing,
    Text(Cow<'a, str>),
    List(Vec<Cow<'a, str>>),
    /// One of a few: its name for programs, and that for people.
    Choice(&'static str, &'static str),
    Count(usize),
    Figure(Decimal),
    Day(Date),
    Flag(bool),
}

/// A column's key, and its title in Vietnamese and in English.
type Head = (&'static str, &'static str, &'static str);

/// Gathers a table.
pub(super) fn gather<'a>(renderer: &'a Renderer<'_>, table: site::Table) -> Table<'a> {
    let Some(campaign) = &renderer.input.site.campaign else {
        return Table { columns: Vec::new(), rows: Vec::new() };
    };
    let gather = Gather { renderer, campaign, locale: renderer.locale(), base: renderer.away.as_ref() };
    match table {
        site::Table::Units => gather.units(),
        site::Table::Undertakings => gather.undertakings(),
        site::Table::Progress => gather.progress(),
        site::Table::Nominations => gather.nominations(),
        site::Table::Documents => gather.documents(),
    }
}

struct Gather<'a, 'r> {
    renderer: &'a Renderer<'r>,
    campaign: &'a Campaign,
    locale: Locale,
    /// How addresses are written; none on a site that does not know its own.
    base: Option<&'a LinkBase>,
}

impl<'a> Gather<'a, '_> {
    fn units(&self) -> Table<'a> {
        let board = &self.renderer.board;
        let units = self.campaign.units.iter().zip(board.rows.iter().zip(&board.units));
        let rows = units.map(|(unit, (row, share))| {
            [
                text(unit.id.as_str()),
                text(&unit.name),
                text(unit.short_name()),
                maybe(unit.head.as_ref().map(|head| head.as_str())),
                Cell::Flag(!unit.exempt),
                Cell::Count(row.weeks(CellState::Reported).count()),
                Cell::List(row.weeks(CellState::Late).map(|week| week.to_string().into()).collect()),
                Cell::Count(share.undertakings.len()),
                Cell::Count(share.done),
                Cell::Count(share.under_way),
                Cell::Count(share.not_begun),
                Cell::Count(share.percent as usize),
                Cell::Flag(unit.sample),
            ]
        });
        const HEADS: [Head; 13] = [
            ("id", "Mã đơn vị", "Unit id"),
            ("name", "Tên đơn vị", "Unit"),
            ("short_name", "Tên gọi tắt", "Short name"),
            ("head", "Người phụ trách", "Head"),
            ("reports", "Phải báo cáo tuần", "Owes weekly reports"),
            ("weeks_reported", "Số tuần đã báo cáo", "Weeks reported"),
            ("weeks_late", "Các tuần chậm báo cáo", "Weeks late"),
            ("undertakings", "Số phần việc", "Undertakings"),
            ("done", "Đã xong", "Done"),
            ("under_way", "Đang làm", "Under way"),
            ("not_begun", "Chưa bắt đầu", "Not begun"),
            ("percent", "Hoàn thành trung bình (%)", "Mean progress (%)"),
            ("sample", "Nội dung mẫu", "Sample"),
        ];
        self.table(HEADS, rows)
    }

    fn undertakings(&self) -> Table<'a> {
        let undertakings = self.campaign.undertakings.iter().zip(&self.renderer.board.standings);
        let rows = undertakings.map(|(undertaking, standing)| {
            let movement = undertaking.movement.as_ref().map(|id| id.as_str());
            let content = self.campaign.content(undertaking.content.as_str());
            let [target, per] = measure(undertaking);
            [
                text(undertaking.id.as_str()),
                text(&undertaking.title),
                text(undertaking.unit.as_str()),
                self.unit_name(undertaking.unit.as_str()),
                text(undertaking.content.as_str()),
                maybe(content.map(|content| content.name.as_str())),
                maybe(movement),
                maybe(movement.and_then(|id| self.campaign.movement(id)).map(|it| it.name.as_str())),
                target,
                per,
                undertaking.due.as_ref().map_or(Cell::Nothing, |due| Cell::Day(**due)),
                self.state(standing),
                standing.latest().map_or(Cell::Nothing, |figure| done(figure.done)),
                Cell::Count(standing.percent as usize),
                Cell::Flag(standing.is_overdue),
                Cell::Flag(undertaking.sample),
            ]
        });
        const HEADS: [Head; 16] = [
            ("id", "Mã phần việc", "Undertaking id"),
            ("title", "Công trình, phần việc", "Undertaking"),
            ("unit", "Mã đơn vị", "Unit id"),
            ("unit_name", "Tên đơn vị", "Unit"),
            ("content", "Mã nội dung", "Content id"),
            ("content_name", "Nội dung thi đua", "Content"),
            ("movement", "Mã phong trào", "Movement id"),
            ("movement_name", "Phong trào", "Movement"),
            ("target", "Chỉ tiêu", "Target"),
            ("per", "Đơn vị tính", "Counted in"),
            ("due", "Thời hạn", "Due"),
            ("state", "Tình trạng", "State"),
            ("done", "Đã làm được", "Reached"),
            ("percent", "Hoàn thành (%)", "Progress (%)"),
            ("overdue", "Quá hạn", "Overdue"),
            ("sample", "Nội dung mẫu", "Sample"),
        ];
        self.table(HEADS, rows)
    }

    /// Every figure of every report, by undertaking and day.
    fn progress(&self) -> Table<'a> {
        let undertakings = self.campaign.undertakings.iter().zip(&self.renderer.board.standings);
        let figures = undertakings.flat_map(|(undertaking, standing)| {
            standing.figures.iter().map(move |figure| (undertaking, figure))
        });
        let rows = figures.map(|(undertaking, figure)| {
            let [target, per] = measure(undertaking);
            [
                Cell::Day(figure.day),
                Cell::Count(figure.week as usize),
                text(undertaking.unit.as_str()),
                self.unit_name(undertaking.unit.as_str()),
                text(undertaking.id.as_str()),
                text(&undertaking.title),
                done(figure.done),
                target,
                per,
                Cell::Count(figure.percent as usize),
                maybe(figure.note.as_deref()),
                self.page(figure.page),
                Cell::Flag(self.renderer.input.site[figure.page].document.front.sample),
            ]
        });
        const HEADS: [Head; 13] = [
            ("date", "Ngày", "Day"),
            ("week", "Tuần", "Week"),
            ("unit", "Mã đơn vị", "Unit id"),
            ("unit_name", "Tên đơn vị", "Unit"),
            ("undertaking", "Mã phần việc", "Undertaking id"),
            ("title", "Công trình, phần việc", "Undertaking"),
            ("done", "Đã làm được", "Reached"),
            ("target", "Chỉ tiêu", "Target"),
            ("per", "Đơn vị tính", "Counted in"),
            ("percent", "Hoàn thành (%)", "Progress (%)"),
            ("note", "Ghi chú", "Note"),
            ("page", "Báo cáo", "Report"),
            ("sample", "Nội dung mẫu", "Sample"),
        ];
        self.table(HEADS, rows)
    }

    fn nominations(&self) -> Table<'a> {
        let site = self.renderer.input.site;
        let nominations = self.renderer.nominations.iter();
        let nominations =
            nominations.filter_map(|&id| Some((id, site[id].document.front.nomination.as_ref()?)));
        let rows = nominations.map(|(id, nomination)| {
            let award = self.campaign.award(&nomination.award);
            let parts = |is_there: bool| {
                let parts = self.campaign.dossier.parts.iter();
                let parts = parts.filter(|part| dossier_file(nomination, part).is_some() == is_there);
                Cell::List(parts.map(|part| part.name.as_str().into()).collect())
            };
            [
                text(&nomination.nominee),
                self.choice(match nomination.kind {
                    NomineeKind::Collective => ("collective", "tập thể", "collective"),
                    NomineeKind::Individual => ("individual", "cá nhân", "individual"),
                }),
                maybe(nomination.unit.as_deref()),
                nomination.unit.as_deref().map_or(Cell::Nothing, |unit| self.unit_name(unit)),
                award.map_or_else(|| text(&nomination.award), |award| text(&award.name)),
                Cell::List(nomination.criteria.iter().map(|id| id.as_str().into()).collect()),
                self.choice(match nomination.state {
                    NominationState::Preparing => ("preparing", "đang chuẩn bị hồ sơ", "preparing"),
                    NominationState::Submitted => ("submitted", "đã nộp hồ sơ", "submitted"),
                    NominationState::Reviewed => ("reviewed", "Hội đồng đã xét", "reviewed"),
                    NominationState::SentUp => ("sent-up", "đã trình cấp có thẩm quyền", "sent up"),
                    NominationState::Awarded => ("awarded", "được khen thưởng", "awarded"),
                    NominationState::NotAwarded => ("not-awarded", "không được khen thưởng", "not awarded"),
                }),
                parts(true),
                parts(false),
                self.page(id),
                Cell::Flag(site[id].document.front.sample),
            ]
        });
        const HEADS: [Head; 11] = [
            ("nominee", "Tập thể, cá nhân", "Nominee"),
            ("kind", "Đối tượng", "Kind"),
            ("unit", "Mã đơn vị", "Unit id"),
            ("unit_name", "Tên đơn vị", "Unit"),
            ("award", "Hình thức khen thưởng", "Award"),
            ("criteria", "Tiêu chuẩn", "Criteria"),
            ("state", "Tình trạng", "State"),
            ("dossier", "Phần hồ sơ đã có", "Dossier has"),
            ("missing", "Phần hồ sơ còn thiếu", "Dossier lacks"),
            ("page", "Trang", "Page"),
            ("sample", "Nội dung mẫu", "Sample"),
        ];
        self.table(HEADS, rows)
    }

    fn documents(&self) -> Table<'a> {
        let site = self.renderer.input.site;
        let entries = site.register.entries().iter();
        let entries =
            entries.filter_map(|entry| Some((entry, site[entry.page()].document.front.document.as_ref()?)));
        let rows = entries.map(|(entry, document)| {
            let numbers = |list: &'a [Cited]| {
                Cell::List(list.iter().map(|cited| cited.number.as_str().into()).collect())
            };
            let day = |day: Option<Date>| day.map_or(Cell::Nothing, Cell::Day);
            [
                text(&document.number),
                day(document.issued),
                day(document.effective),
                maybe(document.issuer.as_deref()),
                maybe(document.kind.as_deref()),
                maybe(document.signer.as_deref()),
                maybe(document.signer_title.as_deref()),
                maybe(document.summary.as_deref()),
                numbers(&entry.legal_basis),
                numbers(&entry.replaces),
                numbers(&entry.replaced_by),
                maybe(document.source.as_deref()),
                self.file(entry.page(), document.file.as_deref()),
                self.page(entry.page()),
                Cell::Flag(site[entry.page()].document.front.sample),
            ]
        });
        const HEADS: [Head; 15] = [
            ("number", "Số, ký hiệu", "Number"),
            ("issued", "Ngày ban hành", "Date of issue"),
            ("effective", "Ngày có hiệu lực", "In force from"),
            ("issuer", "Cơ quan ban hành", "Issued by"),
            ("kind", "Loại văn bản", "Type"),
            ("signer", "Người ký", "Signed by"),
            ("signer_title", "Chức vụ người ký", "Office of the signer"),
            ("abstract", "Trích yếu", "Subject"),
            ("legal_basis", "Căn cứ", "Legal basis"),
            ("replaces", "Thay thế", "Replaces"),
            ("replaced_by", "Được thay thế bởi", "Replaced by"),
            ("source", "Nguồn", "Source"),
            ("file", "Tệp văn bản", "File"),
            ("page", "Trang", "Page"),
            ("sample", "Nội dung mẫu", "Sample"),
        ];
        self.table(HEADS, rows)
    }

    /// As many cells as heads: the compiler counts.
    fn table<const N: usize>(
        &self,
        heads: [Head; N],
        rows: impl Iterator<Item = [Cell<'a>; N]>,
    ) -> Table<'a> {
        let column = |(key, vi, en)| Column {
            key,
            title: match self.locale {
                Locale::Vi => vi,
                Locale::En => en,
            },
        };
        Table { columns: heads.into_iter().map(column).collect(), rows: rows.map(Vec::from).collect() }
    }

    fn choice(&self, (key, vi, en): Head) -> Cell<'a> {
        Cell::Choice(
            key,
            match self.locale {
                Locale::Vi => vi,
                Locale::En => en,
            },
        )
    }

    fn state(&self, standing: &Standing) -> Cell<'a> {
        self.choice(match standing.state {
            State::NotBegun => ("not-begun", "chưa bắt đầu", "not begun"),
            State::UnderWay => ("under-way", "đang làm", "under way"),
            State::Done => ("done", "đã xong", "done"),
        })
    }

    fn unit_name(&self, id: &str) -> Cell<'a> {
        maybe(self.campaign.unit(id).map(|unit| unit.name.as_str()))
    }

    fn page(&self, id: PageId) -> Cell<'a> {
        self.address(&self.renderer.input.site[id].permalink)
    }

    /// A file that a page names.
    fn file(&self, of: PageId, written: Option<&str>) -> Cell<'a> {
        let site = self.renderer.input.site;
        match written.and_then(|file| resolve_file(site, &site[of].document.folder, file)) {
            Some(Resolved::File { path, .. }) => self.address(&site.assets[&path]),
            _ => Cell::Nothing,
        }
    }

    /// An address; on a site that does not know its own, the way from its root.
    fn address(&self, permalink: &'a Permalink) -> Cell<'a> {
        let absolute = self.base.as_ref().map(|base| Cow::Owned(base.href(permalink)));
        Cell::Text(absolute.unwrap_or_else(|| permalink.as_str().into()))
    }
}

fn text(text: &str) -> Cell<'_> {
    Cell::Text(text.into())
}

fn maybe(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Nothing, |text| Cell::Text(text.into()))
}

/// How much of it there is, and of what.
fn measure(undertaking: &Undertaking) -> [Cell<'_>; 2] {
    match &undertaking.measure {
        Some(measure) => [Cell::Figure(measure.target), text(&measure.per)],
        None => [Cell::Nothing, Cell::Nothing],
    }
}

fn done(done: Done) -> Cell<'static> {
    match done {
        Done::Figure(figure) => Cell::Figure(figure),
        Done::Whether(done) => Cell::Flag(done),
    }
}
