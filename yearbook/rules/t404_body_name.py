"""T404, T405: the name of a ministry, unit or body in wrong capitals, or with a syllable lost."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.rules.manuscript import Found, Kind, Manuscript
from yearbook.rules.slips import Slip

_LONG = 5  # syllables: of shorter names the beginning may well be something else

_COMPOUNDS = (["dịch"], ["nhiệm"], ["nghiệp"], ["chức"], ["phục"], ["tổ"], ["công"])


def read(manuscript: Manuscript) -> Iterator[Slip]:
    bodies = manuscript.lexicon.bodies
    official = {name.lower(): name for name in (*manuscript.lexicon.teams, *bodies) if " " in name}
    names = frozenset(official.values())
    for found in manuscript.find_any(sorted(official)):
        name, written = official[found.phrase], manuscript.text[found.start : found.end]
        if written in names or written.isupper() or _is_whole_field(manuscript, found):
            continue
        if written.islower() and manuscript.small[max(0, found.start - 8) : found.start].split()[-1:] in _COMPOUNDS:
            continue  # «dịch vụ bưu chính», «nhiệm vụ …»
        if written[1:] == name[1:] and written[0].islower() and name.count(" ") < _LONG - 1:
            continue  # «thanh tra», «văn phòng» as common nouns
        yield Slip("T404", found.start, found.end, words={"right": name})
    cut = {short.lower(): (name, lost) for name in sorted(bodies) for short, lost in _cut(name)}
    for found in manuscript.find_any(short for short in cut if short not in official):
        name, lost = cut[found.phrase]
        if manuscript.text[found.start].isupper() and not _goes_on(manuscript, found.end, lost):
            yield Slip("T405", found.start, found.end, words={"right": name})


def _cut(name: str) -> Iterator[tuple[str, str]]:
    """Forms of a long name with one syllable lost: the last one, or the «và» inside; and what was lost."""
    syllables = name.split()
    if len(syllables) < _LONG or not all(syllable.isalpha() for syllable in syllables):
        return
    yield " ".join(syllables[:-1]), syllables[-1]
    if "và" in syllables[1:-1]:
        without = [s for i, s in enumerate(syllables) if s != "và" or not 0 < i < len(syllables) - 1]
        yield " ".join(without), ""


def _goes_on(manuscript: Manuscript, end: int, lost: str) -> bool:
    """Does the text after `end` bring the lost syllable, or another one in capitals (another body's name)?"""
    rest = manuscript.text[end : end + 24].split("\0")[0].split()
    if not lost:
        return False
    follows = rest[0] if rest else ""
    return follows.lower().startswith(lost.lower()) or follows[:1].isupper() or "\n" in manuscript.text[end : end + 1]


def _is_whole_field(manuscript: Manuscript, found: Found) -> bool:
    """A field that holds a name of its own («Văn phòng» as the name of a unit)."""
    spot = manuscript.at(found.start)
    text = spot.passage.text
    return spot.passage.kind is not Kind.TEXT and spot.start == 0 and len(text) == len(found.phrase)
