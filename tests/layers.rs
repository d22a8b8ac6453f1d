//! The rules of the house that no compiler holds: who may import whom, who alone may name what, how long a file gets.
//!
//! 1. Every `crate::…` and `super::…` path in `src/` is held to [`LAYERS`].
//! 2. Every crate and trait of [`OWNERS`] is named only by its owner.
//! 3. The groups of modules in `lib.rs` are those of the table.
//!
//! `ARCHITECTURE.md` tells the reasons. When a test here fails, the code is to move, not the table.

#![allow(clippy::disallowed_methods, clippy::expect_used, reason = "tests")]

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// The layers, top down, as `lib.rs` heads them, each with its modules. A module imports from its own layer and from
/// those below it.
const LAYERS: [(&str, &[&str]); 6] = [
    ("Commands", &["cli", "cmd", "terminal"]),
    ("Edges", &["memory", "mend", "output", "pipeline", "scaffold", "serve", "today"]),
    ("Render", &["render", "search", "theme"]),
    ("Site", &["lint", "site"]),
    ("Documents", &["campaign", "config", "content", "data", "markdown"]),
    ("Ground", &["allow", "diag", "files", "lang", "permalink", "prose", "source", "span", "text", "yaml"]),
];

/// The layer whose modules do not know each other.
const STRANGERS: &str = "Documents";

/// Where types are that builds remember.
const REMEMBERED: &[&str] = &[
    "content/scan.rs",
    "diag.rs",
    "markdown/body.rs",
    "markdown/mod.rs",
    "memory/",
    "search/numbers.rs",
    "search/words.rs",
    "site/hidden.rs",
    "span.rs",
    "text/locale.rs",
    "yaml/",
];

/// Those, and what templates and other programs see.
const SERIALIZED: &[&str] = &[
    "content/scan.rs",
    "diag.rs",
    "markdown/body.rs",
    "markdown/mod.rs",
    "memory/",
    "render/json_feed.rs",
    "render/views.rs",
    "search/numbers.rs",
    "search/words.rs",
    "serve/notes.rs",
    "site/hidden.rs",
    "span.rs",
    "terminal/json.rs",
    "text/locale.rs",
    "yaml/",
];

/// What only some places may name: a word, and the files or folders below `src/` that may.
const OWNERS: [(&str, &[&str]); 23] = [
    ("std::fs", &["files.rs"]),
    ("rayon", &["pipeline/"]),
    ("Timestamp", &["today.rs"]),
    ("tera", &["render/"]),
    ("serde_yaml", &["yaml/"]),
    ("pulldown_cmark", &["markdown/", "content/scan.rs"]),
    ("Deserialize", REMEMBERED),
    ("Serialize", SERIALIZED),
    ("postcard", &["memory/"]),
    ("clap", &["cli.rs", "cmd/mod.rs"]),
    ("println", &[]),
    ("eprintln", &[]),
    ("annotate_snippets", &["terminal/"]),
    ("indicatif", &["terminal/"]),
    ("include_dir", &["scaffold/mod.rs"]),
    ("walkdir", &["source/walk.rs"]),
    ("mimalloc", &["main.rs"]),
    ("tokio", &["serve/"]),
    ("axum", &["serve/"]),
    ("hyper", &["serve/http.rs"]),
    ("notify", &["serve/watch.rs"]),
    ("mime_guess", &["serve/deliver.rs"]),
    ("open::that", &["cmd/serve.rs"]),
];

/// The most lines a source file has.
const LONGEST: usize = 450;

#[test]
fn modules_import_only_downwards() {
    let mut wrong = Vec::new();
    for file in sources("src") {
        let Some(own) = file.module() else { continue };
        for (line, other) in references(&file.text, file.depth()) {
            if let Err(why) = may_import(own, &other) {
                wrong.push(format!("src/{}:{line}: {why}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "against the layers of the house:\n{}", wrong.join("\n"));
}

#[test]
fn owners_alone_name_what_they_own() {
    let mut wrong = Vec::new();
    for file in sources("src") {
        for (at, line) in file.text.lines().enumerate() {
            for (word, owners) in OWNERS {
                if names(code(line), word) && !owners.iter().any(|owner| file.path.starts_with(owner)) {
                    let who = match owners {
                        [] => "nobody".to_owned(),
                        owners => format!("only {}", owners.join(" and ")),
                    };
                    wrong.push(format!("src/{}:{}: {who} may name `{word}`", file.path, at + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "what belongs to another part of the house:\n{}", wrong.join("\n"));
}

#[test]
fn the_crate_lists_its_modules_by_layer() {
    let text = fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs");
    let mut listed: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("// ") {
            let title = heading.split([':', ',']).next().unwrap_or_default();
            listed.push((title, Vec::new()));
        } else if let Some(module) = line.strip_prefix("pub mod ") {
            let (_, modules) = listed.last_mut().expect("a heading before the first module");
            modules.push(module.trim_end_matches(';'));
        }
    }
    let expected: Vec<_> = LAYERS.map(|(title, modules)| (title, modules.to_vec())).into();
    assert_eq!(listed, expected, "the groups of modules in src/lib.rs are not the layers of this test");
}

#[test]
fn files_are_short_and_finished() {
    // In two parts, or this file would find itself.
    let unfinished = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let mut wrong = Vec::new();
    for folder in ["src", "benches", "tests", "themes"] {
        for file in sources(folder) {
            let lines = file.text.lines().count();
            if lines > LONGEST && matches!(folder, "src" | "benches") {
                wrong.push(format!(
                    "{folder}/{}: {lines} lines, more than {LONGEST}: split it by concept",
                    file.path
                ));
            }
            for (at, line) in file.text.lines().enumerate() {
                if unfinished.iter().any(|mark| names(line, mark)) {
                    wrong.push(format!("{folder}/{}:{}: {}", file.path, at + 1, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "too long, or not finished:\n{}", wrong.join("\n"));
}

#[test]
fn references_are_found() {
    let found =
        |text, depth| references(text, depth).into_iter().map(|(line, module)| format!("{line} {module}"));
    for (text, depth, expected) in [
        ("use crate::diag::{Diagnostic, message};", 1, vec!["1 diag"]),
        ("use crate::{\n    diag::Diagnostic,\n    site::{Node, Site},\n};", 1, vec!["1 diag", "1 site"]),
        ("\nlet x = crate::text::slug(name); // crate::render", 2, vec!["2 text"]),
        ("$crate::campaign::part::record!", 2, vec!["1 campaign"]),
        ("/// [`crate::render`]", 1, vec![]),
        ("use super::views;", 2, vec![]),
        ("use super::super::site;", 2, vec!["1 site"]),
        ("mod tests {\n    use super::today;\n}", 1, vec![]),
        ("use super::site;", 1, vec!["1 site"]),
    ] {
        assert_eq!(found(text, depth).collect::<Vec<_>>(), expected, "{text}");
    }
}

/// A text file below a folder of the project.
struct Source {
    /// From that folder, `/`-separated.
    path: String,
    text: String,
}

impl Source {
    /// The top module it belongs to; none for the roots of the crates.
    fn module(&self) -> Option<&str> {
        let top = self.path.split('/').next()?.trim_end_matches(".rs");
        (!matches!(top, "lib" | "main")).then_some(top)
    }

    /// How many modules deep it is: 1 for a top module.
    fn depth(&self) -> usize {
        self.path.trim_end_matches("/mod.rs").split('/').count()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of text below a folder, in order; none where there is no such folder.
fn sources(folder: &str) -> Vec<Source> {
    let folder = root().join(folder);
    let entries = WalkDir::new(&folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let texts = files.filter_map(|entry| {
        let path = entry.path().strip_prefix(&folder).ok()?.to_str()?.replace('\\', "/");
        Some(Source { path, text: fs::read_to_string(entry.path()).ok()? })
    });
    texts.collect()
}

/// Why one module may not import from another.
fn may_import(own: &str, other: &str) -> Result<(), String> {
    let layer = |module: &str| LAYERS.iter().position(|(_, modules)| modules.contains(&module));
    let Some(here) = layer(own) else { return Err(format!("the module {own} is in no layer")) };
    // What is no module is a macro or an item of the crate's root.
    let Some(there) = layer(other) else { return Err(format!("{other} is no module of a layer")) };
    let (own_layer, other_layer) = (LAYERS[here].0, LAYERS[there].0);
    if there < here {
        return Err(format!("{own} ({own_layer}) imports from {other} ({other_layer}), which is above it"));
    }
    if there == here && own != other && own_layer == STRANGERS {
        return Err(format!("{own} imports from {other}: modules of {STRANGERS} do not know each other"));
    }
    Ok(())
}

/// The top modules that a file `depth` modules deep names, with the lines they are named in.
fn references(text: &str, depth: usize) -> Vec<(usize, String)> {
    let code: String = text.lines().map(|line| format!("{}\n", code(line))).collect();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            found.push((at, at + "crate::".len()));
        }
    }
    for (at, _) in code.match_indices("super::").filter(|(at, _)| !code[..*at].ends_with("super::")) {
        let chain = code[at..].split("super::").take_while(|part| part.is_empty()).count();
        // What is indented is taken to stand in a module of its own, such as `tests`.
        let line = code[..at].rsplit('\n').next().unwrap_or_default();
        if chain >= depth + usize::from(line.starts_with(' ')) {
            found.push((at, at + chain * "super::".len()));
        }
    }
    found.sort_unstable();
    let lined = found.into_iter().flat_map(|(at, end)| {
        let line = code[..at].matches('\n').count() + 1;
        heads(&code[end..]).into_iter().map(move |head| (line, head))
    });
    lined.collect()
}

/// The first names of a path, or of each path in `{…}`.
fn heads(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut heads = vec![name(group)];
    let mut open = 1;
    for (at, c) in group.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            ',' if open == 1 => heads.push(name(&group[at + 1..])),
            _ => {}
        }
        if open == 0 {
            break;
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

/// A line without its comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// Whether the word stands in the line, and not as a part of a longer one.
fn names(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(is_part) && !line[at + word.len()..].starts_with(is_part))
}
