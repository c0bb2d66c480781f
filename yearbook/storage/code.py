"""This program itself as something that results depend on."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import yearbook
from yearbook.storage.hashes import Mark, file_hash, marked_hash, settled
from yearbook.storage.keys import key


@cache
def code_digest(rooms: tuple[str, ...], packages: tuple[str, ...] = ()) -> str:
    """A key that changes with the code of these rooms (files of the package, or patterns of such), and with these
    libraries."""
    digest = sha256("".join(line for room in rooms for line in _lines(room)).encode()).digest()
    return key("code", digest, *(f"{name} {library(name)}" for name in packages))


def _lines(room: str) -> list[str]:
    if "*" not in room:
        return [_line(_package(), room)]  # no other file need be looked at
    wanted = re.compile(pattern(room))
    return [line for name, line in sources().items() if wanted.fullmatch(name)]


@cache
def sources() -> dict[str, str]:
    """Every file of the package but what Python has compiled: by its name there a line that tells name and content."""
    found, package = {}, _package()
    for folder, below, names in os.walk(package):
        below[:] = sorted(each for each in below if each != "__pycache__")
        for name in sorted(names):
            inner = f"{folder}/{name}"[len(package) + 1 :].replace(os.sep, "/")
            found[inner] = _line(package, inner)
    return found


def seen() -> Mapping[str, tuple[Mark, str]]:
    """The files of the package as they are now, for `learn` in a process that works for this one."""
    package = _package()
    paths = (f"{package}/{name}" for name in sources())
    return settled({path: marked_hash(path) for path in paths}, time.time_ns())


def _package() -> str:
    return str(Path(yearbook.__file__).parent)


def _line(package: str, name: str) -> str:
    return f"{name}\0{file_hash(f'{package}/{name}')}\n"


@cache
def library(package: str) -> str:
    from importlib.metadata import version  # with what reads mails: only when something is sought in the cache

    return version(package)


def pattern(room: str) -> str:
    """`**/` stands for any folders, `*` for any name."""
    places = [re.escape(place).replace(r"\*", "[^/]*") for place in room.split("**/")]
    return "(?:.*/)?".join(places)
