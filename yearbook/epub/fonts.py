"""The faces that travel inside the EPUB: subsets as TrueType, not obfuscated, with their licences."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from uharfbuzz import Blob, SubsetFlags, SubsetInput, SubsetInputSets, subset
from uharfbuzz import Face as Program

from yearbook.epub.model import FontFile
from yearbook.pages.theme import Face, Theme
from yearbook.vietnamese import REPERTOIRE

NAMED = 256  # ids of names from here on belong to features and axes: those that are used stay by themselves
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


def embedded(theme: Theme, text: str) -> tuple[FontFile, ...]:
    """Subsets of the chosen faces for all Vietnamese (a reader's own notes and a later printing stay in the face) and
    whatever else `text` holds."""
    wanted = REPERTOIRE | {ord(character) for character in text}
    return tuple(_font_file(face, wanted) for face in chosen(theme))


def _font_file(face: Face, wanted: frozenset[int]) -> FontFile:
    name = f"OFL-{face.family.replace(' ', '')}.txt"
    licence = face.file.parent / name
    return FontFile(
        href=f"fonts/{face.postscript}.ttf",
        family=face.family,
        weight=face.weight,
        style=face.style,
        data=_subset(face.file, wanted),
        licence_href=f"fonts/{name}" if licence.is_file() else "",
        licence=licence.read_text("utf-8") if licence.is_file() else "",
    )


@lru_cache(maxsize=16)
def _subset(file: Path, wanted: frozenset[int]) -> bytes:
    """The same bytes on every machine; no hinting (screens do not need it, it doubles the size)."""
    how = SubsetInput()
    how.flags = SubsetFlags.NO_HINTING | SubsetFlags.NOTDEF_OUTLINE
    how.sets(SubsetInputSets.UNICODE).update(wanted)
    how.sets(SubsetInputSets.NAME_ID).update(range(NAMED))
    made = subset(Program(Blob.from_file_path(file)), how)
    return bytes(made.blob.data)
