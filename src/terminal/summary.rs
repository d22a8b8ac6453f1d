//! The result of a build in a few lines: what was made, what was kept back, what to do next.

use std::fmt::Write;
use std::time::Duration;

use crate::diag::{Message, message};
use crate::pipeline::{Edition, Hidden, Report, Stage, Written};
use crate::serve::News;
use crate::text::{Locale, numbers};

use super::counts::counts;
use super::{Run, Task, accounts};

/// How many pages kept back are named.
const NAMED: usize = 20;

/// The lines, in `locale`.
pub fn summary(run: &Run<'_>, locale: Locale) -> String {
    let report = run.report;
    let mut lines = vec![headline(run, locale)];
    lines.extend(report.written.as_ref().map(|written| files(written, locale)));
    lines.extend(hidden(&report.hidden, locale));
    lines.extend(counts(report.findings.iter(), locale).map(|counts| {
        let [vi, en] = [Locale::Vi, Locale::En].map(|locale| counts.in_locale(locale));
        message!("  Tìm thấy: {vi}.", "  Found: {en}.")
    }));
    lines.extend(next_step(run));
    lines.iter().fold(String::new(), |mut text, line| {
        text.push_str(line.in_locale(locale));
        text.push('\n');
        text
    })
}

/// One line on an edition that the preview shows; none if it only tells what else was found in it.
pub fn rebuilt(edition: &Edition, news: &News) -> Option<Message> {
    let took = news.took?;
    let [vi, en] = [Locale::Vi, Locale::En].map(|locale| {
        let milliseconds = numbers::format(u64::try_from(took.as_millis()).unwrap_or(u64::MAX), locale);
        (numbers::format(edition.pages(), locale), milliseconds)
    });
    let ((pages_vi, took_vi), (pages_en, took_en)) = (vi, en);
    let page_s = plural(edition.pages());
    Some(if news.is_withheld {
        message!(
            "Nội dung có lỗi; vẫn hiện trang như lần đúng gần nhất ({took_vi} ms).",
            "The content has errors; the site is shown as it last was without them ({took_en} ms)."
        )
    } else {
        Message::new(
            format!("Đã dựng {pages_vi} trang trong {took_vi} ms."),
            format!("Made {pages_en} page{page_s} in {took_en} ms."),
        )
    })
}

/// How long each stage took, each template, and the slowest pages, as tables.
pub fn timings(report: &Report, locale: Locale) -> String {
    let head = message!("Thời gian từng bước (giây):", "Seconds of each stage:");
    let names: Vec<_> = report.timings.iter().map(|(stage, _)| stage_name(*stage)).collect();
    let width = names.iter().map(|name| name.in_locale(locale).chars().count()).max().unwrap_or(0);
    let mut text = format!("{}\n", head.in_locale(locale));
    for (name, (_, took)) in names.iter().zip(&report.timings) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {:width$}  {:>8}", name.in_locale(locale), decimal(*took, 3, locale));
    }
    text.push_str(&accounts::times(report, locale));
    text
}

/// What a stage does, for a person who waits for it.
pub(super) fn stage_name(stage: Stage) -> Message {
    match stage {
        Stage::Read => message!("Đọc tệp", "Reading files"),
        Stage::Parse => message!("Đọc cài đặt và đầu bài", "Reading settings"),
        Stage::Assemble => message!("Sắp xếp trang, mục", "Arranging pages"),
        Stage::Markdown => message!("Đọc nội dung bài", "Reading texts"),
        Stage::Search => message!("Lập chỉ mục tìm kiếm", "Indexing for search"),
        Stage::Check => message!("Kiểm tra liên kết", "Checking links"),
        Stage::Render => message!("Dựng trang", "Making pages"),
        Stage::Write => message!("Ghi tệp", "Writing files"),
    }
}

fn headline(run: &Run<'_>, locale: Locale) -> Message {
    let report = run.report;
    let pages = numbers::format(report.pages, locale);
    let page_s = plural(report.pages);
    let seconds = decimal(report.took, 2, locale);
    match (run.is_refused(), run.task) {
        (true, Task::Build { output, .. }) => {
            let output = output.display();
            message!(
                "CHƯA ghi trang: nội dung còn chỗ phải sửa. Thư mục {output} giữ nguyên như trước.",
                "NOT written: the content must be fixed first. The folder {output} is as it was."
            )
        }
        (true, Task::Check) => message!(
            "CHƯA đạt: nội dung còn chỗ phải sửa (đã kiểm tra trong {seconds} giây).",
            "NOT good yet: the content must be fixed (checked in {seconds} s)."
        ),
        (false, Task::Build { .. }) => message!(
            "Đã dựng xong {pages} trang trong {seconds} giây.",
            "Built {pages} page{page_s} in {seconds} s."
        ),
        (false, Task::Check) => message!(
            "Đạt: đã kiểm tra {pages} trang trong {seconds} giây, không ghi gì.",
            "Good: checked {pages} page{page_s} in {seconds} s, nothing written."
        ),
    }
}

fn files(written: &Written, locale: Locale) -> Message {
    let [new, changed, unchanged, removed] =
        [written.new, written.changed, written.unchanged, written.removed]
            .map(|n| numbers::format(n, locale));
    message!(
        "  Tệp: {new} mới, {changed} thay đổi, {unchanged} giữ nguyên, {removed} đã xóa.",
        "  Files: {new} new, {changed} changed, {unchanged} unchanged, {removed} removed."
    )
}

/// The pages kept back, by name: a post that does not appear must not be a riddle.
fn hidden(hidden: &[Hidden], locale: Locale) -> Vec<Message> {
    let total = numbers::format(hidden.len(), locale);
    let page_s = plural(hidden.len());
    let head = (!hidden.is_empty())
        .then(|| message!("  Không hiện {total} trang:", "  {total} page{page_s} not shown:"));
    let named = hidden.iter().take(NAMED).map(|Hidden { path, reason }| {
        let (vi, en) = (reason.in_locale(Locale::Vi), reason.in_locale(Locale::En));
        Message::new(format!("    {path}: {vi}"), format!("    {path}: {en}"))
    });
    let rest = (hidden.len() > NAMED).then(|| {
        let rest = numbers::format(hidden.len() - NAMED, locale);
        message!("    … và {rest} trang nữa", "    … and {rest} more")
    });
    head.into_iter().chain(named).chain(rest).collect()
}

fn next_step(run: &Run<'_>) -> Option<Message> {
    let findings = &run.report.findings;
    if let Some(written) = &run.report.written {
        let entry = written.entry.display();
        return Some(message!("Mở trang: {entry}", "Open it: {entry}"));
    }
    if findings.has_errors() {
        return Some(message!(
            "Sửa các lỗi nêu ở trên rồi chạy lại lệnh này.",
            "Fix the errors above and run this again."
        ));
    }
    run.is_refused().then(|| {
        message!(
            "Không có lỗi, nhưng --strict đòi không còn cảnh báo nào: sửa các cảnh báo nêu ở trên rồi chạy lại.",
            "There are no errors, but --strict wants no warnings either: fix those above and run this again."
        )
    })
}

/// Seconds with that many decimals.
pub(super) fn decimal(duration: Duration, decimals: usize, locale: Locale) -> String {
    let seconds = format!("{:.decimals$}", duration.as_secs_f64());
    match locale {
        Locale::Vi => seconds.replace('.', ","),
        Locale::En => seconds,
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
