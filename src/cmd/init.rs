//! `thidua init`: a new site.

use crate::cli::Init;
use crate::diag::message;
use crate::scaffold;
use crate::terminal::Terminal;

use super::Outcome;

/// Makes the site and says what to do next.
pub(super) fn run(arguments: &Init, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let folder = &arguments.folder;
    let made = scaffold::init(folder, arguments.with_theme)?;
    let (count, folder) = (made.len(), folder.display());
    terminal.say(&message!(
        "Đã tạo trang mới trong {folder} ({count} tệp).\n\
         Việc tiếp theo:\n\
         \x20 1. Sửa tên trang và tên cơ quan trong content/site.yaml, đợt thi đua trong content/campaign.yaml.\n\
         \x20 2. Dựng trang: thidua build --root \"{folder}\"",
        "A new site is in {folder} ({count} files).\n\
         What to do next:\n\
         \x20 1. Put in your own names in content/site.yaml, and your campaign in content/campaign.yaml.\n\
         \x20 2. Build it: thidua build --root \"{folder}\""
    ))?;
    Ok(Outcome::Well)
}
