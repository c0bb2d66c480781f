"""Words are found with or without their marks, over line ends, and where they stand in the original."""

import pytest

from yearbook.preview.search import MOST, find, find_all


def words(text: str, wanted: str, *, exact: bool = False) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text, wanted, exact=exact)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("thi dua", ["Thi đua", "THI ĐUA", "thi\r\nđua"]),
        ("THI ĐUA", ["Thi đua", "THI ĐUA", "thi\r\nđua"]),
        ("  thi   đua ", ["Thi đua", "THI ĐUA", "thi\r\nđua"]),
        ("dang uy", ["Đảng ủy"]),
        ("2015-2020", ["2015–2020"]),
        ('"tot"', ["“Tốt”"]),
        ("không có", []),
        ("", []),
        ("   ", []),
    ],
)
def test_without_marks(wanted: str, found: list[str]) -> None:
    text = "Thi đua, THI ĐUA và thi\r\nđua; Đảng ủy 2015–2020 “Tốt”"
    assert words(text, wanted) == found


def test_exactly_as_written() -> None:
    text = "Thi đua, THI ĐUA, thi đua, thi dua"
    assert words(text, "thi đua", exact=True) == ["thi đua"]
    assert words(text, "thi dua", exact=True) == ["thi dua"]


def test_a_query_in_decomposed_letters_is_the_same_query() -> None:
    assert words("Nguyễn", "Nguye\u0302\u0303n", exact=True) == ["Nguyễn"]


def test_a_hit_is_told_with_whole_words_around_it() -> None:
    text = "một hai ba bốn năm sáu bảy tám chín mười đây rồi mười chín tám bảy sáu năm bốn ba hai một không"
    [hit] = find(text, "đây rồi")
    assert (hit.before, hit.words) == ("… hai ba bốn năm sáu bảy tám chín mười ", "đây rồi")
    assert hit.after == " mười chín tám bảy sáu năm bốn ba hai …"


def test_pages_are_searched_in_order_up_to_a_limit() -> None:
    texts = {1: "an", 2: "không", 3: "an an"}
    assert [item.place for item in find_all(3, texts.__getitem__, "an")] == [1, 3, 3]
    assert len(find_all(2, lambda _: "an " * MOST, "an")) == MOST
