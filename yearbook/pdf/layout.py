"""The interior laid out: sequences of pages, numbered through, with contents and indexes that agree.

Parts that need page numbers are set twice: once to learn how many pages they take, once with the numbers.
The loop ends when nothing moves any more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from weasyprint import Document

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.pdf.engine import Engine

MAX_ROUNDS = 6


class SequenceSource(Protocol):
    """What `pages` gives for a run of parts."""

    @property
    def needs_pages(self) -> bool: ...

    @property
    def fills(self) -> bool: ...

    def html(self, pages: dict[str, int] | None, first_page: int, count: int) -> str: ...


@dataclass
class _Laid:
    first_page: int
    html: str
    document: Document


@dataclass
class Layout:
    """All pages in order. `anchors`: id → page number from 1 (the first page it stands on)."""

    engine: Engine
    documents: list[Document] = field(default_factory=list)
    filled: int = 0  # pages that were added to make up the signature

    @property
    def pages(self) -> list[Any]:
        return [page for document in self.documents for page in document.pages]

    @property
    def anchors(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, page in enumerate(self.pages, 1):
            for anchor in page.anchors:
                found.setdefault(anchor, number)
        return found

    def pdf(self, *, tagged: bool, identifier: bytes, variant: str | None = None) -> bytes:
        return self.engine.write(self.documents[0], self.pages, tagged=tagged, identifier=identifier, variant=variant)


def _missing(sequences: tuple[SequenceSource, ...], laid: dict[int, _Laid], signature: int) -> int:
    """Pages that the others leave over in the last signature; none as long as not all of them are laid out."""
    others = [index for index, sequence in enumerate(sequences) if not sequence.fills]
    if any(index not in laid for index in others):
        return 0
    return -sum(len(laid[index].document.pages) for index in others) % signature


def lay_out(
    engine: Engine,
    sequences: tuple[SequenceSource, ...],
    progress: Callable[[int], None] | None = None,
    signature: int = 1,
) -> Layout:
    """Lay out every sequence until page numbers are settled.

    progress: told the number of pages laid out so far; signature: the number of pages is a multiple of it if one of
    the sequences fills up. Raises DataProblem L109 if numbers never settle.
    """
    laid: dict[int, _Laid] = {}
    anchors: dict[str, int] | None = None
    for _ in range(MAX_ROUNDS):
        moved, first, filled = False, 1, 0
        for index, sequence in enumerate(sequences):
            old = laid.get(index)
            if sequence.fills:
                filled = _missing(sequences, laid, signature)
                if not filled:
                    moved |= laid.pop(index, None) is not None
                    continue
            elif old and old.first_page == first and not sequence.needs_pages:
                first += len(old.document.pages)
                continue
            html = sequence.html(anchors, first, filled)
            if old is None or old.html != html:
                laid[index], moved = _Laid(first, html, engine.lay_out(html)), True
            first += len(laid[index].document.pages)
            if progress:
                progress(first - 1)
        layout = Layout(engine, [laid[index].document for index in sorted(laid)], filled)
        if not moved:
            return layout
        anchors = layout.anchors
    raise DataProblem(diagnose("L109", what="mục lục và bảng tra", detail="số trang không ổn định sau nhiều lần dàn"))
