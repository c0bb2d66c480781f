"""A part that is told by what has changed is the part that was set."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from yearbook.editions.told import Change, SetPart, tell
from yearbook.images import Derivative, ImageProfile, PhotoInfo
from yearbook.pages.flow import Flow
from yearbook.records import Photo
from yearbook.workers.tasks import pack

ROWS = st.lists(st.integers(0, 3)).map(tuple)


@given(ROWS, ROWS)
def test_what_has_changed_leads_from_one_row_to_another(before: tuple[int, ...], now: tuple[int, ...]) -> None:
    assert Change.of(before, now).to(before) == now


def portrait(number: int) -> tuple[Photo, Derivative]:
    info = PhotoInfo(f"{number}.jpg", Path(f"{number}.jpg"), f"{number:064}", 600, 800, "JPEG", "RGB", has_icc=False)
    return Photo.model_validate({"file": info.name}), Derivative(info, 30, 40, ImageProfile("tên", "srgb"))


def part(words: list[str]) -> SetPart:
    html = "<!--cut-->".join(f"<p>{word}</p>" for word in words)
    placed = tuple(portrait(number) for number, _ in enumerate(words))
    seen = {photo.file: request.photo for photo, request in placed}
    return SetPart(Flow.of("phần", f"<table><tbody>{html}</tbody></table>"), placed, seen, b"\1\0", False)


def test_each_telling_is_whole_to_who_has_heard_those_before() -> None:
    known: dict[bytes, SetPart] = {}
    words = [f"người {number}" for number in range(40)]
    for changed in (words, [*words[:20], "người thêm", *words[20:]], words[:-1], words[:-1], []):
        made = part(changed)
        told = tell("một phần", made, known)
        whole = told.whole(known)
        assert whole == made
        assert whole.flow.states == made.flow.states
        known = {told.mark: whole}


def test_what_has_hardly_changed_is_told_in_few_bytes() -> None:
    words = [f"người {number}" for number in range(400)]
    first = tell("phần khác", part(words), ())
    words[200] = "tên sửa rồi"
    again = tell("phần khác", part(words), {first.mark})
    assert len(pack(again)) < len(pack(first)) / 50


def test_who_has_heard_nothing_or_something_else_is_told_all() -> None:
    made = part(["một", "hai"])
    for known in (None, (), {b"other"}):
        told = tell("phần thứ ba", made, known)
        assert (told.since, told.part) == (b"", made)
