"""Pages are added until the last printed sheet is full, and numbers after them follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from yearbook.pdf.engine import Engine
from yearbook.pdf.layout import Layout, lay_out

MakeEngine = Callable[..., Engine]


@dataclass
class Run:
    """So many pages; a run that fills has as many as it is told."""

    name: str
    count: int = 1
    needs_pages: bool = False
    fills: bool = False

    def html(self, pages: dict[str, int] | None, first_page: int, count: int) -> str:
        break_ = "left" if first_page % 2 == 0 else "auto"
        number = (pages or {}).get("cuoi", 888)
        sheets = "".join(
            f"<p {f'id={self.name}' if place == 0 else ''}>{self.name} {number if self.needs_pages else ''}</p>"
            for place in range(count if self.fills else self.count)
        )
        style = f"html {{ break-before: {break_} }} p + p {{ break-before: page }}"
        return f"<html><head><title>x</title><style>{style}</style></head><body>{sheets}</body></html>"


FILLER = Run("bu", fills=True)


def laid(make_engine: MakeEngine, signature: int, *runs: Run) -> Layout:
    engine = make_engine()
    layout = lay_out(engine, runs, None, signature)
    assert engine.findings == []
    return layout


@pytest.mark.parametrize(
    ("pages", "signature", "added"), [(1, 4, 2), (3, 4, 0), (4, 4, 3), (5, 8, 2), (6, 16, 9), (20, 32, 11), (2, 1, 0)]
)
def test_the_last_sheet_is_filled_before_the_last_page(
    make_engine: MakeEngine, pages: int, signature: int, added: int
) -> None:
    layout = laid(make_engine, signature, Run("than", pages), FILLER, Run("cuoi"))
    assert (layout.filled, len(layout.pages)) == (added, pages + added + 1)
    assert len(layout.pages) % signature == 0
    assert layout.anchors["cuoi"] == len(layout.pages)
    assert ("bu" in layout.anchors) == bool(added)


def test_the_filler_may_be_the_very_end(make_engine: MakeEngine) -> None:
    layout = laid(make_engine, 4, Run("than", 2), Run("cuoi"), FILLER)
    assert (layout.filled, layout.anchors["bu"], len(layout.pages)) == (1, 4, 4)


def test_numbers_of_what_follows_are_settled(make_engine: MakeEngine) -> None:
    """A run in front tells the page of the last one, which moved when pages were added."""
    layout = laid(make_engine, 8, Run("muc-luc", needs_pages=True), Run("than", 2), FILLER, Run("cuoi"))
    assert layout.anchors["cuoi"] == len(layout.pages) == 8
    text = "".join(
        box.text for page in layout.pages[:1] for box in page._page_box.descendants() if hasattr(box, "text")
    )
    assert "muc-luc 8" in text


def test_without_a_filler_nothing_is_added(make_engine: MakeEngine) -> None:
    layout = laid(make_engine, 4, Run("than", 2), Run("cuoi"))
    assert (layout.filled, len(layout.pages)) == (0, 3)
