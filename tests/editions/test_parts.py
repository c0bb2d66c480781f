"""A part is set again when, and only when, something that its pages show has changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_setting import Ready, at_once, ready

from yearbook.book.model import Part
from yearbook.context import asset_root
from yearbook.editions import parts
from yearbook.editions.interior import Asking, ask
from yearbook.editions.numbering import UNKNOWN, Numbering
from yearbook.editions.parts import PartSetter
from yearbook.editions.told import SetPart
from yearbook.pages import kept
from yearbook.pages.edition import INTERIOR
from yearbook.pages.edition import editions as all_editions
from yearbook.pages.setting import Setting
from yearbook.pages.theme import available, load_theme
from yearbook.storage import Cache
from yearbook.workers import Job


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return ready("print", tmp_path_factory.mktemp("sach"), pictures=False)


class Setters:
    """Sets parts, and counts the jobs that it took."""

    def __init__(self, book: Ready) -> None:
        self.book, self.jobs = book, 0

    def set(self, part: Part, setting: Setting | None = None, numbering: Numbering = UNKNOWN) -> SetPart:
        return PartSetter(setting or self.book.setting, INTERIOR, "Xếp", self._start).begin(part, numbering)()

    def _start(self, job: Job) -> Future[Any]:
        self.jobs += 1
        return at_once(job)


@pytest.fixture
def setters(book: Ready) -> Setters:
    return Setters(book)


def part_of(book: Ready, kind: str) -> Part:
    part = book.setting.book.part(kind)
    assert part is not None
    return part


def renamed(setting: Setting) -> Setting:
    settings = setting.book.settings.model_copy(update={"title": "Tên khác"})
    return replace(setting, book=replace(setting.book, settings=settings))


CHANGES: dict[str, Callable[[Setting], Setting]] = {
    "settings": renamed,
    "day": lambda s: replace(s, stamp=replace(s.stamp, date="2020-01-02")),
    "photos": lambda s: replace(s, infos={}),
}


def test_the_same_part_is_not_set_again(setters: Setters) -> None:
    part = part_of(setters.book, "exemplars")
    first = setters.set(part)
    setters.jobs = 0
    again = setters.set(replace(part, content=replace(part.content)))
    assert again is first
    assert setters.jobs == 0


@pytest.mark.parametrize("change", CHANGES)
def test_what_pages_show_has_it_set_again(setters: Setters, change: str) -> None:
    part = part_of(setters.book, "exemplars")
    first = setters.set(part)
    setters.jobs = 0
    other = setters.set(part, CHANGES[change](setters.book.setting))
    assert setters.jobs == 1
    assert other.flow.html != first.flow.html or change == "photos"
    if change == "photos":
        assert other.placed == () != first.placed


def test_another_content_is_set_as_it_is_and_the_old_one_is_still_known(setters: Setters) -> None:
    part = part_of(setters.book, "slogans")
    shorter: Any = replace(part.content, slogans=part.content.slogans[1:])  # type: ignore[union-attr]
    first, second = setters.set(part), setters.set(replace(part, content=shorter))
    assert first.flow.html != second.flow.html
    setters.jobs = 0
    assert (setters.set(part), setters.set(replace(part, content=shorter))) == (first, second)
    assert setters.jobs == 0


def test_the_build_alone_sets_nothing_again_but_what_names_it(setters: Setters, tmp_path: Path) -> None:
    later = replace(setters.book.setting, stamp=replace(setters.book.setting.stamp, build_id="khac"))
    part = part_of(setters.book, "slogans")
    setters.set(part)
    setters.jobs = 0
    setters.set(part, later)
    assert setters.jobs == 0
    base = later.theme.folders[-1]
    own = tmp_path / "rieng"
    (own / "parts").mkdir(parents=True)
    words = (base / "parts" / "slogans.html.j2").read_text("utf-8") + "<p>{{ stamp.build_id }}</p>"
    (own / "parts" / "slogans.html.j2").write_text(words, "utf-8")
    theme = replace(later.theme, folders=(own, *later.theme.folders))
    named = replace(setters.book.setting, theme=theme)
    assert setters.set(part, named).stamped
    setters.jobs = 0
    assert "khac" in setters.set(part, replace(later, theme=theme)).flow.html
    assert setters.jobs == 1


def test_a_part_that_tells_of_pages_is_set_for_them(setters: Setters) -> None:
    part = part_of(setters.book, "contents")
    assert setters.set(part).flow.pieces == ()
    known = {line.anchor: 7 for line in part.content.lines}  # type: ignore[union-attr]
    first = setters.set(part, numbering=Numbering(known, loose=False))
    setters.jobs = 0
    assert setters.set(part, numbering=Numbering(dict(known), loose=False)) is first
    assert setters.jobs == 0
    second = setters.set(part, numbering=Numbering(known | {part.content.lines[0].anchor: 9}, loose=False))  # type: ignore[union-attr]
    assert setters.jobs == 1
    assert second.flow.html != first.flow.html


@pytest.mark.parametrize("kind", ["contents", "index_persons"])
def test_pages_that_it_does_not_tell_of_do_not_matter(setters: Setters, kind: str) -> None:
    part = part_of(setters.book, kind)
    content: Any = part.content
    lines = content.lines if kind == "contents" else [ref for g in content.groups for e in g.entries for ref in e.refs]
    known = {line.anchor: place for place, line in enumerate(lines, 1)} | {"_part-imprint": 900}
    first = setters.set(part, numbering=Numbering(known))
    assert first.flow.unknown == ()
    setters.jobs = 0
    assert setters.set(part, numbering=Numbering(known | {"_part-imprint": 904, "_new": 3})) is first
    assert setters.jobs == 0
    other = known | {lines[-1].anchor: 1000}
    assert setters.set(part, numbering=Numbering(other)).flow.html != first.flow.html
    assert setters.jobs == 1
    gone = {name: page for name, page in known.items() if name != lines[-1].anchor}
    assert setters.set(part, numbering=Numbering(gone)).flow.unknown == (lines[-1].anchor,)
    assert setters.set(part, numbering=Numbering(known | {"_part-imprint": 908})).flow == first.flow


def test_pieces_that_stay_are_those_that_would_be_set_anew(setters: Setters, monkeypatch: pytest.MonkeyPatch) -> None:
    part = part_of(setters.book, "exemplars")
    content: Any = part.content
    setters.set(part)
    first, *others = content.individuals.entries or content.individuals.groups[0].items
    assert others
    other = replace(first, record=first.record.model_copy(update={"name": "Tên khác hẳn"}))
    section = replace(content.individuals, groups=(), entries=(other, *others))
    edited = replace(part, content=replace(content, individuals=section))
    fewer = dict(list(setters.book.setting.infos.items())[::2])
    setting = replace(setters.book.setting, infos=fewer)
    made = setters.set(edited, setting)
    monkeypatch.setattr(kept, "_KEPT", OrderedDict())
    monkeypatch.setattr(parts, "_KNOWN", {})
    anew = setters.set(edited, setting)
    assert anew is not made
    assert anew == made
    assert "Tên khác hẳn" in made.flow.html


class Command:
    """Sets parts as a fresh command does that has nothing but the cache; counts the pieces that it must make, and
    the jobs."""

    def __init__(self, book: Ready, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
        self.book, self.cache, self.made, self.jobs = book, cache, 0, 0
        self._monkeypatch, self._real = monkeypatch, kept._made

    def set(
        self,
        part: Part,
        setting: Setting | None = None,
        numbering: Numbering = UNKNOWN,
        *,
        cached: bool = True,
    ) -> SetPart:
        def making(*how: Any) -> Any:
            self.made += 1
            return self._real(*how)

        def start(job: Job) -> Future[Any]:
            self.jobs += 1
            return at_once(job)

        self.made = self.jobs = 0
        self._monkeypatch.setattr(kept, "_made", making)
        self._monkeypatch.setattr(kept, "_KEPT", OrderedDict())
        self._monkeypatch.setattr(parts, "_KNOWN", {})
        cache = self.cache if cached else None
        return PartSetter(setting or self.book.setting, INTERIOR, "Xếp", start, cache).begin(part, numbering)()

    def ask(self, setting: Setting) -> Asking:
        """All parts of the interior."""
        self._monkeypatch.setattr(kept, "_KEPT", OrderedDict())
        self._monkeypatch.setattr(parts, "_KNOWN", {})
        return ask(setting, "Xếp", at_once, self.cache)


@pytest.fixture
def command(book: Ready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(book, Cache(tmp_path / "cache"), monkeypatch)


def test_the_next_command_makes_no_piece_that_stays(command: Command) -> None:
    part = part_of(command.book, "exemplars")
    first = command.set(part)
    pieces = command.made
    assert pieces > 10
    assert command.set(part) == first
    assert command.made == 0
    content: Any = part.content
    person, *others = content.individuals.entries or content.individuals.groups[0].items
    other = replace(person, record=person.record.model_copy(update={"name": "Tên khác hẳn"}))

    def beginning_with(somebody: Any) -> Part:
        section = replace(content.individuals, groups=(), entries=(somebody, *others))
        return replace(part, content=replace(content, individuals=section))

    anew = command.set(beginning_with(other), cached=False)
    assert command.made > 1
    command.set(beginning_with(person))
    assert command.set(beginning_with(other)) == anew
    assert command.made == 1
    assert "Tên khác hẳn" in anew.flow.html


def test_a_piece_is_made_again_when_it_would_be_another(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    part = part_of(command.book, "exemplars")
    first = command.set(part)
    pieces = command.made
    setting = replace(command.book.setting, infos={})  # all photos are gone
    assert command.set(part, setting) == command.set(part, setting, cached=False) != first
    assert command.set(part) == first
    assert 0 < command.made < pieces  # those with photos; what has none is known
    settings = setting.book.settings
    other = next(name for name in available(asset_root() / "templates") if name != settings.theme)
    setting = replace(command.book.setting, theme=load_theme(asset_root(), other, settings.trim))
    assert command.set(part, setting, cached=False) == command.set(part, setting)
    assert command.made == pieces
    monkeypatch.setattr(kept, "code", lambda: "other")
    command.set(part)
    assert command.made == pieces


def test_the_next_command_sets_no_part_that_stays(command: Command) -> None:
    """But those that name the build, which is another one each time that anything has changed."""
    parts = command.book.setting.book.parts
    first = {part.anchor: command.set(part) for part in parts}
    later = replace(command.book.setting, stamp=replace(command.book.setting.stamp, build_id="khac"))
    for part in parts:
        again = command.set(part, later)
        stamped = first[part.anchor].stamped
        assert command.jobs == stamped
        assert stamped or (again, again.flow.states) == (first[part.anchor], first[part.anchor].flow.states)


@pytest.mark.parametrize("change", CHANGES)
def test_the_next_command_sets_a_part_again_when_what_it_shows_has_changed(command: Command, change: str) -> None:
    part = part_of(command.book, "exemplars")
    setting = CHANGES[change](command.book.setting)
    first = command.set(part)
    other = command.set(part, setting)
    assert command.jobs == 1
    assert other == command.set(part, setting, cached=False)
    assert command.set(part) == first
    assert command.jobs == 1  # the newest is kept, and no other


def test_the_next_command_knows_the_contents_as_long_as_their_pages_stay(command: Command) -> None:
    part = part_of(command.book, "contents")
    pages = {line.anchor: 7 for line in part.content.lines}  # type: ignore[union-attr]
    now, later = (Numbering(pages | {"_new": number}, loose=False) for number in (1, 2))
    first = command.set(part, numbering=now)
    assert command.set(part, numbering=later).flow == first.flow
    assert command.jobs == 0
    moved = Numbering(dict.fromkeys(pages, 8), loose=False)
    other = command.set(part, numbering=moved)
    assert command.jobs == 1
    assert other.flow.html != first.flow.html
    assert command.set(part).flow.pieces == ()  # not yet numbered: kept beside it
    assert command.set(part, numbering=moved) == other
    assert command.jobs == 0


def test_a_damaged_shelf_is_made_anew(command: Command) -> None:
    part = part_of(command.book, "exemplars")
    first, pieces = command.set(part), command.made
    for file in (command.cache.folder / "values").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-20])
    assert command.set(part) == first
    assert command.made == pieces


def test_of_a_part_that_is_set_again_the_photos_are_told_meanwhile(command: Command) -> None:
    """As far as they were asked for before: those that are gone are left out, new ones are asked for later."""
    setting, profile = command.book.setting, all_editions(asset_root())["print"]
    whole = command.ask(setting)
    assert list(whole.likely(profile)) == []
    known = set(whole().photos(profile).values())
    assert known
    again = command.ask(renamed(setting))
    assert set(again.likely(profile)) == known
    assert set(again().photos(profile).values()) == known
    assert list(command.ask(replace(setting, infos={})).likely(profile)) == []
