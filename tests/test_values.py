"""Data classes of the program: they do what those of the standard library do, on every class that there is."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
from collections.abc import Callable, Hashable, Mapping
from dataclasses import FrozenInstanceError, field, replace
from typing import Any, Generic, TypeVar

import pytest

from yearbook import values

T = TypeVar("T")
Maker = Callable[..., Any]


class Both:
    """The same classes, made here and by the standard library."""

    def __init__(self, dataclass: Maker) -> None:
        @dataclass(frozen=True)
        class Base:
            first: int
            second: Any = "hai"

        @dataclass(frozen=True)
        class Longer(Base, Generic[T]):
            third: list[T] = field(default_factory=list)
            fourth: int = field(default=4, compare=False, repr=False)
            fifth: int = field(default=5, hash=False)

        @dataclass(frozen=True)
        class One:
            only: float

        @dataclass
        class Open:
            name: str
            made: list[str] = field(init=False, default_factory=list)
            later: str = field(init=False)
            length: int = 0

            def __post_init__(self) -> None:
                self.later = self.name * 2

        @dataclass(frozen=True)
        class Own:
            name: str

            def __hash__(self) -> int:
                return 7

            def __repr__(self) -> str:
                return "riêng"

        @dataclass(frozen=True)
        class Alike:
            name: str

            def __eq__(self, other: object) -> bool:
                return isinstance(other, type(self))

        @dataclass(eq=False)
        class Same:
            name: str = "tên"

        @dataclass(frozen=True, order=True)
        class Ordered:
            number: int

        @dataclass(frozen=True)
        class Empty:
            pass

        self.classes = (Base, Longer, One, Open, Own, Alike, Same, Ordered, Empty)


OURS, THEIRS = Both(values.dataclass).classes, Both(dataclasses.dataclass).classes
CALLS: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...] = (
    ("Base", (1,), {}),
    ("Base", (), {"second": 2, "first": 1}),
    ("Base", (1, 2, 3), {}),
    ("Base", (), {}),
    ("Base", (1,), {"third": 3}),
    ("Base", (1,), {"first": 3}),
    ("Longer", (1,), {}),
    ("Longer", (1, 2, [3], 4), {}),
    ("Longer", (1,), {"fifth": 6}),
    ("One", (float("nan"),), {}),
    ("Open", ("tên",), {}),
    ("Open", ("tên", 3), {}),
    ("Open", ("tên",), {"made": []}),
    ("Own", ("tên",), {}),
    ("Alike", ("tên",), {}),
    ("Same", (), {}),
    ("Ordered", (2,), {}),
    ("Empty", (), {}),
    ("Empty", (1,), {}),
)


def told(classes: tuple[type, ...], name: str, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> list[object]:
    """All that one sees of a value, or of how it cannot be made."""
    cls = next(each for each in classes if each.__name__ == name)
    try:
        made = cls(*arguments, **named)
    except TypeError as error:
        return ["TypeError", str(error).split(".")[-1]]
    other, third = cls(*arguments, **named), classes[-1]()
    seen: list[object] = [repr(made), vars(made), made == other, made != other, made == third, made.__eq__(third)]
    seen += [isinstance(made, Hashable), cls.__match_args__]
    if isinstance(made, Hashable) and name not in ("Longer", "Same", "One"):
        seen += [hash(made), hash(made) == hash(other)]
    seen.append(dataclasses.asdict(made))
    seen.append([(f.name, f.init, f.repr, f.compare) for f in dataclasses.fields(cls)])
    seen.append(list(inspect.signature(cls).parameters))
    if dataclasses.fields(cls) and dataclasses.fields(cls)[0].init:
        seen.append(repr(replace(made, **{dataclasses.fields(cls)[0].name: 9})))
    try:
        made.any = 1
    except AttributeError as error:
        seen += [type(error), str(error)]
    try:
        del made.name
    except AttributeError as error:
        seen += [type(error), str(error)]
    return seen


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]}{call[1:]}")
def test_a_class_is_what_the_standard_library_makes_of_it(call: tuple[str, tuple[Any, ...], dict[str, Any]]) -> None:
    assert repr(told(OURS, *call)) == repr(told(THEIRS, *call))


@values.dataclass(frozen=True)
class Kept:
    name: str
    words: tuple[str, ...] = ()


def test_what_was_pickled_is_equal_before_any_was_made() -> None:
    """A process may get a value of a class of which it has made none."""
    packed = pickle.dumps(Kept("tên", ("một", "hai")))
    assert pickle.loads(packed) == Kept("tên", ("một", "hai"))  # noqa: S301 - packed here
    fresh = values.dataclass(frozen=True)(type("Fresh", (), {"__annotations__": {"name": "str"}}))
    one, two = fresh.__new__(fresh), fresh.__new__(fresh)
    one.__dict__["name"] = two.__dict__["name"] = "tên"
    assert one == two
    assert hash(one) == hash(two)
    assert repr(replace(one, name="khác")).endswith("Fresh(name='khác')")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        one.name = "khác"


def test_a_value_that_holds_itself_can_be_told() -> None:
    made = Kept("tên")
    made.__dict__["words"] = (made,)
    assert repr(made) == "Kept(name='tên', words=(...,))"
