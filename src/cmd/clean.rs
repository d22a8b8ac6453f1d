//! `thidua clean`: throws away what builds remember. The site that was built stays.

use crate::cli::Clean;
use crate::diag::message;
use crate::memory;
use crate::terminal::Terminal;

use super::{Outcome, require_site};

/// Throws the memory away.
pub(super) fn run(arguments: &Clean, terminal: &Terminal) -> anyhow::Result<Outcome> {
    require_site(&arguments.root)?;
    let said = if memory::clean(&arguments.root)? {
        message!(
            "Đã xóa bộ nhớ đệm .thidua; lần dựng sau sẽ đọc lại tất cả.",
            "Removed .thidua; the next build reads everything anew."
        )
    } else {
        message!("Không có bộ nhớ đệm nào để xóa.", "There is nothing to remove.")
    };
    terminal.say(&said)?;
    Ok(Outcome::Well)
}
