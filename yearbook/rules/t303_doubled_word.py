"""T303: a small word typed twice («của của»); reduplications («xa xa», «ngày ngày») are none of these words."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

# Words of grammar, and none of them: «từ từ», «năm năm», «là là», «cùng cùng» and the like stand in good prose.
_WORDS = (
    "của và các những trong cho với để theo tại về đã này khi bởi cũng sẽ đang thì mà nhưng hoặc như vào "
    "dưới đến tới giữa rằng nếu nên còn đó một những mọi mỗi bị rất"
).split()


def read(manuscript: Manuscript) -> Iterator[Slip]:
    for word in _WORDS:
        for gap in (" ", "\n"):
            phrase = f"{word}{gap}{word}"
            for start in manuscript.find(phrase):
                first, second = manuscript.text[start : start + len(phrase)].split(gap)
                # «… còn. Còn …»; «Bằng … bằng Bằng khen»: a capital begins something new
                if first == second or second.islower():
                    yield Slip("T303", start, start + len(phrase), words={"word": second})
