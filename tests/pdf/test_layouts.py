"""Layouts of text set up with less work: the same file to the byte, and nothing left behind."""

from __future__ import annotations

import subprocess
import sys

import pytest
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from yearbook.context import asset_root
from yearbook.pdf.layouts import set_up_with_less

FACE = (asset_root() / "fonts" / "SourceSerif4_400Regular.ttf").as_uri()
KINDS = [
    "font-variant-numeric: tabular-nums lining-nums",
    "font-kerning: none; font-variant-ligatures: none",
    "font-feature-settings: 'frac' 1, 'zero' 1",
    "font-variant-caps: all-small-caps",
    "font-variant-numeric: oldstyle-nums; letter-spacing: 1pt",
    "letter-spacing: 1pt",
    "word-spacing: 4pt; overflow-wrap: anywhere",
    "text-align: justify; hyphens: auto",
    "text-decoration: underline",
    "text-decoration: line-through; font-size: 20pt",
    "font-weight: bold; font-style: italic; font-stretch: condensed",
    "font-language-override: 'ROM'",
    "direction: rtl",
    "white-space: pre; tab-size: 4",
]
WORDS = "Nguyễn Thị Ánh Hường 1/2 fi 0123\tĐơn vị xuất sắc, Quyết định số 1579/QĐ-BTTTT ngày 04/9/2020. " * 3
LINE = (
    '<svg width="200" height="20"><text x="0" y="15" font-family="Bộ chữ, serif" font-size="12">Năm 2024</text></svg>'
)


def pdf(html: str) -> bytes:
    """A fresh set of fonts each time: nothing is known from before."""
    made: bytes = HTML(string=html).write_pdf(font_config=FontConfiguration(), pdf_identifier=b"yb")
    return made


@pytest.mark.parametrize("kind", [*KINDS, "svg"])
def test_a_file_is_the_same_to_the_byte(kind: str) -> None:
    styles = (
        [""] if kind == "svg" else [f'style="{kind}"', f'lang="en" style="{kind}"', f'style="font-size: 9pt; {kind}"']
    )
    words = "".join(f"<p {style}>{WORDS}</p>" for style in styles) + (LINE if kind == "svg" else "")
    html = f"<html lang=vi><style>@font-face {{ font-family: 'Bộ chữ'; src: url({FACE}) }} "
    html += f"body {{ font-family: 'Bộ chữ' }}</style>{words}"
    plain = pdf(html)
    with set_up_with_less():
        assert pdf(html) == plain
    assert len(plain) > 5_000  # the words are there, in their font


GROWTH = """
import ctypes, gc
from contextlib import nullcontext
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from yearbook.pdf.layouts import set_up_with_less
from yearbook.workers.processes import give_back, taken

fonts = FontConfiguration()

def lay_out():
    page = HTML(string="<style>p {{ font-variant-numeric: lining-nums }}</style>" + "<p>Năm 2020" * 400)
    page.render(font_config=fonts)
    give_back()

with {how}():
    for _ in range(3):
        lay_out()
    before = taken().resident
    for _ in range(20):
        lay_out()
print(taken().resident - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="đo bộ nhớ qua /proc")
def test_text_that_asks_for_features_of_a_font_leaves_nothing_behind() -> None:
    grown = {}
    for how in ("set_up_with_less", "nullcontext"):
        command = [sys.executable, "-c", GROWTH.format(how=how)]
        grown[how] = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert grown["set_up_with_less"] < grown["nullcontext"] / 2
