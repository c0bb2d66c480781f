"""From a sheet to the rows of the list: header, groups that apply to the rows below, what is left aside."""

from __future__ import annotations

from dataclasses import field, replace

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.reconcile.columns import Columns, Role, counts_columns, header
from yearbook.reconcile.headings import Heading, Sense, is_number, is_ordinal, read_heading
from yearbook.reconcile.lookup import Awards, Units
from yearbook.reconcile.model import Line, Sheet
from yearbook.reconcile.text import loose
from yearbook.records import RecipientKind
from yearbook.values import dataclass

_DITTO = frozenset({'"', "''", "″", "”", "//"})


@dataclass(frozen=True)
class RawRow:
    """One row: the texts of its columns, and what the groups above it say."""

    sheet: Sheet
    line: int
    texts: dict[Role, str]
    columns: Columns
    kind: RecipientKind | None  # of the groups, else of the name column
    grouped: bool  # the kind comes from a group or from words of its own
    composite: bool
    unit: str
    award: str


@dataclass
class _Groups:
    """What applies to the rows below. Facets nest in the order of their first appearance: a new outer one ends
    the inner ones («Huân chương …» > «Tập thể» > «Vụ Bưu chính»)."""

    held: dict[str, object] = field(default_factory=dict)  # ordered, the outermost first
    since: int = 0  # line of the last heading

    def take(self, heading: Heading, line: int) -> None:
        for facet, value in (("unit", heading.unit), ("award", heading.award), ("kind", heading.kind)):
            if value is None:
                continue
            if facet in self.held:
                names = list(self.held)
                for inner in names[names.index(facet) :]:
                    del self.held[inner]
            self.held[facet] = value
        self.since = line


@dataclass
class _Reader:
    sheet: Sheet
    units: Units
    awards: Awards
    columns: Columns | None = None
    asleep: bool = True  # before the first header and after the end of a table
    titles: list[tuple[int, str]] = field(default_factory=list)
    groups: _Groups = field(default_factory=_Groups)
    rows: list[RawRow] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    fresh: bool = False  # right below a header
    above: dict[Role, str] = field(default_factory=dict)
    counted: int = 0  # rows at the last total

    # --- lines ---------------------------------------------------------------------------------------------

    def take(self, line: Line) -> None:
        if columns := header(line.cells):
            self._take_header(columns, line)
        elif self.columns is None or (self.asleep and not self._is_row(line)):
            self.titles.append((line.number, " ".join(dict.fromkeys(line.cells[c] for c in line.filled))))
        elif not (self.fresh and (counts_columns(line.cells) or self._continues_header(line))):
            self._wake()
            self.fresh = False
            self._take_line(line)

    def _take_header(self, columns: Columns, line: Line) -> None:
        if self.columns is not None and columns != self.columns:
            last = self.rows[-1].line if self.rows else 0
            if self.groups.since <= last:  # of another table; a heading right above this one stays
                self.groups = _Groups()
        self.columns = columns
        self.above = {}
        self.asleep, self.fresh = True, True
        self._wake()

    def _wake(self) -> None:
        """The lines above a table may name its award and its recipients; they need not say anything."""
        if self.asleep:
            for number, text in self.titles:
                heading = read_heading(text, self.units, self.awards)
                if heading.sense is Sense.GROUP:
                    self.groups.take(replace(heading, unit=heading.unit if self.rows else None), number)
            self.titles.clear()
        self.asleep = False

    def _continues_header(self, line: Line) -> bool:
        """A second line of the header: nothing but short words under it, no number and no name."""
        assert self.columns is not None
        texts = self._texts(line)
        others = [c for c in line.filled if c not in self.columns.roles]
        return not texts.get(Role.NAME) and not texts.get(Role.NUMBER) and len(others) == len(line.filled) > 1

    # --- rows and headings ---------------------------------------------------------------------------------

    def _texts(self, line: Line) -> dict[Role, str]:
        assert self.columns is not None
        texts: dict[Role, str] = {}
        for column, role in self.columns.roles.items():
            text = line.cells[column] if column < len(line.cells) else ""
            if text and text not in texts.get(role, ""):
                # the name column of a kind: what stands first counts; other columns of one role belong together
                texts[role] = texts.get(role) or text if role is Role.NAME else f"{texts.get(role, '')} {text}".strip()
        if family := texts.pop(Role.FAMILY, ""):
            texts[Role.NAME] = f"{family} {texts.get(Role.NAME, '')}".strip()
        return texts

    def _is_row(self, line: Line) -> bool:
        texts = self._texts(line)
        return bool(texts.get(Role.NAME)) and is_number(texts.get(Role.NUMBER, ""))

    def _take_line(self, line: Line) -> None:
        texts = self._texts(line)
        number, name = texts.get(Role.NUMBER, ""), texts.get(Role.NAME, "")
        words = list(dict.fromkeys(line.cells[c] for c in line.filled if not is_ordinal(line.cells[c])))
        if is_number(number) and len(line.filled) > 1:
            words = [text for text in words if text != number]
            if not (name and len(words) == 1 and self._groups_people(name)):
                self._take_row(line, texts)
                return
        if not words or (len(words) == 1 and is_number(words[0])):
            return  # a number that nothing stands beside
        heading = read_heading(" ".join(words) if is_ordinal(number) else words[0], self.units, self.awards)
        several = len(words) > 1 and not self._is_aside(heading, name, words)
        if not is_ordinal(number) and (several or (name and self._stands_alone(heading, name))):
            self._take_row(line, texts)
        else:
            self._take_heading(heading, line, words)

    def _groups_people(self, name: str) -> bool:
        """A unit that stands alone in a table of persons groups them, even with a number before it."""
        people = self._kind(self._name_column()) is RecipientKind.INDIVIDUAL
        return people and self.units.exact(name) is not None

    def _stands_alone(self, heading: Heading, name: str) -> bool:
        """A row of which only the name is given: a person, or a unit in a table of collectives without numbers."""
        assert self.columns is not None
        if heading.sense is Sense.UNKNOWN:
            return len(name.split()) <= 6
        collectives = self._kind(self._name_column()) is RecipientKind.COLLECTIVE
        return collectives and heading.unit is not None and not self.columns.has(Role.NUMBER)

    def _is_aside(self, heading: Heading, name: str, words: list[str]) -> bool:
        if heading.sense in (Sense.TOTAL, Sense.END, Sense.SIGNATURE):
            return True
        return not name and heading.sense is Sense.GROUP and len(words) == 2 and words[1][:1].isdigit()

    def _take_heading(self, heading: Heading, line: Line, words: list[str]) -> None:
        if heading.sense is Sense.GROUP:
            self.groups.take(heading, line.number)
        elif heading.sense is Sense.END:
            if heading.count and heading.count != (read := len(self.rows) - self.counted):
                place = self.sheet.span(line.number, line.filled[0])
                self.findings.append(diagnose("C110", place, told=heading.count, read=read))
            self.counted = len(self.rows)
            self.asleep = True
        elif heading.sense is Sense.SIGNATURE:
            self.asleep = True
        elif heading.sense is Sense.UNKNOWN:
            self.findings.append(diagnose("C109", self.sheet.span(line.number, line.filled[0]), text=words[0][:80]))

    def _name_column(self) -> int | None:
        assert self.columns is not None
        return next(iter(self.columns.of(Role.NAME)), None)

    def _kind(self, column: int | None) -> RecipientKind | None:
        assert self.columns is not None
        held = self.groups.held.get("kind")
        return held if isinstance(held, RecipientKind) else self.columns.kinds.get(-1 if column is None else column)

    def _take_row(self, line: Line, texts: dict[Role, str]) -> None:
        assert self.columns is not None
        texts = {role: self.above.get(role, "") if _is_ditto(text) else text for role, text in texts.items()}
        self.above |= texts
        if not texts.get(Role.NAME):
            said = " | ".join(line.cells[c] for c in line.filled)[:100]
            self.findings.append(diagnose("C105", self.sheet.span(line.number, line.filled[0]), text=said))
            return
        used = next((c for c in self.columns.of(Role.NAME) if c < len(line.cells) and line.cells[c]), None)
        several = len(self.columns.of(Role.NAME)) > 1 and used in self.columns.kinds  # «Tập thể | Cá nhân»
        held = self.groups.held
        kind = self.columns.kinds.get(used or 0) if several else self._kind(used)
        self.rows.append(
            RawRow(
                self.sheet,
                line.number,
                texts,
                self.columns,
                kind,
                "kind" in held or several,
                used in self.columns.composite,
                str(held.get("unit", "")),
                str(held.get("award", "")),
            )
        )


def _is_ditto(text: str) -> bool:
    """«-nt-», «như trên», «"»: the same as in the row above."""
    return text in _DITTO or loose(text) in {"nt", "nhu tren"}


def read_table(sheet: Sheet, units: Units, awards: Awards) -> tuple[list[RawRow], list[Diagnostic], bool]:
    """The rows of a sheet, what is wrong with its lines, and whether it has a header at all."""
    reader = _Reader(sheet, units, awards)
    for line in sheet.lines:
        reader.take(line)
    return reader.rows, reader.findings, reader.columns is not None
