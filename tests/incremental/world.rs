//! A made-up site that has everything a site can have, and edits of it, drawn by lot.

use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::common::folder::Tree;
use crate::common::random::Random;

/// A site.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) day: Date,
    pages: Vec<Page>,
    sections: Vec<Section>,
    title: usize,
    paginate_by: usize,
    has_address: bool,
    template: [usize; 4],
    string: usize,
    unit_name: usize,
    target: usize,
    row: usize,
    image: usize,
    sheet: usize,
    next: usize,
}

#[derive(Clone)]
struct Section {
    folder: &'static str,
    title: usize,
    is_by_title: bool,
    is_draft: bool,
}

#[derive(Clone)]
struct Page {
    section: usize,
    name: usize,
    is_english: bool,
    title: usize,
    day: i32,
    tags: [bool; 3],
    slug: Option<usize>,
    is_draft: bool,
    publish: Option<i32>,
    weight: Option<usize>,
    alias: Option<usize>,
    cover: bool,
    summary: usize,
    text: usize,
    heading: usize,
    link: Option<(usize, bool)>,
    directive: Option<usize>,
    report: Option<(usize, usize)>,
    number: Option<usize>,
    names: Option<usize>,
    lists: Option<usize>,
    is_broken: bool,
}

const FOLDERS: [&str; 4] = ["tin-tuc", "van-ban", "bao-cao", "bao-cao/quy"];
const TAGS: [&str; 3] = ["xanh", "Đỏ", "hai lời"];

impl World {
    pub(crate) fn draw(random: &mut Random) -> Self {
        let section = |folder| Section { folder, title: 0, is_by_title: false, is_draft: false };
        let mut world = Self {
            day: date(2025, 9, 12),
            pages: Vec::new(),
            sections: FOLDERS.map(section).to_vec(),
            title: 0,
            paginate_by: 3,
            has_address: true,
            template: [0; 4],
            string: 0,
            unit_name: 0,
            target: 10,
            row: 0,
            image: 1,
            sheet: 0,
            next: 0,
        };
        for _ in 0..6 + random.below(8) {
            world.add(random);
        }
        world
    }

    fn number(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    fn add(&mut self, random: &mut Random) {
        let section = random.below(FOLDERS.len());
        let mut some = |of: usize, limit: usize| (random.below(of) == 0).then(|| random.below(limit));
        let (slug, weight, link, directive) = (some(9, 3), some(6, 4), some(3, 12), some(4, 9));
        let (report, names, lists) = (some(3, 2), some(3, 4), some(4, 3));
        let (publish, cover, is_english) = (some(8, 12), some(5, 1), some(6, 1));
        let day = i32::try_from(random.below(30)).unwrap();
        let name = self.number();
        self.pages.push(Page {
            section,
            name,
            is_english: is_english.is_some(),
            title: name,
            day,
            tags: [0; 3].map(|_| random.below(3) == 0),
            slug: slug.map(|slug| slug + 100 * name),
            is_draft: false,
            publish: publish.and_then(|days| i32::try_from(days).ok()),
            weight,
            alias: None,
            cover: cover.is_some(),
            summary: name,
            text: name,
            heading: name,
            link: link.map(|link| (link, random.below(2) == 0)),
            directive,
            report: report.filter(|_| section >= 2).map(|unit| (unit, random.below(12))),
            number: (section == 1).then_some(name),
            names,
            lists,
            is_broken: false,
        });
    }

    /// Changes something, and says what.
    pub(crate) fn edit(&mut self, random: &mut Random) -> String {
        if self.pages.is_empty() {
            self.add(random);
        }
        let fresh = self.number();
        let at = random.below(self.pages.len());
        let section = random.below(self.sections.len());
        let small = random.below(6);
        let days = i32::try_from(random.below(24)).unwrap();
        let toggled = |value: Option<usize>| if value.is_some() { None } else { Some(small) };
        if let Some(page) = self.pages.iter_mut().find(|page| page.is_broken) {
            page.is_broken = false;
            return "mended".to_owned();
        }
        let page = &mut self.pages[at];
        let what = match random.below(42) {
            0..=4 => {
                page.text = fresh;
                "text"
            }
            5 | 6 => {
                page.summary = fresh;
                "summary"
            }
            7 => {
                page.heading = fresh;
                "heading"
            }
            8 | 9 => {
                page.title = fresh;
                "title"
            }
            10 => {
                page.day = days;
                "date"
            }
            11 => {
                page.tags[small % 3] ^= true;
                "tags"
            }
            12 => {
                page.slug = if page.slug.is_some() { None } else { Some(fresh) };
                "slug"
            }
            13 => {
                page.is_draft ^= true;
                "draft"
            }
            14 => {
                page.publish = if page.publish.is_some() { None } else { Some(days) };
                "publish"
            }
            15 => {
                page.weight = toggled(page.weight);
                "weight"
            }
            16 => {
                page.alias = if page.alias.is_some() { None } else { Some(fresh) };
                "alias"
            }
            17 => {
                page.cover ^= true;
                "cover"
            }
            18 | 19 => {
                page.link = page.link.map_or(Some((small * 2, days % 2 == 0)), |_| None);
                "link"
            }
            20 => {
                page.directive = toggled(page.directive);
                "directive"
            }
            21 | 22 if page.section >= 2 => {
                page.report = Some((small % 2, usize::try_from(days).unwrap() % 12));
                "report"
            }
            23 => {
                page.names = toggled(page.names).map(|names| names % 4);
                "names a document"
            }
            24 => {
                page.lists = toggled(page.lists).map(|lists| lists % 3);
                "lists"
            }
            25 => {
                page.is_broken = true;
                "broken"
            }
            26 => {
                (page.section, page.name) = (section, fresh);
                "moved"
            }
            27 => {
                page.is_english ^= true;
                "other language"
            }
            28 => {
                self.pages.remove(at);
                "removed"
            }
            29..=31 => {
                self.add(random);
                "added"
            }
            32 => {
                self.sections[section].title = fresh;
                "title of a section"
            }
            33 => {
                self.sections[section].is_by_title ^= true;
                "order of a section"
            }
            34 => {
                self.sections[section].is_draft ^= section != 0;
                "a whole section"
            }
            35 => {
                self.template[small % 4] = fresh;
                "a template"
            }
            36 => {
                [self.string, self.sheet] =
                    if small < 3 { [fresh, self.sheet] } else { [self.string, fresh] };
                "a string or a style sheet"
            }
            37 => {
                match small {
                    0 => self.title = fresh,
                    1 => self.paginate_by = 2 + days as usize % 3,
                    2 => self.has_address ^= true,
                    _ => self.unit_name = fresh,
                }
                "a setting"
            }
            38 => {
                self.target = 5 + usize::try_from(days).unwrap();
                "a target"
            }
            39 => {
                [self.row, self.image] =
                    if small < 3 { [fresh, self.image] } else { [self.row, (fresh % 7) * 10] };
                "a row of data or a picture"
            }
            _ => {
                self.day = self.day.checked_add((1 + small as i32 % 3).days()).unwrap();
                "the day"
            }
        };
        what.to_owned()
    }

    /// All files of the site.
    pub(crate) fn files(&self) -> Tree {
        let mut files = Tree::new();
        let mut put = |path: String, text: String| files.insert(path, text.into_bytes());
        put("content/site.yaml".into(), self.settings());
        put("content/campaign.yaml".into(), self.campaign());
        put("content/data/hang.csv".into(), format!("tên,số\nTày,{}\n", self.row));
        if self.image > 0 {
            let svg =
                format!("<svg width=\"{}\" height=\"7\" xmlns=\"http://www.w3.org/2000/svg\"/>", self.image);
            put("content/tin-tuc/anh.svg".into(), svg);
        }
        put("content/_index.md".into(), "---\ntitle: Nhà\nlists: {moi: {limit: 4}}\n---\nChào.\n".into());
        for (name, template) in [
            ("tien-do", "board"),
            ("ngay", "clock"),
            ("so", "register"),
            ("so-do", "tree"),
            ("tim-kiem", "search"),
        ] {
            put(
                format!("content/{name}.md"),
                format!(
                    "---\ntitle: Trang {name}\ntemplate: {template}\ndata: {{hang: data/hang.csv}}\n---\n"
                ),
            );
        }
        for section in &self.sections {
            let Section { folder, title, is_by_title, is_draft } = section;
            let order = if *is_by_title { "sort_by: title\n" } else { "" };
            let text = format!("---\ntitle: Mục {folder} {title}\ndraft: {is_draft}\n{order}---\nVề mục.\n");
            put(format!("content/{folder}/_index.md"), text);
        }
        for page in &self.pages {
            put(self.path(page), self.page(page));
        }
        let theme = "name: Thử\nversion: 1.0.0\nthidua: \">=0.1, <0.2\"\nextends: tiny\n";
        put("themes/thu/theme.yaml".into(), theme.into());
        put("themes/thu/i18n/vi.yaml".into(), format!("posts: \"{{n}} bài {}\"\n", self.string));
        put("themes/thu/static/css/a.css".into(), format!("a{{top:{}px}}\n", self.sheet));
        for (name, shown) in [
            ("board", "{{ board }}"),
            ("clock", "{{ clock }}"),
            ("register", "{{ documents }}"),
            ("tree", "{{ tree }}"),
            ("search", "{{ search }}"),
        ] {
            let text = format!("{{% extends \"base.html\" %}}{{% block main %}}{shown}{{% endblock main %}}");
            put(format!("themes/thu/templates/{name}.html"), text);
        }
        let card = "<p><a href=\"{{ card.href }}\">{{ card.title }}</a> {{ card.summary }}{% if card.unit %} {{ card.unit.name }}{% endif %}";
        put("themes/thu/templates/card.html".into(), format!("{card}<!-- {} --></p>\n", self.template[0]));
        let footer = "<p>{{ site.title }} <a href=\"{{ static[\"css/a.css\"] }}\">css</a>";
        put("themes/thu/templates/frame/footer.html".into(), format!("{footer}{}</p>\n", self.template[1]));
        let parts = include_str!("../fixtures/build/theme/templates/components/directives.html");
        let changed = format!("<aside data-n=\"{}\" ", self.template[2]);
        put("themes/thu/templates/components/directives.html".into(), parts.replace("<aside ", &changed));
        put(
            "themes/thu/templates/term.html".into(),
            format!(
                "{{% extends \"base.html\" %}}{{% block main %}}{}{{{{ term.title }}}} {{{{ term.board }}}}\
                 {{{{<parts.cards cards={{term.pages}} />}}}}{{{{ frame.footer }}}}{{% endblock main %}}",
                self.template[3]
            ),
        );
        files
    }

    fn path(&self, page: &Page) -> String {
        let language = if page.is_english { ".en" } else { "" };
        format!("content/{}/bai-{}{language}.md", self.sections[page.section].folder, page.name)
    }

    fn page(&self, page: &Page) -> String {
        let mut text = format!("---\ntitle: \"Bài {} về Số {}\"\n", page.title % 50, page.title);
        let day = date(2025, 9, 1).checked_add(page.day.days()).unwrap();
        let _ = writeln!(text, "date: {day}");
        let tags = TAGS.iter().zip(page.tags).filter(|(_, has)| *has).map(|(tag, _)| *tag);
        let _ = writeln!(text, "tags: [{}]", tags.collect::<Vec<_>>().join(", "));
        if page.is_draft {
            text.push_str("draft: true\n");
        }
        if let Some(slug) = page.slug {
            let _ = writeln!(text, "slug: rieng-{slug}");
        }
        if let Some(days) = page.publish {
            let _ = writeln!(text, "publish: {}", date(2025, 9, 5).checked_add(days.days()).unwrap());
        }
        if let Some(weight) = page.weight {
            let _ = writeln!(text, "weight: {weight}");
        }
        if let Some(alias) = page.alias {
            let _ = writeln!(text, "aliases: [/cu/{alias}.html]");
        }
        if page.cover && page.section == 0 {
            text.push_str("cover: {src: anh.svg, alt: Ảnh}\n");
        }
        if let Some(lists) = page.lists.filter(|_| !page.is_english) {
            let list =
                ["{section: tin-tuc, limit: 3}", "{tag: xanh}", "{section: bao-cao, sort_by: title}"][lists];
            let _ = writeln!(text, "lists: {{gan: {list}}}");
        }
        if let Some((unit, done)) = page.report {
            let (unit, work) = [("ban-doc", "dua-sach"), ("kho", "so-hoa")][unit];
            let _ =
                writeln!(text, "report: {{unit: {unit}, progress: [{{undertaking: {work}, done: {done}}}]}}");
        }
        if let Some(number) = page.number {
            let _ =
                writeln!(text, "document: {{number: {number}/KH-TV, issued: 2025-08-0{}}}", 1 + number % 9);
        }
        text.push_str(if page.is_broken { "khóa_lạ: 1\n---\n" } else { "---\n" });
        let _ = writeln!(text, "Đoạn đầu {} của bài.\n\n## Mục {}\n", page.summary, page.heading);
        let _ = writeln!(text, "Chữ số {} ở giữa.{}\n", page.text, " Thêm chữ.".repeat(page.text % 4));
        if let Some((to, has_fragment)) = page.link
            && let Some(target) = self.pages.get(to % self.pages.len())
        {
            let fragment = if has_fragment {
                format!("#mục-{}", target.heading).replace('ụ', "u")
            } else {
                String::new()
            };
            let path = self.path(target);
            let _ = writeln!(text, "Xem [bài kia](/{}{fragment}).\n", path.trim_start_matches("content/"));
        }
        if let Some(names) = page.names
            && let Some(number) = self.pages.iter().filter_map(|page| page.number).nth(names)
        {
            let _ = writeln!(text, "Theo {number}/KH-TV.\n");
        }
        match page.directive {
            Some(kind) if kind % 2 == 0 => {
                let _ = writeln!(text, ":::ghi-chu{{title=\"Lưu ý {kind}\"}}\nTrong khung.\n:::\n");
            }
            Some(_) => text.push_str("::tai-ve{file=\"/tin-tuc/anh.svg\" title=\"Tải\"}\n"),
            None => {}
        }
        text
    }

    fn settings(&self) -> String {
        let address = if self.has_address { "base_url: https://vi.example/thi-dua/\n" } else { "" };
        format!(
            "title: Thi đua {}\ntheme: thu\n{address}paginate_by: {}\nlanguages: {{vi: {{name: Tiếng Việt}}, en: {{name: English}}}}\n\
             taxonomies: {{tags: {{slug: chu-de}}, unit: {{slug: don-vi}}}}\nmenus:\n  main: [{{page: _index.md}}, {{page: tin-tuc/_index.md}}, {{page: tien-do.md}}]\n",
            self.title, self.paginate_by
        )
    }

    fn campaign(&self) -> String {
        let campaign = include_str!("../fixtures/build/exports/site/content/campaign.yaml");
        let before = campaign.split("\nunits:\n").next().unwrap();
        format!(
            "{before}\nunits:\n  - {{id: phong-tong-hop, name: Phòng Tổng hợp, exempt: true}}\n  \
             - {{id: ban-doc, name: Phòng Bạn đọc {}}}\n  - {{id: kho, name: Kho sách}}\nundertakings:\n  \
             - {{id: dua-sach, unit: ban-doc, title: Đưa sách, content: luan-chuyen, movement: xa-hoi-hoc-tap, measure: {{target: {}, per: xe}}, due: 20/9/2025}}\n  \
             - {{id: so-hoa, unit: kho, title: Số hóa, content: so-hoa, measure: {{target: 12, per: bản đồ}}, due: 10/9/2025}}\n",
            self.unit_name, self.target
        )
    }
}
