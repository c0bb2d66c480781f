"""What is a syllable of Vietnamese, and what only looks like one."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yearbook.vietnamese import analyse, is_known, is_syllable, placement, respell, spell, split_glued
from yearbook.vietnamese.syllables import all_syllables

PROVINCES = Path(__file__).resolve().parents[2] / "data" / "units.yaml"
RIGHT = """
nghiêng khuya quý quí quỳ thuở khuỷu ngoằn ngoèo xoong giếng gì giữ già gìn quốc khuếch huỳnh nguyễn thủy thuỷ hòa
hoà uyên ương ước ủy uỷ ý à ở kỹ kĩ lý lí mỹ tỷ sĩ nghệ nghiệp khoẻ khỏe toán loại rượu hươu bướu quạnh quờ đặc biệt
trách nhiệm phường xã chuyển nghiên cứu tuyết huệ hoẵng quẩn quanh
"""
WRONG = "Nôp Viêt đănh tryền nhgệ tòan gỉa kưng ngi ghà cê qố hoáng1 xuats nghàng gèn tich cop thiên1 pfường băch"


@pytest.mark.parametrize("word", RIGHT.split())
def test_a_syllable(word: str) -> None:
    assert analyse(word) is not None
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word.capitalize()))


@pytest.mark.parametrize("word", WRONG.split())
def test_no_syllable(word: str) -> None:
    assert analyse(word) is None


def test_the_parts_of_a_syllable() -> None:
    parsed = analyse("Nghiệp")
    assert parsed is not None
    assert (parsed.onset, parsed.rime, parsed.tone) == ("ngh", "iêp", 5)
    assert analyse("nghiêp") is None  # a rime that ends in a stop takes only sắc or nặng
    for word in ("quý", "quí"):
        assert (analyse(word) or parsed).onset == "qu"


def test_every_syllable_is_read_as_it_is_spelt() -> None:
    """In both styles of tone placement; there are some fourteen thousand."""
    table = all_syllables()
    assert 13_000 < len(table) < 16_000
    for parsed in set(table.values()):
        for style in ("old", "new"):
            word = spell(parsed, style)  # type: ignore[arg-type]
            assert analyse(word) == parsed, word
            assert respell(word, style) == word  # type: ignore[arg-type]


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạềệìíỉòọờợùủũúụừữýỵ", max_size=9))
@example("giù")
@example("gìu")
@example("gi")
@example("quốc")
def test_no_word_is_a_syllable_but_those_of_the_table(word: str) -> None:
    assert analyse(word) == all_syllables().get(word)


def test_a_slip_of_one_letter_makes_another_syllable_or_none() -> None:
    table = all_syllables()
    for word in list(table)[::37]:
        for place in range(len(word) + 1):
            for letter in "aghiuyờệ":
                for slip in (word[:place] + letter + word[place:], word[:place] + letter + word[place + 1 :]):
                    assert analyse(slip) == table.get(slip), slip


def test_styles_respell_into_each_other() -> None:
    for word in all_syllables():
        new, old = respell(word, "new"), respell(word, "old")
        assert (respell(new, "old"), respell(old, "new")) == (old, new)
        assert (placement(old) is None) == (old == new)
        assert sorted(unicodedata.normalize("NFD", old)) == sorted(unicodedata.normalize("NFD", new))  # nothing lost
        assert respell(word.upper(), "old") == respell(word, "old").upper()


@pytest.mark.parametrize(
    ("word", "style"),
    [("hòa", "old"), ("hoà", "new"), ("THỦY", "old"), ("Khoẻ", "new"), ("toán", None), ("quý", None), ("hoài", None)],
)
def test_which_style(word: str, style: str | None) -> None:
    assert placement(word) == style


def test_names_of_places_are_known() -> None:
    names = [line.split("Truyền thông ")[1] for line in PROVINCES.read_text("utf-8").split("\n") if "name: Sở" in line]
    assert len(names) == 63
    for name in names:
        assert [word for word in name.replace("-", " ").split() if not is_known(word)] == []


@pytest.mark.parametrize("word", ["Ea", "Đắk", "Krông", "Internet", "VNPT", "MobiFone", "VietNamNet", "xăng"])
def test_words_on_the_list_are_known(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize(
    ("word", "readings"),
    [("đãđược", ("đã được",)), ("Cộnghoà", ("Cộng hoà",)), ("danhhiệu", ("danh hiệu",)), ("được", ()), ("xyz", ())],
)
def test_glued_words(word: str, readings: tuple[str, ...]) -> None:
    assert split_glued(word)[:1] == readings
