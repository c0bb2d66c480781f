"""The one way into the checks of a finished EPUB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from yearbook.diagnostics import DataProblem, Diagnostic, Span
from yearbook.preflight.epub import (
    container,
    fonts,
    images,
    inert,
    language,
    links,
    metadata,
    navigation,
    notes,
    pages,
    records,
    semantics,
    tables,
)
from yearbook.preflight.epub.findings import Findings, shown
from yearbook.preflight.epubfile import EpubFile, Places, read_epub

_FAMILIES = (container, links, language, fonts, images, inert, semantics, notes, tables, navigation, metadata)


def inspect_epub(
    path: Path, anchors: Sequence[str], *, spans: Mapping[str, Span] | None = None, pages: int = 0
) -> tuple[Diagnostic, ...]:
    """Judge a finished EPUB.

    anchors: ids of the records that must each stand in exactly one page (`Book.record_anchors`). spans: record →
    its place in the data, so that a finding inside a record points there. pages: pages of the printed book that the
    page list must have; 0 when none is expected. Out: findings E201–E261, none for a sound book. Never raises for a
    damaged file or a hostile one: that is E201, or E101 for each file that is no XML (and then nothing else, since
    links and records in such a file cannot be known).
    """
    try:
        book, broken = read_epub(path)
    except DataProblem as problem:
        return (problem.diagnostic,)
    return shown(broken) or _judged(book, anchors, spans, pages)


def _judged(
    book: EpubFile, anchors: Sequence[str], spans: Mapping[str, Span] | None, printed: int
) -> tuple[Diagnostic, ...]:
    found = Findings(Places(anchors, spans))
    records.check(book, found, anchors)
    pages.check(book, found, printed)
    for family in _FAMILIES:
        family.check(book, found)
    return found.all()
