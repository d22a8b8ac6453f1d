//! How outputs came to be: where the time of a build went, and why an output was made or not.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use crate::diag::{Message, message};
use crate::pipeline::{Account, Fate, Report, Why};
use crate::text::{Locale, numbers, suggest};

use super::summary::decimal;

/// The outputs named as the slowest.
const SLOWEST: usize = 10;

/// The sources named as changed.
const NAMED: usize = 10;

/// The outputs of one template or format.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Maker {
    pub(super) made: usize,
    pub(super) took: Duration,
}

/// The templates and formats that made something, the dearest first; nothing for files that are copied.
pub(super) fn makers(report: &Report) -> Vec<(&str, Maker)> {
    let mut makers: BTreeMap<&str, Maker> = BTreeMap::new();
    for account in made(report) {
        let Some(name) = &account.maker else { continue };
        let maker = makers.entry(name).or_default();
        maker.made += 1;
        maker.took += account.took;
    }
    let mut makers: Vec<_> = makers.into_iter().collect();
    makers.sort_by_key(|(_, maker)| std::cmp::Reverse(maker.took));
    makers
}

/// The outputs that took longest.
pub(super) fn slowest(report: &Report) -> Vec<&Account> {
    let mut accounts: Vec<_> = made(report).collect();
    accounts.sort_by_key(|account| std::cmp::Reverse(account.took));
    accounts.truncate(SLOWEST);
    accounts
}

fn made(report: &Report) -> impl Iterator<Item = &Account> {
    report.outputs.iter().filter(|account| matches!(account.fate, Fate::Made(_)))
}

/// Where the time went: by template, and the slowest pages. The times of all threads together.
pub(super) fn times(report: &Report, locale: Locale) -> String {
    let mut text = String::new();
    let makers = makers(report);
    if makers.is_empty() {
        return text;
    }
    let head = message!(
        "Thời gian theo mẫu trang (mili giây, cộng mọi luồng):",
        "Milliseconds of each template, all threads together:"
    );
    let _ = writeln!(text, "{}", head.in_locale(locale));
    let width = makers.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, Maker { made, took }) in makers {
        let made = numbers::format(made, locale);
        let _ = writeln!(text, "  {name:width$}  {made:>8}  {:>10}", milliseconds(took, locale));
    }
    let head = message!("Trang lâu nhất (mili giây):", "The slowest pages (milliseconds):");
    let _ = writeln!(text, "{}", head.in_locale(locale));
    for account in slowest(report) {
        let path = account.permalink.output_path();
        let _ = writeln!(text, "  {:>10}  {path}", milliseconds(account.took, locale));
    }
    text
}

/// Why the output at `path` was made, or was not.
pub fn explanation(report: &Report, path: &str, locale: Locale) -> String {
    let wanted = path.trim_start_matches("./").trim_start_matches('/');
    let found = report
        .outputs
        .iter()
        .find(|account| account.permalink.as_str() == wanted || account.permalink.output_path() == wanted);
    let mut lines = match found {
        None if report.outputs.is_empty() => vec![nothing(report)],
        None => vec![unknown(report, wanted)],
        Some(account) => vec![fate(account, locale)],
    };
    if found.is_some() {
        lines.extend(changed(report, locale));
    }
    lines.iter().fold(String::new(), |mut text, line| {
        text.push_str(line.in_locale(locale));
        text.push('\n');
        text
    })
}

fn fate(account: &Account, locale: Locale) -> Message {
    let path = account.permalink.output_path();
    let took = milliseconds(account.took, locale);
    let (vi_by, en_by) = account.maker.as_ref().map_or_else(Default::default, |maker| {
        (format!(" theo mẫu {maker}, trong {took} mili giây"), format!(" by {maker}, in {took} ms"))
    });
    match account.fate {
        Fate::Untouched => message!(
            "{path}: giữ nguyên, vì không có gì mà trang này có thể hiện ra đã đổi.",
            "{path}: kept, because nothing that it could show has changed."
        ),
        Fate::Unaffected => message!(
            "{path}: giữ nguyên, vì những chỗ đã đổi không hiện ra ở trang này.",
            "{path}: kept, because what has changed does not show on it."
        ),
        Fate::Made(Why::Changed) => message!(
            "{path}: dựng lại{vi_by}, vì nội dung hiện ra ở trang này đã đổi.",
            "{path}: made again{en_by}, because what it shows has changed."
        ),
        Fate::Made(Why::NotThere) => message!(
            "{path}: dựng mới{vi_by}, vì trong thư mục đích chưa có, hoặc tệp ở đó không phải do lần dựng trước ghi.",
            "{path}: made{en_by}, because it was not in the output folder as an earlier build left it."
        ),
        Fate::Made(Why::Asked) => message!(
            "{path}: dựng lại{vi_by}, vì lần dựng này không dùng bộ nhớ đệm.",
            "{path}: made{en_by}, because this build does not use what is remembered."
        ),
    }
}

/// The sources that changed: what an output that was made may owe it to.
fn changed(report: &Report, locale: Locale) -> Option<Message> {
    let paths: Vec<_> = report.changed.iter().take(NAMED).map(ToString::to_string).collect();
    let rest = report.changed.len().saturating_sub(NAMED);
    let list = paths.join(", ");
    let rest = match (rest, locale) {
        (0, _) => String::new(),
        (rest, Locale::Vi) => format!(" và {} tệp nữa", numbers::format(rest, locale)),
        (rest, Locale::En) => format!(" and {} more", numbers::format(rest, locale)),
    };
    (!paths.is_empty()).then(|| {
        message!(
            "  Tệp nguồn đã đổi từ lần dựng trước: {list}{rest}.",
            "  Sources that changed since the last build: {list}{rest}."
        )
    })
}

fn nothing(report: &Report) -> Message {
    match &report.written {
        Some(_) => message!(
            "Không có gì đổi từ lần dựng trước, nên mọi trang giữ nguyên.",
            "Nothing has changed since the last build, so every page was kept."
        ),
        None => message!("Lần này không dựng trang nào.", "No page was made."),
    }
}

fn unknown(report: &Report, wanted: &str) -> Message {
    let paths: Vec<String> = report.outputs.iter().map(|account| account.permalink.output_path()).collect();
    let near = suggest::nearest(wanted, paths.iter().map(String::as_str));
    match near {
        Some(near) => message!(
            "Trang web không có tệp {wanted}; có phải là {near}?",
            "The site has no file {wanted}; did you mean {near}?"
        ),
        None => message!("Trang web không có tệp {wanted}.", "The site has no file {wanted}."),
    }
}

fn milliseconds(duration: Duration, locale: Locale) -> String {
    decimal(duration * 1000, 1, locale)
}
