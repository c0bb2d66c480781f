"""T202: words in an old encoding (TCVN3, VNI, Windows-1258, VIQR) or read in the wrong one («Nguyeãn»)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import is_known, restore

# What an old encoding puts among letters, and hardly anything else: signs of Latin-1, marks of VIQR («Nguye^~n»).
_RARE = re.compile(r"[¡-©«-±´¶-¹»-¿×÷−^`~]|(?<=[aeiouy])'(?![A-Z])|dd(?=[aeiouy])")
_ETH = str.maketrans("ÐðƉɖ", "ĐđĐđ")  # T201 tells these
_NAMES = {
    "tcvn3": "TCVN3 (phông .Vn…)",
    "vni": "VNI",
    "cp1258": "Windows-1258",
    "viqr": "VIQR",
    "mojibake": "UTF-8 bị đọc thành Latin-1",
}


def read(manuscript: Manuscript) -> Iterator[Slip]:
    text = manuscript.text
    spots = {match.start() for match in _RARE.finditer(text) if _among_letters(text, match.start(), match.end())}
    strange = {
        word for word in manuscript.words if not word.isascii() and not is_known(word) and _reads_otherwise(word)
    }
    for word in strange:
        spots.update(manuscript.find_exact(word))
    done = -1
    for spot in sorted(spots):
        found = manuscript.at(spot)
        begin = spot - found.start
        if begin > done:
            done = begin
            yield from _passage(found.passage.text, begin)


def _reads_otherwise(word: str) -> bool:
    """Is there another reading of a word that stands alone? Asked once for each, before its passages are read."""
    restored = restore(word)
    return restored.changed or bool(restored.questions)


def _passage(text: str, begin: int) -> Iterator[Slip]:
    restored = restore(text)
    slips: list[Slip] = []
    sure = False
    position = 0
    for word in restored.words:
        start = text.index(word.written, position)
        position = start + len(word.written)
        place = (begin + start, begin + position)
        if word.ambiguous:
            others = " hay ".join(f"«{other}»" for other in word.alternatives)
            words = {"restored": " hay ".join(word.alternatives), "encoding": "của các chữ bên cạnh"}
            hint = f"chữ này đọc được nhiều cách: «{word.text}» hay {others}; hỏi lại người gửi"
            slips.append(Slip("T202", *place, words=words, hint=hint))
        elif word.text not in (word.written, word.written.translate(_ETH)):
            sure = True
            words = {"restored": word.text, "encoding": _NAMES.get(word.encoding, "khác")}
            slips.append(Slip("T202", *place, words=words))
    # without one sure word nothing says that the others are anything but what they are
    yield from slips if sure else ()


def _among_letters(text: str, start: int, end: int) -> bool:
    """Does a letter stand before it and – for quotation marks, which may end a word – after it too?"""
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isalpha() and (after.isalpha() or text[start] not in "«»°²³·")
