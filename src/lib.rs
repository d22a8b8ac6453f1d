//! `thidua` turns one folder of Markdown and a theme into the static site of an emulation campaign.

// Ground: knows nothing of the rest.
pub mod config;
pub mod content;
pub mod diag;
pub mod files;
pub mod lang;
pub mod permalink;
pub mod pipeline;
pub mod source;
pub mod span;
pub mod text;
pub mod yaml;
