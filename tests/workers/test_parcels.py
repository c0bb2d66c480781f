"""Parcels: what was sent before is not sent, not packed, not unpacked again, and nothing is ever mixed up."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from yearbook.workers import Missing, Packer, Parcel, parcels, spelt


@dataclass(frozen=True)
class Person:
    name: str
    note: Note | None = None


@dataclass(frozen=True)
class Note:
    text: str


@dataclass(frozen=True)
class Place:
    line: int


@pytest.fixture(autouse=True)
def new_process() -> Iterator[None]:
    """Nothing has come in parcels yet."""
    parcels._OPENED.clear()
    parcels._NAMES.clear()
    yield
    parcels._OPENED.clear()
    parcels._NAMES.clear()


@pytest.fixture
def packer() -> Packer:
    return Packer((Person, Note), without=(Place,))


def sent(parcel: Parcel) -> object:
    """What arrives in another process."""
    travelled: Parcel = pickle.loads(pickle.dumps(parcel))  # noqa: S301 - our own
    return travelled.open()


def test_a_value_arrives_as_it_was_but_for_what_is_left_out(packer: Packer) -> None:
    an, binh = Person("An", Note("lời")), Person("Bình")
    assert sent(packer.pack([an, {"b": binh}, "chữ", Place(3), an])) == [an, {"b": binh}, "chữ", None, an]


def test_the_same_items_arrive_as_the_same_objects(packer: Packer) -> None:
    note = Note("lời")
    an, binh = Person("An", note), Person("Bình", note)
    first, second = sent(packer.pack((an, binh))), sent(packer.pack((binh, an)))
    assert first[0] is second[1]  # type: ignore[index]
    assert first[0].note is first[1].note  # type: ignore[index]


def test_what_the_other_side_has_is_left_out(packer: Packer) -> None:
    an, binh = Person("An", Note("lời")), Person("Bình")
    whole = packer.pack((an,))
    assert len(whole.items) == 2, "the person and the note in it"
    assert len(packer.pack((an,)).items) == 2
    sent(whole)
    less = packer.pack((an, binh), whole=False)
    assert len(less.items) == 1
    assert sent(less) == (an, binh)


def test_what_is_missing_is_told(packer: Packer) -> None:
    an = Person("An", Note("lời"))
    packer.pack(an)
    packer.pack((an,))
    with pytest.raises(Missing):
        sent(packer.pack((an,), whole=False))
    assert sent(packer.pack((an,))) == (an,)


def test_bounds_cost_time_alone(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "OPENED", 2)
    monkeypatch.setattr(parcels, "PACKED_BYTES", 100)
    people = [Person(f"Người {n}", Note(f"lời {n}")) for n in range(20)]
    for _ in range(2):
        assert sent(packer.pack(people)) == people
    assert len(parcels._OPENED) == len(parcels._NAMES) == 2
    packer.forget()
    assert sent(packer.pack(people, whole=False)) == people, "forgotten here: all are new"


def test_spelling_follows_from_the_value_and_the_items(packer: Packer) -> None:
    an, binh = Person("An", Note("lời")), Person("Bình")
    first = spelt(sent(packer.pack((an, "x"))))
    assert spelt(sent(packer.pack((an, "x")))) == first
    assert spelt(sent(packer.pack((an, "y")))) != first
    assert spelt(sent(packer.pack((binh, "x")))) != first
    other = Person("An", Note("lời khác"))
    assert spelt(sent(packer.pack((other, "x")))) != first
