//! The reader of the theme in a JavaScript engine, without a browser. The bench of search uses it too.

#![allow(dead_code, reason = "the bench does not look at all of an answer")]

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rquickjs::prelude::Func;
use rquickjs::{Context, Function, Promise, Runtime};

use crate::script;

/// Read when they are run, not when they are compiled.
const READER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/bac-kan/static/js/search.js");
const HARNESS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search/engine.js");

/// The reader with the index of a built site.
pub(crate) struct Engine {
    context: Context,
    bytes: Rc<Cell<u64>>,
}

/// What a query gives.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub(crate) total: usize,
    /// Whether pages have all of its words.
    pub(crate) whole: bool,
    /// What it was taken to mean.
    pub(crate) corrected: String,
    /// What is offered in its place.
    pub(crate) suggestion: String,
    /// Whether some shard could not be had.
    pub(crate) gaps: bool,
    /// The first results: address, title and excerpt, with what was looked for in brackets.
    pub(crate) results: Vec<[String; 3]>,
}

impl Engine {
    /// The reader alone.
    pub(crate) fn bare(shards: &Path) -> Self {
        let runtime = Runtime::new().expect("an engine");
        let context = Context::full(&runtime).expect("a context");
        let bytes = Rc::new(Cell::new(0));
        let (read, folder) = (bytes.clone(), PathBuf::from(shards));
        context.with(|ctx| {
            let load = move |name: String| -> String {
                let script = fs::read(folder.join(format!("{name}.js"))).unwrap_or_default();
                read.set(read.get() + script.len() as u64);
                script::text(&script)
            };
            ctx.globals().set("read", Func::from(load)).expect("a function");
            for script in [READER, HARNESS] {
                ctx.eval::<(), _>(fs::read(script).expect("a script")).expect("a script that runs");
            }
        });
        Self { context, bytes }
    }

    /// The reader with the index that the page `search_page` of a site in `public` names.
    pub(crate) fn open(public: &Path, search_page: &str, lang: &str) -> Self {
        let page = fs::read_to_string(public.join(search_page)).expect("the page that searches");
        let folder = format!("static/search/{lang}/");
        let at = page.find(&folder).expect("an index") + folder.len();
        let entry = page[at..].split(".js").next().expect("a name").to_owned();
        let engine = Self::bare(&public.join(folder));
        engine.begin(&entry).expect("an index");
        engine
    }

    /// How many bytes were loaded since this was asked last.
    pub(crate) fn loaded(&self) -> u64 {
        self.bytes.take()
    }

    /// What a query gives.
    pub(crate) fn ask(&self, query: &str) -> Answer {
        self.ask_with(query, "{}")
    }

    /// What a query gives, with options as JSON.
    pub(crate) fn ask_with(&self, query: &str, options: &str) -> Answer {
        let told: String = self.call("ask", &[query, options]).expect("an answer");
        let mut lines = told.lines();
        let first: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let results = lines.map(|line| {
            let mut parts = line.splitn(3, '\t').map(str::to_owned);
            std::array::from_fn(|_| parts.next().unwrap_or_default())
        });
        Answer {
            total: first[0].parse().expect("a number"),
            whole: first[1] == "true",
            corrected: first[2].to_owned(),
            suggestion: first[3].to_owned(),
            gaps: first[4] == "true",
            results: results.collect(),
        }
    }

    /// Whether anything that any shard tells has this in it.
    pub(crate) fn tells(&self, text: &str) -> bool {
        self.call::<String>("all", &[]).expect("all").contains(text)
    }

    /// Calls one of the harness's functions that give text at once.
    pub(crate) fn text(&self, function: &str, text: &str) -> String {
        self.context.with(|ctx| {
            let function: Function<'_> = ctx.globals().get(function).expect("a function");
            function.call((text,)).expect("text")
        })
    }

    /// Opens an index by its name, or says why not.
    pub(crate) fn begin(&self, entry: &str) -> Result<(), String> {
        self.call("begin", &[entry])
    }

    fn call<T: for<'js> rquickjs::FromJs<'js>>(
        &self,
        function: &str,
        arguments: &[&str],
    ) -> Result<T, String> {
        self.context.with(|ctx| {
            let called: Function<'_> = ctx.globals().get(function).expect("a function");
            let mut given = rquickjs::function::Args::new(ctx.clone(), arguments.len());
            given.push_args(arguments.iter().copied()).expect("arguments");
            let promise: Promise<'_> = called.call_arg(given).expect("a promise");
            promise.finish().map_err(|_| {
                let thrown = ctx.catch();
                format!("{function}: {:?}", thrown.as_exception().map(ToString::to_string))
            })
        })
    }
}
