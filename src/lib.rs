//! `thidua` turns one folder of Markdown and a theme into the static site of an emulation campaign.

// Ground: knows nothing of the rest.
pub mod diag;
pub mod files;
pub mod permalink;
pub mod source;
pub mod span;
pub mod text;
pub mod yaml;

// Documents: siblings do not know each other.
pub mod markdown;
