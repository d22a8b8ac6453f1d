//! `thidua` turns one folder of Markdown and a theme into the static site of an emulation campaign.
//!
//! A build is a row of stages; each takes what the one before it made and knows more, and is a function:
//!
//! ```text
//! sources → documents → site → bodies → index → checks → routes → outputs → written
//! (read)    (parse)    (assemble) (render Markdown) (search)           (render templates)  (only what changed)
//! ```
//!
//! [`pipeline`] runs them and is the place to begin reading. The modules below stand in layers; each imports only from
//! its own and from those below it.

// Commands: what the user says and what is said back.
pub mod cli;
pub mod cmd;
pub mod terminal;

// Edges: own the disk, the clock and the threads.
pub mod memory;
pub mod mend;
pub mod output;
pub mod pipeline;
pub mod scaffold;
pub mod serve;
pub mod today;

// Render: the site into outputs; pure.
pub mod render;
pub mod search;
pub mod theme;

// Site: every document in its place, and what its text says; pure.
pub mod lint;
pub mod site;

// Documents: what authors wrote; pure, and strangers to each other.
pub mod campaign;
pub mod config;
pub mod content;
pub mod data;
pub mod markdown;

// Ground: knows nothing of the rest.
pub mod allow;
pub mod diag;
pub mod files;
pub mod lang;
pub mod permalink;
pub mod prose;
pub mod source;
pub mod span;
pub mod text;
pub mod yaml;
