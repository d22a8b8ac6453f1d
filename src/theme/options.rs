//! The values of a theme's options: the site's own, else the theme's defaults.

use crate::config::{Config, GivenOption};
use crate::diag::{Diagnostic, Diagnostics, message};
use crate::text::{Locale, suggest};
use crate::yaml::Node;

use super::manifest::{Declared, Manifest};

/// Gives every declared option its value. A theme's declaration stands in front of that of the theme it extends.
pub(super) fn settle(config: &Config, chain: &[Manifest]) -> (Vec<(String, Node)>, Diagnostics) {
    let mut declared: Vec<&Declared> = Vec::new();
    for option in chain.iter().flat_map(|manifest| &manifest.options) {
        if !declared.iter().any(|known| known.key == option.key) {
            declared.push(option);
        }
    }
    let mut findings = Diagnostics::new();
    for given in &config.options {
        match declared.iter().find(|option| option.key == given.name) {
            Some(option) if option.kind.takes(&given.value) => {}
            Some(option) => findings.push(wrong_type(given, option)),
            None => findings.push(unknown(given, &declared)),
        }
    }
    let own = |option: &Declared| {
        let given = config.options.iter().find(|it| it.name == option.key && option.kind.takes(&it.value));
        given.map(|given| given.value.clone())
    };
    let values = declared
        .iter()
        .map(|option| (option.key.clone(), own(option).unwrap_or_else(|| option.default.clone())))
        .collect();
    (values, findings)
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
