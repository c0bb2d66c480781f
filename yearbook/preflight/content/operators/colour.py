"""Colours (ISO 32000-2, 8.6.8)."""

from __future__ import annotations

from yearbook.preflight.content.colours import CMYK, GRAY, RGB, Colour, Space
from yearbook.preflight.content.machine import Machine, Operands, operator


def _initial(space: Space) -> Colour:
    """The colour that a space begins with: black, or the full ink."""
    if space.kind == "DeviceCMYK" or (space.kind == "ICCBased" and space.channels == 4):
        return Colour(space, (0.0, 0.0, 0.0, 1.0))
    full = 1.0 if space.kind in {"Separation", "DeviceN"} else 0.0
    return Colour(space, (full,) * space.channels)


def _space(machine: Machine, name: str) -> Space:
    resources = machine.resources
    if not isinstance(name, str):
        raise TypeError("no name")
    return resources.space(name) if resources else Space(name, 0)


@operator("cs")
def fill_space(machine: Machine, operands: Operands) -> None:
    machine.state.fill = _initial(_space(machine, operands[-1]))
    machine.state.fill_pattern = None


@operator("CS")
def stroke_space(machine: Machine, operands: Operands) -> None:
    machine.state.stroke = _initial(_space(machine, operands[-1]))
    machine.state.stroke_pattern = None


def _values(operands: Operands) -> tuple[float, ...]:
    return tuple(min(max(float(value), 0.0), 1e3) for value in operands if isinstance(value, float))


@operator("sc", "scn")
def fill_colour(machine: Machine, operands: Operands) -> None:
    state = machine.state
    state.fill = Colour(state.fill.space, _values(operands))
    if operands and isinstance(operands[-1], str):
        state.fill_pattern = machine.resources.pattern(operands[-1]) if machine.resources else None
    else:
        state.fill_pattern = None


@operator("SC", "SCN")
def stroke_colour(machine: Machine, operands: Operands) -> None:
    state = machine.state
    state.stroke = Colour(state.stroke.space, _values(operands))
    if operands and isinstance(operands[-1], str):
        state.stroke_pattern = machine.resources.pattern(operands[-1]) if machine.resources else None
    else:
        state.stroke_pattern = None


def _device(space: Space, operands: Operands) -> Colour:
    values = tuple(float(value) for value in operands[-space.channels :])
    if len(values) < space.channels:
        raise ValueError("too few tints")
    return Colour(space, values)


@operator("g")
def fill_gray(machine: Machine, operands: Operands) -> None:
    machine.state.fill, machine.state.fill_pattern = _device(GRAY, operands), None


@operator("G")
def stroke_gray(machine: Machine, operands: Operands) -> None:
    machine.state.stroke, machine.state.stroke_pattern = _device(GRAY, operands), None


@operator("rg")
def fill_rgb(machine: Machine, operands: Operands) -> None:
    machine.state.fill, machine.state.fill_pattern = _device(RGB, operands), None


@operator("RG")
def stroke_rgb(machine: Machine, operands: Operands) -> None:
    machine.state.stroke, machine.state.stroke_pattern = _device(RGB, operands), None


@operator("k")
def fill_cmyk(machine: Machine, operands: Operands) -> None:
    machine.state.fill, machine.state.fill_pattern = _device(CMYK, operands), None


@operator("K")
def stroke_cmyk(machine: Machine, operands: Operands) -> None:
    machine.state.stroke, machine.state.stroke_pattern = _device(CMYK, operands), None
