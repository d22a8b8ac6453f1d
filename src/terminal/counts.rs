//! How many findings there are, by how grave they are.

use crate::diag::{Diagnostic, Message, Severity};
use crate::text::{Locale, numbers};

/// “2 lỗi, 1 ghi chú”, those acknowledged at the end; figures as in `locale`. None where there are none.
pub(super) fn counts<'a>(
    findings: impl Iterator<Item = &'a Diagnostic> + Clone,
    locale: Locale,
) -> Option<Message> {
    let open = |severity| {
        let is_so = |it: &&Diagnostic| it.severity == severity && it.acknowledged.is_none();
        findings.clone().filter(is_so).count()
    };
    let acknowledged = findings.clone().filter(|finding| finding.acknowledged.is_some()).count();
    let parts: Vec<_> = [
        (open(Severity::Error), "lỗi", "error", "errors"),
        (open(Severity::Warning), "cảnh báo", "warning", "warnings"),
        (open(Severity::Note), "ghi chú", "note", "notes"),
        (acknowledged, "mục đã được chấp nhận", "acknowledged", "acknowledged"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, vi, one, many)| {
        let written = numbers::format(count, locale);
        (format!("{written} {vi}"), format!("{written} {}", if count == 1 { one } else { many }))
    })
    .collect();
    if parts.is_empty() {
        return None;
    }
    let (vi, en): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    Some(Message::new(vi.join(", "), en.join(", ")))
}
