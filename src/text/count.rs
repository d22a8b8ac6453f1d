//! How long a text is: its syllables (tiếng), and the minutes they take to read.

/// Syllables (tiếng) that a reader takes in a minute.
const SYLLABLES_A_MINUTE: usize = 220;

/// The syllables (tiếng) of `text`: its runs between white space that hold a letter or a digit.
///
/// ```
/// assert_eq!(thidua::text::syllables("Đợt thi đua – 75 ngày"), 5);
/// ```
pub fn syllables(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut count = 0;
    let mut counted = 0; // 1 once the run that is being read is
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        // No branch but that for what is rare: which bytes come next is hard to foresee in Vietnamese, and a wrong guess
        // costs a processor more than the work.
        let next = bytes.get(at + 1).copied().unwrap_or_default();
        let (mut kind, mut length) = (KINDS[byte as usize], 1);
        if kind & (RARE | UNLESS[next as usize]) != 0 {
            (kind, length) = text[at..].chars().next().map_or((0, 1), |c| (kind_of(c), c.len_utf8()));
        }
        count += usize::from(kind & LETTER & !counted);
        counted = (counted | kind) & LETTER & !(kind >> 1);
        at += length;
    }
    count
}

/// Makes a syllable of the run it stands in.
const LETTER: u8 = 1;
/// Ends a run. Next to [`LETTER`], which is shifted against it.
const SPACE: u8 = 2;
/// The first byte of a character that has to be looked at.
const RARE: u8 = 4;
/// A letter, unless × or ÷: the first byte of â.
const UNLESS_TIMES: u8 = 8;
/// A letter, if of U+1E80 to U+1EFF, where all are: the first byte of ạ.
const UNLESS_BEYOND: u8 = 16;

/// What each byte does. Those that go on with a character do nothing.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b' ' | b'\t'..=b'\r' => SPACE,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            0xC3 => LETTER | UNLESS_TIMES,
            0xC4..=0xC6 => LETTER, // U+0100 to U+01BF: đ, ơ
            0xE1 => LETTER | UNLESS_BEYOND,
            0xC2 | 0xC7.. => RARE,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// What the byte that follows a byte makes of it.
const UNLESS: [u8; 256] = {
    let mut unless = [UNLESS_BEYOND; 256];
    unless[0xBA] = 0;
    unless[0xBB] = 0;
    unless[0x97] |= UNLESS_TIMES;
    unless[0xB7] |= UNLESS_TIMES;
    unless
};

fn kind_of(c: char) -> u8 {
    if c.is_alphanumeric() {
        LETTER
    } else if c.is_whitespace() {
        SPACE
    } else {
        0
    }
}

/// The whole minutes that `syllables` take to read at 220 a minute; at least 1.
pub fn reading_minutes(syllables: usize) -> u32 {
    let minutes = syllables.div_ceil(SYLLABLES_A_MINUTE).max(1);
    u32::try_from(minutes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{reading_minutes, syllables};

    #[test]
    fn counts() {
        let table = [
            ("", 0),
            (" \n\t ", 0),
            ("– … !", 0),
            ("tiếng", 1),
            ("Đợt thi đua – 75 ngày", 5),
            ("  xuống\ndòng\tvà\u{A0}nối ", 4),
            ("(327/KH-UBND),", 1),
            ("thi đua - khen thưởng", 4),
            ("3 × 4 ÷ 2 « ½ » ª", 5),
            ("ữ\u{1680}ỹ\u{2003}Ơ\u{3000}ß中文\u{85}ð", 5),
        ];
        for (text, expected) in table {
            assert_eq!(syllables(text), expected, "{text:?}");
        }
    }

    #[test]
    fn minutes() {
        for (count, expected) in
            [(0, 1), (1, 1), (220, 1), (221, 2), (440, 2), (441, 3), (usize::MAX, u32::MAX)]
        {
            assert_eq!(reading_minutes(count), expected, "{count}");
        }
    }

    #[test]
    fn every_character_is_taken_for_what_it_is() {
        for c in '\0'..=char::MAX {
            let expected = if c.is_whitespace() { 2 } else { 1 };
            assert_eq!(syllables(&format!("a{c}b")), expected, "{c:?}");
            assert_eq!(syllables(&c.to_string()), usize::from(c.is_alphanumeric()), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn syllables_add_up(a in any::<String>(), b in any::<String>()) {
            prop_assert_eq!(syllables(&format!("{a} {b}")), syllables(&a) + syllables(&b));
            prop_assert!(reading_minutes(syllables(&a)) >= 1);
        }
    }
}
