"""Slips in the manuscript → findings: their place in the files, their weight, and whether they may be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from yearbook.diagnostics import Diagnostic, Edit, Related, Severity, diagnose
from yearbook.rules.manuscript import BREAK, Kind, Manuscript, Passage
from yearbook.values import dataclass
from yearbook.vietnamese import format_number

LIMIT = 1000  # findings of one code in one text: a text sent by mistake must not drown the report
VERBATIM = "chỗ này in nguyên văn: đối chiếu với bản gốc, bản gốc cũng viết vậy thì giữ"


@dataclass(frozen=True)
class Slip:
    """Something that looks wrong from `start` to `end` of the manuscript.

    `words` fill the message besides `written` and `new`; `new`: what certainly belongs there. `style`: only a matter
    of house style, so nothing to say where words are kept as they were spoken or signed. `vague`: says less than
    another rule that found something at the same place.
    """

    code: str
    start: int
    end: int
    new: str | None = None
    words: Mapping[str, Any] = field(default_factory=dict)
    hint: str | None = None
    related: tuple[Related, ...] = ()
    style: bool = False
    vague: bool = False


def findings(manuscript: Manuscript, slips: Iterable[Slip]) -> Iterator[Diagnostic]:
    """The findings of all text rules; of slips on one place the vague ones are dropped."""
    counts: Counter[tuple[str, int]] = Counter()
    beyond: dict[tuple[str, int], Slip] = {}
    for slip in _told(sorted(slips, key=lambda slip: (slip.start, slip.end, slip.code))):
        key = (slip.code, id(manuscript.at(slip.start).passage.place))
        counts[key] += 1
        if counts[key] > LIMIT:
            beyond.setdefault(key, slip)
        elif (finding := _finding(manuscript, slip)) is not None:
            yield finding
    for key, slip in beyond.items():
        spot = manuscript.at(slip.start)
        place = spot.passage.place
        span = place.span(spot.passage.start + spot.start, spot.passage.start + spot.start + 1)
        left = format_number(counts[key] - LIMIT)
        yield diagnose("T191", span, record=place.record, unit=place.unit, wanted=slip.code, count=left)


def _told(slips: list[Slip]) -> Iterator[Slip]:
    """Sorted slips without the vague ones that another rule says more of."""
    sharp = [slip for slip in slips if not slip.vague]
    last = 0
    for slip in slips:
        if slip.vague:
            while last < len(sharp) and sharp[last].end <= slip.start:
                last += 1
            if any(s.start < slip.end and slip.start < s.end for s in sharp[last : last + 8]):
                continue
        yield slip


def _finding(manuscript: Manuscript, slip: Slip) -> Diagnostic | None:
    written = manuscript.text[slip.start : slip.end]
    if BREAK in written:
        return None
    spot = manuscript.at(slip.start)
    passage, start = spot.passage, spot.start
    end = start + len(written)
    verbatim = passage.verbatim or in_quotation(passage.text, start, end)
    if verbatim and slip.style:
        return None
    place = passage.place
    fix: tuple[Edit, ...] = ()
    if slip.new is not None and not verbatim and not _in_name(manuscript, passage, start, end):
        edit = place.edit(passage.start + start, passage.start + end, slip.new)
        fix = (edit,) if edit else ()
    words: dict[str, Any] = {"written": shown(written), "new": shown(slip.new or ""), **slip.words}
    finding = diagnose(
        slip.code,
        place.span(passage.start + start, passage.start + end),
        record=place.record,
        unit=place.unit,
        related=slip.related,
        hint=VERBATIM if verbatim else slip.hint,
        fix=fix,
        **words,
    )
    return replace(finding, severity=Severity.INFO) if verbatim else finding


def shown(text: str) -> str:
    """A stretch of text as a message shows it: one line, cut when long."""
    text = " ".join(text.split("\n"))
    return text if len(text) <= 80 else text[:79] + "…"


def in_quotation(text: str, start: int, end: int) -> bool:
    """Does this part stand inside “ ” or « » – its marks not included?"""
    for opening, closing in ("“”", "«»"):
        before = text.rfind(opening, 0, start)
        if before > 0 and text[before - 1].isalpha():
            continue  # no quotation mark but a letter of an old encoding («th«ng»)
        if before >= 0 and text.find(closing, before, start) < 0 and text.find(closing, end) >= 0:
            return True
    return False


def _in_name(manuscript: Manuscript, passage: Passage, start: int, end: int) -> bool:
    """Is this part of a proper name: of a field that holds one, or of a name that the book knows?"""
    if passage.kind is not Kind.TEXT:
        return True
    return manuscript.lexicon.covers(passage.text, start, end)
