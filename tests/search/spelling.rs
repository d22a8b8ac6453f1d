//! The reader spells words as the program does.

use std::path::Path;

use thidua::text::{canonical, fold};
use unicode_normalization::UnicodeNormalization;

use crate::engine::Engine;

fn both(engine: &Engine, word: &str) {
    let exact = canonical(word);
    assert_eq!(engine.text("spell", word), format!("{exact}\t{}", fold(&exact)), "{word:?}");
    assert_eq!(engine.text("unfold", word), fold(word), "{word:?}");
}

#[test]
fn words_are_spelled_alike() {
    let engine = Engine::bare(Path::new(""));
    let table = "Đợt thi ĐUA hoà hòa HOÀ thuỷ thủy khoẻ khỏe kỷ kỉ Lý lí tỷ quý quí QUÝ mây Ðường đường Dương ĐƯỜNG Bắc Kạn Cạn \
                 Ẫn ỳỷỹýỵ Straße Ærø Łódź café naïve 中文 Привет Й 한글 ½ ² № ª İstanbul ΌΣΟΣ ﬁ ǅ ẞ";
    for word in table.split_whitespace() {
        both(&engine, word);
        both(&engine, &word.nfd().collect::<String>());
        both(&engine, &word.to_uppercase());
    }
    both(&engine, "bắ\u{AD}c\u{200B}k\u{FEFF}");
    // Every letter that Vietnamese texts may have, and its neighbours.
    for c in ('\u{20}'..='\u{24F}')
        .chain('\u{300}'..='\u{36F}')
        .chain('\u{1E00}'..='\u{1EFF}')
        .chain('\u{2000}'..='\u{206F}')
    {
        both(&engine, &c.to_string());
        both(&engine, &format!("k{c}y"));
    }
}

#[test]
fn keys_of_telex_and_vni_become_words() {
    let engine = Engine::bare(Path::new(""));
    for (keys, expected) in [
        ("ddua", "đua"),
        ("dduwowngf", "đường"),
        ("dduongwf", "đường"),
        ("thuwowngr", "thưởng"),
        ("thuwowrng", "thưởng"),
        ("hoachj", "hoạch"),
        ("kees", "kế"),
        ("keej", "kệ"),
        ("bawsc", "bắc"),
        ("tieengs", "tiếng"),
        ("dongdf", "đòng"),
        ("d9ua", "đua"),
        ("d9u7o7ng2", "đường"),
        ("duong972", "đường"),
        ("ke61", "kế"),
        ("ba8c1", "bắc"),
    ] {
        let word = engine.text("keys", keys);
        assert_eq!(canonical(&word), canonical(expected), "{keys} {word}");
    }
    for word in ["đua", "thi", "2024", "327"] {
        assert_eq!(engine.text("keys", word), "", "{word}");
    }
}
