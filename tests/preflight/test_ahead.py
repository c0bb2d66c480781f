"""With helpers a preflight finds what it finds alone, and each page is read by one of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Name
from PIL import Image
from print_files import PrintFile, ink, picture, rectangle

from yearbook.preflight import pages, syntax
from yearbook.preflight.ahead import judge_pages, judge_syntax
from yearbook.preflight.content import Reader
from yearbook.preflight.meeting import Meeting
from yearbook.preflight.profile import default_profile
from yearbook.preflight.prove import prove
from yearbook.preflight.proved import Proved
from yearbook.storage import Cache


def book(spoil: Callable[[PrintFile, Any], Any] | None = None) -> PrintFile:
    """Five pages, each another; the second is dark, the fourth is spoilt."""
    file = PrintFile()
    for number in range(5):
        inks = ink(1, 0.9, 0.8, 0.7) if number == 1 else ink(0, 0, 0, 0.1 * number)
        page = file.page(rectangle(60, 60, 120, 120, inks))
        if number == 3 and spoil:
            spoil(file, page)
    return file


def jpeg(**options: object) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((160, 120), 90).convert("CMYK").save(buffer, "JPEG", quality=90, **options)
    return buffer.getvalue()


def with_jpeg(data: bytes) -> PrintFile:
    """Five pages; a JPEG on the fourth."""

    def add(file: PrintFile, page: Any) -> None:
        image = file.image(160, 120)
        image.write(data, filter=Name.DCTDecode)
        page.Resources.XObject = file.pdf.make_indirect({"/Im": image})
        page.Contents.write(page.Contents.read_bytes() + picture(b"Im", 60, 60, 30, 22))

    return book(add)


SPOILT: dict[str, Callable[[PrintFile, Any], Any] | None] = {
    "sound": None,
    "a colour of screens": lambda file, page: page.Contents.write(
        page.Contents.read_bytes() + b" 1 0 0 rg 9 9 9 9 re f"
    ),
    "no trim box": lambda file, page: page.__delitem__("/TrimBox"),
    "content that breaks off": lambda file, page: page.Contents.write(b"q (chua het"),
}


def helped(path: Path, within: Path, helpers: int = 1) -> Meeting:
    """A meeting at which the helpers have done all there was to do, before anybody else came."""
    profile, cache = default_profile(), Cache(within / "cache")
    meeting = Meeting.begin(within, helpers)
    for helper in range(helpers):
        judge_pages(path, profile, meeting, helper, cache)
    judge_syntax(path, cache)
    return meeting


def with_helpers(path: Path, meeting: Meeting, cache: Path | None = None) -> Proved:
    with meeting.front() as front:
        return prove(path, default_profile(), cache=Cache(cache) if cache else None, front=front)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages that are read from now on."""
    numbers: list[int] = []
    real = Reader.read

    def spy(reader: Reader, page: Any, number: int, *more: Any) -> Any:
        numbers.append(number)
        return real(reader, page, number, *more)

    monkeypatch.setattr(Reader, "read", spy)
    return numbers


@pytest.mark.parametrize("helpers", [1, 2, 7])
@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_with_helpers_the_findings_are_the_same(
    tmp_path: Path, spoil: Callable[[PrintFile, Any], Any] | None, helpers: int, read: list[int]
) -> None:
    path = book(spoil).save(tmp_path / "a.pdf")
    alone = prove(path, default_profile(), cache=Cache(tmp_path / "alone"))
    read.clear()
    meeting = helped(path, tmp_path, helpers)
    assert sorted(read) == [1, 2, 3, 4, 5]
    assert with_helpers(path, meeting, tmp_path / "another") == alone
    assert sorted(read) == [1, 2, 3, 4, 5]
    late = helped(path, tmp_path, 0)
    assert with_helpers(path, late, tmp_path / "cache") == alone
    assert sorted(read) == [1, 2, 3, 4, 5]  # what is not told is known from the cache


def test_they_meet_where_they_are(tmp_path: Path, read: list[int]) -> None:
    path, meeting = book().save(tmp_path / "a.pdf"), Meeting.begin(tmp_path, 2)
    alone = prove(path, default_profile())
    with meeting.front() as front:
        read.clear()
        front.go_to(2)
        for helper in range(2):
            judge_pages(path, default_profile(), meeting, helper, Cache(tmp_path / f"cache-{helper}"))
        assert read == [5, 3, 4]
        read.clear()
        assert prove(path, default_profile(), front=front) == alone
        assert read == [1, 2]
    meeting.end()
    assert not meeting.folder.exists()


def test_a_helper_that_comes_late_has_nothing_to_do(tmp_path: Path, read: list[int]) -> None:
    path, meeting = book().save(tmp_path / "a.pdf"), Meeting.begin(tmp_path, 1)
    with_helpers(path, meeting)
    read.clear()
    judge_pages(path, default_profile(), meeting, 0, Cache(tmp_path / "cache"))
    meeting.end()
    judge_pages(path, default_profile(), meeting, 0, Cache(tmp_path / "cache"))
    assert read == []


def test_a_verdict_that_is_being_written_is_not_known_yet(tmp_path: Path, read: list[int]) -> None:
    path = book().save(tmp_path / "a.pdf")
    alone, meeting = prove(path, default_profile()), helped(path, tmp_path)
    told = meeting.folder / "back-0"
    *lines, last = told.read_bytes().splitlines(keepends=True)
    told.write_bytes(b"".join(lines) + last[: len(last) // 2])
    read.clear()
    assert with_helpers(path, meeting) == alone
    assert read == [1]


def test_a_plain_jpeg_is_not_decoded_for_the_syntax(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who counts its inks decodes it; one that is odd is decoded to be known."""
    decoded: list[tuple[int, int]] = []
    real = syntax.decode
    monkeypatch.setattr(syntax, "decode", lambda image: decoded.append(image.size) or real(image))
    path = with_jpeg(jpeg()).save(tmp_path / "a.pdf")
    alone = prove(path, default_profile(), cache=Cache(tmp_path / "alone"))
    assert with_helpers(path, helped(path, tmp_path), tmp_path / "cache") == alone
    assert decoded == []
    prove(with_jpeg(jpeg(progressive=True)).save(tmp_path / "b.pdf"), default_profile())
    assert len(decoded) == 1


def test_a_jpeg_that_breaks_off_is_told_although_its_inks_were_asked_for(tmp_path: Path) -> None:
    path = with_jpeg(jpeg()[:-400]).save(tmp_path / "a.pdf")
    alone = prove(path, default_profile())
    assert "P101" in {finding.code for finding in alone.report}
    assert with_helpers(path, helped(path, tmp_path), tmp_path / "cache") == alone


def test_damage_is_told_by_the_preflight_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A watcher that stumbles leaves no verdict that could hide it."""
    path = book().save(tmp_path / "a.pdf")
    real = pages.watchers

    def stumbling() -> Any:
        def watch(_subject: Any) -> Any:
            def look(content: Any) -> Iterator[Any]:
                if content.number == 2:
                    raise ValueError("damage")
                return iter(())

            return look

        return {**real(), "hỏng": watch}

    monkeypatch.setattr(pages, "watchers", stumbling)
    meeting = helped(path, tmp_path)
    assert (meeting.folder / "back-0").read_bytes().count(b"\n") == 4
    report = with_helpers(path, meeting, tmp_path / "cache").report
    assert [finding.message for finding in report if finding.code == "P101"] == [
        "tệp a.pdf không đọc lại được trọn vẹn: cấu trúc hỏng, không kiểm tra được hết phần «hỏng»"
    ]


def test_what_is_no_pdf_is_told_by_the_preflight_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"khong phai PDF")
    meeting = helped(path, tmp_path)
    judge_pages(tmp_path / "nowhere.pdf", default_profile(), meeting, 0, Cache(tmp_path / "cache"))
    assert [finding.code for finding in with_helpers(path, meeting, tmp_path / "cache").report] == ["P101"]
