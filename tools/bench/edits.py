"""What an editor does to a book, each edit in five variants: a word, a page more in the middle, another name."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.big_book import ROOT, narrative, sentences_of
from yearbook.records import load

VARIANTS = 5
_WORDS = {"và": "cùng", "các": "những", "trong": "ở", "của": "từ", "được": "đã", "cho": "với"}
_WORD = re.compile(rf"(?<= )({'|'.join(_WORDS)})(?= )")
_NAMES = ("Trịnh Thái Ân", "Trịnh Thái Cúc", "Trịnh Thái Kiên", "Trịnh Thái Tú", "Trịnh Thái Yến")
_PAGE = (850, 900)  # words: more than two pages hold beside a portrait


@dataclass(frozen=True)
class Edit:
    """One file of the data folder with a new text. `kind`: narrative, longer, renamed."""

    kind: str
    file: Path
    text: str


def edits(data: Path) -> list[Edit]:
    """Five of each kind, each an edit of the folder as it is: persons in the middle of the book."""
    people = sorted((data / "individuals").glob("*.yaml"))
    book = load(ROOT / "data").value
    assert book is not None
    sentences, dice = sentences_of(book), random.Random(6)
    middle, early, late = (people[len(people) * share // 10] for share in (5, 3, 7))
    made = [Edit("narrative", middle, _other_word(middle.read_text("utf-8"), number)) for number in range(VARIANTS)]
    for number in range(VARIANTS):
        file = people[(people.index(early) + number) % len(people)]
        made.append(Edit("longer", file, _longer(file.read_text("utf-8"), dice, sentences)))
    return made + [Edit("renamed", late, _renamed(late.read_text("utf-8"), name)) for name in _NAMES]


def _other_word(text: str, number: int) -> str:
    """The text with the `number`-th small word of the narrative replaced."""
    start = text.index("narrative:")
    found = list(_WORD.finditer(text, start))[number]
    return text[: found.start()] + _WORDS[found[0]] + text[found.end() :]


def _longer(text: str, dice: random.Random, sentences: Sequence[str]) -> str:
    head, mark, awards = text.partition("awards:")
    return f"{head}\n  {narrative(dice, sentences, *_PAGE)}\n{mark}{awards}"


def _renamed(text: str, name: str) -> str:
    found = re.search(r"^name: (.*)$", text, re.MULTILINE)
    assert found
    return text.replace(found[1], name)
