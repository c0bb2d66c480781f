"""What a job that makes PDF files tells of them; no engine is needed to read it."""

from __future__ import annotations

from pathlib import Path

from yearbook.diagnostics import Diagnostic
from yearbook.values import dataclass


@dataclass(frozen=True)
class Made:
    """Files a job wrote: edition name → path; how many pages they have, those of the interior for the cover."""

    files: dict[str, Path]
    pages: int
    findings: tuple[Diagnostic, ...] = ()
