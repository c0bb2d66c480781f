"""The checks of a print file, one module a family, found by listing this folder.

A module has `check(subject) -> Iterator[Diagnostic]` for the file as a whole, or `watch(subject)`, which returns a
function that is called with the content of a page and yields the faults of it, which follow from the page, its boxes
and the profile alone: they are kept for a page that comes again. So each page is read once, and only one is held in
memory. The 20 points are those of a GWG-style preflight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.content import PageContent
from yearbook.preflight.subject import Subject
from yearbook.preflight.tally import Fault

Check = Callable[[Subject], Iterator[Diagnostic]]
Look = Callable[[PageContent], Iterator[Fault]]
Watch = Callable[[Subject], Look]


@cache
def _modules() -> dict[str, ModuleType]:
    names = sorted(module.name for module in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}") for name in names}


def checks() -> dict[str, Check]:
    """Those of whole files, by module name."""
    return {name: module.check for name, module in _modules().items() if hasattr(module, "check")}


def watchers() -> dict[str, Watch]:
    """Those of page contents, by module name."""
    return {name: module.watch for name, module in _modules().items() if hasattr(module, "watch")}


__all__ = ["Check", "Look", "Watch", "checks", "watchers"]
