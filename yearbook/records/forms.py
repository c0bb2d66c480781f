"""A small settings file beside the records (thresholds of a printing house, …), read as strictly as the records."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from yearbook.diagnostics import Outcome
from yearbook.records.events import parse
from yearbook.records.findings import Findings
from yearbook.records.nodes import MappingNode, to_data
from yearbook.records.origin import NodeOrigin
from yearbook.records.problems import Subject, report_errors, report_unknown_blanks
from yearbook.records.reading import read_text

M = TypeVar("M", bound=BaseModel)


def read_form(
    path: Path, shown: str, model: type[M], noun: str, base: Mapping[str, Any] | None = None
) -> Outcome[M | None]:
    """The one value that a YAML file holds, with every fault of the file at its line (families Y and R).

    `shown` is the file as messages name it, `noun` what its value is called; keys that the file leaves out are
    taken from `base`. The value is None when anything is wrong.
    """
    findings = Findings(shown)
    text = read_text(path, findings)
    node = parse(text, findings) if text is not None else None
    if node is None and not findings.errors:
        node = MappingNode(1, 1, 0)  # an empty file changes nothing
    value = None
    if node is not None:
        subject = Subject(model, noun, NodeOrigin(shown, node), findings)
        report_unknown_blanks(subject)
        own = to_data(node)
        try:
            value = model.model_validate(_merged(base or {}, own) if isinstance(own, dict) else own)
        except ValidationError as error:
            report_errors(subject, error)
    return Outcome(None if findings.errors else value, findings.close())


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in over.items():
        old = result.get(key)
        result[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return result
