//! Directives.

use super::{SANITISED, check, check_found, rendered};
use crate::markdown::{AttributeValue, LinkKind};

#[test]
fn directives_become_holes() {
    let table = [
        (
            ":::ghi-chu{title=\"Lưu ý\" kind=\"luu-y\"}\nNội dung *Markdown*.\n:::",
            "{ghi-chu title=\"Lưu ý\" kind=\"luu-y\": <p>Nội dung <em>Markdown</em>.</p>\n}\n",
        ),
        ("a\n:::b\nc\n:::\nd", "<p>a</p>\n{b: <p>c</p>\n}\n<p>d</p>\n"),
        ("::: b\nc\n:::", "{b: <p>c</p>\n}\n"),
        (":::b\n:::", "{b: }\n"),
        (
            "::anh{src=\"a.svg\" alt='b' caption=“c d” week=3}",
            "{anh src=link 0 alt=\"b\" caption=\"c d\" week=\"3\"}\n",
        ),
        ("::anh { src = a.svg }", "{anh src=link 0}\n"),
        ("::anh", "{anh}\n"),
        ("::a{b=\"\" c=\"}\"}", "{a b=\"\" c=\"}\"}\n"),
        // Nesting: the outer one has more colons, but need not.
        ("::::a\n:::b\nc\n:::\n::::", "{a: {b: <p>c</p>\n}\n}\n"),
        (":::a\n:::b\nc\n:::\nd\n:::", "{a: {b: <p>c</p>\n}\n<p>d</p>\n}\n"),
        // In containers.
        ("- a\n\n  :::b\n  c\n  :::", "<ul>\n<li>\n<p>a</p>\n{b: <p>c</p>\n}\n</li>\n</ul>\n"),
        ("> :::b\n> c\n> :::", "<blockquote>\n{b: <p>c</p>\n}\n</blockquote>\n"),
        (":::b\n- c\n- d\n:::", "{b: <ul>\n<li>c</li>\n<li>d</li>\n</ul>\n}\n"),
        (
            ":::b\n| c |\n|---|\n| d |\n:::",
            "{b: <div class=\"table-scroll\" role=\"group\" aria-label=\"Bảng\" tabindex=\"0\"><table>\n<thead><tr><th>c</th></tr></thead>\n\
          <tbody>\n<tr><td>d</td></tr>\n</tbody></table></div>\n}\n",
        ),
        // References reach across.
        (":::b\n[c]\n:::\n\n[c]: d.md", "{b: <p><a href=\"{href 0}\">c</a></p>\n}\n"),
        // Not directives.
        ("```\n:::a\nđ ::b\n:::\n```", "<pre tabindex=\"0\"><code>:::a\nđ ::b\n:::\n</code></pre>\n"),
        ("    :::a{b=1}", "<pre tabindex=\"0\"><code>:::a{b=1}</code></pre>\n"),
        (
            "> ```\n> :::a\n> ```",
            "<blockquote>\n<pre tabindex=\"0\"><code>:::a\n</code></pre>\n</blockquote>\n",
        ),
        ("<div>\n:::a\n</div>", "<div>\n:::a\n</div>\n"),
        ("std::vec a :::b", "<p>std::vec a :::b</p>\n"),
        ("::a b", "<p>::a b</p>\n"),
        (":: a", "<p>:: a</p>\n"),
        ("::", "<p>::</p>\n"),
        ("***\n:::a\n***\n:::", "<hr>\n{a: <hr>\n}\n"),
    ];
    for (markdown, expected) in table {
        check(&SANITISED, markdown, expected);
    }
}

#[test]
fn footnotes_in_a_directive_are_the_pages() {
    check(
        &SANITISED,
        ":::b\nc[^1]\n\n[^1]: d\n:::",
        "{b: <p>c<sup class=\"footnote-ref\"><a id=\"fnref-1\" href=\"#fn-1\" role=\"doc-noteref\" aria-label=\"Chú thích 1\">1</a></sup></p>\n}\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Chú thích\"><ol>\n<li id=\"fn-1\">\n\
         <p>d <a class=\"footnote-back\" href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"Về chỗ dẫn chú thích 1\">↩</a></p>\n</li>\n</ol></section>\n",
    );
}

#[test]
fn directives_are_listed_with_their_places() {
    let markdown = ":::a{title=x}\n\n::b{src=\"y.mp4\" poster=z.jpg href=q.md file=f.docx}  \n\n:::\n\n::c";
    let (body, _, text) = rendered(markdown, &SANITISED);
    let seen: Vec<_> = body
        .content
        .html
        .directives()
        .map(|directive| {
            let attributes: Vec<_> = directive
                .attributes
                .iter()
                .map(|attribute| match attribute.value {
                    AttributeValue::Text(ref value) => {
                        (&text[attribute.span.range.clone()], value.as_str(), None)
                    }
                    AttributeValue::Link(link) => {
                        let link = &body.outline.links[link];
                        (&text[attribute.span.range.clone()], &text[link.range.clone()], Some(link.kind))
                    }
                })
                .collect();
            (directive.name.as_str(), &text[directive.span.range.clone()], attributes)
        })
        .collect();
    let expected = vec![
        ("a", ":::a{title=x}", vec![("title=x", "x", None)]),
        (
            "b",
            "::b{src=\"y.mp4\" poster=z.jpg href=q.md file=f.docx}",
            vec![
                ("src=\"y.mp4\"", "y.mp4", Some(LinkKind::Media)),
                ("poster=z.jpg", "z.jpg", Some(LinkKind::Media)),
                ("href=q.md", "q.md", Some(LinkKind::Anchor)),
                ("file=f.docx", "f.docx", Some(LinkKind::Download)),
            ],
        ),
        ("c", "::c", vec![]),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn what_is_wrong_with_directives() {
    let table = [
        ("a\n\n:::b\nc", r#"directive-unclosed 3:1 ":::b""#),
        ("::::a\n:::b\n::::", r#"directive-unclosed 2:1 ":::b""#),
        ("a\n\n:::", r#"directive-stray 3:1 ":::""#),
        (":::a\nb\n::::", r#"directive-stray 3:1 "::::""#),
        ("> :::a\n> b\n\n:::", r#"directive-crosses 4:1 ":::""#),
        ("- :::a\n\n:::b\n:::", ""), // a list marker makes it text
        ("- x\n\n  :::a\n\n:::b\n:::", r#"directive-unclosed 3:3 ":::a""#),
        (":::a\n\n- :::\n  :::\n\n:::", r#"directive-crosses 4:3 ":::""#),
        (":::a\n<div>b</div>\n:::", r#"directive-unclosed 1:1 ":::a""#),
        ("a\n     :::b\nc", r#"directive-indented 2:6 ":::b""#),
        (":::\u{111}\u{1ea7}u\n:::", "directive-name 1:4 \"\u{111}\u{1ea7}u\""),
        (":::Ghi-chu\n:::", r#"directive-name 1:4 "Ghi-chu""#),
        ("::Video{src=a}", r#"directive-name 1:3 "Video""#),
        (":::{.a}\n:::", "directive-syntax 1:1 \":::{.a}\"\ndirective-syntax 1:5 \".\""),
        (":::a b\n:::", r#"directive-syntax 1:6 "b""#),
        (":::a{b=\"c}\n:::", r#"directive-syntax 1:8 "\"c}""#),
        (":::a{b=c\n:::", r#"directive-syntax 1:5 "{b=c""#),
        (":::a{b}\n:::", r#"directive-syntax 1:6 "b""#),
        (":::a{b c=d}\n:::", r#"directive-syntax 1:6 "b""#),
        (":::a{b=}\n:::", r#"directive-syntax 1:6 "b""#),
        (":::a{=}\n:::", r#"directive-syntax 1:6 "=""#),
        (":::a{b=c} d\n:::", r#"directive-syntax 1:11 "d""#),
        ("::a{b=c  e=f b=\"d\"}", r#"duplicate-attribute 1:14 "b=\"d\"""#),
        ("::a{src=\"javascript:b\"}", r#"unsafe-link 1:10 "javascript:b""#),
        // Code is no directive, so nothing is wrong with it.
        ("```\n:::A{b\n```", ""),
    ];
    for (markdown, expected) in table {
        check_found(&SANITISED, markdown, expected);
    }
}
