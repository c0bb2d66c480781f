"""The parts of an interior set by jobs, each by one of its own: themes are code, none runs in the main process.

A part is set again only when something it is set from has changed: in a book that is brought up to date most are the
same.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import field, replace
from hashlib import sha256
from itertools import compress
from typing import TYPE_CHECKING, Any

from yearbook.book import Book
from yearbook.book.model import Honoured, Part
from yearbook.editions.numbering import UNKNOWN, Numbering
from yearbook.editions.recalled import Recalled, Shelf, Stale, keep, recall, recall_flow
from yearbook.editions.told import SetPart, Told, tell, told_last
from yearbook.images import PhotoInfo
from yearbook.pages.edition import Edition
from yearbook.pages.flow import Flow, forget_pieces
from yearbook.pages.kept import code, on_shelf
from yearbook.pages.setting import Setting
from yearbook.pages.stamp import Stamp
from yearbook.records.origin import PackedOrigin
from yearbook.records.values import Record
from yearbook.storage import Cache, file_hash
from yearbook.storage import key as cache_key
from yearbook.values import dataclass
from yearbook.workers import Job, Missing, Packer, Parcel

if TYPE_CHECKING:
    from yearbook.pages.render import PageSetter

KEPT = 2  # of each part: as it was, and as it is


def set_css(setting: Setting, edition: Edition, _said: Callable[[int], None]) -> tuple[str, bool]:
    """Job: the style sheet of an edition, and whether it names the build."""
    stamp = _Shown(setting.stamp)
    return replace(setting, stamp=stamp).setter(edition).css(), stamp.shown


def set_part(
    parcel: Parcel, shelf: Shelf | None, known: Collection[bytes] | None, said: Callable[[int], None]
) -> Told | None:
    """Job. parcel: the setting, which has no part, the edition, the part, its numbering; shelf: where it is kept, with
    its pieces, if those of the last time are not remembered; known: as of `tell`. One that tells of pages is empty
    while they are not known. Out: None when the parcel was not whole and something was missing."""
    try:
        setting, edition, part, numbering = parcel.open()
    except Missing:
        return None
    photos, stamp, numbers = _Seen(setting.infos), _Shown(setting.stamp), _Asked(numbering.numbers or {})
    setter = replace(setting, infos=photos, stamp=stamp).setter(edition)
    with on_shelf(shelf.cache, shelf.key) if shelf else nullcontext():
        flow = _flow(setter, part, numbering, numbers)
    name = f"{edition.name} {part.anchor} {numbering == UNKNOWN}"
    if before := told_last(name) or (recall_flow(shelf) if shelf else None):
        flow = flow.after(before)
    _ = flow.states  # they travel along: who plans the layout of all parts has less to do
    said(1)
    placed = tuple((photo, request) for (photo, _), request in setter.pictures.placed.items())
    asked = bytes(name in numbers.asked for name in numbers)
    made = SetPart(flow, placed, photos.seen, asked, stamp.shown)
    if shelf:
        keep(shelf, Recalled(made, numbering, setting.stamp.build_id))
    return tell(name, made, known)


def _flow(setter: PageSetter, part: Part, numbering: Numbering, numbers: Mapping[str, int]) -> Flow:
    if numbering == UNKNOWN and (part.needs_pages or part.fills):
        setter.flow(part, None, 1)  # its faults are told now
        return Flow(part.anchor, (), part.needs_pages, part.fills)
    known = None if numbering.numbers is None else numbers
    return setter.flow(part, known, numbering.count, loose=numbering.loose)


class _Seen(Mapping[str, PhotoInfo]):
    """What is known of photos, and which of them was asked for."""

    def __init__(self, infos: Mapping[str, PhotoInfo]) -> None:
        self._infos = infos
        self.seen: dict[str, PhotoInfo | None] = {}

    def __getitem__(self, name: str) -> PhotoInfo:
        self.seen[name] = self._infos.get(name)
        return self._infos[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)


class _Asked(Mapping[str, int]):
    """Page numbers, and which of them were asked for."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> int:
        self.asked.add(name)
        return self._numbers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class _Shown(Stamp):
    """A stamp that notices when the build is named."""

    def __init__(self, stamp: Stamp) -> None:
        super().__init__(stamp.build_id, stamp.date, stamp.round)
        object.__setattr__(self, "shown", False)

    shown: bool

    def __getattribute__(self, name: str) -> object:
        if name == "build_id":
            object.__setattr__(self, "shown", True)
        return super().__getattribute__(name)


@dataclass(frozen=True)
class _Known:
    """A part that was set: from what, in which build. shared: what all parts are set from; mark: of what was told,
    empty for what another process has set."""

    shared: bytes
    part: Part
    numbering: Numbering
    build_id: str
    made: SetPart
    mark: bytes

    def tells(self, numbering: Numbering) -> bool:
        """Whether it would be the same with these pages: what it asked for stands where it stood."""
        then, now = self.numbering, numbering
        if then == now:
            return True
        if then.numbers is None or now.numbers is None or (then.count, then.loose) != (now.count, now.loose):
            return False
        asked = compress(then.numbers, self.made.asked)
        return not self.made.flow.unknown and all(now.numbers.get(name) == then.numbers[name] for name in asked)


_packer = Packer((Part, Honoured, Record, PhotoInfo), without=(PackedOrigin,))  # pages do not show where records stand
_CSS: dict[str, tuple[tuple[bytes, str], str]] = {}  # by edition: from what, what
_KNOWN: dict[tuple[str, str, bool], deque[_Known]] = {}  # by edition and part; whether pages were known


def pack(book: Book) -> None:
    """Pack what the jobs will be told of a book, while there is nothing else to do: what is packed is kept."""
    _packer.pack(book)


def forget() -> None:
    """No book will be made of these parts again."""
    _KNOWN.clear()
    _CSS.clear()
    _packer.forget()
    forget_pieces()


@dataclass
class PartSetter:
    """Has parts of one edition set. start: puts a job on the executor; cache: keeps what they are set of; begun: how
    many were not known; stale: what is known of those as they were."""

    setting: Setting
    edition: Edition
    label: str
    start: Callable[[Job], Future[Any]]
    cache: Cache | None = None
    begun: int = 0
    stale: list[Stale] = field(default_factory=list)
    _shared: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.setting = replace(self.setting.without_book(), infos=self.setting.infos)
        stamp, book, icc = self.setting.stamp, self.setting.book, self.edition.images.icc
        shared = (book, self.edition, stamp.date, stamp.round, icc and file_hash(icc))
        self._shared = pickle.dumps(shared) + self.setting.theme.digest

    def begin_css(self) -> Callable[[], str]:
        """The same for the style sheet."""
        known = _CSS.get(self.edition.name)
        if known and known[0] in ((self._shared, ""), (self._shared, self.setting.stamp.build_id)):
            return lambda: known[1]
        future = self.start(Job(self.label, set_css, (self.setting.without_book(), self.edition)))

        def made() -> str:
            css, stamped = future.result()
            _CSS[self.edition.name] = ((self._shared, self.setting.stamp.build_id if stamped else ""), css)
            return str(css)

        return made

    def begin(self, part: Part, numbering: Numbering = UNKNOWN) -> Callable[[], SetPart]:
        """Have a part set, if it is not known; out: waits for it. Raises DataProblem then for a fault of the theme."""
        known = _KNOWN.setdefault((self.edition.name, part.anchor, numbering == UNKNOWN), deque(maxlen=KEPT))
        for each in known:
            if each.part == part:
                part = each.part  # which has been packed
                if each.shared == self._shared and each.tells(numbering) and self._holds(each):
                    return lambda: each.made
        told_before = {each.mark: each.made for each in known if each.mark}
        # Who sets a part again remembers what it was; but what tells of pages is kept as it was set last.
        keeps = not told_before or numbering != UNKNOWN
        shelf = self._shelf(self.cache, part, numbering) if self.cache and keeps else None
        recalled = recall(shelf, self.setting.infos, self.edition) if shelf and not told_before else None
        if isinstance(recalled, Stale):
            self.stale.append(recalled)
        elif recalled:
            kept = _Known(self._shared, part, recalled.numbering, recalled.build_id, recalled.made, b"")
            if kept.tells(numbering) and self._holds(kept):
                known.append(kept)
                return lambda: kept.made
        whole = (self.setting, self.edition, part, numbering)
        name = f"{self.edition.name} {part.anchor}"

        def start(parcel: Parcel) -> Future[Told | None]:
            return self.start(Job(self.label, set_part, (parcel, shelf, tuple(told_before) or None), name))

        self.begun += 1
        future = start(_packer.pack(whole, whole=not told_before))

        def made() -> SetPart:
            told = future.result() or start(_packer.pack(whole)).result()
            assert told is not None
            part_set = told.whole(told_before)
            known.append(_Known(self._shared, part, numbering, self.setting.stamp.build_id, part_set, told.mark))
            return part_set

        return made

    def _shelf(self, cache: Cache, part: Part, numbering: Numbering) -> Shelf:
        name = (self.edition.name, self.setting.book.settings.id, part.anchor, numbering == UNKNOWN)
        return Shelf(cache, cache_key("part", code(), name), sha256(self._shared + _packer.item(part, {})).digest())

    def _holds(self, known: _Known) -> bool:
        """Whether photos, and the build if it is named, are those of then."""
        infos = self.setting.infos
        same = all(infos.get(name) == info for name, info in known.made.seen.items())
        return same and (known.build_id == self.setting.stamp.build_id or not known.made.stamped)
