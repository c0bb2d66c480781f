"""Words in which nothing was found are not read again, and nobody can tell from what is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import lay_over, told

from yearbook import rules
from yearbook.records import Yearbook, load
from yearbook.rules import Lexicon, manuscript, text_rules
from yearbook.rules.clean import Reading
from yearbook.rules.manuscript import Manuscript, Passage
from yearbook.rules.slips import Slip
from yearbook.storage import Cache

HERE = Path(__file__).parent
FOLDERS = sorted(path for path in HERE.iterdir() if path.is_dir() and not path.name.startswith(("_", ".")))
OF_LANGUAGE = [folder for folder in FOLDERS if folder.name[0] == "T"]


def read(folder: Path, *layers: Path) -> Yearbook:
    value = load(lay_over(folder / "data", HERE / "_base", *layers)).value
    assert value
    return value


def records(text: Manuscript) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = {}
    for passage in text.passages:
        found.setdefault(passage.place.record, []).append(passage)
    return found


def slips(text: Manuscript) -> list[Slip]:
    return [slip for rule in text_rules().values() for slip in rule(text)]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_with_a_cache_the_findings_are_the_same(folder: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    rules.check(read(tmp_path / "base"), cache=cache)
    hit, miss = read(tmp_path / "hit", folder / "hit"), read(tmp_path / "miss", folder / "miss")
    alone = rules.check(hit)
    assert rules.check(hit, cache=cache) == alone
    assert told(rules.check(miss, cache=cache)) == ""
    assert rules.check(hit, cache=cache) == alone
    assert told(rules.check(read(tmp_path / "base"), cache=cache)) == ""


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Manuscript]:
    """The manuscripts in which the rules of language find something, by code."""
    folder = tmp_path_factory.mktemp("hits")
    return {hit.name: manuscript(read(folder / hit.name, hit / "hit")) for hit in OF_LANGUAGE}


@pytest.mark.parametrize("code", [folder.name for folder in OF_LANGUAGE])
def test_what_stands_in_other_records_makes_no_slip(code: str, spoilt: dict[str, Manuscript]) -> None:
    """This is why a clean record need not be read again when the one before it has changed."""

    def seen(slip: Slip, text: Manuscript) -> tuple[Any, ...]:
        spot = text.at(slip.start)
        return slip.code, spot.passage.text, spot.start, slip.end - slip.start, slip.new

    own, lexicon = records(spoilt[code]), spoilt[code].lexicon
    lone = [Manuscript(tuple(passages), lexicon) for passages in own.values()]
    alone = [seen(slip, text) for text in lone for slip in slips(text)]
    for others in (list(spoilt), list(reversed(spoilt))):
        strange = [group for other in others if other != code for group in records(spoilt[other]).values()]
        mixed: list[Passage] = []
        for place, group in enumerate(own.values()):
            mixed += [*strange[place % len(strange)], *group]
        text = Manuscript((*mixed, *strange[-1]), lexicon)
        ours = {id(passage) for group in own.values() for passage in group}
        found = [seen(slip, text) for slip in slips(text) if id(text.at(slip.start).passage) in ours]
        assert sorted(found, key=repr) == sorted(alone, key=repr)


def test_only_what_has_changed_is_read(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    text = manuscript(read(tmp_path))

    def left(again: Manuscript) -> list[str]:
        return list(records(Reading(again, cache).left))

    assert left(text) == list(records(text))  # nothing is known
    Reading(text, cache).found([])
    assert left(text) == []
    changed = text.passages[-1]
    edited = Manuscript((*text.passages[:-1], replace(changed, text=changed.text + " nữa")), text.lexicon)
    assert left(edited) == [changed.place.record]
    quoted = Manuscript((*text.passages[:-1], replace(changed, verbatim=not changed.verbatim)), text.lexicon)
    assert left(quoted) == [changed.place.record]
    for lexicon in (
        replace(text.lexicon, persons=text.lexicon.persons | {"Lê Văn Mới"}),
        replace(text.lexicon, bodies=()),
        replace(text.lexicon, teams=("Phòng Mới",)),
        replace(text.lexicon, congress=("Đại hội khác",)),
        replace(text.lexicon, decisions=()),
        replace(text.lexicon, awards=text.lexicon.awards[1:]),
        replace(text.lexicon, style=text.lexicon.style.model_copy(update={"tone": "new"})),
        Lexicon(),
    ):
        assert left(Manuscript(text.passages, lexicon)) == list(records(text))


def test_a_record_with_slips_is_read_each_time(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    text = manuscript(read(tmp_path))
    first, *_ = records(text)
    for slip, spoilt in (
        (Slip("T206", 0, 1), [first]),
        (Slip("T208", 3, 3), [first]),  # where something is missing
        (Slip("T304", 0, len(text.text)), list(records(text))),
    ):
        Reading(text, cache).found([slip])
        assert list(records(Reading(text, cache).left)) == spoilt
        Reading(Manuscript((), text.lexicon), cache).found([])  # all is forgotten


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("không phải thư mục", "utf-8")
    yearbook = read(tmp_path, HERE / "T206" / "hit")
    assert rules.check(yearbook, cache=Cache(tmp_path / "cache")) == rules.check(yearbook)
