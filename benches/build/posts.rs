//! Made-up news: as long, as linked and as marked up as the news of an office, and the same every time.
//!
//! The median is 4 kB; half of the posts have between 2.7 and 5.4 kB, one of twenty more than 12 kB. They have one to three topics,
//! an author, most a description, some a cover, and headings, lists, quotations, tables, notes and pictures. Every other sentence
//! holds a link to another post, a date, the number of a document, a figure, a name or bold words.

use std::fmt::Write as _;

use super::random::Random;
use super::words::{Language, person};

/// From how many bytes on a post ends with the block it is in: the least, and the most of each sixteenth of the posts.
const LENGTHS: [usize; 17] = [
    400, 1_000, 1_500, 2_000, 2_500, 2_800, 3_100, 3_350, 3_650, 3_900, 4_200, 4_550, 5_000, 5_700, 6_900,
    9_500, 18_000,
];

/// The topics (chủ đề) and authors there are.
const TOPICS: usize = 50;
const AUTHORS: usize = 30;

/// What the front matter of a post says.
pub(crate) struct Head {
    pub(crate) title: String,
    /// As `2024-06-07`.
    pub(crate) date: String,
    pub(crate) tags: Vec<String>,
    pub(crate) author: String,
    pub(crate) description: Option<String>,
    /// The address of a picture.
    pub(crate) cover: Option<String>,
}

/// How a program wants posts to be written, where it is not plain Markdown.
pub(crate) trait Dialect {
    /// The front matter, with the lines around it.
    fn head(&self, number: usize, head: &Head) -> String;
    /// What a link to another post names.
    fn link(&self, number: usize) -> String;
    /// The address of one of the pictures; none where there are none.
    fn picture(&self, random: &mut Random) -> Option<String>;
    /// A note around a paragraph.
    fn note(&self, title: &str, paragraph: &str) -> String;
    /// Ends the summary, where the first paragraph does not do so by itself.
    fn more(&self) -> &'static str;
}

/// The name of the file of a post.
pub(crate) fn file_name(number: usize) -> String {
    format!("bai-{number:06}.md")
}

/// Writes one of `posts`.
pub(crate) fn post(language: &Language, dialect: &dyn Dialect, number: usize, posts: usize) -> String {
    let mut random = Random(number as u64 + 1);
    let subject = (0..30).map(|_| language.rare(&mut random)).collect();
    Writer { language, dialect, subject, random, number, posts }.post()
}

/// A post while it is written.
struct Writer<'a> {
    language: &'a Language,
    dialect: &'a dyn Dialect,
    /// Words that this post has more often than others have.
    subject: Vec<&'a str>,
    random: Random,
    number: usize,
    posts: usize,
}

impl Writer<'_> {
    fn post(mut self) -> String {
        let head = self.head();
        let mut text = self.dialect.head(self.number, &head);
        let sixteenth = self.random.below(LENGTHS.len() - 1);
        let (least, most) = (LENGTHS[sixteenth], LENGTHS[sixteenth + 1]);
        let wanted = least + self.random.below(most - least);
        self.paragraph(&mut text);
        text.push_str(self.dialect.more());
        while text.len() < wanted {
            match self.random.below(14) {
                0 | 1 => {
                    let heading = self.sentence(3, 7);
                    // A heading of its own for each, so that no two have one id.
                    let _ = write!(text, "## {heading} {}\n\n", text.len());
                }
                2 => self.list(&mut text),
                3 => {
                    text.push_str("> ");
                    self.paragraph(&mut text);
                }
                4 if wanted > 4_000 => self.table(&mut text),
                5 if wanted > 4_500 => {
                    let mut paragraph = String::new();
                    self.paragraph(&mut paragraph);
                    text.push_str(&self.dialect.note("Lưu ý", paragraph.trim_end()));
                }
                6 => {
                    let alt = self.sentence(4, 9);
                    if let Some(picture) = self.dialect.picture(&mut self.random) {
                        let _ = write!(text, "![{alt}]({picture})\n\n");
                    }
                }
                _ => self.paragraph(&mut text),
            }
        }
        text
    }

    fn head(&mut self) -> Head {
        let title = self.sentence(6, 11);
        let (day, month) = (1 + self.random.below(28), 1 + self.random.below(12));
        let year = 2015 + self.random.below(10);
        let mut tags: Vec<_> = (0..1 + self.random.below(3))
            .map(|_| format!("Chủ đề {}", 1 + self.random.skewed(TOPICS)))
            .collect();
        tags.sort_unstable();
        tags.dedup();
        let author = Random(1_000 + self.random.skewed(AUTHORS) as u64);
        let description = (self.random.below(3) > 0).then(|| self.sentence(12, 22) + ".");
        let cover = match self.random.below(3) {
            0 => self.dialect.picture(&mut self.random),
            _ => None,
        };
        let date = format!("{year}-{month:02}-{day:02}");
        Head { title, date, tags, author: person(&mut { author }), description, cover }
    }

    /// Three to six sentences.
    fn paragraph(&mut self, text: &mut String) {
        for _ in 0..3 + self.random.below(4) {
            text.push_str(&self.sentence(5, 16));
            match self.random.below(14) {
                0 => {
                    let (words, number) = (self.words(2, 4), self.near());
                    let _ = write!(text, " ([{words}]({}))", self.dialect.link(number));
                }
                1 => {
                    let (day, month) = (1 + self.random.below(28), 1 + self.random.below(12));
                    let _ = write!(text, " ngày {day:02}/{month:02}/2024");
                }
                2 => {
                    let words = self.words(2, 3);
                    let _ = write!(text, ", **{words}**");
                }
                3 => {
                    let number = 1 + self.random.below(900);
                    let _ = write!(text, " theo Kế hoạch số {number}/KH-UBND");
                }
                4 | 5 => {
                    let (words, name) = (self.words(2, 5), person(&mut self.random));
                    let _ = write!(text, ", {words} {name}");
                }
                6 => {
                    let (count, words) = (self.random.below(9_000), self.words(1, 3));
                    let _ = write!(text, ", {count} {words}");
                }
                _ => {}
            }
            text.push_str(". ");
        }
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }

    fn list(&mut self, text: &mut String) {
        for _ in 0..3 + self.random.below(4) {
            let item = self.sentence(4, 9);
            let _ = writeln!(text, "- {item};");
        }
        text.push('\n');
    }

    fn table(&mut self, text: &mut String) {
        text.push_str("| Đơn vị | Kết quả | Số lượng |\n| --- | --- | ---: |\n");
        for _ in 0..3 + self.random.below(4) {
            let (unit, done, count) = (self.sentence(1, 2), self.words(3, 7), self.random.below(200));
            let _ = writeln!(text, "| {unit} | {done} | {count} |");
        }
        text.push('\n');
    }

    /// Another post, mostly one of the last hundred before this one.
    fn near(&mut self) -> usize {
        let back = 1 + self.random.below(100);
        self.number.checked_sub(back).unwrap_or_else(|| self.random.below(self.posts))
    }

    /// Words that begin with a capital.
    fn sentence(&mut self, from: usize, to: usize) -> String {
        let words = self.words(from, to);
        let mut letters = words.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }

    fn words(&mut self, from: usize, to: usize) -> String {
        let count = from + self.random.below(to - from + 1);
        let words = (0..count).map(|_| match self.random.below(5) {
            0 => self.subject[self.random.skewed(self.subject.len())],
            _ => self.language.word(&mut self.random),
        });
        words.collect::<Vec<_>>().join(" ")
    }
}
