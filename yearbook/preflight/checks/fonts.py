"""Check 3: every font that prints is in the file (ISO 15930-7); Type 3 fonts are told."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.checks import Look
from yearbook.preflight.content import Font, PageContent, Text
from yearbook.preflight.subject import Subject
from yearbook.preflight.wording import name


def watch(subject: Subject) -> Look:
    """Each font is told once, on the page where it is first used; invisible text needs no font."""
    known: set[Font] = set()
    told: set[tuple[str, str]] = set()

    def look(content: PageContent) -> Iterator[Diagnostic]:
        for thing in content.painted:
            if not isinstance(thing, Text) or thing.font in known:
                continue
            known.add(thing.font)
            font = thing.font
            code = "P209" if font.type3 else "" if font.embedded else "P208"
            if code and (code, font.name) not in told:
                told.add((code, font.name))
                yield subject.found(code, content.number, thing.rect, name(thing), font=font.name or "không tên")

    return look
