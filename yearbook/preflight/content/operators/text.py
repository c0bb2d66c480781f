"""Text: where it stands, how large it is printed, in which colour (ISO 32000-2, 9.3 and 9.4)."""

from __future__ import annotations

import math
from typing import Any

from pikepdf import Array, Dictionary, Stream

from yearbook.geometry import IDENTITY, Matrix, Rect, scales, times
from yearbook.preflight.content.library import read_piece
from yearbook.preflight.content.machine import Machine, Operands, operator
from yearbook.preflight.content.painted import Font, Measured, Stance, Text
from yearbook.preflight.content.tokens import Row

DESCENT, ASCENT = -0.22, 0.75  # of an em: what letters usually take
MAX_BEYOND = 10_000
_NO_FONT = Font("", embedded=True)


@operator("BT")
def begin(machine: Machine, operands: Operands) -> None:
    machine.text_matrix = machine.line_matrix = IDENTITY


@operator("ET")
def end(machine: Machine, operands: Operands) -> None:
    pass


@operator("Tf")
def choose_font(machine: Machine, operands: Operands) -> None:
    name, size = operands[-2:]
    state = machine.state
    state.font = machine.resources.font(name) if machine.resources else None
    state.font_name, state.size = name, float(size)
    if state.font is None:
        machine.fault(f"không có phông «{name}» trong tài nguyên của trang")


@operator("Tr")
def rendering_mode(machine: Machine, operands: Operands) -> None:
    machine.state.mode = int(operands[-1])


@operator("Tz")
def stretch(machine: Machine, operands: Operands) -> None:
    machine.state.stretch = operands[-1] / 100


@operator("Tc")
def letter_space(machine: Machine, operands: Operands) -> None:
    machine.state.letter_space = float(operands[-1])


@operator("Tw")
def word_space(machine: Machine, operands: Operands) -> None:
    machine.state.word_space = float(operands[-1])


@operator("TL")
def leading(machine: Machine, operands: Operands) -> None:
    machine.state.leading = float(operands[-1])


@operator("Ts")
def rise(machine: Machine, operands: Operands) -> None:
    machine.state.rise = float(operands[-1])


@operator("Tm")
def set_matrix(machine: Machine, operands: Operands) -> None:
    a, b, c, d, e, f = operands[-6:]
    machine.text_matrix = machine.line_matrix = (a, b, c, d, e, f)


def _next_line(machine: Machine, x: float, y: float) -> None:
    machine.text_matrix = machine.line_matrix = times((1.0, 0.0, 0.0, 1.0, x, y), machine.line_matrix)


@operator("Td")
def go(machine: Machine, operands: Operands) -> None:
    x, y = operands[-2:]
    _next_line(machine, x, y)


@operator("TD")
def go_and_set_leading(machine: Machine, operands: Operands) -> None:
    x, y = operands[-2:]
    machine.state.leading = -y
    _next_line(machine, x, y)


@operator("T*")
def new_line(machine: Machine, operands: Operands) -> None:
    _next_line(machine, 0.0, -machine.state.leading)


@operator("Tj")
def show(machine: Machine, operands: Operands) -> None:
    _show(machine, _font(machine).measured(operands[-1]))


@operator("'")
def show_on_new_line(machine: Machine, operands: Operands) -> None:
    new_line(machine, operands)
    show(machine, operands)


@operator('"')
def show_spaced(machine: Machine, operands: Operands) -> None:
    words, letters, codes = operands[-3:]
    machine.state.word_space, machine.state.letter_space = float(words), float(letters)
    new_line(machine, operands)
    _show(machine, _font(machine).measured(codes))


@operator("TJ")
def show_adjusted(machine: Machine, operands: Operands) -> None:
    row = operands[-1]
    if isinstance(row, Row):
        _show(machine, _font(machine).row(row))
    else:
        codes = b"".join(item for item in row if isinstance(item, bytes))
        _show(machine, _font(machine).measured(codes, [item for item in row if isinstance(item, float)]))


def _font(machine: Machine) -> Font:
    return machine.state.font or _NO_FONT


def _show(machine: Machine, shown: Measured) -> None:
    state = machine.state
    font, size = state.font or _NO_FONT, state.size
    codes, letters, ems = shown.codes, shown.letters, shown.ems
    spaces = codes.count(b" ") if state.word_space and not font.composite else 0
    width = (ems - shown.moved) * size + letters * state.letter_space + spaces * state.word_space
    width *= state.stretch
    matrix = times(machine.text_matrix, state.ctm)
    a, b, c, d, e, f = machine.text_matrix
    machine.text_matrix = (a, b, c, d, width * a + e, width * b + f)
    box = (0.0, state.rise + DESCENT * size, width, state.rise + ASCENT * size)
    around = machine.around(box, matrix) if letters else None
    if around is None or state.clip is None:
        return
    rect = around.meet(state.clip)
    if state.mode in (3, 7):
        if rect:
            machine.content.unseen[font] = None
        return
    # between these its letters begin, whatever the order of the steps to the left and to the right
    back = shown.back * abs(size)
    if state.letter_space < 0 or state.word_space < 0 or size < 0 or state.stretch < 0:
        back = abs(ems * size) + shown.steps * abs(size)
        back += letters * abs(state.letter_space) + spaces * abs(state.word_space)
    back *= abs(state.stretch)
    low, high = min(width, 0.0) - back, max(width, 0.0) + back
    stance = Stance(matrix, low, high, size * state.stretch, size, state.rise)
    text = _text(machine, rect or around, font, letters, stance)
    if rect is None:
        _keep_beyond(machine, text)
        return
    machine.emit(text)
    if text.fill and state.fill_pattern is not None:
        machine.paint_pattern(state.fill_pattern, rect, state.fill)
    if font.type3:
        _glyphs(machine, font, codes, matrix, rect)


def _text(machine: Machine, rect: Rect, font: Font, letters: int, stance: Stance) -> Text:
    state, mode = machine.state, machine.state.mode % 4
    fill = state.look() if mode in (0, 2) else None
    outline = state.look(stroke=True) if mode in (1, 2) else None
    width = state.width * scales(state.ctm)[0] if outline else 0.0
    size = abs(state.size * math.hypot(stance.matrix[2], stance.matrix[3]))
    return Text(rect, font, size, letters, fill, outline, width, stance)


def _keep_beyond(machine: Machine, text: Text) -> None:
    if len(machine.content.beyond) < MAX_BEYOND:
        machine.content.beyond.append(text)
    else:
        machine.content.untold = True


def _glyphs(machine: Machine, font: Font, codes: bytes, matrix: Matrix, rect: Rect) -> None:
    """Look into the glyphs of a Type 3 font that have colours of their own (those that begin with d0), once a page."""
    obj = machine.resources.font_object(machine.state.font_name) if machine.resources else None
    programs, names = (obj.get("/CharProcs"), _names(obj)) if isinstance(obj, Dictionary) else (None, {})
    if not isinstance(programs, Dictionary):
        return
    scale = font.scale * machine.state.size
    for code in set(codes):
        program = programs.get(names.get(code, ""))
        key = ("glyph", id(font), code)
        if key in machine.seen or not isinstance(program, Stream):
            continue
        machine.seen.add(key)
        start = machine.library.data(program)[:200].split()
        if b"d0" in start[:4]:
            piece = read_piece(machine.library, program)
            machine.descend(piece, times((scale, 0.0, 0.0, scale, 0.0, 0.0), matrix), rect)


def _names(font: Dictionary) -> dict[int, str]:
    """Codes to glyph names, from /Differences."""
    encoding = font.get("/Encoding")
    differences = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
    items: list[Any] = list(differences)[:1024] if isinstance(differences, Array) else []
    names, code = {}, 0
    for item in items:
        if isinstance(item, int):
            code = item
        else:
            names[code] = str(item)
            code += 1
    return names
