"""T407–T409: names of persons: capitals on every syllable, no title inside, nothing that is no name."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.rules.manuscript import Kind, Manuscript
from yearbook.rules.slips import Slip
from yearbook.vietnamese import FAMILY_NAMES, is_known, name_case, strip_marks, strip_title

_MIDDLES = ("văn", "thị", "đức", "hữu", "ngọc", "xuân")
# Family names that are not as often something else at the end of another name («Hà văn …», «Kim ngọc …»).
_FAMILIES = FAMILY_NAMES - {"Văn", "An", "Yên", "Ông", "Hà", "Kim", "Hoa", "Phương"}
_MAX_SYLLABLES = 7


def read(manuscript: Manuscript) -> Iterator[Slip]:
    position = 0
    for passage in manuscript.passages:
        if passage.kind is Kind.NAME:
            yield from _name(passage.text, position)
        position += len(passage.text) + 1
    for middle in _MIDDLES:  # «Nguyễn văn Hải» in running text
        for start in manuscript.find_exact(f" {middle} "):
            yield from _inside(manuscript, start, middle)


def _inside(manuscript: Manuscript, gap: int, middle: str) -> Iterator[Slip]:
    text = manuscript.text
    family = text[max(0, gap - 12) : gap].split("\0")[-1].split(" ")[-1]
    given = text[gap + len(middle) + 2 : gap + len(middle) + 3]
    start, end = gap - len(family), gap + 1 + len(middle)
    if family in _FAMILIES and given.isupper() and manuscript.at(start).passage.kind is Kind.TEXT:
        yield Slip("T407", start, end, words={"right": f"{family} {middle.capitalize()}"})


def _name(name: str, start: int) -> Iterator[Slip]:
    name = name.split(" (")[0]  # a remark in brackets is no name
    end = start + len(name)
    titled = strip_title(name)
    if titled.title:
        yield Slip("T408", start, start + len(titled.title), words={"name": titled.name})
        start, name = end - len(titled.name), titled.name
    syllables = name.split()
    small = any(s[0].isalpha() and not s[0].isupper() for s in syllables)
    if len(syllables) > 1 and (name.isupper() or small):
        yield Slip("T407", start, end, words={"right": name_case(name)})
    elif reason := _suspect(name, syllables):
        yield Slip("T409", start, end, words={"reason": reason}, vague=True)


def _suspect(name: str, syllables: list[str]) -> str:
    """Why this may be no name of a person, or a damaged one; empty when it looks sound."""
    if any(c.isdigit() for c in name):
        return "có chữ số"
    if strange := next((c for c in name if not (c.isalpha() or c in " '’-.,")), ""):
        return f"có dấu «{strange}»"
    if len(syllables) < 2:
        return "chỉ có một chữ"
    if len(syllables) > _MAX_SYLLABLES:
        return f"có {len(syllables)} chữ"
    minority = len(syllables[0]) == 1 or "'" in name or "’" in name  # «Y Thuyên Êban», «H'Drăng Niê»: other languages
    if not minority and (
        wrong := next((s for s in syllables if strip_marks(s) != s and not is_known(s.strip("'’-.,"))), "")
    ):
        return f"«{wrong}» không phải âm tiết tiếng Việt"
    if name.isascii() and syllables[0] in _BARE_FAMILIES and len(syllables) > 2:
        return "không có dấu thanh nào"
    return ""


_BARE_FAMILIES = frozenset(strip_marks(name) for name in FAMILY_NAMES) - FAMILY_NAMES
