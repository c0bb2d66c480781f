"""From a value back to its file: where each character of a text is written, in every form that YAML knows."""

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from yearbook.diagnostics import Edit, Outcome, Span
from yearbook.records import Yearbook, load
from yearbook.records.mend import diff, plan, write
from yearbook.records.model import Individual
from yearbook.records.nodes import ScalarNode
from yearbook.records.written import Source, align

Write = Callable[..., Path]
Load = Callable[..., Outcome[Yearbook | None]]
PERSON = "id: nguyen-van-a\nname: Nguyễn Văn A\nunit: vu-buu-chinh\n"


def sent(record: Individual) -> Individual:
    copy: Individual = pickle.loads(pickle.dumps(record))  # noqa: S301 - our own
    return copy


# (how the value is written, the value, the word looked for, its line and columns in the file of the record)
FORMS = [
    pytest.param("summary: Đã làm tốt", "tốt", (4, 17, 20), id="plain"),
    pytest.param('summary: "Đã làm tốt"', "Đã", (4, 11, 13), id="double quotes"),
    pytest.param("summary: 'Đã ''làm'' tốt'", "tốt", (4, 22, 25), id="single quotes, doubled inside"),
    pytest.param("summary: Đã\n  làm\n  tốt", "làm", (5, 3, 6), id="plain over lines"),
    pytest.param("summary: >-\n  Đã làm\n  tốt việc", "tốt", (6, 3, 6), id="folded"),
    pytest.param("narrative: |\n  Đã làm.\n\n  Rất tốt.", "tốt", (7, 7, 10), id="block"),
    pytest.param("narrative: |\n\n  Đã làm.\n    Rất tốt.", "tốt", (7, 9, 12), id="block, more indented"),
    pytest.param("summary: Đã la\u0300m to\u0302\u0301t", "tốt", (4, 18, 23), id="decomposed"),
]


def person(outcome: object) -> Individual:
    (found,) = outcome.value.individuals  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize(("written", "word", "place"), FORMS)
def test_a_word_is_found_where_it_is_written(
    load_with: Load, written: str, word: str, place: tuple[int, int, int]
) -> None:
    record = person(load_with({"individuals/a.yaml": f"{PERSON}{written}\n"}))
    key = written.split(":")[0]
    text = getattr(record, key)
    start = text.index(word)
    assert record.part((key,), start, start + len(word)) == Span("data/individuals/a.yaml", *place)


@pytest.mark.parametrize(("written", "word", "place"), FORMS)
def test_a_record_sent_to_another_process_still_knows_its_places(
    load_with: Load, written: str, word: str, place: tuple[int, int, int]
) -> None:
    """Also after it was sent on from there."""
    record = person(load_with({"individuals/a.yaml": f"{PERSON}{written}\nphotos:\n- file: a.jpg\n  alt: Ảnh\n"}))
    there = sent(sent(record))
    key = written.split(":")[0]
    start = getattr(record, key).index(word)
    asked = (key,), start, start + len(word)
    assert there.model_dump() == record.model_dump()
    assert there.part(*asked) == Span("data/individuals/a.yaml", *place)
    assert there.edit(*asked, "hay") == record.edit(*asked, "hay")
    assert [there.span(*path) for path in ((), ("unit",), ("photos", 0, "alt"), ("no", 2))] == [
        record.span(*path) for path in ((), ("unit",), ("photos", 0, "alt"), ("no", 2))
    ]


@pytest.mark.parametrize(("written", "word", "place"), FORMS)
def test_a_word_is_mended_where_it_is_written(
    write: Write, load_with: Load, written: str, word: str, place: tuple[int, int, int]
) -> None:
    root = write({"individuals/a.yaml": f"{PERSON}{written}\n"})
    record = person(load_with({"individuals/a.yaml": f"{PERSON}{written}\n"}))
    key = written.split(":")[0]
    start = getattr(record, key).index(word)
    edit = record.edit((key,), start, start + len(word), "hay")
    assert edit is not None
    (mended,) = plan(root, [edit]).value
    assert mended.after == mended.before.replace(edit.old, "hay")


def test_an_escape_hides_the_place(load_with: Load) -> None:
    record = person(load_with({"individuals/a.yaml": f'{PERSON}summary: "Đ\\u00e3 làm tốt"\n'}))
    assert record.summary == "Đã làm tốt"
    assert record.part(("summary",), 7, 10) == record.span("summary")
    assert record.edit(("summary",), 7, 10, "hay") is None


def test_what_stands_on_two_lines_is_not_mended(load_with: Load) -> None:
    record = person(load_with({"individuals/a.yaml": f"{PERSON}summary: Đã\n  làm tốt\n"}))
    assert record.summary == "Đã làm tốt"
    assert record.edit(("summary",), 0, 6, "Làm") is None


def test_an_insertion_stands_between_two_letters(load_with: Load) -> None:
    record = person(load_with({"individuals/a.yaml": f"{PERSON}summary: một,hai\n"}))
    edit = record.edit(("summary",), 4, 4, " ")
    assert edit == Edit(Span("data/individuals/a.yaml", 4, 14, 14), "", " ")


def test_texts_that_part_have_no_places() -> None:
    assert align("Đã làm", ["Đã nghỉ"], 1, 1) is None
    assert align("Đã làm", ["Đã"], 1, 1) is None
    assert align("Đã", ["Đã"], 2, 1) is None


def test_a_whole_file_is_its_own_value() -> None:
    source = Source("a.txt", "Một\nhai ba\n")
    stretch = source.stretch(ScalarNode("Một\nhai ba\n", 1, 1, 0), 8, 10)
    assert stretch is not None
    assert (stretch.span, stretch.written) == (Span("a.txt", 2, 5, 7), "ba")
    assert source.stretch(ScalarNode("Một\nhai ba\n", 1, 1, 0), 2, 6) is None


# --- mending ------------------------------------------------------------------------------------------------


def edit(line: int, column: int, old: str, new: str, file: str = "data/individuals/a.yaml") -> Edit:
    return Edit(Span(file, line, column, column + len(old)), old, new)


def test_line_ends_mark_and_comments_stay_to_the_byte(write: Write) -> None:
    content = f"\ufeff{PERSON}summary: Đã làm  # ghi chú\n".replace("\n", "\r\n").encode()
    root = write({"individuals/a.yaml": content})
    outcome = plan(root, [edit(4, 10, "Đã", "Vẫn")])
    write_files = outcome.value
    assert (root / "individuals/a.yaml").read_bytes() == content  # planning changes nothing
    write_all(write_files)
    assert (root / "individuals/a.yaml").read_bytes() == content.replace("Đã".encode(), "Vẫn".encode())


def write_all(files: object) -> None:
    write(files)  # type: ignore[arg-type]


def test_of_edits_that_touch_the_first_is_made(write: Write) -> None:
    root = write({"individuals/a.yaml": f"{PERSON}summary: một hai ba\n"})
    (mended,) = plan(root, [edit(4, 10, "một hai", "1 2"), edit(4, 14, "hai ba", "2 3"), edit(4, 18, "ba", "3")]).value
    assert mended.after.endswith("summary: 1 2 3\n")
    assert [made.new for made in mended.edits] == ["1 2", "3"]


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (edit(4, 10, "Khác", "Gì"), "tệp đã đổi sau khi soát"),
        (edit(90, 1, "Đã", "Gì"), "tệp đã đổi sau khi soát"),
        (edit(1, 1, "Đã", "Gì", "data/individuals/khong-co.yaml"), "không đọc được tệp"),
        (edit(4, 10, "Đã", "Đã: làm"), "sửa thì bản ghi không còn đọc được như cũ"),
        (edit(4, 10, "Đã", "- Đã"), "sửa thì bản ghi không còn đọc được như cũ"),
        (edit(4, 1, "summary", "unit"), "sửa thì bản ghi không còn đọc được như cũ"),
        (edit(4, 12, "", " #"), "sửa thì bản ghi không còn đọc được như cũ"),
    ],
)
def test_what_is_not_sure_is_left_alone(write: Write, wanted: Edit, reason: str) -> None:
    root = write({"individuals/a.yaml": f"{PERSON}summary: Đã làm\nquote: Vui\n"})
    outcome = plan(root, [wanted])
    assert outcome.value == ()
    (finding,) = outcome.diagnostics
    assert (finding.code, finding.message) == ("T190", f"không sửa tệp «{wanted.span.file}»: {reason}")


def test_a_diff_shows_whole_lines() -> None:
    assert diff("a.yaml", "một\nhai\nba\n", "một\nHai\nba\n") == (
        "--- a.yaml\n+++ a.yaml\n@@ -1,3 +1,3 @@\n một\n-hai\n+Hai\n ba\n"
    )


def test_the_mode_of_a_file_and_a_link_to_it_stay(write: Write, tmp_path: Path) -> None:
    root = write({"individuals/goc.txt": f"{PERSON}summary: Đã làm\n"})
    (root / "individuals/goc.txt").chmod(0o640)
    (root / "individuals/a.yaml").symlink_to("goc.txt")
    write_all(plan(root, [edit(4, 10, "Đã", "Vẫn")]).value)
    assert (root / "individuals/a.yaml").is_symlink()
    assert (root / "individuals/goc.txt").read_text("utf-8").endswith("summary: Vẫn làm\n")
    assert (root / "individuals/goc.txt").stat().st_mode & 0o777 == 0o640


def test_decomposed_letters_are_composed_where_they_are_written(write: Write) -> None:
    """Names too: it is the same text. Comments and keys stay to the byte."""
    text = f"# ghi chu\u0301\n{PERSON}summary: Đa\u0303 la\u0300m  # xong ro\u0302\u0300i\n"
    root = write({"individuals/a.yaml": text})
    (finding,) = load(root).diagnostics
    assert finding.code == "Y112"
    (mended,) = plan(root, finding.fix).value
    assert mended.after == text.replace("Đa\u0303 la\u0300m", "Đã làm")
    assert [made.new for made in mended.edits] == ["ã", "à"]
