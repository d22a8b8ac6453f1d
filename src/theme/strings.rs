//! The words of a theme in each language of the site: `i18n/vi.yaml`, `i18n/en.yaml`.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::lang::Lang;
use crate::source::{Sources, THEMES};
use crate::yaml::{self, Findings};

use super::manifest::Manifest;

type Strings = BTreeMap<String, String>;

/// Merges the strings of the themes. What a language lacks is taken from the main one, then from any.
pub(super) fn merge(
    sources: &Sources,
    config: &Config,
    chain: &[Manifest],
) -> (BTreeMap<Lang, Strings>, Diagnostics) {
    let mut findings = Diagnostics::new();
    let mut written: BTreeMap<String, Strings> = BTreeMap::new();
    for manifest in chain {
        let folder = format!("{THEMES}/{}/i18n", manifest.name);
        for (path, _) in sources.below(&folder) {
            let Some((path, text)) = sources.text(path.as_str()) else { continue };
            let strings = match yaml::parse(path, text, 0..text.len()) {
                Ok(yaml) => {
                    let reading = Findings::new();
                    let entries = yaml.value(&reading).entries();
                    let strings: Vec<_> =
                        entries.into_iter().filter_map(|it| Some((it.name, it.value.text()?))).collect();
                    findings.extend(reading.into_diagnostics());
                    strings
                }
                Err(finding) => {
                    findings.push(finding);
                    continue;
                }
            };
            let of_lang = written.entry(path.stem().to_owned()).or_default();
            for (key, text) in strings {
                of_lang.entry(key).or_insert(text);
            }
        }
    }
    let main = config.main().lang.code();
    let fallbacks = || written.get(main).into_iter().chain(written.values());
    let complete = config.languages.iter().map(|language| {
        let mut strings = written.get(language.lang.code()).cloned().unwrap_or_default();
        for (key, text) in fallbacks().flatten() {
            strings.entry(key.clone()).or_insert_with(|| text.clone());
        }
        (language.lang.clone(), strings)
    });
    (complete.collect(), findings)
}
