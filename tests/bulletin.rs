//! The weekly bulletin of the sample campaign: before it begins, while it runs, after its end, after the anniversary.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests")]

mod common;

use common::html::{pieces, within, words};
use common::{folder, program, project};
use snapbox::{IntoData, assert_data_eq, str};
use tempfile::tempdir;

/// The words of the bulletin of this day.
#[track_caller]
fn check(day: &str, expected: impl IntoData) {
    let output = tempdir().unwrap();
    let arguments = ["--strict", "--date", day, "--output", output.path().to_str().unwrap()];
    program::build(&project(), &arguments).assert_spotless();
    let html = std::fs::read_to_string(output.path().join("ban-tin-tuan/index.html")).unwrap();
    let said = words(within(&pieces(&html), |element| element.get("class") == Some("bulletin")));
    assert_data_eq!(said, expected.raw());
    assert!(folder::tree(output.path()).contains_key("lich.ics"));
}

#[test]
fn before() {
    check(
        "2024-05-01",
        str![
            "Văn phòng UBND tỉnh Bắc Kạn Bản tin tuần Từ 25/4/2024 đến 01/5/2024; số liệu đến ngày 01/5/2024 Đợt thi đua cao điểm 75 ngày đêm. Còn 19 ngày đến ngày phát động. Báo cáo tuần Đợt thi đua bắt đầu ngày 20/5/2024; chưa đến kỳ báo cáo nào. Công trình, phần việc đăng ký 0/16 phần việc đã xong, 0 đang làm, 16 chưa bắt đầu; mức hoàn thành trung bình 0%. Tuyên truyền: 0/3 Tuyên truyền 0/3 phần việc đã xong, 0 đang làm, 3 chưa bắt đầu; mức hoàn thành trung bình 0%. 0% Thi đua yêu nước: 0/2 Thi đua yêu nước 0/2 phần việc đã xong, 0 đang làm, 2 chưa bắt đầu; mức hoàn thành trung bình 0%. 0% Gắn với các phong trào, vượt chỉ tiêu nhiệm vụ: 0/4 Gắn với các phong trào, vượt chỉ tiêu nhiệm vụ 0/4 phần việc đã xong, 0 đang làm, 4 chưa bắt đầu; mức hoàn thành trung bình 0%. 0% Kỷ luật, kỷ cương và đạo đức công vụ: 0/3 Kỷ luật, kỷ cương và đạo đức công vụ 0/3 phần việc đã xong, 0 đang làm, 3 chưa bắt đầu; mức hoàn thành trung bình 0%. 0% Đền ơn đáp nghĩa, an sinh xã hội: 0/4 Đền ơn đáp nghĩa, an sinh xã hội 0/4 phần việc đã xong, 0 đang làm, 4 chưa bắt đầu; mức hoàn thành trung bình 0%. 0% Tin trong tuần Trong tuần chưa có tin. Sắp tới 20/5/2024: Bắt đầu đợt thi đua. 23/6/2024: Hạn: Phát quang đường vào thôn mẫu – Đơn vị mẫu F (mẫu). 30/6/2024: Hạn: Lập bảng theo dõi văn bản đến – Đơn vị mẫu A (mẫu). 05/7/2024: Hạn: Buổi sinh hoạt tìm hiểu truyền thống – Đơn vị mẫu A (mẫu). 05/8/2024: Ngày cuối của đợt thi đua. 9 phần việc đến hạn. 24/8/2024: 75 năm Ngày giải phóng tỉnh Bắc Kạn."
        ],
    );
}

#[test]
fn in_the_fourth_week() {
    check(
        "2024-06-12",
        str![
            "Văn phòng UBND tỉnh Bắc Kạn Bản tin tuần: Tuần 4 Từ 10/6/2024 đến 16/6/2024; số liệu đến ngày 12/6/2024 Đợt thi đua cao điểm 75 ngày đêm. Ngày thứ 24/78. Báo cáo tuần Tuần 4: 0/8 đơn vị đã báo cáo. Chưa có báo cáo của: Đơn vị mẫu A; Đơn vị mẫu B; Đơn vị mẫu C; Đơn vị mẫu D; Đơn vị mẫu E; Đơn vị mẫu F; Đơn vị mẫu G; Đơn vị mẫu H. Đơn vị chậm báo cáo (7): Đơn vị mẫu A (tuần 3); Đơn vị mẫu B (tuần 2); Đơn vị mẫu C (tuần 3); Đơn vị mẫu E (tuần 1, 3); Đơn vị mẫu F (tuần 1, 2, 3); Đơn vị mẫu G (tuần 1, 2); Đơn vị mẫu H (tuần 2). Công trình, phần việc đăng ký 0/16 phần việc đã xong, 9 đang làm, 7 chưa bắt đầu; mức hoàn thành trung bình 16%. Tuyên truyền: 0/3 Tuyên truyền 0/3 phần việc đã xong, 2 đang làm, 1 chưa bắt đầu; mức hoàn thành trung bình 34%. 34% Thi đua yêu nước: 0/2 Thi đua yêu nước 0/2 phần việc đã xong, 1 đang làm, 1 chưa bắt đầu; mức hoàn thành trung bình 0%. 0% Gắn với các phong trào, vượt chỉ tiêu nhiệm vụ: 0/4 Gắn với các phong trào, vượt chỉ tiêu nhiệm vụ 0/4 phần việc đã xong, 2 đang làm, 2 chưa bắt đầu; mức hoàn thành trung bình 18%. 18% Kỷ luật, kỷ cương và đạo đức công vụ: 0/3 Kỷ luật, kỷ cương và đạo đức công vụ 0/3 phần việc đã xong, 2 đang làm, 1 chưa bắt đầu; mức hoàn thành trung bình 8%. 8% Đền ơn đáp nghĩa, an sinh xã hội: 0/4 Đền ơn đáp nghĩa, an sinh xã hội 0/4 phần việc đã xong, 2 đang làm, 2 chưa bắt đầu; mức hoàn thành trung bình 14%. 14% Tin trong tuần Họp ngắn, việc rõ ở Đơn vị mẫu E (Đơn vị mẫu E, 11/6/2024) Mẫu Sắp tới 23/6/2024: Hạn: Phát quang đường vào thôn mẫu – Đơn vị mẫu F (mẫu). 30/6/2024: Hạn: Lập bảng theo dõi văn bản đến – Đơn vị mẫu A (mẫu). 05/7/2024: Hạn: Buổi sinh hoạt tìm hiểu truyền thống – Đơn vị mẫu A (mẫu). 14/7/2024: Hạn: Thăm một gia đình chính sách – Đơn vị mẫu A (mẫu). 05/8/2024: Ngày cuối của đợt thi đua. 9 phần việc đến hạn. 24/8/2024: 75 năm Ngày giải phóng tỉnh Bắc Kạn."
        ],
    );
}

#[test]
fn after_its_end() {
    check(
        "2024-08-10",
        str![
            "Văn phòng UBND tỉnh Bắc Kạn Bản tin tuần Từ 04/8/2024 đến 10/8/2024; số liệu đến ngày 10/8/2024 Đợt thi đua cao điểm 75 ngày đêm. Đợt thi đua đã kết thúc; còn 14 ngày đến ngày 24/8/2024. Báo cáo tuần Đợt thi đua gồm 12 tuần, đã kết thúc ngày 05/8/2024. Đơn vị chậm báo cáo (8): Đơn vị mẫu A (8 tuần); Đơn vị mẫu B (9 tuần); Đơn vị mẫu C (9 tuần); Đơn vị mẫu D (8 tuần); Đơn vị mẫu E (9 tuần); Đơn vị mẫu F (10 tuần); Đơn vị mẫu G (9 tuần); Đơn vị mẫu H (9 tuần). Công trình, phần việc đăng ký 13/16 phần việc đã xong, 3 đang làm, 0 chưa bắt đầu; mức hoàn thành trung bình 90%. Có 3 phần việc quá hạn. Tuyên truyền: 2/3 Tuyên truyền 2/3 phần việc đã xong, 1 đang làm, 0 chưa bắt đầu; mức hoàn thành trung bình 86%. 86% Thi đua yêu nước: 2/2 Thi đua yêu nước 2/2 phần việc đã xong, 0 đang làm, 0 chưa bắt đầu; mức hoàn thành trung bình 100%. 100% Gắn với các phong trào, vượt chỉ tiêu nhiệm vụ: 4/4 Gắn với các phong trào, vượt chỉ tiêu nhiệm vụ 4/4 phần việc đã xong, 0 đang làm, 0 chưa bắt đầu; mức hoàn thành trung bình 100%. 100% Kỷ luật, kỷ cương và đạo đức công vụ: 1/3 Kỷ luật, kỷ cương và đạo đức công vụ 1/3 phần việc đã xong, 2 đang làm, 0 chưa bắt đầu; mức hoàn thành trung bình 61%. 61% Đền ơn đáp nghĩa, an sinh xã hội: 4/4 Đền ơn đáp nghĩa, an sinh xã hội 4/4 phần việc đã xong, 0 đang làm, 0 chưa bắt đầu; mức hoàn thành trung bình 100%. 100% Tin trong tuần Ngày cuối của đợt thi đua, hướng tới 24/8 (05/8/2024) Mẫu Sắp tới 24/8/2024: 75 năm Ngày giải phóng tỉnh Bắc Kạn."
        ],
    );
}

#[test]
fn after_the_anniversary() {
    check(
        "2024-09-01",
        str![
            "Văn phòng UBND tỉnh Bắc Kạn Bản tin tuần Từ 26/8/2024 đến 01/9/2024; số liệu đến ngày 01/9/2024 Đợt thi đua cao điểm 75 ngày đêm. Đợt thi đua đã kết thúc. Báo cáo tuần Đợt thi đua gồm 12 tuần, đã kết thúc ngày 05/8/2024. Đơn vị chậm báo cáo (8): Đơn vị mẫu A (8 tuần); Đơn vị mẫu B (9 tuần); Đơn vị mẫu C (9 tuần); Đơn vị mẫu D (8 tuần); Đơn vị mẫu E (9 tuần); Đơn vị mẫu F (10 tuần); Đơn vị mẫu G (9 tuần); Đơn vị mẫu H (9 tuần). Công trình, phần việc đăng ký 13/16 phần việc đã xong, 3 đang làm, 0 chưa bắt đầu; mức hoàn thành trung bình 90%. Có 3 phần việc quá hạn. Tuyên truyền: 2/3 Tuyên truyền 2/3 phần việc đã xong, 1 đang làm, 0 chưa bắt đầu; mức hoàn thành trung bình 86%. 86% Thi đua yêu nước: 2/2 Thi đua yêu nước 2/2 phần việc đã xong, 0 đang làm, 0 chưa bắt đầu; mức hoàn thành trung bình 100%. 100% Gắn với các phong trào, vượt chỉ tiêu nhiệm vụ: 4/4 Gắn với các phong trào, vượt chỉ tiêu nhiệm vụ 4/4 phần việc đã xong, 0 đang làm, 0 chưa bắt đầu; mức hoàn thành trung bình 100%. 100% Kỷ luật, kỷ cương và đạo đức công vụ: 1/3 Kỷ luật, kỷ cương và đạo đức công vụ 1/3 phần việc đã xong, 2 đang làm, 0 chưa bắt đầu; mức hoàn thành trung bình 61%. 61% Đền ơn đáp nghĩa, an sinh xã hội: 4/4 Đền ơn đáp nghĩa, an sinh xã hội 4/4 phần việc đã xong, 0 đang làm, 0 chưa bắt đầu; mức hoàn thành trung bình 100%. 100% Tin trong tuần Trong tuần chưa có tin. Sắp tới Không còn mốc nào sắp tới."
        ],
    );
}
