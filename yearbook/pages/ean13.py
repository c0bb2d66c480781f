"""EAN-13, the barcode of an ISBN (GS1 General Specifications, 5.2; ISO/IEC 15420), as measures for a vector drawing.

95 modules: guard 101, six digits of 7 modules, centre guard 01010, six digits, guard 101. Dark modules are «1».
"""

from __future__ import annotations

from itertools import groupby

from yearbook.values import dataclass

MODULE = 0.33  # mm: X-dimension at 100 % (GS1 5.2.1.2.6)
BARS = 22.85 / MODULE  # X: height of a bar (GS1 5.2.6)
GUARD = 5.0  # X: by how much guard bars are longer
LEFT_QUIET, RIGHT_QUIET = 11, 7  # X: kept white (GS1 5.2.3.4)
DIGIT = 7  # modules

# Set A: odd number of dark modules. Set C is its complement, set B is C read backwards.
SET_A = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"]
SET_C = [code.translate(str.maketrans("01", "10")) for code in SET_A]
SET_B = [code[::-1] for code in SET_C]
# The first digit has no bars of its own: it chooses the sets of the six digits on the left.
PARITY = ["AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"]
EDGE, CENTRE = "101", "01010"
GUARDS = frozenset((*range(3), *range(45, 50), *range(92, 95)))  # modules whose bars are longer


def modules(digits: str) -> str:
    """The 95 modules of 13 digits, as «0» and «1»."""
    first, left, right = int(digits[0]), digits[1:7], digits[7:13]
    sets = {"A": SET_A, "B": SET_B}
    halves = (
        "".join(sets[parity][int(digit)] for digit, parity in zip(left, PARITY[first], strict=True)),
        "".join(SET_C[int(digit)] for digit in right),
    )
    return f"{EDGE}{halves[0]}{CENTRE}{halves[1]}{EDGE}"


@dataclass(frozen=True)
class Digit:
    """A digit under the bars: its middle, in mm from the left edge of the quiet zone."""

    sign: str
    x: float


@dataclass(frozen=True)
class Ean13:
    """The symbol of 13 digits; all measures in mm, from the outer corner of the left quiet zone.

    magnification: 0.8 to 2; reduction: what the ink gains on paper, taken from every bar, half on each side.
    """

    digits: str
    magnification: float = 1.0
    reduction: float = 0.0

    @property
    def module(self) -> float:
        """The X-dimension."""
        return MODULE * self.magnification

    @property
    def width(self) -> float:
        return round((LEFT_QUIET + 95 + RIGHT_QUIET) * self.module, 4)

    @property
    def baseline(self) -> float:
        """Where the digits stand: one module under the bars, their height being three quarters of their size."""
        return round((BARS + 1) * self.module + 0.75 * self.digit_size, 4)

    @property
    def height(self) -> float:
        return round(self.baseline + self.module / 2, 4)

    @property
    def digit_size(self) -> float:
        """Type size, so that the widest digit of the sans stays within its 7 modules."""
        return round(9.6 * self.module, 4)

    @property
    def path(self) -> str:
        """All bars as one SVG path of rectangles that do not touch."""
        x, place, rectangles = self.module, 0, []
        for dark, run in groupby(modules(self.digits)):
            width = len(list(run))
            if dark == "1":
                height = (BARS + (GUARD if place in GUARDS else 0)) * x
                left = (LEFT_QUIET + place) * x + self.reduction / 2
                across = width * x - self.reduction
                rectangles.append(f"M{left:.4f} 0h{across:.4f}v{height:.4f}h{-across:.4f}z")
            place += width
        return "".join(rectangles)

    @property
    def labels(self) -> tuple[Digit, ...]:
        """The human-readable digits: the first to the left of the bars, the others under their own."""
        places = [LEFT_QUIET - 5.5]
        places += [LEFT_QUIET + 3 + DIGIT * (place + 0.5) for place in range(6)]
        places += [LEFT_QUIET + 50 + DIGIT * (place + 0.5) for place in range(6)]
        return tuple(Digit(sign, round(x * self.module, 4)) for sign, x in zip(self.digits, places, strict=True))
