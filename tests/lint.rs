//! The checks that know the text, at work: on the plan as it was published, on any text at all, and what `--fix` makes of
//! files. Each code by itself is in `tests/diagnostics.rs`.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests write files, and fail where they cannot go on"
)]

mod common;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use common::folder;
use common::{fixture, program};
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use snapbox::data::DataFormat;
use snapbox::{Assert, Data, IntoData};
use tempfile::{TempDir, tempdir};
use thidua::lint::{self, Context};
use thidua::markdown::{self, HtmlPolicy, Options};
use thidua::prose::Prose;
use thidua::span::SourcePath;
use thidua::text::Locale;

/// The plan, word for word as it was published, as a post: what is wrong with it is found, and nothing else.
#[test]
fn the_plan_has_its_own_faults_and_no_others() {
    for lang in ["vi", "en"] {
        let said = checked(&fixture("lint"), lang);
        expect(&format!("lint/ke-hoach.{lang}.txt"), &said);
    }
    let plan = folder::tree(&fixture("lint"))["content/ke-hoach.md"].clone();
    let text = String::from_utf8(plan).unwrap();
    assert!(text.ends_with(&std::fs::read_to_string(fixture("plan.txt")).unwrap()), "the plan's own words");
}

/// The portal dates the plan's basis otherwise; both dates must be there for the conflict to be seen.
#[test]
fn the_date_on_the_portal_is_a_conflict() {
    let site = copy(&fixture("lint"));
    let portal = "---\ntitle: Cổng thông tin\n---\n\nKế hoạch số 327/KH-UBND ngày 12/5/2024 của UBND tỉnh.\n";
    folder::write(site.path(), "content/cong-thong-tin.md", portal);
    let told = program::check(site.path(), &[]).told();
    let conflicts: Vec<_> = told.lines().filter(|line| line.contains("doc-date-conflict")).collect();
    assert_eq!(
        conflicts,
        [
            "warning doc-date-conflict content/ke-hoach.md:14:40: 327/KH-UBND is dated 10 May 2024 here, and 12 May 2024 \
          elsewhere (look at the document itself)"
        ]
    );
}

/// What the program says on standard error.
fn checked(root: &Path, lang: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_thidua"))
        .args(["check", "--quiet", "--date", "2024-06-10", "--lang", lang, "--root"])
        .arg(root)
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stderr).unwrap()
}

fn expect(path: &str, said: &str) {
    let expected = Data::read_from(&fixture(path), Some(DataFormat::Text)).raw();
    Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV).eq(said.into_data(), expected);
}

fn copy(site: &Path) -> TempDir {
    let folder = tempdir().unwrap();
    folder::copy(site, folder.path());
    folder
}

fn prose(text: &str) -> Prose {
    let options = Options { html: HtmlPolicy::Sanitised, locale: Locale::Vi };
    let text: Arc<str> = Arc::from(text);
    markdown::render(&SourcePath::new("content/bai.md"), &text, 0..text.len(), &options).1
}

/// Words that the checks look for, and what stands around them.
fn anything() -> impl Strategy<Value = String> {
    let words = "(ngày|đêm|tháng|năm|75|5/8/2024|31/6|số|/KH-VP|98/2023/NĐ-CP|thứ|Bảy|tinh|Bắc|HC-QT|MẬT|0912345678|[xem thêm](a.md)\
                 |ǎ|Ð|\u{200B}|®ua|caùc|!\\[a\\]\\(b\\)|<b>|`|\\*|\n|\n\n|- |> |# |\\| |\\(|\\)|,|\\.|&amp;|www\\.|a@b| ){0,40}";
    prop_oneof![any::<String>(), words]
}

proptest! {
    #[test]
    fn no_text_panics_and_every_finding_has_its_place(text in anything()) {
        let prose = prose(&text);
        let context = Context::new(None, []);
        let (findings, mentions) = lint::check([&prose], &context);
        for finding in findings.iter().chain(lint::conflicts(mentions, &context).iter()) {
            let range = finding.span.as_ref().unwrap().range.clone();
            prop_assert!(text.get(range.clone()).is_some(), "{:?} {range:?}", finding.code);
        }
    }

    /// The words of a text stand where they are said to stand.
    #[test]
    fn prose_leads_back_to_the_file(text in "([a-zđ ]|\\*\\*|`x`|&amp;|\\\\\\*|\n|\n\n- |\n> |!\\[a\\]\\(b\\)|\\[c\\]\\(d\\)){0,40}") {
        let prose = prose(&text);
        for (at, c) in prose.text().char_indices().filter(|(_, c)| c.is_alphabetic()) {
            let place = prose.place(at..at + c.len_utf8());
            let there = text.get(place.range.clone()).map(str::to_owned);
            prop_assert_eq!(there, Some(c.to_string()), "{:?}", prose.text());
        }
    }
}
