//! The name of a page in its address.
//!
//! 1. Fold the title: no marks, no case, đ → d.
//! 2. Keep its runs of letters and digits, joined by `-`.

use super::fold;

/// The slug of `text`: its folded letters and digits, all other runs as one `-`, none at the ends. Letters outside
/// Latin stay, so a Chinese title has a slug too; text without a letter or digit gives the empty string.
///
/// ```
/// assert_eq!(thidua::text::slug("Kế hoạch 327/KH-UBND: Đợt thi đua"), "ke-hoach-327-kh-ubnd-dot-thi-dua");
/// ```
pub fn slug(text: &str) -> String {
    let folded = fold(text);
    let mut slug = String::with_capacity(folded.len());
    for run in folded.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(run);
    }
    slug
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use unicode_normalization::UnicodeNormalization;

    use super::slug;

    #[test]
    fn slugs() {
        let table = [
            ("", ""),
            ("…!?", ""),
            ("Kế hoạch 327/KH-UBND: Đợt thi đua", "ke-hoach-327-kh-ubnd-dot-thi-dua"),
            ("  -- Tin tức --  ", "tin-tuc"),
            ("bảo", "bao"),
            ("bão", "bao"),
            ("báo", "bao"),
            ("Đền ơn đáp nghĩa", "den-on-dap-nghia"),
            ("Nghị định 98/2023/NĐ-CP", "nghi-dinh-98-2023-nd-cp"),
            ("24/8/1949\u{A0}– 24/8/2024", "24-8-1949-24-8-2024"),
            ("“Bắc Kạn chung tay vì người nghèo”", "bac-kan-chung-tay-vi-nguoi-ngheo"),
            ("snake_case.md", "snake-case-md"),
            ("北京 2024", "北京-2024"),
            ("Привет, Мир", "привет-мир"),
            ("4.859,96 km²", "4-859-96-km2"),
        ];
        for (text, expected) in table {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn slugs_are_clean_and_blind_to_composition(text in any::<String>()) {
            let slug_ = slug(&text);
            prop_assert!(slug_.chars().all(|c| c == '-' || c.is_alphanumeric()), "{}", slug_);
            prop_assert!(!slug_.starts_with('-') && !slug_.ends_with('-') && !slug_.contains("--"));
            prop_assert_eq!(slug(&text.nfd().collect::<String>()), slug_.clone());
            prop_assert_eq!(slug(&slug_), slug_);
        }

        #[test]
        fn slugs_of_vietnamese_are_ascii(text in "[A-Za-zĂÂĐÊÔƠƯăâđêôơưÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýẠ-ỹ0-9 /.,:“”–-]{0,40}") {
            prop_assert!(slug(&text).bytes().all(|b| matches!(b, b'-' | b'0'..=b'9' | b'a'..=b'z')));
        }
    }
}
