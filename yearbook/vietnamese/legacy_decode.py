"""One chunk of text (what stands between two spaces) read in one old encoding.

A reading counts only when every word in the chunk becomes a known one in a natural case: that is what keeps
«café», «Zürich» and «Müller» as they are. Which reading is right, `legacy` decides from the neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Literal

from yearbook.vietnamese.legacy_tables import TCVN3, TCVN3_COPIED, VIQR, VNI
from yearbook.vietnamese.normalise import nfc
from yearbook.vietnamese.syllables import is_known

Encoding = Literal["unicode", "tcvn3", "vni", "cp1258", "viqr", "mojibake"]
"""How a word was written; `unicode` is right as it stands."""

_RUN = re.compile("[A-Za-z\u00a1-\u00ff]+")
_RUN_WITH_HYPHENS = re.compile("[-A-Za-z\u00a1-\u00ff]+")
_QUOTED = re.compile("(«*)(.*?)(»*)", re.DOTALL)
_ACRONYM = re.compile("[BCDĐGHKLMNPQRSTVX]{2,8}")
_CAPITAL_SIGNS = "¡¢£¤¥¦§"


def sound(word: str) -> bool:
    """Whether a decoded word can be meant: known, and small, Capitalised or CAPITAL; or an acronym like «QĐ»."""
    if _ACRONYM.fullmatch(word):
        return "Đ" in word
    return _natural(word) and is_known(word)


def _natural(word: str) -> bool:
    return word.islower() or word.isupper() or word[1:].islower()


def _replaced(chunk: str, runs: re.Pattern[str], read: Callable[[str], str | None]) -> str | None:
    """The chunk with every run read; None when one run cannot be."""
    pieces: list[str] = []
    position = 0
    for match in runs.finditer(chunk):
        word = read(match[0])
        if word is None:
            return None
        pieces += [chunk[position : match.start()], word]
        position = match.end()
    return "".join([*pieces, chunk[position:]])


def _each_run(chunk: str, runs: re.Pattern[str], decode: Callable[[str], str | None], loose: bool) -> str | None:
    """Decode every run of letters and codes; None when one gives nothing sound (`loose`: nothing at all)."""

    def read(word: str) -> str | None:
        return word if word.isascii() and "-" not in word else _decode_run(word, decode, loose)

    return _replaced(chunk, runs, read)


def _decode_run(word: str, decode: Callable[[str], str | None], loose: bool) -> str | None:
    decoded = decode(word)
    if decoded is not None and (loose or sound(decoded)):
        return decoded
    # « and » are codes of TCVN3 and also plain quotation marks.
    left, inner, right = _QUOTED.fullmatch(word).groups()  # type: ignore[union-attr]
    if not inner or inner == word:
        return None
    if inner.isascii():
        return word
    decoded = decode(inner)
    return left + decoded + right if decoded is not None and (loose or sound(decoded)) else None


def capitals_open(chunk: str) -> bool:
    """Whether a TCVN3 word may be all capitals of a font …H, and only its neighbours can tell: «Hµ», «§ç»."""
    return not any(c.isascii() and c.islower() for c in chunk)


def _tcvn3_word(word: str) -> str | None:
    letters = [TCVN3.get(c, c) for c in word]
    if any(letter == c and not c.isascii() and c != "ý" for letter, c in zip(letters, word, strict=True)):
        return None
    decoded = "".join(letters)
    capitals = sum(c.isascii() and c.isupper() for c in word) + sum(c in _CAPITAL_SIGNS for c in word)
    return decoded.upper() if capitals_open(word) and (capitals > 1 or not _natural(decoded)) else decoded


def _tcvn3(chunk: str, loose: bool) -> str | None:
    if "-" in (copied := chunk.translate(TCVN3_COPIED)):

        def with_hyphens(word: str) -> str | None:
            return _tcvn3_word(word.replace("-", "\u00ad")) if word.strip("-") else word

        if (decoded := _each_run(copied, _RUN_WITH_HYPHENS, with_hyphens, False)) is not None:
            return decoded
    return _each_run(copied, _RUN, _tcvn3_word, loose)


# A capital may have the small sign of a mark: «Aùnh» beside the regular «AÙnh».
_VNI = VNI | {code[0] + code[1].lower(): meant for code, meant in VNI.items() if len(code) == 2}


def _codes(table: Collection[str], other: str) -> re.Pattern[str]:
    """One code of a table, the longest that fits, or whatever `other` allows."""
    return re.compile("|".join([*map(re.escape, sorted(table, key=len, reverse=True)), other]), re.DOTALL)


_VNI_CODE = _codes(_VNI, "[A-Za-z]")


def _vni_word(word: str) -> str | None:
    codes = _VNI_CODE.findall(word)
    if sum(map(len, codes)) != len(word):
        return None
    return "".join(_VNI.get(code, code) for code in codes)


def _cp1258_word(word: str) -> str | None:
    try:
        decoded = nfc(word.encode("latin-1").decode("cp1258"))
    except UnicodeError:
        return None
    return decoded if decoded.isalpha() else None


# --- UTF-8 read byte by byte ---

_TO_BYTE = {chr(n): n for n in range(0x80, 0x100)}
for _n in range(0x80, 0xA0):
    try:
        _TO_BYTE[bytes([_n]).decode("cp1252")] = _n
    except UnicodeDecodeError:  # five bytes have no sign there and stand for themselves
        continue
_SIGNS = {code: sign for sign, code in _TO_BYTE.items() if code < 0xA0 and ord(sign) > 0xFF}
"""Quotes and dashes of Windows-1252 that were read as control characters."""
_HIGH = re.compile("[" + re.escape("".join(_TO_BYTE)) + "]{2,}")


def _once(match: re.Match[str]) -> str:
    try:
        return bytes(_TO_BYTE[c] for c in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


_WORD = re.compile(r"[^\W\d_]+")
_NOT_TEXT = re.compile("[\u0080-\u009f]")


def _mojibake(chunk: str, loose: bool) -> str | None:
    """UTF-8 taken for Latin-1 or Windows-1252, once, twice or three times over: «Nguyá»…n» → «Nguyễn»."""
    # The second byte of «à» is a no-break space, which copying loses.
    text = chunk + "\u00a0" if chunk.endswith("Ã") else chunk
    steps = [text]
    while len(steps) < 4 and (text := _HIGH.sub(_once, text)) != steps[-1]:
        steps.append(text)
    for step in map(nfc, reversed(steps[1:])):
        if loose or (not _NOT_TEXT.search(step) and all(w.isascii() or sound(w) for w in _WORD.findall(step))):
            return step
    return None


# --- VIQR ---

_VIQR_CODE = _codes(VIQR, r"\\[-`?~'.^(+\\]|.")
_VIQR_RUN = re.compile(r"[A-Za-z][A-Za-z(+^`?~'.\\]*")
_VIQR_NEVER = re.compile(r"[^ -~“”‘’–…]|[@<>{}=\d]|\w/\w|\w\(.*\)|^[`']|\.\.\.")
_VIQR_SURE = re.compile(
    r"[AEOaeo]\^|[AEIOUYaeiouy][`~]|[Aa]\([A-Za-z'`?~.]|[OUou]\+[A-Za-z'`?~.]|(?<![A-Za-z])[Dd][Dd][AEIOUYaeiouy]"
)


def _viqr_word(word: str) -> str | None:
    """A run of letters and signs; what cannot be a tone at its end is punctuation: «dde^`u.» → «đều.»."""
    for end in (len(word), len(word) - 1):
        decoded = "".join(VIQR.get(code, code.removeprefix("\\")) for code in _VIQR_CODE.findall(word[:end]))
        if sound(decoded.rstrip("'.?~`")) and (end == len(word) or word[-1] in "'.?"):
            return decoded + word[end:]
    return None


def _viqr(chunk: str) -> str | None:
    if _VIQR_NEVER.search(chunk):
        return None
    plain: Callable[[str], bool] = lambda word: word.isalpha() and "dd" not in word.lower()  # noqa: E731
    return _replaced(chunk, _VIQR_RUN, lambda word: word if plain(word) else _viqr_word(word))


def decode(chunk: str, encoding: Encoding, loose: bool = False) -> str | None:
    """The chunk read in that encoding, or None when this gives no sound words. It may come out unchanged.

    With `loose` it is enough that every letter has a code: for names and abbreviations in a line whose
    encoding is known («Q§-BTTTT» → «QĐ-BTTTT»).
    """
    if encoding == "tcvn3":
        return _tcvn3(chunk.translate(_SIGNS), loose)
    if encoding == "viqr":
        return _viqr(chunk)
    if encoding == "mojibake":
        return _mojibake(chunk, loose)
    return _each_run(chunk.translate(_SIGNS), _RUN, _vni_word if encoding == "vni" else _cp1258_word, loose)


def is_weak(chunk: str, encoding: Encoding) -> bool:
    """Whether the signs of an encoding are also signs of everyday text, so that neighbours must bear them out.

    VIQR with dots, question marks and apostrophes only («a.nh», «I'm»); TCVN3 whose only code is a hyphen («l-u»);
    one sign that stands alone («Ð», «©»).
    """
    if sum(c.isalpha() or not c.isascii() for c in chunk) < 2:
        return True
    if encoding == "viqr":
        return not _VIQR_SURE.search(chunk)
    return encoding == "tcvn3" and chunk.isascii()
