"""The interior of an edition: its parts set, laid out on an executor, ready to be bound into files."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.images import Derivative
from yearbook.pages.areas import PageAreas
from yearbook.pages.edition import Edition
from yearbook.pages.flow import Flow
from yearbook.pages.setting import Setting
from yearbook.pages.starts import PageStart
from yearbook.pdf.assembly import Assembler, Assembly
from yearbook.pdf.bind import Sheaf
from yearbook.pdf.runs import PageMarks, Press
from yearbook.pdf.tools import identity
from yearbook.records import Photo
from yearbook.storage import Cache
from yearbook.workers import labelled

MAX_SET = 6  # times that contents and indexes are remembered: most edits change no page number
_SET: dict[bytes, Mapping[str, Flow]] = {}
MAX_LOST = 20  # words told as lost; the others were lost the same way


@dataclass(frozen=True)
class Asked:
    """An interior set once. css: its style sheet; flows: its parts; photos: those that it asks for, at their placed
    sizes; placed: which record's photo stands at which sizes."""

    css: str
    flows: tuple[Flow, ...]
    photos: tuple[Derivative, ...]
    placed: tuple[tuple[Photo, Derivative], ...] = ()


def ask(setting: Setting, edition: Edition, said: Callable[[int], None]) -> Asked:
    """Job: set the pages of an interior. Themes are code: none runs in the main process."""
    setter = setting.setter(edition)
    flows = setter.flows()
    for part in setter.book.parts:
        if part.needs_pages or part.fills:
            setter.flow(part, None, 1)  # its faults are told now
    said(1)
    placed = tuple((photo, request) for (photo, _), request in setter.pictures.placed.items())
    return Asked(setter.css(), flows, tuple(setter.pictures.asked.values()), placed)


def set_numbered(
    setting: Setting, edition: Edition, numbers: Mapping[str, int] | None, count: int, fixed: frozenset[str]
) -> dict[str, Flow]:
    """Job: the parts that need page numbers, and those that fill up to `count` pages. Only such are in the book;
    fixed: those that are set with their real numbers."""
    setter = setting.setter(edition)
    parts = (part for part in setting.book.parts if count or not part.fills)
    return {part.anchor: setter.flow(part, numbers, count, loose=part.anchor not in fixed) for part in parts}


@dataclass(frozen=True)
class Interior:
    """An interior laid out. looks: for each page a name of what it looks like; fresh: about how many pages are new;
    findings: what there is to tell of it."""

    sheaf: Sheaf
    pages: int
    starts: tuple[PageStart, ...]
    marks: tuple[PageMarks, ...]
    areas: Sequence[PageAreas]
    looks: tuple[str, ...]
    fresh: int
    findings: tuple[Diagnostic, ...]


def lay_out(
    setting: Setting,
    edition: Edition,
    asked: Asked,
    pool: Executor,
    cache: Cache,
    *,
    tagged: bool,
    at_once: int = 2,
    said: Callable[[int], None] = lambda _pages: None,
    sure: bool = False,
) -> Interior:
    """Lay out the interior of an edition on `pool`.

    setting: with the pictures that `asked` asks for; tagged: with structure; said: told how many pages have been laid
    out; sure: after `Gone`, see that the cache has all of it. Raises DataProblem.
    """
    faces = tuple((face.file.name, face.file.resolve()) for face in setting.theme.faces)
    profile = edition.images.icc.resolve() if edition.images.icc else None
    variant = f"pdf/{edition.standard}" if edition.colours == "cmyk" else None  # as WeasyPrint names them
    press = Press(asked.css, faces, profile, variant, tagged, setting.images)
    later = {flow.name for flow in asked.flows if flow.needs_pages or flow.fills}
    parts = tuple(part for part in setting.book.parts if part.anchor in later)
    infos = setting.infos if any(not (part.needs_pages or part.fills) for part in parts) else {}
    numbered = replace(setting.without_book(), infos=infos, book=replace(setting.book, parts=parts))

    def render(numbers: Mapping[str, int] | None, count: int, fixed: frozenset[str]) -> Mapping[str, Flow]:
        arguments = (numbered, edition, numbers, count, fixed)
        digest = hashlib.sha256(pickle.dumps(arguments) + setting.theme.digest).digest()
        if digest not in _SET:
            task = labelled("Xếp mục lục và bảng tra", set_numbered)
            _SET[digest] = pool.submit(task, *arguments).result()
            while len(_SET) > MAX_SET:
                del _SET[next(iter(_SET))]
        return _SET[digest]

    key = identity(press)
    settings = setting.book.settings
    assembler = Assembler(press, key, settings.id, pool, cache, at_once, said, sure)
    assembly = assembler.assemble(asked.flows, render, settings.printing.signature)
    sheaf = Sheaf(press, key, tuple(link.drawn for link in assembly.links), assembly.plates, assembly.numbers)
    findings = (*assembly.findings, *_notes(setting, assembly))
    told = (assembly.starts, assembly.marks, assembly.areas, assembly.looks, assembly.fresh)
    return Interior(sheaf, len(assembly.plates), *told, findings)


def _notes(setting: Setting, assembly: Assembly) -> Iterator[Diagnostic]:
    """What the interior as a whole has to tell."""
    settings, pages = setting.book.settings, len(assembly.plates)
    if assembly.filled:
        signature = settings.printing.signature
        yield diagnose(
            "L130",
            settings.span("printing", "signature"),
            record=settings.id,
            pages=pages,
            count=pages // signature,
            signature=signature,
            added=assembly.filled,
        )
    start, end = (assembly.numbers.get(anchor, 0) for anchor in ("_part-imprint", "_imprint-end"))
    if start != end:
        yield diagnose("L124", settings.span("imprint"), record=settings.id, first=start, last=end)
    lost = [lost for link in assembly.links for lost in link.run.lost]
    yield from (item.finding for item in lost[:MAX_LOST])
