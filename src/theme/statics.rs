//! Static files under names that change with their content, so that browsers may keep them for good.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::permalink::Permalink;
use crate::source::{Blob, SourceFile, SourceText};
use crate::span::SourcePath;

use super::options::Options;
use super::sheet::{self, Binder, Files};

/// The folder they are published in.
pub(super) const FOLDER: &str = "static";
/// Hexadecimal digits of the hash in a name.
const DIGITS: usize = 8;

/// A file of the theme that is published.
#[derive(Debug, Clone)]
pub struct StaticFile {
    /// The name templates know it by: `css/site.css`.
    pub name: String,
    /// Where it is published: `static/css/site.3fa9c1d2.css`.
    pub permalink: Permalink,
    /// Its file.
    pub source: SourcePath,
    /// What is published.
    pub content: StaticContent,
}

/// What is published of a static file.
#[derive(Debug, Clone)]
pub enum StaticContent {
    /// A text; a style sheet is bound together.
    Text(SourceText),
    /// The file as it is.
    Blob(Blob),
}

/// Names the files after their content. Style sheets come last, for they name the others.
pub(super) fn fingerprint(files: &Files<'_>, options: &Options) -> (Vec<StaticFile>, Diagnostics) {
    let mut findings = Diagnostics::new();
    let mut published: BTreeMap<String, StaticFile> = BTreeMap::new();
    let publish = |name: &str, content: StaticContent, hash: blake3::Hash| StaticFile {
        name: name.to_owned(),
        permalink: Permalink::file(&format!("{FOLDER}/{}", with_hash(name, hash))),
        source: files[name].0.clone(),
        content,
    };
    for (name, file) in files.iter().filter(|(_, file)| sheet::text(file).is_none()) {
        let (content, hash) = match file.1 {
            SourceFile::Blob(blob) => (StaticContent::Blob(blob.clone()), blob.hash),
            SourceFile::Text(file) => (StaticContent::Text(file.text.clone()), file.hash),
        };
        published.insert(name.clone(), publish(name, content, hash));
    }
    let binder = Binder { files, published: &published, options };
    let parts = sheet::imported(files);
    let whole = files.iter().filter(|(name, file)| sheet::text(file).is_some() && !parts.contains(*name));
    let sheets: Vec<_> = whole
        .map(|(name, _)| {
            let sheet = binder.bind(name, &mut findings);
            let hash = blake3::hash(sheet.as_bytes());
            publish(name, StaticContent::Text(sheet.into()), hash)
        })
        .collect();
    published.extend(sheets.into_iter().map(|sheet| (sheet.name.clone(), sheet)));
    (published.into_values().collect(), findings)
}

/// `css/site.css` with a hash: `css/site.3fa9c1d2.css`.
fn with_hash(name: &str, hash: blake3::Hash) -> String {
    let hex = hash.to_hex();
    let digits = &hex.as_str()[..DIGITS];
    let folder = name.rfind('/').map_or(0, |at| at + 1);
    match name[folder..].rfind('.') {
        Some(dot) => format!("{}.{digits}{}", &name[..folder + dot], &name[folder + dot..]),
        None => format!("{name}.{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{StaticContent, fingerprint};
    use crate::source::load_bytes;
    use crate::span::SourcePath;
    use crate::theme::options::Options;

    #[test]
    fn names_change_with_content_and_style_sheets_follow() {
        let publish = |font: &str| {
            let files: BTreeMap<_, _> = [
                ("fonts/a.woff2", font),
                ("css/site.css", "a{src:url('../fonts/a.woff2#x')}b{src:url(data:x)}c{src:url(no.png)}"),
            ]
            .map(|(name, text)| {
                let path = SourcePath::new(&format!("themes/t/static/{name}"));
                let (file, _) = load_bytes(&path, text.as_bytes());
                (name.to_owned(), (path, file))
            })
            .into();
            let files =
                files.iter().map(|(name, (path, file))| (name.clone(), (path.clone(), file))).collect();
            let (statics, findings) = fingerprint(&files, &Options::default());
            let codes: Vec<_> = findings.iter().map(|found| found.code).collect();
            assert_eq!(codes, ["missing-static"]);
            statics
        };
        let (one, other) = (publish("1"), publish("2"));
        let names = |statics: &[super::StaticFile]| {
            statics.iter().map(|file| file.permalink.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert!(names(&one).iter().zip(names(&other)).all(|(a, b)| *a != b), "both names change");
        let StaticContent::Text(sheet) = &one[0].content else { panic!("a style sheet is text") };
        let font = one[1].permalink.as_str().trim_start_matches("static/");
        assert!(
            sheet.starts_with(&format!("a{{src:url(\"../{font}#x\")}}b{{src:url(data:x)}}")),
            "{sheet:?}"
        );
    }

    #[test]
    fn a_sheet_is_bound_of_those_it_imports() {
        let files: BTreeMap<_, _> = [
            ("css/site.css", "@layer a;\n@import \"parts/a.css\" layer(a);\n@import \"b.css\";\nc{}"),
            ("css/parts/a.css", "a{src:url(x.svg)}"),
            ("css/parts/x.svg", "<svg/>"),
            ("css/b.css", "@import \"site.css\";b{}"),
        ]
        .map(|(name, text)| {
            let path = SourcePath::new(&format!("themes/t/static/{name}"));
            let (file, _) = load_bytes(&path, text.as_bytes());
            (name.to_owned(), (path, file))
        })
        .into();
        let files = files.iter().map(|(name, (path, file))| (name.clone(), (path.clone(), file))).collect();
        let (statics, findings) = fingerprint(&files, &Options::default());
        // All sheets here are imported, in a circle: none is left to be published.
        assert_eq!(statics.len(), 1);
        assert!(findings.is_empty());
        let files = files.into_iter().filter(|(name, _)| name != "css/b.css").collect();
        let (statics, findings) = fingerprint(&files, &Options::default());
        let codes: Vec<_> = findings.iter().map(|found| found.code).collect();
        assert_eq!(codes, ["missing-static"], "b.css is gone");
        let sheet = statics.iter().find(|file| file.name == "css/site.css").unwrap();
        let StaticContent::Text(text) = &sheet.content else { panic!("a style sheet is text") };
        let picture = statics.iter().find(|file| file.name.ends_with(".svg")).unwrap();
        let picture = picture.permalink.as_str().trim_start_matches("static/");
        let bound = format!("@layer a;\n@layer a {{\na{{src:url(\"../{picture}\")}}}}\n\n\nc{{}}");
        assert_eq!(&**text, bound);
    }
}
