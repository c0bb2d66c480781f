"""Editorial rules: one file a rule, found by listing this folder.

A rule module is named after its first code. A rule across records has `check(yearbook) -> Iterator[Diagnostic]`; a
rule of language has `read(manuscript) -> Iterator[Slip]` and knows nothing of records, so that it reads any text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from yearbook.diagnostics import Diagnostic, Report
from yearbook.records.model import Yearbook
from yearbook.rules.lexicon import Lexicon, lexicon
from yearbook.rules.manuscript import Manuscript
from yearbook.rules.passages import manuscript, manuscript_of_texts
from yearbook.rules.slips import Slip, findings

RecordRule = Callable[[Yearbook], Iterator[Diagnostic]]
TextRule = Callable[[Manuscript], Iterator[Slip]]


@cache
def modules() -> dict[str, ModuleType]:
    """All rules by module name, in order of their codes."""
    names = sorted(module.name for module in iter_modules(__path__) if module.name[1:4].isdigit())
    return {name: import_module(f"{__name__}.{name}") for name in names}


def record_rules() -> dict[str, RecordRule]:
    """The rules across records, by module name."""
    return {name: module.check for name, module in modules().items() if hasattr(module, "check")}


def text_rules() -> dict[str, TextRule]:
    """The rules of language, by module name."""
    return {name: module.read for name, module in modules().items() if hasattr(module, "read")}


def proofread(text: Manuscript) -> Iterator[Diagnostic]:
    """What the rules of language find in a text."""
    return findings(text, (slip for read in text_rules().values() for slip in read(text)))


def check(yearbook: Yearbook) -> Report:
    """Every finding of every rule."""
    across = (finding for rule in record_rules().values() for finding in rule(yearbook))
    return Report.of([*across, *proofread(manuscript(yearbook))])


__all__ = [
    "Lexicon",
    "check",
    "lexicon",
    "manuscript",
    "manuscript_of_texts",
    "modules",
    "proofread",
    "record_rules",
    "text_rules",
]
