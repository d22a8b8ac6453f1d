//! Front matter of anything at all.

use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::{collection, sample};

use crate::ground::Ground;

/// Front matter as it comes from a cat on a keyboard: tokens that mean something to YAML and to the program, and bytes.
fn front_matter() -> impl Strategy<Value = Vec<u8>> {
    let tokens = vec![
        "---\n",
        "title",
        "date",
        "tags",
        "lists",
        "cover",
        "slug",
        "report",
        "unit",
        ": ",
        ":",
        "\n",
        "\n  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\"",
        "'",
        "|\n",
        ">\n",
        "&a ",
        "*a",
        "!!int ",
        "!x ",
        "? ",
        "# ",
        "%",
        "@",
        "`",
        "\t",
        "~",
        "null",
        "true",
        "no",
        "0x1F",
        "1e999",
        ".nan",
        "007",
        "-0",
        "99999999999999999999",
        "2024-06-07",
        "31/02/2024",
        "12:30:45",
        "<<: ",
        "é",
        "e\u{301}",
        "\u{0}",
        "\u{feff}",
        "\u{2028}",
        "...\n",
        "+++\n",
        "\r",
    ];
    let piece = prop_oneof![
        12 => sample::select(tokens).prop_map(|token| token.as_bytes().to_vec()),
        1 => collection::vec(any::<u8>(), 0..4),
    ];
    collection::vec(piece, 0..40).prop_map(|pieces| {
        let mut file = b"---\n".to_vec();
        file.extend(pieces.concat());
        file.extend(b"\n---\nCh\xe1\xbb\xaf.\n");
        file
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 16, max_shrink_iters: 60, ..ProptestConfig::default() })]

    /// Each file becomes a page or is told; never a panic.
    #[test]
    fn any_front_matter_is_a_page_or_a_clear_error(files in collection::vec(front_matter(), 150)) {
        let ground = Ground::new(&[]);
        for (number, file) in files.iter().enumerate() {
            ground.write(&format!("content/bai-{number}.md"), file);
        }
        let answer = ground.survive(&[]);
        let hidden = answer.report["hidden"].as_array().unwrap().len() as u64;
        assert_eq!(answer.report["pages"].as_u64().unwrap() + hidden, files.len() as u64);
    }
}
