//! Which closing line belongs to which opening one.
//!
//! A closing line closes the innermost open directive with as many colons that stands in the same container (list item,
//! quote …); those opened within it and still open are never closed. Lines that find no partner are reported and then
//! ignored, so that what stands around them is rendered as usual.

use super::line::{Kind, Line};
use super::place::Standing;
use crate::diag::{Diagnostic, Diagnostics, Message, message};
use crate::markdown::events::{MAX_DEPTH, TooDeep};
use crate::markdown::place::Place;

/// What the thematic break of a directive's line stands for; numbers are indices of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::markdown) enum Role {
    /// A directive with a body begins.
    Open(usize),
    /// The innermost open directive ends.
    Close,
    /// A directive without a body.
    Leaf(usize),
    /// A line without a partner.
    Nothing,
}

/// The roles of the thematic breaks that are directives' lines, by event.
#[derive(Debug, Default)]
pub(in crate::markdown) struct Roles(Vec<(usize, Role)>);

impl Roles {
    /// The role of the thematic break at `event`; none if the author wrote a break.
    pub(in crate::markdown) fn of(&self, event: usize) -> Option<Role> {
        self.0.binary_search_by_key(&event, |(event, _)| *event).ok().map(|at| self.0[at].1)
    }
}

/// An opening line whose partner is not found yet.
#[derive(Clone, Copy)]
struct Opened {
    /// Index of the line.
    line: usize,
    /// Index of its role.
    role: usize,
    colons: usize,
    container: usize,
    /// Whether a line that should close it was reported.
    told: bool,
}

/// Pairs `lines`, which stand where `standings` says.
pub(in crate::markdown) fn pair(
    lines: &[Line],
    standings: &[Standing],
    place: &Place<'_>,
    found: &mut Diagnostics,
) -> Result<Roles, TooDeep> {
    let mut roles: Vec<(usize, Role)> = Vec::new();
    let mut open: Vec<Opened> = Vec::new();
    for (index, (line, standing)) in lines.iter().zip(standings).enumerate() {
        let Standing::Block { event, container } = *standing else { continue };
        found.extend(line.problems.iter().cloned());
        match line.kind {
            Kind::Leaf(_) => roles.push((event, Role::Leaf(index))),
            Kind::Open(colons, _) => {
                if open.len() == MAX_DEPTH {
                    return Err(TooDeep(line.range.start));
                }
                open.push(Opened { line: index, role: roles.len(), colons, container, told: false });
                roles.push((event, Role::Nothing));
            }
            Kind::Close(colons) => {
                let partner = open.iter().rposition(|it| it.colons == colons && it.container == container);
                if let Some(partner) = partner {
                    for unclosed in open.drain(partner + 1..).filter(|it| !it.told) {
                        found.push(unclosed_at(unclosed, lines, standings, place));
                    }
                    if let Some(opened) = open.pop() {
                        roles[opened.role].1 = Role::Open(opened.line);
                    }
                    roles.push((event, Role::Close));
                    continue;
                }
                roles.push((event, Role::Nothing));
                found.push(match open.iter_mut().rfind(|it| it.colons == colons) {
                    Some(other) => {
                        other.told = true;
                        crossing(*other, line, lines, place)
                    }
                    None => {
                        let open = open.last_mut().map(|it| {
                            it.told = true;
                            &lines[it.line]
                        });
                        stray(line, open, place)
                    }
                });
            }
        }
    }
    for unclosed in open.into_iter().filter(|it| !it.told) {
        found.push(unclosed_at(unclosed, lines, standings, place));
    }
    Ok(Roles(roles))
}

fn stray(line: &Line, open: Option<&Line>, place: &Place<'_>) -> Diagnostic {
    let stray = Diagnostic::error(
        "directive-stray",
        message!("dòng này không đóng khối nào", "this line closes no block"),
    )
    .at(place.span(line.range.clone()));
    match open {
        None => stray.help(message!(
            "xóa dòng này, hoặc thêm dòng mở khối ở trên",
            "remove it, or add the line that opens a block above"
        )),
        Some(open) => stray
            .and_at(place.span(open.range.clone()), message!("khối đang mở", "the open block"))
            .help(message!(
                "dòng đóng phải có đúng số dấu hai chấm của dòng mở",
                "a closing line has as many colons as the opening one"
            )),
    }
}

fn crossing(opened: Opened, line: &Line, lines: &[Line], place: &Place<'_>) -> Diagnostic {
    Diagnostic::error(
        "directive-crosses",
        message!(
            "khối mở trong một danh sách hoặc trích dẫn nhưng đóng ở ngoài (hoặc ngược lại)",
            "a block is opened in a list or quote and closed outside it (or the other way round)"
        ),
    )
    .at(place.span(line.range.clone()))
    .and_at(place.span(lines[opened.line].range.clone()), message!("mở ở đây", "opened here"))
    .help(message!(
        "cho dòng mở và dòng đóng thụt lề như nhau",
        "indent the opening and the closing line alike"
    ))
}

fn unclosed_at(opened: Opened, lines: &[Line], standings: &[Standing], place: &Place<'_>) -> Diagnostic {
    let line = &lines[opened.line];
    let colons = ":".repeat(opened.colons.min(10));
    let unclosed = Diagnostic::error(
        "directive-unclosed",
        message!("khối mở ở đây không được đóng", "the block opened here is never closed"),
    )
    .at(place.span(line.range.clone()));
    match hidden_close(opened, lines, standings) {
        None => unclosed
            .help(message!("thêm dòng “{colons}” ở cuối khối", "add a line “{colons}” where the block ends")),
        Some(hidden) => unclosed
            .and_at(
                place.span(hidden.range.clone()),
                message!("dòng này nằm trong HTML", "this line is part of raw HTML"),
            )
            .help(hidden_help()),
    }
}

fn hidden_help() -> Message {
    message!("thêm một dòng trống trước dòng đóng", "add an empty line before the closing line")
}

/// The closing line that raw HTML swallowed for want of an empty line before it.
fn hidden_close<'a>(opened: Opened, lines: &'a [Line], standings: &[Standing]) -> Option<&'a Line> {
    lines.iter().zip(standings).skip(opened.line + 1).take(100).find_map(|(line, standing)| {
        let closes = matches!(line.kind, Kind::Close(colons) if colons == opened.colons);
        (closes && *standing == Standing::Verbatim { html: true }).then_some(line)
    })
}
