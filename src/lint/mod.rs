//! Checks that know the text: what a careful reader of the office would mark in red.
//!
//! 1. `texts` are what there is to read of a file: its body, its titles, the words of the campaign.
//! 2. `reading` finds words, dates and document numbers in one pass, and `trigger` what each word may be.
//! 3. `CHECKS` is the table of the checks; each has a file, and its name is the code of what it finds.
//! 4. What only all files together show is told at the end ([`conflicts`]).
//!
//! False alarms are worse than misses: a check that is not sure says nothing. Missing descriptions of images and moving
//! text are seen where Markdown is written (`markdown/writer`).

mod context;
mod dates;
mod found;
mod numbers;
mod reading;
mod texts;
mod trigger;

mod anniv_arith;
mod anniv_phrase;
mod broken_paragraph;
mod date_invalid;
mod day_count;
mod doc_date_conflict;
mod doc_number;
mod leading_zero;
mod legacy_encoding;
mod lookalike;
mod missing_tone;
mod nfd;
mod personal_data;
mod placeholder;
mod secret_mark;
mod unit_alias;
mod vague_link;
mod weekday;

use crate::diag::Diagnostics;
use crate::prose::Prose;

pub use context::Context;
pub use doc_date_conflict::{Mention, conflicts};
pub use nfd::nfd;

use found::Found;
use reading::Reading;

pub use texts::{of_campaign, of_document, of_settings};

/// A check: what it finds in a text.
type Check = fn(&Reading<'_>, &Context, &mut Found);

/// The checks on every text.
const CHECKS: [Check; 16] = [
    day_count::check,
    anniv_arith::check,
    anniv_phrase::check,
    doc_number::check,
    placeholder::check,
    date_invalid::check,
    weekday::check,
    leading_zero::check,
    unit_alias::check,
    broken_paragraph::check,
    missing_tone::check,
    lookalike::check,
    legacy_encoding::check,
    vague_link::check,
    personal_data::check,
    secret_mark::check,
];

/// Checks the texts of one file. Gives what is wrong, and the documents it mentions with their dates, for [`conflicts`].
pub fn check<'a>(
    texts: impl IntoIterator<Item = &'a Prose>,
    context: &Context,
) -> (Diagnostics, Vec<Mention>) {
    let mut found = Found::default();
    let mut mentions = Vec::new();
    for prose in texts {
        let reading = Reading::new(prose);
        for check in CHECKS {
            check(&reading, context, &mut found);
        }
        mentions.extend(doc_date_conflict::mentions(&reading));
    }
    (found.into_diagnostics(), mentions)
}
