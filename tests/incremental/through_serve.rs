//! Random edits of a site that is being shown: what the preview answers is what a build from nothing writes, and where
//! there are errors, what the last site without them was.

use std::env;
use std::fs;
use std::time::SystemTime;

use thidua::pipeline::{Edition, Output};
use thidua::serve::{self, Listener, News, Options, Server};
use thidua::text::Locale;

use crate::common::folder::{self, Tree};
use crate::common::http;
use crate::common::random::Random;
use crate::site::{OnDisk, Silent};
use crate::world::World;

/// Edits on one site before another is drawn, and in all, unless `THIDUA_STEPS` says otherwise.
const EDITS: usize = 40;
const STEPS: usize = 400;

#[test]
fn the_preview_never_shows_what_is_remembered() {
    let steps = env::var("THIDUA_STEPS").ok().and_then(|steps| steps.parse().ok()).unwrap_or(STEPS);
    let mut random =
        Random::new(env::var("THIDUA_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(30_041_975));
    let mut wrong = 0;
    for sequence in 0..steps / EDITS {
        let mut world = World::draw(&mut random);
        let day = world.day;
        let mut site = OnDisk::new();
        site.become_(world.files());
        let server = start(&site, &world);
        let mut told = Vec::new();
        let mut last: Option<Tree> = None;
        for step in 0..EDITS {
            if step > 0 {
                told.push(world.edit(&mut random));
                // A preview stays on the day it was started for.
                world.day = day;
                let changed = site.become_(world.files());
                if random.below(4) == 0 {
                    just_now(&site);
                }
                match random.below(2) {
                    0 => server.look(),
                    _ => server.look_at(changed),
                }
            }
            let at = format!("sequence {sequence}, step {step}, after {told:?}");
            let (clean, tree) = site.clean(day);
            let root = root(&server);
            assert_eq!(server.findings(), clean.findings, "{at}");
            if clean.written.is_some() {
                if let Some(last) = &last {
                    let gone =
                        last.keys().filter(|path| !tree.contains_key(*path) && !path.ends_with("index.html"));
                    for path in gone {
                        assert_eq!(
                            http::get(server.address(), &address(&root, path)).status,
                            404,
                            "{path} {at}"
                        );
                    }
                }
                last = Some(tree);
            } else {
                wrong += 1;
            }
            let Some(expected) = &last else { continue };
            // What is shown while there are errors.
            let at = match &clean.written {
                Some(_) => at,
                None => {
                    format!("{at}, with {:?}", clean.findings.iter().map(|it| it.code).collect::<Vec<_>>())
                }
            };
            for (path, content) in expected {
                // A picture is sent as it is on the disk, even below the last good site.
                if clean.written.is_none() && path.ends_with(".svg") {
                    continue;
                }
                let reply = http::get(server.address(), &address(&root, path));
                assert_eq!(reply.status, 200, "{path} {at}");
                let shown = String::from_utf8_lossy(&reply.body);
                assert!(reply.body == *content, "{path} {at}: {shown}");
            }
            if told.len() > 6 {
                told.remove(0);
            }
        }
        server.stop();
    }
    assert!(wrong > 0 && wrong * 4 < steps * 3, "{wrong} of {steps} with errors");
}

fn start(site: &OnDisk, world: &World) -> Server {
    let options = Options {
        address: "127.0.0.1:0".parse().unwrap(),
        base_path: None,
        editor: String::new(),
        locale: Some(Locale::Vi),
        // What is half written is not to be seen.
        watch: false,
    };
    let request =
        thidua::pipeline::Request { output: Output::Memory, ..site.request(&site.public(), world.day, true) };
    serve::start(request, &options, &Silent, Box::new(Deaf)).unwrap()
}

/// The path of the site on its host, wherever that is now.
fn root(server: &Server) -> String {
    let reply = http::get(server.address(), "/");
    if reply.status == 307 { reply.header("location").to_owned() } else { "/".to_owned() }
}

/// Where a file of the site is shown.
fn address(root: &str, path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let encode = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    format!("{root}{}", path.bytes().map(encode).collect::<String>())
}

/// Gives a file the time that it is: it may change again within the same tick of the clock.
fn just_now(site: &OnDisk) {
    let path = site.root.path().join("content/site.yaml");
    let content = fs::read(&path).unwrap();
    folder::write(site.root.path(), "content/site.yaml", content);
    fs::File::options().append(true).open(path).unwrap().set_modified(SystemTime::now()).unwrap();
}

struct Deaf;

impl Listener for Deaf {
    fn shown(&self, _: &Edition, _: &News) {}
    fn failed(&self, error: &anyhow::Error) {
        panic!("{error:#}");
    }
}
