"""Words of another language: `[Make in Viet Nam]{lang=en}`."""

import pytest

from yearbook.pages.markup import Renderer
from yearbook.prose import Foreign, Paragraph, Text, parse, plain
from yearbook.rules.manuscript import COVER, blocks


def test_they_are_marked_with_their_language() -> None:
    prose = parse("Khẩu hiệu [Make in Viet Nam]{lang=en} đã lan rộng.")
    assert prose.blocks == (
        Paragraph((Text("Khẩu hiệu "), Foreign((Text("Make in Viet Nam"),), "en"), Text(" đã lan rộng.")), 1),
    )
    assert plain(prose) == "Khẩu hiệu Make in Viet Nam đã lan rộng."
    assert Renderer().blocks(prose.blocks) == (
        '<p>Khẩu hiệu<span> </span><span lang="en" xml:lang="en">Make in Viet Nam</span> đã lan\u00a0rộng.</p>'
    )


@pytest.mark.parametrize(
    "text", ["[a]{lang=}", "[a]{lang=tiếng}", '[a]{lang=en"x}', "[]{lang=en}", "[a] {lang=en}", "[a]{Lang=en}"]
)
def test_what_is_no_language_stays_as_it_is_written(text: str) -> None:
    assert plain(parse(text)) == text


def test_rules_of_vietnamese_do_not_read_them() -> None:
    [block] = blocks("Khẩu hiệu [Make in Viet Nam]{lang=en} đã lan rộng.")
    assert block.text == f"Khẩu hiệu {COVER * len('[Make in Viet Nam]{lang=en}')} đã lan rộng."
