"""The key of the publisher as files: `release.key`, which never leaves the publisher's machine, and `release.pub`.

The key lies outside the project, so that it is never sent along with the data nor committed with the book.
"""

from __future__ import annotations

import os
from pathlib import Path

from yearbook.diagnostics import DataProblem, Diagnostic, Outcome, diagnose
from yearbook.release.minisign import MAX_BYTES, PublicKey, parse_public_key
from yearbook.release.scrypt import COST, Cost
from yearbook.release.secret import SecretKey, needs_password, read_secret_key, write_secret_key
from yearbook.storage import create_bytes, write_problem

_PRIVATE = 0o600
_OTHERS = 0o077


def public_path(key: Path) -> Path:
    """Where the public half of a key lies: beside it."""
    return key.with_suffix(".pub")


def create_key(path: Path, password: str, *, data: Path, cost: Cost = COST) -> PublicKey:
    """Make a key pair at `path` (mode 0600) and `public_path(path)`; an empty password leaves the key open.

    Raises DataProblem D106 (inside `data` or its project), D107 (a key is there already), D110 (unfit password),
    D111 (named as a public key), S1xx.
    """
    check_place(path, data)
    refuse_present(path)
    public = public_path(path)
    key = SecretKey.generate()
    content = write_secret_key(key, password, cost=cost)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        create_bytes(path, content, mode=_PRIVATE)
    except FileExistsError:  # another run was faster
        raise DataProblem(diagnose("D107", path=path.as_posix())) from None
    except OSError as error:
        raise write_problem(error, path) from error
    try:
        create_bytes(public, key.public.text)
    except OSError as error:
        path.unlink(missing_ok=True)  # a pair or nothing: this key has signed nothing yet
        raise write_problem(error, public) from error
    return key.public


def load_key(path: Path, password: str, *, data: Path) -> Outcome[SecretKey]:
    """The secret key at `path`, to sign with; D108 when other people of the machine may read it.

    Raises DataProblem D101 (cannot be read), D106 (lies inside the project) and what `read_secret_key` raises.
    """
    check_place(path, data)
    key = read_secret_key(read_key_file(path), password, path.as_posix())
    return Outcome(key, tuple(_too_open(path)))


def is_locked(path: Path) -> bool:
    """Does the key at `path` ask for a password? Raises DataProblem D101, D102."""
    return needs_password(read_key_file(path), path.as_posix())


def load_public_key(path: Path) -> PublicKey:
    """A public key file. Raises DataProblem D101, D102."""
    return parse_public_key(read_key_file(path), path.as_posix())


def read_key_file(path: Path) -> bytes:
    """The bytes of a key file. Raises DataProblem D101."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES)
    except FileNotFoundError:
        reason = "không có tệp này"
    except (OSError, ValueError):
        reason = "không có quyền đọc, hoặc không phải tệp"
    raise DataProblem(diagnose("D101", path=path.as_posix(), reason=reason))


def check_place(path: Path, data: Path) -> None:
    """Raises DataProblem D106 when `path` lies, links followed, in the data folder or its git checkout."""
    key, data = path.resolve(), data.resolve()
    checkout = next((folder for folder in (data, *data.parents) if (folder / ".git").exists()), data)
    for folder in (data, checkout):
        if key.is_relative_to(folder):
            raise DataProblem(diagnose("D106", path=path.as_posix(), folder=folder.as_posix()))


def refuse_present(path: Path) -> None:
    """Raises DataProblem D107 when a key, or a public key beside it, is there already; D111 for a `.pub` name."""
    if path == public_path(path):
        raise DataProblem(diagnose("D111", path=path.as_posix()))
    for there in (path, public_path(path)):
        if os.path.lexists(there):
            raise DataProblem(diagnose("D107", path=there.as_posix()))


def _too_open(path: Path) -> list[Diagnostic]:
    mode = path.stat().st_mode
    if os.name == "nt" or not mode & _OTHERS:
        return []
    return [diagnose("D108", path=path.as_posix(), mode=f"{mode & 0o777:o}")]
