//! Vietnamese text: the ground that every other module reads and writes words with.
//!
//! Pure functions on strings, one file a concept:
//!
//! 1. [`nfc`] gives text its one spelling; everything below gives the same answer for NFC and NFD input.
//! 2. [`fold`] takes marks and case away; [`slug`] makes the name of a page in its address from that.
//! 3. [`collate`] puts titles and people in the order of a Vietnamese dictionary.
//! 4. [`canonical`] gives a syllable the one spelling that search compares.
//! 5. [`syllables`] counts tiếng, [`reading_minutes`] tells how long they take.
//! 6. [`dates`], [`numbers`] and [`Decimal`] read and write them as the office does, in either [`Locale`].
//! 7. [`document_number`] finds the numbers of official documents, [`document_symbol`] knows their letters.
//! 8. [`typography`] keeps together what must not wrap.
//! 9. [`suggest`], [`encoding`] and [`windows`] help a message say what to do.

pub mod collate;
mod count;
pub mod dates;
mod decimal;
pub mod document_number;
pub mod document_symbol;
pub mod encoding;
mod fold;
mod locale;
mod normal;
pub mod numbers;
mod slug;
pub mod suggest;
mod syllable;
pub mod typography;
pub mod windows;

pub use count::{reading_minutes, syllables};
pub use decimal::{Decimal, DecimalError};
pub use fold::fold;
pub(crate) use fold::is_invisible;
pub use locale::Locale;
pub use normal::{clusters, nfc};
pub use slug::slug;
pub use syllable::canonical;
