//! `site.yaml`: the settings of a site, typed.

mod menu;

use std::collections::BTreeMap;

use jiff::tz::{self, TimeZone};

use crate::allow::Acknowledged;
use crate::diag::{Diagnostics, message};
use crate::lang::{Lang, Localised};
use crate::permalink::BaseUrl;
use crate::span::SourcePath;
use crate::text::{slug, suggest};
use crate::yaml::{Entry, Fields, Findings, Node, Place, Value, Yaml};

pub use menu::{Menu, MenuItem, MenuTarget};

/// The settings file, from the root.
pub const SITE_FILE: &str = "content/site.yaml";
/// The IANA name of the time zone of the office.
const OFFICE_ZONE: &str = "Asia/Ho_Chi_Minh";

/// The settings of a site.
#[derive(Debug, Clone)]
pub struct Config {
    /// The site's own languages, the main one first.
    pub languages: Vec<Language>,
    /// The office (cơ quan) whose site it is.
    pub organisation: String,
    /// Where the site is reached; feeds, sitemap and canonical links need it.
    pub base_url: Option<BaseUrl>,
    /// The zone that says which day it is.
    pub time_zone: TimeZone,
    /// The name of a folder below `themes/`.
    pub theme: String,
    /// Values for the theme's options.
    pub options: Vec<GivenOption>,
    /// The ways pages are grouped besides sections.
    pub taxonomies: Vec<TaxonomyConfig>,
    /// The menus, by name and language.
    pub menus: Vec<Menu>,
    /// Which feeds there are.
    pub feeds: FeedConfig,
    /// Whether there are a calendar and tables for other programs, on a site with a campaign.
    pub exports: bool,
    /// Pages on one page of a list.
    pub paginate_by: usize,
    /// What happens to raw HTML in Markdown.
    pub raw_html: RawHtml,
    /// Findings on this file that its author acknowledges.
    pub allow: Vec<Acknowledged>,
}

/// One language of the site.
#[derive(Debug, Clone)]
pub struct Language {
    /// Its code.
    pub lang: Lang,
    /// Its own name: `Tiếng Việt`.
    pub name: String,
    /// The site's title in it.
    pub title: String,
    /// The site's description in it.
    pub description: String,
}

/// A value for one of the theme's options.
#[derive(Debug, Clone)]
pub struct GivenOption {
    /// The option's name.
    pub name: String,
    /// Where the name stands.
    pub name_at: Place,
    /// Its value.
    pub value: Node,
    /// Where the value stands.
    pub value_at: Place,
}

/// A way pages are grouped: tags, units, authors.
#[derive(Debug, Clone)]
pub struct TaxonomyConfig {
    /// Its name in `site.yaml`: `tags`.
    pub name: String,
    /// Where the name stands.
    pub place: Place,
    /// The front-matter key that holds a page's terms: `tags`, `unit`.
    pub key: String,
    /// What readers see.
    pub title: Localised,
    /// Its path segment.
    pub slug: Localised,
    /// Whether each term has feeds.
    pub feed: bool,
    /// Pages on one page of a term; else the site's.
    pub paginate_by: Option<usize>,
}

/// Which feeds there are.
#[derive(Debug, Clone)]
pub struct FeedConfig {
    /// The formats, each once.
    pub formats: Vec<FeedFormat>,
    /// The newest posts in each.
    pub limit: usize,
}

/// A format of feeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedFormat {
    /// RFC 4287.
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

/// What happens to raw HTML in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// What could run or mislead is taken out.
    Sanitised,
    /// It stays as written.
    Trusted,
}

impl Config {
    /// The site's main language.
    pub fn main(&self) -> &Language {
        &self.languages[0]
    }

    /// The settings of `lang`; the main language's where it has none.
    pub fn language(&self, lang: &Lang) -> &Language {
        self.languages.iter().find(|language| language.lang == *lang).unwrap_or(&self.languages[0])
    }

    /// The front-matter keys that hold terms.
    pub fn term_keys(&self) -> Vec<String> {
        self.taxonomies.iter().map(|taxonomy| taxonomy.key.clone()).collect()
    }

    /// The menu `name` in `lang`.
    pub fn menu(&self, name: &str, lang: &Lang) -> &[MenuItem] {
        let of = |wanted: Option<&Lang>| {
            self.menus.iter().find(|menu| menu.name == name && menu.lang.as_ref() == wanted)
        };
        of(Some(lang)).or_else(|| of(None)).map_or(&[], |menu| &menu.items)
    }
}

/// Reads the settings; what is not given has its default.
pub fn read(yaml: &Yaml) -> (Config, Diagnostics) {
    let findings = Findings::new();
    let Some(fields) = yaml.value(&findings).fields() else {
        let (defaults, _) = read(&Yaml::empty(yaml.path()));
        return (defaults, findings.into_diagnostics());
    };
    let config = config(fields);
    (config, findings.into_diagnostics())
}

fn config(mut site: Fields<'_>) -> Config {
    let languages = languages(&mut site);
    let config = Config {
        organisation: site.text("organisation").unwrap_or_default(),
        base_url: site.get("base_url").and_then(|value| base_url(&value)),
        time_zone: site.get("timezone").and_then(|value| time_zone(&value)).unwrap_or_else(office_zone),
        theme: site.get("theme").and_then(|value| theme(&value)).unwrap_or_else(|| "bac-kan".to_owned()),
        options: site
            .entries("options")
            .into_iter()
            .map(|entry| GivenOption {
                name: entry.name,
                name_at: entry.key.place(),
                value: entry.value.node().clone(),
                value_at: entry.value.place(),
            })
            .collect(),
        taxonomies: taxonomies(site.entries("taxonomies")),
        menus: site.entries("menus").iter().filter_map(menu::menu).collect(),
        feeds: feeds(site.fields("feeds")),
        exports: site.flag("exports", true),
        paginate_by: site.get("paginate_by").and_then(|value| value.count()).unwrap_or(20),
        raw_html: site
            .get("html")
            .and_then(|value| {
                value.choice(&[("sanitised", RawHtml::Sanitised), ("trusted", RawHtml::Trusted)])
            })
            .unwrap_or(RawHtml::Sanitised),
        allow: Acknowledged::read_all(&mut site),
        languages,
    };
    if config.main().title.is_empty() {
        site.whole().missing("title");
    }
    site.finish(&[]);
    config
}

/// The main language first, then the others as declared.
fn languages(site: &mut Fields<'_>) -> Vec<Language> {
    let main = site.get("language").and_then(|value| lang(&value)).or_else(|| Lang::parse("vi"));
    let title = site.text("title").unwrap_or_default();
    let description = site.text("description").unwrap_or_default();
    let mut languages: Vec<Language> = site
        .entries("languages")
        .into_iter()
        .filter_map(|Entry { name: code, key, value }| {
            let Some(lang) = Lang::parse(&code) else {
                bad_lang(&key, &code);
                return None;
            };
            let mut fields = value.fields()?;
            let language = Language {
                name: fields.text("name").unwrap_or_else(|| code.clone()),
                title: fields.text("title").unwrap_or_else(|| title.clone()),
                description: fields.text("description").unwrap_or_else(|| description.clone()),
                lang,
            };
            fields.finish(&[]);
            Some(language)
        })
        .collect();
    if let Some(main) = main {
        match languages.iter().position(|language| language.lang == main) {
            Some(at) => languages[..=at].rotate_right(1),
            None => {
                let name =
                    if main.code() == "vi" { "Tiếng Việt".to_owned() } else { main.code().to_owned() };
                languages.insert(0, Language { lang: main, name, title, description });
            }
        }
    }
    languages
}

fn lang(value: &Value<'_>) -> Option<Lang> {
    let code = value.text()?;
    let lang = Lang::parse(&code);
    if lang.is_none() {
        bad_lang(value, &code);
    }
    lang
}

fn bad_lang(value: &Value<'_>, code: &str) {
    value.error(
        "language-invalid",
        message!("“{code}” không phải mã ngôn ngữ", "“{code}” is not a language code"),
        Some(message!("viết như vi hoặc en", "write it like vi or en")),
    );
}

fn base_url(value: &Value<'_>) -> Option<BaseUrl> {
    let text = value.text()?;
    let url = BaseUrl::parse(&text);
    if url.is_none() {
        value.error(
            "base-url-invalid",
            message!("“{text}” không phải địa chỉ trang web", "“{text}” is not the address of a web site"),
            Some(message!("viết như https://thidua.example/", "write it like https://thidua.example/")),
        );
    }
    url
}

/// The zone of the office, where the settings name none.
pub fn office_zone() -> TimeZone {
    TimeZone::get(OFFICE_ZONE).unwrap_or(TimeZone::UTC)
}

fn time_zone(value: &Value<'_>) -> Option<TimeZone> {
    let name = value.text()?;
    let zone = TimeZone::get(&name).ok();
    if zone.is_none() {
        let known: Vec<_> = tz::db().available().map(|name| name.to_string()).collect();
        let near = suggest::nearest(&name, known.iter().map(String::as_str)).unwrap_or(OFFICE_ZONE);
        value.error(
            "unknown-time-zone",
            message!("không có múi giờ “{name}”", "there is no time zone “{name}”"),
            Some(message!("có phải là “{near}”?", "did you mean “{near}”?")),
        );
    }
    zone
}

/// A theme is one folder below `themes/`, so its name is one plain path segment.
fn theme(value: &Value<'_>) -> Option<String> {
    let name = value.text()?;
    if is_folder_name(&name) {
        return Some(name);
    }
    value.error(
        "theme-name-invalid",
        message!(
            "“{name}” không phải tên một thư mục trong themes/",
            "“{name}” is not the name of a folder in themes/"
        ),
        Some(message!("viết tên thư mục, như bac-kan", "write the name of the folder, like bac-kan")),
    );
    None
}

/// Whether `name` can only mean a folder right below the one it is looked up in.
pub fn is_folder_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

/// One text for all languages, or one for each; `read` reads one.
fn localised<'a>(value: &Value<'a>, read: fn(&Value<'a>) -> Option<String>) -> Option<Localised> {
    match value.node() {
        Node::Map(_) => Some(Localised::By(
            value
                .entries()
                .iter()
                .filter_map(|entry| match Lang::parse(&entry.name) {
                    Some(lang) => Some((lang, read(&entry.value)?)),
                    None => {
                        bad_lang(&entry.key, &entry.name);
                        None
                    }
                })
                .collect::<BTreeMap<_, _>>(),
        )),
        _ => read(value).map(Localised::All),
    }
}

fn taxonomies(declared: Vec<Entry<'_>>) -> Vec<TaxonomyConfig> {
    let declared = declared.into_iter().filter_map(|Entry { name, key, value }| {
        let mut fields = value.fields()?;
        let taxonomy = TaxonomyConfig {
            key: fields.text("from").unwrap_or_else(|| name.clone()),
            title: fields
                .get("title")
                .and_then(|title| localised(&title, Value::text))
                .unwrap_or(Localised::All(name.clone())),
            slug: fields
                .get("slug")
                .and_then(|slug| localised(&slug, Value::slug))
                .unwrap_or_else(|| Localised::All(slug(&name))),
            feed: fields.flag("feed", true),
            paginate_by: fields.get("paginate_by").and_then(|value| value.count()),
            name,
            place: key.place(),
        };
        fields.finish(&[]);
        Some(taxonomy)
    });
    declared.collect()
}

fn feeds(fields: Option<Fields<'_>>) -> FeedConfig {
    const FORMATS: [(&str, FeedFormat); 3] =
        [("atom", FeedFormat::Atom), ("rss", FeedFormat::Rss), ("json", FeedFormat::Json)];
    let all = || FORMATS.map(|(_, format)| format).to_vec();
    let Some(mut fields) = fields else { return FeedConfig { formats: all(), limit: 20 } };
    let formats = fields.get("formats").map_or_else(all, |value| {
        let mut formats: Vec<_> =
            value.one_or_many().iter().filter_map(|value| value.choice(&FORMATS)).collect();
        formats.sort_unstable();
        formats.dedup();
        formats
    });
    let limit = fields.get("limit").and_then(|value| value.count()).unwrap_or(20);
    fields.finish(&[]);
    FeedConfig { formats, limit }
}

/// The file itself, for findings about the settings as a whole.
pub fn site_file() -> SourcePath {
    SourcePath::new(SITE_FILE)
}
