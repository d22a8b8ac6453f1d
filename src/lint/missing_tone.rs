//! `missing-tone`: a word that has lost its tone or the stroke of its đ.
//!
//! 1. A syllable that ends in c, ch, p or t has a tone; one with a Vietnamese letter and none is misspelt: “đươc”.
//! 2. Other words are told by their neighbours ([`CONTEXTS`]): “tinh” is a word, “tinh Bắc Kạn” is not.
//! 3. Abbreviations that have lost a stroke ([`ABBREVIATIONS`]).

use super::context::Context;
use super::found::Found;
use super::reading::{Reading, Words, is_same};
use super::trigger::{Alike, Trigger};
use crate::diag::{Diagnostic, Message, message};

/// A word that is wrong between these neighbours.
struct Wrong {
    word: &'static str,
    before: &'static [&'static str],
    after: &'static [&'static str],
    right: &'static str,
}

const fn wrong(
    before: &'static [&'static str],
    word: &'static str,
    after: &'static [&'static str],
    right: &'static str,
) -> Wrong {
    Wrong { word, before, after, right }
}

/// No phrase that could be meant as written: “tiên phong trao quà” is one.
#[rustfmt::skip]
const CONTEXTS: [Wrong; 50] = [
    wrong(&[], "can", &["bộ"], "cán"),
    wrong(&["báo"], "cao", &["kết", "quả"], "cáo"),
    wrong(&["báo"], "cao", &["thành", "tích"], "cáo"),
    wrong(&["báo"], "cao", &["tuần"], "cáo"),
    wrong(&[], "chinh", &["phủ"], "chính"),
    wrong(&[], "chinh", &["quyền"], "chính"),
    wrong(&[], "chinh", &["trị"], "chính"),
    wrong(&["hành"], "chinh", &[], "chính"),
    wrong(&["tài"], "chinh", &[], "chính"),
    wrong(&[], "chuyên", &["đổi", "số"], "chuyển"),
    wrong(&["cán"], "bô", &[], "bộ"),
    wrong(&["nhân"], "dan", &[], "dân"),
    wrong(&["thi"], "dua", &[], "đua"),
    wrong(&[], "giai", &["phóng"], "giải"),
    wrong(&["mô"], "hinh", &[], "hình"),
    wrong(&["tình"], "hinh", &[], "hình"),
    wrong(&["điển"], "hinh", &[], "hình"),
    wrong(&["kế"], "hoach", &[], "hoạch"),
    wrong(&[], "ke", &["hoạch"], "kế"),
    wrong(&[], "ky", &["niệm"], "kỷ"),
    wrong(&[], "kê", &["hoạch"], "kế"),
    wrong(&[], "lanh", &["đạo"], "lãnh"),
    wrong(&["chào"], "mưng", &[], "mừng"),
    wrong(&["thôn"], "mơi", &[], "mới"),
    wrong(&[], "nghi", &["quyết"], "nghị"),
    wrong(&[], "nghi", &["định"], "nghị"),
    wrong(&["đề"], "nghi", &[], "nghị"),
    wrong(&[], "nhiêm", &["vụ"], "nhiệm"),
    wrong(&["kỉ"], "niêm", &[], "niệm"),
    wrong(&["kỷ"], "niêm", &[], "niệm"),
    wrong(&["thành"], "tich", &[], "tích"),
    wrong(&[], "tinh", &["bắc", "kạn"], "tỉnh"),
    wrong(&[], "tinh", &["uỷ"], "tỉnh"),
    wrong(&[], "tinh", &["ủy"], "tỉnh"),
    wrong(&["hđnd"], "tinh", &[], "tỉnh"),
    wrong(&["ubnd"], "tinh", &[], "tỉnh"),
    wrong(&["và"], "tinh", &["phát", "động"], "tỉnh"),
    wrong(&["chương"], "trinh", &[], "trình"),
    wrong(&["tờ"], "trinh", &[], "trình"),
    wrong(&["phong"], "trao", &["thi", "đua"], "trào"),
    wrong(&["tuyên"], "truyên", &[], "truyền"),
    wrong(&[], "uy", &["ban", "nhân"], "ủy"),
    wrong(&[], "van", &["phòng"], "văn"),
    wrong(&["dịch"], "vu", &[], "vụ"),
    wrong(&["nhiệm"], "vu", &[], "vụ"),
    wrong(&["phục"], "vu", &[], "vụ"),
    wrong(&[], "đoan", &["kết"], "đoàn"),
    wrong(&["hoạt"], "đông", &[], "động"),
    wrong(&["lao"], "đông", &[], "động"),
    wrong(&["phát"], "đông", &[], "động"),
];

/// Abbreviations as they are mistyped, and as they are meant.
const ABBREVIATIONS: [(&str, &str); 8] = [
    ("BDBP", "BĐBP"),
    ("HDND", "HĐND"),
    ("HDTDKT", "HĐTĐKT"),
    ("LDLD", "LĐLĐ"),
    ("LDTBXH", "LĐTBXH"),
    ("LDVP", "LĐVP"),
    ("QDND", "QĐND"),
    ("UBNĐ", "UBND"),
];

/// The words of [`CONTEXTS`] and [`ABBREVIATIONS`].
static LISTED: Alike = {
    let mut listed = Alike::NONE;
    let mut at = 0;
    while at < CONTEXTS.len() {
        listed = listed.with(CONTEXTS[at].word);
        at += 1;
    }
    let mut at = 0;
    while at < ABBREVIATIONS.len() {
        listed = listed.with(ABBREVIATIONS[at].0);
        at += 1;
    }
    listed
};

/// Whether a word of these bytes, the last of them given, may be one that is amiss.
pub(super) fn may_be_amiss(word: &[u8], last: u8) -> bool {
    LISTED.may_hold(word) || matches!(last, b'c' | b'p' | b't' | b'h') && is_toneless(word)
}

/// Whether a word has letters beyond ASCII, and none of them a tone.
fn is_toneless(word: &[u8]) -> bool {
    let mut is_beyond = false;
    let mut bytes = word.iter();
    while let Some(byte) = bytes.next() {
        if byte.is_ascii() {
            continue;
        }
        is_beyond = true;
        // ă đ â ê ô ơ ư
        let is_plain = match (byte, bytes.next()) {
            (0xC4, Some(second)) => matches!(second, 0x83 | 0x91),
            (0xC3, Some(second)) => matches!(second, 0xA2 | 0xAA | 0xB4),
            (0xC6, Some(second)) => matches!(second, 0xA1 | 0xB0),
            _ => false,
        };
        if !is_plain {
            return false;
        }
    }
    is_beyond
}

pub(super) fn check(reading: &Reading<'_>, _: &Context, found: &mut Found) {
    let words = reading.words();
    for at in words.that_may_be(Trigger::TONELESS) {
        let word = words.get(at);
        let Some(help) = amiss(words, at) else { continue };
        let finding = Diagnostic::warning(
            "missing-tone",
            message!("“{word}” có vẻ thiếu dấu", "“{word}” seems to have lost a mark"),
        )
        .help(help);
        found.once(word, reading.place(at..at + 1), Vec::new(), finding);
    }
}

/// What to do about a word; none if nothing is amiss.
fn amiss(words: &Words<'_>, at: usize) -> Option<Message> {
    let word = words.get(at);
    let first = *word.as_bytes().first()?;
    if first.is_ascii_uppercase() && !words.lead(at).ends_with(['-', '/']) {
        let meant = ABBREVIATIONS.iter().find(|(typed, _)| *typed == word);
        if let Some((_, right)) = meant {
            return Some(message!("có phải là “{right}”?", "did you mean “{right}”?"));
        }
    }
    if lacks_tone(word) {
        return Some(message!("gõ lại cho đủ dấu", "type it again with all its marks"));
    }
    let fits = |wrong: &&Wrong| {
        let before = at.checked_sub(wrong.before.len());
        let is_after = || before.is_some_and(|it| words.are(it, wrong.before) && words.is_spaced(at - 1));
        let is_before = || words.is_spaced(at) && words.are(at + 1, wrong.after);
        (wrong.before.is_empty() || is_after()) && (wrong.after.is_empty() || is_before())
    };
    let same = CONTEXTS.iter().filter(|wrong| is_same(word, wrong.word));
    let right = same.filter(|wrong| fits(wrong)).map(|wrong| wrong.right).next()?;
    Some(message!("có phải là “{right}”?", "did you mean “{right}”?"))
}

/// Whether it is a syllable of small letters that must have a tone and has none. Names may be those of other languages.
fn lacks_tone(word: &str) -> bool {
    let ends = matches!(word.as_bytes(), [.., b'c' | b'p' | b't'] | [.., b'c', b'h']);
    if !ends || word.is_ascii() {
        return false;
    }
    let is_plain = |c: char| c.is_ascii_lowercase() || matches!(c, 'ă' | 'â' | 'đ' | 'ê' | 'ô' | 'ơ' | 'ư');
    let is_vowel =
        |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư');
    word.chars().all(is_plain) && word.chars().any(is_vowel) && word.chars().count() <= 7
}
