"""No margin boxes where they would say nothing: the same file to the byte, and those that speak are there."""

from __future__ import annotations

import pytest
from weasyprint import HTML, layout
from weasyprint.text.fonts import FontConfiguration

from yearbook.context import asset_root
from yearbook.pdf.margins import none_for_nothing

FACE = (asset_root() / "fonts" / "SourceSerif4_400Regular.ttf").as_uri()
PAGES = {
    "none": "@page { size: A6 }",
    "emptied": "@page { size: A6; @top-left { content: none } @bottom-right { content: normal; color: red } }",
    "a folio": "@page { size: A6; @bottom-center { content: 'trang ' counter(page) } }",
    "a corner": "@page { size: A6; @bottom-right-corner { content: counter(page) } }",
    "an empty word that is a box": "@page { size: A6; @left-middle { content: ''; background: red; height: 9mm } }",
    "on rectos": "@page { size: A6 } @page :right { @top-right { content: counter(pages) } }",
    "once": "@page :first { @right-bottom { content: 'đầu' } }",
}


def pdf(css: str) -> bytes:
    style = f"@font-face {{ font-family: 'Bộ chữ'; src: url({FACE}) }} html {{ font-family: 'Bộ chữ' }} {css}"
    words = "<p style='break-before: page'>Tập thể lao động xuất sắc</p>" * 3
    html = f"<html lang=vi><style>{style}</style>{words}"
    made: bytes = HTML(string=html).write_pdf(font_config=FontConfiguration(), pdf_identifier=b"yb")
    return made


@pytest.mark.parametrize("css", PAGES.values(), ids=PAGES)
def test_a_file_is_the_same_to_the_byte(css: str) -> None:
    plain = pdf(css)
    with none_for_nothing():
        assert pdf(css) == plain


def test_weasyprint_is_itself_again_afterwards() -> None:
    before = layout.make_margin_boxes
    with none_for_nothing():
        assert layout.make_margin_boxes is not before
    assert layout.make_margin_boxes is before
