//! Which old encoding a file is in, so that the error can tell its editor how to save it again.
//!
//! 1. A byte order mark, or zeros in every other byte, is UTF-16.
//! 2. Bytes that are mostly good UTF-8 are a damaged file, and no encoding is named.
//! 3. Of the three that Vietnamese was written in, name the one in whose spelling nearly every byte above ASCII stands
//!    where it may, if the text is long enough to tell. All three use the same bytes: what stands before each decides.

/// Fewest bytes above ASCII to tell one encoding from another by.
const FEWEST: usize = 3;

/// The encoding that `bytes`, which are not UTF-8, seem to be in: `UTF-16`, `Windows-1258`, `TCVN3 (ABC)` or `VNI`;
/// `None` if they look like none of these.
///
/// ```
/// assert_eq!(thidua::text::encoding::guess(b"K\xD5 ho\xB9ch thi \xAEua"), Some("TCVN3 (ABC)"));
/// ```
pub fn guess(bytes: &[u8]) -> Option<&'static str> {
    if is_utf16(bytes) {
        return Some("UTF-16");
    }
    if is_damaged_utf8(bytes) {
        return None;
    }
    let candidates: [(&str, Rule); 3] =
        [("VNI", fit_vni), ("Windows-1258", fit_windows_1258), ("TCVN3 (ABC)", fit_tcvn3)];
    let mut best = (None, 0);
    for (name, fit) in candidates {
        let fitting = fitting_bytes(bytes, fit);
        if fitting > best.1 {
            best = (Some(name), fitting);
        }
    }
    best.0
}

/// Tells how a byte fits an encoding, given the byte before it.
type Rule = fn(u8, u8) -> Fit;

/// How a byte fits an encoding.
enum Fit {
    /// No Vietnamese text has it there.
    Wrong,
    /// It may stand there, but also in French or German.
    Possible,
    /// It may stand there, and hardly in another language or encoding.
    Typical,
}

/// How many bytes above ASCII fit; 0 unless nine in ten do, one in five is typical, and there are enough of them.
fn fitting_bytes(bytes: &[u8], fit: Rule) -> usize {
    let (mut high, mut possible, mut typical) = (0, 0, 0);
    let mut before = b' ';
    for &byte in bytes {
        // Below are the quotation marks and dashes that Windows puts into any of the encodings.
        if byte > 0xA0 {
            high += 1;
            match fit(before, byte) {
                Fit::Wrong => {}
                Fit::Possible => possible += 1,
                Fit::Typical => typical += 1,
            }
        }
        before = byte;
    }
    let fitting = possible + typical;
    if high >= FEWEST && fitting * 10 >= high * 9 && typical * 5 >= high { fitting } else { 0 }
}

/// Windows-1258: a tone is a byte of its own after its vowel ("h\xF4\xF2i", hội).
fn fit_windows_1258(before: u8, byte: u8) -> Fit {
    let after_vowel =
        is_ascii_vowel(before) || matches!(before | 0x20, 0xE2 | 0xE3 | 0xEA | 0xF4 | 0xF5 | 0xFD);
    match byte {
        0xCC | 0xD2 | 0xDE | 0xEC | 0xF2 if after_vowel => Fit::Typical,
        0xC0..=0xDF if before.is_ascii_lowercase() => Fit::Wrong,
        0xC0.. => match byte | 0x20 {
            0xE0..=0xE3 | 0xE8..=0xEA | 0xED | 0xF0 | 0xF3..=0xF5 | 0xF9 | 0xFA | 0xFD => Fit::Possible,
            _ => Fit::Wrong,
        },
        _ => Fit::Wrong,
    }
}

/// VNI: a Latin-1 letter after a plain vowel stands for its marks ("ca\xF9c", các); a few stand for a letter.
fn fit_vni(before: u8, byte: u8) -> Fit {
    let vowel = before.to_ascii_lowercase();
    let horned = matches!(before | 0x20, 0xF4 | 0xF6);
    match byte | 0x20 {
        _ if byte < 0xC0 || byte < 0xE0 && before.is_ascii_lowercase() => Fit::Wrong,
        0xEF | 0xF5 | 0xF8 | 0xF9 | 0xFB if horned || matches!(vowel, b'a' | b'e' | b'o' | b'u' | b'y') => {
            Fit::Typical
        }
        0xE0..=0xE5 if matches!(vowel, b'a' | b'e' | b'o') => Fit::Typical,
        0xE8..=0xEB | 0xFA | 0xFC if vowel == b'a' => Fit::Typical,
        0xE6 | 0xEC..=0xEE | 0xF1..=0xF4 | 0xF6 => Fit::Possible,
        _ => Fit::Wrong,
    }
}

/// TCVN3 (the .Vn fonts, ABC): one byte for each letter with its marks, most of them signs or capitals in other
/// encodings ("\xAEua", đua; "t\xD5t", tết).
fn fit_tcvn3(before: u8, byte: u8) -> Fit {
    match byte {
        _ if matches!(before, b'a' | b'e') => Fit::Wrong,
        0xA8..=0xAE | 0xB5..=0xB9 | 0xBB..=0xBE => Fit::Typical,
        0xC6..=0xD8 | 0xDC..=0xDE if before.is_ascii_lowercase() => Fit::Typical,
        0xA1..=0xA7 | 0xC6..=0xD8 | 0xDC..=0xDF | 0xE1..=0xFE => Fit::Possible,
        _ => Fit::Wrong,
    }
}

/// Whether `byte` is a vowel of the ASCII alphabet.
fn is_ascii_vowel(byte: u8) -> bool {
    matches!(byte.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Whether `bytes` begin with a mark of UTF-16, or have a zero in a third of the odd places and none in the even ones,
/// or the other way round.
fn is_utf16(bytes: &[u8]) -> bool {
    let mut zeros = [0, 0];
    for (at, _) in bytes.iter().enumerate().filter(|&(_, &byte)| byte == 0) {
        zeros[at % 2] += 1;
    }
    let [even, odd] = zeros;
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..])
        || bytes.len().is_multiple_of(2) && even.min(odd) == 0 && even.max(odd) * 6 > bytes.len()
}

/// Whether there are more good characters of two bytes and up than faults.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    good > faults
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::guess;

    #[test]
    fn guesses() {
        let utf16: Vec<u8> = "Kế hoạch thi đua".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16_be: Vec<u8> = "Kế hoạch thi đua".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let table: [(&[u8], Option<&str>); 19] = [
            // "Kế hoạch thi đua của Văn phòng Uỷ ban nhân dân tỉnh" in each of the encodings.
            (
                b"K\xEA\xEC hoa\xF2ch thi \xF0ua cu\xD2a V\xE3n pho\xCCng Uy\xD2 ban nh\xE2n d\xE2n ti\xD2nh",
                Some("Windows-1258"),
            ),
            (
                b"K\xD5 ho\xB9ch thi \xAEua c\xF1a V\xA8n ph\xDFng U\xFB ban nh\xA9n d\xA9n t\xD8nh",
                Some("TCVN3 (ABC)"),
            ),
            (
                b"Ke\xE1 hoa\xEFch thi \xF1ua cu\xFBa Va\xEAn pho\xF8ng Uy\xFB ban nha\xE2n da\xE2n t\xE6nh",
                Some("VNI"),
            ),
            (b"KE\xC1 HOA\xCFCH THI \xD1UA CU\xDBA VA\xCAN PHO\xD8NG", Some("VNI")),
            (b"cha\xF8o ca\xF9c", None), // too short to tell
            (b"cha\xF8o ca\xF9c ba\xEFn", Some("VNI")),
            (b"h\xE9p m\xF8t t\xD5t", Some("TCVN3 (ABC)")),
            (b"\xFF\xFEK\0", Some("UTF-16")),
            (b"\xFE\xFF\0K", Some("UTF-16")),
            (&utf16, Some("UTF-16")),
            (&utf16_be, Some("UTF-16")),
            (&"Kế hoạch thi đuắ".as_bytes()[..21], None),
            (b"K\xE1\xBA ho\xE1\xBA\xA1ch thi \xC4\x91ua", None),
            (b"caf\xE9", None),
            (b"L'\xE9t\xE9 \xE0 No\xEBl, \xE7a co\xFBte tr\xE8s cher, ma\xEEtre Fran\xE7ois", None),
            (b"Stra\xDFe f\xFCr M\xE4nner, \xFCber K\xF6ln, gr\xF6\xDFer", None),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xE0\x08\x06", None),
            (b"", None),
            (b"\xFF", None),
        ];
        for (bytes, expected) in table {
            assert_eq!(guess(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    proptest! {
        #[test]
        fn truncated_vietnamese_is_no_encoding(text in "[a-zăâđêôơưạ-ỹ ]{4,40}ế") {
            prop_assert_eq!(guess(&text.as_bytes()[..text.len() - 1]).filter(|_| text.chars().filter(|c| !c.is_ascii()).count() > 3), None);
        }

        #[test]
        fn no_bytes_panic(bytes in any::<Vec<u8>>()) {
            let _ = guess(&bytes);
        }
    }
}
