"""The job that binds an interior: runs, plates and fonts from the cache linked into one file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from yearbook.pdf.link import Bound, Linker, Plate
from yearbook.pdf.portable import Drawn, Fonts, Glyphs, Specimen
from yearbook.pdf.runs import Press
from yearbook.storage import Cache
from yearbook.storage import key as cache_key


@dataclass(frozen=True)
class Sheaf:
    """An interior as keys in the cache. looks: of every run and the number of its pages; plates: of every page;
    numbers: anchor → page."""

    looks: tuple[tuple[str, int], ...]
    plates: tuple[str, ...]
    numbers: Mapping[str, int]


class Gone(Exception):
    """Something was dropped from the cache while it was needed."""


def bind(press: Press, identity: str, sheaf: Sheaf, cache: Cache, info: Mapping[str, str], *, tagged: bool) -> bytes:
    """The interior as a PDF of no standard yet. Raises Gone when the cache has lost something."""
    plates = {key: Plate(Drawn.unpacked(_read(cache, key))) for key in dict.fromkeys(sheaf.plates)}
    runs = [Drawn.unpacked(_read(cache, key)) for key, _ in sheaf.looks]
    used, specimens = _used([*runs, *(plate.drawn for plate in plates.values())])
    fonts = _fonts(press, identity, used, specimens, cache)
    linker = Linker(fonts, _Pictures(press.images), sheaf.numbers, tagged=tagged)
    for bound in _bound(runs, [plates[key] for key in sheaf.plates]):
        linker.add(bound)
    return linker.finished(info)


def _read(cache: Cache, key: str) -> bytes:
    data = cache.get(key)
    if data is None:
        raise Gone(key)
    return data


class _Pictures(dict[str, bytes]):
    """Pictures by name, read when they are asked for."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self.paths = paths

    def __missing__(self, name: str) -> bytes:
        return self.paths[name].read_bytes()


def _used(drawn: Iterable[Drawn]) -> tuple[Glyphs, dict[str, Specimen]]:
    used: Glyphs = {}
    specimens: dict[str, Specimen] = {}
    for run in drawn:
        for name, glyphs in run.fonts.items():
            used.setdefault(name, {}).update(glyphs)
        specimens |= run.specimens
    ordered = {name: dict(sorted(used[name].items())) for name in sorted(used)}
    return ordered, {name: specimens[name] for name in sorted(specimens)}


def _fonts(press: Press, identity: str, used: Glyphs, specimens: dict[str, Specimen], cache: Cache) -> Fonts:
    key = cache_key("fonts", identity, hashlib.sha256(repr(used).encode()).digest())
    known = cache.get(key)
    if known is not None:
        return Fonts.unpacked(known)
    from yearbook.pdf.segment import make_fonts  # the engine is loaded only when glyphs are new

    fonts = make_fonts(press, used, specimens)
    cache.put(key, fonts.packed())
    return fonts


def _bound(runs: Iterable[Drawn], plates: list[Plate]) -> Iterator[Bound]:
    page = 0
    for drawn in runs:
        count = len(drawn.pages)
        yield Bound(drawn, page + 1, tuple(plates[page : page + count]))
        page += count
