//! The same site for each program, on the disk: its posts, pictures and theme, and the edits of them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use walkdir::WalkDir;

use super::posts::{self, Dialect, Head};
use super::random::Random;
use super::tools::Kind;
use super::words::Language;

/// The sections by their folder, the largest first.
const SECTIONS: [(&str, &str); 6] = [
    ("tin-tuc", "Tin tức"),
    ("hoat-dong", "Hoạt động"),
    ("chuyen-doi-so", "Chuyển đổi số"),
    ("nong-thon-moi", "Nông thôn mới"),
    ("guong-tot", "Gương tốt"),
    ("van-hoa", "Văn hóa"),
];

const SITE: &str = "\
title: Trang thử
description: Trang thử tốc độ dựng
organisation: Văn phòng mẫu
base_url: https://thidua.example/
language: vi
taxonomies:
  tags: {title: Chủ đề, slug: chu-de}
  authors: {title: Tác giả, slug: tac-gia, from: author}
feeds: {formats: [atom], limit: 20}
menus:
  main:
    - {page: _index.md, title: Trang chủ}
";
const HOME: &str =
    "---\ntitle: Trang thử\nlists:\n  tin_moi: {section: tin-tuc, limit: 6}\n---\n\nTin mới.\n";
const SEARCH: &str = "---\ntitle: Tìm kiếm\ntemplate: search\nsearch: false\n---\n";
const CAMPAIGN: &str = include_str!("../../src/scaffold/init/content/campaign.yaml");

/// The folders of this repository that sites are made from.
const THEME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/bac-kan");
const BENCH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/build");

/// A site on the disk.
pub(crate) struct Site {
    pub(crate) root: PathBuf,
    /// How many posts it has.
    pub(crate) posts: usize,
    /// How many bytes of Markdown they have.
    pub(crate) bytes: u64,
    edits: usize,
}

impl Site {
    /// Writes a site of that many posts, as `kind` wants it.
    pub(crate) fn write(root: &Path, kind: Kind, posts: usize, language: &Language) -> io::Result<Self> {
        let mut site = Self { root: root.to_owned(), posts, bytes: 0, edits: 0 };
        let content = root.join("content");
        for (folder, title) in SECTIONS {
            fs::create_dir_all(content.join(folder))?;
            fs::write(content.join(folder).join("_index.md"), section(kind, title))?;
        }
        let pictures = match kind {
            Kind::Thidua => {
                let pages = SECTIONS
                    .map(|(folder, title)| format!("    - {{page: {folder}/_index.md, title: {title}}}\n"));
                fs::write(content.join("site.yaml"), format!("{SITE}{}", pages.concat()))?;
                fs::write(content.join("campaign.yaml"), CAMPAIGN)?;
                fs::write(content.join("_index.md"), HOME)?;
                fs::write(content.join("tim-kiem.md"), SEARCH)?;
                copy(Path::new(THEME), &root.join("themes/bac-kan"))?;
                content
            }
            Kind::Hugo | Kind::Zola => {
                copy(&Path::new(BENCH).join(kind.program()), root)?;
                copy(&Path::new(THEME).join("static"), &root.join("static"))?;
                root.join("static")
            }
        };
        let dialect = News { kind, pictures: pictures_of(posts) };
        for number in 0..dialect.pictures {
            fs::write(pictures.join(picture_name(number)), picture(number))?;
        }
        for number in 0..posts {
            let text = posts::post(language, &dialect, number, posts);
            fs::write(site.post(number), &text)?;
            site.bytes += text.len() as u64;
        }
        Ok(site)
    }

    /// Where the program writes to.
    pub(crate) fn public(&self) -> PathBuf {
        self.root.join("public")
    }

    /// Removes all that builds have left.
    pub(crate) fn clean(&self) -> io::Result<()> {
        [".thidua", "public", "resources", "cache"]
            .into_iter()
            .try_for_each(|folder| super::ground::clear(&self.root.join(folder)))
    }

    /// The address of a post.
    pub(crate) fn address(number: usize) -> String {
        let file = posts::file_name(number);
        format!("/{}/{}/", section_of(number), file.trim_end_matches(".md"))
    }

    fn post(&self, number: usize) -> PathBuf {
        self.root.join("content").join(section_of(number)).join(posts::file_name(number))
    }

    /// The post that is edited next: far from the last.
    pub(crate) fn upcoming(&self) -> usize {
        (self.edits + 1) * 7_919 % self.posts
    }

    fn next(&mut self) -> PathBuf {
        let file = self.post(self.upcoming());
        self.edits += 1;
        file
    }

    /// Adds a sentence to the end of a post, another each time; returns the sentence.
    pub(crate) fn edit_body(&mut self) -> io::Result<String> {
        let file = self.next();
        let sentence = format!("Sửa lần thứ {}.", self.edits);
        let text = fs::read_to_string(&file)?;
        fs::write(file, format!("{text}\n{sentence}\n"))?;
        Ok(sentence)
    }

    /// Gives a post another title.
    pub(crate) fn edit_title(&mut self) -> io::Result<()> {
        let file = self.next();
        let text = fs::read_to_string(&file)?;
        fs::write(file, text.replacen("title: \"", &format!("title: \"Sửa lần thứ {}: ", self.edits), 1))
    }

    /// Adds a rule to a style sheet of the theme.
    pub(crate) fn edit_sheet(&mut self) -> io::Result<()> {
        let file = self.root.join("themes/bac-kan/static/css/prose.css");
        let text = fs::read_to_string(&file)?;
        self.edits += 1;
        fs::write(file, format!("{text}\n.edit-{} {{ color: inherit; }}\n", self.edits))
    }

    /// Adds a class to the template of all posts.
    pub(crate) fn edit_template(&mut self) -> io::Result<()> {
        let file = self.root.join("themes/bac-kan/templates/page.html");
        let text = fs::read_to_string(&file)?;
        self.edits += 1;
        fs::write(
            file,
            text.replacen("<div class=\"prose", &format!("<div class=\"prose edit-{}", self.edits), 1),
        )
    }
}

/// The `_index.md` of a section.
fn section(kind: Kind, title: &str) -> String {
    match kind {
        Kind::Thidua => format!("---\ntitle: {title}\npaginate_by: 20\n---\n"),
        Kind::Hugo => format!("---\ntitle: {title}\n---\n"),
        Kind::Zola => format!(
            "---\ntitle: {title}\nsort_by: date\npaginate_by: 20\npage_template: page.html\ngenerate_feeds: true\n---\n"
        ),
    }
}

/// The section of a post.
fn section_of(number: usize) -> &'static str {
    SECTIONS[Random(!(number as u64)).skewed(SECTIONS.len())].0
}

/// How many pictures the posts share.
fn pictures_of(posts: usize) -> usize {
    4 + posts / 25
}

fn picture_name(number: usize) -> String {
    format!("anh-{number:04}.jpg")
}

/// A file of 20 to 60 kB that says it is a JPEG of that size. What follows its head is noise: no program here looks at it.
fn picture(number: usize) -> Vec<u8> {
    let mut random = Random(number as u64);
    let (width, height) = (960_u16, 540 + random.below(180) as u16);
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8];
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.extend([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
    bytes.extend([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 0x3F, 0]);
    let length = 20_000 + random.below(40_000);
    bytes.extend((0..length).map(|_| random.below(255) as u8));
    bytes.extend([0xFF, 0xD9]);
    bytes
}

/// The posts of the bench, as a program wants them.
struct News {
    kind: Kind,
    pictures: usize,
}

impl Dialect for News {
    fn head(&self, _: usize, head: &Head) -> String {
        let Head { title, date, author, .. } = head;
        let tags = head.tags.join(", ");
        let mut text = format!("---\ntitle: \"{title}\"\ndate: {date}\n");
        if let Some(description) = &head.description {
            let _ = writeln!(text, "description: \"{description}\"");
        }
        let cover = head.cover.as_ref();
        let cover = |indent: &str| cover.map(|it| format!("{indent}cover: {it}\n")).unwrap_or_default();
        let rest = match self.kind {
            Kind::Thidua => format!("tags: [{tags}]\nauthor: {author}\n{}", cover("")),
            Kind::Hugo => format!("tags: [{tags}]\nauthors: [{author}]\n{}", cover("")),
            Kind::Zola => {
                let extra = match cover("  ") {
                    cover if cover.is_empty() => cover,
                    cover => format!("extra:\n{cover}"),
                };
                format!("taxonomies:\n  tags: [{tags}]\n  authors: [{author}]\n{extra}")
            }
        };
        text + &rest + "---\n\n"
    }

    fn link(&self, number: usize) -> String {
        let above = if self.kind == Kind::Zola { "@" } else { ".." };
        format!("{above}/{}/{}", section_of(number), posts::file_name(number))
    }

    fn picture(&self, random: &mut Random) -> Option<String> {
        Some(format!("/{}", picture_name(random.below(self.pictures))))
    }

    fn note(&self, title: &str, paragraph: &str) -> String {
        match self.kind {
            Kind::Thidua => format!(":::ghi-chu{{title=\"{title}\"}}\n{paragraph}\n:::\n\n"),
            Kind::Hugo => {
                format!("{{{{< ghi-chu title=\"{title}\" >}}}}\n{paragraph}\n{{{{< /ghi-chu >}}}}\n\n")
            }
            Kind::Zola => format!("{{% ghi_chu(title=\"{title}\") %}}\n{paragraph}\n{{% end %}}\n\n"),
        }
    }

    fn more(&self) -> &'static str {
        if self.kind == Kind::Thidua { "" } else { "<!--more-->\n\n" }
    }
}

/// Copies the files of a folder, and those below it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in WalkDir::new(from) {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from).unwrap_or(entry.path()));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
