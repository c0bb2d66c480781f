"""T304: a phrase that starts again: «đại biểu toàn biểu toàn quốc», «phong trào thi đua phong trào thi đua»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

# Two or three words, and the same again at once; letters only, so that figures in tables stay out.
_AGAIN = re.compile(r"\b([^\W\d_]++ [^\W\d_]++(?: [^\W\d_]++)?)[ \n]\1(?!\w)")
# Patterns of speech that go A B A B: «từng bước từng bước», «ngày một ngày một».
_WHITE = re.compile(r"(?:từng|ngày|năm|tầng|lớp|mỗi|đời|một|càng|vừa|nhà|người|không|muôn) ", re.IGNORECASE)
# «Viện kiểm sát kiểm sát …», «nhà xuất bản xuất bản …», «bên có quyền có quyền …»: the name and then the deed.
_HEADS = frozenset("viện nhà bên người quan chức ban đoàn phòng cục vụ hội tâm đội tổ nghiệp ty bộ sở".split())


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for match in _AGAIN.finditer(manuscript.text):
        words = match[1].split()
        before = manuscript.text[max(0, match.start() - 12) : match.start()].lower().split()
        if _WHITE.match(match[1]) or len(set(words)) == 1 or words[0][0].isupper():
            continue
        if len(words) == 2 and before and before[-1] in _HEADS:
            continue
        yield Slip("T304", match.start(), match.end(), words={"phrase": match[1]})
