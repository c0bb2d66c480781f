"""T207: a space before a comma, full stop, colon, closing bracket or quotation mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

_SPACE = re.compile(r"[ \u00a0]+([,;:!?”»…)\]]|\.(?![.\w]))")
_CLOSES = "”»)]%"


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    for match in _SPACE.finditer(text):
        left, sign = text[match.start() - 1 : match.start()], match[1]
        if not (left.isalnum() or left in _CLOSES or (sign in ")]”»" and left in ".!?…")) or left == "":
            continue
        if text[match.end() : match.end() + 1] in ("-", ")", "(") and sign in ":;":
            continue  # a face: «:)»
        before = text[max(0, match.start() - 16) : match.start()].split("\0")[-1].split(" ")[-1]
        yield Slip("T207", match.start(), match.start(1), "", {"sign": sign, "around": f"{before} {sign}"})
