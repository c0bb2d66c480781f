"""Seeded defects of an EPUB, each caught by name.

Three tools look at a finished book; none of them sees everything:

- our own checks (`inspect_epub`): OURS, the table in `seeded_defects.py`. What neither epubcheck nor Ace says is marked
  `alone`.
- epubcheck: EPUBCHECK, what only it knows (the grammar of XHTML, CSS, the manifest).
- Ace by DAISY, where it is installed (`tools/readers`): ACE, what only shows when a page is laid out.

The unspoilt book gives no finding in any of them.
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from good_epub import ANCHORS, PAGES, Files, good_files, pack
from seeded_defects import OURS, Change, Defect, crowded, swap

from yearbook.preflight.epub import inspect_epub, run_epubcheck
from yearbook.preflight.java import find_jar

ROOT = Path(__file__).resolve().parents[2]
ACE_PROGRAM = ROOT / "tools" / "readers" / "node_modules" / ".bin" / "ace-puppeteer"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


@pytest.mark.parametrize("seeded", OURS, ids=lambda seeded: seeded.name)
def test_our_checks_name_a_defect_and_nothing_else(seeded: Defect, tmp_path: Path) -> None:
    files = good_files()
    seeded.change(files)
    anchors = (*ANCHORS, *(f"nguoi-{n}" for n in range(20))) if seeded.change is crowded else ANCHORS
    findings = inspect_epub(pack(files, tmp_path / "hong.epub"), anchors, pages=PAGES)
    assert tuple(finding.message for finding in findings) == seeded.messages


def test_the_unspoilt_book_has_no_finding(tmp_path: Path) -> None:
    path = pack(good_files(), tmp_path / "tot.epub")
    assert inspect_epub(path, ANCHORS, pages=PAGES) == ()
    assert inspect_epub(path, ANCHORS) == ()


def test_a_book_without_printed_pages_is_not_asked_for_them(tmp_path: Path) -> None:
    files = good_files()
    nav = files["EPUB/nav.xhtml"].decode()
    start, end = nav.index('<nav epub:type="page-list"'), nav.index('<nav epub:type="landmarks"')
    files["EPUB/nav.xhtml"] = (nav[:start] + nav[end:]).encode()
    for name in ("loi-noi-dau", "ca-nhan", "danh-sach", "bang-tra"):
        text = files[f"EPUB/{name}.xhtml"].decode()
        lines = [line for line in text.splitlines(True) if "doc-pagebreak" not in line]
        files[f"EPUB/{name}.xhtml"] = "".join(lines).encode()
    package = files["EPUB/content.opf"].decode()
    lines = [line for line in package.splitlines(True) if "pageBreak" not in line and "pageNavigation" not in line]
    files["EPUB/content.opf"] = "".join(lines).encode()
    path = pack(files, tmp_path / "khong-trang.epub")
    assert inspect_epub(path, ANCHORS) == ()
    assert [finding.message for finding in inspect_epub(path, ANCHORS, pages=5)] == [
        "danh sách trang in của EPUB có 0 trang, bản in có 5"
    ]


# --- what epubcheck finds ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Foreign:
    """A defect that another tool names: its id or rule, and the file it names."""

    name: str
    change: Change
    id: str
    place: str


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" aria-hidden="true"/>'
EPUBCHECK = (
    Foreign("element unknown", swap("ca-nhan.xhtml", "<p>Chị", "<p2>a</p2><p>Chị"), "RSC-005", "ca-nhan.xhtml"),
    Foreign("id twice in a page", swap("danh-sach.xhtml", "<table>", '<table id="t3">'), "RSC-005", "danh-sach.xhtml"),
    Foreign("style sheet broken", swap("book.css", "img {", "img { { "), "CSS-008", "book.css"),
    Foreign("svg not in the manifest", swap("bang-tra.xhtml", "<ul", f"{SVG}<ul"), "OPF-014", "bang-tra.xhtml"),
    Foreign(
        "file of the manifest missing",
        swap("content.opf", "</manifest>", '<item id="x" href="x.css" media-type="text/css"/></manifest>'),
        "RSC-001",
        "x.css",
    ),
    Foreign(
        "page in the spine twice",
        swap("content.opf", '<itemref idref="list"/>', '<itemref idref="list"/><itemref idref="list"/>'),
        "RSC-005",
        "content.opf",
    ),
)


def needs_epubcheck() -> None:
    if find_jar() is None or shutil.which("java") is None:
        pytest.skip("epubcheck hoặc Java chưa được cài")


def named_by_epubcheck(path: Path) -> set[tuple[str, str]]:
    """(id, file) of each finding."""
    words = [finding.message.split() for finding in run_epubcheck(path).diagnostics]
    return {(word[1], word[3].split(":")[0].rpartition("/")[2]) for word in words}


def test_epubcheck_finds_nothing_in_the_unspoilt_book(tmp_path: Path) -> None:
    needs_epubcheck()
    outcome = run_epubcheck(pack(good_files(), tmp_path / "tot.epub"))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    assert (outcome.value.errors, outcome.value.warnings) == (0, 0)


def test_epubcheck_names_its_defects(tmp_path: Path) -> None:
    """All in one book, for one start of Java; each has a file of its own or an id of its own."""
    needs_epubcheck()
    files = good_files()
    for seeded in EPUBCHECK:
        seeded.change(files)
    named = named_by_epubcheck(pack(files, tmp_path / "hong.epub"))
    assert {(seeded.id, seeded.place) for seeded in EPUBCHECK} <= named


def unseen_books() -> list[Files]:
    """All defects that only we find, in as few books as they fit in: in each book a file has one defect at most."""
    books: list[tuple[Files, set[str]]] = []
    good = good_files()
    for seeded in OURS:
        if not seeded.alone:
            continue
        files = good_files()
        seeded.change(files)
        changed = {name for name, data in files.items() if good.get(name) != data}
        book = next((book for book in books if book[1].isdisjoint(changed)), None)
        if book is None:
            books.append(book := (good_files(), set()))
        book[0].update({name: files[name] for name in changed})
        book[1].update(changed)
    return [files for files, _ in books]


@pytest.mark.slow
def test_epubcheck_lets_pass_what_only_we_find(tmp_path: Path) -> None:
    needs_epubcheck()
    for files in unseen_books():
        assert run_epubcheck(pack(files, tmp_path / "hong.epub")).diagnostics == ()


# --- what Ace finds ------------------------------------------------------------------------------------------

ACE = (
    Foreign("contrast too low", swap("book.css", "html {", "p { color: #bbbbbb; background: #ffffff } html {"),
            "color-contrast", "loi-noi-dau.xhtml"),
    Foreign("frame without a name", swap("ca-nhan.xhtml", "<p>Chị", '<div role="img"></div><p>Chị'),
            "role-img-alt", "ca-nhan.xhtml"),
)  # fmt: skip


def broken_by_ace(path: Path, out: Path) -> set[tuple[str, str]]:
    """(rule, file) of each violation."""
    command = [str(ACE_PROGRAM), "--force", "-s", "-o", str(out), str(path)]
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": CHROMIUM}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=180)
    report = json.loads((out / "report.json").read_text("utf-8"))
    return {
        (one["earl:test"]["dct:title"], page["earl:testSubject"]["url"])
        for page in report["assertions"]
        for one in page["assertions"]
        if one["earl:result"]["earl:outcome"] == "fail"
    }


def needs_ace() -> None:
    if not ACE_PROGRAM.exists() or not CHROMIUM:
        pytest.skip("Ace (tools/readers) hoặc Chromium chưa được cài")


@pytest.mark.slow
def test_ace_finds_nothing_in_the_unspoilt_book(tmp_path: Path) -> None:
    needs_ace()
    assert broken_by_ace(pack(good_files(), tmp_path / "tot.epub"), tmp_path / "ace") == set()


@pytest.mark.slow
@pytest.mark.parametrize("seeded", ACE, ids=lambda seeded: seeded.name)
def test_ace_names_a_defect(seeded: Foreign, tmp_path: Path) -> None:
    needs_ace()
    files = good_files()
    seeded.change(files)
    assert (seeded.id, seeded.place) in broken_by_ace(pack(files, tmp_path / "hong.epub"), tmp_path / "ace")


@pytest.mark.slow
def test_ace_lets_pass_what_only_we_find(tmp_path: Path) -> None:
    needs_ace()
    for files in unseen_books():
        assert broken_by_ace(pack(files, tmp_path / "hong.epub"), tmp_path / "ace") == set()
