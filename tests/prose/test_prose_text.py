"""The words of a prose, without its form."""

from yearbook.prose import NoteRef, Text, notes, parse, plain, walk, word_count

SOURCE = """\
# Mở đầu

Bộ **Thông tin**[^1] và\\
[Truyền thông](https://mic.gov.vn).

- một
- hai[^1]

| Năm | Số |
|--|--|
| 2020 | 5[^2] |

> trích

---

[^1]: Chú *thích*.
[^2]: Hai.
"""


def test_plain() -> None:
    prose = parse(SOURCE)
    body = "Mở đầu\nBộ Thông tin và Truyền thông.\nmột\nhai\nNăm Số\n2020 5\ntrích"
    assert plain(prose, with_notes=False) == body
    assert plain(prose) == body + "\nChú thích.\nHai."
    assert plain(parse("")) == ""


def test_word_count() -> None:
    assert word_count(parse(SOURCE)) == 18
    assert word_count(parse("")) == 0


def test_notes_once_each() -> None:
    first, second = notes(parse(SOURCE))
    assert (first.number, second.number) == (1, 2)
    assert second == NoteRef(2, (Text("Hai."),))


def test_walk_goes_through_emphasis() -> None:
    (block,) = parse("a **b *c*** d").blocks
    assert [inline.text for inline in walk(block) if isinstance(inline, Text)] == ["a ", "b ", "c", " d"]
