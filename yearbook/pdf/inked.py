"""Overprint of black text, switched in the items of a stream that WeasyPrint has drawn: each is one operator and its
operands. What is switched and why: `finish/overprint.py`, which does the same for files of any origin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yearbook.pdf.finish.overprint import BLACK, FILL_ONLY, OFF, ON, PAINT, SHOW
from yearbook.values import dataclass

_PAINT = frozenset(name.encode() for name in PAINT)
_SHOW = frozenset(name.encode() for name in SHOW)
_SWITCH = {True: f"{ON} gs".encode(), False: f"{OFF} gs".encode()}
STATES = {  # their names in resources, and what they say (ISO 32000-1, 8.6.7)
    str(ON)[1:]: {"Type": "/ExtGState", "OP": "false", "op": "true", "OPM": 1},
    str(OFF)[1:]: {"Type": "/ExtGState", "OP": "false", "op": "false", "OPM": 0},
}


@dataclass(frozen=True)
class Inked:
    """items: with the switches among them; places: where each of the items before stands now; switched: whether there
    are any."""

    items: list[bytes]
    places: list[int]
    switched: bool


@dataclass(frozen=True)
class _State:
    cmyk: bool = False
    black: bool = False
    mode: int = FILL_ONLY
    on: bool = False


def inked(items: Sequence[bytes]) -> Inked:
    """Overprint on for text whose fill is DeviceCMYK 0 0 0 1, off for everything else."""
    made: list[bytes] = []
    places: list[int] = []
    state, stack, switched = _State(), list[_State](), False
    for item in items:
        operator = item.rpartition(b" ")[2]
        if operator == b"q":
            stack.append(state)
        elif operator == b"Q":
            state = stack.pop() if stack else _State()
        elif operator in _PAINT:
            wanted = operator in _SHOW and state.black and state.mode == FILL_ONLY
            if wanted != state.on:
                made.append(_SWITCH[wanted])
                state, switched = replace(state, on=wanted), True
        elif operator in _CHANGES:
            state = _after(state, operator, item.split()[:-1])
        places.append(len(made))
        made.append(item)
    return Inked(made, places, switched)


_CHANGES = frozenset({b"cs", b"k", b"sc", b"scn", b"g", b"rg", b"Tr"})


def _after(state: _State, operator: bytes, operands: Sequence[bytes]) -> _State:
    if operator == b"cs":
        return replace(state, cmyk=operands == [b"/DeviceCMYK"], black=False)
    if operator == b"Tr":
        return replace(state, mode=int(operands[0]))
    if operator in {b"g", b"rg"}:
        return replace(state, cmyk=False, black=False)
    cmyk = operator == b"k" or state.cmyk
    return replace(state, cmyk=cmyk, black=cmyk and _numbers(operands) == BLACK)


def _numbers(operands: Sequence[bytes]) -> tuple[float, ...]:
    try:
        return tuple(float(value) for value in operands)
    except ValueError:  # a pattern's name
        return ()
