"""A book kept up to date: what an edit changes on its pages, and that wrong data never take the good pages away."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from small_folder import FILES, context, write_book

from yearbook.context import asset_root
from yearbook.diagnostics import Diagnostic
from yearbook.pages.areas import area_at
from yearbook.pdf.raster import Closed, Pages
from yearbook.preview.live import Live, LiveBook
from yearbook.preview.patchwork import Patchwork
from yearbook.preview.session import Shown, _let_go, _opened
from yearbook.workers import Pool

PERSON = "individuals/tran-thi-be.yaml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_book(tmp_path / "data")


def live_book(data: Path, edition: str = "screen", **more: object) -> LiveBook:
    return LiveBook(context(data, data.parent / "private", data.parent / "cache", **more), edition)


def edit(data: Path, name: str, old: str, new: str) -> None:
    text = FILES[name]
    assert old in text
    (data / name).write_text(text.replace(old, new), "utf-8")


def errors(live: Live) -> list[Diagnostic]:
    return [finding for finding in live.report if finding.severity == "error"]


def pictures(live: Live) -> list[bytes]:
    assert live.file is not None
    pages = Pages(live.file)
    try:
        return [pages.picture(page.number, 500) for page in live.pages]
    finally:
        pages.close()


def text_under(live: Live, record: str, field: str) -> str:
    """The printed line under the middle of the first area of a field."""
    assert live.file is not None
    pages = Pages(live.file)
    try:
        for page, areas in zip(live.pages, live.areas, strict=True):
            for area in areas:
                if (area.record, area.field) == (record, field):
                    x, y = area.left + area.width / 2, area.top + area.height / 2
                    assert area_at(areas, x, y) == area
                    at = pages.index_at(page.number, x, y)
                    assert at is not None
                    text = pages.text(page.number)
                    return text[:at].rpartition("\n")[2] + text[at:].partition("\r")[0]
    finally:
        pages.close()
    raise AssertionError(f"no area of {record} {field}")


@pytest.mark.slow
def test_an_edited_name_changes_the_keys_of_the_pages_it_is_on(data: Path) -> None:
    """Its own page, the contents, the lists and the index; «looks different» is told by pictures of all pages."""
    book = live_book(data)
    before = book.update()
    old = pictures(before)
    edit(data, PERSON, "Trần Thị Bé", "Trần Thị Bình")
    after = book.update()
    assert errors(after) == []
    assert len(after.pages) == len(before.pages)
    changed = [a.number for a, b in zip(after.pages, before.pages, strict=True) if a.key != b.key]
    seen = [n for n, (a, b) in enumerate(zip(pictures(after), old, strict=True), 1) if a != b]
    assert changed == seen
    assert 2 <= len(changed) < len(after.pages) / 2
    assert after.anchors["tran-thi-be"] in changed


@pytest.mark.slow
def test_an_edit_after_the_cache_was_cleared(data: Path) -> None:
    """Most of what the process believes to be in the cache is not there any more."""
    book = live_book(data)
    before = book.update()
    shutil.rmtree(data.parent / "cache" / "values")
    edit(data, PERSON, "Trần Thị Bé", "Trần Thị Bình")
    after = book.update()
    assert errors(after) == []
    assert len(after.pages) == len(before.pages)
    assert text_under(after, "tran-thi-be", "name") == "Trần Thị Bình"
    same = [a.number for a, b in zip(after.pages, before.pages, strict=True) if a.key == b.key]
    old, new = pictures(before), pictures(after)
    assert all(old[number - 1] == new[number - 1] for number in same)


@pytest.mark.slow
def test_what_a_live_book_tells_of_its_pages(data: Path) -> None:
    live = live_book(data).update()
    assert errors(live) == []
    assert [page.side for page in live.pages[:3]] == ["right", "left", "right"]
    assert all(re.fullmatch("[0-9a-f]{24}", page.key) for page in live.pages)  # as addresses of pictures have it
    assert {(page.width_mm, page.height_mm) for page in live.pages} == {(190, 270)}
    lines = {line.title: line.page for line in live.contents}
    assert lines["Trần Thị Bé"] == live.anchors["tran-thi-be"]
    assert text_under(live, "tran-thi-be", "name") == "Trần Thị Bé"
    assert "Đội đo sóng ở bản xa" in text_under(live, "tt-doi-do-song", "photos.0.caption")
    assert "Nhà xuất bản Thử" in text_under(live, "settings/ky-yeu-nho", "publisher.name")


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["print", "proof"])
def test_areas_stand_on_the_words_in_every_edition(data: Path, edition: str) -> None:
    """The print edition has bleed and marks around the trim, the proof reduces each page onto A4."""
    settings = FILES["yearbook.yaml"] + "printing:\n  marks: true\n"
    (data / "yearbook.yaml").write_text(settings, "utf-8")
    live = live_book(data, edition).update()
    assert errors(live) == []
    assert text_under(live, "tran-thi-be", "name") == "Trần Thị Bé"
    assert "Trưởng phòng" in text_under(live, "tran-thi-be", "office")
    sizes = {(page.width_mm, page.height_mm) for page in live.pages}
    assert sizes == {(190, 270) if edition == "print" else (210, 297)}


@pytest.mark.slow
def test_an_ebook_tells_its_documents(data: Path) -> None:
    book = live_book(data, "epub")
    before = book.update()
    assert errors(before) == []
    assert before.pages == ()
    assert "Trần Thị Bé" in [line.title for line in before.contents]
    paths = {document.path for document in before.documents}
    assert {line.target.partition("#")[0] for line in before.contents} <= paths
    edit(data, "texts/loi-gioi-thieu.md", "Cuốn sách nhỏ này", "Cuốn sách mỏng này")
    after = book.update()
    old = {document.path: document.key for document in before.documents}
    changed = [document.title for document in after.documents if old[document.path] != document.key]
    assert changed == ["Lời giới thiệu", "Trang bản quyền"]  # the imprint tells the build


@pytest.mark.slow
def test_wrong_data_keep_the_last_good_pages_until_they_are_mended(data: Path, tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    shutil.copytree(asset_root() / "templates", assets / "templates")
    for name in ("fonts", "profiles"):
        (assets / name).symlink_to(asset_root() / name)
    book = live_book(data, assets=assets)
    good = book.update()
    assert good.ok
    template = assets / "templates" / "base" / "parts" / "profile.html.j2"
    sound = template.read_text("utf-8")

    def spoilt() -> str:
        live = book.update()
        assert not live.ok
        assert live.pages == good.pages
        assert live.file is not None
        assert live.file.is_file()
        return ", ".join(dict.fromkeys(finding.code for finding in errors(live)))

    (data / PERSON).write_text("id: tran-thi-be\nname: [\n", "utf-8")
    assert spoilt().startswith("Y")
    edit(data, PERSON, "unit: cuc-b", "unit: cuc-khong-co")
    assert spoilt() == "X101"
    (data / PERSON).write_text(FILES[PERSON], "utf-8")
    (data / "yearbook.yaml").unlink()
    assert spoilt() == "Y102"
    (data / "yearbook.yaml").write_text(FILES["yearbook.yaml"], "utf-8")
    template.write_text("{% for %}", "utf-8")
    assert spoilt() == "L103"
    template.write_text(sound, "utf-8")
    data.rename(tmp_path / "elsewhere")
    assert spoilt() == "Y101"
    (tmp_path / "elsewhere").rename(data)
    mended = book.update()
    assert mended.ok
    assert [page.key for page in mended.pages] == [page.key for page in good.pages]


def test_a_folder_without_a_book_is_told_and_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    book = live_book(tmp_path / "data")
    for _ in range(2):
        live = book.update()
        assert [finding.code for finding in errors(live)] == ["Y102"]
        assert (live.ok, live.pages, live.file) == (False, (), None)


def test_a_fault_of_the_program_is_a_finding(tmp_path: Path) -> None:
    """Here the cache is a file, which no part of the build expects."""
    data = write_book(tmp_path / "data")
    (tmp_path / "cache").write_text("x", "utf-8")
    live = live_book(data).update()
    assert not live.ok
    assert {finding.code for finding in errors(live)} <= {"S104", "S307"}
    assert errors(live)


def test_pages_are_told_before_they_are_judged(data: Path) -> None:
    """What the rules say of a text comes after the pages that show it; who has no patience does not get it."""
    book = live_book(data)
    first = book.update()
    assert errors(first) == []
    edit(data, PERSON, "Trần Thị Bé", "Trần Thị Bình")
    told: list[Live] = []

    def early(live: Live) -> bool:
        told.append(live)
        return False

    last = book.update(early=early)
    [pages] = told
    assert pages.ok
    assert pages.file != first.file
    assert pages.report == first.report  # that of the pages before, until there is a newer one
    assert [page.key for page in pages.pages] == [page.key for page in last.pages]
    assert last.report == first.report
    whole = book.update(early=lambda live: told.append(live) or True)
    assert [page.key for page in whole.pages] == [page.key for page in told[-1].pages]
    assert whole.ok


def test_a_live_book_with_a_crew_makes_the_same_pages(data: Path) -> None:
    from yearbook.workers import Pool

    alone = live_book(data).update()
    with Pool(2) as crew:
        book = LiveBook(context(data, data.parent / "other", data.parent / "cache-2"), "screen", crew)
        for _ in range(2):
            live = book.update()
            assert (live.ok, [page.key for page in live.pages]) == (True, [page.key for page in alone.pages])


def test_what_is_waived_keeps_no_pages_from_being_shown(data: Path) -> None:
    """A portrait that is not there stops the book, unless somebody has decided to do without."""
    (data / "photos/an.jpg").unlink(missing_ok=True)
    book = live_book(data)
    assert [finding.code for finding in errors(book.update())] == ["I101"]
    waiver = "- code: I101\n  record: nguyen-van-an\n  reason: đơn vị không có ảnh\n  who: Lê Thị Lan\n"
    (data / "waivers.yaml").write_text(waiver, "utf-8")
    live = book.update()
    assert (live.ok, bool(live.pages)) == (True, True)


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["print", "screen"])
def test_new_pages_are_seen_before_the_file_is_whole(data: Path, edition: str) -> None:
    """They and the old ones look and read as in the file that follows; what is open is closed in time."""
    told: list[tuple[str, Live]] = []
    with Pool(2) as crew:
        book = LiveBook(context(data, data.parent / "private", data.parent / "cache"), edition, crew)
        before = book.update(first=lambda live: told.append(("first", live)))
        assert told == [], "nobody has seen the book before: all of it is new"
        edit(data, PERSON, "Trưởng phòng", "Trưởng ban")

        def early(live: Live) -> bool:
            told.append(("early", live))
            return True

        after = book.update(early=early, first=lambda live: told.append(("first", live)))
    assert [when for when, _ in told] == ["first", "early"]
    first = told[0][1]
    assert (first.file, first.pages, first.anchors) == (before.file, after.pages, after.anchors)
    changed = {a.number for a, b in zip(after.pages, before.pages, strict=True) if a.key != b.key}
    assert first.leaves is not None
    assert changed
    assert changed <= set(first.leaves.places)
    assert len(first.leaves.places) < len(after.pages)
    assert before.file is not None
    shown = Shown(before, pages=Patchwork.of(Pages(before.file)))
    seen = _opened(first, shown)
    _let_go(shown, seen)
    assert seen.pages is not None
    assert [seen.pages.picture(page.number, 500) for page in first.pages] == pictures(after)
    assert any("Trưởng ban" in seen.pages.text(number) for number in changed)
    whole = _opened(after, seen)
    assert whole.pages is not None
    assert whole.pages.known_texts() == seen.pages.known_texts()
    _let_go(seen, whole)
    with pytest.raises(Closed):
        seen.pages.picture(1, 500)
    assert whole.pages.picture(1, 500) == pictures(after)[0]
    _let_go(whole, Shown(after))


@pytest.mark.slow
def test_many_new_pages_wait_for_the_file(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yearbook.preview.live.FEW", 0)
    told: list[Live] = []
    with Pool(1) as crew:
        book = LiveBook(context(data, data.parent / "private", data.parent / "cache"), "screen", crew)
        book.update(first=told.append)
        edit(data, PERSON, "Trưởng phòng", "Trưởng ban")
        assert book.update(first=told.append).ok
    assert told == []
