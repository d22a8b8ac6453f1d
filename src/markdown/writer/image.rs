//! Images and figures.

use std::ops::Range;

use super::Writer;
use super::link::Written;
use crate::diag::{Diagnostic, message};
use crate::markdown::body::LinkKind;
use crate::markdown::reading::Weight;
use crate::markdown::sentinel::Mark;
use crate::text::typography;

impl Writer<'_, '_> {
    /// The image at the event `at`; `with_title` keeps its title as an attribute.
    pub(super) fn image(&mut self, at: usize, range: &Range<usize>, image: Written<'_>, with_title: bool) {
        let parsed = self.input.parsed;
        let alt = parsed.plain_text(at..parsed.end_of(at));
        let alt = alt.trim();
        if alt.is_empty() {
            self.missing_alt(range.clone());
        }
        let span = self.target_span(at, range, image);
        let Some(link) = self.link(image.dest_url.to_owned(), LinkKind::Image, span) else {
            return self.text(alt);
        };
        self.push("<img src=\"");
        self.mark(Mark::Image(link));
        self.push("\" alt=\"");
        self.attribute(alt);
        if with_title && !image.title.is_empty() {
            self.push("\" title=\"");
            self.attribute(image.title);
        }
        self.push("\" loading=\"lazy\" decoding=\"async\">");
    }

    /// An image that stands alone, with its title as caption.
    pub(super) fn figure(&mut self, at: usize, range: &Range<usize>, image: Written<'_>) {
        self.push("<figure>");
        self.image(at, range, image, false);
        self.push("<figcaption>");
        self.text(&typography::bind(image.title));
        self.push("</figcaption></figure>\n");
        self.reading.push(image.title);
        self.reading.end_block(Weight::Aside);
    }

    /// Reports an image without a description.
    pub(super) fn missing_alt(&mut self, range: Range<usize>) {
        self.found.push(
            Diagnostic::warning(
                "missing-alt",
                message!("ảnh không có lời mô tả", "this image has no description"),
            )
            .at(self.input.place.span(range))
            .help(message!(
                "viết lời mô tả cho người không nhìn thấy ảnh: “![Lễ phát động thi đua](anh.jpg)”",
                "describe it for those who cannot see it: “![The launch of the campaign](photo.jpg)”"
            )),
        );
    }
}
