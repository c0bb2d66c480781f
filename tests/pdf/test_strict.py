"""The quick reader makes the tree that the full reader makes, or none."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pytest
import tinyhtml5
from sample_setting import ready

from yearbook.context import asset_root
from yearbook.pages.theme import available
from yearbook.pdf.strict import read_strictly

BODY = '<html lang="vi"><head><title>x</title></head><body id="p">{}</body></html>'


def full(html: str) -> Any:
    return tinyhtml5.parse(io.BytesIO(html.encode()), override_encoding="utf-8", namespace_html_elements=False)


def told(element: Any) -> Any:
    """An element as it is compared."""
    tag = element.tag if isinstance(element.tag, str) else "comment"
    inside = [told(child) for child in element]
    return tag, dict(element.attrib), element.text or "", element.tail or "", inside


@pytest.mark.parametrize("theme", available(asset_root() / "templates"))
def test_all_parts_of_the_sample_are_read_as_by_the_full_reader(theme: str, tmp_path: Path) -> None:
    quick = 0
    for flow in ready("print", tmp_path, theme, pictures=False).asked.flows:
        if not flow.pieces:
            continue  # shows page numbers, or fills up
        middle = len(flow.pieces) // 2
        for first, end in ((0, len(flow.pieces)), (middle, len(flow.pieces)), (0, max(1, middle))):
            html = flow.stretch(first, end)
            root = read_strictly(html)
            if root is not None:
                quick += 1
                assert told(root) == told(full(html))
    assert quick > 20


@pytest.mark.parametrize(
    "body",
    [
        "a &amp; b &lt;c&gt; &nbsp;&ndash; &#39;x&#x2019;",
        "<p class='a b' data-x=\"1 &quot; 2 > 1\">một<br>hai <b>ba</b></p>\n",
        "<table><colgroup><col class=x><col></colgroup><tbody><tr><td>1</td></tr></tbody></table>",
        '<img src="a.jpg" alt="Đồng chí &lt;x&gt;"><hr/><div\t></div>',
    ],
)
def test_what_is_well_formed_is_read(body: str) -> None:
    html = BODY.format(body).replace("class=x", 'class="x"').replace("<div\t>", "<div>") + "\n"
    root = read_strictly(html)
    assert root is not None
    assert told(root) == told(full(html))


@pytest.mark.parametrize(
    "body",
    [
        "<p>một<div>hai</div></p>", "<p>một<p>hai</p></p>", "<table><tr><td>1</td></tr></table>", "<li>một</li>",
        "<table>chữ<tbody></tbody></table>", "<a href='#x'>một <a href='#y'>hai</a></a>", "<p>một", "<p>một</b></p>",
        "<!-- lời bình --><p>một</p>", "<svg><path d='M0 0'/></svg>", "<h2><h3>một</h3></h2>", "<p hidden>một</p>",
        "<DIV>một</DIV>", "<p CLASS='a'>một</p>", "<p title='a\nb'>một</p>", "<pre>\nmột</pre>", "<p>&khong;</p>",
        "<script>1 < 2</script>", "<b><p>một</b></p>", "<td>một</td>", "<form><form></form></form>", "a\rb",
        "<p>a & b</p>", "<ruby>a<rt>b</rt></ruby>", "<ul><li>một<li>hai</li></li></ul>",
        "<p><span><div></div></span></p>",
    ],
)  # fmt: skip
def test_what_calls_for_recovery_is_left_to_the_full_reader(body: str) -> None:
    assert read_strictly(BODY.format(body)) is None


def test_a_document_without_head_or_body_is_left_to_the_full_reader() -> None:
    for html in (
        "<p>một</p>",
        "<html><body>một</body></html>",
        "<html><head></head>một<body></body></html>",
        "",
        "một",
    ):
        assert read_strictly(html) is None


TAGS = (
    "p div span b a ul li table tbody tr td h2 h3 section img br figure dl dt dd em article blockquote thead caption i"
).split()


def made_up(dice: random.Random, depth: int = 0) -> str:
    """Some markup, now and then wrong."""
    words = ["một", " ", "\n", "&amp;", "&nbsp;", "hai ba", "“x”", "&#8211;", "<", "&"]
    parts = []
    for _ in range(dice.randrange(4)):
        if depth > 4 or dice.random() < 0.4:
            parts.append(dice.choice(words[: 8 if dice.random() < 0.97 else None]))
            continue
        tag = dice.choice(TAGS)
        attribute = dice.choice(("", ' class="a"', ' id="x" data-y="&lt;"', " data-held=''"))
        if tag in ("img", "br"):
            parts.append(f"<{tag}{attribute}>")
            continue
        end = "" if dice.random() < 0.02 else f"</{tag}>"
        parts.append(f"<{tag}{attribute}>{made_up(dice, depth + 1)}{end}")
    return "".join(parts)


def test_made_up_documents_are_read_as_by_the_full_reader_or_not_at_all() -> None:
    dice = random.Random(7)
    quick = 0
    for _ in range(6000):
        html = BODY.format(made_up(dice)) + dice.choice(("", "\n", " "))
        root = read_strictly(html)
        if root is not None:
            quick += 1
            assert told(root) == told(full(html)), html
    assert quick > 1500
