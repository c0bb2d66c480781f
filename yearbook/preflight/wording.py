"""Objects of a page in words, for the `object` of a finding's place."""

from __future__ import annotations

from yearbook.preflight.content import Picture, Shading, Shape, Text
from yearbook.preflight.content.painted import Painted
from yearbook.vietnamese import format_measure


def name(thing: Painted) -> str:
    """«chữ 8 pt, phông SourceSerif4-Regular», «ảnh 354 × 472 điểm ảnh, DeviceRGB», «đường kẻ 0,1 pt»."""
    if isinstance(thing, Text):
        return f"chữ {format_measure(thing.size)} pt" + (f", phông {thing.font.name}" if thing.font.name else "")
    if isinstance(thing, Picture):
        return thing.image.label + (", ảnh đặt trong dòng lệnh" if thing.inline else "")
    if isinstance(thing, Shading):
        return f"mảng chuyển màu, {thing.space.label}"
    return shape(thing)


def shape(thing: Shape) -> str:
    if thing.stroke:
        return f"đường kẻ {format_measure(thing.width, 2)} pt, màu {thing.look.colour.label}"
    return f"mảng màu {thing.look.colour.label}"


def kind(thing: Painted) -> str:
    """What kind of object it is: findings are kept apart by it."""
    return {Text: "chữ", Picture: "ảnh", Shading: "mảng chuyển màu", Shape: "hình vẽ"}[type(thing)]
