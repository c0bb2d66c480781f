"""Check 2: the output intent, which says for which press the inks are meant (ISO 15930-7)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, Stream, String

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.content.streams import Damaged, unpacked
from yearbook.preflight.subject import Subject

MAX_PROFILE = 16 * 2**20


def check(subject: Subject) -> Iterator[Diagnostic]:
    intents = print_intents(subject)
    if not intents:
        yield subject.found("P206")
        return
    for detail in dict.fromkeys(fault for intent in intents for fault in _faults(subject, intent)):
        yield subject.found("P207", detail=detail)
    if len({profile_digest(intent.get("/DestOutputProfile")) for intent in intents}) > 1:
        yield subject.found("P207", detail="có nhiều điều kiện in với hồ sơ màu khác nhau")


def print_intents(subject: Subject) -> list[Object]:
    """The output intents that are meant for PDF/X."""
    found = subject.pdf.Root.get("/OutputIntents")
    items = list(found)[:32] if isinstance(found, Array) else []
    return [item for item in items if isinstance(item, Dictionary) and item.get("/S") == "/GTS_PDFX"]


def _faults(subject: Subject, intent: Object) -> Iterator[str]:
    name = intent.get("/OutputConditionIdentifier")
    if not isinstance(name, String) or not str(name).strip():
        yield "không ghi tên điều kiện in (OutputConditionIdentifier)"
    profile = intent.get("/DestOutputProfile")
    if profile is None:
        registered = "color.org" in str(intent.get("/RegistryName", ""))
        if subject.standard != "x-1a" or not registered:
            yield "không kèm hồ sơ màu (DestOutputProfile)"
        return
    try:
        data = unpacked(profile, MAX_PROFILE)
    except Damaged:
        yield "hồ sơ màu hỏng, không giải nén được"
        return
    yield from _profile_faults(data, profile.get("/N"))


def _profile_faults(data: bytes, channels: object) -> Iterator[str]:
    """By the profile's header (ICC.1:2022, 7.2)."""
    if len(data) < 132 or data[36:40] != b"acsp" or int.from_bytes(data[:4], "big") > len(data):
        yield "hồ sơ màu hỏng, không phải hồ sơ ICC trọn vẹn"
        return
    kind, space = data[12:16].decode("latin-1").strip(), data[16:20].decode("latin-1").strip()
    if space != "CMYK":
        yield f"hồ sơ màu là {space}, phải là CMYK"
    elif kind != "prtr":
        yield f"hồ sơ màu thuộc loại «{kind}», phải là của máy in (prtr)"
    elif channels != 4:
        yield "hồ sơ màu CMYK phải ghi N = 4"


def profile_digest(stream: object) -> str:
    """The same for the same profile, wherever in the file it stands; empty for none."""
    if not isinstance(stream, Stream):
        return ""
    try:
        return hashlib.sha256(unpacked(stream, MAX_PROFILE)).hexdigest()
    except Damaged:
        return "damaged"
