//! HTML, scripts and addresses that run, where text belongs.

use std::fmt::Write as _;
use std::fs;

use crate::common::{html, project};
use crate::ground::{Ground, page, quoted};

/// Ways out of text, attributes, titles, scripts, comments and CDATA into markup; each tries to make an element or an
/// attribute called `xss`.
const INJECTIONS: [&str; 11] = [
    "<xss>",
    "\"><xss xss=\"",
    "'><xss xss='",
    "\" xss=\"",
    "' onxss='",
    "--><xss>",
    "</title><xss>",
    "</script><xss>",
    "]]><xss>",
    "&lt;xss&gt; &#60;xss&#62;",
    "<script>xss()</script><img src=anh.svg onerror=xss()>",
];

#[test]
fn text_is_never_markup() {
    for injection in INJECTIONS {
        let ground = Ground::new(&[]);
        let text = quoted(&format!("A {injection} Z"));
        let words = injection.replace('|', " ");
        let quote = if injection.contains('"') { '\'' } else { '"' };
        ground.write("content/site.yaml", format!(
            "title: {text}\ndescription: {text}\norganisation: {text}\nbase_url: https://x.example/\ntheme: bac-kan\n\
             languages: {{vi: {{name: {text}}}, en: {{name: {text}, title: {text}}}}}\n\
             taxonomies: {{tags: {{title: {text}}}, authors: {{title: {text}, from: author}}}}\n\
             menus: {{main: [{{title: {text}, children: [{{title: {text}, page: bai.md}}]}}, {{title: {text}, url: {}}}]}}\n\
             options: {{contact_address: {text}, contact_phone: {text}, contact_email: {text}}}\n",
            quoted(&format!("https://x.example/{injection}")),
        ));
        ground.write("content/campaign.yaml", campaign(&format!("A {injection} Z")));
        ground.write("content/anh.svg", "<svg/>");
        ground.write("content/data/x.yaml", format!("- {text}\n"));
        let settings = format!(
            "title: {text}\ndate: 2024-06-07\ndescription: {text}\ntags: [{text}]\nauthor: {text}\ncover: {{src: anh.svg, alt: {text}}}\n\
             document: {{number: {text}, issuer: {text}, kind: {text}, signer: {text}, signer_title: {text}, abstract: {text}, source: {text}, legal_basis: [{text}]}}\n\
             nomination: {{kind: individual, nominee: {text}, award: giay-khen-mau, criteria: [sang-kien]}}\ndata: {{x: data/x.yaml}}\n"
        );
        let body = format!(
            "---\n{settings}---\nA {words} Z\n\n## A {words} Z\n\n## B {words}\n\n`{words}`\n\n~~~{words}\n{words}\n~~~\n\n    {words}\n\n\
             ![A {words} Z](anh.svg '{}')\n\n[A {words} Z](khac.md)\n\n[x]: khac.md ({})\n\n[x]\n\n|{words}|\n|-|\n|{words}|\n\n\
             ::anh{{src=\"anh.svg\" alt={quote}{words}{quote} caption={quote}{words}{quote} credit={quote}{words}{quote}}}\n\n\
             :::ghi-chu{{title={quote}{words}{quote} kind={quote}{words}{quote}}}\n{words}\n\n:::\n\n\
             :::trich-dan{{author={quote}{words}{quote} source={quote}https://x.example/{words}{quote}}}\n{words}\n\n:::\n",
            words.replace('\'', "\\'"),
            words.replace(['(', ')'], ""),
        );
        ground.write("content/bai.md", &body);
        ground.write("content/bai.en.md", &body);
        ground.write("content/khac.md", format!("---\ntitle: {text}\nsample: true\naliases: [/cu/]\n---\n"));
        ground.write("content/ke-hoach.md", format!("---\ntitle: {text}\ntemplate: plan\n---\n"));
        ground.write("content/giai.md", format!("---\ntitle: {text}\ntemplate: awards\n---\n"));
        ground.write("content/ho-so.md", format!("---\ntitle: {text}\ntemplate: dossier\n---\n"));
        ground.write("content/so-do.md", format!("---\ntitle: {text}\ntemplate: site-map\n---\n"));
        let answer = ground.survive(&[]);
        assert_eq!(answer.code, Some(0), "{injection}: {}", answer.told());
        let built = ground.public();
        assert!(built.len() > 20, "{injection}");
        for (path, content) in &built {
            check_harmless(&format!("{injection}: {path}"), path, &String::from_utf8_lossy(content));
        }
    }
}

/// A whole campaign, every text of which is `text`.
fn campaign(text: &str) -> String {
    let skeleton = fs::read_to_string(project().join("src/scaffold/init/content/campaign.yaml")).unwrap();
    let mut found = String::new();
    for line in skeleton.lines() {
        match line.split_once(": \"") {
            Some((key, _))
                if line.ends_with('"')
                    && !key.contains("start")
                    && !key.contains("end")
                    && !key.contains("date")
                    && !key.trim_start().starts_with("of") =>
            {
                let _ = writeln!(found, "{key}: {}", quoted(text));
            }
            _ => {
                let _ = writeln!(found, "{line}");
            }
        }
    }
    found
}

#[track_caller]
fn check_harmless(what: &str, path: &str, text: &str) {
    match path.rsplit('.').next() {
        Some("html") => {
            for element in html::elements(text) {
                assert!(!element.name.contains("xss"), "{what}: <{}>", element.name);
                let is_own = element.get("src").is_some_and(|src| src.contains("static/"));
                assert!(element.name != "script" || is_own, "{what}: a script");
                for (name, value) in &element.attributes {
                    assert!(
                        !name.contains("xss") && !name.starts_with("on"),
                        "{what}: {name} on <{}>",
                        element.name
                    );
                    assert!(!value.trim().to_lowercase().starts_with("javascript:"), "{what}: {value}");
                }
            }
        }
        Some("xml") => {
            let mut reader = quick_xml::Reader::from_str(text);
            loop {
                match reader.read_event().unwrap_or_else(|error| panic!("{what}: {error}")) {
                    quick_xml::events::Event::Start(element) | quick_xml::events::Event::Empty(element) => {
                        assert!(!element.name().as_ref().contains("xss"), "{what}");
                    }
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
        }
        Some("json") => drop(serde_json::from_str::<serde_json::Value>(text).unwrap()),
        _ => {}
    }
}

#[test]
fn links_run_nothing() {
    for address in [
        "javascript:xss()",
        "JaVaScRiPt:xss()",
        "java&#115;cript:xss()",
        "javascript&colon;xss()",
        "&#x01;javascript:xss()",
        "java%73cript:xss()",
        " javascript:xss()",
        "vbscript:xss()",
        "data:text/html,<script>xss()</script>",
        "view-source:javascript:xss()",
        "blob:https://x.example/xss",
    ] {
        let ground = Ground::new(&[("content/khac.md", "# Khác\n")]);
        let text = format!(
            "[x](<{address}>)\n\n![x](<{address}>)\n\n<{address}>\n\n[y]\n\n[y]: <{address}>\n\n<a href=\"{address}\">x</a>\n\n\
             <a href='{address}'>x</a> <img alt=x src=\"{address}\"> <svg><a xlink:href=\"{address}\">x</a></svg>\n\n\
             <form action=\"{address}\"><button formaction=\"{address}\">x</button></form>\n\n\
             <iframe src=\"{address}\"></iframe><object data=\"{address}\"></object><embed src=\"{address}\">\n\n\
             <meta http-equiv=refresh content=\"0; url={address}\"><base href=\"{address}\"><link rel=stylesheet href=\"{address}\">\n\n\
             ::anh{{alt=x src='{address}'}}\n\n::tai-ve{{title=x file='{address}'}}\n"
        );
        ground.write("content/bai.md", page("", &text));
        let answer = ground.survive(&[]);
        assert_eq!(answer.code, Some(1), "{address}");
        // What would have been published, were it only for the findings: the same with trusted HTML has them too.
        ground.write("content/site.yaml", "title: Thử\ntheme: tiny\nhtml: trusted\n");
        assert_eq!(ground.survive(&[]).code, Some(1), "{address}");
    }
}
