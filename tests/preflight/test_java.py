"""epubcheck starts quicker when its classes are kept, says the same, and starts as ever when they cannot be used."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from yearbook.preflight.java import command, find_jar, get_ready

JAVA, JAR = shutil.which("java"), find_jar()
pytestmark = pytest.mark.skipif(JAVA is None or JAR is None, reason="epubcheck hoặc Java chưa được cài")


def said(sample: str, folder: Path) -> Any:
    """What epubcheck reports of a sample that comes with it, but for times, and what Java itself says."""
    assert JAVA
    assert JAR
    report = folder / "report.json"
    words = [*command(JAVA, JAR), str(JAR.parent / "samples" / sample), "-q", "-j", str(report)]
    told = subprocess.run(words, capture_output=True, cwd=folder, check=False)
    found = json.loads(report.read_text("utf-8"))
    for name in ("checkDate", "elapsedTime"):
        del found["checker"][name]
    return found, told.returncode


def test_kept_classes_change_nothing_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert JAVA
    assert JAR
    assert command(JAVA, JAR)[-2:] == ["-jar", str(JAR)]
    before = [said(sample, tmp_path) for sample in ("invalid.epub", "childrens-literature.epub")]
    assert get_ready()
    assert f"-XX:SharedArchiveFile={tmp_path}" in " ".join(command(JAVA, JAR))
    assert [said(sample, tmp_path) for sample in ("invalid.epub", "childrens-literature.epub")] == before
    (archive,) = tmp_path.rglob("classes.jsa")
    made = archive.stat().st_mtime_ns
    assert get_ready()
    assert archive.stat().st_mtime_ns == made, "was there already"

    archive.unlink()
    archive.write_bytes(b"no archive at all")
    assert said("invalid.epub", tmp_path) == before[0]


def test_no_signature_is_left_that_java_would_refuse_to_keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert get_ready()
    assert JAVA
    assert JAR
    listed = [*command(JAVA, JAR)[:-3], "-Xshare:on", "-Xlog:class+load", *command(JAVA, JAR)[-3:], "--version"]
    loaded = subprocess.run(listed, capture_output=True, text=True, check=True).stdout
    ours = [line for line in loaded.splitlines() if "com.adobe.epubcheck" in line]
    assert ours
    assert all("shared objects file (top)" in line for line in ours)
