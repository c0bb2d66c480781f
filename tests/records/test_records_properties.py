"""Whatever bytes arrive: never an exception; whatever text was written: the same text back."""

import tempfile
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from yearbook.records import events, load
from yearbook.records.events import parse_yaml
from yearbook.records.markdown_head import parse_markdown
from yearbook.records.nodes import MappingNode, ScalarNode
from yearbook.records.reading import FORBIDDEN

YAMLISH = st.text(st.sampled_from("ab:# -\n\t\"'[]{},&*!|>%@`?~<=.0\\\u1ebf\u0301\u202e\x00\r"), max_size=60)
SAFE = st.text(max_size=30).filter(
    lambda t: not FORBIDDEN.search(t.replace("\r", "\x00")) and unicodedata.is_normalized("NFC", t) and t.isprintable()
)


@given(st.one_of(st.binary(max_size=200), YAMLISH.map(lambda t: t.encode("utf-8"))))
@example(b"a: &x\n*x : y\n")
@example(b"\xff\xfe")
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_tree_or_findings(data: bytes) -> None:
    headed = b"---\n" + data + b"\n---\n"
    for outcome in (parse_yaml(data, "x.yaml"), parse_markdown(data, "x.md"), parse_markdown(headed, "x.md")):
        for diagnostic in outcome.diagnostics:
            assert diagnostic.message
            assert diagnostic.span is not None
            assert diagnostic.span.line >= 1
            assert diagnostic.span.column >= 1


@given(st.dictionaries(SAFE.filter(lambda t: bool(t.strip()) and t != "<<"), SAFE, min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_every_scalar_comes_back_as_the_same_text(values: dict[str, str]) -> None:
    written = "".join(f"{_quoted(key)}: {_quoted(value)}\n" for key, value in values.items())
    node = parse_yaml(written, "x.yaml").value
    assert isinstance(node, MappingNode)
    assert {key: value.text for key, value in node.items.items() if isinstance(value, ScalarNode)} == values
    for line, value in enumerate(node.items.values(), 1):
        assert value.line == line


@given(
    st.sampled_from(["yearbook.yaml", "units.yaml", "individuals/a.yaml", "texts/a.md"]), st.one_of(YAMLISH, st.text())
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_loading_any_text_never_raises(name: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        outcome = load(Path(folder) / "data")
        assert outcome.value is None
        assert outcome.diagnostics


@pytest.mark.parametrize(
    "text",
    [
        "a: Số 5 #2\nb: x\n",
        "a: b: c\n",
        "a:\n\tb: 1\n",
        'a: "x\n',
        'a: "x" y\n',
        "a: 1\n  b: 2\n",
        "a: [1, 2\n",
        "a: @x\n",
        "a: **b**\n",
        "a: - x\n",
        "x\nb: 1\n",
        "a: 1\na: 2\n",
        "a: &x 1\n",
        "a: 1\n---\nb: 1\n",
        "[" * 30,
    ],
)
def test_the_pure_parser_says_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = parse_yaml(text, "x.yaml")
    monkeypatch.setattr(events, "_LOADER", yaml.SafeLoader)
    assert parse_yaml(text, "x.yaml") == quick


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
