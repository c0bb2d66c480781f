"""T306: i or y at the end of a syllable, as the house writes it (setting `style.vowel_y`); «sĩ» is always i."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip

# With y; the same with i is the other custom. «lí nhí», «mĩ miều» and the like are not among them.
_WITH_Y = (
    "kỹ thuật|kỹ năng|kỹ sư|kỹ lưỡng|kỷ luật|kỷ niệm|kỷ yếu|kỷ lục|kỷ cương|kỷ nguyên|lý luận|lý do|lý tưởng|"
    "lý thuyết|quản lý|xử lý|pháp lý|tâm lý|vật lý|địa lý|hợp lý|đại lý|chân lý|đạo lý|nguyên lý|trợ lý|mỹ thuật|"
    "thẩm mỹ|tỷ lệ|tỷ đồng|quý trọng|ký kết|chữ ký|đăng ký|thế kỷ|kỳ họp|nhiệm kỳ|định kỳ|học kỳ|thời kỳ|"
    "kỳ thi|hy vọng|hy sinh"
).split("|")
_ALWAYS_I = {f"{word} sỹ": f"{word} sĩ" for word in "chiến nghệ bác hạ thạc tiến văn nhạc liệt ca".split()}
_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


def read(manuscript: Manuscript) -> Iterator[Slip]:
    keep_y = manuscript.lexicon.style.vowel_y == "y"
    pairs = dict(_ALWAYS_I)
    for phrase in _WITH_Y:
        other = " ".join(_with_i(word) for word in phrase.split())
        if keep_y or phrase != "kỷ yếu":  # the book's own title stays what it is
            pairs |= {other: phrase} if keep_y else {phrase: other}
    for wrong, right in pairs.items():
        for start in manuscript.find(wrong):
            end = start + len(wrong)
            written = manuscript.text[start:end]
            if written.islower() or (written[0].isupper() and written[1:].islower()):
                yield Slip(
                    "T306", start, end, right if written.islower() else right.capitalize(), style=True, vague=True
                )


def _with_i(word: str) -> str:
    """«kỹ» → «kĩ»; only a lone final y, as in kỷ, lý, mỹ, tỷ, quý, hy."""
    bare = word[:-1]
    return word.translate(_TO_I) if bare in ("k", "l", "m", "t", "h", "qu", "s") else word
