"""This program itself as something that results depend on."""

from __future__ import annotations

import os
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

import yearbook
from yearbook.storage.hashes import file_hash
from yearbook.storage.keys import key


@cache
def code_digest(rooms: tuple[str, ...], packages: tuple[str, ...] = ()) -> str:
    """A key that changes with the code of these rooms (patterns of paths in the package), and with these libraries."""
    wanted = re.compile("|".join(map(pattern, rooms)))
    found = sha256("".join(line for name, line in sources().items() if wanted.fullmatch(name)).encode())
    return key("code", found.digest(), *(f"{name} {library(name)}" for name in packages))


@cache
def sources() -> dict[str, str]:
    """Every file of the package but what Python has compiled: by its name there a line that tells name and content."""
    package, found = Path(yearbook.__file__).parent, {}
    for folder, below, names in os.walk(package):
        below[:] = sorted(each for each in below if each != "__pycache__")
        for name in sorted(names):
            path = f"{folder}/{name}"
            inner = path[len(str(package)) + 1 :].replace(os.sep, "/")
            found[inner] = f"{inner}\0{file_hash(path)}\n"
    return found


@cache
def library(package: str) -> str:
    from importlib.metadata import version  # with what reads mails: only when something is sought in the cache

    return version(package)


def pattern(room: str) -> str:
    """`**/` stands for any folders, `*` for any name."""
    places = [re.escape(place).replace(r"\*", "[^/]*") for place in room.split("**/")]
    return "(?:.*/)?".join(places)
