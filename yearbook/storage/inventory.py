"""What a build was made of and what it made, to tell at once that nothing has changed.

A file counts as unchanged when its size, its times of content and of entry, and its number in the file system are
those of the last look: then its hash is not taken again (a program that sets times back cannot set back the second).
A file that changed in the same moment as it was looked at is always read again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yearbook.storage.atomic import write_bytes

NAME = ".yearbook-build.json"
FRESH_NS = 2_000_000_000  # a file changed so shortly before it was looked at may change again unseen
Mark = tuple[int, int, int, int]  # size, times of content and entry in ns, number


@dataclass
class Looker:
    """Hashes of files; those that are as they were are not read. seen: path → mark, hash."""

    seen: Mapping[str, tuple[Mark, str]] = field(default_factory=dict)
    now: dict[str, tuple[Mark, str]] = field(default_factory=dict)

    def hash(self, path: Path) -> str:
        """The hash of a file, empty when it cannot be read."""
        try:
            stat = path.stat()
            mark = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
            known = self.seen.get(str(path))
            found = known[1] if known and known[0] == mark else _hash(path)
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


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_in(roots: Iterable[Path], without: Path) -> list[Path]:
    """All files of some folders (or the files themselves), in order; links are not followed, nor is `without`."""
    found: list[Path] = []
    for root in roots:
        if not root.is_dir():
            found.append(root)
            continue
        for folder, names, files in os.walk(root):
            here = Path(folder)
            names[:] = sorted(name for name in names if name != "__pycache__" and here / name != without)
            found += [here / name for name in sorted(files)]
    return found


def settled(seen: Mapping[str, tuple[Mark, str]], now_ns: int) -> dict[str, tuple[Mark, str]]:
    """What may be believed at the next look: not what changed a moment ago."""
    return {path: (mark, found) for path, (mark, found) in seen.items() if now_ns - max(mark[1:3]) > FRESH_NS}
