"""T204: characters that nobody sees: zero-width spaces, soft hyphens, joiners."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import is_syllable

_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\u180e\ufe00-\ufe0f\ufffd]+")
_NAMES = {0x200B: "dấu cách không bề rộng", 0xAD: "gạch nối mềm", 0xFFFD: "ký tự đã hỏng khi đổi mã"}
_HEAD = re.compile(r"\w*$")
_TAIL = re.compile(r"\w*")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    for match in _HIDDEN.finditer(text):
        before = _HEAD.search(text[max(0, match.start() - 20) : match.start()])
        after = _TAIL.match(text, match.end())
        head, tail = before[0] if before else "", after[0] if after else ""
        # Inside one word, or beside no letter at all, it can only go; between two words a space may be meant.
        sure = "\ufffd" not in match[0] and (not head or not tail or is_syllable(head + tail))
        words = {
            "name": _NAMES.get(ord(match[0][0]), "ký tự ẩn"),
            "point": f"U+{ord(match[0][0]):04X}",
            "word": f"{head}·{tail}",
        }
        yield Slip("T204", match.start(), match.end(), "" if sure else None, words)
