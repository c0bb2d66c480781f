"""`build` when nothing has changed since the last one: said at once, without loading what builds books."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from yearbook.context import PACKAGE, BuildContext
from yearbook.storage.hashes import learn, settled
from yearbook.storage.inventory import Inventory, Looker, files_in

PROGRAMS = ("gs", "java", "epubcheck")  # what a build uses when it is there


def last_build(context: BuildContext, wanted: Sequence[str]) -> tuple[Inventory | None, Looker, str]:
    """The last build if it was made of the very same and all its files still stand; what to look at files with, and
    the key of what a build would be made of now."""
    kept = Inventory.read(context.out)
    learn(kept.seen if kept else {})
    looker = Looker()
    key = _key(context, wanted, looker)
    if kept is None or kept.key != key:
        return None, looker, key
    whole = all(looker.hash(context.out / name) == found for name, found in kept.files.items())
    return (kept if whole else None), looker, key


def keep(context: BuildContext, wanted: Sequence[str], key: str, made: Mapping[str, str], words: Sequence[str]) -> None:
    """Take note of a build that is done. key: taken before it began; if anything has changed meanwhile, there is
    nothing to keep; made: file names and their hashes, empty where they are not known."""
    looker = Looker()
    if _key(context, wanted, looker) != key:
        return
    files = {name: looker.hash(context.out / name, known) for name, known in made.items()}
    Inventory(key, files, tuple(words), settled(looker.now, time.time_ns())).write(context.out)


def _key(context: BuildContext, wanted: Sequence[str], looker: Looker) -> str:
    """Everything that a build depends on: data, photos, looks, fonts, profiles, this program and its libraries, the
    other programs, what was asked for, the day."""
    digest = hashlib.sha256()
    assets = [context.assets / name for name in ("templates", "fonts", "profiles")]
    for root in (context.data, *assets, PACKAGE):
        for name, path in files_in(root, context.out):
            if not name.endswith(".pyc"):
                digest.update(f"{name}\0{looker.hash(path)}\n".encode())
    libraries = sorted({path.name for root in sys.path if root for path in Path(root).glob("*.dist-info")})
    programs = [(name, looker.hash(Path(found)) if (found := shutil.which(name)) else "") for name in PROGRAMS]
    asked = (sorted(wanted), sorted(context.only), context.final, context.impose, str(context.date), context.version)
    digest.update(repr((libraries, programs, asked, sys.version, os.name)).encode())
    return digest.hexdigest()
