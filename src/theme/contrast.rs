//! How well one colour can be told from another: the contrast of WCAG 2.

use std::fmt;

use crate::yaml::Node;

/// The least contrast of text, by WCAG 2 AA.
pub(super) const LEAST: f64 = 4.5;

/// A colour: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

impl Colour {
    /// Reads `#a31219` or `#a31`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits: Vec<u8> = text
            .strip_prefix('#')?
            .chars()
            .map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok()))
            .collect::<Option<_>>()?;
        match digits[..] {
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            [r1, r0, g1, g0, b1, b0] => Some(Self([r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0])),
            _ => None,
        }
    }

    /// The colour that is the value of an option.
    pub(super) fn of(node: &Node) -> Option<Self> {
        match node {
            Node::Text(text) => Self::read(text),
            _ => None,
        }
    }

    /// How light it is, 0 to 1.
    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

/// The contrast between two colours, 1 to 21.
pub(super) fn between(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::{Colour, between};

    #[test]
    fn contrast_is_that_of_wcag() {
        for (one, other, contrast) in
            [("#000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#a31219", "#a31219", 1.0)]
        {
            let found = between(Colour::read(one).unwrap(), Colour::read(other).unwrap());
            assert!((found - contrast).abs() < 0.01, "{one} {other}: {found}");
        }
        for wrong in ["", "red", "#12", "#12345", "#gggggg", "#ắắắ"] {
            assert_eq!(Colour::read(wrong), None, "{wrong}");
        }
    }
}
