"""What WeasyPrint calls of Pango, read beforehand: the same pages, no C parser, and as ever where it is not there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from yearbook.context import asset_root
from yearbook.pdf import foreign

ROOT = Path(__file__).parents[2]
FACE = (asset_root() / "fonts" / "SourceSerif4_400Regular.ttf").as_uri()
PAGES = """
import hashlib, json, sys
sys.prefix = sys.argv[1]
import yearbook.pdf
from weasyprint import HTML
style = f"@font-face {{ font-family: 'Bộ chữ'; src: url({sys.argv[2]}) }} html {{ font: 9pt 'Bộ chữ'; hyphens: auto }}"
words = "<p>Nguyễn Thị Ánh Hường <u>1/2</u> được tặng <b>Bằng khen</b> số 1579/QĐ-BTTTT <q lang=en>fi</q>.</p>" * 40
made = HTML(string=f"<html lang=vi><style>{style}</style>{words}").write_pdf(pdf_identifier=b"yb")
import weasyprint.text.ffi, weasyprint.text.line_break, weasyprint.text.fonts
ffis = {id(m.ffi) for m in (weasyprint.text.ffi, weasyprint.text.line_break, weasyprint.text.fonts)}
print(json.dumps([hashlib.sha256(made).hexdigest(), len(ffis), "pycparser" in sys.modules, "cffi" in sys.modules]))
"""


def pages(prefix: Path) -> Any:
    """Digest of a file, how many `ffi` there are, whether the C parser and cffi were loaded."""
    words = [sys.executable, "-c", PAGES, str(prefix), FACE]
    return json.loads(subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout)


def test_the_same_pages_without_a_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = pages(tmp_path)
    assert plain[1:] == [1, True, True]
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert foreign.get_ready()
    assert pages(tmp_path) == [plain[0], 1, False, False]
    (written,) = tmp_path.rglob("pango_*.py")
    before = written.stat().st_mtime_ns
    assert foreign.get_ready()
    assert written.stat().st_mtime_ns == before, "was there already"

    for damage in ("ffi = 1 +", "nothing = 0", "raise ImportError"):
        written.write_text(damage)
        assert pages(tmp_path) == plain
    written.unlink()
    written.mkdir()
    assert pages(tmp_path) == plain
