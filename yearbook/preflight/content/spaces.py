"""Colour spaces read from the file (ISO 32000-2, 8.6), bounded against spaces that lead to themselves."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Stream

from yearbook.preflight.content.colours import CMYK, GRAY, PATTERN, RGB, UNKNOWN, Space

MAX_DEPTH = 6
MAX_INKS = 32
BY_NAME = {
    "DeviceGray": GRAY,
    "DeviceRGB": RGB,
    "DeviceCMYK": CMYK,
    "CalGray": Space.device("CalGray"),
    "CalRGB": Space.device("CalRGB"),
    "Pattern": PATTERN,
    "G": GRAY,
    "RGB": RGB,
    "CMYK": CMYK,
}


def plain(obj: Any) -> str:
    """A PDF name (or string) as text without its slash."""
    return str(obj).removeprefix("/") if obj is not None else ""


def read_space(obj: Any, depth: int = 0) -> Space:
    """A colour space of any kind; UNKNOWN when it is none. Names of resources must be resolved before."""
    if isinstance(obj, Name):
        return BY_NAME.get(plain(obj), UNKNOWN)
    if not isinstance(obj, Array) or not len(obj) or depth > MAX_DEPTH:
        return UNKNOWN
    kind = plain(obj[0])
    if len(obj) == 1 or kind in {"DeviceGray", "DeviceRGB", "DeviceCMYK"}:
        return BY_NAME.get(kind, UNKNOWN)
    if kind in {"CalGray", "CalRGB", "Lab"}:
        return Space.device(kind)
    if kind == "ICCBased":
        return _icc(obj[1], depth)
    if kind in {"Indexed", "I"}:
        return Space("Indexed", 1, base=read_space(obj[1], depth + 1))
    if kind == "Pattern":
        return Space("Pattern", 0, base=read_space(obj[1], depth + 1))
    if kind in {"Separation", "DeviceN"} and len(obj) > 2:
        inks = obj[1] if kind == "DeviceN" else [obj[1]]
        if not isinstance(inks, Array | list) or len(inks) > MAX_INKS:
            return UNKNOWN
        names = tuple(_ink(ink) for ink in inks)
        return Space(kind, len(names), names, base=read_space(obj[2], depth + 1))
    return UNKNOWN


def _ink(obj: Any) -> str:
    text = plain(obj)
    try:  # names are bytes; most writers put UTF-8 or Latin-1 into them
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _icc(stream: Object, depth: int) -> Space:
    if not isinstance(stream, Stream):
        return UNKNOWN
    channels = stream.get("/N", 0)
    if channels not in (1, 3, 4):
        alternate = read_space(stream.get("/Alternate"), depth + 1)
        return alternate
    return Space("ICCBased", int(channels), profile=stream.objgen)


def group_space(group: Any) -> Space | None:
    """The blend space of a transparency group; None when it names none."""
    if not isinstance(group, Dictionary) or group.get("/CS") is None:
        return None
    return read_space(group.get("/CS"))
