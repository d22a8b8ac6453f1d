//! Queries of which it is known what they are to find.

use std::collections::HashMap;
use std::path::Path;
use std::{fs, io};

use thidua::markdown::{self, BlockReader, HtmlPolicy, Options, Wanted, Written};
use thidua::source::SourceText;
use thidua::span::SourcePath;
use thidua::text::{Locale, canonical, fold, nfc, slug};
use walkdir::WalkDir;

use super::best::Readings;
use super::engine::Answer;
use super::random::Random;

/// A query and the page it is to find.
pub(crate) struct Query {
    pub(crate) text: String,
    /// Its address; empty where any page does that has the word as typed.
    pub(crate) page: String,
    /// What one who reads all texts would reach: 1, 1/2 … 1/10 or 0.
    pub(crate) best: f64,
}

pub(crate) struct Queries {
    /// How many pages there are, and how many bytes of text they have.
    pub(crate) pages: usize,
    pub(crate) bytes: u64,
    pub(crate) kinds: Vec<(&'static str, Vec<Query>)>,
    /// The words of each page.
    words: HashMap<String, Vec<String>>,
}

/// A page: its address, the words of its title, those of its body block by block.
struct Page {
    href: String,
    date: String,
    title: Vec<String>,
    blocks: Vec<Vec<String>>,
    /// Which of the blocks are headings.
    headings: Vec<bool>,
}

impl Queries {
    /// From the pages below a site's `content`, `each` of a kind.
    pub(crate) fn of(content: &Path, each: usize, seed: u64) -> io::Result<Self> {
        let mut random = Random(seed);
        let mut pages = Vec::new();
        let mut bytes = 0;
        let files =
            WalkDir::new(content.join("tin-tuc")).sort_by_file_name().into_iter().filter_map(Result::ok);
        for file in files.filter(|file| file.file_type().is_file()) {
            let path = file.path().strip_prefix(content).unwrap_or(file.path());
            // As the program reads it.
            let text = nfc(&fs::read_to_string(file.path())?).into_owned();
            let (title, body) = title_and_body(&text, path);
            let plain = plain(&body);
            bytes += (title.len() + plain.len()) as u64;
            let parts = path.with_extension("");
            let parts = parts.iter().map(|part| slug(&part.to_string_lossy()));
            let href = parts.map(|part| format!("{part}/")).collect();
            pages.push(Page {
                href,
                date: date(&text),
                title: words(&title),
                blocks: plain.lines().map(words).collect(),
                headings: plain.lines().map(|line| line.starts_with('\u{2}')).collect(),
            });
        }
        let mut readings = Readings::default();
        for page in &pages {
            let places = page.headings.iter().map(|is_heading| if *is_heading { 1 } else { 2 });
            let blocks = places.zip(page.blocks.iter().map(Vec::as_slice));
            readings.add(&page.href, &page.date, blocks.chain([(0, page.title.as_slice())]));
        }
        let titles = alone(&pages, each, &mut random, |page, random| run(&page.title, random));
        let bodies = alone(&pages, each, &mut random, |page, random| {
            let at = random.below(page.blocks.len().max(1));
            run(page.blocks.get(at)?, random)
        });
        let of = |found: &[(usize, Vec<String>)], text: &dyn Fn(&[String]) -> String| -> Vec<Query> {
            let query = |(page, words): &(usize, Vec<String>)| {
                let (text, page) = (text(words), pages[*page].href.clone());
                Query { best: readings.best(&text, &page), text, page }
            };
            found.iter().map(query).collect()
        };
        let marked = |words: &[String]| words.join(" ") + " ";
        let bare = |words: &[String]| fold(&marked(words));
        let cut = |words: &[String]| -> String {
            let whole = words.join(" ");
            let last = words.last().map_or(0, |last| last.chars().count());
            whole.chars().take(whole.chars().count() - last.div_ceil(2).min(last.saturating_sub(1))).collect()
        };
        let cut_bare = |words: &[String]| fold(&cut(words));
        let short = |words: &[String]| -> String {
            let whole = words.join(" ");
            whole.chars().take(whole.chars().count() - 1).collect()
        };
        let kinds = vec![
            ("title, 3 or 4 syllables, with marks", of(&titles, &marked)),
            ("title, without marks", of(&titles, &bare)),
            ("title, the last letter left out", of(&titles, &short)),
            ("title, the last syllable cut in half", of(&titles, &cut)),
            ("title, cut and without marks", of(&titles, &cut_bare)),
            ("body that alone has them, with marks", of(&bodies, &marked)),
            ("body, without marks", of(&bodies, &bare)),
            ("body, the last letter left out", of(&bodies, &short)),
            ("body, the last syllable cut in half", of(&bodies, &cut)),
            ("body, cut and without marks", of(&bodies, &cut_bare)),
            ("one syllable with marks: first ten as typed", single(&pages, each, &mut random)),
        ];
        let all = |page: &Page| {
            page.title.iter().chain(page.blocks.iter().flatten()).map(|it| canonical(it)).collect()
        };
        let words = pages.iter().map(|page| (page.href.clone(), all(page))).collect();
        Ok(Self { pages: pages.len(), bytes, kinds, words })
    }

    /// The part of the results that have the one word of a query as typed.
    pub(crate) fn as_typed(&self, query: &str, answer: &Answer) -> f64 {
        let word = canonical(query.trim());
        let has = |href: &String| self.words.get(href).is_some_and(|words| words.contains(&word));
        let found = answer.results.iter().filter(|result| has(&result[0])).count();
        found as f64 / answer.results.len().max(1) as f64
    }
}

/// The title of a Markdown file, and its body.
pub(crate) fn title_and_body(text: &str, path: &Path) -> (String, String) {
    let (front, body) = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        Some((front, body)) => (front, body),
        None => ("", text),
    };
    let unquoted = |title: &str| title.trim().trim_matches(['"', '\'']).to_owned();
    let titled = front.lines().find_map(|line| line.strip_prefix("title:")).map(unquoted);
    let heading = || body.lines().find_map(|line| line.strip_prefix("# ")).map(unquoted);
    let name = || path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    (titled.or_else(heading).unwrap_or_else(name), body.to_owned())
}

/// The day that a Markdown file tells, if it does.
fn date(text: &str) -> String {
    text.lines().find_map(|line| line.strip_prefix("date:")).unwrap_or_default().trim().to_owned()
}

/// The plain text of a body: its blocks line by line, a heading after U+0002.
pub(crate) fn plain(body: &str) -> String {
    let options = Options { html: HtmlPolicy::Sanitised, locale: Locale::Vi };
    let (path, text) = (SourcePath::new("content/x.md"), SourceText::from(body));
    let written = Written { path, range: 0..body.len(), text, options };
    let mut plain = Plain::default();
    markdown::render(&written, Wanted { words: false, reader: Some(&mut plain) });
    plain.0
}

/// The blocks that were read.
#[derive(Default)]
struct Plain(String);

impl BlockReader for Plain {
    fn read(&mut self, block: &str, is_heading: bool) -> usize {
        let mark = if is_heading { "\u{2}" } else { "" };
        self.0.extend([mark, &block.replace('\n', " "), "\n"]);
        0
    }
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_owned).collect()
}

/// Three or four neighbours, of which the last has more than one letter.
fn run(words: &[String], random: &mut Random) -> Option<Vec<String>> {
    let count = 3 + random.below(2);
    let start = random.below(words.len().checked_sub(count)? + 1);
    let run = &words[start..start + count];
    let is_word = |word: &String| word.chars().all(char::is_alphabetic);
    (run.iter().all(is_word) && run[count - 1].chars().count() > 1).then(|| run.to_vec())
}

/// Runs of words that `take` finds on one page only, marks or no marks.
fn alone(
    pages: &[Page],
    each: usize,
    random: &mut Random,
    take: impl Fn(&Page, &mut Random) -> Option<Vec<String>>,
) -> Vec<(usize, Vec<String>)> {
    let key =
        |words: &[String]| words.iter().map(|word| fold(&canonical(word))).collect::<Vec<_>>().join(" ");
    let mut found: Vec<(usize, Vec<String>)> = Vec::new();
    for _ in 0..each * 20 {
        if found.len() >= each * 3 {
            break;
        }
        let page = random.below(pages.len().max(1));
        found.extend(pages.get(page).and_then(|it| take(it, random)).map(|words| (page, words)));
    }
    let mut on: HashMap<String, Vec<usize>> =
        found.iter().map(|(_, words)| (key(words), Vec::new())).collect();
    for (number, page) in pages.iter().enumerate() {
        for block in page.blocks.iter().chain([&page.title]) {
            let folded: Vec<String> = block.iter().map(|word| fold(&canonical(word))).collect();
            for length in [3, 4] {
                for run in folded.windows(length) {
                    if let Some(on) = on.get_mut(&run.join(" ")).filter(|on| on.last() != Some(&number)) {
                        on.push(number);
                    }
                }
            }
        }
    }
    found.retain(|(page, words)| on[&key(words)] == [*page]);
    found.truncate(each);
    found
}

/// Words with marks that more than ten pages have.
fn single(pages: &[Page], each: usize, random: &mut Random) -> Vec<Query> {
    let mut on: HashMap<String, (usize, String)> = HashMap::new();
    for page in pages {
        let mut words: Vec<&String> = page.blocks.iter().flatten().collect();
        words.sort_unstable();
        words.dedup();
        for word in words.into_iter().filter(|word| word.to_lowercase() == **word) {
            let exact = canonical(word);
            if exact != fold(&exact) {
                on.entry(exact).or_insert_with(|| (0, word.clone())).0 += 1;
            }
        }
    }
    let mut words: Vec<String> =
        on.into_values().filter(|(count, _)| *count > 10).map(|(_, word)| word).collect();
    words.sort_unstable();
    let chosen = (0..each.min(words.len())).map(|_| words[random.below(words.len())].clone() + " ");
    chosen.map(|text| Query { text, page: String::new(), best: 0.0 }).collect()
}
