"""Quotes, ellipsis, ranges of years; `~` stands for a no-break space."""

import pytest

from yearbook.vietnamese import NBSP, typographic

CASES = [
    ('"Học tập" và "làm theo"', "“Học tập” và “làm theo”"),
    ('Bác dạy: "Thi đua là yêu nước".', "Bác dạy: “Thi đua là yêu nước”."),
    ('("một", "hai")', "(“một”, “hai”)"),
    ('phong trào "2020-2025"', "phong trào “2020~–~2025”"),
    ("đã đúng: “Học tập”", "đã đúng: “Học tập”"),
    ('trong a"b"c', "trong a“b”c"),
    ("bưu chính, viễn thông...", "bưu chính, viễn thông…"),
    ("Số: ........", "Số: ........"),
    ("giai đoạn 2015-2020", "giai đoạn 2015~–~2020"),
    ("(2015 - 2020)", "(2015~–~2020)"),
    ("2015 – 2020", "2015~–~2020"),
    ("2020-1945", "2020-1945"),
    ("5/2015-2020", "5/2015-2020"),
    ("13-2022/CXBIPH/18-02/TTTT", "13-2022/CXBIPH/18-02/TTTT"),
    ("937/QĐ-BTTTT", "937/QĐ-BTTTT"),
    ("Vụ Thi đua - Khen thưởng", "Vụ Thi đua - Khen thưởng"),
    ("Độc lập - Tự do - Hạnh phúc", "Độc lập - Tự do - Hạnh phúc"),
    ("https://a.vn/2015-2020/x...", "https://a.vn/2015-2020/x..."),
    ("2015-2020@mic.gov.vn", "2015-2020@mic.gov.vn"),
    ("Hà Nội , ngày", "Hà Nội , ngày"),
    ("K'Ho, H'Hen", "K'Ho, H'Hen"),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:30] for case in CASES])
def test_signs(text: str, expected: str) -> None:
    assert typographic(text).replace(NBSP, "~") == expected


def test_quotes_pair_across_emphasis() -> None:
    """`"**Học tập**" là`: three nodes of one paragraph."""
    first = typographic('"')
    last = typographic('" là', before=first + "Học tập")
    assert (first, last) == ("“", "” là")
    assert typographic('"', before="“Học tập") == "”"
