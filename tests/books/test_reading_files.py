"""The files for readers: the screen edition is PDF/UA-1, the archive PDF/A-2u or 3u with the book's own records."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import page as validator
import pikepdf
import pytest
from built import Dist, build_small
from small_folder import FILES

from yearbook.geometry import Rect
from yearbook.preflight.conformance import check_conformance


def settings(**changes: str) -> Mapping[str, str]:
    return {"yearbook.yaml": FILES["yearbook.yaml"] + "".join(f"{key}: {value}\n" for key, value in changes.items())}


def broken_rules(path: Path, profile: str) -> list[tuple[str, str]]:
    report = validator.validate_pdf(path, profile=profile)
    assert report.rules.passed > 50
    return [(failure.rule_id, failure.message) for failure in report.failures]


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every element of the structure tree, in reading order."""
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
    kids = node.get("/K", ()) if isinstance(node, pikepdf.Dictionary) else ()
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != "/OBJR":
            yield from elements(kid)


# --- the sample ----------------------------------------------------------------------------------------------


def test_the_screen_edition_is_pdf_ua_1(sample: Dist) -> None:
    assert broken_rules(sample.pdf("screen").path, "ua1") == []
    pdf = sample.pdf("screen").pdf
    assert str(pdf.Root.Lang) == "vi"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in bytes(pdf.Root.Metadata.read_raw_bytes())  # not packed
    assert "/ID" in pdf.trailer


def test_every_picture_that_is_read_out_has_words(sample: Dist) -> None:
    figures = [e for e in elements(sample.pdf("screen").pdf.Root.StructTreeRoot) if e.S == "/Figure"]
    assert len(figures) > 100
    assert [str(figure.get("/Alt", "")).strip() for figure in figures if not str(figure.get("/Alt", "")).strip()] == []


def test_running_heads_and_folios_are_not_read_out(sample: Dist) -> None:
    """They are pagination artifacts: on each page with a folio, some content is marked as one."""
    pdf = sample.pdf("screen").pdf
    for number in (31, 60, 120):
        content = b"\n".join(stream.read_bytes() for stream in pdf.pages[number - 1].Contents)
        assert content.count(b"/Artifact <</Type /Pagination>> BDC") == 1  # head and folio are drawn together


def test_every_link_says_where_it_leads(sample: Dist) -> None:
    pdf = sample.pdf("screen").pdf
    links = [a for page in pdf.pages for a in page.obj.get("/Annots", ()) if a.get("/Subtype") == "/Link"]
    assert len(links) > 500
    assert {int(link.F) for link in links} == {4}
    assert [link for link in links if not str(link.Contents).startswith(("Đến trang ", "Mở https://"))] == []


def test_the_dots_of_the_contents_are_not_read_out(sample: Dist) -> None:
    command = ["pdfinfo", "-enc", "UTF-8", "-struct-text", str(sample.pdf("screen").path)]
    spoken = subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode("utf-8")
    assert '"Lời giới thiệu"' in spoken
    assert '". "' not in {line.strip() for line in spoken.splitlines()}


def test_no_two_links_lie_over_each_other(sample: Dist) -> None:
    """A reader with a keyboard passes every link once."""
    for page in sample.pdf("screen").pdf.pages:
        areas = [Rect.of(annotation.Rect) for annotation in page.obj.get("/Annots", ())]
        shared = [both for one, other in combinations(areas, 2) if (both := one.meet(other))]
        assert [both for both in shared if both.width > 1 and both.height > 1] == []


# --- the archive ---------------------------------------------------------------------------------------------


def test_the_archive_carries_the_records_that_the_book_was_made_of(tmp_path: Path) -> None:
    dist = build_small(tmp_path, settings(archive="3u"), editions=())
    path = dist.out / f"{dist.slug}-archive.pdf"
    assert path.name in dist.files()  # the setting alone asks for it
    assert broken_rules(path, "3u") == []
    with pikepdf.open(path) as pdf:
        found = {name: bytes(spec.get_file().read_bytes()) for name, spec in pdf.attachments.items()}
        wanted = {
            file.relative_to(tmp_path / "data").as_posix().replace("/", "__"): file.read_bytes()
            for file in (tmp_path / "data").rglob("*")
            if file.suffix in {".yaml", ".md"}
        }
        assert found == wanted
        assert {str(spec.AFRelationship) for spec in pdf.Root.AF} == {"/Source"}
        assert len(pdf.Root.AF) == len(wanted)


def test_an_archive_of_the_second_part_carries_nothing(tmp_path: Path) -> None:
    dist = build_small(tmp_path, settings(archive="2u"), editions=("archive",))
    path = dist.out / f"{dist.slug}-archive.pdf"
    assert broken_rules(path, "2u") == []
    with pikepdf.open(path) as pdf:
        assert len(pdf.attachments) == 0


def test_without_the_setting_there_is_no_archive(sample: Dist) -> None:
    assert not [name for name in sample.files() if "archive" in name]


# --- what is told --------------------------------------------------------------------------------------------


def test_a_file_without_structure_is_told_with_the_rules_it_breaks(sample: Dist) -> None:
    found = check_conformance(sample.pdf("proof").path, "ua-1")
    assert {finding.code for finding in found} == {"P301"}
    messages = [finding.message for finding in found]
    assert any("PDFUA1-TAGGED-DOCUMENT-001" in message for message in messages)
    assert all(message.startswith("tệp chưa đạt PDF/UA-1: PDFUA1-") for message in messages)
    assert {finding.spot.file for finding in found if finding.spot} == {sample.pdf("proof").path.name}


def test_a_file_that_is_no_pdf_is_told_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"no PDF")
    [finding] = check_conformance(tmp_path / "x.pdf", "a-3u")
    assert finding.message.startswith("tệp chưa đạt PDF/A-3u: ")


@pytest.mark.parametrize("standard", ["x-4", "plain"])
def test_other_standards_are_not_judged_here(tmp_path: Path, standard: str) -> None:
    assert check_conformance(tmp_path / "absent.pdf", standard) == ()
