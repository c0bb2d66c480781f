"""epubcheck, the conformance checker of the W3C: what it says of an EPUB (`java.py` starts it)."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

from yearbook.diagnostics import Diagnostic, Outcome, Span, diagnose
from yearbook.images.formats import TooManyPixels, open_image
from yearbook.preflight.epubfile import Page, Places, read_page
from yearbook.preflight.java import SHORT_RUN, command, find_jar
from yearbook.storage import Cache, key, writing
from yearbook.values import dataclass

_VERSION = 2  # of how its answers are kept
DULL_BYTES, DULL_PIXELS = 4 * 10**6, 2 * 10**6  # a picture beyond them is worth a word to epubcheck
MAX_SHOWN = 50  # findings of one run; the rest repeat the same fault
MAX_REPORT = 64 * 2**20  # bytes of its report: a hostile file can make it write without end
LONG_RUN = 20 * 1000**2  # bytes: an EPUB for which the better compiler pays (3,200 records: 30 s instead of 45)
GRAVE = ("FATAL", "ERROR", "WARNING")


@dataclass(frozen=True)
class EpubcheckResult:
    """How many findings of each gravity epubcheck counted, and its version."""

    version: str
    errors: int
    warnings: int


def run_epubcheck(
    path: Path,
    timeout: float = 600,
    *,
    anchors: Collection[str] = (),
    spans: Mapping[str, Span] | None = None,
    cache: Cache | None = None,
) -> Outcome[EpubcheckResult | None]:
    """Check a finished EPUB.

    anchors, spans: the records (`Book.record_anchors`) and their places in the data, so that a finding inside a
    record names it; cache: for EPUBs of our own: what differs in sound pictures alone is checked once. Out: the counts
    with E301 (fatal, error) and E302 (warning) for each finding, E261 for those beyond the first fifty; None with E303
    when epubcheck or Java is not
    installed, with E304 when it broke off or took more than `timeout` seconds. Raises DataProblem (S101–S104) when
    the cache cannot be written.
    """
    jar, java = find_jar(), shutil.which("java")
    if jar is None or java is None:
        absent = "máy này không có Java" if java is None else "chưa cài gói Python epubcheck"
        return Outcome(None, (diagnose("E303", reason=absent),))
    try:
        told = _recalled(jar, java, path, timeout, cache) if cache else _told(jar, java, path, timeout)
    except subprocess.TimeoutExpired:
        return Outcome(None, (diagnose("E304", reason=f"quá {timeout:g} giây"),))
    except _TooMuch:
        return Outcome(None, (diagnose("E304", reason="bản báo cáo quá lớn"),))
    except (OSError, ValueError, KeyError, TypeError):
        return Outcome(None, (diagnose("E304", reason="không có bản báo cáo"),))
    return _outcome(told, _Finder(path, Places(anchors, spans)))


class _TooMuch(Exception):
    """A report without end."""


@dataclass(frozen=True)
class _Told:
    """What epubcheck said: its counts, and the first grave findings as (gravity, id, place, line, column, message)."""

    result: EpubcheckResult
    grave: int
    messages: tuple[tuple[str, str, str, int, int, str], ...]


def _recalled(jar: Path, java: str, path: Path, timeout: float, cache: Cache) -> _Told:
    name = key("epubcheck", _VERSION, jar.read_bytes(), _likeness(path))
    if (known := cache.get(name)) is not None:
        raw = json.loads(known)
        return _Told(EpubcheckResult(*raw["result"]), raw["grave"], tuple(tuple(one) for one in raw["messages"]))
    told = _told(jar, java, path, timeout)
    with writing(cache.folder):
        words = {"result": astuple(told.result), "grave": told.grave, "messages": told.messages}
        cache.put(name, json.dumps(words, ensure_ascii=False).encode())
    return told


def _likeness(path: Path) -> bytes:
    """Of what the answer follows from, in an EPUB of our own: of a sound JPEG epubcheck reads the header and has
    nothing to say, so all of them are alike to it (its `BitmapChecker`)."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(path) as book:
        for entry in book.infolist():
            data = book.read(entry)
            dull = entry.filename.endswith(".jpg") and _is_dull(data)
            how = (entry.filename, entry.compress_type, entry.flag_bits, entry.extra, entry.comment, dull, len(data))
            digest.update(repr(how[:-1] if dull else how).encode())
            digest.update(b"" if dull else data)
    return digest.digest()


def _is_dull(data: bytes) -> bool:
    """Whether this is a whole JPEG of no remarkable size."""
    try:
        with open_image(data, "JPEG") as image:
            width, height = image.size
    except (TooManyPixels, OSError, ValueError, SyntaxError):
        return False
    return len(data) < DULL_BYTES and width * height <= DULL_PIXELS and data.endswith(b"\xff\xd9")


def _told(jar: Path, java: str, path: Path, timeout: float) -> _Told:
    """Run it. Raises TimeoutExpired, _TooMuch, and OSError, ValueError, KeyError, TypeError for no sound report."""
    with tempfile.TemporaryDirectory(prefix="yearbook-") as folder:
        report = Path(folder) / "report.json"
        pace = SHORT_RUN if path.stat().st_size < LONG_RUN else ()
        words = [*command(java, jar, pace), str(path.resolve()), "-q", "-j", str(report)]
        quiet = subprocess.DEVNULL
        subprocess.run(words, stdin=quiet, stdout=quiet, stderr=quiet, timeout=timeout, check=False, cwd=folder)
        if report.stat().st_size > MAX_REPORT:
            raise _TooMuch
        raw = json.loads(report.read_text("utf-8"))
    checker = raw["checker"]
    errors = int(checker["nFatal"]) + int(checker["nError"])
    grave = [message for message in raw["messages"] if message["severity"] in GRAVE]
    messages = tuple(_said(message) for message in grave[:MAX_SHOWN])
    result = EpubcheckResult(str(checker["checkerVersion"]), errors, int(checker["nWarning"]))
    return _Told(result, len(grave), messages)


def _said(message: dict[str, Any]) -> tuple[str, str, str, int, int, str]:
    place = next(iter(message.get("locations") or []), None) or {}
    where = str(place.get("path", "?")), int(place.get("line", -1)), int(place.get("column", 1))
    return message["severity"], message["ID"], *where, " ".join(str(message["message"]).split())


class _Finder:
    """Which record stands at a line of a page; each page is read once, and only when something is found in it."""

    def __init__(self, path: Path, places: Places) -> None:
        self._path, self.places = path, places
        self._pages: dict[str, Page | None] = {}

    def record(self, name: str, line: int) -> str:
        if line < 1 or not self.places.known:
            return ""
        if name not in self._pages:
            self._pages[name] = read_page(self._path, name)
        page = self._pages[name]
        return self.places.record_at(page, line) if page else ""


def _outcome(told: _Told, finder: _Finder) -> Outcome[EpubcheckResult | None]:
    found = [_finding(*message, finder) for message in told.messages]
    if told.grave > len(found):
        found.append(diagnose("E261", kind="epubcheck", count=told.grave - len(found)))
    return Outcome(told.result, tuple(found))


def _finding(severity: str, number: str, name: str, line: int, column: int, words: str, finder: _Finder) -> Diagnostic:
    where = f"{name}:{line}:{column}" if line > 0 else name
    record = finder.record(name, line)
    code = "E302" if severity == "WARNING" else "E301"
    return diagnose(code, finder.places.span(record), record=record, id=number, place=where, detail=words)
