//! Raw HTML.

use super::{SANITISED, TRUSTED, check, rendered, shown};

#[test]
fn harmless_html_stays() {
    let table = [
        ("a<br>b <sup>2</sup>", "<p>a<br>b <sup>2</sup></p>\n"),
        (
            "<div class=\"a\" id=b data-c=d>\n\n*e*\n\n</div>",
            "<div class=\"a\" id=\"b\" data-c=\"d\">\n<p><em>e</em></p>\n</div>\n",
        ),
        ("<a href='b.md' onclick=c>d</a>", "<p><a href=\"{href 0}\">d</a></p>\n"),
        ("<img src=a.png alt=b>", "<img src=\"{href 0}\"{size 0} alt=\"b\">\n"),
        ("<img src=a.png alt='' width=5>", "<img src=\"{href 0}\" alt=\"\" width=\"5\">\n"),
        (
            "<video src='a.mp4' poster=b.jpg controls autoplay></video>",
            "<p><video src=\"{href 0}\" poster=\"{href 1}\" controls=\"\"></video></p>\n",
        ),
        (
            "<b title='x \"y\" &eacute; &amp; & &#9733;'>z</b>",
            "<p><b title=\"x &quot;y&quot; é &amp; &amp; ★\">z</b></p>\n",
        ),
        ("<!-- more -->\n\na <!-- b --> c", "<p>a  c</p>\n"),
        (
            "<details><summary>a</summary>\n\nb\n\n</details>",
            "<details><summary>a</summary>\n<p>b</p>\n</details>\n",
        ),
        // What Markdown makes survives next to it.
        (
            "- [x] a <b>c</b>",
            "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled=\"\" checked=\"\" aria-label=\"Đã xong\"> a <b>c</b></li>\n</ul>\n",
        ),
        (
            "|a|\n|:-:|\n|<b>c</b>|",
            "<div class=\"table-scroll\" role=\"group\" aria-label=\"Bảng\" tabindex=\"0\"><table>\n<thead><tr><th class=\"center\">a</th></tr></thead>\n<tbody>\n<tr><td class=\"center\"><b>c</b></td></tr>\n</tbody></table></div>\n",
        ),
        (
            "<i>a</i>\n\n![b](c \"d\")",
            "<p><i>a</i></p>\n<figure><img src=\"{href 0}\"{size 0} alt=\"b\" loading=\"lazy\" decoding=\"async\"><figcaption>d</figcaption></figure>\n",
        ),
        ("a\u{a0}<i>b</i>&nbsp;c", "<p>a\u{a0}<i>b</i>\u{a0}c</p>\n"),
    ];
    for (markdown, expected) in table {
        check(&SANITISED, markdown, expected);
    }
}

#[test]
fn harmful_html_goes() {
    let table = [
        ("<script>a</script>b", "b\n"),
        ("<style>a{}</style>\n\nb", "<p>b</p>\n"),
        ("a <script>b", "<p>a b</p>\n"),
        ("<p onclick=a style='b:c'>d</p>", "<p>d</p>\n"),
        ("<iframe src='a'><b>c</iframe>d", "d\n"),
        ("<svg onload=a><p>b</p></svg>", "<p></p><p>b</p><p></p>\n"),
        ("<form action=a><input name=b>c</form>", "c\n"),
        ("<marquee>a</marquee>", "<p>a</p>\n"),
        ("<textarea><b onclick=a></textarea>b", "b\n"),
        ("<a href='java&#115;cript:a'>b</a>", "<p><a>b</a></p>\n"),
        ("<a href=' java\tscript:a'>b</a>", "<p><a>b</a></p>\n"),
        ("<img src='data:image/png;base64,a' alt=b>", "<img alt=\"b\">\n"),
        ("<a href=\"javascript&colon;a\">b</a>", "<p><a href=\"{href 0}\">b</a></p>\n"),
        // A tag that never ends cannot swallow what follows.
        ("<div title=\"\n\n[a](b.md)", "&lt;div title=\"\n<p><a href=\"{href 0}\">a</a></p>\n"),
        ("<div title=\"a\n\n:::b{c=\"d\"}\ne\n:::", "&lt;div title=\"a\n{b c=\"d\": <p>e</p>\n}\n"),
        ("<select><option>\n\na", "<p></p>\n<p>a</p>\n"),
        // What is left open is closed where its fragment ends.
        ("<div>\n\na", "<div>\n<p>a</p>\n</div>"),
        (":::a\n<div>b\n\n:::\nc", "{a: <div>b\n</div>}\n<p>c</p>\n"),
        ("</div>\n\na", "\n<p>a</p>\n"),
    ];
    for (markdown, expected) in table {
        let (body, _, _) = rendered(markdown, &SANITISED);
        assert_eq!(shown(&body.content.html), expected, "{markdown}");
    }
}

#[test]
fn trusted_html_stays_as_it_is() {
    let table = [
        (
            "<script>if (a < b) c = '<img src=d>';</script>",
            "<script>if (a < b) c = '<img src=d>';</script>\n",
        ),
        ("<!-- a -->\n<div onclick='a'   Class=b>", "<!-- a -->\n<div onclick='a'   Class=b>\n"),
        ("<a   HREF=b.md c='d'>e</a>", "<p><a   HREF=\"{href 0}\" c='d'>e</a></p>\n"),
        (
            "<img alt=a src='b.png' width=5><img src=c alt=d>",
            "<p><img alt=a src=\"{href 0}\" width=5><img src=\"{href 1}\"{size 1} alt=d></p>\n",
        ),
        ("<iframe src=\"https://a.vn\"></iframe>", "<iframe src=\"{href 0}\"></iframe>\n"),
    ];
    for (markdown, expected) in table {
        check(&TRUSTED, markdown, expected);
    }
    let (body, _, _) = rendered("<a title=x href=javascript:a>b</a>", &TRUSTED);
    assert_eq!(shown(&body.content.html), "<p><a title=x>b</a></p>\n");
}
