"""What an editor is told of the files: sound draft-07, the same bytes each time, true of real records."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from yearbook.records import schemas, write_schemas
from yearbook.records.events import parse_yaml
from yearbook.records.kinds import KINDS, Form
from yearbook.records.markdown_head import parse_markdown
from yearbook.records.nodes import MappingNode, to_data

NAMES = [
    "yearbook",
    "units",
    "decisions",
    "awards",
    "individual",
    "collective",
    "event",
    "text",
    "document",
    "slogans",
    "committees",
    "programme",
    "delegates",
    "gallery",
    "abbreviations",
]
DATA = Path(__file__).parents[2] / "data"


def faults(name: str, value: Any) -> list[str]:
    return [error.message for error in Draft7Validator(schemas()[name]).iter_errors(value)]


def test_one_schema_for_each_kind_of_file() -> None:
    assert list(schemas()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_sound_draft_07(name: str) -> None:
    schema = schemas()[name]
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_words_for_the_editor() -> None:
    person = schemas()["individual"]["definitions"]["Individual"]
    assert person["properties"]["unit"]["title"] == "đơn vị"
    assert person["properties"]["unit"]["description"] == "Mã đơn vị trong units.yaml."
    assert person["required"] == ["id", "name", "unit"]
    assert person["properties"]["status"]["default"] == "draft"
    assert person["properties"]["status"]["anyOf"][0] == {"enum": ["draft", "checked", "approved"]}
    assert person["properties"]["name"] == {
        "title": "họ và tên",
        "type": ["string", "number"],
        "minLength": 1,
        "maxLength": 400,
    }
    assert "class" in schemas()["individual"]["definitions"]["AwardGrant"]["properties"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("individual", "{id: a, name: A, unit: 12, birth_year: 1970, office: , awards: [{award: x, year: 2019}]}\n"),
        ("individual", "- {id: a, name: A, unit: b, sample: true}\n- {id: b, name: B, unit: b, sample: có}\n"),
        ("decisions", "- {id: q, number: 3793, date: 02/10/2020, authority: Bộ trưởng, count: '12'}\n"),
        ("decisions", "decisions: [{id: q, number: 3793, date: 02/10/2020, authority: Bộ trưởng}]\n"),
        ("units", "{id: q, name: X, order: 1}\n"),
        ("text", "{id: q, kind: opening, title: X, order: 1}\n"),
    ],
)
def test_what_editors_type_themselves_is_accepted(name: str, text: str) -> None:
    assert faults(name, yaml.safe_load(text)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("individual", "{id: a, name: A}\n"),
        ("individual", "{id: a, name: A, unit: b, unt: c}\n"),
        ("individual", "{id: a, name: A, unit: b, status: xong}\n"),
        ("individual", "{id: Nguyễn A, name: A, unit: b}\n"),
        ("individual", "{id: a, name: A, unit: b, birth_year: 19700}\n"),
        ("units", "{id: a, name: A, order: '02'}\n"),
        ("text", "{id: q, kind: opening, title: X, body: x}\n"),
    ],
)
def test_faults_are_seen_in_the_editor(name: str, text: str) -> None:
    assert faults(name, yaml.safe_load(text))


def test_the_sample_book_agrees_with_its_schemas() -> None:
    for kind in KINDS:
        place = DATA / kind.place
        paths = sorted(place.iterdir()) if place.is_dir() else [place] if place.exists() else []
        for path in paths:
            if path.suffix not in {".yaml", ".md"} or path.name.startswith("README"):
                continue
            read = parse_markdown if kind.form is Form.MARKDOWN else parse_yaml
            node = read(path.read_bytes(), path.name).value
            assert node is not None, path
            value = to_data(node)
            if kind.form is Form.MARKDOWN:
                assert isinstance(node, MappingNode)
                value = {key: to_data(item) for key, item in node.items.items() if key != "body"}
            assert faults(kind.schema_name, value) == [], path


def test_files_are_written_the_same_each_time(tmp_path: Path) -> None:
    first = write_schemas(tmp_path / "schema")
    assert [path.name for path in first] == sorted(f"{name}.schema.json" for name in NAMES)
    before = {path.name: path.read_bytes() for path in first}
    assert {path.name: path.read_bytes() for path in write_schemas(tmp_path / "schema")} == before
    assert all(content.endswith(b"}\n") and b"\\u" not in content for content in before.values())
    assert json.loads(before["units.schema.json"]) == schemas()["units"]
