"""T305: one style of tone placement in the whole book («hòa» or «hoà»: setting `style.tone`); names keep theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import placement, respell


def read(manuscript: Manuscript) -> Iterator[Slip]:
    style = manuscript.lexicon.style.tone
    # Capitals begin names («Hoà Bình», «Khánh Hòa»): only words in small letters, and headings in large ones.
    wrong = sorted(word for word in manuscript.words if word.islower() and placement(word) not in (style, None))
    if not wrong:
        return
    pattern = re.compile(rf"(?<![\w'’.-])(?:{'|'.join(wrong)})(?![\w'’])")
    for match in pattern.finditer(manuscript.text):
        yield Slip("T305", match.start(), match.end(), respell(match[0], style), style=True)
