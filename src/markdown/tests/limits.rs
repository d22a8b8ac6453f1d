//! Whatever is typed, an answer comes soon.

use std::time::{Duration, Instant};

use super::{SANITISED, TRUSTED, rendered};

/// Generous: these run unoptimised, and next to others.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn absurd_input_ends_soon() {
    let lists: String = (0..500).map(|depth| format!("{}- a\n", " ".repeat(depth * 2))).collect();
    let table = [
        ("quotes", ">".repeat(10_000)),
        ("lists", "- ".repeat(10_000) + "a"),
        ("indented lists", lists),
        ("brackets", "[".repeat(100_000)),
        ("images", "![".repeat(50_000) + &"](a)".repeat(50_000)),
        ("links", "[a](".repeat(50_000)),
        ("stars", "*".repeat(100_000)),
        ("emphasis", "*a **b ".repeat(20_000)),
        ("one line", "chữ viết ".repeat(100_000)),
        ("open directives", ":::a\n".repeat(20_000)),
        ("stray directives", ":::\n".repeat(20_000)),
        ("crossed directives", "> :::a\n\n:::\n".repeat(5_000)),
        ("attributes", format!("::a{{{}}}", "b=c ".repeat(2_000))),
        ("same headings", "# a\n".repeat(20_000)),
        ("footnotes", "[^1] ".repeat(20_000) + "\n\n[^1]: a"),
        ("elements", "<div>".repeat(50_000)),
        ("crossed elements", "<b><div></b>".repeat(20_000)),
        ("open tags", String::from("<div ") + &"<a ".repeat(100_000)),
        (
            "attributes of a tag",
            format!("<div {}>", (0..50_000).map(|n| format!("a{n}=b ")).collect::<String>()),
        ),
        ("references", String::from("<b>") + &"& ° ".repeat(50_000)),
        ("a long attribute", format!("<b title='{}'>", "&°".repeat(50_000))),
        ("comments", "<!--".repeat(50_000)),
        ("end tags", "</b></div>".repeat(20_000)),
        ("scripts", "<script>\n".repeat(20_000)),
    ];
    for (name, markdown) in table {
        for options in [SANITISED, TRUSTED] {
            let begun = Instant::now();
            rendered(&markdown, &options);
            assert!(begun.elapsed() < SOON, "{name} took {:?}", begun.elapsed());
        }
    }
}
