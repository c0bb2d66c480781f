"""Parts of a preflight done ahead of it find what it finds, and it finds no more and no less because of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from print_files import PrintFile, ink, rectangle

from yearbook.preflight.ahead import judge_pages, judge_syntax
from yearbook.preflight.pages import read_pages
from yearbook.preflight.profile import default_profile
from yearbook.preflight.prove import prove
from yearbook.storage import Cache


def book(spoil: Callable[[PrintFile, Any], Any] | None = None) -> PrintFile:
    """Five pages; the second is dark, the fourth is spoilt."""
    file = PrintFile()
    for number in range(5):
        page = file.page(rectangle(60, 60, 120, 120, ink(1, 0.9, 0.8, 0.7))) if number == 1 else file.page()
        if number == 3 and spoil:
            spoil(file, page)
    return file


SPOILT: dict[str, Callable[[PrintFile, Any], Any] | None] = {
    "sound": None,
    "a colour of screens": lambda file, page: page.Contents.write(
        page.Contents.read_bytes() + b" 1 0 0 rg 9 9 9 9 re f"
    ),
    "no trim box": lambda file, page: page.__delitem__("/TrimBox"),
    "content that breaks off": lambda file, page: page.Contents.write(b"q (chua het"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_with_parts_judged_ahead_the_findings_are_the_same(
    tmp_path: Path, spoil: Callable[[PrintFile, Any], Any] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, profile = book(spoil).save(tmp_path / "a.pdf"), default_profile()
    alone = prove(path, profile, cache=Cache(tmp_path / "alone"))
    cache = Cache(tmp_path / "cache")
    for part in (range(1, 3), range(3, 6)):
        judge_pages(path, profile, part, cache)
    judge_syntax(path, cache)
    read: list[int] = []

    def spy(subject: Any, numbers: Any = None) -> Any:
        pages = read_pages(subject, numbers)
        read.append(len(pages.verdicts))
        return pages

    monkeypatch.setattr("yearbook.preflight.printfile.read_pages", spy)
    assert prove(path, profile, cache=cache) == alone
    assert read == [5]


def test_what_is_no_pdf_is_told_by_the_preflight_alone(tmp_path: Path) -> None:
    path, cache = tmp_path / "a.pdf", Cache(tmp_path / "cache")
    path.write_bytes(b"khong phai PDF")
    judge_pages(path, default_profile(), range(1, 3), cache)
    judge_syntax(path, cache)
    judge_pages(tmp_path / "nowhere.pdf", default_profile(), range(1, 3), cache)
    assert [finding.code for finding in prove(path, default_profile(), cache=cache).report] == ["P101"]
