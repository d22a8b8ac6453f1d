//! `allow:`, where authors acknowledge findings that they know and keep, each by its code and with a reason.

use crate::diag::{Diagnostic, message};
use crate::text::suggest;
use crate::yaml::{Fields, Place, Value};

/// The codes of all findings, in order.
pub const CODES: [&str; 121] = [
    "alias-invalid",
    "anniv-arith",
    "anniv-phrase",
    "anniversary-reversed",
    "base-url-invalid",
    "broken-fragment",
    "broken-image",
    "broken-link",
    "broken-paragraph",
    "data-format",
    "data-syntax",
    "date-invalid",
    "day-count",
    "directive-attribute",
    "directive-crosses",
    "directive-indented",
    "directive-name",
    "directive-stray",
    "directive-syntax",
    "directive-unclosed",
    "doc-date-conflict",
    "doc-number",
    "document-circle",
    "duplicate-attribute",
    "duplicate-document",
    "duplicate-footnote",
    "duplicate-id",
    "duplicate-key",
    "duplicate-unit-name",
    "empty-file",
    "empty-list",
    "empty-text",
    "front-matter-toml",
    "front-matter-too-long",
    "front-matter-unclosed",
    "honour-no-evidence",
    "honour-not-approved",
    "honour-unscored",
    "html-removed",
    "id-invalid",
    "language-invalid",
    "leading-zero",
    "legacy-encoding",
    "list-too-long",
    "lookalike",
    "low-contrast",
    "menu-url-invalid",
    "missing-alt",
    "missing-criterion",
    "missing-dossier-part",
    "missing-file",
    "missing-key",
    "missing-menu-title",
    "missing-settings",
    "missing-static",
    "missing-title",
    "missing-tone",
    "moving-text",
    "nested-too-deep",
    "nfd",
    "not-utf8",
    "number-invalid",
    "option-type",
    "outdated-form",
    "outside-period",
    "period-reversed",
    "personal-data",
    "placeholder",
    "plan-block",
    "plan-incomplete",
    "plan-repeats",
    "progress-goes-down",
    "progress-of-another-unit",
    "progress-over-target",
    "progress-repeated",
    "progress-unknown-undertaking",
    "progress-wrong-kind",
    "remote-file",
    "report-repeated",
    "report-undated",
    "same-name",
    "same-path",
    "score-incomplete",
    "score-repeated",
    "secret-mark",
    "slug-invalid",
    "symbolic-link",
    "synonym-invalid",
    "template-render",
    "template-syntax",
    "theme-circle",
    "theme-name-invalid",
    "theme-version",
    "unit-alias",
    "unknown-award",
    "unknown-code",
    "unknown-content",
    "unknown-criterion",
    "unknown-directive",
    "unknown-dossier-part",
    "unknown-key",
    "unknown-language",
    "unknown-movement",
    "unknown-option",
    "unknown-section",
    "unknown-template",
    "unknown-term",
    "unknown-theme",
    "unknown-time-zone",
    "unknown-unit",
    "unknown-value",
    "unregistered-document",
    "unsafe-link",
    "unused-footnote",
    "vague-link",
    "weekday",
    "windows-name",
    "wrong-criterion",
    "wrong-file",
    "wrong-type",
    "yaml-syntax",
];

/// A finding that an author acknowledges.
#[derive(Debug, Clone)]
pub struct Acknowledged {
    /// Its code.
    pub code: String,
    /// Why it stays.
    pub reason: String,
    place: Place,
}

impl Acknowledged {
    /// Reads `{code: …, reason: …}`.
    pub fn read(value: &Value<'_>) -> Option<Self> {
        let mut fields = value.fields()?;
        let place = fields.get("code").map_or_else(|| value.place(), |code| code.place());
        let known =
            Self { code: fields.required_text("code"), reason: fields.required_text("reason"), place };
        fields.finish(&[]);
        Some(known)
    }

    /// Reads the list below `allow`.
    pub fn read_all(fields: &mut Fields<'_>) -> Vec<Self> {
        fields.items("allow").iter().filter_map(Self::read).collect()
    }

    /// The finding that nothing has this code.
    pub fn unknown(&self) -> Option<Diagnostic> {
        let code = self.code.as_str();
        if code.is_empty() || CODES.binary_search(&code).is_ok() {
            return None;
        }
        let finding = Diagnostic::warning(
            "unknown-code",
            message!(
                "không có mã “{code}”, nên dòng này không có tác dụng",
                "there is no code “{code}”, so this allows nothing"
            ),
        )
        .at(self.place.span())
        .help(match suggest::nearest(code, CODES) {
            Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
            None => message!(
                "chép mã trong ngoặc vuông của lời nhắc, ví dụ day-count",
                "copy the code in brackets from the message, such as day-count"
            ),
        });
        Some(finding)
    }
}
