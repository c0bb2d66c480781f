"""Black text overprints, nothing else does.

Text in 100 K on a coloured ground must not leave a hole in the ground: the slightest misregister of the press would
show white rims around thin strokes. White and tints must never overprint, for they would vanish.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from yearbook.pdf.finish.content import Content, contents, operation
from yearbook.values import dataclass

ON, OFF = Name("/YbOverprint"), Name("/YbKnockout")
# ISO 32000-1, 8.6.7: `op` for fills, `OP` for strokes; OPM 1: an ink of 0 % leaves what is below it.
STATES = {ON: Dictionary(Type=Name.ExtGState, OP=False, op=True, OPM=1)}
STATES[OFF] = Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=0)
BLACK = (0.0, 0.0, 0.0, 1.0)
SHOW = {"Tj", "TJ", "'", '"'}
PAINT = SHOW | {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI", "INLINE IMAGE"}
FILL_ONLY = 0  # text rendering mode (ISO 32000-1, table 106)


@dataclass(frozen=True)
class _State:
    """What of the graphics state matters here."""

    cmyk: bool = False  # the fill colour space is DeviceCMYK
    black: bool = False  # the fill is 100 K and nothing else
    mode: int = FILL_ONLY
    on: bool = False  # overprint is switched on


def overprint_black(pdf: Pdf) -> None:
    """Switch overprint on for text whose fill is DeviceCMYK 0 0 0 1, off for everything else."""
    for content in contents(pdf):
        if rewritten := _rewritten(content):
            content.replace(pdf, rewritten)
            if "/ExtGState" not in content.resources:
                content.resources.ExtGState = Dictionary()
            for name, state in STATES.items():
                content.resources.ExtGState[name] = state


def _rewritten(content: Content) -> list[pikepdf.ContentStreamInstruction]:
    """The stream with the switches in it; empty when none is needed."""
    made: list[pikepdf.ContentStreamInstruction] = []
    state, stack, changed = _State(), [], False
    for instruction in content.instructions():
        operator = str(instruction.operator)
        if operator == "q":
            stack.append(state)
        elif operator == "Q":
            state = stack.pop() if stack else _State()
        elif operator in PAINT:
            wanted = operator in SHOW and state.black and state.mode == FILL_ONLY
            if wanted != state.on:
                made.append(operation("gs", ON if wanted else OFF))
                state, changed = _State(state.cmyk, state.black, state.mode, wanted), True
        else:
            state = _after(state, operator, instruction.operands)
        made.append(instruction)
    return made if changed else []


def _after(state: _State, operator: str, operands: object) -> _State:
    """The state after an operator that sets the fill colour or the text rendering mode."""
    values = list(operands)  # type: ignore[call-overload]
    if operator == "cs":
        return _State(values[0] == Name.DeviceCMYK, False, state.mode, state.on)
    if operator == "k":
        return _State(True, _numbers(values) == BLACK, state.mode, state.on)
    if operator in {"sc", "scn"}:
        return _State(state.cmyk, state.cmyk and _numbers(values) == BLACK, state.mode, state.on)
    if operator in {"g", "rg"}:
        return _State(False, False, state.mode, state.on)
    if operator == "gs" and values[0] in STATES:  # switched before: doing it again changes nothing
        return _State(state.cmyk, state.black, state.mode, values[0] == ON)
    if operator == "Tr":
        return _State(state.cmyk, state.black, int(values[0]), state.on)
    return state


def _numbers(values: list[object]) -> tuple[float, ...]:
    try:
        return tuple(float(value) for value in values)  # type: ignore[arg-type]
    except (TypeError, ValueError):  # a pattern's name
        return ()
