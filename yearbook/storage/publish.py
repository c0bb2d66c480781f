"""From the staging folder to `dist/`: all files of a build or none, whatever happens in between.

    1 the build is written to `out/.staging-…`
    2 the files about to be replaced get a second name in the staging folder (hard link, else copy)
    3 a journal is written: from here on the new set counts
    4 every file is renamed into place, leftovers of the last build are removed
    5 the journal and the staging folder go

Killed before 3, the old set stands; killed later, `recover` finishes step 4. When a rename is refused
(on Windows: a reader holds the file) the journal is turned round and the old set is put back.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from yearbook.storage import atomic
from yearbook.storage.problems import write_problem, writing
from yearbook.values import dataclass

JOURNAL = ".yearbook-publish.json"
MANIFEST = ".yearbook-files.json"
STAGING_PREFIX = ".staging-"
_BACKUP = ".old"
_STAGING_NAME = re.compile(r"\.staging-[A-Za-z0-9_]+")
_NAME = re.compile(r"(?!\.)[^/\\:]+(?:/(?!\.)[^/\\:]+)*")


@dataclass(frozen=True)
class _Journal:
    """What a publication set out to do. `kept` are the names that have a backup; `back`: undo instead of finish."""

    staged: str
    names: tuple[str, ...]
    remove: tuple[str, ...]
    kept: tuple[str, ...]
    back: bool = False


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A fresh staging folder inside `out` (made when missing), removed afterwards. OSError → DataProblem."""
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=STAGING_PREFIX, dir=out))
    try:
        yield staged
    finally:
        # after a failed undo the journal still needs the folder; `recover` clears it next time
        journal = _read_journal(out)
        if journal is None or journal.staged != staged.name:
            shutil.rmtree(staged, ignore_errors=True)


def publish(staged: Path, out: Path, names: Sequence[str], *, book: str = "", full: bool = False) -> None:
    """Move `names` (posix paths under `staged`, which lies in `out`) into `out`, whole or not at all.

    `book` is the slug of the book: `out` may hold several. With `full`, files that the last build of this
    book published and this one did not make are removed. Call it, and `recover` before it, under `build_lock`.
    Raises DataProblem (S101–S104) with the old set intact; ValueError or FileNotFoundError mean a bug in the caller.
    """
    _check_arguments(staged, out, names)
    try:
        journal = _prepare(staged, out, names, book, full)
    except OSError as error:
        raise write_problem(error, _culprit(error, out)) from error
    try:
        _finish(out, journal)
    except OSError as error:
        with writing(out):
            _write_journal(out, replace(journal, back=True))
            _undo(out, journal)
        raise write_problem(error, _culprit(error, out)) from error


def recover(out: Path) -> bool:
    """Finish or undo a publication that was cut off, and sweep what killed builds left in `out`.

    Returns True when a publication had been cut off (say so: S107). Call it under `build_lock`, at the start.
    Raises DataProblem when the folder cannot be written.
    """
    if not out.is_dir():
        return False
    with writing(out):
        journal = _read_journal(out)
        if journal is not None:
            (_undo if journal.back else _finish)(out, journal)
        (out / JOURNAL).unlink(missing_ok=True)
        for entry in sorted(out.glob(f"{STAGING_PREFIX}*")):
            if _STAGING_NAME.fullmatch(entry.name) and entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
        atomic.sweep(out)
    return journal is not None


def published(out: Path, book: str = "") -> tuple[str, ...]:
    """The names that stand in `out` as the files of `book`, sorted."""
    return _read_manifest(out).get(book, ())


def _prepare(staged: Path, out: Path, names: Sequence[str], book: str, full: bool) -> _Journal:
    """Steps 2 and 3: nothing in `out` changes yet, and with the journal written nothing is lost any more."""
    manifest = _read_manifest(out)
    before = manifest.get(book, ())
    remove = tuple(sorted(set(before) - set(names))) if full else ()
    manifest[book] = tuple(sorted({*names} if full else {*before, *names}))
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    atomic.write_bytes(staged / MANIFEST, text.encode())
    everything = (*dict.fromkeys(names), MANIFEST)
    for name in everything:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        atomic.sync_file(staged / name)
    kept = tuple(name for name in (*everything, *remove) if _keep(out / name, staged / _BACKUP / name))
    for folder in {staged, *((staged / _BACKUP / name).parent for name in kept)}:
        atomic.sync_folder(folder)
    journal = _Journal(staged.name, everything, remove, kept)
    _write_journal(out, journal)
    return journal


def _finish(out: Path, journal: _Journal) -> None:
    """Rename what is still staged, remove the leftovers; may be run again after a kill."""
    staged = out / journal.staged
    for name in journal.names:
        if (staged / name).exists():
            atomic.replace(staged / name, out / name)
    for name in journal.remove:
        (out / name).unlink(missing_ok=True)
    _close(out, journal)


def _undo(out: Path, journal: _Journal) -> None:
    """Put the old set back; may be run again after a kill."""
    staged = out / journal.staged
    for name in (*journal.names, *journal.remove):
        backup = staged / _BACKUP / name
        if name in journal.kept:
            if backup.exists():
                atomic.replace(backup, out / name)
        elif (out / name).exists() and not (staged / name).exists():
            atomic.replace(out / name, staged / name)
    _close(out, journal)


def _close(out: Path, journal: _Journal) -> None:
    for folder in {(out / name).parent for name in (*journal.names, *journal.remove)}:
        if folder.is_dir():
            atomic.sync_folder(folder)
    (out / JOURNAL).unlink(missing_ok=True)
    atomic.sync_folder(out)
    shutil.rmtree(out / journal.staged, ignore_errors=True)


def _keep(current: Path, backup: Path) -> bool:
    """Give a published file a second name, so that it survives being replaced; False when there is none."""
    if not current.exists():
        return False
    backup.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(current, backup)
    except OSError:
        shutil.copy2(current, backup)  # file systems without hard links
    return True


def _check_arguments(staged: Path, out: Path, names: Sequence[str]) -> None:
    if staged.parent != out or not _STAGING_NAME.fullmatch(staged.name):
        raise ValueError(f"{staged} is not a staging folder of {out}")
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a name to publish: {name!r}")
        if not (staged / name).is_file():
            raise FileNotFoundError(staged / name)


def _culprit(error: OSError, out: Path) -> Path:
    """The published file that was refused; the folder when it was one of our own files in between."""
    path = Path(os.fsdecode(error.filename2 or error.filename or out))
    ours = path.suffix == atomic.TEMP_SUFFIX or any(_STAGING_NAME.fullmatch(part) for part in path.parts)
    return out if ours else path


def _write_journal(out: Path, journal: _Journal) -> None:
    atomic.write_bytes(out / JOURNAL, json.dumps(asdict(journal), ensure_ascii=False).encode())


def _read_journal(out: Path) -> _Journal | None:
    """The journal, or None when there is none or it is not one of ours (it is replaced atomically, never half)."""
    raw = _read_json(out / JOURNAL)
    if not isinstance(raw, dict):
        return None
    staged = raw.get("staged")
    if not isinstance(staged, str) or not _STAGING_NAME.fullmatch(staged):
        return None
    names, remove, kept = (_names(raw.get(part), _own) for part in ("names", "remove", "kept"))
    return _Journal(staged, names, remove, kept, back=raw.get("back") is True)


def _read_manifest(out: Path) -> dict[str, tuple[str, ...]]:
    raw = _read_json(out / MANIFEST)
    if not isinstance(raw, dict):
        return {}
    return {book: _names(names, _foreign) for book, names in raw.items()}


def _foreign(name: str) -> bool:
    return bool(_NAME.fullmatch(name))


def _own(name: str) -> bool:
    return name == MANIFEST or _foreign(name)


def _names(raw: object, allowed: Callable[[str], bool]) -> tuple[str, ...]:
    """Only names that stay inside the folder: these files decide what is moved and removed."""
    items = raw if isinstance(raw, list) else []
    return tuple(name for name in items if isinstance(name, str) and allowed(name))


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError, RecursionError):
        return None
