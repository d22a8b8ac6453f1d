//! `thidua new`: a file with the right name and the right front matter, ready to be written in.

use std::path::Path;

use jiff::civil::Date;

use crate::cli::New;
use crate::config::office_zone;
use crate::diag::message;
use crate::scaffold::{self, Draft, Kind};
use crate::terminal::Terminal;
use crate::today::today;

use super::{Outcome, require_site};

/// Makes the file, and prints its path.
pub(super) fn run(arguments: &New, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let (root, draft) = draft(arguments);
    require_site(root)?;
    let path = scaffold::create(root, &draft)?;
    let path = path.display().to_string();
    terminal.say(&message!("{path}", "{path}"))?;
    terminal.hint(&message!(
        "Đây là bản nháp, chưa hiện trên trang. Viết xong, xóa dòng “draft: true” trong tệp rồi chạy: \
         thidua build",
        "This is a draft, not on the site yet. When it is done, delete the line “draft: true” in it and run: \
         thidua build"
    ));
    Ok(Outcome::Well)
}

fn draft(arguments: &New) -> (&Path, Draft<'_>) {
    let date = |given: Option<Date>| given.unwrap_or_else(|| today(&office_zone()));
    match arguments {
        New::Post(post) => (
            &post.root,
            Draft {
                title: &post.title,
                section: post.section.as_deref(),
                kind: Kind::Post { date: date(post.date), unit: post.unit.as_deref() },
            },
        ),
        New::Report(report) => (
            &report.root,
            Draft {
                title: &report.title,
                section: None,
                kind: Kind::Report { date: date(report.date), unit: &report.unit, week: report.week },
            },
        ),
        New::Page(page) => {
            (&page.root, Draft { title: &page.title, section: page.section.as_deref(), kind: Kind::Page })
        }
    }
}
