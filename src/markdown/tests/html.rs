//! Markdown as such.

use super::{SANITISED, check};
use crate::text::typography;

#[test]
fn blocks() {
    let table = [
        ("", ""),
        ("một\nhai  \nba\n\nbốn", "<p>một\nhai<br>\nba</p>\n<p>bốn</p>\n"),
        ("a < b & c > d \"e\"", "<p>a &lt; b &amp; c &gt; d \"e\"</p>\n"),
        (
            "*a* **b** ~~c~~ `d < e`",
            "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d &lt; e</code></p>\n",
        ),
        ("> a\n>\n> b", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>\n"),
        ("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"),
        ("3. a\n\n4. b", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n"),
        (
            "- [ ] a\n- [x] b",
            "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled=\"\" aria-label=\"Chưa xong\"> a</li>\n\
             <li class=\"task\"><input type=\"checkbox\" disabled=\"\" checked=\"\" aria-label=\"Đã xong\"> b</li>\n</ul>\n",
        ),
        ("đơn vị\n: phòng\n: ban", "<dl>\n<dt>đơn vị</dt>\n<dd>phòng</dd>\n<dd>ban</dd>\n</dl>\n"),
        ("***\n---", "<hr>\n<hr>\n"),
        ("    a\n    b", "<pre tabindex=\"0\"><code>a\nb</code></pre>\n"),
        (
            "```rust\nlet a = 1 < 2;\n```",
            "<pre tabindex=\"0\"><code class=\"language-rust\">let a = 1 &lt; 2;\n</code></pre>\n",
        ),
        ("```\"><x y\nz", "<pre tabindex=\"0\"><code class=\"language-&quot;&gt;&lt;x\">z</code></pre>\n"),
        (
            "| a | b | c |\n|:--|--:|:-:|\n| 1 | *2* |",
            "<div class=\"table-scroll\" role=\"group\" aria-label=\"Bảng\" tabindex=\"0\"><table>\n\
             <thead><tr><th class=\"left\">a</th><th class=\"right\">b</th>\
             <th class=\"center\">c</th></tr></thead>\n<tbody>\n\
             <tr><td class=\"left\">1</td><td class=\"right\"><em>2</em></td>\
             <td class=\"center\"></td></tr>\n</tbody></table></div>\n",
        ),
        (
            "|a|\n|-|",
            "<div class=\"table-scroll\" role=\"group\" aria-label=\"Bảng\" tabindex=\"0\"><table>\n\
             <thead><tr><th>a</th></tr></thead>\n</table></div>\n",
        ),
        ("{{ a }} {% b %} {# c #}", "<p>{{ a }} {% b %} {# c #}</p>\n"),
        ("`{{ a }}`", "<p><code>{{ a }}</code></p>\n"),
        ("'a' -- \"b\"...", "<p>'a' -- \"b\"...</p>\n"),
    ];
    for (markdown, expected) in table {
        check(&SANITISED, markdown, expected);
    }
}

#[test]
fn headings() {
    let table = [
        ("## mot\n\n### hai", "<h2 id=\"mot\">mot</h2>\n<h3 id=\"hai\">hai</h3>\n"),
        (
            "## a `b` *c* [d](e)",
            "<h2 id=\"a-b-c-d\">a <code>b</code> <em>c</em> <a href=\"{href 0}\">d</a></h2>\n",
        ),
        ("# a\n# a\n# a", "<h1 id=\"a\">a</h1>\n<h1 id=\"a-2\">a</h1>\n<h1 id=\"a-3\">a</h1>\n"),
        ("# a\n# a-2\n# a", "<h1 id=\"a\">a</h1>\n<h1 id=\"a-2\">a-2</h1>\n<h1 id=\"a-3\">a</h1>\n"),
        ("##\n##", "<h2 id=\"muc-1\"></h2>\n<h2 id=\"muc-2\"></h2>\n"),
        // An id that the author gives is kept, wherever it stands.
        ("## x\n## y {#x .c .d onclick=z}", "<h2 id=\"x-2\">x</h2>\n<h2 id=\"x\" class=\"c d\">y</h2>\n"),
        ("a\n===\nb\n---", "<h1 id=\"a\">a</h1>\n<h2 id=\"b\">b</h2>\n"),
    ];
    for (markdown, expected) in table {
        check(&SANITISED, markdown, expected);
    }
}

#[test]
fn links_and_images() {
    let table = [
        ("[a](b.md#c \"d<\")", "<p><a href=\"{href 0}\" title=\"d&lt;\">a</a></p>\n"),
        (
            "<https://a.vn> <b@c.vn>",
            "<p><a href=\"{href 0}\">https://a.vn</a> <a href=\"{href 1}\">b@c.vn</a></p>\n",
        ),
        ("[a] [b][A]\n\n[a]: c.md", "<p><a href=\"{href 0}\">a</a> <a href=\"{href 1}\">b</a></p>\n"),
        (
            "x ![a *b* \"c\"](d.png \"e\")",
            "<p>x <img src=\"{href 0}\"{size 0} alt=\"a b &quot;c&quot;\" title=\"e\" loading=\"lazy\" decoding=\"async\"></p>\n",
        ),
        (
            "![a](b.png \"c & d\")",
            "<figure><img src=\"{href 0}\"{size 0} alt=\"a\" loading=\"lazy\" decoding=\"async\">\
             <figcaption>c &amp; d</figcaption></figure>\n",
        ),
        (
            "![a](b.png)",
            "<p><img src=\"{href 0}\"{size 0} alt=\"a\" loading=\"lazy\" decoding=\"async\"></p>\n",
        ),
        (
            "[![a](b.png \"t\")](c.md)",
            "<p><a href=\"{href 0}\"><img src=\"{href 1}\"{size 1} alt=\"a\" title=\"t\" loading=\"lazy\" decoding=\"async\"></a></p>\n",
        ),
        (
            "![a [b](c) ![d](e)](f)",
            "<p><img src=\"{href 0}\"{size 0} alt=\"a b d\" loading=\"lazy\" decoding=\"async\"></p>\n",
        ),
    ];
    for (markdown, expected) in table {
        check(&SANITISED, markdown, expected);
    }
}

#[test]
fn footnotes_come_last_and_lead_back() {
    check(
        &SANITISED,
        "a[^x] b[^y] c[^X]\n\n[^y]: hai\n\n    - ba\n\n[^x]: mot[^z]\n\nd\n\n[^z]: z",
        "<p>a<sup class=\"footnote-ref\"><a id=\"fnref-1\" href=\"#fn-1\" role=\"doc-noteref\" aria-label=\"Chú thích 1\">1</a></sup> \
         b<sup class=\"footnote-ref\"><a id=\"fnref-2\" href=\"#fn-2\" role=\"doc-noteref\" aria-label=\"Chú thích 2\">2</a></sup> \
         c<sup class=\"footnote-ref\"><a id=\"fnref-1-2\" href=\"#fn-1\" role=\"doc-noteref\" aria-label=\"Chú thích 1\">1</a></sup></p>\n\
         <p>d</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Chú thích\"><ol>\n\
         <li id=\"fn-1\">\n<p>mot<sup class=\"footnote-ref\"><a id=\"fnref-3\" href=\"#fn-3\" role=\"doc-noteref\" aria-label=\"Chú thích 3\">3</a></sup> \
         <a class=\"footnote-back\" href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"Về chỗ dẫn chú thích 1\">↩</a> \
         <a class=\"footnote-back\" href=\"#fnref-1-2\" role=\"doc-backlink\" aria-label=\"Về chỗ dẫn chú thích 1-2\">↩<sup>2</sup></a></p>\n</li>\n\
         <li id=\"fn-2\">\n<p>hai</p>\n<ul>\n<li>ba</li>\n</ul>\n\
         <p><a class=\"footnote-back\" href=\"#fnref-2\" role=\"doc-backlink\" aria-label=\"Về chỗ dẫn chú thích 2\">↩</a></p>\n</li>\n\
         <li id=\"fn-3\">\n<p>z <a class=\"footnote-back\" href=\"#fnref-3\" role=\"doc-backlink\" aria-label=\"Về chỗ dẫn chú thích 3\">↩</a></p>\n</li>\n\
         </ol></section>\n",
    );
    check(&SANITISED, "a[^x]", "<p>a[^x]</p>\n");
}

#[test]
fn numbers_are_bound_to_their_words_in_text_but_not_in_code() {
    let words = "ngày 24/8, UBND tỉnh";
    let bound = typography::bind(words);
    check(&SANITISED, &format!("{words} `{words}`"), &format!("<p>{bound} <code>{words}</code></p>\n"));
    // Whatever pieces the parser makes of it.
    check(&SANITISED, "ngày&#32;24/8", &format!("<p>{}</p>\n", typography::bind("ngày 24/8")));
}

#[test]
fn noncharacters_are_no_marks() {
    let table = [
        ("a\u{FDD0}h0\u{FDD1}b", "<p>a\u{FFFD}h0\u{FFFD}b</p>\n"),
        ("a&#xFDD0;h0&#xFDD1;b", "<p>a\u{FFFD}h0\u{FFFD}b</p>\n"),
        ("[a](b \"&#xFDD0;h0&#xFDD1;\")", "<p><a href=\"{href 0}\" title=\"\u{FFFD}h0\u{FFFD}\">a</a></p>\n"),
        (
            "<b title='&#xFDD0;h0&#64977;'>a</b> [c](d)",
            "<p><b title=\"\u{FFFD}h0\u{FFFD}\">a</b> <a href=\"{href 0}\">c</a></p>\n",
        ),
        ("<b>&#xFDD0;h0&#xFDD1;</b>", "<p><b>\u{FFFD}h0\u{FFFD}</b></p>\n"),
        ("<div>&#xFDD<script></script>0;h0&#xFDD1;</div>", "<div>&amp;#xFDD0;h0\u{FFFD}</div>\n"),
    ];
    for (markdown, expected) in table {
        let (body, _, _) = super::rendered(markdown, &SANITISED);
        assert_eq!(super::shown(&body.content.html), expected, "{markdown}");
    }
}
