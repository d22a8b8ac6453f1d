//! The letters in the number of an official document (ký hiệu văn bản): what they are of, and how they are formed.
//!
//! 1. [`is_kind`] and [`is_office`] know the letters of kinds of documents and of those who issue them.
//! 2. [`formed`] gives the letters as they should be; [`is_well_formed`] tells whether a whole number is so.

/// The letters a kind of document is known by.
const KINDS: [&str; 27] = [
    "BB", "BC", "BTP", "CĐ", "CT", "CTr", "CV", "ĐA", "GM", "HD", "HDLN", "KH", "KL", "L", "ND", "NĐ", "NQ",
    "NQLT", "PA", "PL", "QC", "QD", "QĐ", "TB", "TT", "TTLT", "TTr",
];

/// Whether letters are those of a kind of document.
pub fn is_kind(letters: &str) -> bool {
    KINDS.contains(&letters)
        || letters.strip_prefix("QH").is_some_and(|term| {
            (1..=2).contains(&term.len()) && term.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// Whether letters are those of an office that documents are issued by.
pub fn is_office(letters: &str) -> bool {
    matches!(letters, "UBND" | "HĐND" | "CP" | "TTg" | "VP" | "BNV" | "VPUBND" | "CTN" | "TU" | "TW")
}

/// The kind in the letters of a number: `KH` of `KH-UBND`.
pub fn kind(symbol: &str) -> &str {
    symbol.split(['-', '/']).next().unwrap_or_default()
}

/// Whether the year is a part of the number of such a document: `98/2023/NĐ-CP`.
pub fn has_year(symbol: &str) -> bool {
    matches!(kind(symbol), "NĐ" | "ND" | "TT" | "TTLT") && symbol.contains('-')
}

/// The letters of a number, which have no spaces, as they are formed for their kind.
///
/// ```
/// use thidua::text::document_symbol::formed;
///
/// assert_eq!(formed("QD-UBNĐ"), "QĐ-UBND");
/// assert_eq!(formed("KH-UBND"), "KH-UBND");
/// ```
pub fn formed(symbol: &str) -> String {
    let kind = kind(symbol);
    if matches!(kind, "NĐ" | "ND") {
        return "NĐ-CP".to_owned();
    }
    let rest = &symbol[kind.len()..];
    let Some(office) = rest.get(1..).filter(|office| !office.is_empty()) else {
        return symbol.to_owned();
    };
    let kind = if kind == "QD" { "QĐ" } else { kind };
    let office = match office {
        "UBNĐ" => "UBND",
        "HDND" => "HĐND",
        other => other,
    };
    let first = office.split('-').next().unwrap_or_default();
    // The Party writes a stroke before its committees, an office a hyphen.
    let is_office = is_office(first) && !matches!(first, "TU" | "TW");
    let joint = if is_office { "-" } else { &rest[..1] };
    format!("{kind}{joint}{office}")
}

/// Whether a number without spaces, such as [`find`](super::document_number::find) gives, is of a kind that is known, is
/// not left blank, and is formed as such numbers are.
pub fn is_well_formed(number: &str) -> bool {
    let number = number.replace(['\u{2010}', '\u{2011}'], "-");
    let Some((figures, symbol)) = number.rsplit_once('/') else { return false };
    figures.starts_with(|c: char| c.is_ascii_digit())
        && is_kind(kind(symbol))
        && (figures.contains('/') || !has_year(symbol))
        && formed(symbol) == symbol
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{formed, is_well_formed};

    #[test]
    fn whole_numbers() {
        for (number, expected) in [
            ("327/KH-UBND", true),
            ("98/2023/NĐ-CP", true),
            ("36/2005/QH11", true),
            ("16/TTr\u{2011}VP", true),
            ("05/TB-HCTC-QTTV", true),
            ("98/2023/NĐ-ND-CP", false),
            ("98/NĐ-CP", false),
            ("327/KH-UBNĐ", false),
            ("5/XL-XXL", false),
            ("/KH-VP", false),
            ("…/KH-VP", false),
            ("", false),
        ] {
            assert_eq!(is_well_formed(number), expected, "{number}");
        }
    }

    proptest! {
        #[test]
        fn what_is_formed_stays(symbol in any::<String>(), likely in "(KH|QD|NĐ|TT)?[-/]?(UBNĐ|HDND|CP|TU)?[-/]?[A-Z]{0,3}") {
            for symbol in [symbol, likely] {
                let once = formed(&symbol);
                prop_assert_eq!(formed(&once), once);
            }
        }
    }
}
