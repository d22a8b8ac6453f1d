//! Shards are named after their content: what did not change keeps its name.

use std::collections::BTreeSet;
use std::fs;

use crate::common::{folder, program};
use crate::{open, site};

fn names(public: &std::path::Path) -> BTreeSet<String> {
    folder::tree(&public.join("static/search")).into_keys().collect()
}

#[test]
fn an_edit_leaves_the_texts_of_other_pages_as_they_are() {
    let syllables =
        ["thi", "đua", "lao", "động", "sáng", "tạo", "khen", "thưởng", "Bắc", "Kạn", "kế", "hoạch"];
    let page = |number: usize| {
        let words: Vec<_> =
            (0..120).map(|at| syllables[(number * 7 + at * at + at) % syllables.len()]).collect();
        let text = format!(
            "---\ntitle: Bài {number}\ndate: 2024-01-{:02}\n---\n\n{}.\n",
            1 + number % 28,
            words.join(" ")
        );
        (format!("bai-{number:03}.md"), text)
    };
    let pages: Vec<_> = (0..600).map(page).collect();
    let given: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let root = site(&given);
    let public = root.path().join("public");
    assert_eq!(program::build(root.path(), &[]).code, Some(0));
    let before = names(&public);

    // None of those that the runs of words are learned from, which are one in four.
    let edited = root.path().join("content/bai-301.md");
    fs::write(&edited, format!("{}\nThêm một câu về con đường.\n", pages[301].1)).unwrap();
    assert_eq!(program::build(root.path(), &[]).code, Some(0));
    let after = names(&public);
    let new = after.difference(&before).count();
    assert!(after.len() > 90 && new <= 20, "{new} of {} shards are new", after.len());

    folder::write(root.path(), "content/moi.md", "---\ntitle: Bài mới\ndate: 2024-06-01\n---\n\nThi đua.\n");
    assert_eq!(program::build(root.path(), &[]).code, Some(0));
    let new = names(&public).difference(&after).count();
    assert!(new <= 20, "{new} shards are new");

    fs::write(&edited, &pages[301].1).unwrap();
    fs::remove_file(root.path().join("content/moi.md")).unwrap();
    assert_eq!(program::build(root.path(), &[]).code, Some(0));
    assert_eq!(names(&public), before);
}

#[test]
fn what_no_text_says_any_more_is_in_no_shard() {
    let root = site(&[
        ("mot.md", "---\ntitle: Thi đua\n---\n\nLao động quendi sáng tạo.\n"),
        ("hai.md", "---\ntitle: Khen thưởng\n---\n\nBắc Kạn, lao động.\n"),
    ]);
    let public = root.path().join("public");
    assert!(open(root.path(), &[]).tells("quendi"));

    folder::write(root.path(), "content/mot.md", "---\ntitle: Thi đua\n---\n\nLao động sáng tạo.\n");
    assert!(!open(root.path(), &[]).tells("quendi"));
    let after = folder::tree(&public);
    assert_eq!(program::build(root.path(), &["--no-cache"]).code, Some(0));
    assert_eq!(folder::tree(&public), after);
}

#[test]
fn a_shard_that_is_not_as_it_was_written_is_made_again() {
    let root = site(&[
        ("mot.md", "---\ntitle: Thi đua\n---\n\nLao động sáng tạo.\n"),
        ("hai.md", "---\ntitle: Khen thưởng\n---\n\nBắc Kạn.\n"),
    ]);
    let public = root.path().join("public");
    assert_eq!(program::build(root.path(), &[]).code, Some(0));
    let before = folder::tree(&public);

    for (number, shard) in names(&public).iter().enumerate() {
        let shard = public.join("static/search").join(shard);
        match number % 3 {
            0 => fs::remove_file(shard).unwrap(),
            1 => fs::write(shard, "hỏng").unwrap(),
            _ => {}
        }
    }
    assert_eq!(program::build(root.path(), &[]).code, Some(0));
    assert_eq!(folder::tree(&public), before);
}
