"""What a problem is: where it stands, what it says, how to mend it.

Wrong *data* is a value: every room returns its findings as `Diagnostic`s, nobody prints them
below `yearbook.cli`. An exception means a bug or a broken machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import StrEnum
from typing import Generic, TypeVar

from yearbook.values import dataclass

T = TypeVar("T")


class Severity(StrEnum):
    """How much a finding matters; `rank` sorts the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)

    @property
    def label(self) -> str:
        """The Vietnamese word a reader sees."""
        return {"error": "lỗi", "warning": "cảnh báo", "info": "lưu ý"}[self.value]


@dataclass(frozen=True, order=True)
class Span:
    """A place in an input file: posix path as the editor knows it, 1-based line and column.

    `end_column` is exclusive and on the same line; 0 means «to be found out by the renderer».
    """

    file: str
    line: int = 1
    column: int = 1
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Box:
    """A rectangle on a page, in mm from the top left corner of the trim box."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Spot:
    """A place in a finished file. `page` counts from 1, 0 is the file as a whole; `object`: what stands there, in
    Vietnamese («ảnh 354 × 472 điểm ảnh»)."""

    file: str
    page: int = 0
    box: Box | None = None
    object: str = ""

    def __str__(self) -> str:
        words = [self.file]
        if self.page:
            words.append(f"trang {self.page}")
        if self.box:
            left, top = (f"{value:.1f}".replace(".", ",") for value in (self.box.left, self.box.top))
            words.append(f"cách mép trái {left} mm, mép trên {top} mm")
        return ", ".join(words)


@dataclass(frozen=True)
class Related:
    """Another place that belongs to a finding, with a short Vietnamese note."""

    span: Span
    note: str


@dataclass(frozen=True, order=True)
class Edit:
    """A change within one line of a data file: what is written at `span` (`old`) and what belongs there (`new`).

    The columns of the span count the characters as they are written, before any normalisation.
    """

    span: Span
    old: str
    new: str


@dataclass(frozen=True)
class Diagnostic:
    """One finding. Build it with `diagnostics.diagnose`, which takes the words from the catalogue."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str = ""
    record: str = ""
    related: tuple[Related, ...] = ()
    unit: str = ""
    spot: Spot | None = None
    fix: tuple[Edit, ...] = ()  # the certain mend, if there is one; made only when asked for

    @property
    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """Order of a report: by file, line (page in a finished file), column, gravity, code, message."""
        if self.spot and not self.span:
            return (self.spot.file, self.spot.page, 0, self.severity.rank, self.code, self.message)
        span = self.span or Span("", 0, 0)
        return (span.file, span.line, span.column, self.severity.rank, self.code, self.message)


@dataclass(frozen=True)
class Report:
    """All findings of a run, sorted and without doubles."""

    diagnostics: tuple[Diagnostic, ...] = ()

    @staticmethod
    def of(items: Iterable[Diagnostic]) -> Report:
        return Report(tuple(sorted(dict.fromkeys(items), key=lambda d: d.sort_key)))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def plus(self, *others: Diagnostic) -> Report:
        return Report.of([*self.diagnostics, *others])

    def count(self, severity: Severity) -> int:
        return sum(d.severity is severity for d in self.diagnostics)

    @property
    def has_errors(self) -> bool:
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """A stage's value together with what it found; `value` is None when there is nothing to go on with."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = field(default=())


class DataProblem(Exception):
    """Carries one finding out of a deep call to the stage that turns it into its Outcome."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic

    def __reduce__(self) -> tuple[type[DataProblem], tuple[Diagnostic]]:
        """Pickled whole: it may come from a process of its own."""
        return type(self), (self.diagnostic,)
