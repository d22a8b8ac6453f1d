//! The results report (báo cáo kết quả) as Markdown, ready to be finished: what the site knows is written out, each number
//! with the posts it comes from; what a person must write is left as a marked blank (`[…]`). It is a paper of the office,
//! so it is in Vietnamese whatever the language of messages.
//!
//! 1. `gather` finds what the report is about, within its scope.
//! 2. The parts are written in the order of an office report: `parts` the results, `lacking` what is still missing.
//! 3. `markdown` writes cells and links.

mod gather;
mod lacking;
mod markdown;
mod parts;

use jiff::civil::Date;

use crate::campaign::Campaign;
use crate::site::Site;
use crate::text::{Locale, dates, document_number};

use gather::Gathered;
use markdown::{BLANK, cell};

/// What a report is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Its first day; else the first of the campaign.
    pub from: Option<Date>,
    /// Its last day; else the day it is made.
    pub to: Option<Date>,
    /// The unit it is about, by its id; else all.
    pub unit: Option<String>,
    /// The way from the report to the root of the sources: empty, or ends with `/`.
    pub root: String,
}

/// Writes the report on the results of `site` by the day `today`; none where there is no campaign.
pub fn results(site: &Site, today: Date, scope: &Scope) -> Option<String> {
    let campaign = site.campaign.as_ref()?;
    let gathered = Gathered::of(site, campaign, today, scope);
    let parts = [
        heading(campaign),
        title(campaign, &gathered),
        carried_out(campaign, &gathered),
        parts::posts(&gathered),
        parts::undertakings(&gathered),
        parts::weeks(&gathered),
        parts::nominations(&gathered),
        lacking::write(&gathered),
        closing(),
    ];
    Some(parts.concat())
}

/// Agency and nation, number and date, as an administrative document has them.
fn heading(campaign: &Campaign) -> String {
    let issuer = cell(&campaign.issuer.to_uppercase());
    let place = cell(&campaign.plan.place);
    format!(
        "| {issuer} | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|:---:|:---:|\n| | **Độc lập - Tự do - Hạnh phúc** |\n\
         | Số: {BLANK}/BC-{BLANK} | *{place}, ngày {BLANK} tháng {BLANK} năm {BLANK}* |\n\n"
    )
}

fn title(campaign: &Campaign, gathered: &Gathered<'_>) -> String {
    let mut text = format!("# BÁO CÁO\n\n**Kết quả {}**\n\n", campaign.name.as_str());
    if let Some(unit) = gathered.unit {
        text += &format!("Đơn vị: {}\n\n", unit.name.as_str());
    }
    let (from, to) = (day(gathered.from), day(gathered.to));
    text += &format!("Số liệu từ ngày {from} đến hết ngày {to}.\n\n");
    if gathered.has_samples() {
        text += "> Trong báo cáo có nội dung mẫu, ghi “(mẫu)”: phải bỏ trước khi trình ký.\n\n";
    }
    let plan = &campaign.plan;
    let mut kind = plan.kind.to_lowercase();
    kind.replace_range(..kind.chars().next().map_or(0, char::len_utf8), &first_capital(&plan.kind));
    let number = if document_number::is_blank(&document_number::key(&plan.number)) {
        format!("{BLANK}{}", plan.number.trim_start_matches(['…', '.', '_', ' ']))
    } else {
        plan.number.to_string()
    };
    let (date, issuer) = (plan.date_text.as_str(), campaign.issuer.as_str());
    text += &format!(
        "Thực hiện {kind} số {number}, {date} của {issuer}, {BLANK} (đơn vị soạn thảo) báo cáo kết quả như sau:\n\n"
    );
    text
}

fn first_capital(text: &str) -> String {
    text.chars().next().map(String::from).unwrap_or_default().to_uppercase()
}

fn carried_out(campaign: &Campaign, gathered: &Gathered<'_>) -> String {
    let posts = gathered.posts.len();
    format!(
        "## I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI\n\n\
         - Thời gian: {}\n- {}\n- {}\n- Số tin, bài đã đăng trong kỳ: {posts} (chi tiết ở mục II.1).\n- {BLANK}\n\n\
         ## II. KẾT QUẢ THỰC HIỆN\n\n",
        campaign.period.text.as_str(),
        campaign.participants.collectives.as_str(),
        campaign.participants.individuals.as_str(),
    )
}

/// What only a person can say.
fn closing() -> String {
    format!(
        "## IV. ĐÁNH GIÁ CHUNG\n\n1. Ưu điểm: {BLANK}\n2. Tồn tại, hạn chế: {BLANK}\n3. Nguyên nhân: {BLANK}\n\
         4. Bài học kinh nghiệm: {BLANK}\n\n\
         ## V. PHƯƠNG HƯỚNG, KIẾN NGHỊ, ĐỀ XUẤT\n\n{BLANK}\n\n\
         | *Nơi nhận:* | {BLANK} (chức vụ người ký) |\n|:---|:---:|\n| - {BLANK}; | |\n| - Lưu: {BLANK}. | {BLANK} (họ và tên) |\n"
    )
}

fn day(day: Date) -> String {
    dates::short(day, Locale::Vi)
}
