"""T402: the class of an order: «hạng Nhất», «hạng Nhì», «hạng Ba» (setting `style.award_class`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_WORDS = {
    "1": "Nhất",
    "2": "Nhì",
    "3": "Ba",
    "i": "Nhất",
    "ii": "Nhì",
    "iii": "Ba",
    "nhất": "Nhất",
    "nhì": "Nhì",
    "ba": "Ba",
}
_CLASS = re.compile(
    r"((?:Huân|Huy) chương [\w ]{3,30}?|HUÂN CHƯƠNG [\w ]{3,30}?)[”»]?,? (hạng (nhất|nhì|ba|[123]|I{1,3}))(?!\w)",
    re.IGNORECASE,
)


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for match in _CLASS.finditer(manuscript.text):
        right = manuscript.lexicon.style.class_text(_WORDS[match[3].lower()])
        if match[2] != right and not match[2].isupper():
            yield Slip("T402", match.start(2), match.end(2), right)
