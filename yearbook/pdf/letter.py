"""The covering letter that goes with a unit's own EPUB, laid out as an official letter (công văn).

Layout: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I (page, measures) and Phần II (the elements and their type), Phụ lục
III, Mẫu 1.5 (công văn).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from yearbook.diagnostics import Diagnostic
from yearbook.pages.edition import Edition
from yearbook.pages.render import PageSetter
from yearbook.pages.setting import Setting
from yearbook.pdf.engine import Engine
from yearbook.pdf.finish import STANDARDS, Finish, finish
from yearbook.pdf.lost import lost_in
from yearbook.pdf.work import finishing, resources
from yearbook.values import dataclass
from yearbook.workers import uncollected

TEMPLATE, STYLE = "letter.html.j2", "letter"
GROUP = 8  # signs of a SHA-256 that are compared at one glance
NONE = Markup()  # no drawing
BATCH = 10  # letters between two sweeps of the memory


@dataclass(frozen=True)
class Letter:
    """What one letter says that the others do not; all the rest is in the settings of the book.

    key         names the letter among the others: the unit's id
    recipient   the unit; address: where it is, or empty
    file, size  name of the EPUB, and how large it is, in words
    sha256      of the EPUB
    url, qr     where it can be taken, and the drawing that leads there; empty when it is enclosed
    site        the page on which files can be had and opening is explained; empty without one
    date        of the letter; None leaves it to be filled in by hand, as the number is
    """

    key: str
    recipient: str
    address: str
    file: str
    size: str
    sha256: str
    url: str = ""
    site: str = ""
    qr: Markup = NONE
    date: dt.date | None = None

    @property
    def groups(self) -> tuple[str, ...]:
        """The SHA-256 in pieces for the eye."""
        return tuple(self.sha256[start : start + GROUP] for start in range(0, len(self.sha256), GROUP))


@dataclass(frozen=True)
class Letters:
    """The PDF files, in the order of the letters, and what was found while they were laid out."""

    files: tuple[bytes, ...]
    findings: tuple[Diagnostic, ...]


def make_letters(setting: Setting, edition: Edition, letters: Sequence[Letter]) -> Letters:
    """A PDF for each letter, by the standard of `edition` (that for the screen: PDF/UA-1, ISO 14289-1).

    One engine lays all of them out, so that faces and styles are read once.
    """
    setter, standard = setting.setter(edition), STANDARDS[edition.standard]
    engine = Engine(setter.css(STYLE), resources(setting, edition), standard.variant)
    how = finishing(setting, edition)
    files: list[bytes] = []
    for start in range(0, len(letters), BATCH):
        with uncollected(sweep=True):
            files += [_made(setter, engine, how, letter) for letter in letters[start : start + BATCH]]
    return Letters(tuple(files), tuple(engine.findings))


def _made(setter: PageSetter, engine: Engine, how: Finish, letter: Letter) -> bytes:
    document = engine.lay_out(setter.render(TEMPLATE, letter=letter))
    engine.findings += (replace(lost, record=letter.key).finding for lost in lost_in(document))
    identity = f"{how.identity}-letter-{letter.key}"
    tagged = STANDARDS[how.standard].tagged
    data = engine.write(document, list(document.pages), tagged=tagged, identifier=identity.encode())
    title = f"Công văn gửi {letter.recipient}: {how.title}"
    return finish(data, replace(how, title=title, identity=identity))
