//! The site: every document in its place.
//!
//! 1. [`assemble`] hides what is not to be seen, makes sections of folders, gives pages their permalinks, neighbours,
//!    translations and terms, and fills the lists that pages ask for.
//! 2. [`routes`] names every output exactly once.
//! 3. [`check`] finds what each link of each body means.
//! 4. `Site::search_page` finds the page that searches.
//! 5. [`board()`] tells how far the campaign is on a day, [`Register`] which official documents there are.

mod assemble;
mod asset;
mod board;
mod by_node;
mod calendar;
mod check;
mod collision;
mod export;
mod hidden;
mod honours;
mod listing;
mod model;
mod named;
mod nominations;
mod order;
mod references;
mod register;
mod route;
mod search;
mod taxonomy;

pub use assemble::{Input, assemble};
pub use board::{
    Board, BoardWeek, Cell, CellState, Figure, Phase, Placed, Row, Share, Standing, State, board, place,
};
pub use by_node::ByNode;
pub use calendar::{Event, Occasion, calendar};
pub use check::{Bodies, Checked, Checks, FragmentCheck, Resolved, broken_links, check, resolve_file};
pub use export::{Export, Table, TableFormat, exports};
pub use hidden::Hidden;
pub use honours::{Honour, Honours, check_honours, honours};
pub use model::{Node, Page, PageId, Section, SectionId, Site, Target, Taxonomy, TaxonomyId, Term, TermId};
pub use named::{check_named, menu_node};
pub use nominations::{criteria_for, dossier_file, nominations};
pub use register::{Cited, Entry, Mentions, Register, check_mentions, mentioned, mentions};
pub use route::{FeedOf, Pager, Route, Routed, What, routes};
pub(crate) use route::{feed_file, pager_permalink};
