//! "Did you mean": the known word nearest to one that is not known.
//!
//! 1. Compare slugs, so that marks, case, spaces and hyphens cost nothing: "tin tuc" is "tin-tức".
//! 2. Pass over what differs by more than a third of its length.
//! 3. Of equally near words, take the one that differs least as written, then the one given first.

use strsim::damerau_levenshtein;

use super::{nfc, slug};

/// The word in `known` nearest to `word`, if one is near enough to be what was meant.
///
/// ```
/// use thidua::text::suggest::nearest;
///
/// assert_eq!(nearest("titel", ["date", "title", "tags"]), Some("title"));
/// assert_eq!(nearest("zebra", ["date", "title", "tags"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = nfc(word);
    let word_slug = slug(&word);
    if word_slug.is_empty() {
        return None;
    }
    known
        .into_iter()
        .filter_map(|candidate| {
            let distance = distance_within_a_third(&word_slug, &slug(candidate))?;
            Some((distance, damerau_levenshtein(&word, &nfc(candidate)), candidate))
        })
        .min_by_key(|&(folded, written, _)| (folded, written))
        .map(|(_, _, candidate)| candidate)
}

/// The edits between `a` and `b`, unless they are more than a third of the letters of the longer.
fn distance_within_a_third(a: &str, b: &str) -> Option<usize> {
    let (a_length, b_length) = (a.chars().count(), b.chars().count());
    let bound = a_length.max(b_length) / 3;
    if a_length.abs_diff(b_length) > bound {
        return None;
    }
    Some(damerau_levenshtein(a, b)).filter(|&distance| distance <= bound)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::nearest;

    #[test]
    fn suggestions() {
        let keys: &[&str] =
            &["title", "date", "updated", "publish", "expires", "draft", "tags", "unit", "lists", "lang"];
        let sections: &[&str] = &["tien-do", "tin-tức", "van-ban", "Gương người tốt"];
        let table: &[(&str, &[&str], Option<&str>)] = &[
            ("titel", keys, Some("title")),
            ("Title", keys, Some("title")),
            ("tag", keys, Some("tags")),
            ("update", keys, Some("updated")),
            ("expire", keys, Some("expires")),
            ("dat", keys, Some("date")),
            ("list", keys, Some("lists")),
            ("author", keys, None),
            ("x", keys, None),
            ("", keys, None),
            ("?", keys, None),
            ("tin tuc", sections, Some("tin-tức")),
            ("tintuc", sections, Some("tin-tức")),
            ("tin-tức", sections, Some("tin-tức")),
            ("van_ban", sections, Some("van-ban")),
            ("Văn bản", sections, Some("van-ban")),
            ("guong nguoi tot", sections, Some("Gương người tốt")),
            ("guong ngoui tot", sections, Some("Gương người tốt")),
            ("lich-su", sections, None),
            ("lặp lại", &["lap-lai", "lắp lại"], Some("lắp lại")),
            ("bao", &["bão", "báo"], Some("bão")),
            ("abd", &["abc", "abe"], Some("abc")),
            ("title", &[], None),
        ];
        for &(word, known, expected) in table {
            assert_eq!(nearest(word, known.iter().copied()), expected, "{word}");
        }
    }

    proptest! {
        #[test]
        fn a_known_word_is_its_own_nearest(word in "[a-zđ]{1,12}", other in any::<String>()) {
            prop_assert_eq!(nearest(&word, [other.as_str(), &word]), Some(word.as_str()));
            prop_assert!(nearest(&other, [word.as_str()]).is_none_or(|found| found == word));
        }
    }
}
