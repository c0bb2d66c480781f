"""Paths: built as lists of coordinates, one a piece; painted as bounding boxes (ISO 32000-2, 8.5)."""

from __future__ import annotations

import math

from yearbook.geometry import Rect, scales, union
from yearbook.preflight.content.machine import Machine, Operands, operator
from yearbook.preflight.content.painted import Shading, Shape

MAX_PARTS = 64


@operator("m")
def move(machine: Machine, operands: Operands) -> None:
    x, y = operands[-2:]
    machine.path.append([x, y])


@operator("l")
def line(machine: Machine, operands: Operands) -> None:
    x, y = operands[-2:]
    machine.path[-1] += (x, y)


@operator("c")
def curve(machine: Machine, operands: Operands) -> None:
    if len(operands) < 6:
        raise ValueError("too few coordinates")
    machine.path[-1] += operands[-6:]


@operator("v", "y")
def half_curve(machine: Machine, operands: Operands) -> None:
    if len(operands) < 4:
        raise ValueError("too few coordinates")
    machine.path[-1] += operands[-4:]


@operator("h")
def close(machine: Machine, operands: Operands) -> None:
    """The box stays the same."""


@operator("re")
def rectangle(machine: Machine, operands: Operands) -> None:
    x, y, width, height = operands[-4:]
    machine.path.append([x, y, x + width, y + height])


@operator("W", "W*")
def clip(machine: Machine, operands: Operands) -> None:
    machine.clipping = True


def _corners(piece: list[float]) -> tuple[float, float, float, float]:
    xs, ys = piece[0::2], piece[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def _finish(machine: Machine, fill: bool, stroke: bool) -> None:
    pieces, machine.path = machine.path, []
    clipping, machine.clipping = machine.clipping, False
    state = machine.state
    if state.clip is None or not pieces:
        return
    corners = [_corners(piece) for piece in pieces]
    rects = [rect for box in corners if (rect := machine.around(box, state.ctm))]
    if fill and rects:
        _fill(machine, corners, rects)
    if stroke and rects:
        _stroke(machine, rects)
    if clipping:
        state.clip = state.clip.meet(union(rects)) if rects else None


def _seen(rects: list[Rect], clip: Rect) -> list[Rect]:
    return [part for rect in rects if (part := rect.meet(clip))]


def _fill(machine: Machine, corners: list[tuple[float, float, float, float]], rects: list[Rect]) -> None:
    state = machine.state
    parts = _seen(rects, state.clip) if state.clip else []
    if not parts:
        return
    whole = union(parts)
    thin = min(whole.width, whole.height)
    if len(corners) == 1:
        a, b, c, d, _, _ = state.ctm
        x0, y0, x1, y1 = corners[0]
        thin = min(thin, (x1 - x0) * math.hypot(a, b), (y1 - y0) * math.hypot(c, d))
    look, pattern = state.look(), state.fill_pattern
    parts = parts if len(parts) <= MAX_PARTS else [whole]
    machine.emit(Shape(whole, look, False, 0.0, thin, tuple(parts)))
    if pattern is not None:
        space = machine.paint_pattern(pattern, whole, state.fill)
        if space is not None:
            machine.emit(Shading(whole, space, look))


def _stroke(machine: Machine, rects: list[Rect]) -> None:
    state = machine.state
    least, most = scales(state.ctm)
    if state.clip is None:
        return
    parts = _seen([rect.grown(state.width * most / 2) for rect in rects], state.clip)
    # joins and square ends go further than half the width
    reach = union(rects).grown(state.width * most / 2 * max(state.miter, 1.5)).meet(state.clip)
    if not parts:
        machine.content.untold |= reach is not None
        return
    whole = union(parts)
    look, pattern = state.look(stroke=True), state.stroke_pattern
    parts = parts if len(parts) <= MAX_PARTS else [whole]
    machine.emit(Shape(whole, look, True, state.width * least, math.inf, tuple(parts), reach))
    if pattern is not None:
        space = machine.paint_pattern(pattern, whole, state.stroke)
        if space is not None:
            machine.emit(Shading(whole, space, look))


@operator("f", "F", "f*")
def fill(machine: Machine, operands: Operands) -> None:
    _finish(machine, True, False)


@operator("S", "s")
def stroke(machine: Machine, operands: Operands) -> None:
    _finish(machine, False, True)


@operator("B", "B*", "b", "b*")
def fill_and_stroke(machine: Machine, operands: Operands) -> None:
    _finish(machine, True, True)


@operator("n")
def end(machine: Machine, operands: Operands) -> None:
    _finish(machine, False, False)
