"""The jobs that make what units are given: their EPUBs, judged as they are made, and their letters.

Themes are code of others: they run in processes of their own (`yearbook.workers`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from yearbook.diagnostics import Diagnostic, Span
from yearbook.editions.ebook import JudgedEbook, judge_ebook
from yearbook.epub import UnitEditions
from yearbook.pages.edition import Edition
from yearbook.pages.setting import Setting
from yearbook.pdf.letter import Letter, make_letters
from yearbook.records.model import Unit
from yearbook.release.model import EPUB_TYPE, UNITS, Offer
from yearbook.values import dataclass

Said = Callable[[int], None]


@dataclass(frozen=True)
class UnitBook:
    """The EPUB of a unit, and how it was judged."""

    offer: Offer
    judged: JudgedEbook


@dataclass(frozen=True)
class Base:
    """What the EPUBs of units are made of. path: of the EPUB for everybody, from the release folder; pages: of the
    printed book; spans: of the records."""

    path: str
    pages: int
    spans: Mapping[str, Span]


def offer(root: Path, edition: str, label: str, path: str, media: str, identifier: str = "") -> Offer:
    """A file that lies in the release folder, as it is offered."""
    data = (root / path).read_bytes()
    return Offer(edition, label, path, media, len(data), hashlib.sha256(data).hexdigest(), identifier)


def make_units(
    setting: Setting, edition: Edition, root: Path, base: Base, units: Sequence[Unit], said: Said
) -> Mapping[str, UnitBook]:
    """Job: the EPUB of each of these units, by the unit's id."""
    editions = UnitEditions(root / base.path, setting.setter(edition))
    made = {}
    for number, unit in enumerate(units, 1):
        path = f"{UNITS}/{unit.id}/{setting.book.settings.id}-{unit.id}.epub"
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        own = editions.make(unit, root / path)
        epub = offer(root, edition.name, f"EPUB của {unit.name}", path, EPUB_TYPE, own.identifier)
        judged = judge_ebook(root / path, setting.book.record_anchors, base.spans, base.pages)
        made[unit.id] = UnitBook(epub, judged)
        said(number)
    return made


def make_unit_letters(
    setting: Setting, edition: Edition, root: Path, letters: Mapping[str, Letter], said: Said
) -> tuple[Diagnostic, ...]:
    """Job: write letters at their paths in the release; gives what was found while they were laid out."""
    made = make_letters(setting, edition, tuple(letters.values()))
    for path, data in zip(letters, made.files, strict=True):
        (root / path).write_bytes(data)
    said(len(letters))
    return made.findings
