//! What holds for any text.

use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::strategy::Strategy;

use super::{BEFORE, Body, SANITISED, TRUSTED, rendered};
use crate::markdown::raw::sanitise;
use crate::markdown::raw::token::{Token, tokens};
use crate::markdown::{AttributeValue, Fragment, Hole, Options};

/// What no output holds.
const MARKS: [char; 2] = ['\u{FDD0}', '\u{FDD1}'];

/// Text that is likely to mean something.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "đợt thi đua",
        " ",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "# ",
        "## b {#c}",
        "> ",
        "- ",
        "1. ",
        "- [x] ",
        "*",
        "**",
        "`",
        "```\n",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "[a](b.md)",
        "![](c.png \"d\")",
        "[^1]",
        "[^1]: ",
        "[r]: s\n",
        "<",
        ">",
        "<div",
        "<div>\n",
        "</div>",
        "<b>",
        "</b>",
        "<img src=\"e\"",
        "<a href='f' id=g>",
        "<script>",
        "</script>",
        "<!-- more -->",
        "<!--",
        "-->",
        "<table>",
        "<p>",
        ":::",
        "::::",
        ":::ghi-chu",
        "::anh{src=\"h\" alt=i}",
        "{",
        "}",
        "=",
        "\"",
        "'",
        "“",
        "|",
        "|-|",
        "\n: ",
        "\\",
        "&",
        "&#xFDD0;",
        "&#",
        "\u{FDD0}",
        "h0",
        "\u{FDD1}",
        "javascript:",
        "\t",
        "***\n",
        "---\n",
        "===\n",
    ];
    let pieces = prop::sample::select(pieces.to_vec()).prop_map(str::to_owned);
    let piece = prop_oneof![12 => pieces, 1 => any::<String>()];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Holes of `fragment` and of all in it, with the HTML they cut.
fn visit(fragment: &Fragment, seen: &mut dyn FnMut(&Hole)) {
    fragment.write(&mut String::new(), &mut |hole, _| {
        seen(hole);
        if let Hole::Directive(directive) = hole {
            directive.body.iter().for_each(|body| visit(body, seen));
        }
    });
}

fn holds(text: &str, options: &Options) -> Result<Body, proptest::test_runner::TestCaseError> {
    let (body, found, file) = rendered(text, options);
    let inside =
        |range: &std::ops::Range<usize>| range.start >= BEFORE.len() && file.get(range.clone()).is_some();
    for diagnostic in found.iter() {
        prop_assert!(diagnostic.span.as_ref().is_some_and(|span| inside(&span.range)), "{diagnostic:?}");
    }
    for link in &body.outline.links {
        prop_assert!(inside(&link.range), "{link:?}");
    }
    for mention in &body.outline.mentions {
        prop_assert!(inside(&mention.range), "{mention:?}");
    }
    for directive in body.content.html.directives() {
        prop_assert!(inside(&directive.span.range), "{directive:?}");
        for attribute in &directive.attributes {
            prop_assert!(inside(&attribute.span.range), "{attribute:?}");
            if let AttributeValue::Link(link) = attribute.value {
                prop_assert!(link < body.outline.links.len());
            }
        }
    }
    let mut broken = 0;
    visit(&body.content.html, &mut |hole| match hole {
        Hole::Href(link) | Hole::Size(link) => broken += usize::from(*link >= body.outline.links.len()),
        Hole::Mention(mention) => broken += usize::from(*mention >= body.outline.mentions.len()),
        Hole::Directive(_) => {}
    });
    prop_assert_eq!(broken, 0);
    Ok(body)
}

proptest! {
    #[test]
    fn any_text_renders_and_every_place_is_in_the_file(text in markdown()) {
        holds(&text, &SANITISED)?;
        holds(&text, &TRUSTED)?;
    }

    /// A directive is written between tags and an address as a whole value, whatever the raw HTML around them.
    #[test]
    fn holes_of_sanitised_html_stand_where_filling_them_is_safe(text in markdown()) {
        let body = holds(&text, &SANITISED)?;
        let mut html = String::new();
        let mut expected = [0, 0];
        body.content.html.write(&mut html, &mut |hole, out| match hole {
            Hole::Href(_) => { out.push_str("AN-ADDRESS"); expected[0] += 1; }
            Hole::Size(_) => out.push_str(" width=\"1\""),
            Hole::Mention(_) | Hole::Directive(_) => { out.push_str("A-DIRECTIVE"); expected[1] += 1; }
        });
        let mut seen = [0, 0];
        for (token, range) in tokens(&html) {
            match token {
                Token::Tag(tag) => {
                    seen[0] += tag.attributes.iter().filter(|it| &html[it.written.clone()] == "\"AN-ADDRESS\"").count();
                    prop_assert!(sanitise::allowed(&html[tag.name.clone()]).is_some() || &html[tag.name] == "input");
                }
                Token::Text => seen[1] += html[range].matches("A-DIRECTIVE").count(),
                Token::EndTag(_) => {}
                Token::Content | Token::Comment | Token::Unfinished => prop_assert!(false, "{html}"),
            }
        }
        prop_assert_eq!(seen, expected, "{}", html);
        let has_marks = html.contains(MARKS);
        prop_assert!(!has_marks);
    }
}
