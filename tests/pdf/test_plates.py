"""Heads and folios: laid out once for all pages that have the same ones but for the number."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from assembly_room import Room, flow, press

from yearbook.pages.flow import CUT, Flow
from yearbook.pdf.assembly import Assembly

PAGES = 24
HEAD = "h1 { string-set: dau content() } @page { @top-left { content: string(dau) } }"


def book(pages: int, words: str = "Đầu trang") -> Flow:
    made = (f'<h1 style="break-before: page" id="m{n}">{words}</h1><p>Đoạn {n}.</p>' for n in range(pages))
    return flow(CUT.join(made))


def words(room: Room, assembly: Assembly, path: Path) -> list[list[str]]:
    with pypdfium2.PdfDocument(room.bound(assembly, path)) as pdf:
        return [page.get_textpage().get_text_range().split() for page in pdf]


def test_a_plate_serves_all_numbers_of_as_many_digits(tmp_path: Path) -> None:
    room = Room(tmp_path / "cache", press(HEAD))
    assembly = room.assemble(book(PAGES))
    # one digit and two, right and left, and the first of all, which is come to with no words
    assert len(set(assembly.plates)) == 5
    told = words(room, assembly, tmp_path / "sach.pdf")
    assert [page[-1] for page in told] == [str(number) for number in range(1, PAGES + 1)]


def test_pages_that_move_need_no_other_plates(tmp_path: Path) -> None:
    room = Room(tmp_path / "cache", press(HEAD))
    before = room.assemble(book(PAGES))
    after = room.assemble(book(PAGES + 2))
    assert set(after.plates) == set(before.plates)
    assert "make_plates" not in room.pool.done
    assert len(set(after.looks)) == PAGES + 2


@pytest.mark.parametrize(
    ("folio", "expected"),
    [
        ("counter(page, upper-roman)", ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]),
        ('"Trang " counter(page)', [str(n) for n in range(1, 13)]),
        ('counter(page) " 8 "', ["8"] * 12),
        ('"8"', ["8"] * 12),
    ],
)
def test_a_number_that_is_more_than_digits_is_laid_out_for_each_page(
    tmp_path: Path, folio: str, expected: list[str]
) -> None:
    room = Room(tmp_path / "cache", press(f"@page {{ @bottom-left {{ content: {folio} }} }}"))
    told = words(room, room.assemble(book(12)), tmp_path / "sach.pdf")
    assert [page[-1] for page in told] == expected
    if folio == 'counter(page) " 8 "':
        assert [page[-2] for page in told] == [str(n) for n in range(1, 13)]


def test_a_head_that_looks_like_the_number_stays_what_it_is(tmp_path: Path) -> None:
    room = Room(tmp_path / "cache", press(HEAD))
    for title in ("8", "88", "7"):
        told = words(room, room.assemble(book(12, title)), tmp_path / "sach.pdf")
        assert [(page[0], page[-1]) for page in told] == [(title, str(n)) for n in range(1, 13)]
