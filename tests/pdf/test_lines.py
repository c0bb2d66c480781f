"""Text that is broken and drawn once: the same file to the byte as where every word is set anew."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from yearbook.context import asset_root
from yearbook.pdf import lines
from yearbook.pdf.lines import broken_once
from yearbook.pdf.texts import Texts

FACE = (asset_root() / "fonts" / "SourceSerif4_400Regular.ttf").as_uri()
PLACES = "".join(f"<a>{n % 3 + 7}</a>, " for n in range(40))
ROWS = "".join(
    f"<tr><td>{n}<td>Nguyễn Thị Ánh {n % 5}<td>Sở Thông tin và Truyền thông Thừa Thiên Huế<td>Bằng khen"
    for n in range(30)
)
WORDS = "Đơn vị xuất sắc, Quyết định số 1579/QĐ-BTTTT ngày 04/9/2020. "
KINDS = {
    "an index whose commas stand at the ends of lines": f"<div style='columns: 3; font-size: 8pt'>{PLACES * 4}</div>",
    "a table whose cells say the same": f"<table style='width: 70%'>{ROWS}</table>",
    "columns as wide as their words": f"<table style='table-layout: auto'>{ROWS}</table>",
    "justified, then ragged": f"<p style='text-align: justify'>{WORDS * 6}<p>{WORDS * 6}",
    "the same words in other widths": "".join(f"<p style='width: {30 + 7 * n}px'>{WORDS}" for n in range(20)),
    "other spacing": "".join(f"<p style='word-spacing: {n}px; letter-spacing: {n / 4}pt'>{WORDS}" for n in range(5)),
    "long words": f"<p style='width: 40px; overflow-wrap: anywhere'>{WORDS}<p style='width: 40px'>{WORDS}",
    "hyphens": f"<p style='width: 60px; hyphens: auto' lang=en>international communication{'&shy;' * 2} {WORDS}" * 2,
    "soft hyphens": "<p style='width: 60px'>truyền&shy;thông truyền&shy;thông điện&shy;tử</p>" * 3,
    "kept spaces": f"<pre style='tab-size: 4'>a\t{WORDS}\n  b\t{WORDS}</pre><p style='white-space: nowrap'>{WORDS}" * 2,
    "cut short": f"<p style='width: 90px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap'>{WORDS}" * 2
    + f"<p style='width: 140px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap'>{WORDS}",
    "clamped": f"<p style='width: 140px; max-lines: 2; block-ellipsis: auto; continue: discard'>{WORDS}" * 2,
    "lines of other colours": "".join(
        f"<p style='color: {colour}; text-decoration: {line}'>{WORDS}"
        for colour in ("red", "blue") for line in ("none", "underline", "line-through")
    ),
    "beside floats and below them": "".join(
        f"<div style='width: {width}px; hyphens: none; {how}'><img style='float: left; width: 90px; height: 45px'>"
        f"<i style='float: right; width: {width // 3}px'>{WORDS}</i>{WORDS * 3}</div>"
        for width in (105, 160, 320)
        for how in ("", "text-align: justify; overflow-wrap: break-word", "overflow-wrap: anywhere; direction: rtl",
                    "hyphens: manual", "white-space: pre-wrap", "text-indent: 2em; word-break: break-all")
    ),
    "as narrow as their words": "".join(
        f"<table style='width: 1px; hyphens: none'><td style='{how}'>{WORDS * 2}<td>truyền&shy;thông {WORDS}</table>"
        for how in ("", "overflow-wrap: anywhere", "hyphens: auto", "font-size: 3px", "letter-spacing: 2px")
    ),
    "leaders": "<style>a::after { content: leader('. ') '12' }</style>" + "<p><a>Lời nói đầu</a>" * 5,
    "first letters": "<style>p::first-letter { font-size: 2em } p::first-line { color: red }</style>"
    + f"<p style='width: 200px'>{WORDS * 3}" * 2,
}  # fmt: skip


def pdf(html: str) -> bytes:
    """A fresh set of fonts each time: nothing is known from before."""
    made: bytes = HTML(string=html).write_pdf(font_config=FontConfiguration(), pdf_identifier=b"yb")
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_the_same_to_the_byte(kind: str) -> None:
    html = f"<html lang=vi><style>@font-face {{ font-family: 'Bộ chữ'; src: url({FACE}) }} "
    html += f"body {{ font-family: 'Bộ chữ' }}</style>{KINDS[kind]}"
    plain = pdf(html)
    with broken_once(), Texts().drawn():
        assert pdf(html) == plain
    assert len(plain) > 4_000  # the words are there, in their font


def test_words_are_broken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    split = lines._split
    monkeypatch.setattr(lines, "_split", lambda *how: (asked.append(how[0]), split(*how))[1])
    with broken_once():
        pdf(f"<table style='table-layout: fixed; width: 100%'>{ROWS}</table>")
    assert len(asked) < 60  # of 120 cells in two and more lines
