"""Never a page from a stale entry: each thing that pages depend on is changed in turn, and they are laid out anew;
nothing is changed, and nothing is laid out. What the cache lost or damaged is made anew."""

from __future__ import annotations

import importlib.metadata
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from assembly_room import Room, flow, press, printed
from PIL import Image

import yearbook
from yearbook.pages.flow import CUT, Flow
from yearbook.pdf import bind, tools
from yearbook.pdf.assembly import Assembly
from yearbook.pdf.bind import Gone
from yearbook.pdf.runs import Press
from yearbook.storage import code


def pieces(*, last: str = "cuối", picture: str = "anh1") -> Flow:
    body = CUT.join(f"<p>Đoạn {n}</p>" for n in range(30))
    return flow(f'{body}{CUT}<p><img src="yb:image/{picture}" alt="x"></p>{CUT}<p>{last}</p>')


@pytest.fixture
def made(tmp_path: Path) -> Press:
    """A press with a face of its own and two pictures."""
    face = tmp_path / "chu.ttf"
    base = press("p { color: #102030 } img { width: 20mm }")
    shutil.copyfile(base.faces[0][1], face)
    for number in (1, 2):
        Image.new("RGB", (30, 40), (90 * number, 20, 20)).save(tmp_path / f"anh{number}.jpg")
    images = {f"anh{number}": tmp_path / f"anh{number}.jpg" for number in (1, 2)}
    return printed(replace(base, faces=((base.faces[0][0], face),)), images=images)


def ask_again() -> None:
    for asked in (tools.tools, code.code_digest, code.sources, code.library):
        asked.cache_clear()


@pytest.fixture(autouse=True)
def _tools_are_asked_again() -> Iterator[None]:
    ask_again()
    yield
    ask_again()


def assembled(folder: Path, made: Press, *flows: Flow) -> tuple[Room, Assembly]:
    """As a new build does it: nothing is known but what the cache in the folder has."""
    ask_again()
    room = Room(folder / "cache", made)
    return room, room.assemble(*(flows or (pieces(),)))


def test_nothing_changed_and_nothing_is_laid_out(tmp_path: Path, made: Press) -> None:
    first, _ = assembled(tmp_path, made)
    assert first.laid() == 1
    again, _ = assembled(tmp_path, made)
    assert again.pool.done == []


def _other_face(made: Press) -> Press:
    """The same name, other bytes in the file."""
    name, path = made.faces[0]
    data = path.read_bytes()
    path.write_bytes(data + b"\0\0\0\0")
    return replace(made, faces=((name, path),))


CHANGES: dict[str, Callable[[Press], Press]] = {
    "a colour of the theme": lambda made: replace(made, css=made.css.replace("#102030", "#102031")),
    "a rule of the style sheet": lambda made: replace(made, css=made.css + "p { text-indent: 1mm }"),
    "the bytes of a face": _other_face,
    "the variant": lambda made: printed(made, variant="pdf/x-4"),
    "tagged": lambda made: printed(made, tagged=True),
    "an ink": lambda made: printed(made, inks=(("son", "#a01010"),)),
    "how pictures are made": lambda made: printed(made, pictures="khác"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_all_pages_depend_on(tmp_path: Path, made: Press, change: str) -> None:
    _, before = assembled(tmp_path, made)
    room, after = assembled(tmp_path, CHANGES[change](made))
    assert room.laid() == 1
    assert not {link.drawn for link in before.links} & {link.drawn for link in after.links}
    assert not set(before.plates) & set(after.plates) - {("",)}


@pytest.mark.parametrize("change", ["text", "picture"])
def test_what_one_page_depends_on(tmp_path: Path, made: Press, change: str) -> None:
    _, before = assembled(tmp_path, made)
    other = pieces(last="khác") if change == "text" else pieces(picture="anh2")
    room, after = assembled(tmp_path, made, other)
    assert room.laid() == 1
    kept = {link.drawn for link in before.links} & {link.drawn for link in after.links}
    assert len(kept) == len(after.links) - 1
    path = room.bound(after, tmp_path / "sach.pdf")
    with pypdfium2.PdfDocument(path) as pdf:
        assert ("khác" in pdf[len(pdf) - 1].get_textpage().get_text_range()) == (change == "text")
    fresh, cold = assembled(tmp_path / "moi", made, other)
    assert path.read_bytes() == fresh.bound(cold, tmp_path / "moi.pdf").read_bytes()


@pytest.mark.parametrize("package", tools.PACKAGES)
def test_another_version_of_a_package(
    tmp_path: Path, made: Press, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.metadata.version
    assembled(tmp_path, made)
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "999.1" if name == package else real(name))
    room, _ = assembled(tmp_path, made)
    assert room.laid() == 1


@pytest.mark.parametrize("room_of_code", ["pdf/strand.py", "pdf/paging.py", "pages/flow.py", "pages/starts.py"])
def test_another_line_of_code(tmp_path: Path, made: Press, room_of_code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rooms that lay out, copied and changed by a comment: tools() reads the code where the package lies."""
    home = Path(yearbook.__file__).parent
    copy = tmp_path / "yearbook"
    for folder in ("pdf", "pages"):
        shutil.copytree(home / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("__init__.py", "geometry.py"):
        shutil.copyfile(home / file, copy / file)
    assembled(tmp_path, made)
    monkeypatch.setattr(yearbook, "__file__", str(copy / "__init__.py"))
    room, _ = assembled(tmp_path, made)
    assert room.laid() == 0  # the same code in another place
    with (copy / room_of_code).open("a") as file:
        file.write("# khác\n")
    room, _ = assembled(tmp_path, made)
    assert room.laid() == 1


# --- a cache that lost something -------------------------------------------------------------------------


def _entries(room: Room) -> list[Path]:
    return sorted(path for path in room.cache.folder.rglob("*") if path.is_file())


def test_a_damaged_entry_is_made_anew(tmp_path: Path, made: Press) -> None:
    room, first = assembled(tmp_path, made)
    wanted = room.bound(first, tmp_path / "mot.pdf").read_bytes()
    for path in _entries(room):
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    room, second = assembled(tmp_path, made)
    assert room.laid() == 1
    assert room.bound(second, tmp_path / "hai.pdf").read_bytes() == wanted


def test_what_was_dropped_before_binding_is_missed_and_made_again_by_who_is_told(
    tmp_path: Path, made: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, first = assembled(tmp_path, made)
    wanted = room.bound(first, tmp_path / "mot.pdf").read_bytes()
    monkeypatch.setattr(bind, "_kept", bind.Kept())  # as in a process that has read nothing yet
    (looks,) = first.links[0].drawn
    for path in _entries(room):
        if path.name == looks:
            path.unlink()
    with pytest.raises(Gone):
        room.bound(first, tmp_path / "hai.pdf")
    again = room.assemble(pieces(), sure=True)
    assert room.laid() == 1
    assert room.bound(again, tmp_path / "hai.pdf").read_bytes() == wanted
