"""The jobs that make what units are given: their EPUBs, judged as they are made, and their letters.

Themes are code of others: they run in processes of their own (`yearbook.workers`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from yearbook.diagnostics import Diagnostic
from yearbook.epub import UnitEditions
from yearbook.pages.edition import Edition
from yearbook.pdf.letter import Letter, make_letters
from yearbook.pdf.work import Setting
from yearbook.preflight.epub import inspect_epub
from yearbook.preflight.epubcheck import EpubcheckResult, run_epubcheck
from yearbook.records.model import Unit
from yearbook.release.model import EPUB_TYPE, UNITS, Offer

Said = Callable[[int], None]


@dataclass(frozen=True)
class Judged:
    """An EPUB of the release, what epubcheck counted in it (None: no epubcheck here), and all findings."""

    offer: Offer
    result: EpubcheckResult | None
    findings: tuple[Diagnostic, ...]


def offer(root: Path, edition: str, label: str, path: str, media: str, identifier: str = "") -> Offer:
    """A file that lies in the release folder, as it is offered."""
    data = (root / path).read_bytes()
    return Offer(edition, label, path, media, len(data), hashlib.sha256(data).hexdigest(), identifier)


def judged(root: Path, epub: Offer, anchors: Sequence[str]) -> Judged:
    """An EPUB read back by our own checks and by epubcheck."""
    checked = run_epubcheck(root / epub.path)
    return Judged(epub, checked.value, (*inspect_epub(root / epub.path, anchors), *checked.diagnostics))


def judge_books(root: Path, epubs: Sequence[Offer], anchors: Sequence[str], said: Said) -> tuple[Judged, ...]:
    """Job: the EPUBs for everybody, as they lie in the release."""
    found = []
    for number, epub in enumerate(epubs, 1):
        found.append(judged(root, epub, anchors))
        said(number)
    return tuple(found)


def make_units(
    setting: Setting, edition: Edition, root: Path, base: str, units: Sequence[Unit], said: Said
) -> Mapping[str, Judged]:
    """Job: the EPUB of each of these units, by the unit's id. `base`: path of the EPUB for everybody."""
    editions = UnitEditions(root / base, setting.setter(edition))
    made = {}
    for number, unit in enumerate(units, 1):
        path = f"{UNITS}/{unit.id}/{setting.book.settings.id}-{unit.id}.epub"
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        own = editions.make(unit, root / path)
        epub = offer(root, edition.name, f"EPUB của {unit.name}", path, EPUB_TYPE, own.identifier)
        made[unit.id] = judged(root, epub, setting.book.record_anchors)
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
