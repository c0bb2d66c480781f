"""Raw rows → rows that speak the book's language: ids of units and awards, names without titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from yearbook.diagnostics import Diagnostic, Span, diagnose
from yearbook.reconcile.columns import Role
from yearbook.reconcile.headings import sounds_collective, sounds_like_unit
from yearbook.reconcile.lookup import Awards, Units, class_of
from yearbook.reconcile.model import Place, Row
from yearbook.reconcile.names import Titled, without_titles
from yearbook.reconcile.table import RawRow
from yearbook.reconcile.text import loose, tidy
from yearbook.records import RecipientKind, Yearbook

_PARTS = re.compile(r"\s*[,;]\s*|\s+[-–—]\s+")

_HINTS = 200  # nearest names are looked for so often: a list of 20,000 unknown units must not take minutes
# no family is called so, or hardly one: behind «Ông» they make it likely that «Ông» is the family
_MIDDLE_WORDS = frozenset("van huu duc dinh the quang xuan ngoc minh thi cong trong ba quoc viet".split())


class Resolver:
    """Understands the rows of one decision's list."""

    def __init__(self, book: Yearbook, units: Units, awards: Awards, raws: Sequence[RawRow]) -> None:
        self._units = units
        self._awards = awards
        self._people = frozenset(loose(person.name) for person in book.individuals)
        self._teams = frozenset(loose(team.name) for team in book.collectives)
        titled = sum(bool(without_titles(raw.texts[Role.NAME]).salutation) for raw in raws)
        self._salutes = titled * 2 > len(raws)  # is «Ông», «Bà» before the names the custom of this list?
        self._many_files = len({raw.sheet.file for raw in raws}) > 1

    def row(self, raw: RawRow) -> Row:
        """One row, understood as far as it can be."""
        name, beside = self._name_and_rest(raw)
        kind = self._kind(raw, name)
        person = kind is RecipientKind.INDIVIDUAL
        titled = self._titled(name) if person else Titled(name)
        office, full, unit_text = (
            self._office_and_unit(raw, beside) if person else (None, "", raw.texts.get(Role.UNIT, ""))
        )
        name = titled.name
        if not person:
            name, unit_text = self._team(name, unit_text, raw.unit)
        award_text, award, class_, tells = self._award(raw)
        return Row(
            place=self._place(raw),
            kind=kind,
            name=name,
            salutation=titled.salutation or raw.texts.get(Role.SALUTATION, ""),
            degree=titled.degree or raw.texts.get(Role.DEGREE, ""),
            office=office,
            full_office=full,
            unit_text=unit_text,
            unit=self._units.resolve(unit_text) if unit_text else None,
            award_text=award_text,
            award=award,
            class_=class_,
            tells_class=tells,
            year=_year(raw.texts.get(Role.YEAR, "")),
        )

    def _place(self, raw: RawRow) -> Place:
        words = [raw.sheet.file.rsplit("/", 1)[-1]] if self._many_files else []
        words += [f"trang tính «{raw.sheet.title}»"] if raw.sheet.title else []
        return Place(raw.sheet.file, raw.sheet.title, raw.line, ", ".join([*words, f"dòng {raw.line}"]))

    # --- name and kind -------------------------------------------------------------------------------------

    def _name_and_rest(self, raw: RawRow) -> tuple[str, str]:
        """«Lê An, Trưởng phòng, Vụ Bưu chính» in one cell → the name, and what stands behind it."""
        text = raw.texts[Role.NAME]
        alone = not raw.columns.has(Role.OFFICE, Role.UNIT, Role.OFFICE_UNIT)
        if (raw.composite or (alone and raw.kind is RecipientKind.INDIVIDUAL)) and (match := _PARTS.search(text)):
            return text[: match.start()], text[match.end() :]
        return text, ""

    def _kind(self, raw: RawRow, name: str) -> RecipientKind:
        """What the groups say; else what the book knows of the name; else what the header and the name sound like."""
        if raw.grouped and raw.kind:
            return RecipientKind.INDIVIDUAL if raw.kind is RecipientKind.INDIVIDUAL else RecipientKind.COLLECTIVE
        key = loose(name)
        if (key in self._people) != (key in self._teams):
            return RecipientKind.INDIVIDUAL if key in self._people else RecipientKind.COLLECTIVE
        if raw.kind and raw.kind is not RecipientKind.HOUSEHOLD:
            return raw.kind
        collective = self._units.exact(name) is not None or sounds_collective(name)
        return RecipientKind.COLLECTIVE if collective else RecipientKind.INDIVIDUAL

    def _titled(self, text: str) -> Titled:
        """Titles set apart, unless «Ông» is the family name («Ông Văn Tiến»)."""
        titled = without_titles(text)
        if titled.salutation and loose(titled.name) not in self._people:
            words = loose(titled.name).split()
            family = titled.salutation == "Ông" and not titled.degree and len(words) == 2 and words[0] in _MIDDLE_WORDS
            if loose(text) in self._people or (family and not self._salutes):
                return Titled(tidy(text))
        return titled

    def _team(self, name: str, unit_text: str, group: str) -> tuple[str, str]:
        """Name and unit of a collective: «Phòng Kế toán, Vụ Bưu chính» is Phòng Kế toán of Vụ Bưu chính."""
        if not unit_text and self._units.exact(name):
            return name, name
        stated = unit_text or group
        head, unit, words = self._units.split(name)
        if unit and head and (not stated or self._units.resolve(stated) == unit):
            return (name if loose(name) in self._teams else head), stated or words
        return name, stated

    # --- office, unit, award -------------------------------------------------------------------------------

    def _office_and_unit(self, raw: RawRow, beside: str) -> tuple[str | None, str, str]:
        """Office (None: not told), office and unit as one text where they share a column, words of the unit."""
        columns, texts = raw.columns, raw.texts
        unit_text = texts.get(Role.UNIT, "")
        if beside:
            text = " ".join([beside, texts.get(Role.OFFICE, "")]).strip()
        elif columns.has(Role.OFFICE_UNIT):
            text = texts.get(Role.OFFICE_UNIT, "")
        elif columns.has(Role.OFFICE) and not columns.has(Role.UNIT) and not raw.unit:
            text = texts.get(Role.OFFICE, "")
        elif columns.has(Role.OFFICE):
            return texts.get(Role.OFFICE, ""), "", unit_text or raw.unit
        else:
            return ("" if raw.composite else None), "", unit_text or raw.unit
        head, unit, words = self._units.split(text)
        if unit:
            return head, text, unit_text or words
        if not unit_text and not raw.unit and (match := list(_PARTS.finditer(text))):
            last = text[match[-1].end() :]
            if sounds_like_unit(last):  # a unit that the book does not know
                return text[: match[-1].start()], text, last
        return text, "", unit_text or raw.unit

    def _award(self, raw: RawRow) -> tuple[str, str | None, str, bool]:
        """Words, id and class of the award; whether the list speaks of the class."""
        own, group = raw.texts.get(Role.AWARD, ""), self._awards.parse(raw.award) if raw.award else None
        found = self._awards.parse(own) if own else None
        text, award, class_ = own, found.award if found else None, found.class_ if found else ""
        if group and (found is None or (found.award is None and not found.rest)):  # «hạng Ba» below «Huân chương …»
            text, award, class_ = raw.award, group.award, class_ or group.class_
        class_ = class_of(raw.texts.get(Role.CLASS, "")) or class_
        tells = bool(text or class_ or raw.columns.has(Role.CLASS))
        if award is None and (not text or (found and not found.rest)) and (only := self._awards.only):
            text, award = only.name, only.id
        return text, award, class_, tells


def _year(text: str) -> int | None:
    return int(text) if re.fullmatch(r"(?:19|20)\d\d", text) else None


def unknown_words(rows: Iterable[Row], units: Units, awards: Awards) -> list[Diagnostic]:
    """C106, C107, C112: units and awards that the book does not know, each text once, at its first row."""
    of_units: dict[str, list[Row]] = {}
    of_awards: dict[str, list[Row]] = {}
    untold = []
    for row in rows:
        if row.unit_text and row.unit is None:
            of_units.setdefault(row.unit_text, []).append(row)
        if row.award_text and row.award is None:
            of_awards.setdefault(row.award_text, []).append(row)
        elif row.award is None:
            untold.append(row)
    findings = []
    for number, (text, found) in enumerate(of_units.items()):
        hint = _nearest(units.near(text)) if number < _HINTS else None
        findings.append(diagnose("C106", _span(found[0]), text=text[:100], more=_more(found), hint=hint))
    for number, (text, found) in enumerate(of_awards.items()):
        hint = _nearest(awards.near(text)) if number < _HINTS else None
        findings.append(diagnose("C107", _span(found[0]), text=text[:100], more=_more(found), hint=hint))
    if untold:
        findings.append(diagnose("C112", _span(untold[0]), count=len(untold)))
    return findings


def _span(row: Row) -> Span:
    return Span(row.place.file, row.place.line)


def _more(rows: list[Row]) -> str:
    return f" (và {len(rows) - 1} dòng khác)" if len(rows) > 1 else ""


def _nearest(name: str | None) -> str | None:
    return f"có phải «{name}»?" if name else None
