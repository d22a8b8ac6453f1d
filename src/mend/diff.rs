//! A unified diff, to be read before one says yes.
//!
//! Edits never part or join lines, so the lines of both texts belong to each other one by one.

use std::fmt::Write;
use std::ops::Range;

/// How many lines are shown around what changes.
const AROUND: usize = 3;

/// The lines of `path` that differ. Characters that do not show are shown by their code.
pub fn diff(path: &str, before: &str, after: &str) -> String {
    let lines: Vec<(&str, &str)> = before.split('\n').zip(after.split('\n')).collect();
    let changed: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].0 != lines[at].1).collect();
    let mut text = format!("--- {path}\n+++ {path}\n");
    for hunk in hunks(&changed, before.trim_end_matches('\n').split('\n').count().max(1)) {
        let (first, count) = (hunk.start + 1, hunk.len());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "@@ -{first},{count} +{first},{count} @@");
        let mut at = hunk.start;
        while at < hunk.end {
            let run = (at..hunk.end).take_while(|line| lines[*line].0 != lines[*line].1).count();
            for (sign, pick) in [('-', 0), ('+', 1)] {
                for (before, after) in &lines[at..at + run] {
                    let _ = writeln!(text, "{sign}{}", shown([before, after][pick]));
                }
            }
            if run == 0 {
                let _ = writeln!(text, " {}", shown(lines[at].0));
            }
            at += run.max(1);
        }
    }
    text
}

/// The runs of lines to show, of `count` lines.
fn hunks(changed: &[usize], count: usize) -> Vec<Range<usize>> {
    let mut hunks: Vec<Range<usize>> = Vec::new();
    for &line in changed {
        let hunk = line.saturating_sub(AROUND)..(line + AROUND + 1).min(count.max(line + 1));
        match hunks.last_mut() {
            Some(last) if last.end >= hunk.start => last.end = hunk.end,
            _ => hunks.push(hunk),
        }
    }
    hunks
}

/// A line as it can be seen.
fn shown(line: &str) -> String {
    let line = line.strip_suffix('\r').unwrap_or(line);
    let mut shown = String::with_capacity(line.len());
    for c in line.chars() {
        let is_hidden = c.is_control() && c != '\t'
            || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
        if is_hidden {
            let _ = write!(shown, "<U+{:04X}>", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::diff;

    #[test]
    fn a_diff_shows_what_changes_and_three_lines_around() {
        let before = "1\n2\n3\n4\nÐ\nÐ\n7\n8\n9\n10\n11\n12\n13\n14\na\u{200B}b\r\n";
        let after = before.replace('Ð', "Đ").replace('\u{200B}', "");
        assert_eq!(
            diff("a.md", before, &after),
            "--- a.md\n+++ a.md\n@@ -2,8 +2,8 @@\n 2\n 3\n 4\n-Ð\n-Ð\n+Đ\n+Đ\n 7\n 8\n 9\n\
             @@ -12,4 +12,4 @@\n 12\n 13\n 14\n-a<U+200B>b\n+ab\n"
        );
    }
}
