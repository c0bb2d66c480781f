"""Data classes like those of the standard library, but that nothing is compiled when a class is defined.

`dataclasses` writes six methods for each class and has Python compile them, 0.4 ms a class. A command loads 270, so do
the processes that work for it, and most are never made: that took 0.12 s in each, a third of what it takes to load this
program. Here all methods are functions that the classes share, but `__init__`, which is compiled when the first of a
class is made. What is out of the common (slots, order, an `__eq__` of its own) is left to the standard library, and
`field`, `fields`, `replace`, `asdict` are those of the standard library.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import MISSING, FrozenInstanceError, fields
from functools import partial
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """As `dataclasses.dataclass`, with `frozen`, `eq`, `slots`, `order`."""
        return _made(cls, **options) if cls else partial(_made, **options)


__all__ = ["dataclass"]


def _made(cls: type, *, frozen: bool = False, eq: bool = True, slots: bool = False, order: bool = False) -> type:
    if slots or order or "__eq__" in vars(cls):
        return dataclasses.dataclass(frozen=frozen, eq=eq, slots=slots, order=order)(cls)
    own = set(vars(cls))
    cls.__doc__ = cls.__doc__ or cls.__name__  # else one is made of a signature, which takes long
    cls = dataclasses.dataclass(init=False, repr=False, eq=False)(cls)  # knows its fields
    methods: dict[str, Any] = {"__init__": _init_of(cls, frozen=frozen), "__repr__": _repr}
    if eq:
        methods |= {"__eq__": _eq_of(cls), "__hash__": _hash_of(cls) if frozen else None}
    for name, method in methods.items():
        if name not in own:
            setattr(cls, name, method)
    if frozen:
        cls.__setattr__, cls.__delattr__ = _refuse_to_set, _refuse_to_delete  # type: ignore[assignment,method-assign]
    return cls


def _init_of(cls: type, *, frozen: bool) -> Callable[..., None]:
    def __init__(self: Any, *arguments: Any, **named: Any) -> None:
        cls.__init__ = _compiled(cls, frozen=frozen)  # type: ignore[misc]
        cls.__init__(self, *arguments, **named)  # type: ignore[misc]

    return __init__


def _compiled(cls: type, *, frozen: bool) -> Any:
    """The `__init__` of a class: nothing in it but names of fields, and what they are by default."""
    scope: dict[str, Any] = {"_set": object.__setattr__, "_absent": MISSING}
    arguments, lines = ["self"], []
    for number, each in enumerate(fields(cls)):
        value, default = each.name, f"_default{number}"
        if each.default_factory is not MISSING:
            scope[default] = each.default_factory
            value = f"{default}() if {each.name} is _absent else {each.name}" if each.init else f"{default}()"
            default = "_absent"
        elif each.default is not MISSING:
            scope[default] = each.default
        else:
            default = ""
        if each.init:
            arguments.append(f"{each.name}={default}" if default else each.name)
        elif each.default_factory is MISSING:
            continue
        lines.append(f"_set(self, {each.name!r}, {value})" if frozen else f"self.{each.name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "".join(f"\n    {line}" for line in lines) or "\n    pass"
    exec(f"def __init__({', '.join(arguments)}):{body}", scope)  # noqa: S102 - as `dataclasses` does
    scope["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return scope["__init__"]


@recursive_repr()
def _repr(self: Any) -> str:
    told = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(told)})"


def _eq_of(cls: type) -> Callable[[Any, object], bool]:
    values = _values([each.name for each in fields(cls) if each.compare])

    def __eq__(self: Any, other: object) -> bool:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    return __eq__


def _hash_of(cls: type) -> Callable[[Any], int]:
    values = _values([each.name for each in fields(cls) if (each.compare if each.hash is None else each.hash)])

    def __hash__(self: Any) -> int:
        return hash(values(self))

    return __hash__


def _values(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
