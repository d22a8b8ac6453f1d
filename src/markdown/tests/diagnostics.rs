//! What is wrong with the text, and where.

use super::{SANITISED, TRUSTED, check_found};

#[test]
fn unsafe_links() {
    let table = [
        ("a [b](javascript:c) d", r#"unsafe-link 1:7 "javascript:c""#),
        ("[b](JaVa&#x73;cript:c)", r#"unsafe-link 1:5 "JaVa&#x73;cript:c""#),
        ("[b](<vbscript: c>)", r#"unsafe-link 1:6 "vbscript: c""#),
        ("![b](data:image/png;base64,AA)", r#"unsafe-link 1:6 "data:image/png;base64,AA""#),
        ("[b]\n\n[b]: data:text/html,c", r#"unsafe-link 3:6 "data:text/html,c""#),
        ("<javascript:b>", r#"unsafe-link 1:2 "javascript:b""#),
        ("> đ\n> <a\n> href='javascript:a'>b</a>", r#"unsafe-link 3:9 "javascript:a""#),
        (
            "> <div>\n> <a href='javascript:a'>\n> <img alt=b src=data:c>",
            "unsafe-link 2:12 \"javascript:a\"\nunsafe-link 3:18 \"data:c\"",
        ),
        ("[a](mailto:b@c.vn) [d](tel:1) [e](#f) [g](https://h.vn) [i](j:k)", ""),
    ];
    for (markdown, expected) in table {
        check_found(&SANITISED, markdown, expected);
        check_found(&TRUSTED, markdown, expected);
    }
}

#[test]
fn images_without_description() {
    let table = [
        ("a ![](b.png) c", r#"missing-alt 1:3 "![](b.png)""#),
        ("![ ](b.png \"c\")", r#"missing-alt 1:1 "![ ](b.png \"c\")""#),
        ("![][a]\n\n[a]: b.png", r#"missing-alt 1:1 "![][a]""#),
        ("a <img src=b.png> c", r#"missing-alt 1:3 "<img src=b.png>""#),
        ("<p>\n<IMG src=b.png></p>", r#"missing-alt 2:1 "<IMG src=b.png>""#),
        ("![a](b) <img src=b.png alt=\"\">", ""),
    ];
    for (markdown, expected) in table {
        check_found(&SANITISED, markdown, expected);
        check_found(&TRUSTED, markdown, expected);
    }
}

/// It is told even where raw HTML stays.
#[test]
fn moving_text() {
    for options in [&SANITISED, &TRUSTED] {
        check_found(options, "a <Marquee>b</marquee>", r#"moving-text 1:3 "<Marquee>""#);
        check_found(options, "<div><blink>", r#"moving-text 1:6 "<blink>""#);
    }
}

#[test]
fn removed_html() {
    let table = [
        ("a\n\n<script src=x>b</script>", r#"html-removed 3:1 "<script src=x>""#),
        (
            "<iframe src=a></iframe>\n\n<style></style>\n\n<form>",
            "html-removed 1:1 \"<iframe src=a>\"\nhtml-removed 3:1 \"<style>\"\nhtml-removed 5:1 \"<form>\"",
        ),
        ("<object><b onclick=c>", ""),
        ("`<script>`", ""),
    ];
    for (markdown, expected) in table {
        check_found(&SANITISED, markdown, expected);
        check_found(&TRUSTED, markdown, "");
    }
}

#[test]
fn footnotes_and_ids() {
    let table = [
        ("a\n\n[^b]: c", r#"unused-footnote 3:1 "[^b]:""#),
        ("a[^b]\n\n[^b]: c\n\n[^B]: d", r#"duplicate-footnote 5:1 "[^B]:""#),
        ("## a {#x}\n\n## b {#x}", r###"duplicate-id 3:1 "## b {#x}""###),
        ("## a\n\n<b id=a>c</b>", r#"duplicate-id 3:7 "a""#),
        ("<b id=a>c</b>\n\n## a", ""),
    ];
    for (markdown, expected) in table {
        check_found(&SANITISED, markdown, expected);
    }
}

#[test]
fn nesting_too_deep() {
    let quotes = "> ".repeat(101) + "a";
    check_found(&SANITISED, &format!("b\n\n{quotes}\nc"), &format!("nested-too-deep 3:201 {:?}", "> a"));
    check_found(&SANITISED, &("> ".repeat(99) + "a"), "");
    let elements = "<div>".repeat(101);
    check_found(&SANITISED, &elements, "nested-too-deep 1:501 \"<div>\"");
    check_found(&SANITISED, &"<div></div>".repeat(200), "");
}
