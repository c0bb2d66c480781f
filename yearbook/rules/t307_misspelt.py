"""T307: words that are often misspelt: hook for tilde, ch for tr, x for s, and what broken fonts leave behind."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

# None of the wrong forms is a word or a chance meeting of two; where one could be, there is no entry.
MISSPELT = {
    "sữa chữa": "sửa chữa", "sữa đổi": "sửa đổi", "suôn sẽ": "suôn sẻ", "bổ xung": "bổ sung", "bỗ sung": "bổ sung",
    "giử gìn": "giữ gìn", "giữ gìng": "giữ gìn", "gìn giử": "gìn giữ", "kỹ niệm": "kỷ niệm", "kỹ luật": "kỷ luật",
    "kỹ yếu": "kỷ yếu", "kỹ lục": "kỷ lục", "kỹ cương": "kỷ cương", "nghĩ hưu": "nghỉ hưu", "nghĩ phép": "nghỉ phép",
    "nổ lực": "nỗ lực", "lảnh đạo": "lãnh đạo", "lãnh đạọ": "lãnh đạo", "xử dụng": "sử dụng", "sử lý": "xử lý",
    "xữ lý": "xử lý", "chia sẽ": "chia sẻ", "mạnh mẻ": "mạnh mẽ", "vẽ vang": "vẻ vang", "dể dàng": "dễ dàng",
    "xuất xắc": "xuất sắc", "suất sắc": "xuất sắc", "sáng lạng": "xán lạn", "sáng lạn": "xán lạn",
    "chuẩn đoán": "chẩn đoán", "thăm quan": "tham quan", "tựu chung": "tựu trung", "đọc giả": "độc giả",
    "bàng quang trước": "bàng quan trước", "cọ sát": "cọ xát", "khắc phụ": "khắc phục", "chỉnh chu": "chỉn chu",
    "dành thắng lợi": "giành thắng lợi", "dành giải": "giành giải",
    "đề suất": "đề xuất", "xuất ăn": "suất ăn", "sơ xuất": "sơ suất", "năng xuất": "năng suất",
    "công xuất": "công suất",     "xúc tích": "súc tích", "vô hình chung": "vô hình trung", "trao chuốt": "trau chuốt",
    "trao dồi": "trau dồi", "chao dồi": "trau dồi", "cổ vủ": "cổ vũ", "gương mẩu": "gương mẫu", "bền bĩ": "bền bỉ",
    "tỉ mĩ": "tỉ mỉ", "hướng ứng": "hưởng ứng", "hưỡng ứng": "hưởng ứng", "khen thưỡng": "khen thưởng",
    "phần thưỡng": "phần thưởng", "đổi mớí": "đổi mới", "thữ thách": "thử thách", "dũng cãm": "dũng cảm",
    "sẳn sàng": "sẵn sàng", "sẵng sàng": "sẵn sàng", "sẳn có": "sẵn có", "cũng cố": "củng cố", "củng như": "cũng như",
    "vửng chắc": "vững chắc", "vửng mạnh": "vững mạnh", "hổ trợ": "hỗ trợ", "hổ trơ": "hỗ trợ", "đở đầu": "đỡ đầu",
    "giúp đở": "giúp đỡ", "hửu nghị": "hữu nghị", "chổ ở": "chỗ ở", "tại chổ": "tại chỗ", "bổ nhiêm": "bổ nhiệm",
    "nhiệm vũ": "nhiệm vụ", "trách nhiêm": "trách nhiệm", "thành tich": "thành tích", "danh hiêu": "danh hiệu",
    "đănh hiệu": "danh hiệu", "nôp lưu chiểu": "nộp lưu chiểu", "công tac": "công tác", "cán bô": "cán bộ",
    "xây dưng": "xây dựng", "thực hiên": "thực hiện", "phát triễn": "phát triển", "triễn khai": "triển khai",
    "cãi cách": "cải cách", "cãi tiến": "cải tiến", "chuyễn đổi": "chuyển đổi", "hiệu quã": "hiệu quả",
    "kết quã": "kết quả", "tập thễ": "tập thể", "cụ thễ": "cụ thể", "tổng cộng cộng": "tổng cộng",
    "yêu nưốc": "yêu nước", "thông tinh và": "thông tin và", "truyền thống tin": "truyền thông tin",
    # read as TCVN3 a second time
    "khụng": "không", "cụng việc": "công việc", "cụng tác": "công tác", "thụng tin": "thông tin", "cỏn bộ": "cán bộ",
    "bỏo cỏo": "báo cáo", "cỏc": "các", "nguyờn": "nguyên", "thi đua yờu nước": "thi đua yêu nước",
}  # fmt: skip
_UNSURE = frozenset({"sáng lạng", "sáng lạn", "thăm quan", "nguyờn", "cỏc", "khụng", "xuất ăn"})


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for wrong, right in MISSPELT.items():
        if wrong == right:
            continue
        for start in manuscript.find(wrong):
            end = start + len(wrong)
            written = manuscript.text[start:end]
            new = _cased(right, written)
            yield Slip("T307", start, end, None if wrong in _UNSURE else new, {"right": new})


def _cased(right: str, like: str) -> str:
    """The right word in the case of the written one."""
    if like.isupper():
        return right.upper()
    return right[:1].upper() + right[1:] if like[:1].isupper() else right
