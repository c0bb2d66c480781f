"""Parts of a preflight done ahead of it, side by side: what they find out is in the cache when the preflight asks."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from yearbook.preflight.content.machine import DAMAGE
from yearbook.preflight.pages import read_pages
from yearbook.preflight.profile import PreflightProfile
from yearbook.preflight.records import Records
from yearbook.preflight.subject import Subject
from yearbook.preflight.syntax import syntax_problems
from yearbook.storage import Cache


def judge_pages(path: Path, profile: PreflightProfile, pages: range, cache: Cache) -> None:
    """Judge these pages of a file (counted from 1). Nothing is told, whatever is wrong with it: the preflight will."""
    try:
        with pikepdf.open(path) as pdf:
            read_pages(Subject(path, pdf, profile, Records(), cache), pages)
    except (pikepdf.PdfError, RuntimeError, OSError, *DAMAGE):
        return


def judge_syntax(path: Path, cache: Cache) -> None:
    """The same for the syntax of a file of our own, which is no larger than it says."""
    try:
        with pikepdf.open(path) as pdf:
            syntax_problems(path, pdf, cache)
    except (pikepdf.PdfError, RuntimeError, OSError):
        return
