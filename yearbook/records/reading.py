"""Bytes of a data file → clean text: size, encoding, forbidden characters, leftovers of a merge."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from yearbook.diagnostics import Related
from yearbook.records.findings import Findings

MAX_BYTES = 5_000_000

# C0 and C1 controls but tab and line feed; bidi marks, embeddings, overrides and isolates; line and paragraph
# separators (YAML counts them as line ends, editors do not); BOM inside the text; non-characters; lone surrogates.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff]"
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$", re.MULTILINE)
_CONFLICT_MARKDOWN = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
_NAMES = {
    0x00: "ký tự rỗng NUL",
    0x0B: "ngắt dòng của Word",
    0x0C: "ngắt trang",
    0x1B: "ký tự điều khiển ESC",
    0x2028: "ngắt dòng Unicode",
    0x2029: "ngắt đoạn Unicode",
    0xFEFF: "dấu đầu tệp BOM nằm giữa tệp",
}


def read_text(path: Path, findings: Findings, *, markdown: bool = False) -> str | None:
    """The text of a data file; None (with a finding) when it is too big, unreadable or not UTF-8."""
    data = read_bytes(path, findings)
    return None if data is None else clean_text(data, findings, markdown=markdown)


def read_bytes(path: Path, findings: Findings) -> bytes | None:
    """The bytes of a data file; None (with a finding) when it is too big or unreadable."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
            size = path.stat().st_size
    except OSError as error:
        findings.add("Y105", reason=reason_of(error))
        return None
    if len(data) > MAX_BYTES:
        findings.add("Y104", size=_megabytes(max(size, len(data))), limit=_megabytes(MAX_BYTES))
        return None
    return data


def sound_text(data: bytes) -> str:
    """The text of bytes in which `clean_text` finds nothing wrong."""
    return data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def clean_text(data: bytes, findings: Findings, *, markdown: bool = False) -> str | None:
    """Decode and vet: LF line ends, no BOM, forbidden characters reported and replaced by a space one for one."""
    guess = _other_encoding(data)
    if guess:
        findings.add("Y103", guess=guess)
        return None
    try:
        text = sound_text(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = "có thể là TCVN3, VNI hoặc Windows-1258 (CP1258)"
        findings.add("Y103", findings.span(line), guess=guess)
        return None
    if _has_conflict(text, findings, _CONFLICT_MARKDOWN if markdown else _CONFLICT):
        return None
    _note_decomposed(text, findings)
    return _without_forbidden(text, findings)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column (1-based) of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def name_of(character: str) -> str:
    """What a forbidden character is, in Vietnamese."""
    point = ord(character)
    if point in _NAMES:
        return _NAMES[point]
    if unicodedata.category(character) == "Cf":
        return "ký tự ẩn đổi chiều chữ" if point < 0xFFF0 else "ký tự ẩn chú âm"
    return "ký tự điều khiển"


def reason_of(error: OSError) -> str:
    """Why a file cannot be read, in Vietnamese."""
    if isinstance(error, PermissionError):
        return "không có quyền đọc"
    if isinstance(error, FileNotFoundError):
        return "không có tệp (liên kết hỏng?)"
    return f"hệ điều hành báo lỗi số {error.errno}"


def _other_encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "là UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "là UTF-16, Notepad gọi là «Unicode»"
    head = data[:2000]
    if len(head) > 3 and head.count(0) * 4 >= len(head):
        return "có thể là UTF-16 hoặc tệp nhị phân"
    return ""


def _has_conflict(text: str, findings: Findings, pattern: re.Pattern[str]) -> bool:
    marks = [(place_of(text, m.start()), m[0]) for _, m in zip(range(20), pattern.finditer(text), strict=False)]
    if not marks:
        return False
    (line, column), mark = marks[0]
    related = tuple(
        Related(findings.span(other, start, start + len(found)), f"dấu `{found[:40]}`")
        for (other, start), found in marks[1:]
    )
    findings.add("Y110", findings.span(line, column, column + len(mark)), mark=mark[:40], related=related)
    return True


def _note_decomposed(text: str, findings: Findings) -> None:
    if unicodedata.is_normalized("NFC", text):
        return
    count, first = 0, (0, 0)
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            count += 1
            if count == 1:
                pairs = zip(line, unicodedata.normalize("NFC", line), strict=False)
                first = (number, next((i for i, (a, b) in enumerate(pairs, 1) if a != b), 1))
    if count:
        findings.add("Y112", findings.span(*first), count=count)


def _without_forbidden(text: str, findings: Findings) -> str:
    first: dict[str, int] = {}
    counts: dict[str, int] = {}
    for match in FORBIDDEN.finditer(text):
        first.setdefault(match[0], match.start())
        counts[match[0]] = counts.get(match[0], 0) + 1
    if not first:
        return text
    for character, offset in first.items():
        line, column = place_of(text, offset)
        times = f", {counts[character]} chỗ" if counts[character] > 1 else ""
        note_forbidden(findings, character, line, column, times)
    return FORBIDDEN.sub(" ", text)


def note_forbidden(findings: Findings, character: str, line: int, column: int, times: str = "") -> None:
    """The finding about one forbidden character."""
    point = f"U+{ord(character):04X}"
    findings.add("Y111", findings.span(line, column, column + 1), point=point, name=name_of(character), times=times)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",").removesuffix(",0") + " MB"
