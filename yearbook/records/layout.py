"""Finds the data files: what is where, in a fixed order; nothing outside the data folder is ever opened."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import field
from pathlib import Path

from yearbook.diagnostics import Diagnostic, Span, diagnose
from yearbook.records.kinds import KINDS, Form, Kind
from yearbook.records.nearest import nearest
from yearbook.records.reading import reason_of
from yearbook.values import dataclass

MAX_FILES = 20_000
_YAML = (".yaml", ".yml")
# Known neighbours of the records that this room does not read; the rest of what is ignored is in `_ignored`.
_NEIGHBOURS = frozenset({"photos", "profiles", "schema", "waivers.yaml"})
_LITTER = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class DataFile:
    """A file to read: where it is, and the path to show (posix, from the data folder's parent)."""

    kind: Kind
    path: Path
    shown: str


@dataclass
class Layout:
    """What was found, in order of kind and name."""

    files: list[DataFile] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def discover(root: Path) -> Layout:
    """List the data files under `root` (an existing folder)."""
    return _Discovery(root).run()


def shown_name(name: str) -> str:
    """A file name safe to show: undecodable bytes and control characters become �."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


class _Discovery:
    def __init__(self, root: Path) -> None:
        self._root = root
        self._real = os.path.realpath(root)
        self._name = shown_name(root.name or "data")
        self._layout = Layout()

    def run(self) -> Layout:
        kinds = {kind.place: kind for kind in KINDS}
        found: dict[str, os.DirEntry[str]] = {}
        for entry in self._list(self._root, self._name):
            if entry.name in kinds:
                found[entry.name] = entry
            elif entry.name not in _NEIGHBOURS and not _ignored(entry.name):
                self._unknown(entry, [*kinds, *sorted(_NEIGHBOURS)])
        for place, kind in kinds.items():
            if place in found:
                self._take(kind, found[place])
        return self._layout

    def _take(self, kind: Kind, entry: os.DirEntry[str]) -> None:
        shown = f"{self._name}/{entry.name}"
        if not self._inside(entry, shown):
            return
        wants_folder = kind.form in (Form.FOLDER, Form.MARKDOWN)
        if wants_folder and _is_folder(entry):
            self._folder(kind, Path(entry.path), shown)
        elif not wants_folder and _is_file(entry):
            self._add(kind, entry, shown)
        else:
            reason = "phải là một thư mục" if wants_folder else "phải là một tệp thường"
            self._note("Y105", shown, reason=reason)

    def _folder(self, kind: Kind, folder: Path, shown: str) -> None:
        endings = (".md",) if kind.form is Form.MARKDOWN else _YAML
        for entry in self._list(folder, shown):
            if _ignored(entry.name):
                continue
            path = f"{shown}/{shown_name(entry.name)}"
            if not entry.name.lower().endswith(endings) or _is_folder(entry):
                accepted = " hoặc ".join(endings)
                hint = f"thư mục `{shown}/` chỉ nhận các tệp {accepted}, không xếp thư mục con"
                self._note("Y107", path, hint=hint)
            elif not self._inside(entry, path):
                continue
            elif not _is_file(entry):
                self._note("Y105", path, reason="không phải tệp thường, hoặc liên kết hỏng")
            else:
                self._add(kind, entry, path)

    def _add(self, kind: Kind, entry: os.DirEntry[str], shown: str) -> None:
        if len(self._layout.files) == MAX_FILES:
            self._note("Y113", self._name, what=f"có hơn {MAX_FILES:,} tệp dữ liệu".replace(",", "."))
        if len(self._layout.files) <= MAX_FILES:
            self._layout.files.append(DataFile(kind, Path(entry.path), shown))

    def _list(self, folder: Path, shown: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda e: (unicodedata.normalize("NFC", e.name), e.name))
        except OSError as error:
            self._note("Y105", shown, reason=reason_of(error))
            return []

    def _inside(self, entry: os.DirEntry[str], shown: str) -> bool:
        if not entry.is_symlink():
            return True
        target = os.path.realpath(entry.path)
        if target == self._real or target.startswith(self._real + os.sep):
            return True
        self._note("Y106", shown)
        return False

    def _unknown(self, entry: os.DirEntry[str], known: list[str]) -> None:
        name = shown_name(entry.name)
        near = nearest(name, known)
        hint = f"có phải `{near}`?" if near and near != name else None
        self._note("Y107", f"{self._name}/{name}", hint=hint)

    def _note(self, code: str, shown: str, *, hint: str | None = None, reason: str = "", what: str = "") -> None:
        self._layout.diagnostics.append(diagnose(code, Span(shown), hint=hint, path=shown, reason=reason, what=what))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """The system is asked about links alone; one that leads round in a circle is no folder."""
    return entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and Path(entry.path).is_dir())


def _is_file(entry: os.DirEntry[str]) -> bool:
    """A regular file: opening a pipe or a device could wait for ever."""
    return entry.is_file(follow_symlinks=False) or (entry.is_symlink() and Path(entry.path).is_file())


def _ignored(name: str) -> bool:
    """Hidden files, notes to people, and what editors and systems leave about."""
    lower = name.lower()
    return (
        lower.startswith((".", "~$", "readme"))
        or lower.endswith((".txt", ".json", "~", ".bak", ".swp", ".tmp"))
        or lower in _LITTER
    )
