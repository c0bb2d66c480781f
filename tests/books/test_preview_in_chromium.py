"""The preview in a real Chromium, on a book that is edited under it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from chromium_room import Reader, Running, chromium, running
from playwright.sync_api import Browser, expect
from small_folder import FILES

pytestmark = pytest.mark.slow

BE = "individuals/tran-thi-be.yaml"
TEAM = "collectives/tt-doi-do-song.yaml"
NAME = "Trần Thị Bé – họ và tên"
Open = Callable[..., Reader]


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("preview")) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def read(browser: Browser, preview: Running) -> Iterator[Open]:
    """Open the preview; what the page said in English into its console, or got no answer for, fails the test."""
    opened: list[Reader] = []

    def open_page(**options: object) -> Reader:
        opened.append(Reader(browser, preview.url, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield open_page
    said = [error for reader in opened for error in reader.errors]
    for reader in opened:
        reader.close()
    assert said == []


@pytest.fixture
def edited(preview: Running) -> Iterator[Callable[[str, str], None]]:
    """Write a file of the book as an editor would; at the end it is as it was."""
    changed: set[str] = set()

    def edit(name: str, text: str) -> None:
        changed.add(name)
        (preview.data / name).write_text(text, "utf-8")

    yield edit
    for name in changed:
        (preview.data / name).write_text(FILES[name], "utf-8")
    time.sleep(1)  # until the watcher has heard it: the next page then waits for the book as it was


def go_to(reader: Reader, words: str) -> None:
    """By the contents."""
    reader.press("c")
    reader.find(
        "#contents button",
    ).filter(has_text=words).click()
    reader.press("Escape")


# --- the book ------------------------------------------------------------------------------------------------


def test_spreads_are_turned_with_the_keyboard(read: Open) -> None:
    reader = read()
    assert reader.spread() == ["Trang 1"]
    stage, first = reader.find("#stage").bounding_box(), reader.find(".page").bounding_box()
    assert stage is not None
    assert first is not None
    assert first["x"] >= stage["x"] + stage["width"] / 2 - 1, "trang 1 đứng bên phải"
    for key, shown in (
        ("ArrowRight", ["Trang 2", "Trang 3"]),
        ("PageDown", ["Trang 4", "Trang 5"]),
        ("ArrowLeft", ["Trang 2", "Trang 3"]),
        ("PageUp", ["Trang 1"]),
        ("ArrowLeft", ["Trang 1"]),
    ):
        reader.press(key)
        assert reader.spread() == shown
    reader.press("End")
    total = int(str(reader.find("#total").text_content()).split()[-1])
    assert reader.spread()[-1] == f"Trang {total}"
    assert reader.find("#forth").is_disabled()
    reader.press("Home")
    assert reader.spread() == ["Trang 1"]


def test_the_contents_and_the_number_lead_to_pages(read: Open) -> None:
    reader = read()
    go_to(reader, "Trần Thị Bé")
    expect(reader.area(NAME)).to_be_visible()
    reader.find("#number").fill("2")
    reader.press("Enter")
    assert reader.spread() == ["Trang 2", "Trang 3"]
    expect(reader.find("#number")).to_have_value("2–3")


@pytest.mark.parametrize(("ratio", "steps"), [(1, 0), (1, 3), (2, 0), (1.5, 2)])
def test_pages_are_sharp_at_every_zoom_and_density(read: Open, ratio: float, steps: int) -> None:
    """One pixel of the picture for one pixel of the screen, on a whole pixel."""
    reader = read(device_scale_factor=ratio, bypass_csp=True)  # to measure the page
    reader.press("ArrowRight", *["+"] * steps)
    picture = reader.find(".page .picture").first
    expect(picture).to_have_attribute("src", re.compile(r"w=\d+"))
    reader.page.wait_for_function(
        """([ratio]) => [...document.querySelectorAll('.picture')].every((img) => {
          const box = img.getBoundingClientRect();
          const near = (a, b) => Math.abs(a - b) < 0.06;
          const left = parseFloat(img.parentElement.style.left) * ratio; // scrolling moves by whole pixels
          return img.naturalWidth > 0 && near(box.width * ratio, img.naturalWidth)
            && near(box.height * ratio, img.naturalHeight) && near(left, Math.round(left));
        })""",
        arg=[ratio],
    )


def test_a_very_large_page_comes_in_sharp_tiles(read: Open) -> None:
    reader = read(device_scale_factor=2, bypass_csp=True)
    reader.press("ArrowRight", *["+"] * 9)
    reader.page.wait_for_function(
        """() => {
          const tiles = [...document.querySelectorAll('.tiles img')];
          return tiles.length > 0 && tiles.every((img) =>
            img.naturalWidth > 0 && Math.abs(img.getBoundingClientRect().width * 2 - img.naturalWidth) < 0.06);
        }"""
    )


# --- from the page to the data -------------------------------------------------------------------------------


def test_a_click_on_words_tells_record_field_file_and_line(read: Open, preview: Running) -> None:
    reader = read()
    go_to(reader, "Trần Thị Bé")
    reader.area(NAME).click()
    origin = reader.find("#origin")
    expect(origin).to_contain_text("Trần Thị Bé (cá nhân tran-thi-be) – họ và tên")
    link = origin.locator("a")
    expect(link).to_have_text("data/individuals/tran-thi-be.yaml:2:7")
    assert link.get_attribute("href") == f"vscode://file{preview.data / BE}:2:7"
    reader.area("Trần Thị Bé – thành tích").click(position={"x": 40, "y": 6})
    expect(link).to_have_text(re.compile(r"^data/individuals/tran-thi-be\.yaml:6:\d+$"))
    reader.press("Escape")
    expect(origin).to_be_hidden()


def test_a_click_in_a_table_of_awards_leads_to_the_award(read: Open) -> None:
    reader = read()
    go_to(reader, "Chiến sĩ thi đua cơ sở")
    reader.area("Trần Thị Bé – chức vụ").click()
    expect(reader.find("#origin a")).to_have_text("data/individuals/tran-thi-be.yaml:4:9")


def test_words_of_a_template_tell_that_they_have_no_record(read: Open) -> None:
    reader = read()
    reader.find(".page").click(position={"x": 30, "y": 30})
    expect(reader.find("#origin")).to_contain_text("không thuộc bản ghi nào")


def test_the_source_is_found_with_the_keyboard_alone(read: Open) -> None:
    reader = read()
    go_to(reader, "Trần Thị Bé")
    expect(reader.area(NAME)).to_be_visible()
    reader.press("s")
    for _ in range(60):
        if reader.find(":focus").get_attribute("aria-label") == NAME:
            break
        reader.press("ArrowDown")
    reader.press("Enter")
    expect(reader.find("#origin a")).to_have_text("data/individuals/tran-thi-be.yaml:2:7")


# --- edits ---------------------------------------------------------------------------------------------------


def test_an_edit_shows_in_place(read: Open, edited: Callable[[str, str], None]) -> None:
    """Same spread, same zoom, same scroll; new words; only the pages that changed are fetched."""
    reader = read()
    go_to(reader, "Trần Thị Bé")
    reader.press("+", "+", "+")
    reader.find("#stage").hover()
    reader.page.mouse.wheel(60, 170)
    expect(reader.area(NAME)).to_be_visible()
    reader.page.wait_for_timeout(500)  # the wheel rolls out, the pictures come

    def place() -> tuple[object, ...]:
        boxes = [page.bounding_box() for page in reader.find(".page").all()]
        return reader.spread(), reader.find("#fit").text_content(), boxes

    before = place()
    keys = {page.get_attribute("aria-label"): page.get_attribute("data-key") for page in reader.find(".page").all()}
    reader.asked.clear()
    edited(BE, FILES[BE].replace("Trần Thị Bé", "Trần Thị Bình"))
    expect(reader.area("Trần Thị Bình – họ và tên")).to_be_visible(timeout=180_000)
    reader.settled()
    reader.page.wait_for_timeout(1000)
    assert place() == before
    after = {page.get_attribute("aria-label"): page.get_attribute("data-key") for page in reader.find(".page").all()}
    changed = {str(label).split()[-1] for label in keys if keys[label] != after[label]}
    assert len(changed) == 1
    fetched = {match[1] for url in reader.asked if (match := re.search(r"/page/(\d+)/", url))}
    assert changed <= fetched
    assert (
        fetched
        < changed | {str(number) for number in range(1, 100)} - {s.split()[-1] for s in reader.spread()} | changed
    )
    expect(reader.find("#news")).to_contain_text("Trang khác vừa đổi")
    reader.press("/")
    reader.page.keyboard.type("tran thi binh")
    expect(reader.find("#found")).to_have_text(re.compile(r"^\d+ chỗ$"))


def test_broken_data_are_told_and_the_last_good_pages_stay(read: Open, edited: Callable[[str, str], None]) -> None:
    reader = read()
    go_to(reader, "Trần Thị Bé")
    shown = reader.spread()
    edited(BE, "id: tran-thi-be\nname: [Trần\n")
    reader.settled("bad")
    expect(reader.find("#banner")).to_contain_text("của lần dựng được gần nhất")
    assert reader.spread() == shown
    expect(reader.area(NAME)).to_be_visible()
    reader.find("#banner button").click()
    card = reader.find(".finding.error").first
    expect(card).to_contain_text(re.compile("Y1"))
    expect(card.locator("a")).to_have_text(re.compile(r"data/individuals/tran-thi-be\.yaml:\d+:\d+"))
    expect(card.get_by_role("button")).to_have_text(shown[0])  # the page where the record still stands
    edited(BE, FILES[BE])
    reader.settled()
    expect(reader.find("#banner")).to_be_hidden()
    assert reader.spread() == shown


def test_a_preview_opened_on_broken_data_waits_for_good_ones(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("broken")
    with running(place, {"yearbook.yaml": "id: [\n"}) as started:
        size = {"width": 1000, "height": 700}
        page = browser.new_context(viewport=size).new_page()  # type: ignore[arg-type]
        page.goto(started.url)
        expect(page.locator("#empty")).to_contain_text("Chưa dựng được sách", timeout=120_000)
        expect(page.locator(".finding.error").first).to_contain_text("Y1")
        (started.data / "yearbook.yaml").write_text(FILES["yearbook.yaml"], "utf-8")
        expect(page.locator(".page")).to_have_count(1, timeout=180_000)
        expect(page.locator("#empty")).to_be_hidden()
        page.context.close()


def test_nothing_in_the_data_runs_in_the_page(read: Open, edited: Callable[[str, str], None]) -> None:
    evil = '<img src="/x" onerror="alert(1)"><script>alert(2)</script>'
    name = f"Đội Đo sóng {evil}"
    reader = read()
    edited(TEAM, FILES[TEAM].replace("name: Đội Đo sóng lưu động", f"name: '{name}'"))
    line = reader.find("#contents button").filter(has_text="Đội Đo sóng")
    expect(line).to_contain_text(evil, timeout=180_000)
    line.click()
    label = f"{name} – tên tập thể".replace('"', '\\"')
    reader.area(label).click()
    expect(reader.find("#origin")).to_contain_text(evil)
    reader.press("t")
    reader.press("d")
    expect(reader.find("#findings")).to_contain_text("onerror")
    assert reader.find("aside img, aside script, #origin img, #origin script").count() == 0
    assert not [url for url in reader.asked if url.endswith("/x")]


# --- panes ---------------------------------------------------------------------------------------------------


def test_search_finds_without_marks_and_marks_the_page(read: Open) -> None:
    reader = read()
    reader.press("/")
    reader.page.keyboard.type("mat song")
    expect(reader.find("#found")).to_have_text("1 chỗ")
    expect(reader.find("#hits mark")).to_have_text("mất sóng")
    reader.press("Enter")
    mark = reader.find(".mark.current")
    expect(mark).to_have_count(1)
    box, words = mark.bounding_box(), reader.area("Trần Thị Bé – thành tích").bounding_box()
    assert box is not None
    assert words is not None
    assert words["x"] - 2 <= box["x"] < words["x"] + words["width"]
    assert words["y"] - 4 <= box["y"] < words["y"] + words["height"]
    reader.find("#exact").check()
    expect(reader.find("#found")).to_have_text("Không thấy.")
    expect(reader.find(".mark")).to_have_count(0)


def test_findings_lead_to_page_and_line(read: Open) -> None:
    reader = read()
    reader.press("d")
    card = reader.find(".finding").filter(has_text="X201").filter(has_text="Trần Thị Bé")
    expect(card).to_contain_text("Thiếu ảnh chân dung", ignore_case=True)
    expect(card.locator("a")).to_have_text(re.compile(r"^data/individuals/tran-thi-be\.yaml:\d+:\d+$"))
    card.get_by_role("button").click()
    expect(reader.area(NAME)).to_be_visible()
    warnings = reader.find("#kinds label").filter(has_text="cảnh báo").locator("input")
    warnings.uncheck()
    expect(card).to_have_count(0)


def test_what_is_missing_is_listed_by_unit(read: Open) -> None:
    reader = read()
    reader.press("t")
    expect(reader.find("#missing h2").first).to_contain_text("Trang bản quyền")
    unit = reader.find("#missing section").filter(has_text="Cục Viễn thông")
    expect(unit).to_contain_text("Trần Thị Bé")
    unit.get_by_role("button").first.click()
    expect(reader.area(NAME)).to_be_visible()


def test_places_are_copied_when_no_editor_is_set(read: Open, preview: Running, browser: Browser) -> None:
    """The link of an editor keeps a button beside it that copies."""
    reader = read(permissions=["clipboard-read", "clipboard-write"], bypass_csp=True)
    go_to(reader, "Trần Thị Bé")
    reader.area(NAME).click()
    reader.find("#origin").get_by_text("Chép", exact=True).click()
    expect(reader.find("#news")).to_contain_text("Đã chép")
    assert reader.page.evaluate("navigator.clipboard.readText()") == f"{preview.data / BE}:2"


# --- editions ------------------------------------------------------------------------------------------------


def test_the_ebook_is_shown_in_a_frame_without_scripts(read: Open) -> None:
    reader = read()
    reader.press("e", "ArrowRight")
    reader.page.wait_for_selector("iframe.ebook", timeout=180_000)
    reader.settled()
    frame = reader.find("iframe.ebook")
    assert frame.get_attribute("sandbox") == "allow-same-origin"
    reader.press("c")
    reader.find("#contents button").filter(has_text="Trần Thị Bé").click()
    inside = reader.page.frame_locator("iframe.ebook")
    name = inside.get_by_role("heading", name="Trần Thị Bé")
    expect(name).to_be_visible()
    name.click()
    expect(reader.find("#origin a")).to_have_text(re.compile(r"^data/individuals/tran-thi-be\.yaml:"))
    reader.press("/")
    reader.page.keyboard.type("mat song")
    expect(reader.find("#hits mark")).to_have_text("mất sóng")
    reader.find("#hits button").click()
    expect(inside.get_by_text("mất sóng")).to_be_in_viewport()
    reader.find("#editions label").filter(has_text="Màn hình").click()
    expect(reader.find("iframe.ebook")).to_have_count(0)
    reader.page.wait_for_selector(".page[data-key]")


def test_the_proof_is_shown_on_its_larger_sheets(read: Open) -> None:
    reader = read()
    reader.find("#editions label").filter(has_text="Đọc soát").click()
    reader.page.wait_for_selector("#status.building", timeout=60_000)
    reader.settled()
    box = reader.find(".page").bounding_box()
    assert box is not None
    assert box["height"] / box["width"] == pytest.approx(297 / 210, abs=0.01)
    go_to(reader, "Trần Thị Bé")
    reader.area(NAME).click()
    expect(reader.find("#origin a")).to_have_text("data/individuals/tran-thi-be.yaml:2:7")


# --- for everybody -------------------------------------------------------------------------------------------


def test_help_opens_and_closes_with_the_keyboard(read: Open) -> None:
    reader = read()
    reader.press("?")
    expect(reader.find("#help")).to_be_visible()
    reader.press("ArrowRight")
    assert reader.spread() == ["Trang 1"]
    reader.press("Escape")
    expect(reader.find("#help")).to_be_hidden()


def test_everything_is_reached_by_tab_and_has_a_name(read: Open) -> None:
    reader = read()
    wanted = {
        "side-button",
        "rebuild",
        "help-button",
        "stage",
        "number",
        "forth",
        "last",
        "smaller",
        "fit",
        "larger",
        "tab-contents",
    }
    seen: set[str] = set()
    for _ in range(80):
        reader.press("Tab")
        seen.add(str(reader.find(":focus").first.get_attribute("id")) if reader.find(":focus").count() else "")
    assert wanted <= seen
    for button in reader.find("button:visible").all():
        assert (button.text_content() or button.get_attribute("aria-label") or "").strip()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_single_pages_and_nothing_sticks_out(read: Open, scheme: str) -> None:
    reader = read(width=360, height=740, color_scheme=scheme, device_scale_factor=2, bypass_csp=True)
    reader.press("ArrowRight")
    assert reader.spread() == ["Trang 2"]
    assert reader.page.evaluate("document.documentElement.scrollWidth") == 360
    reader.find("#side-button").click()
    reader.find("#contents button").filter(has_text="Trần Thị Bé").click()
    expect(reader.find("#side")).to_be_hidden()
    expect(reader.area(NAME)).to_be_visible()
