"""What holds for any text at all."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from yearbook.vietnamese import (
    NBSP,
    analyse,
    from_roman,
    glue,
    index_letter,
    name_case,
    nfc,
    person_key,
    respell,
    restore,
    search_key,
    segments,
    slugify,
    sort_key,
    split_name,
    strip_marks,
    strip_title,
    to_roman,
    typographic,
    upper,
)

LETTERS = "aàảãáạăằâầbcdđeéêệghiklmnoòôơớpqrstuưứvxyýjwzfAÀĂÂĐEÊIOÔƠUƯY"
VOCABULARY = """
ngày tháng năm lần thứ IV Điều khoản 27 10 2020 2025 km người % đồng chí ông Phan TP. TS. 937/QĐ-BTTTT 03/6/2020
- – / số hạng Ba 98,5 triệu tỷ A. " ... … “ ” ( ) , . @ https://a.vn QĐ - NXB
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", NBSP, "  "])
PROSE = st.lists(WORDS, max_size=14).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words), NBSP.join(words)])
)
TEXTS = st.one_of(PROSE, st.text(max_size=60), st.text(LETTERS + " -0123456789.,\"'", max_size=40))


def spaces(text: str) -> str:
    return text.replace(NBSP, " ")


@settings(max_examples=300)
@given(TEXTS)
@example("14/QĐ - NXB TTTT - 937/QĐ-BTTTT")
def test_gluing_changes_only_spaces(text: str) -> None:
    joined = "".join(segment.text for segment in segments(text))
    assert spaces(joined) == spaces(text)
    assert len(joined) == len(text)
    assert glue(joined) == joined
    assert all(segment.text for segment in segments(text))


@settings(max_examples=300)
@given(PROSE)
def test_gluing_makes_no_long_runs(text: str) -> None:
    before = [len(run) for run in re.split("[ \n]", text)]
    after = [len(run) for run in re.split("[ \n]", glue(text))]
    assert max(after) <= max(36, *before)


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_signs_settle_at_once(text: str, before: str) -> None:
    once = typographic(text, before)
    assert typographic(once, before) == once
    assert '"' not in re.sub(r"https?://\S+", "", once)


@given(TEXTS)
def test_forms_settle_at_once(text: str) -> None:
    for form in (nfc, strip_marks, search_key, slugify, upper):
        assert form(form(text)) == form(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slugify(text))


@given(st.lists(st.text(LETTERS + " -0123456789", max_size=12), max_size=12), st.randoms(use_true_random=False))
def test_order_is_total_and_does_not_depend_on_the_start(texts: list[str], random: object) -> None:
    shuffled = texts[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sorted(shuffled, key=sort_key) == sorted(texts, key=sort_key)
    assert sorted(shuffled, key=person_key) == sorted(texts, key=person_key)


@given(st.text(max_size=30), st.text(max_size=30))
def test_only_equal_texts_have_equal_keys(first: str, second: str) -> None:
    assert (sort_key(first) == sort_key(second)) == (first == second)
    assert (sort_key(first) < sort_key(second)) + (sort_key(second) < sort_key(first)) == (first != second)


@given(st.lists(st.text(LETTERS + " 0123456789.", max_size=8), max_size=20))
def test_each_heading_of_an_index_comes_once(texts: list[str]) -> None:
    headings = [index_letter(text) for text in sorted(texts, key=sort_key)]
    runs = [heading for i, heading in enumerate(headings) if i == 0 or headings[i - 1] != heading]
    assert len(runs) == len(set(runs))


@given(st.text(LETTERS + " ", max_size=30))
def test_parts_of_a_name_make_the_name(name: str) -> None:
    assert " ".join(part for part in split_name(name) if part) == " ".join(name.split())


@given(st.integers(1, 3999))
def test_roman_round_trip(number: int) -> None:
    assert from_roman(to_roman(number)) == number


@settings(max_examples=300)
@given(PROSE)
def test_restoring_settles_at_once(text: str) -> None:
    once = restore(text)
    if not once.questions:
        assert restore(once.text).text == once.text


@settings(max_examples=300)
@given(st.text("aàâăeêioôơuưyđhngtqAÀ\u0300\u0301\u0323 '-", max_size=30))
def test_respelling_settles_at_once_and_loses_nothing(text: str) -> None:
    for word in text.split():
        old, new = respell(word, "old"), respell(word, "new")
        assert (respell(old, "old"), respell(new, "new")) == (old, new)
        assert strip_marks(old) == strip_marks(new)
        assert (analyse(old) is None) == (analyse(new) is None) == (analyse(word) is None)


@given(st.text(LETTERS + " .,'-ạĐẮ", max_size=40))
def test_names_and_headings_settle_at_once(text: str) -> None:
    assert name_case(name_case(text)) == name_case(text)
    titled = strip_title(text)
    assert strip_title(titled.name) == ("", titled.name)
    assert titled.name in text
