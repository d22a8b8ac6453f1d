//! A site of made-up news: as long, as linked and as marked up as real news, and the same every time.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::random::Random;

const SITE: &str = "\
title: Trang thử
description: Trang thử tốc độ dựng
organisation: Văn phòng mẫu
base_url: https://thidua.example/
language: vi
taxonomies:
  tags: {title: Chủ đề, slug: chu-de}
  authors: {title: Tác giả, slug: tac-gia, from: author}
menus:
  main: [{page: _index.md, title: Trang chủ}, {page: tin-tuc/_index.md}]
feeds: {formats: [atom], limit: 20}
";
const HOME: &str =
    "---\ntitle: Trang thử\nlists:\n  tin_moi: {section: tin-tuc, limit: 6}\n---\n\nTin mới.\n";
const NEWS: &str = "---\ntitle: Tin tức\npaginate_by: 20\n---\n";
const CAMPAIGN: &str = include_str!("../../src/scaffold/init/content/campaign.yaml");

/// The syllables (tiếng) of the news, the common ones first.
const SYLLABLES: &str = "\
thi đua và các của công tác trong năm tỉnh đơn vị cán bộ thực hiện nhiệm vụ phòng văn có được cho với người là đã ngày \
phong trào chuyên môn việc tập thể cá nhân khen thưởng lao động sáng tạo thiết thực lập thành tích chào mừng kỷ niệm \
giải phóng Bắc Kạn đợt cao điểm kế hoạch nội dung tổ chức viên chức đoàn kết xây dựng nông thôn mới vì nghèo chuyển đổi \
số cải cách hành chính đạo đức nghĩa đền ơn đáp gia đình chính sách liệt sĩ thương binh học tập làm theo gương tốt báo \
cáo tuần tiến độ chất lượng hiệu quả đề xuất kiến nghị khó khăn thuận lợi kết quả mục tiêu chỉ tiêu hoàn vượt mức nền \
nếp kỷ luật kỷ cương văn hóa công sở môi trường xanh sạch đẹp trồng cây rừng suối bản làng nhà sàn ruộng bậc thang chợ \
phiên mùa hồ Ba Bể Na Rì Ngân Sơn Pác Nặm Chợ Đồn Chợ Mới Bạch Thông truyền thống lịch sử cách mạng kháng chiến chiến \
thắng quê hương đất nước nhân dân đồng bào dân tộc Tày Nùng Dao Mông tuyên phổ biến quán triệt triển khai kiểm tra giám \
sát đánh giá rút kinh nghiệm hồ sơ tờ trình biên bản cuộc họp hội đồng xét duyệt thẩm định ban hành quyết định thông báo \
lịch phân trách nhiệm phối hợp chặt chẽ kịp thời nghiêm túc đầy đủ đúng hạn rõ ràng cụ thể từng bước thường xuyên mở \
rộng phát huy tinh thần dám nghĩ dám chịu đổi ý thức tự giác trẻ thanh phụ nữ công đoàn chi ủy đảng lãnh đạo chủ tịch ủy \
ban hỗ trợ giúp đỡ thăm hỏi tặng quà sửa chữa mái ấm quỹ đóng góp ngày giờ buổi sáng chiều tối vừa qua sắp tới hiện nay \
thời gian địa điểm tham dự đông đảo phát biểu nhấn mạnh khẳng định yêu cầu mong muốn cảm ơn chúc mừng";

/// Writes a site of that many posts; returns how many bytes of Markdown they have.
pub(crate) fn write_site(site: &Path, posts: usize) -> io::Result<u64> {
    let content = site.join("content");
    fs::create_dir_all(content.join("tin-tuc"))?;
    for (name, text) in
        [("site.yaml", SITE), ("campaign.yaml", CAMPAIGN), ("_index.md", HOME), ("tin-tuc/_index.md", NEWS)]
    {
        fs::write(content.join(name), text)?;
    }
    let mut bytes = 0;
    for number in 0..posts {
        let text = post(number, posts, "");
        fs::write(path(site, number), &text)?;
        bytes += text.len() as u64;
    }
    Ok(bytes)
}

/// Adds a sentence to the end of a post, another for each `edit`.
pub(crate) fn edit(site: &Path, number: usize, edit: usize) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().append(true).open(path(site, number))?;
    write!(file, "\nSửa lần thứ {}.\n", edit + 1)
}

/// The text of one of `posts`, with further `keys` in its front matter: whole lines, of which a `date` goes before its own.
pub(crate) fn post(number: usize, posts: usize, keys: &str) -> String {
    Post::new(number, posts).text(keys)
}

/// The name of the file of a post; posts link each other by it.
pub(crate) fn file_name(number: usize) -> String {
    format!("bai-{number:06}.md")
}

fn path(site: &Path, number: usize) -> PathBuf {
    site.join("content/tin-tuc").join(file_name(number))
}

/// A post while it is made up.
struct Post {
    random: Random,
    bank: Vec<&'static str>,
    number: usize,
    posts: usize,
}

impl Post {
    fn new(number: usize, posts: usize) -> Self {
        Self {
            random: Random(number as u64 + 1),
            bank: SYLLABLES.split_whitespace().collect(),
            number,
            posts,
        }
    }

    fn text(mut self, keys: &str) -> String {
        let title = self.heading(8, 16);
        let day = 1 + self.random.below(28);
        let month = 1 + self.random.below(12);
        let year = 2015 + self.random.below(10);
        let tags: Vec<_> =
            (0..1 + self.random.below(3)).map(|_| format!("Chủ đề {}", 1 + self.random.skewed(50))).collect();
        let author = 1 + self.random.skewed(30);
        let date = match keys.starts_with("date:") {
            true => String::new(),
            false => format!("date: {year}-{month:02}-{day:02}\n"),
        };
        let mut text = format!(
            "---\ntitle: \"{title}\"\n{date}tags: [{}]\nauthor: Tác giả {author}\n{keys}---\n\n",
            tags.join(", ")
        );
        // Most news are of 2 to 6 kB; one in forty is long.
        let long = if self.random.below(40) == 0 { 12_000 } else { 0 };
        let wanted = 1_600 + self.random.below(2_000) + self.random.below(2_000) + long;
        self.paragraph(&mut text);
        while text.len() < wanted {
            match self.random.below(12) {
                0 | 1 => {
                    let heading = self.heading(4, 10);
                    // A heading of its own for each, so that no two have one id.
                    let _ = write!(text, "## {heading} {}\n\n", text.len());
                }
                2 => self.list(&mut text),
                3 => {
                    text.push_str("> ");
                    self.paragraph(&mut text);
                }
                4 if wanted > 4_000 => self.table(&mut text),
                5 if wanted > 4_500 => {
                    text.push_str(":::ghi-chu{title=\"Lưu ý\"}\n");
                    self.paragraph(&mut text);
                    text.push_str(":::\n\n");
                }
                _ => self.paragraph(&mut text),
            }
        }
        text
    }

    /// Three to six sentences, some with a link, a date, a number of a document or bold words.
    fn paragraph(&mut self, text: &mut String) {
        for _ in 0..3 + self.random.below(4) {
            let sentence = self.heading(8, 24);
            text.push_str(&sentence);
            match self.random.below(10) {
                0 => {
                    let (words, target) = (self.words(2, 6), file_name(self.near()));
                    let _ = write!(text, " ([{words}]({target}))");
                }
                1 => {
                    let (day, month) = (1 + self.random.below(28), 1 + self.random.below(12));
                    let _ = write!(text, " ngày {day:02}/{month}/2024");
                }
                2 => {
                    let words = self.words(2, 4);
                    let _ = write!(text, ", **{words}**");
                }
                3 => text.push_str(" theo Kế hoạch số 327/KH-UBND"),
                4 => {
                    let words = self.words(3, 8);
                    let _ = write!(text, ", {words}");
                }
                _ => {}
            }
            text.push_str(". ");
        }
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }

    fn list(&mut self, text: &mut String) {
        for _ in 0..3 + self.random.below(4) {
            let item = self.heading(5, 14);
            let _ = writeln!(text, "- {item};");
        }
        text.push('\n');
    }

    fn table(&mut self, text: &mut String) {
        text.push_str("| Đơn vị | Kết quả | Số lượng |\n| --- | --- | ---: |\n");
        for _ in 0..3 + self.random.below(4) {
            let (unit, done, count) = (self.heading(2, 4), self.words(4, 10), self.random.below(200));
            let _ = writeln!(text, "| {unit} | {done} | {count} |");
        }
        text.push('\n');
    }

    /// Another post, mostly one of the last hundred before this one.
    fn near(&mut self) -> usize {
        let back = 1 + self.random.below(100);
        self.number.checked_sub(back).unwrap_or_else(|| self.random.below(self.posts))
    }

    /// Words that begin with a capital.
    fn heading(&mut self, from: usize, to: usize) -> String {
        let words = self.words(from, to);
        let mut letters = words.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }

    fn words(&mut self, from: usize, to: usize) -> String {
        let count = from + self.random.below(to - from + 1);
        let words: Vec<_> = (0..count).map(|_| self.bank[self.random.skewed(self.bank.len())]).collect();
        words.join(" ")
    }
}
