"""Words of a list → ids of the book: units by any of their names, awards by name, old name or usual misspelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from yearbook.reconcile.text import loose, tidy
from yearbook.records import Award, Decision, Yearbook, nearest

_PARENT = re.compile(
    r"[,;\s–-]*(?:(?:trực thuộc|thuộc)\s+|[,;–-]\s*)(?:Bộ|UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s.*$", re.I
)
_BREAK = re.compile(r"\s*[,;:/]\s*|\s+[-–—]\s+|\s+(?:trực thuộc|thuộc|của)\s+", re.I)
_PLACE_WORDS = re.compile(r"\b(?:tinh|thanh pho|tp)\b")
_CLASS = re.compile(r"\bhang (nhat|nhi|ba|iii|ii|i|[123])\b")
_CLASSES = {
    "nhat": "Nhất",
    "i": "Nhất",
    "1": "Nhất",
    "nhi": "Nhì",
    "ii": "Nhì",
    "2": "Nhì",
    "ba": "Ba",
    "iii": "Ba",
    "3": "Ba",
}


class Found(NamedTuple):
    """An award as words name it; `rest` is what else they said (a key)."""

    award: str | None
    class_: str
    rest: str


class Units:
    """The units of a book, found by name, short name or alias, whatever the accents."""

    def __init__(self, book: Yearbook) -> None:
        self._short = {loose(a.short): loose(re.sub(r"\(.*", "", a.full)) for a in book.abbreviations}
        self.groups = frozenset(loose(unit.group) for unit in book.units if unit.group)
        self.names = tuple(name for unit in book.units for name in (unit.name, unit.short_name, *unit.aliases) if name)
        self._ids: dict[str, str | None] = {}
        ranks = (
            [(unit.name, unit.id) for unit in book.units],
            [(name, unit.id) for unit in book.units for name in (unit.short_name, *unit.aliases) if name],
        )
        for rank in ranks:  # an alias never hides the name of another unit
            self._take(rank, dict(self._ids))

    def _take(self, names: Iterable[tuple[str, str]], before: dict[str, str | None]) -> None:
        for name, unit in names:
            for key in {self._key(name), _bare(self._key(name))}:
                if key and key not in before:
                    # one name of two units names neither
                    self._ids[key] = unit if self._ids.get(key, unit) == unit else None

    def _key(self, text: str) -> str:
        key = loose(text)
        for short, full in self._short.items():
            if short and full and f" {short} " in f" {key} ":
                key = f" {key} ".replace(f" {short} ", f" {full} ").strip()
        return key

    def exact(self, text: str) -> str | None:
        """The unit that the whole text names («Sở TT&TT tỉnh Hà Giang», «Cục X thuộc Bộ Y»)."""
        stripped = _PARENT.sub("", text)
        for variant in (text, stripped, re.sub(r"\s*\(.*?\)", "", stripped)):
            key = self._key(variant)
            if unit := self._ids.get(key) or self._ids.get(_bare(key)):
                return unit
        return None

    def resolve(self, text: str) -> str | None:
        """The unit that a text names, or ends with: «Phòng Kế toán, Vụ Bưu chính»."""
        return self.exact(text) or self.split(text)[1]

    def split(self, text: str) -> tuple[str, str | None, str]:
        """What stands before the unit that the text ends with, the unit, and its words.

        «Trưởng phòng, Vụ Bưu chính» → «Trưởng phòng», `vu-buu-chinh`, «Vụ Bưu chính». Without a unit: (text, None, "").
        """
        text = tidy(text)
        if unit := self.exact(text):
            return "", unit, text
        whole = _PARENT.sub("", text)
        for match in _BREAK.finditer(whole):  # the longest tail first: unit names hold commas themselves
            if unit := self.exact(whole[match.end() :]):
                return whole[: match.start()].strip(" ,;-–"), unit, whole[match.end() :]
        words = whole.split(" ")
        for start in range(1, len(words)):
            tail = " ".join(words[start:])
            # «Chánh Văn phòng» is one title: a short name counts here only when it is a brand («VNPT»)
            if (len(words) - start >= 3 or tail.isupper()) and (unit := self.exact(tail)):
                return " ".join(words[:start]), unit, tail
        return text, None, ""

    def near(self, text: str) -> str | None:
        """The name that was most likely meant."""
        return nearest(text, self.names)


def _bare(key: str) -> str:
    return " ".join(_PLACE_WORDS.sub(" ", key).split())


class Awards:
    """The forms of award of a book; those of the decision are known by a shorter name too («Bằng khen»)."""

    def __init__(self, book: Yearbook, decision: Decision) -> None:
        self.names = tuple(award.name for award in book.awards)
        keys: dict[str, str] = {}
        for award in book.awards:
            keys.setdefault(_award_key(award.name), award.id)
        for award in book.awards:
            for name in (*award.wrong_forms, *([award.name_2003] if award.name_2003 else [])):
                keys.setdefault(_award_key(name), award.id)
        self._keys = dict(sorted(keys.items(), key=lambda item: (-len(item[0]), item[0])))  # the longest first
        self._own = [book.award_by_id[award] for award in decision.awards if award in book.award_by_id]

    @property
    def only(self) -> Award | None:
        """The one award of the decision, when it gives no other."""
        return self._own[0] if len(self._own) == 1 else None

    def parse(self, text: str) -> Found:
        """«Tặng Huân chương Lao động hạng Ba» → hc_lao_dong, Ba. Two different awards in one text are none."""
        key = _award_key(text)
        match = _CLASS.search(key)
        class_ = _CLASSES[match[1]] if match else ""
        rest = " ".join(_CLASS.sub(" ", key).split())
        found = set()
        for name, award in self._keys.items():
            if f" {name} " in f" {rest} ":
                rest = " ".join(f" {rest} ".replace(f" {name} ", " ").split())
                found.add(award)
        if not found and rest:
            found = {award.id for award in self._own if _award_key(award.name).startswith(rest + " ")}
            rest = "" if found else rest
        return Found(found.pop() if len(found) == 1 else None, class_, rest)

    def near(self, text: str) -> str | None:
        return nearest(text, self.names)


def _award_key(text: str) -> str:
    """«sỹ» and «sĩ» both live in the law itself."""
    return re.sub(r"\bsy\b", "si", loose(text))


def class_of(text: str) -> str:
    """A cell of a class column: «Ba», «hạng Ba», «III»; other words are given back as they are."""
    key = loose(text).removeprefix("hang ").strip()
    return _CLASSES.get(key, text)
