"""From the name a record gives to a file under `photos/`: the same answer on every system, and never outside."""

from __future__ import annotations

import difflib
import os
import re
import stat
import unicodedata
from functools import cached_property
from pathlib import Path

from yearbook.diagnostics import DataProblem, Span, diagnose

_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>"|?*\x00-\x1f\x7f]')
_MAX_LISTED = 20_000
_MAX_COMPARED = 200  # comparing spellings is slow; a book that misses more photos than this misses a folder


class PhotoFolder:
    """The folder of photos during one run; each listing is read once. hashes: sha256 of photos (`photo_hash`)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.hashes: dict[Path, str] = {}
        self._listings: dict[Path, dict[str, tuple[str, ...]]] = {}
        self._found: dict[str, Path] = {}
        self._inside: dict[Path, bool] = {}
        self._everything: tuple[str, ...] | None = None
        self._compared = 0

    def find(self, name: str, span: Span | None = None, record: str = "") -> Path:
        """The file `name` (relative, `/` or `\\`) stands for; raises DataProblem I101–I104, I109.

        Letters match in any Unicode form (NFC, NFD) and exact case.
        """
        if name not in self._found:
            path = self.root
            for part in self._parts(name, span, record):
                path = path / self._entry(path, part, name, span, record)
            self._check(path, name, span, record)
            self._found[name] = path
        return self._found[name]

    def _parts(self, name: str, span: Span | None, record: str) -> list[str]:
        def outside(reason: str) -> DataProblem:
            return DataProblem(diagnose("I102", span, record=record, name=shown(name), reason=reason))

        path = name.replace("\\", "/")
        if path.startswith("//"):
            raise outside("đường dẫn ổ mạng")
        if path.startswith(("/", "~")):
            raise outside("đường dẫn tuyệt đối")
        if ":" in path:
            raise outside("có ký tự ổ đĩa hoặc địa chỉ")
        parts = [unicodedata.normalize("NFC", part) for part in path.split("/") if part not in {"", "."}]
        if ".." in parts:
            raise outside("có `..`")
        for part in parts:
            if reason := _unsafe(part):
                raise DataProblem(diagnose("I103", span, record=record, name=shown(name), reason=reason))
        if not parts:
            raise DataProblem(diagnose("I109", span, record=record, name=shown(name), kind="thư mục"))
        return parts

    def _entry(self, folder: Path, part: str, name: str, span: Span | None, record: str) -> str:
        matches = self._listing(folder).get(_fold(part), ())
        if len(matches) > 1:
            names = ", ".join(f"«{shown(match)}»" for match in matches)
            raise DataProblem(diagnose("I104", span, record=record, name=shown(name), matches=names))
        if not matches or unicodedata.normalize("NFC", matches[0]) != part:
            near = self._nearest(name)
            hint = f"có phải là «{shown(near)}»?" if near else None
            raise DataProblem(diagnose("I101", span, record=record, name=shown(name), hint=hint))
        return matches[0]

    def _listing(self, folder: Path) -> dict[str, tuple[str, ...]]:
        """Names in a folder by their form without case and composition."""
        if folder not in self._listings:
            found: dict[str, tuple[str, ...]] = {}
            try:
                names = sorted(os.listdir(folder))  # noqa: PTH208 - names only, no Path for each of thousands
            except OSError:
                names = []
            for entry in names:
                found[_fold(entry)] = (*found.get(_fold(entry), ()), entry)
            self._listings[folder] = found
        return self._listings[folder]

    def _check(self, path: Path, name: str, span: Span | None, record: str) -> None:
        """Follow links once: the end must lie inside the folder and be a plain file."""
        try:
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode):
                real = path.resolve(strict=True)
                inside, mode = real.is_relative_to(self._real_root), real.stat().st_mode
            else:
                inside = self._is_inside(path.parent)
        except (OSError, RuntimeError):
            kind = "lối tắt gãy hoặc đi vòng"
            raise DataProblem(diagnose("I109", span, record=record, name=shown(name), kind=kind)) from None
        if not inside:
            reason = "lối tắt dẫn ra ngoài"
            raise DataProblem(diagnose("I102", span, record=record, name=shown(name), reason=reason))
        if not stat.S_ISREG(mode):
            kind = "thư mục" if stat.S_ISDIR(mode) else "ống dẫn hoặc thiết bị"
            raise DataProblem(diagnose("I109", span, record=record, name=shown(name), kind=kind))

    def _is_inside(self, folder: Path) -> bool:
        """Whether a listed folder lies in ours, all links followed."""
        if folder not in self._inside:
            self._inside[folder] = folder.resolve(strict=True).is_relative_to(self._real_root)
        return self._inside[folder]

    @cached_property
    def _real_root(self) -> Path:
        return self.root.resolve(strict=True)

    def _nearest(self, name: str) -> str | None:
        """The listed file most like `name`; the same name in another folder or case counts as very near."""
        if self._everything is None:
            self._everything = self._walk()
        wanted = _fold(name.replace("\\", "/"))
        folded = {_fold(path): path for path in self._everything}
        if wanted in folded:
            return folded[wanted]
        elsewhere = [path for path in self._everything if _fold(path).rpartition("/")[2] == wanted.rpartition("/")[2]]
        if elsewhere:
            return elsewhere[0]
        self._compared += 1
        if self._compared > _MAX_COMPARED:
            return None
        near = difflib.get_close_matches(wanted, folded, n=1, cutoff=0.7)
        return folded[near[0]] if near else None

    def _walk(self) -> tuple[str, ...]:
        """All files under the folder, links not followed, at most 20,000."""
        names: list[str] = []
        for folder, below, files in os.walk(self.root):
            below.sort()
            prefix = Path(folder).relative_to(self.root).as_posix()
            names += [file if prefix == "." else f"{prefix}/{file}" for file in sorted(files) if file[0] != "."]
            if len(names) >= _MAX_LISTED:
                break
        return tuple(unicodedata.normalize("NFC", name) for name in names[:_MAX_LISTED])


def shown(text: str) -> str:
    """A name fit for a message: composed, and with invisible or control characters spelt out."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in composed)


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _unsafe(part: str) -> str:
    if _FORBIDDEN.search(part):
        return 'có ký tự điều khiển hoặc một trong các dấu < > " | ? *'
    if part != part.rstrip(". "):
        return "có dấu chấm hoặc dấu cách ở cuối"
    stem = part.split(".")[0].rstrip(" ")
    return f"«{stem}» là tên Windows giữ riêng" if _RESERVED.fullmatch(stem) else ""
