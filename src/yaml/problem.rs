//! What `serde_yaml` says, said to someone who does not know YAML.
//!
//! It names up to two places: where it gave up, and where what it was reading begins. The second is often the line that
//! is wrong: a quotation mark that is never closed is found out at the end of the file.

use std::ops::Range;

use crate::diag::{Diagnostic, Message, message};
use crate::span::{SourcePath, Span};

use super::locate::offset;

/// Marks our own message about a `!tag` among the errors of `serde_yaml`.
const TAG: &str = "unsupported tag ";

/// The error for a `!tag`, which no file of a site may use.
pub(super) fn tag(name: &str) -> String {
    format!("{TAG}!{}", name.trim_start_matches('!'))
}

/// The diagnostic for YAML that cannot be read; `base` is where `source` begins in the file.
pub(super) fn explain(error: &serde_yaml::Error, path: &SourcePath, source: &str, base: usize) -> Diagnostic {
    let said = error.to_string();
    let at = error.location().map_or(0, |place| offset(source, place.line(), place.column()));
    let begun = begun(&said).map_or(at, |(line, column)| offset(source, line, column));
    problem(&said, source, at, begun).diagnostic(path, base)
}

/// The diagnostic for brackets that open and open, which `serde_yaml` would need minutes to refuse.
pub(super) fn heap_of_brackets(path: &SourcePath, source: &str, base: usize) -> Option<Diagnostic> {
    /// `serde_yaml` itself refuses 128; brackets in quotation marks are counted here too, but hardly as many.
    const MOST: usize = 1000;
    let mut depth = 0usize;
    let at = source.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MOST
    })?;
    Some(nested_too_deeply(source, at).diagnostic(path, base))
}

/// Where what was being read begins: `…, while scanning a quoted scalar at line 2 column 8`.
fn begun(said: &str) -> Option<(usize, usize)> {
    let (_, context) = said.split_once(", while ")?;
    let (_, place) = context.split_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// What is wrong, where, and what to do.
struct Problem {
    range: Range<usize>,
    what: Message,
    help: Message,
}

impl Problem {
    fn diagnostic(self, path: &SourcePath, base: usize) -> Diagnostic {
        let Self { range, what, help } = self;
        Diagnostic::error("yaml-syntax", what)
            .at(Span::new(path, range.start + base..range.end + base))
            .help(help)
    }
}

fn nested_too_deeply(source: &str, at: usize) -> Problem {
    Problem {
        range: rest_of_line(source, at),
        what: message!("danh sách lồng nhau quá sâu", "lists nested too deeply"),
        help: message!("bớt số lớp lồng nhau (tối đa 128)", "nest fewer levels (128 at most)"),
    }
}

fn problem(said: &str, source: &str, at: usize, begun: usize) -> Problem {
    let says = |part: &str| said.contains(part);
    if says("mapping values are not allowed") {
        colon(source, at)
    } else if says("tab character") || says("cannot start any token") || says("mapping keys are not allowed")
    {
        first_character(source, at)
    } else if says("block sequence entries are not allowed") {
        Problem {
            range: rest_of_line(source, at),
            what: message!(
                "danh sách có gạch đầu dòng không được bắt đầu ngay sau khóa",
                "a list of “- ” lines may not begin right after its key"
            ),
            help: message!(
                "đưa “- ” xuống dòng dưới, hoặc viết trong ngoặc vuông: tags: [Tin tức, Đền ơn đáp nghĩa]",
                "put the “- ” on the next line, or write it in brackets: tags: [News, Gratitude]"
            ),
        }
    } else if says("while parsing a quoted scalar") {
        Problem {
            range: rest_of_line(source, at),
            what: message!(
                "dấu \\ trong ngoặc kép ở chỗ không được phép",
                "a \\ in quotes where none may stand"
            ),
            help: message!(
                "trong đường dẫn dùng / thay cho \\; muốn có đúng dấu \\ thì viết \\\\",
                "in paths write / instead of \\; for a real \\ write \\\\"
            ),
        }
    } else if says("quoted scalar") {
        unclosed_quote(rest_of_line(source, begun))
    } else if says("expected ',' or") || says("flow") {
        let is_one_line = source.get(begun..at).is_some_and(|between| !between.contains('\n'));
        Problem {
            range: rest_of_line(source, if is_one_line { at } else { begun }),
            what: message!(
                "danh sách trong ngoặc [ ] hoặc {{ }} chưa đóng hoặc thiếu dấu phẩy",
                "a list in [ ] or {{ }} is not closed or lacks a comma"
            ),
            help: message!(
                "viết như: tags: [Tin tức, Đền ơn đáp nghĩa]",
                "write it like: tags: [News, Gratitude]"
            ),
        }
    } else if says("repetition limit") {
        Problem {
            range: rest_of_line(source, at),
            what: message!(
                "các tham chiếu &… *… lặp lại quá nhiều lần",
                "the references &… *… repeat too much"
            ),
            help: message!(
                "viết thẳng giá trị ra thay cho tham chiếu",
                "write the values out instead of referring to them"
            ),
        }
    } else if says("recursion limit") {
        nested_too_deeply(source, at)
    } else if says("anchor") || says("alias") {
        Problem {
            range: rest_of_line(source, begun),
            what: message!(
                "giá trị bắt đầu bằng * hoặc & bị hiểu là tham chiếu",
                "a value that begins with * or & is taken for a reference"
            ),
            help: quote(),
        }
    } else if says("tag") {
        Problem {
            range: rest_of_line(source, begun),
            what: message!(
                "giá trị bắt đầu bằng ! không được dùng ở đây",
                "a value may not begin with ! here"
            ),
            help: quote(),
        }
    } else if says("more than one document") {
        second_document(source)
    } else if says("control characters") {
        let at = said.rsplit(' ').next().and_then(|position| position.parse().ok()).unwrap_or(at);
        Problem {
            range: one_character(source, at),
            what: message!("có ký tự điều khiển không nhìn thấy được", "an invisible control character"),
            help: message!("xóa chỗ này và gõ lại", "delete this place and type it again"),
        }
    } else if says("could not find expected ':'") {
        match unspaced(source, begun) {
            Some(problem) => problem,
            None => not_a_key(rest_of_line(source, begun)),
        }
    } else if let Some(quote) = closing_quote(source, at) {
        match opened_above(source, quote) {
            Some(opened) => unclosed_quote(rest_of_line(source, opened)),
            None => Problem {
                range: rest_of_line(source, at),
                what: message!(
                    "có chữ đứng sau dấu ngoặc kép đóng",
                    "there is text after the closing quotation mark"
                ),
                help: message!(
                    "đặt cả giá trị trong một cặp ngoặc kép; bên trong hãy dùng “ ” hoặc \\\"",
                    "put the whole value in one pair of quotes; inside them use “ ” or \\\""
                ),
            },
        }
    } else {
        indentation(rest_of_line(source, at))
    }
}

fn unclosed_quote(range: Range<usize>) -> Problem {
    Problem {
        range,
        what: message!(
            "dấu ngoặc kép mở ra mà không đóng lại",
            "a quotation mark is opened and never closed"
        ),
        help: message!(
            "thêm dấu ngoặc kép ở cuối giá trị; bên trong ngoặc kép hãy dùng “ ” hoặc \\\"",
            "add the closing quotation mark; inside quotes use “ ” or \\\""
        ),
    }
}

/// The quotation mark right before `at`, with which a value was closed.
fn closing_quote(source: &str, at: usize) -> Option<usize> {
    let before = source.get(..at)?.trim_end_matches(' ');
    before.ends_with(['"', '\'']).then(|| before.len() - 1)
}

/// If the quotation mark at `quote` was to open a value, the one on a line above that it closed instead.
fn opened_above(source: &str, quote: usize) -> Option<usize> {
    let mark = source[quote..].chars().next()?;
    let line = source[..quote].rfind('\n')? + 1;
    if !source[line..quote].trim_end_matches(' ').ends_with([':', '-', '[', '{', ',']) {
        return None;
    }
    let mut end = line;
    while end > 0 {
        let start = source[..end - 1].rfind('\n').map_or(0, |at| at + 1);
        if source[start..end].matches(mark).count() % 2 == 1 {
            return source[start..end].rfind(mark).map(|at| start + at);
        }
        end = start;
    }
    None
}

/// A colon that begins a value a second time on its line, or that the lines above do not let begin one.
fn colon(source: &str, at: usize) -> Problem {
    let line = source[..at].rfind('\n').map_or(0, |end| end + 1);
    if source[line..at].contains(": ") {
        return Problem {
            range: one_character(source, at),
            what: message!("dấu hai chấm ở chỗ không được phép", "a colon where none may stand"),
            help: message!(
                "nếu giá trị có dấu hai chấm, hãy đặt cả giá trị trong ngoặc kép: title: \"Kế hoạch: giai đoạn 1\"",
                "if the value has a colon in it, put the whole value in quotes: title: \"Plan: part 1\""
            ),
        };
    }
    let above = source[..line].trim_end();
    let above = above.rfind('\n').map_or(0, |end| end + 1);
    let start = line + source[line..at].len() - source[line..at].trim_start().len();
    unspaced(source, above).unwrap_or_else(|| indentation(rest_of_line(source, start)))
}

/// The line from `at` on, if it lacks the space after its colon.
fn unspaced(source: &str, at: usize) -> Option<Problem> {
    let range = rest_of_line(source, at);
    let line = &source[range.clone()];
    let colon = line.find(':')?;
    if line.contains(": ") || line.ends_with(':') {
        return None;
    }
    let (key, value) = (&line[..colon], &line[colon + 1..]);
    Some(Problem {
        range: range.clone(),
        what: message!("thiếu dấu cách sau dấu hai chấm", "the space after the colon is missing"),
        help: message!("viết “{key}: {value}”", "write “{key}: {value}”"),
    })
}

/// A character that no value and no line may begin with.
fn first_character(source: &str, at: usize) -> Problem {
    let rest = &source[at..];
    match rest.chars().next() {
        Some(first @ ('@' | '`' | '%' | '?')) => Problem {
            range: rest_of_line(source, at),
            what: message!("giá trị không được bắt đầu bằng {first}", "a value may not begin with {first}"),
            help: quote(),
        },
        Some('\t') => {
            let tabs = rest.len() - rest.trim_start_matches('\t').len();
            Problem {
                range: at..at + tabs,
                what: message!("thụt lề bằng phím Tab", "a Tab in the indentation"),
                help: message!(
                    "thụt lề bằng dấu cách, không dùng phím Tab",
                    "indent with spaces, never with Tab"
                ),
            }
        }
        _ => indentation(rest_of_line(source, at)),
    }
}

/// A `---` line, or a line further out than the first: each begins a second document.
fn second_document(source: &str) -> Problem {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut start = 0;
    let mut first = None;
    for line in source.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let Some(first) = first else {
            first = Some(indent(line));
            continue;
        };
        if line.starts_with("---") || line.starts_with("...") {
            return Problem {
                range,
                what: message!("có dòng --- thừa", "a stray --- line"),
                help: message!(
                    "bỏ dòng này: mỗi tệp chỉ có một phần khai báo",
                    "take it out: a file has one block of settings"
                ),
            };
        }
        if indent(line) < first {
            return indentation(range);
        }
    }
    not_a_key(rest_of_line(source, 0))
}

fn not_a_key(range: Range<usize>) -> Problem {
    Problem {
        range,
        what: message!("dòng này không có dạng “khóa: giá trị”", "this line is not of the form “key: value”"),
        help: message!(
            "viết như title: Tên bài; dòng nối tiếp giá trị ở trên thì thụt vào",
            "write it like title: My post; a line that continues the value above is indented"
        ),
    }
}

fn indentation(range: Range<usize>) -> Problem {
    Problem {
        range,
        what: message!(
            "dòng này thụt lề không khớp với các dòng trên",
            "the indentation of this line does not fit those above"
        ),
        help: message!(
            "cho các khóa cùng cấp thẳng hàng, các dấu “- ” của một danh sách cũng vậy",
            "line up the keys of one level, and the “- ” of one list"
        ),
    }
}

fn quote() -> Message {
    message!("đặt giá trị trong ngoặc kép", "put the value in quotes")
}

/// From `at` to the end of its line, without the white space there.
fn rest_of_line(source: &str, at: usize) -> Range<usize> {
    let at = at.min(source.len());
    at..at + source[at..].lines().next().map_or(0, |line| line.trim_end().len())
}

/// The character at `at`.
fn one_character(source: &str, at: usize) -> Range<usize> {
    let at = source.floor_char_boundary(at);
    at..at + source[at..].chars().next().map_or(0, char::len_utf8)
}
