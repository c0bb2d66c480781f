"""Where no line may break: `~` stands for a no-break space, `[…]` for a stretch set nowrap."""

import pytest

from yearbook.vietnamese import NBSP, glue, segments


def shown(text: str) -> str:
    return "".join(f"[{s.text}]" if s.nowrap else s.text for s in segments(text)).replace(NBSP, "~")


CASES = [
    # dates
    ("Hà Nội, ngày 02 tháng 10 năm 2020", "Hà~Nội, ngày~02~tháng~10~năm~2020"),
    ("NGÀY 02 THÁNG 10 NĂM 2020", "NGÀY~02~THÁNG~10~NĂM~2020"),
    ("trong tháng 10 năm 2020 tại", "trong tháng~10~năm~2020 tại"),
    ("từ ngày 02 đến ngày 03 tháng 6 năm 2020", "từ ngày~02 đến ngày~03~tháng~6~năm~2020"),
    ("vào ngày 02 tháng 10", "vào ngày~02~tháng~10"),
    ("ký ngày 03/6/2020 tại", "ký [ngày~03/6/2020] tại"),
    ("(03/6/2020)", "([03/6/2020])"),
    ("quý IV năm 2020", "quý~IV~năm~2020"),
    ("trong năm 2020, cả nước", "trong năm~2020, cả nước"),
    # years
    ("giai đoạn 2020 – 2025.", "giai đoạn [2020~–~2025]."),
    ("(2015 - 2020)", "([2015~-~2020])"),
    ("khoảng 15 – 20 người", "khoảng [15~–~20]~người"),
    # ordinals, classes, references
    ("Đại hội lần thứ IV của Bộ", "Đại hội lần~thứ~IV của Bộ"),
    ("ĐẠI HỘI LẦN THỨ IV", "ĐẠI HỘI LẦN~THỨ~IV"),
    ("lần thứ nhất", "lần~thứ~nhất"),
    ("theo điểm a khoản 1 Điều 27 Luật", "theo điểm~a khoản~1 Điều~27 Luật"),
    ("Chương IV, Mục 2, phụ lục I", "Chương~IV, Mục~2, phụ~lục~I"),
    ("Huân chương Lao động hạng Ba cho", "Huân chương Lao động hạng~Ba cho"),
    ("Đại hội Đảng Khóa XII", "Đại hội Đảng Khóa~XII"),
    # numbers and units
    ("dài 10 km và 98,5 % diện tích", "dài 10~km và 98,5~% diện tích"),
    ("1.234 tỷ đồng, 5 triệu thuê bao", "1.234~tỷ~đồng, 5~triệu~thuê~bao"),
    ("10 tập thể, 25 cá nhân, 300 người", "10~tập~thể, 25~cá~nhân, 300~người"),
    ("2 000 mẫu", "2 000 mẫu"),
    # persons and places
    ("đồng chí Phan Tâm, Thứ trưởng", "đồng~chí~Phan Tâm, Thứ trưởng"),
    ("Đồng chí Nguyễn Mạnh Hùng", "Đồng~chí~Nguyễn Mạnh Hùng"),
    ("ông Lê Hữu Long và bà Đỗ Thị Ân", "ông~Lê Hữu Long và bà~Đỗ Thị Ân"),
    ("ông ấy", "ông ấy"),
    ("PGS. TS. Nguyễn Văn An", "PGS.~TS.~Nguyễn Văn An"),
    ("TP. Hồ Chí Minh", "TP.~Hồ~Chí~Minh"),
    ("V. I. Lênin", "V.~I.~Lênin"),
    # document numbers
    ("Quyết định số 937/QĐ-BTTTT của", "Quyết định [số~937/QĐ-BTTTT] của"),
    ("Luật 19/2012/QH13 và 30/2020/NĐ-CP", "Luật [19/2012/QH13] và [30/2020/NĐ-CP]"),
    ("14/QĐ - NXB TTTT ngày 20 tháng 01 năm 2022", "[14/QĐ~-~NXB~TTTT] ngày~20~tháng~01~năm~2022"),
    ("13-2022/CXBIPH/18-02/TTTT", "[13-2022/CXBIPH/18-02/TTTT]"),
    ("mẫu QĐ-TTg", "mẫu [QĐ-TTg]"),
    # names of offices: the spaced hyphen stays at the end of the line
    ("Vụ Thi đua - Khen thưởng", "Vụ Thi đua~- Khen thưởng"),
    ("Vụ Kế hoạch - Tài chính", "Vụ Kế hoạch~- Tài chính"),
    # addresses may break
    ("https://mic.gov.vn/a-b/c", "https://mic.gov.vn/a-b/c"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:30] for case in CASES])
def test_phrases(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_phrases_stay_under_the_longest_run() -> None:
    """A phrase beside a long word is left breakable rather than tearing the line."""
    text = "a" * 40 + "/10 km"
    assert glue(text) == text
    assert max(len(run) for run in glue("tháng 10 năm 2020 người 10 km " * 9).split(" ")) <= 36


def test_glue_is_the_joined_segments() -> None:
    text = "Quyết định số 937/QĐ-BTTTT ngày 03/6/2020"
    assert glue(text) == "Quyết định số~937/QĐ-BTTTT ngày~03/6/2020".replace("~", NBSP)


def test_old_spelling_of_spaces_is_known() -> None:
    """A no-break space that is already there reads as a space."""
    assert shown(f"ngày{NBSP}02 tháng{NBSP}10 năm 2020") == "ngày~02~tháng~10~năm~2020"
