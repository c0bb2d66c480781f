"""JSON Schema (draft-07) of every kind of data file, for completion and hints in editors.

Editors type unquoted values themselves (`number: 3793` is a number to them, text to us), so wherever text is
meant a number is allowed too. What a schema accepts the loader may still refuse, with better words.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Set
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from yearbook.records.kinds import KINDS, Form, Kind
from yearbook.records.markdown_head import BODY
from yearbook.records.settings import PartSpec, Trim
from yearbook.records.shape import bare, choices_of, fields_of, is_model, item_of
from yearbook.records.values import FocalPoint

Schema = dict[str, Any]
_DRAFT = "http://json-schema.org/draft-07/schema#"
_LIMITS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
_DATE = r"^(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})$"
_FOCAL = r"^\d{1,3}% +\d{1,3}%$"


def schemas() -> dict[str, Schema]:
    """The schemas by name: `yearbook`, `units` … for single files, `individual`, `text` … for files of a folder."""
    return {kind.schema_name: _file_schema(kind) for kind in KINDS}


def write_schemas(folder: Path) -> list[Path]:
    """Write `<name>.schema.json` for each; the same models give the same bytes. Returns the paths, sorted."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in schemas().items():
        path = folder / f"{name}.schema.json"
        path.write_bytes((json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
        paths.append(path)
    return sorted(paths)


def _file_schema(kind: Kind) -> Schema:
    definitions: dict[str, Schema] = {}
    record = _reference(kind.model, definitions, without={BODY} if kind.form is Form.MARKDOWN else set())
    title = {Form.MARKDOWN: f"Phần đầu của {kind.noun}", Form.SETTINGS: kind.noun.capitalize()}
    schema: Schema = {"$schema": _DRAFT, "title": title.get(kind.form, f"Dữ liệu: {kind.noun}")}
    many = {"type": "array", "items": record}
    if kind.form is Form.FOLDER:
        schema["anyOf"] = [record, many]
    elif kind.form is Form.FILE:
        holder = {"type": "object", "properties": {kind.field: many}, "required": [kind.field]}
        schema["anyOf"] = [many, record, {**holder, "additionalProperties": False}]
    else:
        schema["allOf"] = [record]
    schema["definitions"] = dict(sorted(definitions.items()))
    return schema


def _reference(model: type[BaseModel], definitions: dict[str, Schema], without: Set[str] = frozenset()) -> Schema:
    name = model.__name__
    if name not in definitions:
        definitions[name] = {}  # holds the place, should a model ever hold itself
        definitions[name] = _object(model, definitions, without)
    return {"$ref": f"#/definitions/{name}"}


def _object(model: type[BaseModel], definitions: dict[str, Schema], without: Set[str]) -> Schema:
    fields = {key: info for key, info in fields_of(model).items() if key not in without}
    schema: Schema = {
        "type": "object",
        "properties": {key: _property(info, definitions) for key, info in fields.items()},
        "additionalProperties": False,
    }
    required = [key for key, info in fields.items() if info.is_required()]
    return schema | ({"required": required} if required else {})


def _property(info: FieldInfo, definitions: dict[str, Schema]) -> Schema:
    words = {"title": info.title, "description": info.description}
    schema: Schema = {key: word for key, word in words.items() if word}
    value = _value(info.annotation, tuple(info.metadata), definitions)
    if not info.is_required():  # an empty optional key is as good as none
        value = {"anyOf": [value, {"type": "null"}]}
        if isinstance(info.default, str | int | float) and info.default is not None:
            value["default"] = info.default
    elif "$ref" in value:  # draft-07 ignores what stands beside a $ref
        value = {"allOf": [value]}
    return schema | value


def _value(annotation: Any, metadata: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    kind = bare(annotation)
    metadata += _metadata_of(annotation)
    if (item := item_of(kind)) is not None:
        return {"type": "array", "items": _value(item, (), definitions)} | _sizes(metadata, "minItems", "maxItems")
    if choices := choices_of(kind):
        plain = {"enum": list(choices)}
        # the model reads a trim size in other spellings too (19 × 27 cm); editors are shown the plain ones
        return {"anyOf": [plain, {"type": "string", "pattern": "[×, ]|cm"}]} if kind is Trim else plain
    if kind is FocalPoint:
        return {"type": "string", "pattern": _FOCAL}
    if is_model(kind):
        reference = _reference(kind, definitions)
        return {"anyOf": [{"type": "string"}, reference]} if kind is PartSpec else reference
    return _scalar(kind, metadata)


def _scalar(kind: Any, metadata: tuple[Any, ...]) -> Schema:
    if kind is bool:
        return {"enum": [True, False, "true", "false", "có", "không"]}
    if kind is dt.date:
        return {"type": "string", "pattern": _DATE}
    if kind is int:
        return {"type": ["integer", "string"], "pattern": r"^(0|[1-9]\d*)$"} | _limits(metadata)
    if kind is float:
        return {"type": ["number", "string"], "pattern": r"^\d+([.,]\d+)?$"} | _limits(metadata)
    pattern = next((found for item in metadata if (found := getattr(item, "pattern", None))), None)
    schema: Schema = {"type": ["string", "number"]}
    return schema | ({"pattern": pattern} if pattern else {}) | _sizes(metadata, "minLength", "maxLength")


def _metadata_of(annotation: Any) -> tuple[Any, ...]:
    """Constraints inside `Annotated[...]`, under `| None` too; a `Field(...)` in it carries its own."""
    found: list[Any] = []
    queue = [annotation]
    while queue:
        current = queue.pop()
        for item in getattr(current, "__metadata__", ()):
            found += item.metadata if isinstance(item, FieldInfo) else [item]
        if hasattr(current, "__metadata__"):
            queue.append(current.__origin__)
        elif hasattr(current, "__args__") and type(None) in current.__args__:
            queue += [arg for arg in current.__args__ if arg is not type(None)]
    return tuple(found)


def _limits(metadata: tuple[Any, ...]) -> Schema:
    return {word: getattr(item, name) for name, word in _LIMITS.items() for item in metadata if hasattr(item, name)}


def _sizes(metadata: tuple[Any, ...], least: str, most: str) -> Schema:
    names = {"min_length": least, "max_length": most}
    return {word: getattr(item, name) for name, word in names.items() for item in metadata if hasattr(item, name)}
