"""Styles that elements share change nothing: boxes have the styles that WeasyPrint gives them by itself."""

from __future__ import annotations

from typing import Any

import pytest
from assembly_room import CSS, FACE, document
from weasyprint import DEFAULT_OPTIONS, HTML, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure.build import build_formatting_structure

from yearbook.context import asset_root
from yearbook.pdf.engine import MIME, Engine, Resources
from yearbook.pdf.source import Source, anchors_apart, set_anchors

LOOKS = """
#hai { color: red }
.ghi { float: footnote } .lien::after { content: " (" attr(href) ")" } ul.o li { list-style: square }
.khoi { display: list-item } p:first-child { margin-top: 3mm } .x + .x { padding: 1mm } .tren { position: running(a) }
td#o { width: 30mm } [id] { border-left: 1pt solid } @page { @top-center { content: element(a) } }
"""
BODY = """
<h1 id="mot">Một</h1><p id="hai" class="x">hai<span class="ghi" id="chu">chú <b>đậm</b></span></p><p class="x">ba</p>
<ul class="o"><li id="li">một</li><li>hai</li></ul><p class="khoi">mục</p><p style="display: list-item">nữa</p>
<p class="tren" id="chay">chạy</p><a name="cu">neo</a><a id="moi" name="ten" class="lien" href="#hai">tới</a>
<table id="bang"><tbody><tr id="h1"><td id="o">1</td><td>2</td></tr>
<tr id="h2"><td>3</td><td>4</td></tr></tbody></table>
<div id="ngoai"><div><p>trong</p></div></div><p><span id="dong">a<br>b</span></p>
"""


NAMES = (
    "anchor", "display", "color", "margin_top", "padding_left", "width", "float", "position", "content",
    "list_style_type", "border_left_width", "font_weight",
)  # fmt: skip
IDS = {"mot", "hai", "chu", "li", "cu", "ten", "bang", "h1", "o", "h2", "ngoai", "dong"}


def engine(css: str = LOOKS) -> Engine:
    return Engine(CSS + css, Resources({f"font/{FACE}": (asset_root() / "fonts" / FACE, MIME[".ttf"])}))


def boxes(made: Engine, source: Any) -> list[tuple[Any, ...]]:
    """All boxes, notes too, in order: tag and every property."""
    counters, images = CounterStyle(), dict[str, Any]()
    options = {**DEFAULT_OPTIONS, "stylesheets": [made.sheet], "cache": images}
    context = Document._build_layout_context(source, made.fonts, counters, made.profiles, options)
    root = build_formatting_structure(
        source.etree_element, context.style_for, context.get_image_from_uri, source.base_url,
        context.target_collector, counters, context.footnotes,
    )  # fmt: skip
    if isinstance(source, Source):
        set_anchors(root, *context.footnotes)
    found: list[tuple[Any, ...]] = []
    for top in (root, *context.footnotes):
        waiting = [top]
        while waiting:
            box = waiting.pop()
            found.append((type(box).__name__, box.element_tag, *(str(box.style[name]) for name in NAMES)))
            waiting += reversed(getattr(box, "children", ()))
    return found


@pytest.mark.parametrize("html", [document(BODY), document(f"{BODY}<!-- đọc bằng bộ đọc đầy đủ -->")])
def test_boxes_have_the_styles_that_they_have_by_themselves(html: str) -> None:
    made = engine()
    with made.guarded():
        alone = boxes(made, HTML(string=html, url_fetcher=made.fetcher))
        with anchors_apart():
            shared = boxes(made, Source(html, made.fetcher, made.defaults))
    assert {row[2] for row in alone} >= {
        "mot",
        "hai",
        "chu",
        "li",
        "cu",
        "ten",
        "bang",
        "h1",
        "o",
        "h2",
        "ngoai",
        "dong",
    }
    assert shared == alone


def test_elements_with_ids_share_their_styles() -> None:
    made = engine("")
    rows = "".join(f'<tr id="r{number}"><td>x</td></tr>' for number in range(50))
    html = document(f"<table><tbody>{rows}</tbody></table>")
    with made.guarded(), anchors_apart():
        source = Source(html, made.fetcher, made.defaults)
        options = {**DEFAULT_OPTIONS, "stylesheets": [made.sheet], "cache": {}}
        context = Document._build_layout_context(source, made.fonts, CounterStyle(), made.profiles, options)
    cells = [context.style_for(cell) for cell in source.etree_element.iter("td")]
    assert len(cells) == 50 and len({id(style) for style in cells}) == 1


def test_other_documents_keep_their_anchors() -> None:
    """What lies in a margin, the cover, a letter is laid out by WeasyPrint alone."""
    made = engine("")
    [page] = made.lay_out(document('<p id="neo">một</p>')).pages
    assert "neo" in page.anchors
