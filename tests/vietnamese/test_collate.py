"""Dictionary order."""

import random

import pytest

from yearbook.vietnamese import index_letter, person_key, person_letter, sort_key

ALPHABET = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")

# Each line in its one right order; some are what code points, ICU or a comparison of whole strings get wrong.
IN_ORDER = [
    ALPHABET,
    list("aàảãáạăằẳẵắặâầẩẫấậb"),
    ["la", "là", "lả", "lã", "lá", "lạ", "lan", "làn", "lạn", "lang"],
    ["ma", "ma quỷ", "mà", "mả", "mã", "má", "mạ", "mai"],
    ["bàn", "bàn tay", "bán", "bán buôn", "bạn", "bạn bè", "bang"],
    ["ca", "cả nước", "cá nhân", "cá thể", "cạnh"],
    ["đa", "đá", "đài", "đại", "đại hội", "đam", "đảm", "đảng", "đăng", "đấu"],
    ["dân", "dần", "dấu", "do", "đa", "e"],
    ["hoa", "hòa", "hoà bình", "hỏa", "hoả hoạn", "hóa", "hoan"],
    ["thi", "thi đua", "thì", "thị", "thia", "thiên", "tho", "thô", "thơ", "thu", "thư"],
    ["an", "An", "AN", "àn"],
    ["4G", "5G", "A"],
    ["Phòng 2", "Phòng 10", "Phòng 10A", "Phòng A"],
    ["Cục Bưu điện Trung ương", "Cục Viễn thông", "Vụ Bưu chính", "Vụ Thi đua - Khen thưởng"],
    ["Thi đua - Khen thưởng", "thi đua yêu nước"],
    ["Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hòa Bình", "Hưng Yên"],
    ["o", "ö", "oa", "ô"],
    ["z", "Москва"],
    ["", "...", "0", "1", "a"],
]


@pytest.mark.parametrize("words", IN_ORDER, ids=lambda words: " ".join(words[:3]))
def test_order(words: list[str]) -> None:
    shuffled = words[:]
    random.Random(4).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == words


def test_numbers_count_by_value_at_any_length() -> None:
    long = "1" + "0" * 6000
    assert sort_key("số 2") < sort_key("số 10") < sort_key(f"số {long}")
    assert sort_key("số 007 b") < sort_key("số 7 c") < sort_key("số 007 d") < sort_key("số 8")


def test_persons_by_given_name_then_family_then_middle() -> None:
    names = ["Trần An", "Nguyễn Văn An", "Nguyễn An", "Nguyễn Hữu An", "Bùi Thị Ái", "Lê Thị Ân"]
    assert sorted(names, key=person_key) == [
        "Bùi Thị Ái",
        "Nguyễn An",
        "Nguyễn Hữu An",
        "Nguyễn Văn An",
        "Trần An",
        "Lê Thị Ân",
    ]


def test_persons_by_family_name_read_as_written() -> None:
    names = ["Trần An", "Nguyễn Văn An", "Nguyễn Thị Yến", "Đỗ Văn Ân", "Dương Bình"]
    assert sorted(names, key=lambda name: person_key(name, "family_name")) == [
        "Dương Bình",
        "Đỗ Văn Ân",
        "Nguyễn Thị Yến",
        "Nguyễn Văn An",
        "Trần An",
    ]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Ánh", "A"),
        ("ẵm", "Ă"),
        ("Ấu", "Â"),
        ("đèn", "Đ"),
        ("dèn", "D"),
        ("Ước", "Ư"),
        ("Ông", "Ô"),
        ("Ờ", "Ơ"),
        ("«Yến»", "Y"),
        ("Zoom", "Z"),
        ("Öland", "O"),
        ("4G", "0–9"),
        ("…", "#"),
        ("", "#"),
    ],
)
def test_index_letter(text: str, heading: str) -> None:
    assert index_letter(text) == heading


def test_person_letter() -> None:
    assert person_letter("Nguyễn Văn Ân") == "Â"
    assert person_letter("Đỗ Văn Ân", "family_name") == "Đ"
    assert person_letter("Thành", "family_name") == "T"
