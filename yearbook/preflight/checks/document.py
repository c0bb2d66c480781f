"""Checks 1 and 2 of the file as a whole: version keys, XMP, identifier, title, trapping, output intent, encryption."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pikepdf import Array

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.subject import X_1A, X_4, Subject

HIGHEST = {"x-4": (1, 6), "x-1a": (1, 4)}
LABELS = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a"}
_DATE = re.compile(r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?[T ]?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?(Z|[+-]\d\d'?:?\d\d)?")


def check(subject: Subject) -> Iterator[Diagnostic]:
    yield from _version(subject)
    yield from _metadata(subject)
    if subject.pdf.is_encrypted:
        yield subject.found("P233")
    identifier = subject.pdf.trailer.get("/ID")
    if not isinstance(identifier, Array) or len(identifier) != 2:
        yield subject.found("P204")


def _version(subject: Subject) -> Iterator[Diagnostic]:
    claims = subject.claims
    if not claims:
        yield subject.found("P201", accepted=", ".join(LABELS[name] for name in subject.profile.standards))
        return
    told = {_family(claim) for claim in claims}
    if len(told) > 1:
        yield subject.found("P202", detail=f"tệp tự nhận hai chuẩn khác nhau: {' và '.join(claims)}")
        return
    family = told.pop()
    if family not in subject.profile.standards:
        accepted = ", ".join(LABELS[name] for name in subject.profile.standards)
        yield subject.found("P202", detail=f"tệp theo chuẩn {claims[0]}, nhà in nhận {accepted}")
        return
    if family == "x-4" and not (subject.xmp and subject.xmp.version):
        yield subject.found("P202", detail="PDF/X-4 phải ghi tên chuẩn trong XMP, không chỉ trong Info")
    if family == "x-1a" and "GTS_PDFXVersion" not in subject.info:
        yield subject.found("P202", detail="PDF/X-1a phải ghi tên chuẩn trong Info, không chỉ trong XMP")
    version, highest = _pdf_version(subject), HIGHEST[family]
    if version > highest:
        found, limit = (".".join(map(str, value)) for value in (version, highest))
        yield subject.found("P202", detail=f"tệp là PDF {found}, {claims[0]} chỉ cho phép đến PDF {limit}")


def _family(claim: str) -> str:
    """A key of `standards`; other standards stay as the file writes them. The old «PDF/X-1:2001» is an X-1a."""
    return "x-4" if X_4.fullmatch(claim) else "x-1a" if X_1A.fullmatch(claim) else claim


def _pdf_version(subject: Subject) -> tuple[int, int]:
    """Of the header or, when higher, of the catalogue (ISO 32000-2, 7.5.2)."""
    told = (subject.pdf.pdf_version, str(subject.pdf.Root.get("/Version", "")).removeprefix("/"))
    found = [(int(match[1]), int(match[2])) for text in told if (match := re.fullmatch(r"(\d)\.(\d)", text))]
    return max(found, default=(1, 0))


def _metadata(subject: Subject) -> Iterator[Diagnostic]:
    xmp, info = subject.xmp, subject.info
    if xmp is None:
        stream = subject.pdf.Root.get("/Metadata")
        yield subject.found("P203", detail="không có" if stream is None else "không đọc được")
    title = info.get("Title", "") or (xmp.title if xmp else "")
    if not title:
        yield subject.found("P205", detail="không có tên sách (Title)")
    trapped = info.get("Trapped", "") or (xmp.trapped if xmp else "")
    if trapped not in ("True", "False"):
        found = f"ghi «{trapped[:20]}»" if trapped else "không ghi"
        yield subject.found("P205", detail=f"{found} tệp đã bẫy màu hay chưa (Trapped phải là True hoặc False)")
    if xmp is None:
        return
    pairs = [
        ("tên sách", xmp.title, info.get("Title", ""), _same_text),
        ("ngày tạo", xmp.created, info.get("CreationDate", ""), _same_date),
        ("ngày sửa", xmp.modified, info.get("ModDate", ""), _same_date),
        ("Trapped", xmp.trapped, info.get("Trapped", ""), _same_text),
    ]
    for what, left, right, same in pairs:
        if left and right and not same(left, right):
            yield subject.found("P240", what=what, xmp=left[:80], info=right[:80])


def _same_text(left: str, right: str) -> bool:
    return " ".join(left.split()) == " ".join(right.split())


def _same_date(left: str, right: str) -> bool:
    """As precisely as both are written; a date that cannot be read contradicts nothing."""
    one, two = _DATE.fullmatch(left), _DATE.fullmatch(right)
    if one is None or two is None:
        return True
    known = sum(1 for a, b in zip(one.groups()[:6], two.groups()[:6], strict=True) if a and b)
    if known == 6 and one[7] and two[7]:
        return _moment(one) == _moment(two)
    return one.groups()[: min(known, 3)] == two.groups()[: min(known, 3)]


def _moment(date: re.Match[str]) -> dt.datetime | None:
    zone = date[7].replace("'", "").replace(":", "")
    minutes = 0 if zone == "Z" else int(zone[0] + "1") * (int(zone[1:3]) * 60 + int(zone[3:5]))
    try:
        year, month, day, hour, minute, second = (int(part) for part in date.groups()[:6])
        return dt.datetime(year, month, day, hour, minute, second) - dt.timedelta(minutes=minutes)
    except (ValueError, OverflowError):
        return None
