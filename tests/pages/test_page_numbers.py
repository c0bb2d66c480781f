"""Page numbers in parts: as digits of the same room where it is told whose they are, else as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from page_room import page_setter

from yearbook.pages.flow import Flow, count_refs

NewTheme = Callable[[str, Mapping[str, str]], Path]
THEME = "name: Thử\nextends: base\n"
LINES = "{% for line in part.content.lines %}<p>{{ line.title | t }}: HOW</p>{% endfor %}"


@pytest.fixture
def contents(new_theme: NewTheme) -> Callable[[str], Flow]:
    """`contents(how)`: the contents of a theme that shows a page number like this, with all numbers 12."""

    def make(how: str) -> Flow:
        assets = new_theme("thu", {"theme.yaml": THEME, "parts/contents.html.j2": LINES.replace("HOW", how)})
        setter = page_setter("thu", assets=assets)
        part = next(part for part in setter.book.parts if part.kind == "contents")
        return setter.flow(part, {line.anchor: 12 for line in part.content.lines})

    return make


def numbers(flow: Flow) -> set[str]:
    return set(re.findall(r": (?:<b[^>]*>)?(\d+)", flow.html))


def test_digits_stand_for_numbers_that_are_put_in_later(contents: Callable[[str], Flow]) -> None:
    flow = contents('<b data-refs="{{ line.anchor }}">{{ page_number(line.anchor) }}</b>')
    assert numbers(flow) == {"88"}
    assert count_refs(flow.html) == flow.html.count("data-refs=") > 3


def test_a_template_that_does_not_say_whose_number_it_shows_gets_the_real_one(contents: Callable[[str], Flow]) -> None:
    assert numbers(contents("{{ page_number(line.anchor) }}")) == {"12"}


def test_a_number_that_only_decides_something_is_the_real_one(contents: Callable[[str], Flow]) -> None:
    flow = contents("{% if page_number(line.anchor) == '12' %}12{% endif %}")
    assert numbers(flow) == {"12"}


def test_what_is_not_known_yet_is_told(contents: Callable[[str], Flow]) -> None:
    assert contents("{{ page_number('o-dau') }}").unknown == ("o-dau",)
    assert contents("{{ page_number(line.anchor) }}").unknown == ()


def test_any_part_may_refer_to_a_page(new_theme: NewTheme) -> None:
    """It is set again when the numbers are known."""
    words = '<p>xem trang <a data-refs="{{ part.anchor }}">{{ page_number(part.anchor) }}</a></p>'
    setter = page_setter("thu", assets=new_theme("thu", {"theme.yaml": THEME, "parts/half_title.html.j2": words}))
    flows = {part.anchor: setter.flow(part) for part in setter.book.parts}
    assert flows["_part-half_title"].needs_pages
    assert not flows["_part-title_page"].needs_pages
