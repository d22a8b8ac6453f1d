//! files
use anyhow::Context as _;
use std::path::Path;
/// read
pub fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| path.display().to_string())
}
