"""Every sign of the records must be in every face of the theme: a missing glyph prints as an empty box or in a
stranger's face, and nobody is told."""

from __future__ import annotations

import io
import marshal
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.pages.theme import Theme
from yearbook.records.model import Yearbook
from yearbook.records.values import Key, Record
from yearbook.storage import PLAIN, Cache, code_digest, file_hash, key
from yearbook.vietnamese import VIETNAMESE

AROUND = 16  # signs of context each side in the message
_SIGNS: dict[Path, frozenset[str]] = {}  # by face
_ESCAPED = ("\\u", "\\b", "\\f", "\\r")  # as JSON writes signs that are not to be seen


def characters(file: Path) -> frozenset[str]:
    """The signs that a font file has glyphs for; none when there is no such file or it is no font."""
    if file not in _SIGNS:
        _SIGNS[file] = _read(file)
    return _SIGNS[file]


def _read(file: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont, TTLibError  # takes long to load, and seldom has anything to read

    try:
        # from memory: TTFont leaves a file open when it is no font
        with TTFont(io.BytesIO(file.read_bytes()), lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap()))
    except (OSError, TTLibError, AssertionError):
        return frozenset()


def recall_faces(theme: Theme, cache: Cache) -> None:
    """Know the signs of the theme's faces from the cache, or put them there: to read the tables takes long."""
    with suppress(OSError):  # `check_faces` tells what is not there; a cache need not be writable
        faces = [face.file for face in theme.faces]
        name = key("signs", code_digest(("pages/glyphs.py",), ("fonttools",)), *map(file_hash, faces))
        data = cache.get(name)
        known = marshal.loads(data) if data else tuple("".join(sorted(_read(file))) for file in faces)  # noqa: S302
        _SIGNS.update(zip(faces, map(frozenset, known), strict=True))
        if data is None:
            cache.put(name, marshal.dumps(known, PLAIN))


def face_problem(file: Path) -> str:
    """What is wrong with a face, in Vietnamese; empty when it has all 134 Vietnamese letters."""
    if not file.is_file():
        return "không có tệp"
    known = characters(file)
    if not known:
        return "tệp hỏng"
    lacking = [letter for letter in VIETNAMESE if letter not in known]
    return f"thiếu {len(lacking)} chữ: {' '.join(lacking[:12])}" if lacking else ""


def check_faces(theme: Theme) -> Iterator[Diagnostic]:
    """L113 for each face of the theme that cannot set Vietnamese (some packages lack letters in one style only)."""
    for face in theme.faces:
        if problem := face_problem(face.file):
            yield diagnose(
                "L113", face=f"{face.family} {face.weight} {face.style}", file=face.file.name, detail=problem
            )


def _strings(value: Any, path: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for position, inner in enumerate(value):
            yield from _strings(inner, (*path, position))


def _absent(sign: str, theme: Theme) -> str:
    return ", ".join(sorted({face.family for face in theme.faces if sign not in characters(face.file)}))


_COVERED: dict[frozenset[str], dict[int, Record]] = {}  # by the signs that faces have: records of no others, by id


def check_glyphs(yearbook: Yearbook, theme: Theme) -> Iterator[Diagnostic]:
    """L104 for each sign of each record's field that some face of the theme lacks; once for a sign and field."""
    covered = frozenset.intersection(*(characters(face.file) for face in theme.faces)) | set("\n\t\r")
    before, now = _COVERED.get(covered, {}), {}
    for record in (yearbook.settings, *yearbook.all_records()):
        if id(record) not in before and (found := list(_lacking(record, covered, theme))):
            yield from found
        else:
            now[id(record)] = record
    _COVERED.clear()
    _COVERED[covered] = now


@cache
def _others(covered: frozenset[str]) -> re.Pattern[str]:
    """Finds a sign that is none of these."""
    ranges: list[list[int]] = []
    for point in sorted(map(ord, covered)):
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    signs = (f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
    return re.compile(f"[^{''.join(signs)}]")


def _lacking(record: Record, covered: frozenset[str], theme: Theme) -> Iterator[Diagnostic]:
    written = record.model_dump_json(by_alias=True)
    if not any(escaped in written for escaped in _ESCAPED) and not _others(covered).search(written):
        return  # in whatever field
    for path, text in _strings(record.model_dump(by_alias=True, mode="json")):
        for sign in sorted(set(text) - covered):
            if path[0] == "note" or unicodedata.category(sign) == "Cf":
                continue  # notes are not printed; format characters are a matter of the text rules
            at = text.index(sign)
            context = text[max(0, at - AROUND) : at + AROUND].replace("\n", " ")
            yield diagnose(
                "L104",
                record.span(*path),
                record=record.id,
                char=sign,
                point=f"U+{ord(sign):04X}",
                family=_absent(sign, theme),
                context=context,
            )
