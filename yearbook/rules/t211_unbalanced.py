"""T211: a quotation mark or bracket that is opened and not closed, or closed and not opened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript, Passage
from yearbook.rules.slips import Slip

_PAIRS = {"”": "“", "»": "«", ")": "(", "]": "["}
_MARK = re.compile("[“”«»()\\[\\]]")
# «a)», «1)», «iv)» at the head of an item: a closing bracket that never had an opening one.
_ITEM = re.compile(r"(?:^|[\s;:,.\ufffc])(?:\d{1,3}|[a-zđ]{1,2}|[ivx]{1,4}|[A-ZĐ])(?:\.\d{1,2})?$")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for group in manuscript.fields():
        yield from _field(group)


def _field(group: list[tuple[int, Passage]]) -> Iterator[Slip]:
    """A quotation may run over several paragraphs, a bracket may not."""
    quotes: list[tuple[int, str]] = []
    for start, passage in group:
        brackets: list[tuple[int, str]] = []
        for match in _MARK.finditer(passage.text):
            mark, place = match[0], start + match.start()
            opened = quotes if mark in "“”«»" else brackets
            if mark not in _PAIRS:
                if mark == "“" and quotes and quotes[-1][1] == mark and not passage.text[: match.start()].strip():
                    continue  # each paragraph of a long quotation may begin with the mark again
                opened.append((place, mark))
            elif opened and opened[-1][1] == _PAIRS[mark]:
                opened.pop()
            elif mark != ")" or not _ITEM.search(passage.text[: match.start()]):
                yield Slip(
                    "T211", place, place + 1, words={"detail": "thừa", "wanted": f"«{_PAIRS[mark]}» mở trước nó"}
                )
        for place, mark in brackets:
            yield _open(place, mark)
    for place, mark in quotes:
        yield _open(place, mark)


def _open(place: int, mark: str) -> Slip:
    closing = next(close for close, opening in _PAIRS.items() if opening == mark)
    return Slip("T211", place, place + 1, words={"detail": "chưa đóng", "wanted": f"«{closing}» đóng nó"}, vague=True)
