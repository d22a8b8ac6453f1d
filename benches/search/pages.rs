//! A site of made-up news that is as varied as real news: a few thousand syllables in some thousands of words, met as often
//! as words are (Zipf), each page with a subject of its own. The same every time.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::random::Random;

const SITE: &str = "\
title: Trang thử tìm kiếm
base_url: https://thidua.example/
language: vi
taxonomies:
  tags: {title: Chủ đề, slug: chu-de}
";
const HOME: &str = "---\ntitle: Trang thử\nsearch: false\n---\n";
const SEARCH: &str = "---\ntitle: Tìm kiếm\ntemplate: search\nsearch: false\n---\n";

/// How syllables begin, and what they go on with; a vowel with `*` takes the tone.
const ONSETS: &str = "b c ch d đ g gi h kh l m n nh ng ph q r s t th tr v x - - k gh ngh p";
const RIMES: &str = "a* a*n a*ng a*nh a*m a*i a*o a*y a*u â*n â*ng â*m â*u â*y ă*n ă*ng ă*m e* e*n e*m e*o ê* ê*n ê*nh iê*n iê*m \
iê*u iê*ng i* i*n i*nh i*m o* o*n o*ng o*m o*i ô* ô*n ô*ng ô*m ô*i ơ* ơ*n ơ*m ơ*i u* u*n u*ng u*m u*i uô*n uô*ng uô*i ư* ư*ng ươ*n \
ươ*ng ươ*i ưa* ua* ia* oa*n oa*ng oa*i uâ*n uyê*n uy* y*";

/// The syllables of short words, which are met most.
const COMMON: &str = "\
và các của công tác trong năm tỉnh đơn vị cán bộ thực hiện có được cho với người là đã ngày những một không này khi đến về \
để từ theo tại như ra vào còn cũng phải sẽ bị nhiều hơn nhất thi đua phong trào kế hoạch";

/// Words, the common ones first, and the running totals of how often they are met.
pub(crate) struct Language {
    words: Vec<String>,
    totals: Vec<u64>,
    /// The words that like to stand behind each word: a third of all words are such.
    followers: Vec<[usize; 6]>,
}

impl Language {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random(seed);
        let onsets: Vec<_> = ONSETS.split_whitespace().collect();
        let rimes: Vec<_> = RIMES.split_whitespace().collect();
        let mut syllables: Vec<String> = Vec::new();
        while syllables.len() < 3_200 {
            let onset = onsets[random.skewed(onsets.len())].trim_start_matches('-');
            let rime = rimes[random.skewed(rimes.len())];
            let tone = ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"][random.skewed(6)];
            let syllable = thidua::text::nfc(&format!("{onset}{}", rime.replace('*', tone))).into_owned();
            if !syllables.contains(&syllable) {
                syllables.push(syllable);
            }
        }
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        while words.len() < 8_000 {
            let count = match random.below(10) {
                0..3 => 1,
                3..9 => 2,
                _ => 3,
            };
            let word: Vec<_> =
                (0..count).map(|_| syllables[random.skewed(syllables.len())].as_str()).collect();
            words.push(word.join(" "));
        }
        let mut total = 0;
        let totals = (0..words.len() as u64).map(|rank| {
            total += 1_000_000_000 / (rank + 3);
            total
        });
        let totals = totals.collect();
        let mut language = Self { words, totals, followers: Vec::new() };
        let followers =
            (0..language.words.len()).map(|_| std::array::from_fn(|_| language.word(&mut random)));
        language.followers = followers.collect();
        language
    }

    fn word(&self, random: &mut Random) -> usize {
        let at = random.next() % self.totals[self.totals.len() - 1];
        self.totals.partition_point(|total| *total <= at)
    }
}

/// Writes a site of that many pages of about `bytes` bytes each.
pub(crate) fn write_site(site: &Path, pages: usize, bytes: usize, seed: u64) -> io::Result<()> {
    let language = Language::new(seed);
    fs::create_dir_all(site.join("content/tin-tuc"))?;
    for (name, text) in [("site.yaml", SITE), ("_index.md", HOME), ("tim-kiem.md", SEARCH)] {
        fs::write(site.join("content").join(name), text)?;
    }
    for number in 0..pages {
        fs::write(path(site, number), page(&language, number, bytes, seed))?;
    }
    Ok(())
}

/// Writes a page of plain text: each line a block, a heading after U+0002.
pub(crate) fn write_text(site: &Path, number: usize, title: &str, text: &str) -> io::Result<()> {
    let mut page = format!("---\ntitle: {}\n---\n", serde_json::Value::from(title));
    for block in text.lines() {
        let (mark, block) = block.strip_prefix('\u{2}').map_or(("", block), |heading| ("## ", heading));
        page.push('\n');
        page.push_str(mark);
        for letter in block.trim().chars() {
            // What Markdown could take for its own.
            page.extend(letter.is_ascii_punctuation().then_some('\\'));
            page.push(letter);
        }
        page.push('\n');
    }
    fs::write(path(site, number), page)
}

fn path(site: &Path, number: usize) -> PathBuf {
    site.join("content/tin-tuc").join(format!("bai-{number:06}.md"))
}

fn page(language: &Language, number: usize, bytes: usize, seed: u64) -> String {
    let mut random = Random(seed ^ (number as u64 + 1).wrapping_mul(0x2545_F491_4F6C_DD1D));
    // What a page is about: words that it has more often than others have.
    let subject: Vec<usize> = (0..40).map(|_| 40 + random.below(language.words.len() - 40)).collect();
    let words = |random: &mut Random, from: usize, to: usize| {
        let count = from + random.below(to - from + 1);
        let mut last: Option<usize> = None;
        let words = (0..count).map(|_| {
            let word = match (random.below(12), last) {
                (0..3, _) => subject[random.skewed(subject.len())],
                (3..7, Some(last)) => language.followers[last][random.skewed(6)],
                _ => language.word(random),
            };
            last = Some(word);
            language.words[word].as_str()
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let capital = |text: String| -> String {
        let mut letters = text.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    };
    let title = capital(words(&mut random, 5, 9));
    let (year, month, day) = (2015 + random.below(10), 1 + random.below(12), 1 + random.below(28));
    let tag = 1 + random.skewed(50);
    let mut text =
        format!("---\ntitle: \"{title}\"\ndate: {year}-{month:02}-{day:02}\ntags: [Chủ đề {tag}]\n---\n\n");
    while text.len() < bytes {
        if random.below(8) == 0 {
            let _ = write!(text, "## {} {}\n\n", capital(words(&mut random, 3, 6)), text.len());
            continue;
        }
        for _ in 0..3 + random.below(4) {
            text.push_str(&capital(words(&mut random, 4, 14)));
            match random.below(8) {
                0 => drop(write!(text, ", {}", words(&mut random, 2, 6))),
                1 => drop(write!(text, " ngày {}/{}/{year}", 1 + random.below(28), 1 + random.below(12))),
                2 => drop(write!(text, " theo Kế hoạch số {}/KH-UBND", 1 + random.below(900))),
                _ => {}
            }
            text.push_str(". ");
        }
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }
    text
}
