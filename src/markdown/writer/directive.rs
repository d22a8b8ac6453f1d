//! Directives, as holes.

use super::{Frame, Writer};
use crate::markdown::body::LinkKind;
use crate::markdown::directive::attributes::RawAttribute;
use crate::markdown::directive::line::{Head, Kind};
use crate::markdown::directive::pair::Role;
use crate::markdown::fragment::{Attribute, AttributeValue, Directive};
use crate::markdown::sentinel::{self, Mark};

impl Writer<'_, '_> {
    /// A thematic break, or the line of a directive; it is the event `at`.
    pub(super) fn rule(&mut self, at: usize) {
        self.end_block();
        self.line();
        match self.input.roles.of(at) {
            None => self.push("<hr>\n"),
            Some(Role::Nothing) => {}
            Some(Role::Leaf(line)) => {
                let directive = self.begin_directive(line);
                self.write_directive(directive);
            }
            Some(Role::Open(line)) => {
                let directive = self.begin_directive(line);
                self.open_directives.push(directive);
                self.frames.push(Frame::default());
            }
            Some(Role::Close) => {
                let (Some(mut directive), Some(frame)) = (self.open_directives.pop(), self.frames.pop())
                else {
                    return;
                };
                directive.body = Some(sentinel::split(&self.finished(frame), &mut self.directives));
                self.write_directive(directive);
            }
        }
    }

    /// The directive of a line, without its body.
    fn begin_directive(&mut self, line: usize) -> Directive {
        let input = self.input;
        let line = &input.lines[line];
        let empty = Head::default();
        let head = match &line.kind {
            Kind::Open(_, head) | Kind::Leaf(head) => head,
            Kind::Close(_) => &empty,
        };
        let text = input.text[line.range.clone()].trim_end();
        Directive {
            name: head.name.clone(),
            span: input.place.span(line.range.start..line.range.start + text.len()),
            attributes: head.attributes.iter().map(|it| self.directive_attribute(it)).collect(),
            body: None,
        }
    }

    fn directive_attribute(&mut self, attribute: &RawAttribute) -> Attribute {
        let kind = match attribute.name.as_str() {
            "src" | "poster" => Some(LinkKind::Media),
            "href" => Some(LinkKind::Anchor),
            "file" => Some(LinkKind::Download),
            _ => None,
        };
        let place = self.input.place;
        let target = place.span(attribute.value_range.clone());
        let link = kind.map(|kind| self.link(attribute.value.clone(), kind, target));
        Attribute {
            name: attribute.name.clone(),
            span: place.span(attribute.range.clone()),
            value: match link {
                None => AttributeValue::Text(attribute.value.clone()),
                Some(Some(link)) => AttributeValue::Link(link),
                Some(None) => AttributeValue::Text(String::new()), // refused, and reported
            },
        }
    }

    fn write_directive(&mut self, directive: Directive) {
        self.directives.push(Some(directive));
        self.mark(Mark::Directive(self.directives.len() - 1));
        self.push("\n");
    }
}
