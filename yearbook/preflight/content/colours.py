"""Colour spaces and colours as a printer sees them: which inks, or none of them (ISO 32000-2, 8.6)."""

from __future__ import annotations

from functools import cached_property

from yearbook.values import dataclass

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_CHANNELS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "Lab": 3, "DeviceCMYK": 4, "Separation": 1}


@dataclass(frozen=True)
class Space:
    """A colour space. `names`: inks of Separation and DeviceN; `base`: of Indexed, of an uncoloured pattern, or the
    alternate of Separation and DeviceN; `profile`: object number of an ICC profile."""

    kind: str
    channels: int
    names: tuple[str, ...] = ()
    base: Space | None = None
    profile: tuple[int, int] | None = None

    @staticmethod
    def device(kind: str) -> Space:
        return Space(kind, _CHANNELS[kind])

    @cached_property
    def resolved(self) -> Space:
        """The space that the colours are in: the base of an indexed one."""
        return self.base.resolved if self.kind == "Indexed" and self.base else self

    @cached_property
    def is_rgb(self) -> bool:
        """RGB of any kind, or Lab: colours that are to be converted before they can be printed."""
        space = self.resolved
        return space.kind in {"DeviceRGB", "CalRGB", "Lab"} or (space.kind == "ICCBased" and space.channels == 3)

    @cached_property
    def is_managed(self) -> bool:
        """CMYK or grey with a profile of its own: it may be converted once more."""
        space = self.resolved
        return space.kind == "CalGray" or (space.kind == "ICCBased" and space.channels in (1, 4))

    @cached_property
    def spots(self) -> tuple[str, ...]:
        """Spot colours that need a plate of their own."""
        space = self.resolved
        return tuple(name for name in space.names if name not in (*PROCESS, "All", "None"))

    @cached_property
    def label(self) -> str:
        """Its name for a reader."""
        space = self.resolved
        if space.kind == "ICCBased":
            kind = {1: "xám", 3: "RGB", 4: "CMYK"}.get(space.channels, f"{space.channels} kênh")
            return f"{kind} kèm hồ sơ ICC"
        if space.names:
            return f"{space.kind} ({', '.join(space.names[:4])})"
        return space.kind


GRAY, RGB, CMYK = Space.device("DeviceGray"), Space.device("DeviceRGB"), Space.device("DeviceCMYK")
PATTERN = Space("Pattern", 0)
UNKNOWN = Space("không rõ", 0)


@dataclass(frozen=True)
class Colour:
    """A colour: its space and tints from 0 to 1 as the content gives them."""

    space: Space
    values: tuple[float, ...] = ()

    @cached_property
    def inks(self) -> dict[str, float] | None:
        """Tints by ink, those over half a percent only; None when it is no colour in inks (RGB, a pattern)."""
        space, values = self.space, self.values
        if space.kind in {"DeviceGray", "CalGray"} or (space.kind == "ICCBased" and space.channels == 1):
            tints: dict[str, float] = {"Black": 1 - values[0]} if values else {}
        elif space.kind == "DeviceCMYK" or (space.kind == "ICCBased" and space.channels == 4):
            tints = dict(zip(PROCESS, values, strict=False))
        elif space.kind in {"Separation", "DeviceN"}:
            tints = {name: tint for name, tint in zip(space.names, values, strict=False) if name != "None"}
        else:
            return None
        return {name: tint for name, tint in tints.items() if tint > 0.005}

    @cached_property
    def is_white(self) -> bool:
        """Bare paper."""
        if self.inks is not None:
            return not self.inks
        if self.space.kind == "Lab":
            return bool(self.values) and self.values[0] >= 99.5
        return self.space.is_rgb and self.space.kind != "Indexed" and all(value >= 0.995 for value in self.values)

    @cached_property
    def is_black(self) -> bool:
        """100 % of the black ink and nothing else."""
        return self.inks is not None and set(self.inks) == {"Black"} and self.inks["Black"] >= 0.995

    @cached_property
    def is_rich_black(self) -> bool:
        """Black with other inks under it."""
        return self.inks is not None and len(self.inks) > 1 and self.inks.get("Black", 0) >= 0.9

    @cached_property
    def label(self) -> str:
        """«C 10 M 90 Y 80 K 10», «Separation (PANTONE 123) 100 %», «DeviceRGB»."""
        if self.inks is None:
            return self.space.label
        if not self.inks:
            return "trắng"
        return " ".join(f"{name[0] if name in PROCESS and name != 'Black' else 'K' if name == 'Black' else name} "
                        f"{tint * 100:.0f}" for name, tint in self.inks.items())  # fmt: skip


BLACK = Colour(GRAY, (0.0,))
