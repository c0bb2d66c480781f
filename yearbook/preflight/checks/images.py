"""Check 11: effective resolution of images, at the size at which they are placed."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.preflight.checks import Look
from yearbook.preflight.content import PageContent, Picture
from yearbook.preflight.subject import Subject
from yearbook.preflight.tally import Fault, Tally
from yearbook.preflight.wording import name

LEAST = 16  # pixels across or down: smaller images are dots and even fields, not pictures
GRACE = 0.995  # the size in the file is rounded


def watch(subject: Subject) -> Look:
    limits = subject.profile.image_ppi

    def look(content: PageContent) -> Iterator[Fault]:
        tally = Tally()
        for thing in content.painted:
            if not isinstance(thing, Picture) or min(thing.image.width, thing.image.height) < LEAST:
                continue
            ppi = min(thing.across, thing.down)
            if thing.image.bits == 1:
                code, limit = "P223", limits.line_art
            elif ppi < limits.error * GRACE:
                code, limit = "P222", limits.error
            else:
                code, limit = "P221", limits.warn
            if ppi < limit * GRACE:
                tally.add(code, thing.rect, name(thing), rank=ppi, ppi=int(ppi), limit=f"{limit:g}")
        yield from tally.faults()

    return look
