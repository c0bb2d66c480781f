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
from typing import TypeVar

from yearbook.diagnostics import Diagnostic, Report
from yearbook.records.model import Yearbook
from yearbook.rules.clean import Reading
from yearbook.rules.lexicon import Lexicon, lexicon
from yearbook.rules.manuscript import Manuscript
from yearbook.rules.passages import manuscript, manuscript_of_texts
from yearbook.rules.slips import Slip, findings
from yearbook.storage import Cache
from yearbook.values import dataclass
from yearbook.workers import side_by_side, unpack

R = TypeVar("R")
RecordRule = Callable[[Yearbook], Iterator[Diagnostic]]
TextRule = Callable[[Manuscript], Iterator[Slip]]


@cache
def modules(prefix: str = "") -> dict[str, ModuleType]:
    """All rules (whose codes begin so) by module name, in order of their codes."""
    names = sorted(module.name for module in iter_modules(__path__) if module.name[1:4].isdigit())
    return {name: import_module(f"{__name__}.{name}") for name in names if name.startswith(prefix)}


def record_rules(prefix: str = "") -> dict[str, RecordRule]:
    """The rules across records (whose codes begin so), by module name."""
    return {name: module.check for name, module in modules(prefix).items() if hasattr(module, "check")}


def text_rules() -> dict[str, TextRule]:
    """The rules of language, by module name."""
    return {name: module.read for name, module in modules().items() if hasattr(module, "read")}


def proofread(text: Manuscript) -> Iterator[Diagnostic]:
    """What the rules of language find in a text."""
    return findings(text, (slip for read in text_rules().values() for slip in read(text)))


def check(yearbook: Yearbook, jobs: int = 1, cache: Cache | None = None) -> Report:
    """Every finding of every rule; a big book is read by as many as `jobs` processes, two at most. With a cache, words
    in which nothing was found before are not read again."""
    text = manuscript(yearbook)
    reading = Reading(text, cache) if cache else None
    text = reading.left if reading else text
    parts = 2 if jobs > 1 and len(text.text) > _BIG else 1
    text.prepare()

    def share(part: int) -> _Share:
        across = [f for rule in _every(record_rules(), part, parts) for f in rule(yearbook)]
        return _Share(across, [slip for read in _every(text_rules(), part, parts) for slip in read(text)])

    shares = side_by_side(share, parts)
    slips = [slip for some in shares for slip in some.slips]
    if reading:
        reading.found(slips)
    return Report.of([*(finding for some in shares for finding in some.across), *findings(text, slips)])


def check_packed(records: bytes, cache: Cache) -> Report:
    """Task: the same for packed records."""
    return check(unpack(records), cache=cache)


def check_references(yearbook: Yearbook) -> Report:
    """What records say of each other and of what the book has (X1…): without that in order no book can be composed."""
    return Report.of([finding for rule in record_rules("x1").values() for finding in rule(yearbook)])


_BIG = 300_000  # characters; below it a second process costs more than it brings


@dataclass(frozen=True)
class _Share:
    """What some of the rules found."""

    across: list[Diagnostic]
    slips: list[Slip]


def _every(rules: dict[str, R], part: int, parts: int) -> list[R]:
    """Each `parts`-th rule from `part` on: neighbours in the list cost about the same."""
    return list(rules.values())[part::parts]


__all__ = [
    "Lexicon",
    "check",
    "check_packed",
    "check_references",
    "lexicon",
    "manuscript",
    "manuscript_of_texts",
    "modules",
    "proofread",
    "record_rules",
    "text_rules",
]
