"""Records in whose words nothing was found the last time: they are not read again.

A rule of language judges words by what stands beside them in the same record, and by what the book knows for sure (the
lexicon). So a record that was clean is clean as long as it and the lexicon are as they were. One with slips is read
anew each time, for what is told of them may stand in other records.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from itertools import groupby

from yearbook.rules.lexicon import Lexicon
from yearbook.rules.manuscript import Manuscript, Passage
from yearbook.rules.slips import Slip
from yearbook.storage import Cache, code_digest, key

_ROOMS = ("rules/*.py", "vietnamese/*.py", "vietnamese/*.txt")  # that decide what is a slip
_SIZE = sha256().digest_size


class Reading:
    """A manuscript that is read again. `left`: what is not known to be clean, to be read by the rules."""

    def __init__(self, whole: Manuscript, cache: Cache) -> None:
        self._cache = cache
        self._key = key("clean words", reading(), _told(whole.lexicon))
        records = [tuple(passages) for _, passages in groupby(whole.passages, lambda passage: passage.place.record)]
        marks = [_mark(passages) for passages in records]
        kept = cache.get(self._key) or b""
        known = {kept[start : start + _SIZE] for start in range(0, len(kept), _SIZE)}
        self._kept, self._clean = kept, set(marks)
        unread = [(mark, record) for mark, record in zip(marks, records, strict=True) if mark not in known]
        self._marks = [mark for mark, record in unread for _ in record]  # of each passage that is left
        self.left = Manuscript(tuple(passage for _, record in unread for passage in record), whole.lexicon)

    def found(self, slips: Iterable[Slip]) -> None:
        """Keep which records are clean, where the cache can be written: these are all the slips in what was left."""
        for slip in slips:
            first, last = (self.left.number(place) for place in (slip.start, max(slip.start, slip.end - 1)))
            self._clean.difference_update(self._marks[first : last + 1])
        if (clean := b"".join(sorted(self._clean))) != self._kept:
            with suppress(OSError):
                self._cache.put(self._key, clean)


@cache
def reading() -> str:
    """Changes with the code of the rules."""
    return code_digest(_ROOMS)


def _told(lexicon: Lexicon) -> str:
    """All that the rules ask the lexicon for."""
    names = (lexicon.bodies, lexicon.teams, lexicon.congress, sorted(lexicon.persons))
    return repr((names, lexicon.awards, lexicon.decisions, lexicon.style))


def _mark(passages: Iterable[Passage]) -> bytes:
    """Of a record: its passages, of what kind each is, and which of them make up one field."""
    found, place = sha256(), None
    for passage in passages:
        head = f"{passage.kind.value} {passage.verbatim} {passage.place is place}\0"
        found.update(f"{head}{passage.text}\0".encode())
        place = passage.place
    return found.digest()
