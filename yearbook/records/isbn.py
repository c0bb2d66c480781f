"""ISBN-13: normal form, check digit, groups (ISO 2108:2017; Thông tư 05/2016/TT-BTTTT).

Pure: text in, text out. How an editor writes the hyphens is kept everywhere; here numbers are only compared.
"""

from __future__ import annotations

import re

LENGTH = 13
OLD_LENGTH = 10  # ISBN-10, not given out since 2007
_WORD = re.compile(r"^\s*isbn(?:-?13)?[\s:]*(?=[\d\s])", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s\u00ad\u2010-\u2015\u2212-]+")


def without_word(text: str) -> str:
    """The number alone: «ISBN: 978-604-80-0000-4» → «978-604-80-0000-4». The pages set the word themselves."""
    return _WORD.sub("", text).strip()


def groups(text: str) -> tuple[str, ...]:
    """The number's groups as the editor parts them; one group when nothing parts it."""
    return tuple(part for part in _SEPARATORS.split(without_word(text)) if part)


def bare(text: str) -> str:
    """The number without its separators, whatever signs it is made of."""
    return "".join(groups(text))


def check_digit(digits: str) -> str:
    """The 13th digit for the first 12: weights 1 and 3 in turn, the sum brought to a multiple of 10 (ISO 2108, C)."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits[:12]))
    return str(-total % 10)


def is_well_formed(text: str) -> bool:
    """13 digits that begin with the GS1 prefix of books, 978 or 979; the check digit may still be wrong."""
    return re.fullmatch(r"97[89][0-9]{10}", bare(text)) is not None


def isbn_digits(text: str | None) -> str:
    """The 13 digits of a valid ISBN-13, or nothing."""
    number = bare(text or "")
    return number if is_well_formed(number) and check_digit(number) == number[-1] else ""


def fault(text: str) -> str:
    """What is wrong with a number, in Vietnamese, as the end of a sentence that begins with it; empty when sound."""
    number = bare(text)
    if re.search(r"[^0-9]", number) and not re.fullmatch(r"[0-9]{9}[Xx]", number):
        return "có ký tự lạ: chỉ được có chữ số và gạch nối"
    if len(number) == OLD_LENGTH:
        return "là ISBN 10 chữ số, không còn dùng từ năm 2007"
    if len(number) != LENGTH:
        return f"có {len(number)} chữ số, ISBN phải có {LENGTH}"
    if not is_well_formed(number):
        return "không bắt đầu bằng 978 hoặc 979"
    right = check_digit(number)
    return "" if right == number[-1] else f"sai số kiểm tra: số kiểm tra phải là {right}"


def has_prefix(text: str, prefix: str) -> bool:
    """Whether a number belongs to a publisher.

    Group by group where it is parted in five («978-604-8012-…» is not 978-604-80), else by its first digits.
    """
    own = groups(text)
    wanted = groups(prefix)
    if len(own) == len(wanted) + 2:
        return own[: len(wanted)] == wanted
    return bare(text).startswith(bare(prefix))
