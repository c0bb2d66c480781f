"""Parts of a preflight done ahead of it find what it finds, and it finds no more and no less because of them."""

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
from yearbook.preflight.profile import default_profile
from yearbook.preflight.prove import prove
from yearbook.storage import Cache


def book(spoil: Callable[[PrintFile, Any], Any] | None = None) -> PrintFile:
    """Five pages; the second is dark, the fourth is spoilt."""
    file = PrintFile()
    for number in range(5):
        page = file.page(rectangle(60, 60, 120, 120, ink(1, 0.9, 0.8, 0.7))) if number == 1 else file.page()
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


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_with_parts_judged_ahead_the_findings_are_the_same(
    tmp_path: Path, spoil: Callable[[PrintFile, Any], Any] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, profile = book(spoil).save(tmp_path / "a.pdf"), default_profile()
    alone = prove(path, profile, cache=Cache(tmp_path / "alone"))
    judged: dict[int, Any] = {}
    for part in (range(1, 3), range(3, 6)):
        judged |= judge_pages(path, profile, part, Cache(tmp_path / "cache"))
    judge_syntax(path, Cache(tmp_path / "cache"))
    read: list[int] = []

    def spy(reader: Reader, page: Any, number: int, *more: Any) -> Any:
        read.append(number)
        return real(reader, page, number, *more)

    real = Reader.read
    monkeypatch.setattr(Reader, "read", spy)
    assert prove(path, profile, cache=Cache(tmp_path / "another"), judged=judged) == alone
    assert read == []
    assert prove(path, profile, cache=Cache(tmp_path / "cache"), judged={3: judged[3]}) == alone
    assert read == []  # what is not told is known from the cache
    assert prove(path, profile, judged={3: judged[3]}) == alone
    assert read == [1, 2, 4, 5]


def judged_ahead(path: Path, cache: Cache) -> dict[int, Any]:
    judged: dict[int, Any] = {}
    for part in (range(1, 3), range(3, 6)):
        judged |= judge_pages(path, default_profile(), part, cache)
    judge_syntax(path, cache)
    return judged


def test_a_plain_jpeg_is_not_decoded_for_the_syntax(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who counts its inks decodes it; one that is odd is decoded to be known."""
    decoded: list[tuple[int, int]] = []
    real = syntax.decode
    monkeypatch.setattr(syntax, "decode", lambda image: decoded.append(image.size) or real(image))
    path = with_jpeg(jpeg()).save(tmp_path / "a.pdf")
    alone = prove(path, default_profile(), cache=Cache(tmp_path / "alone"))
    judged = judged_ahead(path, Cache(tmp_path / "cache"))
    assert prove(path, default_profile(), cache=Cache(tmp_path / "cache"), judged=judged) == alone
    assert decoded == []
    prove(with_jpeg(jpeg(progressive=True)).save(tmp_path / "b.pdf"), default_profile())
    assert len(decoded) == 1


def test_a_jpeg_that_breaks_off_is_told_although_its_inks_were_asked_for(tmp_path: Path) -> None:
    path = with_jpeg(jpeg()[:-400]).save(tmp_path / "a.pdf")
    alone = prove(path, default_profile())
    assert "P101" in {finding.code for finding in alone.report}
    judged = judged_ahead(path, Cache(tmp_path / "cache"))
    assert prove(path, default_profile(), cache=Cache(tmp_path / "cache"), judged=judged) == alone


def test_damage_is_told_by_the_preflight_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A watcher that stumbles leaves no verdict that could hide it."""
    path, profile = book().save(tmp_path / "a.pdf"), default_profile()
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
    judged = judge_pages(path, profile, range(1, 6), Cache(tmp_path / "cache"))
    assert sorted(judged) == [1, 3, 4, 5]
    report = prove(path, profile, cache=Cache(tmp_path / "cache"), judged=judged).report
    assert [finding.message for finding in report if finding.code == "P101"] == [
        "tệp a.pdf không đọc lại được trọn vẹn: cấu trúc hỏng, không kiểm tra được hết phần «hỏng»"
    ]


def test_what_is_no_pdf_is_told_by_the_preflight_alone(tmp_path: Path) -> None:
    path, cache = tmp_path / "a.pdf", Cache(tmp_path / "cache")
    path.write_bytes(b"khong phai PDF")
    judge_pages(path, default_profile(), range(1, 3), cache)
    judge_syntax(path, cache)
    judge_pages(tmp_path / "nowhere.pdf", default_profile(), range(1, 3), cache)
    assert [finding.code for finding in prove(path, default_profile(), cache=cache).report] == ["P101"]
