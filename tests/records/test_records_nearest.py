"""«Có phải …?»"""

import pytest

from yearbook.records import nearest

UNITS = ["vu-buu-chinh", "cuc-vien-thong", "cuc-bao-chi", "cuc-tan-so-vo-tuyen-dien", "Đ"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("cuc-vien-thongg", "cuc-vien-thong"),
        ("Cục Viễn thông", "cuc-vien-thong"),
        ("CUC_BAO_CHI", "cuc-bao-chi"),
        ("buu-chinh", "vu-buu-chinh"),
        ("đ", "Đ"),
        ("d", "Đ"),
        ("xyz", None),
        ("", None),
        ("a" * 1_000_000, None),
    ],
)
def test_nearest(word: str, expected: str | None) -> None:
    assert nearest(word, UNITS) == expected


def test_nothing_to_choose_from() -> None:
    assert nearest("x", []) is None


def test_any_iterable() -> None:
    assert nearest("chekced", iter(("draft", "checked"))) == "checked"
