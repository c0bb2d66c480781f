"""T506: the number of a document: «937/QĐ-BTTTT», no spaces, Đ and not D, two figures at least (NĐ 30/2020)."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import find_document_numbers


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for found in find_document_numbers(manuscript.text):
        if found.proper != found.written:
            yield Slip("T506", found.start, found.end, found.proper)
