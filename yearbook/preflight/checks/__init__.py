"""The checks of a print file, one module a family, found by listing this folder.

A module has `check(subject) -> Iterator[Diagnostic]`. The 20 points are those of a GWG-style preflight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.subject import Subject

Check = Callable[[Subject], Iterator[Diagnostic]]


@cache
def checks() -> dict[str, Check]:
    """All checks by module name."""
    names = sorted(module.name for module in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").check for name in names}


__all__ = ["checks"]
