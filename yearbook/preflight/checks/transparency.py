"""Check 17: transparency blends in the inks of the press; in PDF/X-1a there is none (ISO 15930-4:2003)."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.preflight.checks import Look
from yearbook.preflight.checks.intent import print_intents, profile_digest
from yearbook.preflight.content import Look as Paint
from yearbook.preflight.content import PageContent, Picture, Space, Text
from yearbook.preflight.content.painted import Painted
from yearbook.preflight.subject import Subject
from yearbook.preflight.tally import Fault, Tally
from yearbook.preflight.wording import name
from yearbook.vietnamese import format_measure


def watch(subject: Subject) -> Look:
    intents = {profile_digest(intent.get("/DestOutputProfile")) for intent in print_intents(subject)}

    def is_output(space: Space) -> bool:
        if space.kind in {"DeviceCMYK", "DeviceGray"}:
            return True
        if space.kind != "ICCBased" or space.channels != 4 or space.profile in (None, (0, 0)):
            return False
        return profile_digest(subject.pdf.get_object(space.profile)) in intents

    def look(content: PageContent) -> Iterator[Fault]:
        wrong = dict.fromkeys(space.label for space in content.groups if space and not is_output(space))
        for label in wrong:
            yield Fault("P230", words={"space": label})
        if subject.standard == "x-1a":
            yield from _live(content)

    return look


def _live(content: PageContent) -> Iterator[Fault]:
    tally = Tally()
    for thing in content.painted:
        for what in _transparent(thing):
            tally.add("P231", thing.rect, name(thing), what=what)
    found = list(tally.faults())
    if not found and content.groups:
        found = [Fault("P231", words={"what": "nhóm trong suốt (Group /Transparency)", "more": ""})]
    yield from found


def _transparent(thing: Painted) -> Iterator[str]:
    if isinstance(thing, Picture) and thing.image.soft_mask:
        yield "ảnh có mặt nạ mờ (SMask)"
        return
    looks: list[Paint | None] = [thing.fill, thing.outline] if isinstance(thing, Text) else [thing.look]
    for paint in looks:
        if paint and paint.transparent:
            if paint.soft_mask:
                yield "mặt nạ mờ (SMask)"
            elif paint.alpha < 1:
                yield f"độ mờ {format_measure(paint.alpha * 100, 0)} %"
            else:
                yield f"chế độ hòa trộn {paint.blend}"
            return
