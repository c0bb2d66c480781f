"""One form of text, search keys, slugs, capitals."""

import unicodedata

import pytest

from yearbook.vietnamese import long_words, nfc, search_key, slugify, strip_marks, upper, upper_first


def test_decomposed_letters_are_composed() -> None:
    assert nfc(unicodedata.normalize("NFD", "Việt Nam đổi mới")) == "Việt Nam đổi mới"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Đặng Thị Ngọc Ánh", "Dang Thi Ngoc Anh"),
        ("ăâêôơưđ ĂÂÊÔƠƯĐ", "aaeooud AAEOOUD"),
        ("Ẫ ỗ Ữ ỵ ẵ", "A o U y a"),
        ("Ðại hội", "Dai hoi"),  # U+00D0 from an old font
        ("Ærø", "AEro"),
        ("Москва 2020", "Москва 2020"),
        ("", ""),
    ],
)
def test_marks_are_taken_off(text: str, bare: str) -> None:
    assert strip_marks(text) == bare
    assert strip_marks(unicodedata.normalize("NFD", text)) == bare


def test_search_key_joins_spellings() -> None:
    assert search_key("  NGUYỄN  Văn\tHòa ") == search_key("nguyễn văn hoà") == "nguyen van hoa"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Cục Viễn thông (2020)", "cuc-vien-thong-2020"),
        ("Nguyễn Văn Đức", "nguyen-van-duc"),
        ("Thi đua - Khen thưởng", "thi-dua-khen-thuong"),
        ("937/QĐ-BTTTT", "937-qd-btttt"),
        ("10 km²", "10-km2"),
        ("../../etc/passwd", "etc-passwd"),
        ("«»…", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_capitals_keep_their_marks() -> None:
    assert upper("Đặng Thị Ngọc Ánh, ẵm ữ ợ") == "ĐẶNG THỊ NGỌC ÁNH, ẴM Ữ Ợ"
    assert upper(unicodedata.normalize("NFD", "đặng")) == "ĐẶNG"
    assert upper_first("ngày 03 tháng 6") == "Ngày 03 tháng 6"
    assert upper_first("ông") == "Ông"
    assert upper_first("") == ""


def test_long_words() -> None:
    assert long_words("bình thường " + "đ" * 60) == ()
    assert long_words(f"trước {'đ' * 61} sau") == ("đ" * 61,)
    assert long_words("https://mic.gov.vn/" + "/".join(["mot-duong-dan-dai"] * 9)) == ()
