"""Parts of a preflight done beside it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pikepdf

from yearbook.preflight.content.machine import DAMAGE
from yearbook.preflight.meeting import Meeting
from yearbook.preflight.pages import read_from_the_end
from yearbook.preflight.profile import PreflightProfile
from yearbook.preflight.records import Records
from yearbook.preflight.subject import Subject
from yearbook.preflight.syntax import syntax_problems
from yearbook.storage import Cache


def judge_pages(path: Path, profile: PreflightProfile, meeting: Meeting, helper: int, cache: Cache) -> None:
    """Judge pages of a file for who holds it against its terms. Nothing is told of damage: the preflight will."""
    with suppress(OSError), meeting.back(helper) as back:
        if not back.is_late:
            with suppress(pikepdf.PdfError, RuntimeError, *DAMAGE), pikepdf.open(path) as pdf:
                read_from_the_end(Subject(path, pdf, profile, Records(), cache, helper + 1), back)


def judge_syntax(path: Path, cache: Cache) -> None:
    """Look at the syntax of a file of our own, which is no larger than it says: it is in the cache when the preflight
    asks."""
    try:
        with pikepdf.open(path) as pdf:
            syntax_problems(path, pdf, cache)
    except (pikepdf.PdfError, RuntimeError, OSError):
        return
