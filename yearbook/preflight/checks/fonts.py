"""Check 3: every font that prints is in the file (ISO 15930-7); Type 3 fonts are told."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.preflight.checks import Look
from yearbook.preflight.content import Font, PageContent, Text
from yearbook.preflight.subject import Subject
from yearbook.preflight.tally import Fault, Once
from yearbook.preflight.wording import name


def watch(subject: Subject) -> Look:
    """Each font is told once, on the page where it is first used; invisible text needs no font."""

    def look(content: PageContent) -> Iterator[Fault]:
        known: set[Font] = set()
        for thing in content.painted:
            if not isinstance(thing, Text) or thing.font in known:
                continue
            known.add(thing.font)
            font = thing.font
            code = "P209" if font.type3 else "" if font.embedded else "P208"
            if code:
                words = {"font": font.name or "không tên"}
                yield Fault(code, thing.rect, name(thing), words, Once(code, font.name))

    return look
