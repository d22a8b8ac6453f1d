//! Static sites for the emulation campaigns of a Vietnamese public office.

pub mod files;
pub mod output;
