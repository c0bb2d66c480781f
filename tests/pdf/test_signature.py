"""Pages are added until the last printed sheet is full, and numbers after them follow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
from assembly_room import Room, flow

from yearbook.pages.flow import Flow
from yearbook.pdf.assembly import Assembly, Numbers

FILLER = Flow("bu", (), fills=True)
LIST = Flow("muc-luc", (), needs_pages=True)


def run(name: str, pages: int = 1) -> Flow:
    break_ = '<p style="break-before: page">'
    return flow(f"<p>{name}</p>" + f"{break_}{name}</p>" * (pages - 1), name)


def render(numbers: Numbers | None, count: int, _fixed: frozenset[str]) -> Mapping[str, Flow]:
    """The list tells the page of the last run; the filler has as many pages as it is told."""
    number = (numbers or {}).get("cuoi", 888)
    return {"muc-luc": flow(f"<p>trang {number}</p>", "muc-luc")} | ({"bu": run("bu", count)} if count else {})


def laid(folder: Path, signature: int, *flows: Flow) -> Assembly:
    assembly = Room(folder).assemble(*flows, render=render, signature=signature)
    assert assembly.findings == ()
    return assembly


@pytest.mark.parametrize(
    ("pages", "signature", "added"), [(1, 4, 2), (3, 4, 0), (4, 4, 3), (5, 8, 2), (6, 16, 9), (20, 32, 11), (2, 1, 0)]
)
def test_the_last_sheet_is_filled_before_the_last_page(tmp_path: Path, pages: int, signature: int, added: int) -> None:
    assembly = laid(tmp_path, signature, run("than", pages), FILLER, run("cuoi"))
    assert (assembly.filled, len(assembly.plates)) == (added, pages + added + 1)
    assert len(assembly.plates) % signature == 0
    assert assembly.numbers["cuoi"] == len(assembly.plates)
    assert ("bu" in assembly.numbers) == bool(added)


def test_the_filler_may_be_the_very_end(tmp_path: Path) -> None:
    assembly = laid(tmp_path, 4, run("than", 2), run("cuoi"), FILLER)
    assert (assembly.filled, assembly.numbers["bu"], len(assembly.plates)) == (1, 4, 4)


def test_numbers_of_what_follows_are_settled(tmp_path: Path) -> None:
    """A run in front tells the page of the last one, which moved when pages were added."""
    room = Room(tmp_path)
    assembly = room.assemble(LIST, run("than", 2), FILLER, run("cuoi"), render=render, signature=8)
    assert assembly.numbers["cuoi"] == len(assembly.plates) == 8
    with pypdfium2.PdfDocument(room.bound(assembly, tmp_path / "sach.pdf")) as pdf:
        assert pdf[0].get_textpage().get_text_range().split() == ["trang", "8", "1"]


def test_without_a_filler_nothing_is_added(tmp_path: Path) -> None:
    assembly = laid(tmp_path, 4, run("than", 2), run("cuoi"))
    assert (assembly.filled, len(assembly.plates)) == (0, 3)
