"""Editorial rules across records: one file a rule, found by listing this folder.

A rule module is named after its first code and has `check(yearbook) -> Iterator[Diagnostic]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from yearbook.diagnostics import Diagnostic, Report
from yearbook.records.model import Yearbook

Rule = Callable[[Yearbook], Iterator[Diagnostic]]


@cache
def rules() -> dict[str, Rule]:
    """All rules by module name, in order of their codes."""
    names = sorted(module.name for module in iter_modules(__path__) if module.name[1:4].isdigit())
    return {name: import_module(f"{__name__}.{name}").check for name in names}


def check(yearbook: Yearbook) -> Report:
    """Every finding of every rule."""
    return Report.of(finding for rule in rules().values() for finding in rule(yearbook))


__all__ = ["check", "rules"]
