"""What pages depend on beside the book: the tools that lay them out and draw them, and this code itself."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator
from functools import cache

from yearbook.pdf.runs import Impression, Press
from yearbook.storage import code_digest
from yearbook.storage import key as cache_key

PACKAGES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "fonttools", "pillow")
_ROOMS = ("pdf/*.py", "pages/*.py", "geometry.py")
# Library → its names on Linux, macOS, Windows, the function that tells its version.
_LIBRARIES = {
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.dylib", "libharfbuzz-0.dll"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "libharfbuzz-subset-0.dll"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.dylib", "libfontconfig-1.dll"),
}
_VERSION = {
    "pango": "pango_version",
    "harfbuzz": "hb_version_string",
    "harfbuzz-subset": "hb_version_string",
    "fontconfig": "FcGetVersion",
}


@cache
def tools() -> str:
    """A key that changes with every tool: packages, shared libraries, the code of these rooms."""
    return cache_key(code_digest(_ROOMS, PACKAGES), *_libraries())


def _libraries() -> Iterator[str]:
    for library, names in _LIBRARIES.items():
        for name in names:
            try:
                found = getattr(ctypes.CDLL(name), _VERSION[library])
            except (OSError, AttributeError):
                continue
            if _VERSION[library] == "hb_version_string":
                found.restype = ctypes.c_char_p
            yield f"{library} {found()!r}"
            break


def identity(press: Press) -> str:
    """The key of everything that all pages of a press are laid out with; pictures count where they are shown, by their
    names, which follow from what is in them."""
    faces = tuple((name, hashlib.sha256(path.read_bytes()).digest()) for name, path in press.faces)
    return cache_key("press", tools(), press.css, faces)


def drawn_as(impression: Impression) -> str:
    """The key of everything beside that that they look like in an impression."""
    return cache_key("impression", impression.inks, impression.variant, impression.tagged, impression.pictures)
