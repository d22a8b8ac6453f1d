//! What the user may say. The doc comments are the help.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

use crate::permalink::BaseUrl;
use crate::text::Locale;
use crate::text::dates::{self, DateError};

/// Make the website of an emulation campaign from a folder of Markdown files.
///
/// Dựng trang web của đợt thi đua từ một thư mục tệp Markdown. Các lệnh: `init` tạo trang mới, `new` tạo bài mới,
/// `serve` xem trước trong lúc viết, `check` kiểm tra, `build` dựng trang, `report` soạn báo cáo kết quả, `clean` xóa bộ
/// nhớ đệm.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    /// Language of messages; else that of the system, else that of the site (ngôn ngữ thông báo)
    #[arg(long, global = true, value_name = "vi|en", value_parser = locale(), hide_possible_values = true)]
    pub lang: Option<Locale>,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit code: 0 all is well, 1 the content is wrong, 2 the machine or the arguments are.
Mã thoát: 0 là mọi việc tốt, 1 là nội dung có lỗi, 2 là máy hoặc câu lệnh có lỗi.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site (dựng trang web)
    Build(Build),
    /// Show the site in a browser while it is being written (xem trước trong lúc viết)
    Serve(Serve),
    /// Check everything, write nothing (kiểm tra, không ghi gì)
    Check(Check),
    /// Start a post, a report or a page (tạo bài, báo cáo hoặc trang mới)
    #[command(subcommand)]
    New(New),
    /// Write the results report as Markdown, to be finished by hand (soạn báo cáo kết quả)
    Report(Report),
    /// Forget what earlier builds remember (xóa bộ nhớ đệm)
    Clean(Clean),
    /// Start a site (tạo một trang web mới)
    Init(Init),
}

/// `thidua build`.
#[derive(Debug, Args)]
pub struct Build {
    /// The site.
    #[command(flatten)]
    pub site: Site,

    /// Folder to write the site to [default: public below the root] (thư mục ghi trang)
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Links name index.html, for opening from a disk or a USB stick (mở được từ USB, không cần máy chủ)
    #[arg(long)]
    pub portable: bool,

    /// Take over an output folder that holds files not written by thidua (dùng cả thư mục đã có tệp khác)
    #[arg(long)]
    pub adopt: bool,

    /// Tell why this output was made again, or was not (vì sao tệp này được dựng lại hay không)
    #[arg(long, value_name = "PATH", conflicts_with = "json")]
    pub explain: Option<String>,

    /// How the result is told.
    #[command(flatten)]
    pub form: Form,
}

/// `thidua serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Folder that holds content/ (thư mục chứa content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,

    /// Port to listen on; 0 takes a free one (cổng)
    #[arg(long, value_name = "N", default_value_t = 1975)]
    pub port: u16,

    /// Address to listen on; by default only this machine sees the site (địa chỉ mạng)
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub host: IpAddr,

    /// Open it in the browser (mở luôn trình duyệt)
    #[arg(long)]
    pub open: bool,

    /// Show drafts too (hiện cả bản nháp)
    #[arg(long)]
    pub drafts: bool,

    /// See the site as on this day, instead of today (xem trang như vào ngày này)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub date: Option<Date>,

    /// Path below which the site stands, instead of that of base_url (đường dẫn gốc của trang)
    #[arg(long, value_name = "/PATH/", value_parser = base_path)]
    pub base_path: Option<String>,

    /// Address that opens a file in an editor (địa chỉ mở tệp trong trình soạn thảo)
    #[arg(long, value_name = "URL", default_value = "vscode://file{path}:{line}:{column}")]
    pub editor: String,

    /// Remember nothing for the next build (không dùng bộ nhớ đệm)
    #[arg(long)]
    pub no_cache: bool,
}

/// `thidua check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The site.
    #[command(flatten)]
    pub site: Site,

    /// Mend what needs no judgement (NFC, look-alike and invisible letters), after asking (tự sửa lỗi mã chữ, có hỏi trước)
    #[arg(long, conflicts_with = "json")]
    pub fix: bool,

    /// Mend without asking (sửa luôn, không hỏi)
    #[arg(long, requires = "fix")]
    pub yes: bool,

    /// How the result is told.
    #[command(flatten)]
    pub form: Form,
}

/// `thidua clean`.
#[derive(Debug, Args)]
pub struct Clean {
    /// Folder that holds content/ (thư mục chứa content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// Which site, and how it is seen.
#[derive(Debug, Args)]
pub struct Site {
    /// Folder that holds content/ (thư mục chứa content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,

    /// Address of the site, instead of base_url in site.yaml (địa chỉ của trang)
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,

    /// See the site as on this day, instead of today (xem trang như vào ngày này)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub date: Option<Date>,

    /// Publish drafts too (đăng cả bản nháp)
    #[arg(long)]
    pub drafts: bool,

    /// Warnings stop publication (có cảnh báo thì không đăng)
    #[arg(long)]
    pub strict: bool,

    /// Make everything anew, and remember nothing for the next build (dựng lại tất cả, không dùng bộ nhớ đệm)
    #[arg(long)]
    pub no_cache: bool,
}

/// How the result of a build is told.
#[derive(Debug, Args)]
pub struct Form {
    /// Print one JSON object, for other programs (in kết quả cho chương trình khác đọc)
    #[arg(long)]
    pub json: bool,

    /// Print how long each stage took, each template and the slowest pages (in thời gian từng bước)
    #[arg(long)]
    pub timings: bool,

    /// Print only what is wrong (chỉ in lỗi và cảnh báo)
    #[arg(short, long)]
    pub quiet: bool,
}

/// `thidua new`.
#[derive(Debug, Subcommand)]
pub enum New {
    /// A news post, in content/tin-tuc/ (bài tin tức)
    Post(NewPost),
    /// A unit's report, in content/tien-do/ (báo cáo của đơn vị)
    Report(NewReport),
    /// A page that is no news, in content/ (trang không phải tin tức)
    Page(NewPage),
}

/// `thidua new post`.
#[derive(Debug, Args)]
pub struct NewPost {
    /// Its title; the file is named after it (tiêu đề)
    #[arg(value_parser = title)]
    pub title: String,

    /// Folder that holds content/ (thư mục chứa content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,

    /// Folder in content/ to put it in [default: tin-tuc] (mục chứa bài)
    #[arg(long)]
    pub section: Option<String>,

    /// Its date [default: today] (ngày của bài)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub date: Option<Date>,

    /// Id of the unit it is about, as in campaign.yaml (mã đơn vị)
    #[arg(long, value_parser = id)]
    pub unit: Option<String>,
}

/// `thidua new report`.
#[derive(Debug, Args)]
pub struct NewReport {
    /// Its title; the file is named after it (tiêu đề)
    #[arg(value_parser = title)]
    pub title: String,

    /// Folder that holds content/ (thư mục chứa content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,

    /// Id of the unit that reports, as in campaign.yaml (mã đơn vị báo cáo)
    #[arg(long, value_parser = id)]
    pub unit: String,

    /// Week of the campaign it is about [default: the week of its date] (tuần thứ mấy của đợt thi đua)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub week: Option<u16>,

    /// Its date [default: today] (ngày báo cáo)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub date: Option<Date>,
}

/// `thidua new page`.
#[derive(Debug, Args)]
pub struct NewPage {
    /// Its title; the file is named after it (tiêu đề)
    #[arg(value_parser = title)]
    pub title: String,

    /// Folder that holds content/ (thư mục chứa content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,

    /// Folder in content/ to put it in [default: content/ itself] (mục chứa trang)
    #[arg(long)]
    pub section: Option<String>,
}

/// `thidua report`.
#[derive(Debug, Args)]
pub struct Report {
    /// Folder that holds content/ (thư mục chứa content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,

    /// First day it is about [default: the first of the campaign] (từ ngày)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub from: Option<Date>,

    /// Last day it is about [default: the day it is made] (đến hết ngày)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub to: Option<Date>,

    /// Id of the one unit it is about, as in campaign.yaml (mã đơn vị)
    #[arg(long, value_parser = id)]
    pub unit: Option<String>,

    /// See the site as on this day, instead of today (xem trang như vào ngày này)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub date: Option<Date>,

    /// File to write it to, instead of the screen (tệp ghi báo cáo)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Overwrite that file (ghi đè tệp đã có)
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// `thidua init`.
#[derive(Debug, Args)]
pub struct Init {
    /// Folder to make; it must not exist or be empty (thư mục mới)
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// Copy the default theme too, to change it (chép cả giao diện để sửa)
    #[arg(long)]
    pub with_theme: bool,
}

fn locale() -> impl TypedValueParser<Value = Locale> {
    PossibleValuesParser::new(["vi", "en"]).map(|code| if code == "en" { Locale::En } else { Locale::Vi })
}

fn base_url(text: &str) -> Result<BaseUrl, &'static str> {
    BaseUrl::parse(text).ok_or("not a web address such as https://example.vn/ (không phải địa chỉ web)")
}

fn base_path(text: &str) -> Result<String, &'static str> {
    let is_plain = BaseUrl::parse(&format!("http://localhost/{}", text.trim_matches('/'))).is_some();
    if text.starts_with('/') && is_plain {
        Ok(text.to_owned())
    } else {
        Err("a path begins with / and has no spaces (đường dẫn bắt đầu bằng / và không có dấu cách)")
    }
}

fn date(text: &str) -> Result<Date, &'static str> {
    dates::parse(text).map_err(|error| match error {
        DateError::Unrecognised => {
            "not a date; write it as 2024-06-07 or 07/6/2024 \
             (không phải ngày; hãy viết như 2024-06-07 hoặc 07/6/2024)"
        }
        DateError::Impossible { .. } => "there is no such day (không có ngày này)",
    })
}

fn title(text: &str) -> Result<String, &'static str> {
    if text.chars().any(char::is_alphanumeric) {
        Ok(text.to_owned())
    } else {
        Err("a title has a letter or a digit (tiêu đề phải có chữ hoặc số)")
    }
}

fn id(text: &str) -> Result<String, &'static str> {
    if !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
        Ok(text.to_owned())
    } else {
        Err("an id has only a-z, 0-9 and - (mã chỉ gồm a-z, 0-9 và dấu -)")
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
