"""Looks up what the model says of a place in a record: label, key, type, allowed values."""

from __future__ import annotations

import types
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from yearbook.values import dataclass

Key = str | int
Location = tuple[Key, ...]


@dataclass(frozen=True)
class Place:
    """A field of the model, or an item of a list field, as a location names it."""

    field: FieldInfo
    key: str
    kind: Any  # the bare type of the value there: str, int, a model, a tuple …
    index: int | None  # set when the place is an item of the field's list
    parents: tuple[str, ...]  # «khen thưởng» mục 2 — outermost first

    @property
    def subject(self) -> str:
        """How messages name it: «năm» (year) ở «khen thưởng» mục 2."""
        own = f"«{self.field.title or self.key}» ({self.key})"
        if self.index is not None:
            own += f" mục {self.index + 1}"
        return " ở ".join((own, *reversed(self.parents)))

    @property
    def choices(self) -> tuple[str, ...]:
        """The allowed values of an enumeration, else nothing."""
        return choices_of(self.kind)


def bare(annotation: Any) -> Any:
    """The type without `Annotated` and `| None`."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        else:
            return annotation


def item_of(annotation: Any) -> Any:
    """The annotation of the items of a `tuple[X, ...]`, else None."""
    kind = bare(annotation)
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def choices_of(kind: Any) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return tuple(str(value) for value in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(member.value for member in kind)
    return ()


def is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


@lru_cache(maxsize=100)
def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields by the key used in YAML (`class`, not `class_`)."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def place_of(model: type[BaseModel], location: Location) -> Place | None:
    """What stands at a location of a record; None when the model has no such place."""
    kind: Any = model
    found: Place | None = None
    parents: tuple[str, ...] = ()
    for part in location:
        if isinstance(part, int):
            item = None if found is None else item_of(kind)
            if found is None or item is None:
                return None
            kind = bare(item)
            found = Place(found.field, found.key, kind, part, found.parents)
            continue
        if found is not None and get_origin(kind) is dict:  # a free key
            own = FieldInfo(title=part)
            found = Place(own, part, bare(get_args(kind)[1]), None, (*found.parents, f"«{found.field.title}»"))
            kind = found.kind
            continue
        info = fields_of(kind).get(part) if is_model(kind) else None
        if info is None:
            return None
        if found is not None:
            item_text = "" if found.index is None else f" mục {found.index + 1}"
            parents = (*found.parents, f"«{found.field.title or found.key}»{item_text}")
        kind = bare(info.annotation)
        found = Place(info, part, kind, None, parents)
    return found


def model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """The model whose keys stand at a location (the record itself for an empty one)."""
    if not location:
        return model
    place = place_of(model, location)
    return place.kind if place is not None and is_model(place.kind) else None
