"""The bytes of a content stream as operators with their operands (ISO 32000-2, 7.8.2 and 8.9.7).

One regular expression finds the tokens: qpdf's own parser makes an object of every operand, which costs more than
all checks together. Operands are float (numbers), str (names), bytes (strings), `Row` (an array that holds only
numbers and strings, unparsed), list (other arrays) and dict. Hostile input is only read forwards: no backtracking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from yearbook.values import dataclass

MAX_OPERANDS = 4096
MAX_DEPTH = 32
_WHITE = rb"\0\t\n\f\r "
_TOKEN = re.compile(
    rb"""[\0\t\n\f\r ]*+(?:
    ([+\-.\d]++)                                                                        # 1 number
    |([A-Za-z'"*][A-Za-z\d*'"]*+)                                                       # 2 operator
    |/([^\0\t\n\f\r ()<>\[\]{}/%]*+)                                                    # 3 name
    |\[((?:[^\[\]()%<>/]++|<[\dA-Fa-f\0\t\n\f\r ]*+>|\((?:[^()\\]++|\\.)*+\))*+)\]       # 4 flat array
    |\(((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+)\)                                  # 5 string
    |<([\dA-Fa-f\0\t\n\f\r ]*+)>                                                        # 6 hexadecimal string
    |(%[^\r\n]*+)                                                                       # 7 comment
    |(<<|>>|[\[\]])                                                                     # 8 structure
    |(\()                                                                               # 9 string with deep brackets
    |(.)                                                                                # 10 nothing of PDF
    |\Z)""",
    re.DOTALL | re.VERBOSE,
)
_STRING = re.compile(rb"\(((?:[^()\\]++|\\.)*+)\)|<([^>]*)>|([+\-.\d]+)", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\r\n])|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_END_OF_IMAGE = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|\Z)")
_TEXT = re.compile(rb"[\t\n\f\r -~]*\Z")
_CHANNELS = {"G": 1, "DeviceGray": 1, "RGB": 3, "DeviceRGB": 3, "CMYK": 4, "DeviceCMYK": 4}
_WORDS = {b"true": True, b"false": False, b"null": None}


class Row(bytes):
    """A flat array, unparsed: mostly what TJ shows, which is long and of which little is needed."""

    def numbers(self) -> list[float]:
        return [number(item) for item in self.split()]

    def shown(self) -> tuple[bytes, float]:
        """What TJ shows: the codes of all strings in a row, and the sum of the adjustments between them."""
        codes, moves = self.parts()
        return codes, sum(moves)

    def parts(self) -> tuple[bytes, list[float]]:
        """The codes of all strings in a row, and the adjustments between them."""
        if self.find(b"(") < 0:
            parts = self.replace(b">", b"<").split(b"<")
            between = b" ".join(parts[0::2]).split()
            try:
                return unhex(b"".join(parts[1::2])), list(map(float, between))
            except ValueError:
                return unhex(b"".join(parts[1::2])), [number(each) for each in between]
        codes: list[bytes] = []
        moves: list[float] = []
        for text, digits, adjustment in _STRING.findall(self):
            if adjustment:
                moves.append(number(adjustment))
            else:
                codes.append(unescape(text) if text else unhex(digits))
        return b"".join(codes), moves


def number(data: bytes) -> float:
    """Also what some writers get wrong («--5», «12-3»): such a number is 0, as readers take it."""
    try:
        return float(data)
    except ValueError:
        return 0.0


def unhex(digits: bytes) -> bytes:
    try:
        return bytes.fromhex(digits.decode("ascii") + ("0" if len(digits) % 2 else ""))
    except (ValueError, UnicodeDecodeError):
        clean = re.sub(rb"[^\dA-Fa-f]", b"", digits)
        return bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode())


def unescape(text: bytes) -> bytes:
    """A literal string without its escapes (ISO 32000-2, 7.3.4.2)."""

    def plain(match: re.Match[bytes]) -> bytes:
        if match[1]:
            return bytes([int(match[1], 8) & 255])
        return b"" if match[2] else _ESCAPED.get(match[3], match[3])

    return _ESCAPE.sub(plain, text) if b"\\" in text else text


def name(data: bytes) -> str:
    """A name without its slash, its #xx resolved."""
    if b"#" in data:
        data = re.sub(rb"#([\dA-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), data)
    return data.decode("utf-8", "replace")


@dataclass
class Operations:
    """The operators of a stream, in order. After a run `faults` counts what was no PDF."""

    data: bytes
    faults: int = 0
    operands: list[Any] = field(default_factory=list)
    _open: list[list[Any]] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[bytes, list[Any]]]:
        position = 0
        while position >= 0:
            position = yield from self._read(position)
        self.faults += bool(self._open)

    def _read(self, start: int) -> Any:
        """Up to the end (returns -1) or to a place where the pattern must begin anew (returns it)."""
        operands = self.operands
        for match in _TOKEN.finditer(self.data, start):
            kind = match.lastindex
            if kind == 1:
                try:
                    operands.append(float(match[1]))
                except ValueError:
                    operands.append(0.0)
            elif kind == 2:
                word = match[2]
                if word in _WORDS:
                    operands.append(_WORDS[word])
                elif word == b"ID":
                    end = self._image(match.end())
                    yield b"BI", operands
                    self._clear()
                    return end
                elif not self._open:
                    if word != b"BI":  # told when its data have been passed over
                        yield word, operands
                    operands.clear()
                else:
                    self.faults += 1
                    self._clear()
                operands = self.operands
            elif kind is None:
                return -1
            elif kind == 9:
                return self._deep_string(match.end())
            elif kind != 7:
                self._operand(kind, match)
                operands = self.operands
            if len(operands) > MAX_OPERANDS:
                self.faults += 1
                operands.clear()
        return -1

    def _clear(self) -> None:
        if self._open:
            self.operands = self._open[0]
            self._open.clear()
        self.operands.clear()

    def _operand(self, kind: int, match: re.Match[bytes]) -> None:
        if kind == 3:
            self.operands.append(name(match[3]))
        elif kind == 4:
            self.operands.append(Row(match[4]))
        elif kind == 5:
            self.operands.append(unescape(match[5]))
        elif kind == 6:
            self.operands.append(unhex(match[6]))
        elif kind == 8:
            self._structure(match[8])
        else:
            self.faults += 1

    def _structure(self, mark: bytes) -> None:
        if mark in (b"[", b"<<"):
            if len(self._open) >= MAX_DEPTH:
                self.faults += 1
                self._clear()
                return
            self._open.append(self.operands)
            self.operands = []
        elif self._open:
            inside, self.operands = self.operands, self._open.pop()
            self.operands.append(inside if mark == b"]" else pairs(inside))
        else:
            self.faults += 1

    def _deep_string(self, start: int) -> int:
        depth = 1
        for match in re.finditer(rb"\\.|[()]", self.data[start:], re.DOTALL):
            depth += {b"(": 1, b")": -1}.get(match[0], 0)
            if depth == 0:
                self.operands.append(unescape(self.data[start : start + match.start()]))
                return start + match.end()
        self.faults += 1
        return -1  # never closed: what follows cannot be told from the string

    def _image(self, start: int) -> int:
        """The data of an inline image are left out: where they end. Its dictionary stays as the only operand."""
        values = pairs(self.operands)
        self.operands[:] = [values]
        start += 1
        if not values.get("F", values.get("Filter")):
            start = min(start + _plain_length(values), len(self.data))
        position = max(start - 1, 0)
        for _ in range(1000):
            match = _END_OF_IMAGE.search(self.data, position)
            if match is None:
                break
            if _TEXT.match(self.data[match.end() : match.end() + 12]):
                return match.end()
            position = match.end()
        self.faults += 1
        return -1


def pairs(items: list[Any]) -> dict[str, Any]:
    return {key: value for key, value in zip(items[0::2], items[1::2], strict=False) if isinstance(key, str)}


def _plain_length(values: dict[str, Any]) -> int:
    """Bytes of an unpacked inline image; 0 when it cannot be told."""

    def count(short: str, long: str, fallback: float = 0.0) -> int:
        value = values.get(short, values.get(long, fallback))
        return int(value) if isinstance(value, float | int) and 0 < value < 1e6 else 0

    space: Any = values.get("CS", values.get("ColorSpace"))
    if values.get("IM", values.get("ImageMask")):
        bits, channels = 1, 1
    else:
        bits = count("BPC", "BitsPerComponent", 8.0)
        channels = _CHANNELS.get(space, 0) if isinstance(space, str) else 1
    return (count("W", "Width") * bits * channels + 7) // 8 * count("H", "Height")
