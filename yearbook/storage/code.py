"""This program itself as something that results depend on."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import yearbook
from yearbook.storage.keys import key


def code_digest(rooms: Iterable[str], packages: Iterable[str] = ()) -> str:
    """A key that changes with the code of these rooms (patterns of paths in the package), and with these libraries."""
    package, found = Path(yearbook.__file__).parent, sha256()
    for path in sorted({path for pattern in rooms for path in package.glob(pattern)}):
        found.update(path.relative_to(package).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return key("code", found.digest(), *(f"{name} {version(name)}" for name in packages))
