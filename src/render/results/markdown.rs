//! Pieces of Markdown: cells, links, tables.

/// What a person must write.
pub(super) const BLANK: &str = "[…]";

/// Text in a table or a link: what Markdown would take for its own is escaped.
pub(super) fn cell(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '|' | '[' | ']' | '*' | '_' | '`' | '<' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A link to a source file.
pub(super) fn link(title: &str, path: &str) -> String {
    let title = cell(title);
    if path.contains([' ', '(', ')']) { format!("[{title}](<{path}>)") } else { format!("[{title}]({path})") }
}

/// A table; nothing where there are no rows.
pub(super) fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let line =
        |cells: &mut dyn Iterator<Item = &str>| format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
    let mut text = line(&mut heads.iter().copied());
    text += &line(&mut heads.iter().map(|_| "---"));
    for row in rows {
        text += &line(&mut row.iter().map(String::as_str));
    }
    text + "\n"
}
