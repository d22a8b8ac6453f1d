//! What a body tells besides its HTML.

use super::{SANITISED, rendered};
use crate::markdown::LinkKind::{Anchor, Image, Media};
use crate::markdown::{Heading, LinkKind};

#[test]
fn links_are_listed_where_they_stand() {
    type Links = &'static [(&'static str, LinkKind, usize, &'static str)];
    let table: [(&str, Links); 14] = [
        ("ô [b](c.md)", &[("c.md", Anchor, 7, "c.md")]),
        ("[b]( <c d.md> 'e')", &[("c d.md", Anchor, 6, "c d.md")]),
        ("[b](c\\(d\\).md)", &[("c(d).md", Anchor, 4, "c\\(d\\).md")]),
        ("[b](c(d).md \"e\")", &[("c(d).md", Anchor, 4, "c(d).md")]),
        ("[](c.md)", &[("c.md", Anchor, 3, "c.md")]),
        ("[b]()", &[("", Anchor, 4, "")]),
        ("[`](`](c.md)", &[("c.md", Anchor, 7, "c.md")]),
        ("[b](c%20d.md)", &[("c%20d.md", Anchor, 4, "c%20d.md")]),
        ("[![a](b.png)](c.md)", &[("c.md", Anchor, 14, "c.md"), ("b.png", Image, 6, "b.png")]),
        ("[x] [y][x]\n\n[x]: <z w>", &[("z w", Anchor, 18, "z w"), ("z w", Anchor, 18, "z w")]),
        (
            "<a@b.vn> <https://c.vn>",
            &[("mailto:a@b.vn", Anchor, 1, "a@b.vn"), ("https://c.vn", Anchor, 10, "https://c.vn")],
        ),
        ("> [a](\n> b.md)", &[("b.md", Anchor, 9, "b.md")]),
        ("<a href=\"b.md?c&amp;d\">", &[("b.md?c&d", Anchor, 9, "b.md?c&amp;d")]),
        ("> <video>\n> <source\n>  src=a.mp4>", &[("a.mp4", Media, 27, "a.mp4")]),
    ];
    for (markdown, expected) in table {
        let (body, _, text) = rendered(markdown, &SANITISED);
        let links: Vec<_> = body
            .outline
            .links
            .iter()
            .map(|it| {
                let range = it.range.clone();
                (it.target.as_str(), it.kind, range.start - super::BEFORE.len(), &text[range])
            })
            .collect();
        assert_eq!(links, expected, "{markdown}");
    }
}

#[test]
fn numbers_of_documents_are_listed_where_they_stand() {
    let table: [(&str, &[(&str, &str)]); 12] = [
        (
            "Số 327/KH-UBND và 98/2023/NĐ-CP.",
            &[("327/KH-UBND", "327/KH-UBND"), ("98/2023/NĐ-CP", "98/2023/NĐ-CP")],
        ),
        (
            "## 327/KH-UBND\n\n| a |\n|---|\n| 5/BC-VP |",
            &[("327/KH-UBND", "327/KH-UBND"), ("5/BC-VP", "5/BC-VP")],
        ),
        ("> một\n> hai 327\\/KH-UBND", &[("327/KH-UBND", "327\\/KH-UBND")]),
        ("a &amp; **b** 327/KH&#45;UBND", &[("327/KH-UBND", "327/KH&#45;UBND")]),
        ("ô[^1]\n\n[^1]: Xem 5/BC-VP.", &[("5/BC-VP", "5/BC-VP")]),
        (":::x\n5/BC-VP\n:::", &[("5/BC-VP", "5/BC-VP")]),
        ("<b>5/BC-VP</b>", &[("5/BC-VP", "5/BC-VP")]),
        ("[327/KH-UBND](a.md)", &[]),
        ("<a href=\"a.md\">327/KH-UBND</a>", &[]),
        ("`327/KH-UBND` <code>327/KH-UBND</code>", &[]),
        ("```\n327/KH-UBND\n```", &[]),
        ("![327/KH-UBND](a.png)", &[]),
    ];
    for (markdown, expected) in table {
        let (body, _, text) = rendered(markdown, &SANITISED);
        let mentions = body.outline.mentions.iter().map(|it| (it.number.as_str(), &text[it.range.clone()]));
        assert_eq!(mentions.collect::<Vec<_>>(), expected, "{markdown}");
    }
    let (body, _, _) = rendered("ngày 24/8 số 5/BC-VP <b>x</b>", &SANITISED);
    assert_eq!(super::shown(&body.content.html), "<p>ngày\u{a0}24/8 số\u{a0}{mention 0} <b>x</b></p>\n");
}

#[test]
fn the_table_of_contents_is_a_tree() {
    fn heading(id: &str, level: u8, children: Vec<Heading>) -> Heading {
        Heading { id: id.to_owned(), title: id.to_owned(), level, children }
    }
    let (body, _, _) = rendered("## a\n#### b\n### c\n:::x\n## d\n:::\n# e\n###### f", &SANITISED);
    let expected = [
        heading("a", 2, vec![heading("b", 4, vec![]), heading("c", 3, vec![])]),
        heading("d", 2, vec![]),
        heading("e", 1, vec![heading("f", 6, vec![])]),
    ];
    assert_eq!(body.content.toc, expected);
    let (body, _, _) = rendered("## a **b** `c` ![d](e) <i>f</i>[^1]\n\n[^1]: ## g", &SANITISED);
    let titles: Vec<_> = body.content.toc.iter().map(|heading| heading.title.as_str()).collect();
    assert_eq!(titles, ["a b c d f"]);
}

#[test]
fn anchors_are_all_ids() {
    let markdown = "## a\n\nb[^1] c[^1] <i id=\"x&amp;y\">d</i><a name=z></a>\n\n[^1]: e";
    let (body, _, _) = rendered(markdown, &SANITISED);
    let anchors: Vec<_> = body.outline.anchors.iter().map(String::as_str).collect();
    assert_eq!(anchors, ["a", "fn-1", "fnref-1", "fnref-1-2", "x&y", "z"]);
}

#[test]
fn summaries() {
    let table = [
        ("", ""),
        ("# a\n\nb *c*\n`d`[^1] ![e](f)\n\ng\n\n[^1]: h", "b c d"),
        ("![a](b)\n\nc", "c"),
        ("![a](b \"t\")\n\nc", "c"),
        (":::a\nb\n:::\n\nc", "c"),
        ("> a\n\n- b\n\nc & d &lt;", "c & d <"),
        ("<p>a</p>\n\nb", "b"),
        ("a\n\n## b\n\n- c\n- d\n\n:::x\ny\n:::\n\n<!-- more -->\n\ne", "a c d"),
        ("a b <!--more--> c\n\nd", "a b"),
        ("<!-- more -->\n\na", ""),
        ("a <!-- b --> c", "a c"),
    ];
    for (markdown, expected) in table {
        assert_eq!(rendered(markdown, &SANITISED).0.outline.summary, expected, "{markdown}");
    }
}

#[test]
fn syllables_are_counted_across_markup() {
    let table = [
        ("", 0),
        ("một hai\nba", 3),
        ("**m**ột (*hai*) `ba`", 3),
        ("# một\n\n- hai\n- ba\n\n| bốn | năm |\n|--|--|\n| sáu |", 6),
        ("```\nmã\n```\n\nmột[^1]\n\n[^1]: hai", 2),
        (":::a{title=\"b\"}\nmột hai\n:::", 2),
        ("<div>một <b>hai</b></div>", 2),
        ("một<br>hai", 2),
    ];
    for (markdown, expected) in table {
        assert_eq!(rendered(markdown, &SANITISED).0.outline.syllables, expected, "{markdown}");
    }
}
