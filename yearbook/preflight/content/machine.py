"""The machine that reads content: its graphics state, its stack, its limits, and what it has seen painted so far.

The operators themselves are in `operators/`, each a function in the table `OPERATORS`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf

from yearbook.geometry import HUGE, IDENTITY, Matrix, Rect, times
from yearbook.preflight.content.colours import BLACK, Colour, Space
from yearbook.preflight.content.library import Library, Piece, Resources, Shade
from yearbook.preflight.content.painted import Font, Look, PageContent, Painted, moved_into
from yearbook.preflight.content.streams import Damaged, Oversized
from yearbook.preflight.content.tokens import Operations

MAX_NESTING = 24  # forms in forms
MAX_STATES = 2000  # q without Q
MAX_PAINTED = 200_000  # objects of a page
MAX_FAULTS = 20  # told of a page
CALL = 100  # operators that a call of a form costs, whatever is in it

EVERYWHERE = Rect(-HUGE, -HUGE, HUGE, HUGE)

Operands = list[Any]
Handler = Callable[["Machine", Operands], None]
OPERATORS: dict[bytes, Handler] = {}

# What a damaged or hostile operand can provoke; anything else is a bug of ours.
DAMAGE = (pikepdf.PdfError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RuntimeError)


def operator(*names: str) -> Callable[[Handler], Handler]:
    """Enters a function into the table under the names of its operators."""

    def enter(handler: Handler) -> Handler:
        OPERATORS.update((name.encode(), handler) for name in names)
        return handler

    return enter


class State:
    """The graphics state (ISO 32000-2, 8.4.1), as far as a preflight asks for it."""

    def __init__(self, clip: Rect, ctm: Matrix = IDENTITY) -> None:
        self.ctm = ctm
        self.clip: Rect | None = clip  # None: nothing is left to be seen
        self.fill = self.stroke = BLACK
        self.fill_pattern: Piece | Shade | None = None
        self.stroke_pattern: Piece | Shade | None = None
        self.width = 1.0
        self.miter = 10.0
        self.fill_alpha = self.stroke_alpha = 1.0
        self.fill_overprint = self.stroke_overprint = False
        self.overprint_mode = 0
        self.blend = "Normal"
        self.soft_mask = False
        self.transfer = False  # curves that change the inks
        self.font: Font | None = None
        self.font_name = ""
        self.size = 0.0
        self.mode = 0
        self.stretch = 1.0
        self.letter_space = self.word_space = self.leading = self.rise = 0.0
        self._look = Look(BLACK)

    def look(self, stroke: bool = False) -> Look:
        if stroke:
            colour, overprint, alpha = self.stroke, self.stroke_overprint, self.stroke_alpha
        else:
            colour, overprint, alpha = self.fill, self.fill_overprint, self.fill_alpha
        last = self._look
        if (  # text goes on as it was
            last.colour is colour
            and last.overprint == overprint
            and last.overprint_mode == self.overprint_mode
            and last.alpha == alpha
            and last.blend == self.blend
            and last.soft_mask == self.soft_mask
        ):
            return last
        self._look = Look(colour, overprint, self.overprint_mode, alpha, self.blend, self.soft_mask)
        return self._look


class Budget:
    """How much content may still be read: operators and bytes, for a page and for the file."""

    def __init__(self, operators: int, size: int, whole: Budget | None = None) -> None:
        self.operators = operators
        self.bytes = size
        self.whole = whole

    @property
    def empty(self) -> bool:
        return self.operators <= 0 or self.bytes <= 0 or (self.whole is not None and self.whole.empty)

    def spend(self, operators: int = 0, size: int = 0) -> None:
        self.operators -= operators
        self.bytes -= size
        if self.whole:
            self.whole.spend(operators, size)


class Machine:
    """Reads the content of one page; `content` collects what it paints."""

    def __init__(self, library: Library, budget: Budget, content: PageContent, media: Rect) -> None:
        self.library = library
        self.budget = budget
        self.content = content
        self.state = State(media)
        self.stack: list[State] = []
        self.skipped = 0  # q beyond MAX_STATES
        self.resources: Resources | None = None
        self.base = IDENTITY  # what patterns of the present stream start from
        self.path: list[list[float]] = []
        self.point = (0.0, 0.0)
        self.clipping = False
        self.text_matrix = self.line_matrix = IDENTITY
        self.tolerant = 0  # BX … EX
        self.nesting: list[tuple[int, int]] = []
        self.seen: set[tuple[object, ...]] = set()  # patterns and glyphs that were looked into

    def emit(self, thing: Painted) -> None:
        if len(self.content.painted) < MAX_PAINTED:
            self.content.painted.append(thing)
        else:
            self.content.cut = True

    def around(self, points: Sequence[float], matrix: Matrix) -> Rect | None:
        """Around two corners on the page; what ends beyond all pages cannot be told, though it may cover this one."""
        found = Rect.around(points, matrix)
        if found is None:
            self.content.untold = True
        return found

    def fault(self, what: str) -> None:
        faults = self.content.faults
        if len(faults) < MAX_FAULTS and what not in faults:
            faults.append(what)

    def unpack(self, read: Callable[[], bytes]) -> bytes:
        """The data of a stream; what is broken or too much of it becomes a fault of the page."""
        try:
            return read()
        except Oversized as damage:
            self.content.cut = True
            return damage.data[:0]
        except Damaged as damage:
            self.fault(str(damage))
            return damage.data

    def save(self) -> None:
        if len(self.stack) < MAX_STATES:
            self.stack.append(self.state)
            self.state = copy.copy(self.state)
        else:
            self.skipped += 1

    def restore(self) -> None:
        if self.skipped:
            self.skipped -= 1
        elif self.stack:
            self.state = self.stack.pop()
        else:
            self.fault("toán tử Q không có q đi trước")

    def run(self, data: bytes, resources: Resources | None) -> None:
        """Follow a stream; what cannot be read becomes a fault of the page."""
        self.budget.spend(size=len(data))
        self.resources = resources
        if resources and resources.remaps:
            self.content.untold = True
        operations, table, done = Operations(data), OPERATORS.get, 0
        for name, operands in operations:
            done += 1
            if done == 1000:
                self.budget.spend(operators=done)
                done = 0
                if self.budget.empty:
                    self.content.cut = True
                    return
            handler = table(name)
            if handler is None:
                if not self.tolerant:
                    self.fault(f"toán tử lạ «{name.decode('latin-1')[:20]}»")
                continue
            try:
                handler(self, operands)
            except DAMAGE:
                self.fault(f"toán tử «{name.decode('latin-1')}» có tham số sai")
        self.budget.spend(operators=done)
        if operations.faults:
            self.fault("có dữ liệu không phải lệnh PDF")

    def descend(self, piece: Piece, matrix: Matrix, clip: Rect | None) -> None:
        """Read a form, a pattern cell or a glyph: with a state of its own that starts from the present one."""
        key = piece.stream.objgen
        if key in self.nesting or len(self.nesting) >= MAX_NESTING:
            self.fault("đối tượng (form XObject) gọi lại chính nó hoặc lồng nhau quá sâu")
            return
        self.budget.spend(operators=CALL)
        if clip is None or self.budget.empty:
            self.content.cut = self.content.cut or self.budget.empty
            return
        data = self.unpack(lambda: self.library.data(piece.stream))
        kept = {name: getattr(self, name) for name in _OF_A_STREAM}
        self.state = copy.copy(self.state)
        self.state.ctm = self.base = matrix
        self.state.clip = clip
        self.stack, self.skipped, self.path, self.clipping, self.tolerant = [], 0, [], False, 0
        self.nesting.append(key)
        try:
            self.run(data, piece.resources or self.resources)
        finally:
            self.nesting.pop()
            for name, value in kept.items():
                setattr(self, name, value)

    def form(self, piece: Piece) -> None:
        """`Do` of a form XObject (ISO 32000-2, 8.10.1 and 11.6.6)."""
        matrix = times(piece.matrix, self.state.ctm)
        clip = self.state.clip
        if piece.box and clip:
            box = piece.box
            around = self.around((box.left, box.bottom, box.right, box.top), matrix)
            clip = around and clip.meet(around)
        if piece.group and clip:
            self.content.groups.append(piece.group_space)
            # blended as a whole: what is inside does not say so
            if piece.knockout or self.state.look().transparent:
                self.content.untold = True
        self.descend(piece, matrix, clip)

    def paint_pattern(self, pattern: Piece | Shade | None, area: Rect, colour: Colour) -> Space | None:
        """Look into the cell of a tiling pattern, once a page. Out: the space of a shading pattern."""
        if isinstance(pattern, Shade):
            return pattern.space
        if pattern is not None and pattern.coloured:
            key = ("pattern", pattern.stream.objgen)
            if key not in self.seen or key[1] == (0, 0):
                self.seen.add(key)
                first = len(self.content.painted)
                self.descend(pattern, times(pattern.matrix, self.base), EVERYWHERE)
                # One cell stands for all: what it paints is somewhere in the area.
                for number in range(first, len(self.content.painted)):
                    self.content.painted[number] = moved_into(self.content.painted[number], area)
        return None


_OF_A_STREAM = (
    "state", "stack", "skipped", "resources", "base", "path", "point", "clipping", "text_matrix", "line_matrix",
    "tolerant",
)  # fmt: skip
