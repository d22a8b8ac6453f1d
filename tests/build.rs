//! Small sites, built: `tests/fixtures/build/<case>/site` gives `expected/`, the whole of it, and `report.txt`; with
//! other arguments, `expected-<variant>/`.
//!
//! Every site gets the tiny theme of `tests/fixtures/build/theme` besides its own. After a change that is meant,
//! `SNAPSHOTS=overwrite cargo test --test build` writes what is expected anew.

#![allow(clippy::disallowed_methods, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use common::folder::{self, Tree};
use common::program;
use quick_xml::Reader;
use quick_xml::events::Event;
use snapbox::{IntoData, assert_data_eq};
use tempfile::tempdir;

/// The site of `case`, built with `arguments`, gives the `variant` of the folder and the report that are expected.
#[track_caller]
fn check(case: &str, variant: &str, arguments: &[&str]) -> BTreeMap<String, String> {
    let case = common::fixture("build").join(case);
    let suffix = if variant.is_empty() { String::new() } else { format!("-{variant}") };
    let (expected, report) =
        (case.join(format!("expected{suffix}")), case.join(format!("report{suffix}.txt")));
    let root = tempdir().unwrap();
    folder::copy(&common::fixture("build/theme"), &root.path().join("themes/tiny"));
    folder::copy(&case.join("site"), root.path());
    let answer = program::build(root.path(), arguments);
    let built = folder::tree(&root.path().join("public"));
    let (code, pages) = (answer.code.unwrap(), &answer.report["pages"]);
    let told = format!("exit code {code}, {pages} pages\n{}{}", answer.told(), answer.stderr);
    if env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
        overwrite(&expected, &built);
        fs::write(&report, &told).unwrap();
    }
    let report = fs::read_to_string(&report).unwrap_or_default();
    assert_data_eq!(told, report.into_data().raw());
    let expected = folder::text(&folder::tree(&expected));
    assert_data_eq!(folder::text(&built), expected.into_data().raw());
    built.into_iter().map(|(path, content)| (path, String::from_utf8_lossy(&content).into_owned())).collect()
}

fn overwrite(expected: &Path, built: &Tree) {
    let _ = fs::remove_dir_all(expected);
    for (path, content) in built {
        folder::write(expected, path, content);
    }
}

/// The feed is XML, holds no character that XML forbids, and has an element with text at this path.
fn check_xml(path: &str, text: &str, wanted: &str) {
    let mut reader = Reader::from_str(text);
    let (mut open, mut found) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
            Event::Start(element) => {
                open.push(element.name().as_ref().to_owned());
            }
            Event::End(_) => drop(open.pop()),
            Event::Text(_) => found |= open.join("/") == wanted,
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(found, "{path} has no {wanted}");
}

fn check_json_feed(path: &str, text: &str) {
    let feed: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1", "{path}");
    for item in feed["items"].as_array().unwrap() {
        assert!(item["id"].is_string() && item["content_html"].is_string(), "{path}");
    }
}

/// The table is marked as UTF-8, has whole lines with CRLF, no cell that is a formula, and as many rows as its JSON has.
fn check_csv(path: &str, text: &str, json: &str) {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or_else(|| panic!("{path} has no mark"));
    assert!(text.ends_with("\r\n"), "{path}");
    let mut reader = csv::ReaderBuilder::new().terminator(csv::Terminator::CRLF).from_reader(text.as_bytes());
    let columns = reader.headers().unwrap().len();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{path}: {cell}");
    }
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    let objects = json.as_array().unwrap();
    assert_eq!(objects.len(), rows.len(), "{path}");
    assert!(objects.iter().all(|object| object.as_object().unwrap().len() == columns), "{path}");
}

/// The calendar is as RFC 5545 asks: lines of at most 75 octets that end with CRLF, blocks that are closed, and in each
/// event what must be there, once, with an identity that no other has.
fn check_calendar(text: &str) {
    let lines: Vec<_> = text.strip_suffix("\r\n").unwrap().split("\r\n").collect();
    assert!(lines.iter().all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    let (mut open, mut uids) = (Vec::new(), Vec::new());
    let mut event: BTreeMap<String, String> = BTreeMap::new();
    for line in text.replace("\r\n ", "").lines() {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{line}"));
        match name {
            "BEGIN" => {
                open.push(value.to_owned());
                event.clear();
            }
            "END" => {
                assert_eq!(open.pop().as_deref(), Some(value));
                if value == "VEVENT" {
                    let day = |name: &str| -> u32 { event[&format!("{name};VALUE=DATE")].parse().unwrap() };
                    assert!(day("DTSTART") < day("DTEND"), "{event:?}");
                    assert!(event["DTSTAMP"].ends_with('Z') && !event["SUMMARY"].is_empty());
                    uids.push(event["UID"].clone());
                }
            }
            _ => assert!(event.insert(name.to_owned(), value.to_owned()).is_none(), "{line}"),
        }
        let is_text = matches!(name, "SUMMARY" | "DESCRIPTION" | "NAME" | "X-WR-CALNAME");
        let bare = value.replace("\\\\", "").replace("\\,", "").replace("\\;", "").replace("\\n", "");
        assert!(!is_text || !bare.contains(['\\', ',', ';']), "{line}");
    }
    assert!(open.is_empty() && !uids.is_empty());
    let distinct: std::collections::BTreeSet<_> = uids.iter().collect();
    assert_eq!(distinct.len(), uids.len());
}

#[test]
fn folders_are_sections_and_files_pages_with_their_assets() {
    check("sections", "", &[]);
}

#[test]
fn links_name_index_html_where_there_is_no_server() {
    check("sections", "portable", &["--portable"]);
}

#[test]
fn pages_stand_in_the_order_their_section_asks_for() {
    check("order", "", &[]);
}

#[test]
fn long_lists_are_cut_into_pages() {
    check("pagination", "", &[]);
}

#[test]
fn pages_are_grouped_by_what_they_have_in_common() {
    check("taxonomies", "", &[]);
}

#[test]
fn menus_lists_and_data_show_what_was_asked_for() {
    check("asked", "", &[]);
}

#[test]
fn old_addresses_lead_to_new_ones() {
    check("aliases", "", &[]);
}

#[test]
fn feeds_hold_the_newest_posts() {
    let built = check("feeds", "", &[]);
    for (path, text) in &built {
        match path.rsplit('/').next() {
            Some("feed.json") => check_json_feed(path, text),
            Some("atom.xml") => check_xml(path, text, "feed/entry/title"),
            Some("rss.xml") => check_xml(path, text, "rss/channel/item/title"),
            _ => {}
        }
    }
}

#[test]
fn each_language_has_its_own_pages() {
    check("languages", "", &[]);
}

#[test]
fn a_site_may_live_below_a_path() {
    check("languages", "base", &["--base-url", "https://other.example/thi-dua/75/"]);
}

#[test]
fn pages_are_hidden_for_a_reason_that_is_told() {
    check("hidden", "", &[]);
    check("hidden", "tomorrow", &["--date", "2024-06-11"]);
}

#[test]
fn drafts_are_shown_when_asked_for() {
    check("hidden", "drafts", &["--drafts"]);
}

#[test]
fn a_theme_shadows_those_it_extends() {
    check("theme_extends", "", &[]);
}

#[test]
fn the_campaign_is_told_as_its_plan_tells_it() {
    check("plan", "", &["--date", "2025-06-03"]);
}

#[test]
fn documents_are_known_by_their_numbers() {
    check("documents", "", &[]);
}

#[test]
fn exports_are_read_by_other_programs() {
    let built = check("exports", "", &["--date", "2025-09-12"]);
    for (path, text) in &built {
        match path.rsplit('.').next() {
            Some("csv") => check_csv(path, text, &built[&path.replace(".csv", ".json")]),
            Some("ics") => check_calendar(text),
            _ => {}
        }
    }
    assert_eq!(built.keys().filter(|path| path.starts_with("du-lieu/")).count(), 10);
}

#[test]
fn exports_can_be_done_without() {
    let built = check("plan", "", &["--date", "2025-06-03"]);
    assert!(!built.contains_key("lich.ics"));
}

#[test]
fn markdown_is_written_and_never_run() {
    check("markdown", "", &[]);
}
