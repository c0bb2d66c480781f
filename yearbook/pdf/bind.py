"""The job that binds an interior: runs, plates and fonts from the cache linked into one file."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from yearbook.pdf.link import Bound, Linker, pdf_text
from yearbook.pdf.portable import Drawn, Fonts, Glyphs, Particulars, Specimen, pack_glyphs, unpack_glyphs
from yearbook.pdf.runs import Press
from yearbook.storage import Cache
from yearbook.storage import key as cache_key

KEPT_BYTES = 16 * 1024**2  # as they stand in the cache
PRODUCER = f"WeasyPrint {version('weasyprint')}"


@dataclass(frozen=True)
class Sheaf:
    """An impression of an interior as keys in the cache. identity: of the press; looks: of every run; plates: of every
    page; numbers: anchor → page; images: the pictures by name."""

    press: Press
    identity: str
    looks: tuple[str, ...]
    plates: tuple[str, ...]
    numbers: Mapping[str, int]
    images: Mapping[str, Path]


@dataclass(frozen=True)
class Leaves:
    """Pages that somebody waits for: whole runs, which go first, into a file of their own. numbers: from 1."""

    path: Path
    numbers: tuple[int, ...]


class Gone(Exception):
    """Something was dropped from the cache while it was needed."""


@dataclass(frozen=True)
class Material:
    """What every file of an interior is written with. blended: something is transparent."""

    fonts: Fonts
    lab: bool
    blended: bool


def gather(sheaf: Sheaf, cache: Cache) -> Material:
    """Look at all runs and plates; one set of fonts serves all. Raises Gone when the cache lost something.

    The fonts have whole alphabets, not only the letters that are shown: who prints can still mend a word, and all
    pages stay what they were when a letter is new to a font.
    """
    used: Glyphs = {}
    specimens: dict[str, Specimen] = {}
    lab = blended = False
    for key in dict.fromkeys((*sheaf.looks, *sheaf.plates)):
        drawn = _kept.get(cache, key)
        if not drawn:
            continue
        lab, blended = lab or drawn.lab, blended or drawn.blended
        for name, glyphs in drawn.fonts.items():
            used.setdefault(name, {}).update(glyphs)
        specimens |= drawn.specimens
    alphabets = _alphabets(sheaf, specimens, cache)
    used = {name: alphabets[name] | glyphs for name, glyphs in used.items()}
    return Material(_fonts(sheaf, used, specimens, cache), lab, blended)


def bind(
    sheaf: Sheaf,
    path: Path,
    cache: Cache,
    told: Particulars | None = None,
    *,
    tagged: bool,
    version: str = "1.7",
    names: Callable[[str], str] = str,
    flat: bool = False,
    material: Material | None = None,
    pages: Sequence[int] = (),
) -> bool:
    """Write the interior as a PDF of this version. Raises Gone when the cache lost something.

    told: what the file says of itself, for it is of no standard yet; names: the name of a font, as WeasyPrint gives
    it → as it is to stand; flat: groups go where nothing in the file is transparent; material: of `gather`; pages: no
    others (from 1), whole runs. Out: whether there may be groups in it.
    """
    material = material or gather(sheaf, cache)
    grouped = material.blended or not flat
    with path.open("wb") as out:
        linker = Linker(
            out,
            material.fonts.named(names),
            _Pictures(sheaf.images),
            sheaf.numbers,
            pages=len(pages or sheaf.plates),
            tagged=tagged,
            lab=material.lab,
            grouped=grouped,
            version=version,
        )
        wanted, page = frozenset(pages), 0
        for key in sheaf.looks:
            drawn = _kept.get(cache, key)
            assert drawn is not None  # a run has pages
            if not wanted or page + 1 in wanted:
                plates = (_kept.get(cache, key) for key in sheaf.plates[page : page + len(drawn.pages)])
                linker.add(Bound(drawn, tuple(plates), page + 1))
            page += len(drawn.pages)
        linker.finish(told or Particulars(b"", b"/Producer " + pdf_text(PRODUCER)))
    return grouped


class Kept:
    """The newest of what was read: a file is read twice, and made again when a book is brought up to date."""

    def __init__(self) -> None:
        self._all: OrderedDict[tuple[Path, str], tuple[int, Drawn | None]] = OrderedDict()  # with its size
        self._size = 0

    def get(self, cache: Cache, key: str) -> Drawn | None:
        """What a key leads to; None for what draws nothing. Raises Gone."""
        place = (cache.folder, key)
        if place in self._all:
            self._all.move_to_end(place)
            return self._all[place][1]
        data = cache.get(key)
        if data is None:
            raise Gone(key)
        drawn = Drawn.unpacked(data) if data else None
        self._all[place] = (len(data), drawn)
        self._size += len(data)
        while self._size > KEPT_BYTES:
            self._size -= self._all.popitem(last=False)[1][0]
        return drawn


_kept = Kept()


class _Pictures(dict[str, bytes]):
    """Pictures by name, read when they are asked for."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self.paths = paths

    def __missing__(self, name: str) -> bytes:
        return self.paths[name].read_bytes()


def _alphabets(sheaf: Sheaf, specimens: dict[str, Specimen], cache: Cache) -> Glyphs:
    key = cache_key("alphabets", sheaf.identity, *sorted(specimens))
    known = cache.get(key)
    if known is not None:
        return unpack_glyphs(known)
    from yearbook.pdf.segment import make_alphabets

    alphabets = make_alphabets(sheaf.press.showing(""), dict(sorted(specimens.items())))
    cache.put(key, pack_glyphs(alphabets))
    return alphabets


def _fonts(sheaf: Sheaf, used: Glyphs, specimens: dict[str, Specimen], cache: Cache) -> Fonts:
    ordered = {name: dict(sorted(used[name].items())) for name in sorted(used)}
    key = cache_key("fonts", sheaf.identity, hashlib.sha256(repr(ordered).encode()).digest())
    known = cache.get(key)
    if known is not None:
        return Fonts.unpacked(known)
    from yearbook.pdf.segment import make_fonts  # the engine is loaded only when glyphs are new

    fonts = make_fonts(sheaf.press.showing(""), ordered, {name: specimens[name] for name in ordered})
    cache.put(key, fonts.packed())
    return fonts
