//! The board of the campaign as templates see it: whole, for those that name `board`; and the part of it that is about one
//! unit, content or movement, on the page of that.

use std::collections::{BTreeMap, HashMap};

use tera::Value;

use crate::campaign::{Campaign, Undertaking};
use crate::content::{Done, Report};
use crate::site::TermId;
use crate::site::{
    BoardWeek, Cell, CellState, Figure, Node, PageId, Phase, Row, Share, Site, Standing, State,
};

use super::renderer::Renderer;
use super::scene::Scene;
use super::views::word_value;

/// What a page of the campaign is about, by its place in the campaign's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Unit(usize),
    Content(usize),
    Movement(usize),
}

/// The pages that the campaign names as those of its contents and movements.
pub(super) fn subjects(site: &Site) -> HashMap<PageId, Subject> {
    let campaign = site.campaign.iter();
    let pages = campaign.flat_map(|campaign| {
        let contents = campaign.contents.iter().enumerate();
        let contents = contents.map(|(at, content)| (&content.page, Subject::Content(at)));
        let movements = campaign.movements.items.iter().enumerate();
        contents.chain(movements.map(|(at, movement)| (&movement.page, Subject::Movement(at))))
    });
    let found = pages.filter_map(|(page, subject)| match site.node(page.as_ref()?)? {
        Node::Page(page) => Some((page, subject)),
        Node::Section(_) => None,
    });
    found.collect()
}

/// A mapping in the making. Templates get it as one of theirs, whose keys are hashed: once is enough.
pub(super) type Entries = BTreeMap<&'static str, Value>;

/// A mapping of these entries.
pub(super) fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Entries {
    Entries::from(entries)
}

impl Renderer<'_> {
    /// The whole board; null on a site without a campaign.
    pub(super) fn board_view(&self, scene: &Scene) -> Value {
        let Some(campaign) = &self.input.site.campaign else { return Value::none() };
        let board = &self.board;
        let is_shown = |row: &Row| row.cells.iter().any(|cell| cell.state != CellState::Free);
        let rows = campaign.units.iter().zip(&board.rows).filter(|(_, row)| is_shown(row));
        let matrix = rows.map(|(unit, row)| {
            let mut view = self.row(scene, row);
            view.insert("unit", scene.unit(unit.id.as_str()));
            Value::from(view)
        });
        let units = campaign.units.iter().zip(&board.units);
        let units = units.map(|(unit, share)| with(share, "unit", scene.unit(unit.id.as_str())));
        let contents = campaign.contents.iter().zip(&board.contents);
        let contents = contents.map(|(it, share)| with(share, "content", scene.content(it.id.as_str())));
        let movements = campaign.movements.items.iter().zip(&board.movements);
        let movements = movements.map(|(it, share)| with(share, "movement", scene.movement(it.id.as_str())));
        let mut view = share(&board.whole);
        view.extend(map([
            ("today", scene.day(board.today)),
            ("current", board.current().map_or_else(Value::none, |week| self.week(scene, week))),
            ("weeks", self.weeks(scene)),
            ("matrix", matrix.collect::<Vec<_>>().into()),
            ("by_unit", units.collect::<Vec<_>>().into()),
            ("by_content", contents.collect::<Vec<_>>().into()),
            ("by_movement", movements.collect::<Vec<_>>().into()),
            ("undertakings", self.views_of(scene, campaign, &board.whole, false)),
        ]));
        view.into()
    }

    /// What the board says of a subject; null where there is none.
    pub(super) fn board_of(&self, scene: &Scene, subject: Option<Subject>) -> Value {
        let (Some(subject), Some(campaign)) = (subject, &self.input.site.campaign) else {
            return Value::none();
        };
        let (kind, of) = match subject {
            Subject::Unit(at) => ("unit", &self.board.units[at]),
            Subject::Content(at) => ("content", &self.board.contents[at]),
            Subject::Movement(at) => ("movement", &self.board.movements[at]),
        };
        let mut view = share(of);
        view.insert("kind", kind.into());
        // All figures are told on the page of the unit; elsewhere the latest of each, or the page would have no end.
        let has_history = matches!(subject, Subject::Unit(_));
        view.insert("undertakings", self.views_of(scene, campaign, of, has_history));
        if let Subject::Unit(at) = subject {
            let unit = campaign.units.iter().nth(at).map(|unit| unit.id.as_str());
            view.extend(self.row(scene, &self.board.rows[at]));
            view.insert("weeks", self.weeks(scene));
            view.insert("nominations", self.nominations_view(scene, unit));
        } else {
            let none = || Value::from(Vec::<Value>::new());
            let keys = ["cells", "late", "weeks", "nominations"];
            view.extend(keys.map(|key| (key, none())));
            view.insert("reported", 0_usize.into());
        }
        view.into()
    }

    /// What a term is about, if the campaign declares it.
    pub(super) fn subject_of_term(&self, id: TermId) -> Option<Subject> {
        let site = self.input.site;
        let (term, campaign) = (&site[id], site.campaign.as_ref()?);
        let key = term.key.as_str();
        match self.config_of(term.taxonomy).key.as_str() {
            "unit" => campaign.units.ids().position(|id| id == key).map(Subject::Unit),
            "content" => campaign.contents.iter().position(|it| it.id.as_str() == key).map(Subject::Content),
            "movement" => {
                let mut movements = campaign.movements.items.iter();
                movements.position(|it| it.id.as_str() == key).map(Subject::Movement)
            }
            _ => None,
        }
    }

    /// What a page is about, if the campaign names it as the page of a content or movement.
    pub(super) fn subject_of_page(&self, id: PageId) -> Option<Subject> {
        self.subjects.get(&id).copied()
    }

    /// The figures that a report gives, with what they are of.
    pub(super) fn progress_of(&self, scene: &Scene, report: Option<&Report>) -> Value {
        let Some(campaign) = &self.input.site.campaign else { return Vec::<Value>::new().into() };
        let lines = report.iter().flat_map(|report| &report.progress).filter_map(|progress| {
            let at = *self.undertakings.get(progress.undertaking.as_str())?;
            let of = campaign.undertakings.iter().nth(at)?;
            let mut view = scene.undertaking(at, || facts(scene, of));
            view.extend(map([
                ("done", done(progress.done, scene)),
                ("note", progress.note.as_deref().into()),
            ]));
            Some(Value::from(view))
        });
        lines.collect::<Vec<_>>().into()
    }

    fn row(&self, scene: &Scene, row: &Row) -> Entries {
        let cells = row.cells.iter().zip(&self.board.weeks).map(|(cell, week)| {
            let Cell { state, reports } = cell;
            let state = match state {
                CellState::Reported => "reported",
                CellState::Late => "late",
                CellState::Due => "due",
                CellState::NotYet => "not-yet",
                CellState::Free => "free",
            };
            let pages: Vec<Value> = reports.iter().map(|&page| scene.source(self.input.site, page)).collect();
            Value::from(map([
                ("week", week.week.number.into()),
                ("state", state.into()),
                ("pages", pages.into()),
            ]))
        });
        map([
            ("cells", cells.collect::<Vec<_>>().into()),
            ("reported", row.weeks(CellState::Reported).count().into()),
            ("late", row.weeks(CellState::Late).collect::<Vec<_>>().into()),
        ])
    }

    /// The weeks of the campaign, which all units show.
    fn weeks(&self, scene: &Scene) -> Value {
        let make = || -> Value {
            self.board.weeks.iter().map(|week| self.week(scene, week)).collect::<Vec<_>>().into()
        };
        scene.asked.weeks.get_or_init(make).clone()
    }

    fn week(&self, scene: &Scene, week: &BoardWeek) -> Value {
        let state = match week.phase {
            Phase::Over => "over",
            Phase::Current => "current",
            Phase::ToCome => "to-come",
        };
        map([
            ("number", week.week.number.into()),
            ("from", scene.day(week.week.from)),
            ("to", scene.day(week.week.to)),
            ("state", state.into()),
            ("reported", week.reported.into()),
            ("total", self.owing().into()),
        ])
        .into()
    }

    /// How many units owe reports.
    fn owing(&self) -> usize {
        let units = self.input.site.campaign.iter().flat_map(|campaign| campaign.units.iter());
        units.filter(|unit| !unit.exempt).count()
    }

    /// The undertakings of a share, in the campaign's order.
    fn views_of(&self, scene: &Scene, campaign: &Campaign, share: &Share, has_history: bool) -> Value {
        let views = share.undertakings.iter().filter_map(|&at| {
            let undertaking = campaign.undertakings.iter().nth(at)?;
            let mut view = scene.undertaking(at, || facts(scene, undertaking));
            view.extend(self.standing(scene, undertaking, &self.board.standings[at]));
            let figures = if has_history { &self.board.standings[at].figures[..] } else { &[] };
            let history: Vec<Value> = figures.iter().map(|it| self.figure(scene, it).into()).collect();
            view.insert("history", history.into());
            Some(Value::from(view))
        });
        views.collect::<Vec<_>>().into()
    }

    /// How far an undertaking is, and whose it is.
    fn standing(&self, scene: &Scene, undertaking: &Undertaking, standing: &Standing) -> Entries {
        let state = match standing.state {
            State::NotBegun => "not-begun",
            State::UnderWay => "under-way",
            State::Done => "done",
        };
        let latest = standing.latest().map(|figure| self.figure(scene, figure));
        let Undertaking { unit, content, movement, due, sample, .. } = undertaking;
        map([
            ("unit", scene.unit(unit.as_str())),
            ("content", scene.content(content.as_str())),
            ("movement", movement.as_ref().map_or_else(Value::none, |id| scene.movement(id.as_str()))),
            ("due", due.as_ref().map_or_else(Value::none, |due| scene.day(**due))),
            ("sample", (*sample).into()),
            ("state", state.into()),
            ("percent", standing.percent.into()),
            ("overdue", standing.is_overdue.into()),
            ("latest", latest.map_or_else(Value::none, Value::from)),
        ])
    }

    fn figure(&self, scene: &Scene, figure: &Figure) -> Entries {
        map([
            ("page", scene.source(self.input.site, figure.page)),
            ("week", figure.week.into()),
            ("done", done(figure.done, scene)),
            ("percent", figure.percent.into()),
            ("note", figure.note.as_deref().into()),
        ])
    }
}

/// What an undertaking is called and counted by.
fn facts(scene: &Scene, undertaking: &Undertaking) -> Entries {
    let measure = undertaking.measure.as_ref();
    let target = measure.map(|measure| measure.target.format(scene.lang.locale()));
    map([
        ("id", undertaking.id.as_str().into()),
        ("title", word_value(&undertaking.title)),
        ("target", target.into()),
        ("per", measure.map(|measure| measure.per.as_str()).into()),
    ])
}

/// A figure as text, or whether it is done.
fn done(done: Done, scene: &Scene) -> Value {
    match done {
        Done::Figure(figure) => figure.format(scene.lang.locale()).into(),
        Done::Whether(done) => done.into(),
    }
}

fn share(share: &Share) -> Entries {
    map([
        ("total", share.undertakings.len().into()),
        ("done", share.done.into()),
        ("under_way", share.under_way.into()),
        ("not_begun", share.not_begun.into()),
        ("percent", share.percent.into()),
    ])
}

fn with(of: &Share, key: &'static str, value: Value) -> Value {
    let mut view = share(of);
    view.insert(key, value);
    view.into()
}
