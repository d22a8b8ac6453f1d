//! What is written in several ways: abbreviations (`content/data/viet-tat.yaml`) and other names of places
//! (`content/data/ten-khac.yaml`). Both are a mapping from one wording to the other, and search finds either by either.

use crate::data::Data;
use crate::diag::{Diagnostic, Diagnostics, message};
use crate::site::Site;
use crate::text;
use crate::yaml::Findings;

/// The files, below `content/`.
const FILES: [&str; 2] = ["data/viet-tat.yaml", "data/ten-khac.yaml"];

/// Two wordings of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// Such as an abbreviation.
    pub one: String,
    /// What it stands for.
    pub other: String,
}

/// All synonyms of the site, in the order of the files.
pub(super) fn synonyms(site: &Site) -> Vec<Synonym> {
    read(site).0
}

/// What is wrong with the files.
pub fn check_synonyms(site: &Site) -> Diagnostics {
    read(site).1
}

fn read(site: &Site) -> (Vec<Synonym>, Diagnostics) {
    let mut synonyms = Vec::new();
    let mut findings = Diagnostics::new();
    for yaml in FILES.iter().filter_map(|file| site.data.get(*file)).filter_map(Data::yaml) {
        let reading = Findings::new();
        for entry in yaml.value(&reading).entries() {
            let Some(other) = entry.value.text() else { continue };
            match wrong(&entry.name, &other) {
                None => synonyms.push(Synonym { one: entry.name, other }),
                Some(finding) => findings.push(finding.at(yaml.place(&[&entry.name]))),
            }
        }
        findings.extend(reading.into_diagnostics());
    }
    (synonyms, findings)
}

/// Why two wordings are of no use to search.
fn wrong(one: &str, other: &str) -> Option<Diagnostic> {
    let [one_slug, other_slug] = [one, other].map(text::slug);
    let (what, help) = if one_slug.is_empty() || other_slug.is_empty() {
        (
            message!(
                "“{one}” hoặc cách viết kia của nó không có chữ nào",
                "“{one}”, or its other wording, has no letters"
            ),
            message!(
                "viết đủ hai cách, như UBND: Ủy ban nhân dân",
                "write both wordings, like UBND: Ủy ban nhân dân"
            ),
        )
    } else if text::nfc(one).to_lowercase() == text::nfc(other).to_lowercase() {
        (
            message!("hai cách viết của “{one}” là một", "both wordings of “{one}” are the same"),
            message!(
                "xóa dòng này, hoặc ghi cách viết đầy đủ sau dấu hai chấm",
                "delete the line, or write the full wording behind the colon"
            ),
        )
    } else {
        return None;
    };
    Some(Diagnostic::warning("synonym-invalid", what).help(help))
}
