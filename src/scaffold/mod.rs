//! Skeletons: a new site (`init`), a new page (`new`), and the default theme, which is part of the program.
//!
//! The files that are copied lie beside this module, in `init/` and `new/`, as their reader will see them.

mod draft;
mod refused;

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::files;

pub use draft::{Draft, Kind, create};
pub use refused::Refused;

static SITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/init");
static THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/bac-kan");

/// The files of the default theme: path from the root of a site (`themes/bac-kan/theme.yaml`) and bytes.
pub fn embedded_theme() -> impl Iterator<Item = (String, &'static [u8])> {
    embedded(&THEME).into_iter().map(|(path, bytes)| (format!("themes/bac-kan/{path}"), bytes))
}

/// Makes a new site in `folder`, which must not exist yet or be empty ([`Refused::NotEmpty`]); `with_theme` copies
/// the default theme into it. Returns what was written, relative to `folder`.
pub fn init(folder: &Path, with_theme: bool) -> anyhow::Result<Vec<PathBuf>> {
    if let Some(found) = files::look(folder)? {
        let is_usable = found.kind != files::Kind::File && files::list(folder)?.is_empty();
        if !is_usable {
            return Err(Refused::NotEmpty(folder.to_owned()).into());
        }
    }
    let mut skeleton = embedded(&SITE);
    if with_theme {
        skeleton.extend(embedded_theme());
    }
    let mut made = Vec::with_capacity(skeleton.len());
    for (path, bytes) in skeleton {
        let target = folder.join(&path);
        if let Some(parent) = target.parent() {
            files::create_dirs(parent)?;
        }
        files::create_new(&target, bytes)?;
        made.push(PathBuf::from(path));
    }
    Ok(made)
}

/// All files of a folder that is part of the program, by `/`-separated path, in order.
fn embedded(folder: &'static Dir<'static>) -> Vec<(String, &'static [u8])> {
    let mut files: Vec<_> = folder
        .files()
        .map(|file| (file.path().to_string_lossy().replace('\\', "/"), file.contents()))
        .chain(folder.dirs().flat_map(embedded))
        .collect();
    files.sort();
    files
}
