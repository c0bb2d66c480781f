"""The sample book as those who receive it will use it: printer, proofreader, reader on a screen, reader of an EPUB."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from itertools import pairwise

import pytest
import yaml
from built import PDFS, ROOT, Dist, contents_lines
from read_back import MM, Word, flat

from yearbook.book import Part
from yearbook.book.model import Contents
from yearbook.pages.geometry import Geometry
from yearbook.pdf.proof import placement
from yearbook.preflight.epubcheck import run_epubcheck
from yearbook.vietnamese import typographic

FOOT = 12.0  # mm: the folio stands at least this near to the foot of the page


def record_ids(sample: Dist) -> list[str]:
    yearbook = sample.yearbook
    return [record.id for record in (*yearbook.individuals, *yearbook.collectives, *yearbook.events)]


def geometry(sample: Dist) -> Geometry:
    return Geometry.of(*sample.yearbook.settings.trim.mm, 0.1105, 15)


# --- the files ---------------------------------------------------------------------------------------------


def test_the_six_files_carry_the_slug_of_the_book(sample: Dist) -> None:
    slug = "ky-yeu-thi-dua-btttt-lan-iv"
    editions = [f"{slug}-{name}.pdf" for name in ("cover", "print", "proof", "screen")]
    assert sample.files() == sorted([*editions, f"{slug}.epub", "preflight.html", "report.html"])


@pytest.mark.parametrize("name", PDFS)
def test_qpdf_finds_nothing_wrong(sample: Dist, name: str) -> None:
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        pytest.skip("máy này không có lệnh qpdf")
    run = subprocess.run([qpdf, "--check", str(sample.pdf(name).path)], capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stderr) == (0, "")
    assert "No syntax or stream encoding errors found" in run.stdout


def test_epubcheck_finds_no_error(sample: Dist) -> None:
    outcome = run_epubcheck(sample.epub.path)
    if outcome.value is None:
        pytest.skip(outcome.diagnostics[0].message)
    assert (outcome.value.errors, [d.message for d in outcome.diagnostics]) == (0, [])


def test_the_report_names_every_file_with_its_pages(sample: Dist) -> None:
    page = (sample.out / "report.html").read_text("utf-8")
    assert [name for name in sample.files() if name not in page and name != "report.html"] == []
    assert str(len(sample.pdf("print").pages)) in page


def test_the_result_tells_sizes_pages_and_places(sample: Dist) -> None:
    pages = {file.edition: file.pages for file in sample.result.files}
    interior = len(sample.pdf("print").pages)
    assert pages == {"print": interior, "cover": 1, "proof": interior, "screen": interior, "epub": None}
    assert all(file.path.stat().st_size == file.size for file in sample.result.files)


@pytest.mark.parametrize("name", PDFS)
def test_every_font_is_one_of_ours_under_its_own_name_and_embedded(sample: Dist, name: str) -> None:
    ours = {face["postscript"] for face in yaml.safe_load((ROOT / "fonts" / "fonts.yaml").read_text("utf-8"))}
    fonts = sample.pdf(name).fonts
    assert fonts
    assert {font: embedded for font, embedded in fonts.items() if font not in ours or not embedded} == {}


# --- everybody is in the book ------------------------------------------------------------------------------


def test_it_is_a_book_of_more_than_a_hundred_pages(sample: Dist) -> None:
    assert len(sample.pdf("print").pages) > 100


def test_every_record_is_a_destination_of_the_print_edition(sample: Dist) -> None:
    known = sample.pdf("print").destinations
    assert [record for record in record_ids(sample) if record not in known] == []


def test_every_record_is_in_exactly_one_document_of_the_epub(sample: Dist) -> None:
    documents = sample.epub.documents
    ids = [value for tree in documents.values() for value in tree.xpath("//@id")]
    assert {record: ids.count(record) for record in record_ids(sample) if ids.count(record) != 1} == {}


def test_every_name_is_printed_on_the_page_its_destination_says(sample: Dist) -> None:
    pdf = sample.pdf("print")
    people = [*sample.yearbook.individuals, *sample.yearbook.collectives]
    lost = [p.id for p in people if flat(typographic(p.name)) not in pdf.pages[pdf.destinations[p.id] - 1]]
    assert lost == []


# --- one book in three dresses -----------------------------------------------------------------------------


def test_print_proof_and_screen_have_the_same_number_of_pages(sample: Dist) -> None:
    assert len({len(sample.pdf(name).pages) for name in ("print", "proof", "screen")}) == 1


def test_print_and_screen_have_the_same_words_page_by_page(sample: Dist) -> None:
    pairs = zip(sample.pdf("print").pages, sample.pdf("screen").pages, strict=True)
    assert [number for number, (ink, light) in enumerate(pairs, 1) if ink != light] == []


def test_print_and_screen_break_every_line_at_the_same_place(sample: Dist) -> None:
    pairs = zip(sample.pdf("print").words, sample.pdf("screen").words, strict=True)
    assert [(number, words) for number, pair in enumerate(pairs, 1) if (words := _elsewhere(*pair, 0.1))] == []


def _elsewhere(wanted: Iterable[Word], found: Iterable[Word], tolerance: float) -> list[str]:
    """Words that do not stand where they are wanted (mm)."""
    there: dict[str, list[Word]] = {}
    for word in found:
        there.setdefault(word.text, []).append(word)
    return [
        word.text
        for word in wanted
        if not any(
            abs(twin.x - word.x) < tolerance and abs(twin.y - word.y) < tolerance for twin in there.get(word.text, ())
        )
    ]


def test_the_proof_holds_the_words_of_each_page_in_order(sample: Dist) -> None:
    pairs = zip(sample.pdf("screen").pages, sample.pdf("proof").pages, strict=True)
    assert [number for number, (page, proof) in enumerate(pairs, 1) if not _in_order(page, proof)] == []


def _in_order(page: str, proof: str) -> bool:
    rest = iter(proof.split())
    return all(word in rest for word in page.split())


def test_the_proof_sets_every_word_on_the_line_of_the_page(sample: Dist) -> None:
    """Each word of a page stands on the A4 sheet where the reduced page puts it: line for line."""
    lost = []
    for number, (page, proof) in enumerate(zip(sample.pdf("screen").words, sample.pdf("proof").words, strict=True), 1):
        place = placement(geometry(sample), recto=number % 2 == 1)
        wanted = [Word(w.text, place.left + w.x * place.scale, place.top + w.y * place.scale) for w in page]
        if words := _elsewhere(wanted, proof, 0.6):
            lost.append((number, words))
    assert lost == []


def test_the_proof_says_what_it_is_on_every_sheet(sample: Dist) -> None:
    pages, build = sample.pdf("proof").pages, sample.result.build_id
    foot = "bản đọc soát (bông 1) · ngày 23/11/2026 · mã bản dựng {} · trang {}/{}"
    missing = [n for n, page in enumerate(pages, 1) if foot.format(build, n, len(pages)) not in page]
    assert missing == []


def test_the_proof_prints_the_code_of_every_record_where_it_begins(sample: Dist) -> None:
    """In the outer margin; a long code is broken over lines there."""
    pages, lost = sample.pdf("screen").destinations, []
    for record in record_ids(sample):
        recto = pages[record] % 2 == 1
        place = placement(geometry(sample), recto)
        edge = place.left + place.width + 5 if recto else place.left - 5
        margin = [w for w in sample.pdf("proof").words[pages[record] - 1] if (w.x > edge) == recto]
        if record not in "".join(word.text for word in sorted(margin, key=lambda word: word.y)):
            lost.append(record)
    assert lost == []


# --- what the printer looks at -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["print", "cover"])
def test_the_print_files_know_no_rgb(sample: Dist, name: str) -> None:
    pdf = sample.pdf(name)
    assert sorted(pdf.operators({"rg", "RG"})) == []
    assert pdf.image_spaces() <= {"/DeviceCMYK", "/DeviceGray"}


def test_the_boxes_of_the_interior_are_trim_and_bleed(sample: Dist) -> None:
    measured = {
        tuple(round((float(v) - float(t)) / MM, 1) for v, t in zip(page.obj.BleedBox, page.trimbox, strict=True))
        + tuple(round((float(page.trimbox[i + 2]) - float(page.trimbox[i])) / MM, 1) for i in (0, 1))
        for page in sample.pdf("print").pdf.pages
    }
    assert measured == {(-3.0, -3.0, 3.0, 3.0, 190.0, 270.0)}


def test_the_cover_is_as_wide_as_two_pages_and_their_spine(sample: Dist) -> None:
    page = sample.pdf("cover").pdf.pages[0]
    width, height = ((float(page.trimbox[i + 2]) - float(page.trimbox[i])) / MM for i in (0, 1))
    paper, pages = sample.yearbook.settings.paper, len(sample.pdf("print").pages)
    spine = -(-pages // 2) * paper.leaf_mm + paper.board_mm
    assert (width, height) == (pytest.approx(380 + spine, abs=0.1), pytest.approx(270, abs=0.1))
    assert sample.yearbook.settings.short_title in sample.pdf("cover").pages[0]


@pytest.mark.parametrize("name", ["print", "cover"])
def test_the_print_files_name_their_printing_condition_and_hold_no_annotation(sample: Dist, name: str) -> None:
    pdf = sample.pdf(name).pdf
    intent = pdf.Root.OutputIntents[0]
    assert (intent.S, len(pdf.Root.OutputIntents)) == ("/GTS_PDFX", 1)
    assert len(bytes(intent.DestOutputProfile.read_bytes())) > 100_000
    assert [number for number, page in enumerate(pdf.pages, 1) if "/Annots" in page.obj] == []


# --- what a reader on a screen uses ------------------------------------------------------------------------


def test_the_screen_edition_is_tagged_and_speaks_vietnamese(sample: Dist) -> None:
    root = sample.pdf("screen").pdf.Root
    assert (bool(root.MarkInfo.Marked), str(root.Lang), bool(root.ViewerPreferences.DisplayDocTitle)) == (
        True,
        "vi",
        True,
    )
    assert "/StructTreeRoot" in root


def test_page_labels_count_as_the_folios_do(sample: Dist) -> None:
    labels = sample.pdf("screen").pdf.Root.PageLabels
    assert labels.Nums[0] == 0
    assert (labels.Nums[1].S, labels.Nums[1].St) == ("/D", 1)


def test_the_bookmarks_lead_to_the_parts(sample: Dist) -> None:
    with sample.pdf("screen").pdf.open_outline() as outline:
        titles = [flat(item.title) for item in outline.root]
    wanted = [part.title for part in sample.book.parts if part.number]
    assert wanted and [title for title in wanted if flat(typographic(title)) not in titles] == []


def test_the_screen_edition_can_be_mailed(sample: Dist) -> None:
    assert sample.pdf("screen").path.stat().st_size < 20_000_000


def test_every_line_of_the_contents_leads_to_the_page_it_prints(sample: Dist) -> None:
    screen = sample.pdf("screen")
    lines, part = contents_lines(sample), sample.book.part("contents")
    assert part and isinstance(part.content, Contents)
    assert lines == {line.anchor: str(screen.destinations[line.anchor]) for line in part.content.lines}


def test_every_folio_is_the_number_of_its_page(sample: Dist) -> None:
    height = sample.yearbook.settings.trim.mm[1]
    folios = {
        number: [word.text for word in words if word.y > height - FOOT * 2 and word.text.isdigit()]
        for number, words in enumerate(sample.pdf("screen").words, 1)
    }
    wrong = {number: found for number, found in folios.items() if found and found != [str(number)]}
    assert wrong == {}
    assert sum(bool(found) for found in folios.values()) > 100


def test_folios_stand_on_the_outer_edge(sample: Dist) -> None:
    width, height = sample.yearbook.settings.trim.mm
    for number, words in enumerate(sample.pdf("screen").words, 1):
        for word in words:
            if word.y > height - FOOT * 2 and word.text == str(number):
                assert (word.x > width / 2) == (number % 2 == 1), number


# --- indexes -----------------------------------------------------------------------------------------------


def numbers(text: str) -> list[int]:
    """«95, 147–148» → 95, 147, 148"""
    found: list[int] = []
    for piece in text.split(","):
        first, _, last = piece.strip().partition("–")
        found += range(int(first), int(last or first) + 1)
    return found


def test_the_index_of_persons_leads_to_pages_that_name_the_person(sample: Dist) -> None:
    pages = sample.pdf("screen").pages
    index = " ".join(pages[number - 1] for number in sample.pages_of_part("index_persons"))
    units = sample.yearbook.unit_by_id
    wrong = []
    for person in sample.yearbook.individuals:
        unit = units[person.unit]
        name, where = (flat(typographic(word)) for word in (person.name, unit.short_name or unit.name))
        entry = re.search(rf"{re.escape(name)}, {re.escape(where)}, (\d+(?:–\d+)?(?:, \d+(?:–\d+)?)*)", index)
        if entry is None:
            wrong.append((person.id, "không có trong bảng tra"))
            continue
        wrong += [(person.id, str(page)) for page in numbers(entry[1]) if name not in pages[page - 1]]
    assert wrong == []


def test_the_index_of_persons_prints_the_page_of_every_record(sample: Dist) -> None:
    """The page of the record itself is among the links of the entry."""
    screen = sample.pdf("screen")
    linked = {anchor for number in sample.pages_of_part("index_persons") for anchor in screen.links(number)}
    pages = {screen.destinations[anchor] for anchor in linked}
    missing = [p.id for p in sample.yearbook.individuals if screen.destinations[p.id] not in pages]
    assert missing == []


# --- pages -------------------------------------------------------------------------------------------------


def test_openers_are_on_odd_pages(sample: Dist) -> None:
    starts = sample.pdf("print").destinations
    openers = [part for part in sample.book.parts if part.opener]
    assert len(openers) >= 3
    assert {part.kind: starts[part.anchor] for part in openers if starts[part.anchor] % 2 == 0} == {}


def test_only_pages_beside_the_start_of_a_part_are_blank(sample: Dist) -> None:
    """A blank page stands before a part or after its opener, carries nothing at all, and never follows another."""
    pdf = sample.pdf("print")
    blank = [number for number, page in enumerate(pdf.pages, 1) if not page]
    starts = {pdf.destinations.get(part.anchor) for part in sample.book.parts}
    assert [number for number in blank if number + 1 not in starts and number - 1 not in starts] == []
    assert [pair for pair in pairwise(blank) if pair[1] == pair[0] + 1] == []
    assert [number for number in blank if pdf.leaves_marks(number)] == []


def test_openers_carry_number_title_and_a_slogan_of_the_congress(sample: Dist) -> None:
    pdf = sample.pdf("print")
    openers: list[Part] = [part for part in sample.book.parts if part.opener]
    for part in openers:
        page = pdf.pages[pdf.destinations[part.anchor] - 1].lower()
        assert flat(typographic(part.title)).lower() in page
        assert flat(typographic(part.slogan)).lower() in page
