"""A part of WeasyPrint put out for another that does the same with less work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def swapped(holder: Any, **others: Any) -> Iterator[None]:
    """Inside, the names of a module or class stand for these."""
    before = {name: getattr(holder, name) for name in others}
    try:
        for name, other in others.items():
            setattr(holder, name, other)
        yield
    finally:
        for name, part in before.items():
            setattr(holder, name, part)
