"""What a build was made of and what it made, to tell at once that nothing has changed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from yearbook.storage.atomic import write_bytes
from yearbook.storage.hashes import Mark, file_mark, marked_hash
from yearbook.values import dataclass

NAME = ".yearbook-build.json"


@dataclass
class Looker:
    """Looks at files. now: path → mark, hash."""

    now: dict[str, tuple[Mark, str]] = field(default_factory=dict)

    def hash(self, path: Path | str, known: str = "") -> str:
        """The hash of a file, taken if it is not known; empty when it cannot be read."""
        try:
            mark, found = (file_mark(path), known) if known else marked_hash(path)
        except OSError:
            return ""
        self.now[str(path)] = (mark, found)
        return found


@dataclass(frozen=True)
class Inventory:
    """A build that is done. key: of what it was made of; files: name in the folder → hash; words: what was said of
    it; seen: for the next look."""

    key: str
    files: Mapping[str, str]
    words: tuple[str, ...]
    seen: Mapping[str, tuple[Mark, str]]

    def write(self, out: Path) -> None:
        """Put it into the folder of the book."""
        told = {"key": self.key, "files": dict(self.files), "words": self.words, "seen": dict(self.seen)}
        write_bytes(out / NAME, json.dumps(told, ensure_ascii=False).encode())

    @staticmethod
    def read(out: Path) -> Inventory | None:
        """That of the last build, None when there is none or it cannot be read."""
        try:
            told = json.loads((out / NAME).read_bytes())
            seen = {path: ((*map(int, mark),), str(found)) for path, (mark, found) in told["seen"].items()}
            return Inventory(str(told["key"]), dict(told["files"]), tuple(map(str, told["words"])), seen)  # type: ignore[arg-type]
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None


def files_in(root: Path, without: Path) -> list[tuple[str, str]]:
    """All files of a folder, in order, by their names in it (with slashes) and their paths; links are not followed, nor
    is `without`."""
    found: list[tuple[str, str]] = []
    skipped, start = os.fspath(without), os.path.join(root, "")  # noqa: PTH118 - a book has thousands of files
    for folder, names, files in os.walk(root):
        here = os.path.join(folder, "")  # noqa: PTH118
        names[:] = sorted(name for name in names if name != "__pycache__" and here + name != skipped)
        inner = here[len(start) :].replace(os.sep, "/")
        found += [(inner + name, here + name) for name in sorted(files)]
    return found


def is_built(out: Path) -> bool:
    """Whether there was a build in this folder."""
    return (out / NAME).is_file()
