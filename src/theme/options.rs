//! The values of a theme's options: the site's own, else the theme's defaults.

use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, message};
use crate::text::suggest;
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
    for (key, value, span) in &config.options {
        let finding = match declared.iter().find(|option| option.key == *key) {
            Some(option) if option.kind.takes(value) => continue,
            Some(_) => Diagnostic::error(
                "option-type",
                message!(
                    "giá trị của “{key}” không đúng kiểu mà giao diện cần",
                    "the value of “{key}” is not of the type the theme wants"
                ),
            ),
            None => Diagnostic::error(
                "unknown-option",
                message!("giao diện không có tùy chọn “{key}”", "the theme has no option “{key}”"),
            )
            .help_if(
                suggest::nearest(key, declared.iter().map(|option| option.key.as_str()))
                    .map(|near| message!("có phải là “{near}”?", "did you mean “{near}”?")),
            ),
        };
        findings.push(finding.at(span.clone()));
    }
    let own = |option: &Declared| {
        let own =
            config.options.iter().find(|(key, value, _)| *key == option.key && option.kind.takes(value));
        own.map(|(_, value, _)| value.clone())
    };
    let values = declared
        .iter()
        .map(|option| (option.key.clone(), own(option).unwrap_or_else(|| option.default.clone())))
        .collect();
    (values, findings)
}
