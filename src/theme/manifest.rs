//! `theme.yaml`: what a theme says of itself.

use semver::{Version, VersionReq};

use crate::config::is_folder_name;
use crate::diag::{Diagnostic, Diagnostics, Message, message};
use crate::source::SourceText;
use crate::span::{SourcePath, Span};
use crate::text::Locale;
use crate::yaml::{self, Fields, Findings, Node, Place, Value};

use super::contrast::Colour;

/// What a theme says of itself.
#[derive(Debug)]
pub(super) struct Manifest {
    /// The name of its folder.
    pub(super) name: String,
    /// The theme it extends, and where it says so.
    pub(super) extends: Option<(String, Span)>,
    /// Its options.
    pub(super) options: Vec<Declared>,
    /// Whether it could be read: if not, the theme it extends is not known.
    pub(super) is_whole: bool,
}

/// An option of a theme.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) key: String,
    pub(super) kind: OptionKind,
    pub(super) default: Node,
    pub(super) default_at: Option<Place>,
    /// The only words it takes, if there are any.
    pub(super) choices: Vec<String>,
    /// Of a colour: the colours, or the options that are colours, on which it has to be read.
    pub(super) against: Vec<String>,
}

/// What values an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OptionKind {
    Text,
    Bool,
    Int,
    Float,
    List,
    Map,
    Colour,
    File,
}

impl OptionKind {
    /// Such a value, in words.
    pub(super) fn wanted(self) -> Message {
        match self {
            Self::Text => message!(
                "chữ (đặt trong ngoặc kép nếu chỉ có chữ số)",
                "text (in quotes if it is all digits)"
            ),
            Self::Bool => message!("true hoặc false, không có ngoặc kép", "true or false, without quotes"),
            Self::Int => message!("một số nguyên, không có ngoặc kép", "a whole number, without quotes"),
            Self::Float => message!("một số, như 1.5", "a number, like 1.5"),
            Self::List => message!("một danh sách: [a, b]", "a list: [a, b]"),
            Self::Colour => {
                message!("một màu trong ngoặc kép, như \"#a31219\"", "a colour in quotes, like \"#a31219\"")
            }
            Self::File => message!(
                "đường dẫn của một tệp, tính từ thư mục content/",
                "the path of a file, from the folder content/"
            ),
            Self::Map => message!("các dòng “khóa: giá trị”", "lines of “key: value”"),
        }
    }

    pub(super) fn takes(self, node: &Node) -> bool {
        if self == Self::Colour {
            return Colour::of(node).is_some();
        }
        matches!(
            (self, node),
            (_, Node::Null)
                | (Self::Text | Self::File, Node::Text(_))
                | (Self::Bool, Node::Bool(_))
                | (Self::Int | Self::Float, Node::Int(_))
                | (Self::Float, Node::Float(_))
                | (Self::List, Node::List(_))
                | (Self::Map, Node::Map(_))
        )
    }
}

const KINDS: [(&str, OptionKind); 8] = [
    ("string", OptionKind::Text),
    ("bool", OptionKind::Bool),
    ("int", OptionKind::Int),
    ("float", OptionKind::Float),
    ("list", OptionKind::List),
    ("map", OptionKind::Map),
    ("colour", OptionKind::Colour),
    ("file", OptionKind::File),
];

/// Reads `theme.yaml` of the theme in the folder `name`.
pub(super) fn read(name: &str, path: &SourcePath, text: &SourceText) -> (Manifest, Diagnostics) {
    let bare = Manifest { name: name.to_owned(), extends: None, options: Vec::new(), is_whole: false };
    let yaml = match yaml::parse(path, text, 0..text.len()) {
        Ok(yaml) => yaml,
        Err(finding) => return (bare, Diagnostics::from_iter([finding])),
    };
    let findings = Findings::new();
    let manifest = match yaml.value(&findings).fields() {
        Some(fields) => manifest(name, fields, &findings),
        None => bare,
    };
    (manifest, findings.into_diagnostics())
}

fn manifest(name: &str, mut fields: Fields<'_>, findings: &Findings) -> Manifest {
    fields.required_text("name");
    fields.get("description");
    fields.get("license");
    if let Some(version) = fields.required("version")
        && version.text().is_some_and(|text| Version::parse(&text).is_err())
    {
        version.error(
            "theme-version",
            message!("đây không phải số phiên bản", "this is not a version"),
            Some(message!("viết như 1.0.0", "write it like 1.0.0")),
        );
    }
    if let Some(range) = fields.required("thidua") {
        check_range(&range, findings);
    }
    let extended = fields.get("extends");
    let extends = extended.and_then(|value| extends(&value));
    let manifest = Manifest {
        name: name.to_owned(),
        is_whole: extended.is_some() == extends.is_some(),
        extends,
        options: fields
            .entries("options")
            .into_iter()
            .filter_map(|entry| declared(entry.name, &entry.value))
            .collect(),
    };
    fields.finish(&[]);
    manifest
}

/// The theme must serve this version of the program.
fn check_range(value: &Value<'_>, findings: &Findings) {
    let Some(text) = value.text() else { return };
    let own = env!("CARGO_PKG_VERSION");
    match (VersionReq::parse(&text), Version::parse(own)) {
        (Ok(range), Ok(version)) if !range.matches(&version) => findings.push(
            Diagnostic::error(
                "theme-version",
                message!(
                    "giao diện này dành cho thidua {text}, chương trình đang là {own}",
                    "this theme is for thidua {text}, the program is {own}"
                ),
            )
            .at(value.span())
            .help(message!(
                "dùng bản giao diện mới hơn, hoặc thử nới khoảng phiên bản",
                "use a newer theme, or try a wider range"
            )),
        ),
        (Ok(_), _) => {}
        (Err(_), _) => value.error(
            "theme-version",
            message!("“{text}” không phải khoảng phiên bản", "“{text}” is not a range of versions"),
            Some(message!("viết như \">=0.1, <0.2\"", "write it like \">=0.1, <0.2\"")),
        ),
    }
}

fn extends(value: &Value<'_>) -> Option<(String, Span)> {
    let name = value.text()?;
    if is_folder_name(&name) {
        return Some((name, value.span()));
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

fn declared(key: String, value: &Value<'_>) -> Option<Declared> {
    let mut fields = value.fields()?;
    let kind = fields.required("type").and_then(|kind| kind.choice(&KINDS));
    let default = fields.get("default");
    fields.get("description");
    let (choices, against) = (fields.texts("choices"), fields.texts("against"));
    fields.finish(&[]);
    let declared = Declared {
        key,
        kind: kind?,
        default: default.map_or(Node::Null, |value| value.node().clone()),
        default_at: default.map(|value| value.place()),
        choices,
        against,
    };
    if let Some(value) = default.filter(|value| !declared.kind.takes(value.node())) {
        let wanted = declared.kind.wanted();
        let (vi, en) = (wanted.in_locale(Locale::Vi), wanted.in_locale(Locale::En));
        value.error(
            "option-type",
            message!(
                "giá trị mặc định không đúng kiểu đã khai báo",
                "the default is not of the declared type"
            ),
            Some(message!("viết {vi}, hoặc sửa type", "write {en}, or mend the type")),
        );
    }
    Some(declared)
}
