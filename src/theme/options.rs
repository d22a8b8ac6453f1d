//! The values of a theme's options: the site's own, else the theme's defaults.

use crate::config::{Config, GivenOption};
use crate::diag::{Diagnostic, Diagnostics, message};
use crate::source::{CONTENT, Sources};
use crate::span::SourcePath;
use crate::text::{Locale, suggest};
use crate::yaml::{Node, Place};

use super::contrast::{self, Colour, LEAST};
use super::manifest::{Declared, Manifest, OptionKind};

/// The options of a theme, each with its value.
#[derive(Debug, Clone, Default)]
pub struct Options(Vec<(String, OptionValue)>);

/// The value of an option.
#[derive(Debug, Clone)]
pub enum OptionValue {
    /// As it is written.
    Plain(Node),
    /// A file of the site; none if it names none.
    File(Option<SourcePath>),
}

impl Options {
    /// The options in the order they are declared in.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &OptionValue)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The value of an option that is text.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        match self.0.iter().find(|(known, _)| known == key) {
            Some((_, OptionValue::Plain(Node::Text(text)))) => Some(text),
            _ => None,
        }
    }
}

/// Gives every declared option its value. A theme's declaration stands in front of that of the theme it extends.
pub(super) fn settle(sources: &Sources, config: &Config, chain: &[Manifest]) -> (Options, Diagnostics) {
    let mut declared: Vec<&Declared> = Vec::new();
    for option in chain.iter().flat_map(|manifest| &manifest.options) {
        if !declared.iter().any(|known| known.key == option.key) {
            declared.push(option);
        }
    }
    let mut findings = Diagnostics::new();
    for given in &config.options {
        match declared.iter().find(|option| option.key == given.name) {
            Some(option) if !option.kind.takes(&given.value) => findings.push(wrong_type(given, option)),
            Some(option) => findings.extend(unknown_choice(given, option)),
            None => findings.push(unknown(given, &declared)),
        }
    }
    let mut settled: Vec<Settled<'_>> = declared.iter().map(|option| settled(config, option)).collect();
    findings.extend(faint(&settled));
    let values = settled.drain(..).map(|it| {
        let value = match (it.option.kind, it.value) {
            (OptionKind::File, Node::Text(path)) if !path.is_empty() => {
                let file = SourcePath::new(&format!("{CONTENT}/{path}"));
                if sources.get(file.as_str()).is_none() {
                    findings.push(missing_file(path, it.at));
                }
                OptionValue::File(Some(file))
            }
            (OptionKind::File, _) => OptionValue::File(None),
            (_, value) => OptionValue::Plain(value.clone()),
        };
        (it.option.key.clone(), value)
    });
    let options = Options(values.collect());
    (options, findings)
}

/// An option with its value, and where that stands.
struct Settled<'a> {
    option: &'a Declared,
    value: &'a Node,
    at: Option<&'a Place>,
    /// Whether the site says so, not the theme.
    is_own: bool,
}

fn settled<'a>(config: &'a Config, option: &'a Declared) -> Settled<'a> {
    let own = config.options.iter().find(|it| it.name == option.key && option.kind.takes(&it.value));
    match own {
        Some(own) => Settled { option, value: &own.value, at: Some(&own.value_at), is_own: true },
        None => Settled { option, value: &option.default, at: option.default_at.as_ref(), is_own: false },
    }
}

/// The pairs of colours that cannot be told apart well enough.
fn faint(options: &[Settled<'_>]) -> Vec<Diagnostic> {
    let colour_of = |name: &str| {
        let option = options.iter().find(|it| it.option.key == name)?;
        Some((Colour::of(option.value)?, option))
    };
    let mut findings = Vec::new();
    for ink in options {
        let Some(colour) = Colour::of(ink.value) else { continue };
        for against in &ink.option.against {
            let (ground, other) = match colour_of(against) {
                Some((ground, other)) => (ground, Some(other)),
                None => match Colour::read(against) {
                    Some(ground) => (ground, None),
                    None => continue,
                },
            };
            let contrast = contrast::between(colour, ground);
            if contrast < LEAST {
                // Where the site has chosen, else where the theme has.
                let at =
                    if ink.is_own { ink.at } else { other.filter(|it| it.is_own).map_or(ink.at, |it| it.at) };
                let pair = [(&ink.option.key, colour), (against, ground)];
                findings.push(faint_pair(pair, contrast, at));
            }
        }
    }
    findings
}

fn faint_pair([ink, ground]: [(&String, Colour); 2], contrast: f64, at: Option<&Place>) -> Diagnostic {
    let named = |(name, colour): (&String, Colour)| {
        if name.starts_with('#') { name.clone() } else { format!("{name} ({colour})") }
    };
    let (ink, ground) = (named(ink), named(ground));
    // Rounded down: 4.49 is not 4.5.
    let tenths = (contrast * 10.0).floor() as u64;
    let (whole, tenth) = (tenths / 10, tenths % 10);
    let finding = Diagnostic::warning(
        "low-contrast",
        message!(
            "màu {ink} trên nền {ground} khó đọc: độ tương phản {whole},{tenth}:1, cần ít nhất 4,5:1",
            "the colour {ink} is hard to read on {ground}: the contrast is {whole}.{tenth}:1, at least 4.5:1 is needed"
        ),
    )
    .help(message!(
        "chọn màu đậm hơn trên nền sáng, hoặc nhạt hơn trên nền tối",
        "choose a darker colour on a light ground, or a lighter one on a dark ground"
    ));
    match at {
        Some(at) => finding.at(at.span()),
        None => finding,
    }
}

fn missing_file(path: &str, at: Option<&Place>) -> Diagnostic {
    let finding = Diagnostic::error(
        "missing-file",
        message!("không có tệp content/{path}", "there is no file content/{path}"),
    )
    .help(message!("viết đường dẫn tính từ thư mục content/", "write the path from the folder content/"));
    match at {
        Some(at) => finding.at(at.span()),
        None => finding,
    }
}

fn wrong_type(given: &GivenOption, option: &Declared) -> Diagnostic {
    let name = &given.name;
    let wanted = option.kind.wanted();
    let (vi, en) = (wanted.in_locale(Locale::Vi), wanted.in_locale(Locale::En));
    Diagnostic::error(
        "option-type",
        message!(
            "giá trị của “{name}” không đúng kiểu mà giao diện cần",
            "the value of “{name}” is not of the type the theme wants"
        ),
    )
    .at(given.value_at.span())
    .help(message!("viết {vi}", "write {en}"))
}

/// Words that are none of the choices of an option that has choices.
fn unknown_choice(given: &GivenOption, option: &Declared) -> Option<Diagnostic> {
    let words: Vec<&str> = match &given.value {
        Node::Text(word) => vec![word],
        Node::List(items) => {
            items.iter().map(|item| if let Node::Text(word) = item { word } else { "" }).collect()
        }
        _ => return None,
    };
    let choices = || option.choices.iter().map(String::as_str);
    if option.choices.is_empty() {
        return None;
    }
    let word = words.into_iter().find(|word| !choices().any(|choice| choice == *word))?;
    let list = choices().collect::<Vec<_>>().join(", ");
    let finding = Diagnostic::error(
        "unknown-value",
        message!("không có lựa chọn “{word}”", "there is no choice “{word}”"),
    );
    Some(finding.at(given.value_at.span()).help(match suggest::nearest(word, choices()) {
        Some(near) => message!(
            "có phải là “{near}”? Các lựa chọn: {list}",
            "did you mean “{near}”? The choices: {list}"
        ),
        None => message!("các lựa chọn: {list}", "the choices: {list}"),
    }))
}

fn unknown(given: &GivenOption, declared: &[&Declared]) -> Diagnostic {
    let name = &given.name;
    let known = || declared.iter().map(|option| option.key.as_str());
    let list = known().collect::<Vec<_>>().join(", ");
    Diagnostic::error(
        "unknown-option",
        message!("giao diện không có tùy chọn “{name}”", "the theme has no option “{name}”"),
    )
    .at(given.name_at.span())
    .help(match suggest::nearest(name, known()) {
        Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
        None => message!("các tùy chọn dùng được: {list}", "the options that can be used: {list}"),
    })
}
