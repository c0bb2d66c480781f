"""The terminal: where commands print. UTF-8 everywhere, colours only where somebody looks."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO


class Console:
    """Standard output for what was asked for, standard error for everything else."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.out = _utf8(out or sys.stdout)
        self.err = _utf8(err or sys.stderr)

    @property
    def colour(self) -> bool:
        """May findings be coloured on `out`?"""
        return takes_colour(self.out)

    def print(self, text: str = "") -> None:
        """A line (or ready lines) of what was asked for."""
        print(text, file=self.out)

    def note(self, text: str) -> None:
        """A line beside it: progress, refusals."""
        print(text, file=self.err)


def takes_colour(stream: TextIO) -> bool:
    """A terminal that knows ANSI colours, and nobody asked for none (no-color.org)."""
    if os.environ.get("NO_COLOR") or not stream.isatty():
        return False
    if os.name == "nt":
        return bool(os.environ.get("WT_SESSION") or os.environ.get("ANSICON") or os.environ.get("TERM"))
    return os.environ.get("TERM", "") not in {"", "dumb"}


def _utf8(stream: TextIO) -> TextIO:
    """Vietnamese on a Windows console or into a pipe: UTF-8, and a character that cannot be written is no error."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")
    return stream


def own_command() -> list[str]:
    """How this program was started, to be repeated in the advice it gives."""
    starter = Path(sys.argv[0])
    if starter.name == "build_yearbook.py":
        return [_near(Path(sys.executable)), _near(starter)]
    if starter.name == "__main__.py":
        return [_near(Path(sys.executable)), "-m", "yearbook"]
    return ["yearbook"]


def command_line(*words: str | Path) -> str:
    """A command as it has to be typed, quoted where needed."""
    return quoted([*own_command(), *map(str, words)])


def quoted(words: Sequence[str]) -> str:
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _near(path: Path) -> str:
    """Relative when the file lies below the current folder, as people type it."""
    here, there = Path.cwd(), Path(os.path.abspath(path))  # noqa: PTH100 - .venv/bin/python is a link
    return str(there.relative_to(here)) if there.is_relative_to(here) else str(path)
