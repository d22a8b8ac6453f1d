//! The index that search in the browser reads, without a server: for each language that has a page with the template
//! `search`.
//!
//! 1. A [`Reader`] takes bodies apart into [`Words`], by their numbers in the [`Glossary`] of those that it reads one after
//!    another. Both are remembered; [`Found`] has them of all bodies, read now or earlier.
//! 2. [`listed`] tells which pages are to be found; a [`Catalogue`] of them, what is shown of each and asked for. A glossary may
//!    have forms that none of them has: a [`Vocabulary`] is what is left.
//! 3. A [`Plan`] cuts long pages in pieces (`pieces`), of which each is found by itself, gives every form one number on all
//!    pages, and learns which of them often follow which ([`Plan::learn`]). The rest is made apart from each other: where each
//!    term is met on some pages, and their texts ([`Plan::part`]); how much that is ([`Plan::weigh`]), then runs of terms with
//!    all their pages ([`Plan::shard_of_terms`]).
//! 4. [`Plan::finish`] tells where everything is. Every shard is named after its content.
//!
//! What was made from the same in the last build, and stands, is not made again (`standing`): of an edit of one text, most is
//! looking for what it changed.
//!
//! A shard is a script that calls `thidua_search(…)`: a script is all that a page may load from a disk. Nearly all that it holds
//! are bits (`script`, `bits`). A query loads
//!
//! | Shard | Bytes a page of 4 kB, of 10,000 | What it tells |
//! |---|---|---|
//! | the index of shards | 4 | which shard has which words and pages; sections, units, tags, months, other spellings |
//! | words | 0.2 | the words there are, without marks: to go on with what is begun, and to guess what was meant |
//! | terms: pages | 230 | on which pages a term is, whether in a heading, and where in the title |
//! | terms: next | 350 | roughly which words stand behind it there, so that few pages are left to look at |
//! | signs | 6 | how to read the texts |
//! | texts | 780 | the words themselves, of a few pages: for the excerpt, and to see whether words are neighbours |
//! | facets | 1 | the pages of each section, unit and tag |
//!
//! What stands behind a word is kept roughly (in five bits at most), since the text that is loaded for the excerpt settles
//! it: exact places would cost three times as much.

mod bits;
mod catalogue;
mod directory;
mod followers;
mod found;
mod huffman;
mod inverted;
mod letters;
mod lexicon;
mod numbering;
mod numbers;
mod pairs;
mod part;
mod pieces;
mod plan;
mod script;
mod shards;
mod signs;
mod spelling;
mod standing;
mod synonyms;
mod table;
mod words;

/// Where the shards stand, each language in a folder of its own.
pub const FOLDER: &str = "static/search/";

pub use catalogue::{Catalogue, Entries, Page, entries, listed};
pub use found::{Found, OfBody, Text};
pub use lexicon::Vocabulary;
pub use part::Part;
pub use plan::{Index, Plan, Shard};
pub use shards::{Terms, Weight};
pub use signs::Signs;
pub use standing::{Key, Standing};
pub use synonyms::{Synonym, check_synonyms};
pub use words::{Glossary, Reader, Words};
