"""The faces that travel inside the EPUB: subsets as TrueType, not obfuscated, with their licences."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._n_a_m_e import NameRecordVisitor

from yearbook.epub.model import FontFile
from yearbook.pages.theme import Face, Theme
from yearbook.storage import Cache, key, writing
from yearbook.vietnamese import REPERTOIRE

_VERSION = 2  # of how faces are cut
SERIF = ((400, "normal"), (400, "italic"), (600, "normal"))
SANS = ((400, "normal"), (600, "normal"))


def chosen(theme: Theme) -> tuple[Face, ...]:
    """The faces the style sheet uses, each once: serif in three cuts, sans in two; the nearest weight stands in."""
    faces: dict[Path, Face] = {}
    for role, cuts in (("serif", SERIF), ("sans", SANS)):
        family = [face for face in theme.faces if face.family == theme.values["faces"][role]]
        for weight, style in cuts:
            face = min(family, key=lambda f: (f.style != style, abs(f.weight - weight), f.weight))
            faces.setdefault(face.file, face)
    return tuple(faces.values())


def faces(theme: Theme) -> tuple[FontFile, ...]:
    """The chosen faces, still without their data."""
    return tuple(map(_font_file, chosen(theme)))


def embedded(theme: Theme, text: str, cache: Cache | None = None) -> tuple[FontFile, ...]:
    """Subsets of the chosen faces for all Vietnamese (a reader's own notes and a later printing stay in the face) and
    whatever else `text` holds; with a `cache`, the same subset is made once ever. Raises DataProblem (S101–S104) when
    the cache cannot be written."""
    wanted = REPERTOIRE | {ord(character) for character in text}
    cut = (_recalled(face.file, wanted, cache) if cache else _subset(face.file, wanted) for face in chosen(theme))
    return tuple(replace(file, data=data) for file, data in zip(faces(theme), cut, strict=True))


def _font_file(face: Face) -> FontFile:
    name = f"OFL-{face.family.replace(' ', '')}.txt"
    licence = face.file.parent / name
    return FontFile(
        href=f"fonts/{face.postscript}.ttf",
        family=face.family,
        weight=face.weight,
        style=face.style,
        data=b"",
        licence_href=f"fonts/{name}" if licence.is_file() else "",
        licence=licence.read_text("utf-8") if licence.is_file() else "",
    )


def _recalled(file: Path, wanted: frozenset[int], cache: Cache) -> bytes:
    name = key("EPUB face", _VERSION, fontTools.version, file.read_bytes(), tuple(sorted(wanted)))
    if (known := cache.get(name)) is not None:
        return known
    made = _subset(file, wanted)
    with writing(cache.folder):
        cache.put(name, made)
    return made


@lru_cache(maxsize=16)
def _subset(file: Path, wanted: frozenset[int]) -> bytes:
    """The same bytes on every machine: no time stamp, no hinting (screens do not need it, it doubles the size)."""
    options = subset.Options(
        hinting=False,
        notdef_outline=True,
        glyph_names=False,
        name_IDs=["*"],
        recalc_timestamp=False,
        drop_tables=["DSIG"],
    )
    with TTFont(file, recalcTimestamp=False, lazy=True) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=wanted & set(font.getBestCmap()))
        names = font["name"]
        del font["name"]  # to find the names in use fontTools would walk through every rule of the layout tables
        subsetter.subset(font)
        font["name"] = names
        used = _names_used(font)
        names.names = [record for record in names.names if record.nameID in used]
        buffer = io.BytesIO()
        font.save(buffer, reorderTables=True)
    return buffer.getvalue()


def _names_used(font: TTFont) -> frozenset[int]:
    """Those of the face itself, and of features and axes: nothing else in a layout table names anything (OpenType,
    «FeatureParams»)."""
    visitor = NameRecordVisitor()
    for tag in ("GSUB", "GPOS"):
        if tag in font:
            visitor.visit(font[tag].table.FeatureList)
    if "STAT" in font:
        visitor.visit(font["STAT"])
    return frozenset({*range(256), *visitor.seen})
