"""Parts of a preflight done ahead of it, side by side."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from yearbook.preflight.content.machine import DAMAGE
from yearbook.preflight.pages import Verdict, read_pages
from yearbook.preflight.profile import PreflightProfile
from yearbook.preflight.records import Records
from yearbook.preflight.subject import Subject
from yearbook.preflight.syntax import syntax_problems
from yearbook.storage import Cache


def judge_pages(path: Path, profile: PreflightProfile, pages: range, cache: Cache) -> dict[int, Verdict]:
    """Judge these pages of a file (counted from 1). Nothing is told, whatever is wrong with it: the preflight will.

    Out: verdicts for `prove`, by number, where no damage was met.
    """
    try:
        with pikepdf.open(path) as pdf:
            read = read_pages(Subject(path, pdf, profile, Records(), cache), pages)
    except (pikepdf.PdfError, RuntimeError, OSError, *DAMAGE):
        return {}
    return {number: verdict for number, verdict in read.verdicts.items() if number not in read.damaged}


def judge_syntax(path: Path, cache: Cache) -> None:
    """The same for the syntax of a file of our own, which is no larger than it says: it is in the cache when the
    preflight asks."""
    try:
        with pikepdf.open(path) as pdf:
            syntax_problems(path, pdf, cache)
    except (pikepdf.PdfError, RuntimeError, OSError):
        return
