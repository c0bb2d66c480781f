"""Interiors laid out run by run: what has not changed is not laid out again, and nothing tells how it came about."""

from __future__ import annotations

import queue
import random
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from assembly_room import Room, assembler, flow, press

from yearbook.context import asset_root
from yearbook.diagnostics import DataProblem
from yearbook.pages.flow import CUT, Flow
from yearbook.pages.markup import page_links
from yearbook.pdf import strand as strands
from yearbook.pdf.assembly import Assembly, Numbers
from yearbook.pdf.runs import Laid, Press
from yearbook.storage import Cache

WORDS = ("thi", "đua", "là", "yêu", "nước", "phong", "trào", "đoàn", "kết", "sáng", "tạo", "Bưu", "chính")


def words(count: int, seed: int = 0) -> str:
    return " ".join(WORDS[(seed + n * 7 + n // 5) % len(WORDS)] for n in range(count))


def record(number: int, count: int = 40) -> str:
    return f'<p id="r{number}">Bản ghi {number}: {words(count, number)}.</p>'


def records(numbers: range, **lengths: int) -> list[str]:
    return [record(n, lengths.get(f"r{n}", 20 + n * 13 % 60)) for n in numbers]


def long(pieces: list[str], name: str = "than") -> Flow:
    return flow(CUT.join(pieces), name)


def pages(path: Path) -> list[str]:
    """The text of every page, lines as they are."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]


def bound(room: Room, assembly: Assembly, name: str = "sach") -> bytes:
    return room.bound(assembly, room.cache.folder.parent / f"{name}.pdf").read_bytes()


def fresh(tmp_path: Path, like: Room, *flows: Flow, **more: Any) -> bytes:
    """The same flows with a cache that knows nothing."""
    room = Room(tmp_path / f"moi-{random.random()}" / "cache", like.press)
    return bound(room, room.assemble(*flows, **more))


def index(*anchors: str, name: str = "tra", refs: int = 1) -> Callable[..., Mapping[str, Flow]]:
    """What renders an index of these anchors as the templates do; each line tells of `refs` anchors from its own on."""

    def render(numbers: Numbers | None, _count: int, fixed: frozenset[str]) -> Mapping[str, Flow]:
        def shown(page: int) -> str:
            return str(page) if name in fixed else "8" * len(str(page))

        lines = []
        for place, anchor in enumerate(anchors):
            known = {ref: (numbers or {}).get(ref, 888) for ref in anchors[place : place + refs]}
            lines.append(f'<p class="line">Dòng {anchor}, {page_links(known, (), shown)};</p>')
        return {name: long(lines, name)}

    return render


INDEX = Flow("tra", (), needs_pages=True)


def told(path: Path) -> dict[str, str]:
    """Anchor → what the index prints for it."""
    lines = re.sub(r"\s*\n\s*", " ", "\n".join(pages(path)))
    return {found[1]: found[2] for found in re.finditer(r"Dòng (\w+), ([\d–, ]*\d);", lines)}


def stand(path: Path) -> dict[str, int]:
    """Anchor → the page that its record is on, from the text of the file."""
    return {
        f"r{found}": number
        for number, text in enumerate(pages(path), 1)
        for found in re.findall(r"Bản ghi (\d+):", text)
    }


def folios(path: Path) -> list[str]:
    return [text.split()[-1] for text in pages(path)]


# --- nothing changed, something changed ------------------------------------------------------------------


def test_a_second_time_nothing_is_laid_out_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    room = Room(tmp_path / "cache")
    flows = (long(records(range(80))), INDEX)
    render = index(*(f"r{n}" for n in range(80)))
    first = bound(room, room.assemble(*flows, render=render))
    assert room.laid() > 0
    again = Room(tmp_path / "cache")
    assert bound(again, again.assemble(*flows, render=render)) == first
    assert (again.laid(), again.pool.done) == (0, [])


def test_an_edit_lays_out_one_stretch_and_the_pages_around_it(tmp_path: Path) -> None:
    room = Room(tmp_path / "cache")
    before = room.assemble(long(records(range(250))))
    changed = records(range(250))
    changed[70] = changed[70].replace("Bản ghi 70", "Bản ghi 7 0")
    after = room.assemble(long(changed))
    assert room.laid() == 1
    old, new = ([link.drawn for link in assembly.links] for assembly in (before, after))
    assert len(old) > 20
    assert 1 <= len(set(new) - set(old)) <= 2  # the page, and the one before when it ends with this record
    assert len(set(new) & set(old)) == len(old) - len(set(new) - set(old))
    assert bound(room, after) == fresh(tmp_path, room, long(changed))


def test_an_edit_that_adds_a_page_leaves_the_pages_behind(tmp_path: Path) -> None:
    room = Room(tmp_path / "cache")
    break_ = '<p style="break-before: page">Ngắt.</p>'
    pieces = [*records(range(8)), break_, *records(range(8, 90))]
    render = index(*(f"r{n}" for n in range(90)))
    before = room.assemble(long(pieces), INDEX, render=render)
    pieces.insert(3, record(900, 330))
    after = room.assemble(long(pieces), INDEX, render=render)
    assert len(after.plates) == len(before.plates) + 1
    old = [link.drawn for link in before.links]
    ours = after.links[: [link.first for link in after.links].index(0, 1)]  # the others are of the index
    behind = [link.drawn for link in ours if link.first > 9]
    assert len(behind) > 6
    assert [drawn for drawn in behind if drawn not in old] == []
    path = room.bound(after, tmp_path / "sach.pdf")
    assert folios(path) == [str(number) for number in range(1, len(after.plates) + 1)]
    where = stand(path)
    assert told(path) == {f"r{n}": str(where[f"r{n}"]) for n in range(90)}


def test_a_part_that_must_begin_on_a_recto_gets_its_blank_page(tmp_path: Path) -> None:
    room = Room(
        tmp_path / "cache", press(".part { break-before: recto } @page :blank { @bottom-left { content: none } }")
    )
    part = flow(f'<section class="part"><p>Phần hai</p>{CUT}<p>x</p></section>', "hai")
    three = long(records(range(3), r0=90, r1=90, r2=90))
    four = long(records(range(4), r0=90, r1=90, r2=90, r3=90))
    for front in (three, four, three):
        assembly = room.assemble(front, part)
        path = room.bound(assembly, tmp_path / "sach.pdf")
        text = pages(path)
        at = next(number for number, page in enumerate(text, 1) if "Phần hai" in page)
        assert at % 2 == 1
        assert assembly.numbers["hai"] == at
        front_pages = sum("Bản ghi" in page or "…" in page or page.strip() != "" for page in text[: at - 1])
        assert (text[at - 2].strip() == "") == (front_pages % 2 == 1)
    assert room.laid() == 0


def test_pages_with_other_margins_on_each_side_are_laid_out_for_the_side_they_come_to(tmp_path: Path) -> None:
    made = press("@page :left { margin-left: 25mm } @page :right { margin-right: 25mm; margin-left: 4mm }")
    room = Room(tmp_path / "cache", made)
    break_ = '<p style="break-before: page">Ngắt.</p>'
    pieces = [break_.replace("Ngắt", f"Ngắt {n}") for n in range(9)]
    room.assemble(long(pieces))
    moved = long(["<p>Trang mới</p>", *pieces])
    after = room.assemble(moved)
    assert bound(room, after) == fresh(tmp_path, room, moved)


def test_what_must_stay_together_is_seen_though_it_lies_behind_the_next_piece(tmp_path: Path) -> None:
    """A heading goes to the next page because what follows it is too long; when that gets short it may stay."""
    room = Room(tmp_path / "cache", press("h1 { break-after: avoid } .all { break-inside: avoid; height: 30mm }"))
    body = ["<p>" + "Dòng.<br>" * 16 + "</p>", "<h1>Đầu đề</h1>"]
    tall, low = ('<div class="all">Cao</div>', "<p>Thấp</p>")
    for last in (tall, low, tall):
        now = long([*body, last])
        path = room.bound(room.assemble(now), tmp_path / "sach.pdf")
        assert ("Đầu đề" in pages(path)[0]) == (last is low)
        assert path.read_bytes() == fresh(tmp_path, room, now)


# --- numbers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [9, 10, 99, 100])
def test_numbers_may_get_another_digit(tmp_path: Path, count: int) -> None:
    """An index behind the pages that it tells of; a page more in front, and 9 becomes 10, 99 becomes 100."""
    room = Room(tmp_path / "cache")
    sheets = [f'<p id="r{n}" style="break-before: page">Bản ghi {n}:</p>' for n in range(count)]
    render = index(*(f"r{n}" for n in range(count)))
    for front in ([], ["<p>Trang mới</p>"]):
        now = long([*front, *sheets])
        assembly = room.assemble(now, INDEX, render=render)
        path = room.bound(assembly, tmp_path / "sach.pdf")
        assert told(path) == {f"r{n}": str(n + 1 + len(front)) for n in range(count)}
    assert path.read_bytes() == fresh(tmp_path, room, now, INDEX, render=render)


def test_an_index_in_front_of_what_it_tells_of(tmp_path: Path) -> None:
    """It grows with its own numbers."""
    room = Room(tmp_path / "cache")
    sheets = [f'<p id="r{n}" style="break-before: page">Bản ghi {n}:</p>' for n in range(110)]
    assembly = room.assemble(INDEX, long(sheets), render=index(*(f"r{n}" for n in range(110))))
    path = room.bound(assembly, tmp_path / "sach.pdf")
    assert told(path) == {anchor: str(page) for anchor, page in stand(path).items()}


@pytest.mark.parametrize("width", [18, 23, 26, 31])
def test_a_range_that_is_broken_over_lines_has_its_two_numbers(tmp_path: Path, width: int) -> None:
    room = Room(tmp_path / "cache", press(f".line {{ width: {width}mm; word-break: normal }}"))
    sheets = [f'<p id="r{n}" style="break-before: page">Bản ghi {n}:</p>' for n in range(121)]
    render = index("r116", "r117", "r118", "r119", refs=3)
    assembly = room.assemble(long(sheets), INDEX, render=render)
    path = room.bound(assembly, tmp_path / "sach.pdf")
    lines = "".join("".join(pages(path)[121:]).split())
    assert "Dòngr116,117–119;Dòngr117,118–120;Dòngr118,119–120;Dòngr119,120" in lines
    later = long(["<p>Trang mới</p>", *sheets])
    path = room.bound(room.assemble(later, INDEX, render=render), tmp_path / "sach.pdf")
    assert "Dòngr116,118–120;Dòngr117,119–121" in "".join("".join(pages(path)[122:]).split())


VIETNAM = "BeVietnamPro_400Regular.ttf"
OTHER = f"""
@font-face {{ font-family: "Be Vietnam Pro"; font-weight: 400; src: url("yb:font/{VIETNAM}") }}
.line {{ font-family: "Be Vietnam Pro" }}
"""


def _tight(css: str = OTHER) -> Press:
    made = press(css)
    return Press(made.css, (*made.faces, (VIETNAM, asset_root() / "fonts" / VIETNAM)))


@pytest.mark.parametrize(
    "css",
    [
        OTHER,  # its digits are not of one width
        ".line { opacity: .5 }",  # drawn as a group
        ".line { font-feature-settings: 'onum' }",  # other glyphs than those of the character map
        ".line a::first-letter { font-weight: 400 }",
        ".line a { display: none } .line a + a { display: inline }",
    ],
)
def test_numbers_that_cannot_be_put_in_later_are_set_as_they_are(tmp_path: Path, css: str) -> None:
    room = Room(tmp_path / "cache", _tight(css))
    sheets = [f'<p id="r{n}" style="break-before: page">Bản ghi {n}:</p>' for n in range(14)]
    render = index(*(f"r{n}" for n in range(14)))
    for front in ([], ["<p>Trang mới</p>"]):
        now = long([*front, *sheets])
        path = room.bound(room.assemble(now, INDEX, render=render), tmp_path / "sach.pdf")
        if "none" not in css:
            assert told(path) == {f"r{n}": str(n + 1 + len(front)) for n in range(14)}
        assert path.read_bytes() == fresh(tmp_path, room, now, INDEX, render=render)
    room.assemble(now, INDEX, render=render)
    assert room.laid() == 0


def test_a_number_in_an_element_of_its_own_is_right_as_well(tmp_path: Path) -> None:
    """A theme may set the digits of a reference in bold: the text box is not that of the element that says whose."""

    def render(numbers: Numbers | None, _count: int, fixed: frozenset[str]) -> Mapping[str, Flow]:
        page = str((numbers or {}).get("r3", 888))
        shown = page if "tra" in fixed else "8" * len(page)
        return {"tra": flow(f'<p>xem <a href="#r3" data-refs="r3">trang <i>{shown}</i></a></p>', "tra")}

    room = Room(tmp_path / "cache")
    sheets = [f'<p id="r{n}" style="break-before: page">Bản ghi {n}:</p>' for n in range(5)]
    path = room.bound(room.assemble(long(sheets), INDEX, render=render), tmp_path / "sach.pdf")
    assert "xem trang 4" in pages(path)[-1]


def test_a_page_of_what_is_nowhere_is_a_finding(tmp_path: Path) -> None:
    def render(_numbers: Numbers | None, _count: int, _fixed: frozenset[str]) -> Mapping[str, Flow]:
        return {"tra": replace(flow("<p>xem trang 888</p>", "tra"), unknown=("o-dau",))}

    with pytest.raises(DataProblem) as caught:
        Room(tmp_path / "cache").assemble(long(records(range(3))), INDEX, render=render)
    assert caught.value.diagnostic.code == "L109"
    assert "không có nơi nào tên là «o-dau»" in caught.value.diagnostic.message


def test_columns_that_go_on_are_not_balanced_and_those_at_the_end_are(tmp_path: Path) -> None:
    """As in one go: the page that is cut off at the end of a task is left out, the last page of the flow is even."""
    made = press(".c { columns: 2; column-gap: 4mm } .c p { margin: 0 }")
    lines = [f"<p id='r{n}'>Bản ghi {n}: {words(9, n)}.</p>" for n in range(160)]
    flows = flow(CUT.join(['<div class="c">' + lines[0], *lines[1:-1], lines[-1] + "</div>"]))
    whole = fresh(tmp_path, Room(tmp_path, made), flows)
    with short_tasks():
        room = Room(tmp_path / "cache", made)
        assert bound(room, room.assemble(flows)) == whole
    assert room.laid() > 3
    with pypdfium2.PdfDocument(tmp_path / "sach.pdf") as pdf:
        last = pdf[len(pdf) - 1]
        text = last.get_textpage()
        where = text.get_charbox(text.get_text_range().rindex("Bản ghi"))
        assert where[0] > last.get_width() / 2  # the second column is used though the first is not full


# --- whatever was before ---------------------------------------------------------------------------------


@contextmanager
def short_tasks() -> Iterator[None]:
    """A small flow is laid out in many tasks, as a long one is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strands, "SPAN", 2500)
        patch.setattr(strands, "TAIL", 900)
        patch.setattr(strands, "FEW", 99)  # any flow may be entered in the middle
        yield


MIXED = """
h2 { break-after: avoid; margin: 3mm 0 1mm; font-size: 10pt } .new { break-before: page } .recto { break-before: recto }
.n { page: narrow } @page narrow { margin: 10mm 20mm } .k { break-inside: avoid } p + p { text-indent: 4mm }
.f { float: left; width: 20mm; height: 17mm } @page :left { margin-left: 13mm } .r { margin-top: 3mm }
"""


def _piece(seed: random.Random, number: int) -> str:
    kind = seed.choice(["p", "p", "p", "k", "h", "new", "recto", "n", "f", "r", "long"])
    text = words(seed.randint(3, 70) * (4 if kind == "long" else 1), seed.randint(0, 12))
    if kind == "h":
        return f"<h2>Đề mục {number}</h2>"
    return f'<p class="{kind}" id="r{number}">Bản ghi {number}: {text}</p>'


def _edited(seed: random.Random, pieces: list[str], number: int) -> list[str]:
    made = list(pieces)
    for _ in range(seed.randint(1, 3)):
        at = seed.randrange(len(made))
        match seed.choice(["insert", "delete", "change", "move"]):
            case "insert":
                made.insert(at, _piece(seed, number))
            case "delete" if len(made) > 5:
                del made[at]
            case "move":
                made.insert(seed.randrange(len(made)), made.pop(at))
            case _:
                made[at] = _piece(seed, number)
        number += 1
    return made


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 8))])
def test_after_any_edits_the_book_is_the_one_that_a_fresh_cache_gives(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    room = Room(tmp_path / "cache", press(MIXED))
    pieces = [_piece(chance, number) for number in range(30)]
    with short_tasks():
        for step in range(6):
            now = long(pieces)
            anchors = re.findall(r' id="(r\d+)"', now.html)
            render = index(*anchors)
            kept = bound(room, room.assemble(now, INDEX, render=render))
            assert kept == fresh(tmp_path, room, now, INDEX, render=render), (seed, step)
            pieces = _edited(chance, pieces, 1000 + 10 * step)


def _rows(tall: int) -> list[str]:
    """Rows of a table; every so many of them is of two lines."""
    return [f'<tr id="r{n}"><td>Bản ghi {n}: {words(14 if n % tall == 0 else 3, n)}</td></tr>' for n in range(1, 400)]


@pytest.mark.parametrize("tall", [1000, 2, *(pytest.param(tall, marks=pytest.mark.slow) for tall in (23, 7))])
def test_rows_that_have_moved_on_are_laid_out_by_two(tmp_path: Path, tall: int) -> None:
    """A row comes to stand at the front: behind it no page begins with the row that it began with, but where pages
    began before they begin again, if rows are of one height. Where they are not, the book is right all the same."""
    rows = _rows(tall)
    room = Room(tmp_path / "cache")
    pages: list[int] = []
    begun: list[int] = []
    take, split = strands.Strand.take, strands.Strand.split

    def taken(strand: strands.Strand, laid: Laid) -> list[tuple[str, bytes]]:
        pages.extend(made.first for made in laid.runs)
        return take(strand, laid)

    def told(strand: strands.Strand, *work: Any) -> Any:
        if region := split(strand, *work):
            begun.append(region.at)
        return region

    with short_tasks(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(strands, "FEW", 4)
        for moved in ([*rows[:2], rows[-1], *rows[2:-1]], [*rows[:2], *rows[3:-50], rows[2], *rows[-50:]]):
            before = [link.first for link in room.assemble(_table(rows)).links]
            patch.setattr(strands.Strand, "take", taken)
            patch.setattr(strands.Strand, "split", told)
            assembly = room.assemble(_table(moved))
            patch.setattr(strands.Strand, "take", take)
            patch.setattr(strands.Strand, "split", split)
            assert bound(room, assembly) == fresh(tmp_path, room, _table(moved))
            assert set(begun) <= set(before)
            if tall == 1000:
                assert begun
                assert sorted(pages) == sorted(set(pages)), "a page was laid out twice"
            pages.clear()
            begun.clear()


def _table(rows: list[str]) -> Flow:
    return flow(f"<table><tbody>{CUT.join(rows)}</tbody></table>")


class Shuffling(Executor):
    """One worker that takes any of the waiting tasks next."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._waiting: list[Callable[[], None]] = []
        self._come: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._worker = threading.Thread(target=self._work)
        self._worker.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def task() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except BaseException as error:
                future.set_exception(error)

        self._come.put(task)
        return future

    def _work(self) -> None:
        while (first := self._come.get()) is not None:
            self._waiting.append(first)
            while not self._come.empty() and (more := self._come.get()) is not None:
                self._waiting.append(more)
            self._chance.shuffle(self._waiting)
            self._waiting.pop()()
            for task in self._waiting:
                self._come.put(task)
            self._waiting.clear()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._come.put(None)
        self._worker.join()


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 5))])
def test_neither_the_order_of_tasks_nor_how_many_there_are_is_seen(tmp_path: Path, seed: int) -> None:
    chance = random.Random(100 + seed)
    now = long([_piece(chance, number) for number in range(60)])
    made = press(MIXED)
    render = index(*re.findall(r' id="(r\d+)"', now.html))
    results = [fresh(tmp_path, Room(tmp_path, made), now, INDEX, render=render)]
    entered: list[int] = []
    split = strands.Strand.split

    def told(strand: strands.Strand, *work: Any) -> Any:
        if region := split(strand, *work):
            entered.append(region.at)
        return region

    with short_tasks(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(strands.Strand, "split", told)
        for at_once in (1, 2, 5):
            room = Room(tmp_path / f"{at_once}" / "cache", made)
            with Shuffling(seed + at_once) as pool:
                maker = assembler(made, pool, Cache(room.cache.folder), at_once)
                results.append(bound(room, maker.assemble((now, INDEX), render)))
    assert [result == results[0] for result in results] == [True] * 4
    assert entered, "no flow was entered in the middle"
