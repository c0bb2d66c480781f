"""A finding inside a record names it and its place in the data, whoever found it."""

import shutil
from pathlib import Path

import pytest
from good_epub import ANCHORS, PAGES, good_files, pack

from yearbook.diagnostics import Span
from yearbook.preflight.epub import inspect_epub, run_epubcheck
from yearbook.preflight.java import find_jar

SPANS = {
    "nguyen-van-a": Span("data/individuals/nguyen-van-a.yaml", 1, 1),
    "tran-thi-b": Span("data/individuals/nhieu-nguoi.yaml", 12, 3),
}
PAGE = "EPUB/ca-nhan.xhtml"


def spoilt(tmp_path: Path, old: str, new: str) -> Path:
    files = good_files()
    text = files[PAGE].decode()
    assert old in text
    files[PAGE] = text.replace(old, new, 1).encode()
    return pack(files, tmp_path / "hong.epub")


@pytest.mark.parametrize(
    ("old", "new", "record"),
    [
        ('alt="Chân dung Nguyễn Văn A"', 'alt=""', "nguyen-van-a"),  # inside
        ("<p>Chị", '<p style="margin: 0">Chị', "tran-thi-b"),  # inside the second
        ("</article>\n</section>", '</article>\n<p style="margin: 0">Hết.</p></section>', "tran-thi-b"),  # after it
        ('<h1 id="t2">', '<h1 id="t2" style="margin: 0">', ""),  # before the first
        ('id="tran-thi-b"', 'id="tran-thi-b" style="margin: 0"', "tran-thi-b"),  # the record itself
    ],
)
def test_a_finding_names_the_record_around_it_or_before_it(old: str, new: str, record: str, tmp_path: Path) -> None:
    (finding,) = inspect_epub(spoilt(tmp_path, old, new), ANCHORS, spans=SPANS, pages=PAGES)
    assert finding.record == record
    assert finding.span == SPANS.get(record)


def test_a_record_that_is_missing_is_named_where_it_is_written(tmp_path: Path) -> None:
    path = spoilt(tmp_path, ' id="tran-thi-b"', "")
    findings = inspect_epub(path, ANCHORS, spans=SPANS, pages=PAGES)
    (missing,) = [finding for finding in findings if finding.code == "E203"]
    assert (missing.record, missing.span) == ("tran-thi-b", SPANS["tran-thi-b"])


def test_a_record_is_named_without_its_place_when_no_places_are_given(tmp_path: Path) -> None:
    (finding,) = inspect_epub(spoilt(tmp_path, 'alt="Chân dung Nguyễn Văn A"', 'alt=""'), ANCHORS, pages=PAGES)
    assert (finding.record, finding.span) == ("nguyen-van-a", None)


def test_epubcheck_names_the_record_at_its_line(tmp_path: Path) -> None:
    if find_jar() is None or shutil.which("java") is None:
        pytest.skip("epubcheck hoặc Java chưa được cài")
    path = spoilt(tmp_path, "<p>Chị đưa thư lên bản.</p>", '<p>Chị <a href="#khong-co">đưa thư</a>.</p>')
    (finding,) = run_epubcheck(path, spans=SPANS).diagnostics
    assert finding.message.startswith(f"epubcheck RSC-012 tại {PAGE}:")
    assert (finding.record, finding.span) == ("tran-thi-b", SPANS["tran-thi-b"])
