"""Modules loaded ahead of their use."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import redirect_stdout, suppress
from importlib import import_module


def load(modules: Iterable[str]) -> None:
    """Import modules. What cannot be loaded here is told, in Vietnamese, by who needs it; WeasyPrint gives English
    advice when a library is missing."""
    for name in modules:
        with redirect_stdout(io.StringIO()), suppress(ImportError, OSError):
            import_module(name)
