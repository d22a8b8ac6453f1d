//! The site into outputs. Pure: a template sees its view and nothing else.
//!
//! 1. [`Engine`] compiles the theme's templates.
//! 2. [`Renderer`] makes the view of a route (`views`) and renders it; the formats that are no theme's business have
//!    a place each: feed, sitemap, export.
//! 3. [`check_directives`] holds what authors wrote against the theme's components.
//! 4. [`results`](fn@results) writes the report on what a campaign has come to.

mod board;
mod bulletin;
mod campaign;
mod card;
mod directive;
mod documents;
mod engine;
mod explain;
mod export;
mod feed;
mod fragment;
mod frame;
mod honours;
mod json_feed;
mod key;
mod linked;
mod page;
mod renderer;
mod results;
mod scene;
mod shown;
mod sitemap;
mod template;
mod view;
mod views;
mod xml;

pub use directive::check_directives;
pub use engine::Engine;
pub use feed::Feed;
pub use key::Key;
pub use renderer::{Indexes, Input, Rendered, Renderer};
pub use results::{Scope, results};
pub use shown::Shown;
pub use template::check_templates;
pub use view::{Prepared, View};
