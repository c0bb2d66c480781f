"""Every finding that the code makes gives its templates all the words they need, found by reading the code.

A finding that is rarely made would otherwise fail on the day it is needed.
"""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from yearbook.diagnostics.catalogue import catalogue

PACKAGE = Path(__file__).resolve().parents[2] / "yearbook"
# parameters of `diagnose` itself: they never reach the templates
OWN = {"span", "record", "related", "unit", "hint"}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def calls() -> Iterator[tuple[str, str, set[str], bool]]:
    """Code, place, names of the words, and whether the stock hint is always replaced, of every call with a
    literal code and without `**words`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "diagnose"):
                continue
            first, words = node.args[0], {keyword.arg: keyword.value for keyword in node.keywords}
            if isinstance(first, ast.Constant) and None not in words:
                place = f"{path.relative_to(PACKAGE.parent).as_posix()}:{node.lineno}"
                always = isinstance(words.get("hint"), ast.JoinedStr | ast.Constant)
                yield first.value, place, {name for name in words if name}, always


CALLS = list(calls())


def test_the_calls_are_found() -> None:
    assert len(CALLS) > 40


@pytest.mark.parametrize(("code", "place", "names", "always_own_hint"), CALLS, ids=[f"{c[0]} {c[1]}" for c in CALLS])
def test_the_templates_get_their_words(code: str, place: str, names: set[str], always_own_hint: bool) -> None:
    """A hint given as None means the stock one, so the stock hint must always be sayable."""
    entry = catalogue()[code]
    missing = (fields(entry.message) | fields(entry.hint)) - (names - OWN)
    if always_own_hint:
        missing -= fields(entry.hint) - fields(entry.message)
    assert missing == set(), f"{place}: {code} thiếu chữ cho mẫu"
