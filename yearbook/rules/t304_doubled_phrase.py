"""T304: a phrase that starts again: «đại biểu toàn biểu toàn quốc», «phong trào thi đua phong trào thi đua»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

# Patterns of speech that go A B A B: «từng bước từng bước», «ngày một ngày một».
_WHITE = re.compile(r"(?:từng|ngày|năm|tầng|lớp|mỗi|đời|một|càng|vừa|nhà|người|không|muôn) ", re.IGNORECASE)
# «Viện kiểm sát kiểm sát …», «nhà xuất bản xuất bản …», «bên có quyền có quyền …»: the name and then the deed.
_HEADS = frozenset("viện nhà bên người quan chức ban đoàn phòng cục vụ hội tâm đội tổ nghiệp ty bộ sở".split())


def read(manuscript: Manuscript) -> Iterator[Slip]:
    tokens = manuscript.tokens
    phrases = set()
    for size in (2, 3):
        for i, (one, same) in enumerate(zip(tokens, tokens[size:], strict=False)):
            if one == same and tokens[i : i + size] == tokens[i + size : i + 2 * size]:
                phrases.add(" ".join(tokens[i : i + size]))
    for phrase in sorted(phrases):
        if not _is_speech(phrase.split()):
            yield from _twice(manuscript, phrase)


def _is_speech(words: list[str]) -> bool:
    """Is it a pattern of speech, a figure of a table, or the head of a new sentence?"""
    return (
        _WHITE.match(" ".join(words)) is not None
        or len(set(words)) == 1
        or words[0][0].isupper()
        or not all(word.isalpha() for word in words)
    )


def _twice(manuscript: Manuscript, phrase: str) -> Iterator[Slip]:
    for gap in (" ", "\n"):
        again = f"{phrase}{gap}{phrase}"
        for start in manuscript.find_exact(again):
            before = manuscript.small[max(0, start - 12) : start].split()
            if phrase.count(" ") > 1 or not before or before[-1] not in _HEADS:
                yield Slip("T304", start, start + len(again), words={"phrase": phrase})
