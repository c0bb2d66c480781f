"""What the rules of language get to read: every field that is language, and nothing that is form."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from support import lay_over

from yearbook.diagnostics import Span
from yearbook.records import load
from yearbook.records.kinds import KINDS
from yearbook.records.shape import bare, fields_of, is_model, item_of
from yearbook.rules import proofread
from yearbook.rules.lexicon import Lexicon
from yearbook.rules.manuscript import COVER, Kind, Manuscript, Passage, blocks, cover_addresses
from yearbook.rules.passages import FIELDS, manuscript
from yearbook.rules.slips import in_quotation

HERE = Path(__file__).parent
# Texts that are no language: numbers and codes, addresses, file names, notes that are not printed, forms of names
# that are wrong on purpose, and what is judged by rules of its own (X209, X321–X323).
LEFT_OUT = frozenset(
    """
    address aliases authority award awards certifier_report check condition contact cover_design date decided_by
    decision decision_number degree director editor editor_in_chief email epub file former_names group id isbn_prefix
    kind layout legal_deposit name name_2003 note number on_behalf order parent_authority pdf people person
    parent phone place position price print print_run printer printer_address profile proofreader
    registration_number short short_name source symbol technical_editor theme time title title_lines unit units url
    website wrong_forms
""".split()
)


def text_paths(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every text field of a model, `*` for the items of a list."""
    for key, field in fields_of(model).items():
        kind: Any = field.annotation
        steps = (*path, key)
        if (item := item_of(kind)) is not None:
            kind, steps = item, (*steps, "*")
        kind = bare(kind)
        if is_model(kind):
            yield from text_paths(kind, steps)
        elif kind is str:
            yield steps


def test_every_text_field_is_read_or_left_out_for_a_reason() -> None:
    """A new field of the model must say which it is."""
    for kind in KINDS:
        if kind.field == "awards":
            continue  # the catalogue is the law's; its names are what others are held against
        read = {field.path for field in FIELDS.get(kind.model, ())}
        for path in text_paths(kind.model):
            key = next(step for step in reversed(path) if step != "*")
            assert ".".join(path) in read or key in LEFT_OUT, f"{kind.field}: {'.'.join(path)}"


def test_every_path_leads_to_a_field() -> None:
    for model, fields in FIELDS.items():
        known = {".".join(path) for path in text_paths(model)}
        assert {field.path for field in fields} <= known


def test_names_texts_and_what_is_kept_word_for_word(tmp_path: Path) -> None:
    layer = tmp_path / "layer"
    for name, text in {
        "individuals/a.yaml": "id: a\nname: Lê An\nunit: vu-buu-chinh\nquote: Cứ làm.\nnote: không in\n"
        "narrative: |\n  Một.\n\n  > Hai.\n",
        "slogans.yaml": "- {id: s, text: Thi đua}\n",
    }.items():
        (layer / name).parent.mkdir(parents=True, exist_ok=True)
        (layer / name).write_text(text, "utf-8")
    book = load(lay_over(tmp_path / "data", HERE / "_base", layer)).value
    assert book is not None
    found = {p.text.strip(COVER): (p.kind, p.verbatim, p.place.record, p.place.unit) for p in manuscript(book).passages}
    assert found["Lê An"] == (Kind.NAME, False, "a", "vu-buu-chinh")
    assert found["Một."] == (Kind.TEXT, False, "a", "vu-buu-chinh")
    assert found["Hai."] == (Kind.TEXT, True, "a", "vu-buu-chinh")
    assert found["Cứ làm."] == (Kind.TEXT, True, "a", "vu-buu-chinh")
    assert found["Thi đua"] == (Kind.TEXT, True, "s", "")
    assert found["Vụ Bưu chính"] == (Kind.TITLE, False, "vu-buu-chinh", "vu-buu-chinh")
    assert "không in" not in found


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("## Phần *một*", ["___Phần _một_"]),
        ("- **Một**\n- Hai[^1]", ["____Một__", "__Hai____"]),
        ("Một\nhai\n\nBa", ["Một\nhai", "Ba"]),
        ("| Năm | Số |\n|:---|---:|\n| 1 | 2 |", ["_ Năm _ Số _", "_" * 11, "_ 1 _ 2 _"]),
        ("xem [trang](https://mic.gov.vn) này", ["xem _trang" + "_" * 21 + " này"]),
        ("xem ![ảnh](a.jpg) này", ["xem __ảnh________ này"]),
        ("2*3*4 và snake_case", ["2*3*4 và snake_case"]),
        ("thẻ <b>đậm</b>", ["thẻ ___đậm____"]),
        ("> lời\n> nối", ["__lời", "__nối"]),
        ("gửi a.b@mic.gov.vn, www.mic.gov.vn", ["gửi " + "_" * 14 + ", " + "_" * 14]),
    ],
)
def test_form_is_covered_sign_for_sign(source: str, seen: list[str]) -> None:
    found = list(blocks(source))
    assert [block.text.replace(COVER, "_") for block in found] == seen
    for block in found:
        assert len(block.text) == len(source[block.start : block.start + len(block.text)])


def test_addresses_are_covered() -> None:
    assert cover_addresses("xem mic.gov.vn. Hết").replace(COVER, "_") == "xem __________. Hết"
    assert cover_addresses("Hết.Vn ạ") == "Hết.Vn ạ"
    assert cover_addresses("số 1.5") == "số 1.5"


class Nowhere:
    """A place of no file."""

    record = ""
    unit = ""

    def span(self, start: int, end: int) -> Span:
        return Span("?", 1, start + 1, end + 1)

    def edit(self, start: int, end: int, new: str) -> None:
        return None


def copy(*texts: str) -> Manuscript:
    return Manuscript(tuple(Passage(text, Kind.TEXT, Nowhere()) for text in texts), Lexicon())  # type: ignore[arg-type]


def test_positions_lead_back_to_their_passage() -> None:
    text = copy("Một hai", "", "ba")
    assert text.text == "Một hai\0\0ba"
    for start, (passage, local) in {0: (0, 0), 6: (0, 6), 9: (2, 0), 10: (2, 1)}.items():
        spot = text.at(start)
        assert (spot.passage, spot.start) == (text.passages[passage], local)


def test_whole_words_are_found_whatever_their_case() -> None:
    text = copy("Tổ quốc, tổ quốc; tổ quốcx", "TỔ QUỐC")
    assert list(text.find("tổ quốc")) == [0, 9, 27]
    assert list(text.find_exact("tổ quốc")) == [9]
    assert [(found.start, found.phrase) for found in text.find_any(["Tổ quốc", "tổ", "quốc tế"])] == [
        (0, "tổ quốc"), (0, "tổ"), (9, "tổ quốc"), (9, "tổ"), (18, "tổ"), (27, "tổ quốc"), (27, "tổ"),
    ]  # fmt: skip


def test_small_letters_keep_their_places() -> None:
    assert len(copy("İİ Đ ẞ ǅ").small) == len("İİ Đ ẞ ǅ")


@pytest.mark.parametrize(
    ("text", "part", "inside"),
    [
        ("nói “một hai” ba", "một", True),
        ("nói “một hai” ba", "ba", False),
        ("nói “một hai ba", "hai", False),
        ("“một” hai “ba”", "hai", False),
        ("«một» hai «ba bốn»", "bốn", True),
    ],
)
def test_what_is_a_quotation(text: str, part: str, inside: bool) -> None:
    start = text.index(part)
    assert in_quotation(text, start, start + len(part)) is inside


def test_a_text_with_thousands_of_slips_does_not_drown_the_report() -> None:
    place = Nowhere()
    text = "nổ lực, " * 1500
    found = list(proofread(Manuscript((Passage(text, Kind.TEXT, place),), Lexicon())))  # type: ignore[arg-type]
    assert [finding.code for finding in found] == ["T307"] * 1000 + ["T191"]
    assert found[-1].message == "từ đây còn 500 chỗ nữa có mã T307 trong cùng bài này, không kể hết"
