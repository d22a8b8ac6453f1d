//! At which place a page comes for one who reads all texts: where several pages have what was typed, the newer ones come
//! first, and no index can change that.

use std::collections::HashMap;

use thidua::text::{canonical, fold};

/// The words of all pages.
#[derive(Default)]
pub(crate) struct Readings {
    numbers: HashMap<String, u32>,
    /// Each word as it is compared, and without marks.
    words: Vec<(String, String)>,
    pages: Vec<Reading>,
}

struct Reading {
    href: String,
    /// The later, the greater.
    order: (String, String),
    /// Title, headings and other blocks: which of these, and the words.
    blocks: Vec<(u32, Vec<u32>)>,
}

impl Readings {
    /// Adds a page with its blocks.
    pub(crate) fn add<'t>(
        &mut self,
        href: &str,
        date: &str,
        blocks: impl IntoIterator<Item = (u32, &'t [String])>,
    ) {
        let blocks = blocks
            .into_iter()
            .map(|(place, words)| (place, words.iter().map(|word| self.number(word)).collect()));
        let blocks = blocks.collect();
        let order = (date.to_owned(), href.to_owned());
        self.pages.push(Reading { href: href.to_owned(), order, blocks });
    }

    fn number(&mut self, word: &str) -> u32 {
        let exact = canonical(word);
        let Self { numbers, words, .. } = self;
        *numbers.entry(exact).or_insert_with_key(|exact| {
            words.push((exact.clone(), fold(exact)));
            words.len() as u32 - 1
        })
    }

    /// 1, 1/2 … 1/10 or 0 for the place of a page that has the words of a query together.
    pub(crate) fn best(&self, query: &str, href: &str) -> f64 {
        let typed: Vec<String> = query.split_whitespace().map(canonical).collect();
        let is_marked = typed.iter().any(|word| fold(word) != *word);
        let fits: Vec<Vec<u8>> = typed
            .iter()
            .enumerate()
            .map(|(nth, typed_word)| {
                let begun = nth + 1 == typed.len() && !query.ends_with(' ');
                self.words.iter().map(|word| fit(typed_word, word, begun, is_marked)).collect()
            })
            .collect();
        let Some(own) = self.pages.iter().find(|page| page.href == href) else { return 0.0 };
        let rank = |page: &Reading| {
            let runs = page
                .blocks
                .iter()
                .flat_map(|(place, words)| words.windows(typed.len()).map(move |run| (*place, run)));
            let ranks = runs.filter_map(|(place, run)| {
                let worst = run.iter().zip(&fits).map(|(word, fits)| fits[*word as usize]).max()?;
                match worst {
                    0 => Some(place * 9),
                    1 | 2 => Some(24 + place + u32::from(worst > 1) * 3),
                    3 => Some(40 + place),
                    _ => None,
                }
            });
            ranks.min().unwrap_or(u32::MAX)
        };
        let own_rank = rank(own);
        let before = self.pages.iter().filter(|page| {
            let rank = rank(page);
            rank < own_rank || rank == own_rank && page.order > own.order
        });
        match before.take(10).count() {
            10 => 0.0,
            before => 1.0 / (before as f64 + 1.0),
        }
    }
}

/// How a word fits one that was typed: as js/search.js tells it.
fn fit(typed: &str, (word, folded): &(String, String), begun: bool, is_marked: bool) -> u8 {
    let bare = fold(typed);
    if typed == word {
        return 0;
    }
    if !(*folded == bare || begun && folded.starts_with(&bare)) {
        return 9;
    }
    if word == folded && typed != bare {
        return 2;
    }
    // The tone stands behind the letters.
    let is_tone = |c: &char| ('\u{300}'..='\u{323}').contains(c);
    let tone = |text: &str| text.chars().find(is_tone);
    let letters = |text: &str| text.chars().filter(|c| !is_tone(c)).collect::<Vec<_>>();
    if tone(typed).is_some_and(|it| tone(word) != Some(it)) {
        return 3;
    }
    let contradicts = letters(typed)
        .iter()
        .zip(letters(word))
        .zip(bare.chars())
        .any(|((typed, letter), bare)| *typed != letter && *typed != bare);
    match contradicts {
        true => 3,
        false => u8::from(is_marked || *folded != bare),
    }
}
