//! `thidua` turns one folder of Markdown and a theme into the static site of an emulation campaign.

// Commands: what the user says and what is said back.
pub mod cli;
pub mod cmd;
pub mod terminal;

// Edges: own the disk, the clock and the threads.
pub mod output;
pub mod pipeline;
pub mod scaffold;
pub mod today;

// Ground: knows nothing of the rest.
pub mod diag;
pub mod files;
pub mod permalink;
pub mod source;
pub mod span;
pub mod text;
pub mod yaml;
