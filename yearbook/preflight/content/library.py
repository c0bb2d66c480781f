"""What content streams call by name, read once and kept: fonts, colour spaces, graphics states, forms, images.

One `Library` serves a whole file: books share fonts and pictures between all their pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pikepdf import Array, Dictionary, Name, Object, Stream

from yearbook.geometry import IDENTITY, Matrix, Rect
from yearbook.preflight.content.colours import UNKNOWN, Space
from yearbook.preflight.content.fonts import read_font
from yearbook.preflight.content.painted import Font, Raster
from yearbook.preflight.content.spaces import BY_NAME, group_space, plain, read_space
from yearbook.preflight.content.streams import Damaged, filters, unpacked
from yearbook.values import dataclass

_DEVICES = ("Gray", "RGB", "CMYK")
KEPT_BYTES = 2**20  # longer streams are unpacked again when they are called again
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Piece:
    """A stream of content that others call: a form, the cell of a tiling pattern, a glyph of a Type 3 font."""

    stream: Object
    resources: Resources | None
    matrix: Matrix = IDENTITY
    box: Rect | None = None
    group: bool = False
    group_space: Space | None = None
    knockout: bool = False
    coloured: bool = True


@dataclass(frozen=True)
class Shade:
    """A shading (dictionary or pattern)."""

    space: Space


class Library:
    """All that was read of a file so far, by object number."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, tuple[int, int]], Any] = {}
        self._data: dict[tuple[int, int], bytes] = {}

    def once(self, kind: str, obj: Object, make: Callable[[], T]) -> T:
        """The value made of an object the first time; objects without a number are made each time."""
        key = (kind, obj.objgen)
        if key[1] == (0, 0):
            return make()
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def resources(self, obj: Any) -> Resources | None:
        if not isinstance(obj, Dictionary):
            return None

        return self.once("resources", obj, lambda: Resources(self, obj))

    def data(self, stream: Object) -> bytes:
        """The bytes of a stream; raises Damaged."""
        key = stream.objgen
        if key in self._data:
            return self._data[key]
        data = unpacked(stream)
        if key != (0, 0) and len(data) <= KEPT_BYTES // 16 and len(self._data) < 1024:
            self._data[key] = data
        return data


class Resources:
    """A resource dictionary; every entry is read at most once. A missing or damaged entry is None."""

    def __init__(self, library: Library, obj: Object) -> None:
        self.library = library
        self._obj = obj
        self._found: dict[tuple[str, str], Any] = {}
        spaces = obj.get("/ColorSpace")
        # colours of the device are meant in other spaces (ISO 32000-2, 8.6.5.6)
        self.remaps = isinstance(spaces, Dictionary) and any(f"/Default{kind}" in spaces for kind in _DEVICES)

    def _get(self, category: str, name: str, make: Callable[[Any], Any]) -> Any:
        key = (category, name)
        if key not in self._found:
            names = self._obj.get(category)
            obj: Any = names.get(f"/{name}") if isinstance(names, Dictionary) and name else None
            if obj is None:
                self._found[key] = None
            elif isinstance(obj, Object):
                self._found[key] = self.library.once(category, obj, lambda: make(obj))
            else:
                self._found[key] = make(obj)
        return self._found[key]

    def font(self, name: str) -> Font | None:
        found: Font | None = self._get("/Font", name, read_font)
        return found

    def font_object(self, name: str) -> Any:
        names = self._obj.get("/Font")
        return names.get(f"/{name}") if isinstance(names, Dictionary) and name else None

    def space(self, name: str) -> Space:
        if name in BY_NAME:
            return BY_NAME[name]
        found: Space | None = self._get("/ColorSpace", name, read_space)
        return found or UNKNOWN

    def state(self, name: str) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self._get("/ExtGState", name, lambda obj: read_state(self.library, obj))
        return found

    def external(self, name: str) -> Piece | Raster | str | None:
        found: Piece | Raster | str | None = self._get("/XObject", name, self._external)
        return found

    def pattern(self, name: str) -> Piece | Shade | None:
        found: Piece | Shade | None = self._get("/Pattern", name, self._pattern)
        return found

    def shade(self, name: str) -> Shade | None:
        found: Shade | None = self._get("/Shading", name, _shade)
        return found

    def _external(self, obj: Any) -> Piece | Raster | str | None:
        kind = plain(obj.get("/Subtype")) if isinstance(obj, Stream) else ""
        if kind == "Image":
            return read_image(obj)
        return read_piece(self.library, obj) if kind == "Form" else kind or None

    def _pattern(self, obj: Any) -> Piece | Shade | None:
        if isinstance(obj, Stream):
            return read_piece(self.library, obj)
        return _shade(obj.get("/Shading")) if isinstance(obj, Dictionary) else None


def _shade(obj: Any) -> Shade | None:
    return Shade(read_space(obj.get("/ColorSpace"))) if isinstance(obj, Dictionary | Stream) else None


def _matrix(obj: Any) -> Matrix:
    if not isinstance(obj, Array) or len(obj) != 6:
        return IDENTITY
    a, b, c, d, e, f = (float(value) for value in obj)
    return (a, b, c, d, e, f)


def read_piece(library: Library, obj: Object) -> Piece:
    box, group = obj.get("/BBox"), obj.get("/Group")
    return Piece(
        obj,
        library.resources(obj.get("/Resources")),
        _matrix(obj.get("/Matrix")),
        Rect.of(box) if isinstance(box, Array) and len(box) == 4 else None,
        isinstance(group, Dictionary) and group.get("/S") == "/Transparency",
        group_space(group),
        isinstance(group, Dictionary) and _true(group.get("/K")),
        obj.get("/PaintType", 1) != 2,
    )


def _true(value: Any) -> bool:
    return value is True


def _count(value: Any) -> int:
    return int(value) if isinstance(value, int) and 0 <= value < 10**7 else 0


def read_image(obj: Object) -> Raster:
    stencil = _true(obj.get("/ImageMask"))
    coding = tuple(name.removeprefix("/") for name in filters(obj))
    space = obj.get("/ColorSpace")
    return Raster(
        _count(obj.get("/Width")),
        _count(obj.get("/Height")),
        1 if stencil else _count(obj.get("/BitsPerComponent", 8)),
        None if stencil else read_space(space),
        coding,
        obj.get("/SMask") is not None,
        obj.get("/Alternates") is not None,
        obj.objgen,
        _true(obj.get("/Interpolate")),
    )


_NUMBERS = (("/ca", "fill_alpha"), ("/CA", "stroke_alpha"), ("/LW", "width"), ("/ML", "miter"))


def read_state(library: Library, obj: Any) -> dict[str, Any]:
    """What an ExtGState changes, by the names of `State`'s fields (ISO 32000-2, 8.4.5)."""
    if not isinstance(obj, Dictionary):
        return {}
    found: dict[str, Any] = {}
    for key, field in _NUMBERS:
        if obj.get(key) is not None:
            found[field] = float(obj.get(key))  # type: ignore[arg-type]
    if obj.get("/OP") is not None:
        found["stroke_overprint"] = found["fill_overprint"] = _true(obj.get("/OP"))
    if obj.get("/op") is not None:
        found["fill_overprint"] = _true(obj.get("/op"))
    if isinstance(obj.get("/OPM"), int):
        found["overprint_mode"] = obj.get("/OPM")
    blend = obj.get("/BM")
    if blend is not None:
        found["blend"] = plain(blend[0] if isinstance(blend, Array) and len(blend) else blend)
    if obj.get("/SMask") is not None:
        found["soft_mask"] = not isinstance(obj.get("/SMask"), Name)
    if any(str(obj.get(key, "/Default")) not in ("/Default", "/Identity") for key in ("/TR", "/TR2")):
        found["transfer"] = True
    font = obj.get("/Font")
    if isinstance(font, Array) and len(font) == 2 and isinstance(font[0], Dictionary):
        found["font"] = library.once("/Font", font[0], lambda: read_font(font[0]))
        found["size"] = float(font[1])
    return found


__all__ = ["Damaged", "Library", "Piece", "Resources", "Shade"]
