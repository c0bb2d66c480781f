"""The judgement of one file's bytes: a usable picture and its measures, or why not. Pure, so it can be cached."""

from __future__ import annotations

import json
from dataclasses import asdict, field
from pathlib import Path
from typing import Any

import PIL

from yearbook.images.colour import describe_source
from yearbook.images.formats import (
    MAX_BYTES,
    MAX_JPEG_SCANS,
    MAX_PIXELS,
    MAX_SIDE,
    SIDEWAYS,
    TooManyPixels,
    decode,
    look,
    open_image,
    orientation,
    sniff,
)
from yearbook.images.jpeg import is_plain_jpeg
from yearbook.storage import Cache, key, writing
from yearbook.values import dataclass

_VERSION = 2
_MODES = {"1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBX", "RGBa", "CMYK", "YCbCr", "LAB", "I;16", "I;16B"}


@dataclass(frozen=True)
class Verdict:
    """Measures of a sound picture; or `problem`, an I-code, with the words its message needs (without `name`).

    `width`, `height` in pixels after the EXIF orientation; `source` names a colour space that must be converted.
    """

    width: int = 0
    height: int = 0
    format: str = ""
    mode: str = ""
    has_icc: bool = False
    source: str = ""
    problem: str = ""
    words: dict[str, Any] = field(default_factory=dict)


def verdict(data: bytes, sha256: str, cache: Cache | None = None) -> Verdict:
    """Judge a file, or recall the judgement of the same bytes. Raises DataProblem when the cache cannot be written."""
    if cache is None:
        return judge(data)
    if known := recalled(sha256, cache):
        return known
    found = judge(data)
    with writing(cache.folder):
        cache.put(_name(sha256), json.dumps(asdict(found), ensure_ascii=False, sort_keys=True).encode())
    return found


_RECALLED: dict[tuple[Path, str], Verdict] = {}  # for books that are brought up to date


def recalled(sha256: str, cache: Cache) -> Verdict | None:
    """The judgement of a file of this digest, if it has been judged before."""
    place = (cache.folder, sha256)
    if place not in _RECALLED:
        known = cache.get(_name(sha256))
        if known is None:
            return None
        _RECALLED[place] = Verdict(**json.loads(known))
    return _RECALLED[place]


def _name(sha256: str) -> str:
    return key("photo verdict", _VERSION, sha256, PIL.__version__, MAX_PIXELS, MAX_SIDE, MAX_BYTES)


def judge(data: bytes) -> Verdict:
    """Measure a file that can be decoded to its last pixel; never raises for bad data, MemoryError excepted."""
    kind = sniff(data)
    if not data:
        return Verdict(problem="I106", words={"reason": "tệp rỗng, không có byte nào"})
    if kind is None:
        seen = look(data)
        return Verdict(problem="I105", words={"kind": seen.kind, "advice": seen.advice})
    if kind == "JPEG" and data.count(b"\xff\xda") > MAX_JPEG_SCANS:
        return Verdict(problem="I106", words={"reason": "tệp JPEG có quá nhiều lượt quét"})
    try:
        return _measure(data, kind)
    except TooManyPixels as error:
        return Verdict(problem="I107", words={"width": _dotted(error.width), "height": _dotted(error.height)})
    except MemoryError:
        raise
    except Exception as error:  # a hostile file may make a decoder raise anything; all of it means «unreadable»
        return Verdict(problem="I106", words={"reason": _reason(error)})


def _measure(data: bytes, kind: str) -> Verdict:
    with open_image(data, kind) as image:
        width, height = image.size
        if image.mode not in _MODES:
            return Verdict(problem="I106", words={"reason": f"kiểu điểm ảnh {image.mode} không dùng được cho sách"})
        mode, icc = image.mode, image.info.get("icc_profile")
        if kind == "JPEG" and is_plain_jpeg(data):
            turned = orientation(image) in SIDEWAYS
        else:
            if kind == "JPEG":
                # a small decode still reads every byte of the scans, at a third of the time
                image.draft(None, (max(1, width // 8), max(1, height // 8)))
            small = image.size
            turned = decode(image).size == (small[1], small[0]) != small
        if turned:
            width, height = height, width
        source = describe_source(mode, icc)
        return Verdict(width=width, height=height, format=kind, mode=mode, has_icc=bool(icc), source=source)


def _reason(error: Exception) -> str:
    text = str(error).lower()
    if isinstance(error, EOFError) or "truncated" in text or "cut off" in text or "premature" in text:
        return "tệp bị cắt cụt"
    return "dữ liệu ảnh bị lỗi"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
