"""The engine gives WeasyPrint this build's resources and nothing else, and every warning becomes a finding."""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import weasyprint

from yearbook.context import asset_root
from yearbook.diagnostics import DataProblem, Severity
from yearbook.pdf.engine import Engine, Resources

MakeEngine = Callable[..., Engine]


def outside(url: str) -> str:
    return f"trang đòi tài nguyên «{url}» không thuộc bản dựng"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/anh.png",
        "https://example.vn/anh.png",
        "yb:image/khong-co",
        "yb:font/../../../etc/passwd",
        "ftp://127.0.0.1/anh.png",
    ],
)
def test_a_picture_from_outside_the_build_stops_it_and_is_named(make_engine: MakeEngine, url: str) -> None:
    with pytest.raises(DataProblem) as caught:
        make_engine().lay_out(f'<img alt="ảnh" src="{url}">')
    finding = caught.value.diagnostic
    assert (finding.code, finding.severity, finding.message) == ("L107", Severity.ERROR, outside(url))


def test_a_background_from_outside_stops_the_build(make_engine: MakeEngine) -> None:
    engine = make_engine('p { background: url("file:///etc/hostname") }')
    with pytest.raises(DataProblem) as caught:
        engine.lay_out("<p>a</p>")
    assert caught.value.diagnostic.message == outside("file:///etc/hostname")


def test_a_style_sheet_from_outside_stops_the_build(make_engine: MakeEngine) -> None:
    with pytest.raises(DataProblem) as caught:
        Engine('@import url("http://127.0.0.1:9/a.css");', Resources({}))
    assert caught.value.diagnostic.message == outside("http://127.0.0.1:9/a.css")


def test_a_font_from_outside_stops_the_build() -> None:
    with pytest.raises(DataProblem) as caught:
        Engine('@font-face { font-family: X; src: url("file:///usr/share/fonts/x.ttf") }', Resources({}))
    assert caught.value.diagnostic.message == outside("file:///usr/share/fonts/x.ttf")


def test_a_file_is_never_attached(make_engine: MakeEngine) -> None:
    """WeasyPrint's own fetcher would put the file into the PDF."""
    engine = make_engine()
    html = '<html><head><link rel="attachment" href="file:///etc/passwd"></head><body><p>a</p></body></html>'
    with pytest.raises(DataProblem) as caught:
        document = engine.lay_out(html)
        engine.write(document, list(document.pages), tagged=False, identifier=b"x")
    assert caught.value.diagnostic.code == "L107"


def test_a_picture_inside_svg_from_outside_is_an_error_too(make_engine: MakeEngine) -> None:
    """SVG drawing swallows the refusal of the fetcher: then the log line must tell."""
    engine = make_engine()
    html = '<svg width="10" height="10"><image href="file:///etc/passwd" width="5" height="5"/></svg>'
    try:
        document = engine.lay_out(html)
        engine.write(document, list(document.pages), tagged=False, identifier=b"x")
        codes = [finding.code for finding in engine.findings]
    except DataProblem as problem:
        codes = [problem.diagnostic.code]
    assert codes and set(codes) <= {"L106", "L107"}


def test_an_unknown_property_is_an_error_that_names_it() -> None:
    engine = Engine("p { colour: red }", Resources({}))
    assert [(f.code, f.severity) for f in engine.findings] == [("L106", Severity.ERROR)]
    assert engine.findings[0].message == "dàn trang báo: Ignored `colour: red ` at 1:5, unknown property."


def test_the_same_warning_is_told_once(make_engine: MakeEngine) -> None:
    engine = make_engine()
    engine.lay_out('<p style="colour: red">a</p><p style="colour: red">b</p>')
    assert len(engine.findings) == len({finding.message for finding in engine.findings}) == 1


def test_a_truncated_picture_is_an_error(make_engine: MakeEngine, picture: Path) -> None:
    """What is cut off before the picture begins; a photo cut off later never gets here (I106)."""
    picture.write_bytes(picture.read_bytes()[:100])
    engine = make_engine()
    document = engine.lay_out('<img alt="ảnh" src="yb:image/anh">')
    engine.write(document, list(document.pages), tagged=False, identifier=b"x")
    assert [finding.code for finding in engine.findings] == ["L106"]


def test_a_file_that_is_no_picture_is_an_error(make_engine: MakeEngine, picture: Path) -> None:
    picture.write_bytes(b"not a picture")
    engine = make_engine()
    engine.lay_out('<img alt="ảnh" src="yb:image/anh">')
    assert [finding.code for finding in engine.findings] == ["L106"]
    assert "yb:image/anh" in engine.findings[0].message


def test_a_sound_page_says_nothing(make_engine: MakeEngine) -> None:
    engine = make_engine()
    document = engine.lay_out(
        '<html lang="vi"><title>Kỷ yếu</title><p>Kỷ yếu</p><img alt="ảnh" src="yb:image/anh" width="40"></html>'
    )
    data = engine.write(document, list(document.pages), tagged=True, identifier=b"x")
    assert (engine.findings, data[:5]) == ([], b"%PDF-")


def test_loggers_and_garbage_collection_are_as_before_even_after_a_failure(make_engine: MakeEngine) -> None:
    logger = logging.getLogger("weasyprint")
    before = (logger.propagate, logger.level, list(logger.handlers))
    with pytest.raises(DataProblem):
        make_engine().lay_out('<img alt="a" src="file:///etc/passwd">')
    assert (logger.propagate, logger.level, list(logger.handlers)) == before
    assert gc.isenabled()


def test_html_that_names_entities_reads_no_file(make_engine: MakeEngine, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bi-mat-cua-may")
    engine, pdf = make_engine(), tmp_path / "trang.pdf"
    document = engine.lay_out(f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><p>chữ &x;</p>')
    pdf.write_bytes(engine.write(document, list(document.pages), tagged=False, identifier=b"x"))
    words = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, timeout=60).stdout.decode()
    assert "chữ" in words
    assert "bi-mat-cua-may" not in words


@pytest.mark.skipif(sys.platform != "linux", reason="chỉ Linux hỏi gcc và ld")
def test_no_compiler_is_asked_where_the_libraries_are(tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    for name in ("gcc", "cc", "ld"):
        (tmp_path / name).write_text(f'#!/bin/sh\necho {name} >> "{asked}"\nexit 1\n')
        (tmp_path / name).chmod(0o755)
    places = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    code = "import yearbook.pdf.engine, weasyprint; print(weasyprint.__version__)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PATH": places},
        cwd=asset_root(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, weasyprint.__version__, "")
    assert not asked.exists()
