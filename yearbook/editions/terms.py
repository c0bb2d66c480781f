"""What finished files are held against, and the jobs that do it: as a whole, and ahead of that in parts.

The engines are loaded by the jobs, never by the process that plans them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yearbook.diagnostics import Diagnostic, Report, for_draft
from yearbook.preflight.profile import PreflightProfile
from yearbook.preflight.records import Records
from yearbook.storage import Cache
from yearbook.values import dataclass

if TYPE_CHECKING:
    from yearbook.preflight.meeting import Meeting
    from yearbook.preflight.proved import Proved

_COARSE = ("P221", "P222")  # the same photos, seen in the finished file


@dataclass(frozen=True)
class Terms:
    """What the files for the printer are held against."""

    profile: PreflightProfile
    files: tuple[str, ...]  # the editions that are for the printer
    final: bool

    def weigh(self, proved: Proved, told: Collection[str]) -> Proved:
        """As this build tells it. `told`: records whose photos have been told as too coarse already (I201, I202)."""
        report = Report.of(d for d in proved.report if not (d.code in _COARSE and d.record in told))
        return replace(proved, report=report if self.final else for_draft(report))


def prove_file(
    path: Path, terms: Terms, records: Records, meeting: Meeting, cache: Cache, _said: Callable[[int], None]
) -> Proved:
    """Job: hold a file against the terms of the printer, with helpers. records: that it is made of."""
    from yearbook.preflight.prove import prove

    with meeting.front() as front:
        return prove(path, terms.profile, records, pictures=True, cache=cache, front=front)


def help_prove(
    path: Path, terms: Terms, meeting: Meeting, helper: int, cache: Cache, _said: Callable[[int], None]
) -> None:
    """Job: judge pages for `prove_file`."""
    from yearbook.preflight.ahead import judge_pages

    judge_pages(path, terms.profile, meeting, helper, cache)


def judge_syntax_of(path: Path, cache: Cache, _said: Callable[[int], None]) -> None:
    """Job: what `prove_file` will ask of the syntax."""
    from yearbook.preflight.ahead import judge_syntax

    judge_syntax(path, cache)


def read_back(
    path: Path, standard: str, expected: Mapping[str, Any], cache: Cache, _said: Callable[[int], None]
) -> tuple[Diagnostic, ...]:
    """Job: a finished PDF opened and held against what it must be. expected: what `Expected` is made of."""
    from yearbook.preflight.conformance import check_conformance
    from yearbook.preflight.pdf import Expected, inspect_pdf

    return (*inspect_pdf(path, Expected(**expected), cache), *check_conformance(path, standard, cache))


def trim_cache(cache: Cache, _said: Callable[[int], None]) -> None:
    """Job: keep the cache within its limit."""
    cache.tidy()
