"""Names of persons as rules compare them: without titles, whatever the case, wherever the tone mark is set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from yearbook.diagnostics import Span
from yearbook.records.model import Collective, Individual, Yearbook
from yearbook.records.values import Key, Record
from yearbook.values import dataclass
from yearbook.vietnamese import search_key, strip_title

_NOTE = re.compile(r"\s*\([^()]*\)\s*$")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Named:
    """A person named somewhere; `unit` is the id of the unit, `office` what stands for it elsewhere."""

    name: str
    record: Record
    path: tuple[Key, ...]
    unit: str = ""
    office: str = ""
    role: str = ""

    @property
    def span(self) -> Span:
        return self.record.span(*self.path)


@lru_cache(maxsize=65536)
def bare_name(name: str) -> str:
    """«TS. Nguyễn Văn An (tên mẫu)» → «Nguyễn Văn An»."""
    return " ".join(strip_title(_NOTE.sub("", name)).name.split())


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """What all spellings of a name have in common: its letters without marks."""
    return search_key(bare_name(name))


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """The name as it is spoken: «Hòa» and «Hoà» are one, «Hương» and «Hường» are two."""
    syllables = []
    for syllable in bare_name(name).casefold().split():
        characters = unicodedata.normalize("NFD", syllable)
        tones = "".join(c for c in characters if c in _TONES)
        syllables.append("".join(c for c in characters if c not in _TONES) + tones)
    return " ".join(syllables)


def spelling(name: str) -> str:
    """How a name is written, whatever the case."""
    return bare_name(name).casefold()


def marks_forgotten(name: str, other: str) -> bool:
    """Is one spelling the other with marks left out before the given name («Nguyễn Thi Hương»), or with none at all?"""
    ours, theirs = bare_name(name).casefold().split(), bare_name(other).casefold().split()
    if len(ours) != len(theirs):
        return False
    differing = [i for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if sound(a) != sound(b)]
    for mine, full in ((ours, theirs), (theirs, ours)):
        without = all(search_key(mine[i]) == mine[i] and search_key(full[i]) != full[i] for i in differing)
        bare = all(search_key(syllable) == syllable for syllable in mine)
        if differing and without and (bare or differing[-1] < len(ours) - 1):
            return True
    return False


def individuals(yearbook: Yearbook) -> Iterator[Named]:
    for person in yearbook.individuals:
        yield Named(person.name, person, ("name",), person.unit, person.office or "", "cá nhân")


def guests(yearbook: Yearbook) -> Iterator[Named]:
    """Delegates with a name of their own, and members of committees."""
    for delegate in yearbook.delegates:
        if delegate.name and not delegate.person:
            yield Named(delegate.name, delegate, ("name",), delegate.unit or "", delegate.office or "", "đại biểu")
    for committee in yearbook.committees:
        for position, member in enumerate(committee.members):
            path = ("members", position, "name")
            yield Named(member.name, committee, path, "", member.office or "", f"thành viên {committee.name}")


def signatories(yearbook: Yearbook) -> Iterator[Named]:
    """Who signs decisions and documents, and the authors of texts."""
    for decision in yearbook.decisions:
        if decision.signed_by:
            yield Named(decision.signed_by, decision, ("signed_by",), "", decision.signed_office or "", "người ký")
    for document in yearbook.documents:
        if document.signature:
            path = ("signature", "name")
            yield Named(document.signature.name, document, path, "", document.signature.position, "người ký")
    for text in yearbook.texts:
        if text.author:
            yield Named(text.author, text, ("author",), text.unit or "", text.author_office or "", "tác giả")


def unit_of(record: Record) -> str:
    """The unit that gets a finding about this record."""
    return record.unit if isinstance(record, Individual | Collective) else ""
