"""The pages of one file judged by several at once: who holds the file against its terms begins with the first page,
helpers begin with the last, and where they meet it is done.

They tell each other through files in a folder that is theirs alone: one with how far the front is, and for each helper
one with a line for each verdict. Nobody waits for anybody: what one does not know of the other yet is judged twice, and
a helper that comes too late, or not at all, is not missed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import FileIO
from pathlib import Path
from tempfile import mkdtemp

from yearbook.preflight.kept import pack, unpack
from yearbook.preflight.verdict import Verdict
from yearbook.values import dataclass

_SIZE = 8  # bytes of a page number
_END = 2 ** (8 * _SIZE) - 1  # a page behind all others: there is nothing left to do
_CHUNK = 2**16  # bytes


@dataclass(frozen=True)
class Meeting:
    """folder: where the files are; helpers: how many there are."""

    folder: Path
    helpers: int

    @classmethod
    def begin(cls, within: Path, helpers: int) -> Meeting:
        """A new one, in a new folder. Raises OSError."""
        meeting = cls(Path(mkdtemp(prefix=".pages-", dir=within)), helpers)
        for path in (meeting._front, *map(meeting._back, range(helpers))):
            path.touch()
        return meeting

    @property
    def _front(self) -> Path:
        return self.folder / "front"

    def _back(self, helper: int) -> Path:
        return self.folder / f"back-{helper}"

    @contextmanager
    def front(self) -> Iterator[Front]:
        """For who reads the pages from the first on; afterwards there is nothing left to do for the others."""
        with ExitStack() as files:
            place = files.enter_context(FileIO(self._front, "wb"))
            front = Front(place, [files.enter_context(FileIO(self._back(n), "rb")) for n in range(self.helpers)])
            try:
                yield front
            finally:
                front.go_to(_END)

    @contextmanager
    def back(self, helper: int) -> Iterator[Back]:
        """For a helper, counted from 0."""
        with FileIO(self._front, "rb") as front, FileIO(self._back(helper), "wb") as told:
            yield Back(front, told, helper, self.helpers)

    def end(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class Front:
    """Who holds the file against its terms; without helpers nothing is ever told."""

    def __init__(self, place: FileIO | None = None, backs: list[FileIO] | None = None) -> None:
        self._place = place
        self._backs = [(file, bytearray()) for file in backs or ()]
        self._told: dict[int, Verdict] = {}

    def go_to(self, number: int) -> None:
        if self._place:
            self._place.seek(0)
            self._place.write(number.to_bytes(_SIZE, "big"))

    def told(self, number: int) -> Verdict | None:
        """The verdict of a helper on the page that is the next, if there is one already."""
        self.go_to(number)
        for file, rest in self._backs:
            while data := file.read(_CHUNK):
                rest += data
                *lines, last = rest.split(b"\n")
                rest[:] = last  # a line that is being written
                for line in lines:
                    page, verdict = unpack(bytes(line))
                    self._told[page] = Verdict.unpacked(verdict)
        return self._told.pop(number, None)


class Back:
    """A helper."""

    def __init__(self, front: FileIO, told: FileIO, helper: int, helpers: int) -> None:
        self._front, self._told = front, told
        self._helper, self._helpers = helper, helpers

    @property
    def is_late(self) -> bool:
        """Whether everything has been done without us."""
        return self._reached(_END)

    def numbers(self, pages: int) -> Iterator[int]:
        """The pages to be judged, one by one, until the front is there."""
        for number in range(pages - self._helper, 0, -self._helpers):
            if self._reached(number):
                return
            yield number

    def tell(self, number: int, verdict: Verdict) -> None:
        self._told.write(pack([number, verdict.packed()]) + b"\n")

    def _reached(self, number: int) -> bool:
        self._front.seek(0)
        return int.from_bytes(self._front.read(_SIZE), "big") >= number
