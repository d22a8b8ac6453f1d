//! Words to make news of: real syllables in some thousands of words, names of people, each met as often as words are (Zipf).

use super::random::Random;

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
rộng phát huy thần dám nghĩ dám chịu đổi ý thức tự giác trẻ thanh phụ nữ công đoàn chi ủy đảng lãnh đạo chủ tịch ủy \
ban hỗ trợ giúp đỡ thăm hỏi tặng quà sửa chữa mái ấm quỹ đóng góp ngày giờ buổi sáng chiều tối vừa qua sắp tới hiện nay \
thời gian địa điểm tham dự đông đảo phát biểu nhấn mạnh khẳng định yêu cầu mong muốn cảm ơn chúc mừng \
lúa ngô khoai sắn chè mía bí rau quả cam quýt mơ mận hồi quế trâu bò lợn gà vịt cá ong mật gạo nếp miến dong \
đường cầu cống kênh mương đập trạm điện nước máy trường lớp bảng bàn ghế sách vở bút thầy cô trò em bé mẹ cha ông bà \
cháu con anh chị bạn dâu rể họ hàng xóm giềng thôn xã huyện thành phố quận phường nhóm tiểu khu ấp buôn miền núi đồi \
khe vực thác hang động đèo dốc sông bến thuyền bè xe ngựa máy cày bừa gieo cấy gặt hái phơi xay giã nấu nướng bánh \
chưng dày khảo gio nem chả canh xôi rượu men lá khèn then tính lượn sli cọi hát múa trống chiêng cờ hoa đèn lồng pháo \
bệnh viện thuốc bác sĩ y tá tiêm khám chữa dịch phòng ngừa vắc xin dinh dưỡng sức khỏe thể dục thể thao bóng đá chuyền \
cầu lông kéo co đẩy gậy bắn nỏ vật tung còn giải nhất nhì ba huy chương cúp tuyển vận viên trọng tài khán giả sân bãi \
mưa nắng gió bão lũ lụt hạn hán sạt lở sương muối rét đậm ấm nóng khô ẩm mây trời trăng sao đêm sớm trưa xuân hạ thu đông \
thuế phí lệ ngân hàng vay vốn lãi tiền đồng triệu tỷ trăm nghìn chục mua bán giá hàng chợ búa siêu thị xuất nhập khẩu \
mạng máy tính phần mềm dữ liệu chữ ký điện tử trực tuyến cổng dịch vụ tài khoản mật khẩu an toàn bảo vệ cảnh giác lừa \
công an quân đội dân quân tự vệ biên giới tuần tra trật tự giao thông đèn đỏ mũ bảo hiểm nồng độ cồn xử phạt vi phạm \
pháp luật tòa án kiểm sát khiếu nại tố cáo đơn thư tiếp dân hòa giải trợ giúp tư vấn hướng dẫn bồi dưỡng đào tạo nghề \
khoa học nghiên cứu đề tài giống mới quy trình chuẩn nhãn hiệu chỉ dẫn địa lý sản phẩm đặc sản hợp tác xã doanh nghiệp";

const FAMILY_NAMES: &str =
    "Nguyễn Trần Lê Phạm Hoàng Nông Ma Lường Hà Triệu Dương Đàm Vi Bế Lý Bàn Đặng Chu Lục Sằm Phùng Đinh";
const MIDDLE_NAMES: &str = "Văn Thị Đức Hữu Minh Thanh Ngọc Quang Xuân Thu Kim Hồng Đình Thế Mạnh Bích";
const GIVEN_NAMES: &str = "\
An Anh Bình Chi Cường Dũng Duyên Đạt Giang Hà Hải Hạnh Hiền Hiếu Hoa Hùng Hương Huyền Khánh Lan Linh Loan Long Mai \
Nam Nga Ngân Nhung Oanh Phong Phúc Phương Quân Quyên Sơn Tâm Thảo Thắng Thủy Toàn Trang Trung Tuấn Tuyết Vân Việt Yến";

/// How many words there are besides the syllables themselves.
const COMPOUNDS: usize = 6_000;

/// The words, the common ones first.
pub(crate) struct Language {
    words: Vec<String>,
    /// How often the words up to each are met, together.
    totals: Vec<u64>,
}

impl Language {
    pub(crate) fn new() -> Self {
        let mut random = Random(75);
        let syllables: Vec<_> = SYLLABLES.split_whitespace().collect();
        let mut words: Vec<String> = syllables.iter().take(120).map(|&it| it.to_owned()).collect();
        for _ in 0..COMPOUNDS {
            let count = [2, 2, 2, 2, 2, 2, 1, 1, 3, 4][random.below(10)];
            let word: Vec<_> = (0..count).map(|_| syllables[random.skewed(syllables.len())]).collect();
            words.push(word.join(" "));
        }
        let mut total = 0;
        let totals = (0..words.len() as u64).map(|rank| {
            total += 1_000_000_000 / (rank + 8);
            total
        });
        Self { totals: totals.collect(), words }
    }

    /// A word, as often as it is met.
    pub(crate) fn word(&self, random: &mut Random) -> &str {
        let at = random.next() % self.totals[self.totals.len() - 1];
        &self.words[self.totals.partition_point(|total| *total <= at)]
    }

    /// A word that is met as rarely as most are.
    pub(crate) fn rare(&self, random: &mut Random) -> &str {
        &self.words[random.below(self.words.len())]
    }
}

/// The name of a person.
pub(crate) fn person(random: &mut Random) -> String {
    let one = |random: &mut Random, names: &'static str| {
        let names: Vec<_> = names.split_whitespace().collect();
        names[random.skewed(names.len())]
    };
    [FAMILY_NAMES, MIDDLE_NAMES, GIVEN_NAMES].map(|names| one(random, names)).join(" ")
}
