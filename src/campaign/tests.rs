//! Whole campaigns and what is read of them. Each finding is in `findings` and `references`, every boundary of the clock
//! in `clock`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod clock;
mod findings;
mod references;

use std::fmt::Write as _;

use jiff::civil::date;
use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};
use snapbox::{assert_data_eq, str};

use crate::diag::Diagnostics;
use crate::source::SourceText;
use crate::span::{Position, Positions, SourcePath, Span};
use crate::text::Locale;
use crate::yaml::{Yaml, parse};

use super::{Campaign, Criteria, PlanBlock, Rule, Week, read};

const BAC_KAN: &str = include_str!("fixtures/bac-kan.yaml");
const LIBRARY: &str = include_str!("fixtures/thu-vien.yaml");

fn yaml(text: &str) -> Yaml {
    let text = SourceText::from(text);
    parse(&SourcePath::new("content/campaign.yaml"), &text, 0..text.len()).unwrap()
}

/// A campaign that reads without a finding.
fn good(text: &str) -> Campaign {
    let (campaign, found) = read(&yaml(text));
    assert_eq!(shown(text, found), "");
    campaign.unwrap()
}

/// Each finding: severity, code, line and column, the words underlined; what is wrong and what to do, in both languages.
fn shown(text: &str, found: Diagnostics) -> String {
    let place = |span: &Span| {
        let Position { line, column } = Positions::new(text).of(span.range.start);
        format!("{line}:{column} `{}`", &text[span.range.clone()])
    };
    let mut out = String::new();
    for it in found.sorted().iter() {
        let at = it.span.as_ref().map(place).unwrap_or_default();
        writeln!(out, "{:?} {} {at}", it.severity, it.code).unwrap();
        for (mark, message) in [(" ", Some(&it.message)), ("=", it.help.as_ref())] {
            let Some(message) = message else { continue };
            for locale in [Locale::Vi, Locale::En] {
                writeln!(out, "{mark} {}", message.in_locale(locale)).unwrap();
            }
        }
        for (span, why) in &it.related {
            writeln!(out, "+ {} {}", place(span), why.in_locale(Locale::En)).unwrap();
        }
    }
    out
}

#[test]
fn the_plan_of_bac_kan() {
    let campaign = good(BAC_KAN);
    assert_data_eq!(
        facts(&campaign),
        str![[r#"
name: Đợt thi đua cao điểm 75 ngày đêm
issuer: Văn phòng UBND tỉnh Bắc Kạn
legal basis: Kế hoạch 327/KH-UBND, UBND tỉnh Bắc Kạn, 2024-05-10
purposes: 2
period: 2024-05-20 .. 2024-08-05: 78 days
anniversary: 2024-08-24 of 1949-08-24: Ngày giải phóng tỉnh Bắc Kạn
participants: Tập thể gồm: Các phòng, ban, đơn vị trực thuộc Văn phòng. Cá nhân gồm: Toàn thể cán bộ, công chức, viên chức, người lao động trong Văn phòng.
content: tuyen-truyen: Tuyên truyền
content: thi-dua-yeu-nuoc: Thi đua yêu nước
content: phong-trao-nhiem-vu: Gắn với các phong trào, vượt chỉ tiêu nhiệm vụ
content: ky-luat-ky-cuong: Kỷ luật, kỷ cương và đạo đức công vụ
content: den-on-dap-nghia: Đền ơn đáp nghĩa, an sinh xã hội
movements: open
movement: nong-thon-moi: Bắc Kạn chung sức xây dựng nông thôn mới (Some("content/phong-trao/nong-thon-moi.md"))
movement: vi-nguoi-ngheo: Bắc Kạn chung tay vì người nghèo - Không để ai bị bỏ lại phía sau (Some("content/phong-trao/vi-nguoi-ngheo.md"))
movement: chuyen-doi-so: Bắc Kạn đẩy mạnh chương trình chuyển đổi số (Some("content/phong-trao/chuyen-doi-so.md"))
award: bang-khen-chu-tich-ubnd-tinh: Bằng khen của Chủ tịch UBND tỉnh, Chủ tịch UBND tỉnh
  collective: all of tap-the-xuat-sac-noi-bat
  individual: any of thanh-tich-dot-xuat, sang-kien-giai-phap, viec-lam-thiet-thuc
dossier: to-trinh: Tờ trình đề nghị khen thưởng (None)
dossier: bien-ban: Biên bản họp xét (None)
dossier: bao-cao-thanh-tich: Báo cáo thành tích (Some("Mẫu số 08, Phụ lục I, 98/2023/NĐ-CP, 2023-12-31, Some(/"98/2023/NĐ-ND-CP/")"))
step: hoan-thien-ho-so: Tập thể, cá nhân đủ điều kiện, tiêu chuẩn: Hoàn thiện hồ sơ khen thưởng, nộp về Phòng HCTC - QTTV.
step: tong-hop: Phòng HCTC - QTTV: Tổng hợp, trình Hội đồng Thi đua - Khen thưởng Văn phòng.
step: xet: Hội đồng Thi đua - Khen thưởng Văn phòng: Xét, trình cấp có thẩm quyền khen thưởng.
step: khen-thuong: Cấp có thẩm quyền: Khen thưởng.
duty: None: 1. Các Phòng, ban, đơn vị trực thuộc Văn phòng tổ chức tuyên truyền, triển khai kế hoạch này đến toàn thể cán bộ, công chức, viên chức và người lao động biết và thực hiện.
duty: Some("phong-hctc-qttv"): 2. Giao Phòng Hành chính tổ chức - Quản trị tài vụ tham mưu xây dựng báo cáo kết quả thực hiện theo quy định.
recipients: Gửi bản điện tử: ["LDVP;", "Các phòng, ban, đơn vị trực thuộc;", "Lưu: VT, HC-QT."]
signer: CHÁNH VĂN PHÒNG Vũ Đức Chính
plan: KẾ HOẠCH /KH-VP, Bắc Kạn, ngày tháng 5 năm 2024
  body: text Thực hiện Kế hoạch s
  body: heading I. MỤC ĐÍCH, YÊU CẦU
  body: show purposes
  body: heading II. NỘI DUNG THI ĐUA
  body: subheading 1. Thời gian phát động
  body: show period
  body: subheading 2. Đối tượng thi đua
  body: show participants
  body: subheading 3. Nội dung thi đua
  body: show contents
  body: subheading 4. Hình thức khen thưởng
  body: show awards
  body: show flow
  body: show dossier
  body: heading III. TỔ CHỨC THỰC HIỆN
  body: show duties
  body: text Trên đây là Kế hoạch
unit: phong-hctc-qttv: ["Phòng Hành chính tổ chức - Quản trị tài vụ", "Phòng HCTC - QTTV", "HCTC - QTTV", "HC-QT"] Phòng HCTC - QTTV None false
unit: don-vi-mau-a: ["Đơn vị mẫu A"] Đơn vị mẫu A None true
unit: don-vi-mau-b: ["Đơn vị mẫu B"] Đơn vị mẫu B None true
unit: don-vi-mau-c: ["Đơn vị mẫu C"] Đơn vị mẫu C None true
unit: don-vi-mau-d: ["Đơn vị mẫu D"] Đơn vị mẫu D None true
unit: don-vi-mau-e: ["Đơn vị mẫu E"] Đơn vị mẫu E None true
unit: don-vi-mau-f: ["Đơn vị mẫu F"] Đơn vị mẫu F None true
unit: don-vi-mau-g: ["Đơn vị mẫu G"] Đơn vị mẫu G None true
unit: don-vi-mau-h: ["Đơn vị mẫu H"] Đơn vị mẫu H None true
allow: day-count: “75 ngày đêm” là tên đợt thi đua theo Kế hoạch số 327/KH-UBND; thời gian 20/5 - 05/8/2024 tính cả hai đầu là 78 ngày.
allow: anniv-phrase: Nguyên văn kế hoạch in “tuyên truyền 75 Ngày giải phóng”, không có chữ “năm”; giữ đúng bản gốc.
allow: missing-tone: Nguyên văn kế hoạch in “tinh phát động” (tỉnh) và “LDVP” (LĐVP); giữ đúng bản gốc.
allow: doc-number: Nguyên văn kế hoạch in “98/2023/NĐ-ND-CP”; số đúng 98/2023/NĐ-CP ghi ở phần biểu mẫu.
allow: placeholder: Số và ngày ban hành trên bản kế hoạch công bố để trống; trang không tự điền.
allow: unit-alias: Kế hoạch gọi một phòng bằng ba tên: Phòng HCTC - QTTV, Phòng Hành chính tổ chức - Quản trị tài vụ và HC-QT; giữ đúng bản gốc.
texts: 89

"#]]
    );
    assert_eq!(
        campaign.period.weeks().last(),
        Some(Week { number: 12, from: date(2024, 8, 5), to: date(2024, 8, 5) })
    );
}

#[test]
fn another_office_another_period() {
    let campaign = good(LIBRARY);
    assert_data_eq!(
        facts(&campaign),
        str![[r#"
name: 30 ngày đọc sách
issuer: Thư viện tỉnh mẫu
purposes: 2
period: 2025-09-01 .. 2025-09-30: 30 days
anniversary: 2025-10-10 of 1955-10-10: Ngày thành lập Thư viện
participants: Các phòng của Thư viện. Toàn thể viên chức, người lao động.
content: luan-chuyen: Luân chuyển sách
content: so-hoa: Số hóa
movements: closed
award: giay-khen: Giấy khen của Giám đốc, Giám đốc Thư viện
  collective: all of vuot-chi-tieu, du-bao-cao
  individual: any of sang-kien
award: bieu-duong: Biểu dương, Giám đốc Thư viện
  collective: any of tien-bo
  individual: all of tan-tuy
dossier: bao-cao: Báo cáo (Some("Mẫu số 01, Phụ lục I, 98/2023/NĐ-CP, 2023-12-31, None"))
step: nop: Các phòng: Nộp hồ sơ.
step: xet: Giám đốc: Xét.
duty: None: Các phòng thực hiện kế hoạch.
duty: Some("phong-tong-hop"): Phòng Tổng hợp báo cáo.
recipients: Gửi: ["Các phòng"]
signer: GIÁM ĐỐC Nguyễn Văn Mẫu
plan: KẾ HOẠCH 12/KH-TV, Tỉnh mẫu, ngày 20 tháng 8 năm 2025
  body: text Thư viện phát động "
  body: heading I. MỤC ĐÍCH
  body: show purposes
  body: subheading 1. Thời gian
  body: show period
  body: show participants
  body: show contents
  body: show awards
  body: show flow
  body: show dossier
  body: show duties
unit: ban-giam-doc: ["Ban Giám đốc"] Ban Giám đốc None false
unit: phong-tong-hop: ["Phòng Tổng hợp", "P. TH", "Tổng hợp", "TH"] P. TH Some("Trần Thị Mẫu") false
unit: phong-phuc-vu: ["Phòng Phục vụ bạn đọc"] Phòng Phục vụ bạn đọc None true
allow: day-count: Đợt thi đua tròn 30 ngày.
texts: 57

"#]]
    );
    let weeks: Vec<_> = campaign.period.weeks().map(|it| (it.number, it.from.day(), it.to.day())).collect();
    assert_eq!(weeks, [(1, 1, 7), (2, 8, 14), (3, 15, 21), (4, 22, 28), (5, 29, 30)]);
    let name = |name| campaign.unit_named(name).map(|unit| unit.id.as_str());
    for known in ["Phòng Tổng hợp", "P. TH", "TH", "Phòng Tô\u{309}ng hợp"] {
        assert_eq!(name(known), Some("phong-tong-hop"), "{known}");
    }
    assert_eq!((name("phòng tổng hợp"), name("phong-tong-hop")), (None, None));
    assert!(campaign.unit("phong-tong-hop").is_some() && campaign.unit("TH").is_none());
}

/// What a campaign holds, in short.
fn facts(campaign: &Campaign) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: String| writeln!(out, "{name}: {value}").unwrap();
    let Campaign { period, anniversary, plan, .. } = campaign;
    line("name", campaign.short_name.to_string());
    line("issuer", campaign.issuer.to_string());
    for it in &campaign.legal_basis {
        line("legal basis", format!("{} {}, {}, {}", it.kind, it.number, it.issuer, it.date));
    }
    line("purposes", campaign.purposes.len().to_string());
    line("period", format!("{} .. {}: {} days", period.start, period.end, period.days()));
    line("anniversary", format!("{} of {}: {}", anniversary.date, anniversary.of, anniversary.name));
    line(
        "participants",
        format!("{} {}", campaign.participants.collectives, campaign.participants.individuals),
    );
    for it in &campaign.contents {
        line("content", format!("{}: {}", it.id, it.name));
    }
    line("movements", if campaign.movements.open { "open" } else { "closed" }.to_owned());
    for it in &campaign.movements.items {
        line("movement", format!("{}: {} ({:?})", it.id, it.name, it.page));
    }
    for it in &campaign.awards {
        line("award", format!("{}: {}, {}", it.id, it.name, it.authority));
        line("  collective", criteria(&it.collective));
        line("  individual", criteria(&it.individual));
        assert_eq!(it.criteria().count(), it.collective.criteria.len() + it.individual.criteria.len());
    }
    for it in &campaign.dossier.parts {
        let form = it.form.as_ref();
        let form = form.map(|it| {
            format!("{}, {}, {}, {}, {:?}", it.name, it.appendix, it.decree, it.date, it.as_printed)
        });
        line("dossier", format!("{}: {} ({form:?})", it.id, it.name));
    }
    for it in &campaign.flow.steps {
        line("step", format!("{}: {}: {}", it.id, it.actor, it.text));
    }
    for it in &campaign.duties {
        line("duty", format!("{:?}: {}", it.unit.as_ref().map(|it| it.as_str()), it.text));
    }
    line("recipients", format!("{} {:?}", campaign.recipients.lead, &campaign.recipients.items[..]));
    line("signer", format!("{} {}", campaign.signer.title, campaign.signer.name));
    line("plan", format!("{} {}, {}, {}", plan.kind, plan.number, plan.place, plan.date_text));
    for it in &plan.body {
        line(
            "  body",
            match it {
                PlanBlock::Text(text) => format!("text {}", text.chars().take(20).collect::<String>()),
                PlanBlock::Heading(text) => format!("heading {text}"),
                PlanBlock::Subheading(text) => format!("subheading {text}"),
                PlanBlock::Show(shown) => format!("show {}", shown.key()),
            },
        );
    }
    for it in &campaign.units {
        let names: Vec<_> = it.names().map(|it| it.as_str()).collect();
        line("unit", format!("{}: {names:?} {} {:?} {}", it.id, it.short_name(), it.head, it.sample));
    }
    for it in &campaign.allow {
        line("allow", format!("{}: {}", it.code, it.reason));
    }
    line("texts", campaign.texts().len().to_string());
    out
}

fn criteria(criteria: &Criteria) -> String {
    let rule = match criteria.rule {
        Rule::All => "all",
        Rule::Any => "any",
    };
    let ids: Vec<_> = criteria.criteria.iter().map(|it| it.id.as_str()).collect();
    format!("{rule} of {}", ids.join(", "))
}

#[test]
fn texts_know_their_places() {
    let campaign = good(LIBRARY);
    let places: Vec<_> = ["30 ngày", "30/9/2025", "sáng kiến", "30 ngày đọc sách\""]
        .iter()
        .flat_map(|part| campaign.texts().into_iter().map(move |text| (part, text)))
        .filter_map(|(part, text)| Some((text, text.find(part)?, part.len())))
        .map(|(text, at, length)| {
            let span = text.part(at..at + length);
            let Position { line, column } = Positions::new(LIBRARY).of(span.range.start);
            format!("{line}:{column} {}", &LIBRARY[span.range])
        })
        .collect();
    assert_data_eq!(
        places.join("\n"),
        str![[r#"
1:19 30 ngày
2:13 30 ngày
52:13 "Thư viện phát động /"30 ngày đọc sách/" như sau:"
5:82 30/9/2025
23:43 sáng kiến
52:13 "Thư viện phát động /"30 ngày đọc sách/" như sau:"
"#]]
    );
}

/// Lines of a campaign file, and others, in any order and depth.
fn lines() -> impl Strategy<Value = String> {
    let of_the_plan = prop::sample::select(LIBRARY.lines().map(str::to_owned).collect::<Vec<_>>());
    prop::collection::vec(prop_oneof![4 => of_the_plan, 1 => any::<String>()], 0..80)
        .prop_map(|lines| lines.join("\n"))
}

/// The library's campaign with some lines dropped or written otherwise, so that most of it is still read.
fn damaged() -> impl Strategy<Value = String> {
    let other =
        prop::sample::select(vec!["", "x", "[]", "{}", "[[1], {a: b}]", "~", "-1", "31/2/2025", "\"\""]);
    prop::collection::vec((0..LIBRARY.lines().count(), other), 1..6).prop_map(|edits| {
        let mut lines: Vec<_> = LIBRARY.lines().map(str::to_owned).collect();
        for (at, value) in edits {
            lines[at] = match lines[at].split_once(": ") {
                Some((key, _)) => format!("{key}: {value}"),
                None => value.to_owned(),
            };
        }
        lines.join("\n")
    })
}

proptest! {
    #[test]
    fn any_yaml_is_read_without_panic(text in prop_oneof![lines(), damaged(), any::<String>()]) {
        let text = SourceText::from(text);
        if let Ok(yaml) = parse(&SourcePath::new("content/campaign.yaml"), &text, 0..text.len()) {
            let (campaign, found) = read(&yaml);
            shown(&text, found.clone());
            assert!(campaign.is_some() || found.has_errors());
        }
    }
}
