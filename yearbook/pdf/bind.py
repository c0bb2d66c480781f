"""The job that binds an interior: runs, plates and fonts from the cache linked into one file."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from yearbook.pdf.link import Bound, Linker, pdf_text
from yearbook.pdf.portable import Drawn, Fonts, Glyphs, Particulars, Specimen, pack_glyphs, unpack_glyphs
from yearbook.pdf.runs import Press
from yearbook.storage import Cache
from yearbook.storage import key as cache_key
from yearbook.values import dataclass

KEPT_BYTES = 16 * 1024**2  # as they stand in the cache
_Texts = dict[int, tuple[int, str]]  # of one font, as in `Glyphs`
MAX_REMEMBERED = 8192  # pages and plates
PRODUCER = f"WeasyPrint {version('weasyprint')}"


@dataclass(frozen=True)
class Sheaf:
    """An impression of an interior as keys in the cache. identity: of the press; looks: of every run; plates: of every
    page; numbers: anchor → page; images: the files of the pictures by name, as text, for it travels faster."""

    press: Press
    identity: str
    looks: tuple[str, ...]
    plates: tuple[str, ...]
    numbers: Mapping[str, int]
    images: Mapping[str, str]


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
    shown: dict[bytes, None] = {}
    specimens: dict[str, Specimen] = {}
    lab = blended = False
    for key in dict.fromkeys((*sheaf.looks, *sheaf.plates)):
        drawn = _kept.get(cache, key)
        if not drawn:
            continue
        lab, blended = lab or drawn.lab, blended or drawn.blended
        shown[drawn.glyphs] = None
        specimens |= drawn.specimens
    alphabets = _alphabets(sheaf, specimens, cache)
    used = {name: dict(alphabets.glyphs[name]) for name in specimens}
    for packed in shown:
        for name, glyphs in alphabets.beyond(packed):
            used[name].update(glyphs)
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
        self._all: OrderedDict[tuple[str, str], tuple[int, Drawn | None]] = OrderedDict()  # with its size
        self._size = 0

    def get(self, cache: Cache, key: str) -> Drawn | None:
        """What a key leads to; None for what draws nothing. Raises Gone."""
        place = (str(cache.folder), key)
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

    def __init__(self, paths: Mapping[str, str]) -> None:
        self.paths = paths

    def __missing__(self, name: str) -> bytes:
        return Path(self.paths[name]).read_bytes()


class _Alphabets:
    """The alphabets of some fonts, and what pages have besides: nothing, as a rule."""

    def __init__(self, glyphs: Glyphs) -> None:
        self.glyphs = glyphs
        self._beyond: dict[bytes, tuple[tuple[str, _Texts], ...]] = {}  # by digest: pages are many

    def beyond(self, packed: bytes) -> tuple[tuple[str, _Texts], ...]:
        """By font the glyphs that pages show and its alphabet lacks. Of those in both the alphabet tells the text, the
        same whatever the pages are: a space may be a no-break space on some."""
        digest = hashlib.sha256(packed).digest()
        if digest not in self._beyond:
            if len(self._beyond) >= MAX_REMEMBERED:
                self._beyond.clear()
            fonts = unpack_glyphs(packed).items()
            found = ((name, _without(glyphs, self.glyphs[name])) for name, glyphs in fonts)
            self._beyond[digest] = tuple((name, glyphs) for name, glyphs in found if glyphs)
        return self._beyond[digest]


def _without(glyphs: _Texts, known: _Texts) -> _Texts:
    return {glyph: told for glyph, told in glyphs.items() if glyph not in known}


_last_alphabets: dict[tuple[str, str], _Alphabets] = {}  # one: a book that is brought up to date asks again


def _alphabets(sheaf: Sheaf, specimens: dict[str, Specimen], cache: Cache) -> _Alphabets:
    key = cache_key("alphabets", sheaf.identity, *sorted(specimens))
    place = (str(cache.folder), key)
    known = cache.get(key)
    if known is not None:
        if place not in _last_alphabets:
            _last_alphabets.clear()
            _last_alphabets[place] = _Alphabets(unpack_glyphs(known))
        return _last_alphabets[place]
    from yearbook.pdf.segment import make_alphabets

    glyphs = make_alphabets(sheaf.press.showing(""), dict(sorted(specimens.items())))
    cache.put(key, pack_glyphs(glyphs))
    return _Alphabets(glyphs)


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
