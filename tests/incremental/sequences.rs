//! Random sites, random edits.

use std::env;
use std::fs;

use crate::common::folder;
use crate::common::random::Random;
use crate::site::OnDisk;
use crate::world::World;

/// Edits on one site before another is drawn.
const EDITS: usize = 40;

/// Edits in all, unless `THIDUA_STEPS` says otherwise.
const STEPS: usize = 2_000;

#[test]
fn what_is_remembered_never_shows() {
    let steps = env::var("THIDUA_STEPS").ok().and_then(|steps| steps.parse().ok()).unwrap_or(STEPS);
    let mut random =
        Random::new(env::var("THIDUA_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(24_081_949));
    let mut wrong = 0;
    for sequence in 0..steps / EDITS {
        let mut world = World::draw(&mut random);
        let mut site = OnDisk::new();
        let mut told = Vec::new();
        for step in 0..EDITS {
            if step > 0 {
                for _ in 0..1 + random.below(3) / 2 {
                    told.push(world.edit(&mut random));
                }
            }
            site.become_(world.files());
            if random.below(12) == 0 {
                told.push(meddle(&site, &mut random));
            }
            let at = format!("sequence {sequence}, step {step}, after {told:?}");
            let before = folder::tree(&site.public());
            let report = site.build(world.day);
            let (clean, tree) = site.clean(world.day);
            assert_eq!(report.findings, clean.findings, "{at}");
            assert_eq!((report.pages, &report.hidden), (clean.pages, &clean.hidden), "{at}");
            assert_eq!(report.written.is_some(), clean.written.is_some(), "{at}");
            let expected = if clean.written.is_some() { tree } else { before };
            wrong += usize::from(clean.written.is_none());
            let public = folder::tree(&site.public());
            assert_eq!(folder::text(&public), folder::text(&expected), "{at}");
            if told.len() > 6 {
                told.remove(0);
            }
        }
    }
    // Most sites are sound, and some are not: both ways are tried.
    assert!(wrong > 0 && wrong * 2 < steps, "{wrong} of {steps} with errors");
}

/// Somebody changes an output, or takes one away.
fn meddle(site: &OnDisk, random: &mut Random) -> String {
    let paths: Vec<String> = folder::tree(&site.public()).into_keys().collect();
    if paths.is_empty() {
        return "nothing to meddle with".to_owned();
    }
    let path = &paths[random.below(paths.len())];
    if random.below(2) == 0 {
        fs::remove_file(site.public().join(path)).unwrap();
        format!("{path} taken away")
    } else {
        folder::write(&site.public(), path, "của người khác");
        format!("{path} overwritten")
    }
}
