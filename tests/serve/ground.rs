//! A small site, and a preview of it.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use jiff::civil::date;
use tempfile::{TempDir, tempdir};
use thidua::pipeline::{self, Edition, Output, Progress, Request, Stage};
use thidua::serve::{self, Listener, News, Options, Server};
use thidua::text::Locale;

use crate::common::folder::{self, Tree};
use crate::common::http::{self, Reply};
use crate::common::{self};

/// A site on the disk that is being shown.
pub(crate) struct Ground {
    pub(crate) root: TempDir,
    server: Option<Server>,
    told: Arc<Mutex<Vec<String>>>,
}

/// The files of a small site.
pub(crate) const SITE: [(&str, &str); 6] = [
    ("content/site.yaml", "title: Thử\ntheme: tiny\nbase_url: https://x.example/thi-dua/75/\n"),
    ("content/_index.md", "---\ntitle: Nhà\n---\nChào.\n"),
    ("content/tin-tuc/_index.md", "---\ntitle: Tin\n---\n"),
    (
        "content/tin-tuc/mot.md",
        "---\ntitle: Bài một\ndate: 2025-09-01\naliases: [/cu.html]\n---\nĐoạn đầu.\n\nThân bài.\n",
    ),
    ("content/tin-tuc/hai.md", "---\ntitle: Bài hai\ndate: 2025-09-02\n---\nXem [bài một](mot.md).\n"),
    ("content/tin-tuc/ảnh lễ.bin", "0123456789"),
];

impl Ground {
    /// The small site, shown.
    pub(crate) fn new() -> Self {
        Self::with(&SITE, |_| ())
    }

    /// A site of these files and the small theme of the tests.
    pub(crate) fn with(files: &[(&str, &str)], change: impl FnOnce(&mut Options)) -> Self {
        let root = tempdir().unwrap();
        folder::copy(&common::fixture("build/theme"), &root.path().join("themes/tiny"));
        for (path, content) in files {
            folder::write(root.path(), path, content);
        }
        let mut ground = Self { root, server: None, told: Arc::default() };
        let mut options = Options {
            address: "127.0.0.1:0".parse().unwrap(),
            base_path: None,
            editor: "edit:{path}:{line}:{column}".to_owned(),
            locale: Some(Locale::Vi),
            watch: true,
        };
        change(&mut options);
        let listener = Box::new(Ear(Arc::clone(&ground.told)));
        let request = ground.request(Output::Memory, true);
        ground.server = Some(serve::start(request, &options, &Silent, listener).unwrap());
        ground
    }

    fn request(&self, output: Output, cache: bool) -> Request {
        Request {
            root: self.root.path().to_owned(),
            output,
            base_url: None,
            date: Some(date(2025, 9, 12)),
            drafts: false,
            strict: false,
            portable: false,
            cache,
        }
    }

    pub(crate) fn server(&self) -> &Server {
        self.server.as_ref().unwrap()
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.server().address()
    }

    /// Asks for a path below that of the site.
    #[track_caller]
    pub(crate) fn get(&self, path: &str) -> Reply {
        http::get(self.address(), &format!("/thi-dua/75/{path}"))
    }

    /// Asks until a page has some text.
    #[track_caller]
    pub(crate) fn until(&self, path: &str, text: &str) {
        http::until(|| self.get(path).text(), |page| page.contains(text));
    }

    /// Asks until nothing stands at a path.
    #[track_caller]
    pub(crate) fn until_gone(&self, path: &str) {
        http::until(|| self.get(path).status, |status| *status == 404);
    }

    pub(crate) fn write(&self, path: &str, content: &str) {
        folder::write(self.root.path(), path, content);
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// What was told on the terminal: the codes of findings, edition by edition.
    pub(crate) fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }

    /// What a build from nothing makes of the files now.
    pub(crate) fn clean(&self) -> Tree {
        let output = tempdir().unwrap();
        let to = Output::Folder { path: output.path().to_owned(), adopt: false };
        let report = pipeline::run(&self.request(to, false), &Silent).unwrap();
        assert!(report.written.is_some(), "{:?}", report.findings);
        folder::tree(output.path())
    }

    /// Makes sure that each path is answered as a build would have it.
    #[track_caller]
    pub(crate) fn assert_clean(&self) {
        self.server().look();
        let clean = self.clean();
        for (path, content) in &clean {
            let reply = self.get(&encoded(path));
            assert_eq!(reply.status, 200, "{path}");
            assert_eq!(String::from_utf8_lossy(&reply.body), String::from_utf8_lossy(content), "{path}");
        }
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
        let _ = fs::remove_dir_all(self.root.path());
    }
}

/// A path as browsers write it.
pub(crate) fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    path.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

struct Ear(Arc<Mutex<Vec<String>>>);

impl Listener for Ear {
    fn shown(&self, _: &Edition, news: &News) {
        let codes: Vec<_> = news.findings.iter().map(|found| found.code).collect();
        let withheld = if news.is_withheld { " withheld" } else { "" };
        self.0.lock().unwrap().push(format!("[{}]{withheld}", codes.join(" ")));
    }

    fn failed(&self, error: &anyhow::Error) {
        self.0.lock().unwrap().push(error.to_string());
    }
}

struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: usize) {}
    fn step(&self) {}
}
