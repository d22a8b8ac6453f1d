//! `thidua report`: the results report (báo cáo kết quả), as far as the site can write it.

use std::path::{Component, Path};

use jiff::civil::Date;

use crate::cli::Report;
use crate::diag::message;
use crate::files;
use crate::pipeline::{self, Output, Request};
use crate::render::{Scope, results};
use crate::site::Site;
use crate::terminal::{Failure, Form, Run, Task, Terminal};

use super::{Outcome, require_site};

/// Writes the report, to standard output or into a file.
pub(super) fn run(arguments: &Report, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let root = &arguments.root;
    require_site(root)?;
    if let Some(output) = arguments.output.as_deref().filter(|_| !arguments.force) {
        require_free(output)?;
    }
    if let (Some(from), Some(to)) = (arguments.from, arguments.to)
        && to < from
    {
        let what = message!("ngày cuối (--to) đứng trước ngày đầu (--from)", "--to is before --from");
        return Err(Failure::new(what).into());
    }
    let scope = Scope {
        from: arguments.from,
        to: arguments.to,
        unit: arguments.unit.clone(),
        root: way_to(root, arguments.output.as_deref())?,
    };
    let request = Request {
        root: root.clone(),
        output: Output::Nowhere,
        base_url: None,
        date: arguments.date,
        drafts: false,
        strict: false,
        portable: false,
        cache: false,
    };
    let write = |site: &Site, today: Date| {
        require_unit(site, arguments.unit.as_deref()).map(|()| results(site, today, &scope))
    };
    let form = Form { json: false, timings: false, quiet: true };
    let progress = terminal.progress(form);
    let (report, text) = pipeline::run_with(&request, &progress, write)?;
    drop(progress);
    let run = Run { task: Task::Check, strict: false, report: &report };
    if run.is_refused() {
        terminal.report(&run, form)?;
        return Ok(Outcome::ContentWrong);
    }
    let text = text?.unwrap_or_default();
    match &arguments.output {
        Some(output) => files::write_atomic(output, text.as_bytes())?,
        None => terminal.print(&text)?,
    }
    Ok(Outcome::Well)
}

/// Makes sure that no file is overwritten that nobody said may be.
fn require_free(output: &Path) -> anyhow::Result<()> {
    if files::look(output)?.is_none() {
        return Ok(());
    }
    let output = output.display();
    let failure = Failure::new(message!("đã có tệp {output}", "{output} is there already"));
    Err(failure
        .help(message!(
            "chọn tên khác, hoặc thêm --force để ghi đè",
            "choose another name, or overwrite it with --force"
        ))
        .into())
}

/// Makes sure that there is a campaign, with this unit.
fn require_unit(site: &Site, unit: Option<&str>) -> anyhow::Result<()> {
    let Some(campaign) = &site.campaign else {
        let what = message!(
            "trang này chưa có đợt thi đua (content/campaign.yaml), nên không có gì để báo cáo",
            "this site has no campaign (content/campaign.yaml), so there is nothing to report on"
        );
        return Err(Failure::new(what).into());
    };
    match unit.filter(|unit| campaign.unit(unit).is_none()) {
        None => Ok(()),
        Some(unit) => {
            let unknown = campaign.units.unknown(unit);
            let failure = Failure::new(unknown.message);
            Err(match unknown.help {
                Some(help) => failure.help(help).into(),
                None => failure.into(),
            })
        }
    }
}

/// The way from the folder of the report to the root of the site; on standard output, from the root itself.
fn way_to(root: &Path, output: Option<&Path>) -> anyhow::Result<String> {
    let Some(output) = output else { return Ok(String::new()) };
    let (root, output) = (files::resolve(root)?, files::resolve(output)?);
    let from = output.parent().unwrap_or(&output);
    let shared = root.components().zip(from.components()).take_while(|(one, other)| one == other).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = root.components().skip(shared).filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    Ok(up.chain(down).map(|part| part + "/").collect())
}
