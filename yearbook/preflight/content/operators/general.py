"""Graphics state, marked content, compatibility (ISO 32000-2, 8.4.4, 14.6 and 7.8.2)."""

from __future__ import annotations

from yearbook.geometry import times
from yearbook.preflight.content.machine import Machine, Operands, operator


@operator("q")
def save(machine: Machine, operands: Operands) -> None:
    machine.save()


@operator("Q")
def restore(machine: Machine, operands: Operands) -> None:
    machine.restore()


@operator("cm")
def transform(machine: Machine, operands: Operands) -> None:
    a, b, c, d, e, f = operands[-6:]
    machine.state.ctm = times((a, b, c, d, e, f), machine.state.ctm)


@operator("w")
def line_width(machine: Machine, operands: Operands) -> None:
    machine.state.width = abs(operands[-1])


@operator("M")
def miter_limit(machine: Machine, operands: Operands) -> None:
    machine.state.miter = abs(operands[-1])


@operator("gs")
def extended_state(machine: Machine, operands: Operands) -> None:
    changes = machine.resources.state(operands[-1]) if machine.resources else None
    if changes is None:
        machine.fault(f"không có trạng thái đồ họa «{operands[-1]}»")
        return
    state = machine.state
    for field, value in changes.items():
        setattr(state, field, value)
    if state.transfer:
        machine.content.untold = True


@operator("BX")
def tolerate(machine: Machine, operands: Operands) -> None:
    machine.tolerant += 1


@operator("EX")
def tolerate_no_more(machine: Machine, operands: Operands) -> None:
    machine.tolerant = max(machine.tolerant - 1, 0)


@operator("J", "j", "d", "ri", "i", "MP", "DP", "BMC", "BDC", "EMC", "d0", "d1")
def nothing(machine: Machine, operands: Operands) -> None:
    """Changes nothing that a preflight asks for."""
