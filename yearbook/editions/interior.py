"""The interior: its parts set and laid out on an executor, once for all editions, ready to be bound into files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.editions.numbering import Numbering
from yearbook.editions.parts import PartSetter
from yearbook.editions.told import SetPart
from yearbook.images import Derivative, ImageProfile
from yearbook.pages.areas import PageAreas
from yearbook.pages.edition import INTERIOR, Edition
from yearbook.pages.flow import Flow
from yearbook.pages.setting import Setting
from yearbook.pages.starts import PageStart
from yearbook.pdf.assembly import Assembler, Assembly
from yearbook.pdf.bind import Sheaf
from yearbook.pdf.runs import Impression, Press
from yearbook.pdf.tools import drawn_as, identity
from yearbook.records import Photo
from yearbook.storage import Cache, file_hash
from yearbook.storage import key as cache_key
from yearbook.values import dataclass
from yearbook.workers import Job

MAX_LOST = 20  # words told as lost; the others were lost the same way
Start = Callable[[Job], Future[Any]]


@dataclass(frozen=True)
class Asked:
    """An interior set once. css: its style sheet; parts: as they are set, in printing order; edited: most of them are
    as they were set before."""

    css: str
    parts: tuple[SetPart, ...]
    edited: bool = False

    @property
    def flows(self) -> tuple[Flow, ...]:
        return tuple(part.flow for part in self.parts)

    def photos(self, edition: Edition) -> dict[str, Derivative]:
        """Those that it asks for, at their placed sizes, as an edition has them, by the names that pages know."""
        profile, state = edition.images, edition.images.state
        if (profile, state) not in self._photos:
            found = {request.key: _as_in(request, profile, state) for _, request in self.placed}
            self._photos[profile, state] = found
        return self._photos[profile, state]

    @cached_property
    def _photos(self) -> dict[tuple[ImageProfile, object], dict[str, Derivative]]:
        return {}

    @cached_property
    def placed(self) -> tuple[tuple[Photo, Derivative], ...]:
        """Which record's photo stands at which sizes."""
        return tuple(dict.fromkeys(placed for part in self.parts for placed in part.placed))


@lru_cache(maxsize=4096)
def _as_in(request: Derivative, profile: ImageProfile, _icc: object) -> Derivative:
    """It knows its key once it has been asked for it. _icc: the state of the profile's file."""
    return replace(request, profile=profile)


@dataclass(frozen=True)
class Asking:
    """An interior that is being set."""

    setter: PartSetter
    _css: Callable[[], str]
    _parts: Sequence[Callable[[], SetPart]]

    def __call__(self) -> Asked:
        """Wait for all parts. Raises DataProblem for a fault of the theme."""
        edited = 2 * self.setter.begun < len(self._parts)
        return Asked(self._css(), tuple(made() for made in self._parts), edited)

    def press(self) -> Press | None:
        """What its new pages will be laid out with, without pictures; None when none will be new."""
        return _press(self.setter.setting, self._css()) if self.setter.begun else None

    def likely(self, edition: Edition) -> list[Derivative]:
        """Photos that will be asked for, as far as can be told from how parts were before."""
        infos, profile = self.setter.setting.infos, edition.images
        asked = (request for stale in self.setter.stale for request in stale.photos(infos, self.setter.edition))
        return [_as_in(request, profile, profile.state) for request in asked]


def ask(setting: Setting, label: str, start: Start, cache: Cache | None = None) -> Asking:
    """Have the parts of the interior set. cache: keeps what they are set of."""
    setter = PartSetter(setting, INTERIOR, label, start, cache)
    css = setter.begin_css()
    return Asking(setter, css, [setter.begin(part) for part in setting.book.parts])


@dataclass(frozen=True)
class Interior:
    """An interior laid out. sheaves: one for each kind of colours; runs: the pages of each; marks: of every page,
    packed; looks: for each page a name of what it looks like; fresh: about how many pages are new; moved: how
    many stand elsewhere than the last time; findings: what there is to tell of it."""

    sheaves: Mapping[str, Sheaf]
    pages: int
    runs: tuple[int, ...]
    starts: tuple[PageStart, ...]
    marks: tuple[bytes, ...]
    areas: Sequence[PageAreas]
    looks: tuple[str, ...]
    fresh: int
    moved: int
    findings: tuple[Diagnostic, ...]

    def around(self, wanted: Collection[int]) -> tuple[int, ...]:
        """All pages of the runs that hold some, from 1."""
        found: list[int] = []
        first = 1
        for pages in self.runs:
            run = range(first, first + pages)
            found += run if any(page in run for page in wanted) else ()
            first += pages
        return tuple(found)


def _press(setting: Setting, css: str) -> Press:
    return Press(css, tuple((face.file.name, face.file.resolve()) for face in setting.theme.faces))


def _impression(setting: Setting, edition: Edition, asked: Asked) -> Impression:
    """How pages are drawn for an edition; what is read on a screen has structure."""
    cmyk, profile = edition.colours == "cmyk", edition.images
    inks = tuple((name, colour.css(edition.colours)) for name, colour in setting.theme.palette.items())
    variant = f"pdf/{edition.standard}" if cmyk else None  # as WeasyPrint names them
    icc = file_hash(profile.icc) if profile.icc else ""
    made = cache_key("pictures", profile.space, profile.ppi, profile.quality, profile.fit or (), icc)
    images = {name: setting.images[request.key] for name, request in asked.photos(edition).items()}
    return Impression(inks, variant, not cmyk, made, images)


def lay_out(
    setting: Setting,
    editions: Sequence[Edition],
    asked: Asked,
    start: Start,
    pool: Executor,
    cache: Cache,
    *,
    at_once: int = 2,
    said: Callable[[int], None] = lambda _pages: None,
    settled: Callable[[Sequence[PageStart]], None] = lambda _starts: None,
    sure: bool = False,
) -> Interior:
    """Lay out the interior on `pool`, and draw it for editions, one for each kind of colours.

    setting: with the pictures that `asked` asks for; start: puts a job on the pool; said: told how many pages have been
    laid out; settled: told where they begin, as soon as that is known; sure: after `Gone`, see that the cache has all
    of it. Raises DataProblem.
    """
    impressions = tuple(_impression(setting, edition, asked) for edition in editions)
    sizes = {request.key: (request.width_mm, request.height_mm) for _, request in asked.placed}
    press = replace(_press(setting, asked.css), impressions=impressions, sizes=sizes)
    later = {flow.name for flow in asked.flows if flow.needs_pages or flow.fills}
    parts = tuple(part for part in setting.book.parts if part.anchor in later)
    setter = PartSetter(setting, INTERIOR, "Xếp mục lục và bảng tra", start, cache)

    def render(numbers: Mapping[str, int] | None, count: int, fixed: frozenset[str]) -> Mapping[str, Flow]:
        """Those that fill up only when they have to."""
        wanted = [part for part in parts if count or not part.fills]
        numbered = ((p, Numbering(numbers, count, loose=p.anchor not in fixed)) for p in wanted)
        made = {part.anchor: setter.begin(part, how) for part, how in numbered}
        return {anchor: part().flow for anchor, part in made.items()}

    key = identity(press)
    settings = setting.book.settings
    drawn = tuple(map(drawn_as, impressions))
    assembler = Assembler(press, key, drawn, settings.id, pool, cache, at_once, said, settled, sure)
    assembly = assembler.assemble(asked.flows, render, settings.printing.signature)
    bare = press.showing("")
    looks = zip(*(link.drawn for link in assembly.links), strict=True)
    plates = zip(*assembly.plates, strict=True)
    images = ({name: str(path) for name, path in impression.images.items()} for impression in impressions)
    sheaves = {
        edition.colours: Sheaf(bare, key, runs, heads, assembly.numbers, files)
        for edition, files, runs, heads in zip(editions, images, looks, plates, strict=True)
    }
    findings = (*assembly.findings, *_notes(setting, assembly))
    told = (assembly.starts, assembly.marks, assembly.areas, assembly.looks, assembly.fresh, assembly.moved)
    return Interior(sheaves, len(assembly.plates), tuple(link.run.pages for link in assembly.links), *told, findings)


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
