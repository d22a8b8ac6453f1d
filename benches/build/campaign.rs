//! What the campaign costs of a build: a large office's site, with its reports and without them.
//!
//! 200 units have three undertakings each, and report for twelve weeks, each time three figures with a note: 2,400 posts.
//! Without the campaign the same posts are news of the same units, there are no undertakings, and the board has no page.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use super::posts::{Dialect, Head, file_name, post};
use super::random::Random;
use super::words::Language;

const UNITS: usize = 200;
const WEEKS: usize = 12;
const UNDERTAKINGS: usize = 3;

/// The day after the last week.
pub(crate) const DAY: &str = "2025-08-25";

const SITE: &str = "\
title: Trang thử
organisation: Văn phòng mẫu
base_url: https://thidua.example/
language: vi
taxonomies:
  tags: {title: Chủ đề, slug: chu-de}
  units: {title: Đơn vị, slug: don-vi, from: unit}
  contents: {title: Nội dung thi đua, slug: noi-dung, from: content}
menus:
  main: [{page: _index.md, title: Trang chủ}, {page: tien-do/_index.md}]
feeds: {formats: [atom], limit: 20}
";

/// The campaign of a new site, which has two contents.
const CAMPAIGN: &str = include_str!("../../src/scaffold/init/content/campaign.yaml");
const CONTENTS: [&str; 2] = ["hoan-thanh-nhiem-vu", "cai-cach-hanh-chinh"];

/// Writes the site; returns how many bytes of Markdown it has.
pub(crate) fn write_site(site: &Path, with_campaign: bool) -> io::Result<u64> {
    let content = site.join("content");
    fs::create_dir_all(content.join("tien-do"))?;
    let exports = if with_campaign { "" } else { "exports: false\n" };
    fs::write(content.join("site.yaml"), format!("{SITE}{exports}"))?;
    fs::write(content.join("campaign.yaml"), campaign(with_campaign))?;
    fs::write(content.join("_index.md"), "---\ntitle: Trang thử\n---\n\nTin mới.\n")?;
    fs::write(content.join("tim-kiem.md"), "---\ntitle: Tìm kiếm\ntemplate: search\nsearch: false\n---\n")?;
    let template = if with_campaign { "template: progress\n" } else { "" };
    let section = format!("---\ntitle: Tiến độ\npaginate_by: 20\n{template}---\n");
    fs::write(content.join("tien-do/_index.md"), section)?;
    let (posts, language) = (UNITS * WEEKS, Language::new());
    let mut bytes = 0;
    for number in 0..posts {
        let text = post(&language, &Weekly { with_campaign }, number, posts);
        fs::write(content.join("tien-do").join(file_name(number)), &text)?;
        bytes += text.len() as u64;
    }
    Ok(bytes)
}

/// Posts of one folder, each of a unit in a week.
struct Weekly {
    with_campaign: bool,
}

impl Dialect for Weekly {
    fn head(&self, number: usize, head: &Head) -> String {
        let (title, tags, author) = (&head.title, head.tags.join(", "), &head.author);
        let keys = keys(number, self.with_campaign);
        format!("---\ntitle: \"{title}\"\ntags: [{tags}]\nauthor: {author}\n{keys}---\n\n")
    }

    fn link(&self, number: usize) -> String {
        file_name(number)
    }

    fn picture(&self, _: &mut Random) -> Option<String> {
        None
    }

    fn note(&self, title: &str, paragraph: &str) -> String {
        format!(":::ghi-chu{{title=\"{title}\"}}\n{paragraph}\n:::\n\n")
    }

    fn more(&self) -> &'static str {
        ""
    }
}

/// What the front matter says of the unit and the week.
fn keys(number: usize, with_campaign: bool) -> String {
    let (week, unit) = (number / UNITS + 1, number % UNITS + 1);
    // The campaign begins on Monday 2 June; reports are of the Fridays.
    let day = 6 + 7 * (week - 1);
    let (month, day) = match day {
        1..=30 => (6, day),
        31..=61 => (7, day - 30),
        _ => (8, day - 61),
    };
    let mut keys = format!("date: 2025-{month:02}-{day:02}\nunit: don-vi-{unit}\n");
    if with_campaign {
        let _ = write!(keys, "report:\n  unit: don-vi-{unit}\n  week: {week}\n  progress:\n");
        for at in 1..=UNDERTAKINGS {
            let done = week * 8 + at;
            let _ = writeln!(
                keys,
                "    - {{undertaking: viec-{unit}-{at}, done: {done}, note: Làm thêm được trong tuần {week}}}"
            );
        }
    }
    keys
}

/// The campaign of a new site, over twelve weeks and with other units.
fn campaign(with_undertakings: bool) -> String {
    let head = CAMPAIGN.split("\nunits:").next().unwrap_or_default();
    let mut text = head.replace("15/8/2025", "24/8/2025").replace("don-vi-mau-a", "don-vi-1");
    text.push_str("\nunits:\n");
    for unit in 1..=UNITS {
        let _ = writeln!(text, "  - {{id: don-vi-{unit}, name: Đơn vị mẫu số {unit}, order: {unit}}}");
    }
    if with_undertakings {
        text.push_str("undertakings:\n");
        for (unit, at) in (1..=UNITS).flat_map(|unit| (1..=UNDERTAKINGS).map(move |at| (unit, at))) {
            let content = CONTENTS[at % CONTENTS.len()];
            let _ = writeln!(
                text,
                "  - {{id: viec-{unit}-{at}, unit: don-vi-{unit}, title: Phần việc mẫu {at} của đơn vị {unit}, \
                 content: {content}, measure: {{target: 120, per: hồ sơ}}, due: 20/8/2025}}"
            );
        }
    }
    text
}
