"""The book of releases, `so-phat-hanh.jsonl` beside the release folders: who was given what, when, with which hash.

One JSON object a line; each carries the hash of the line before it and ends with its own, the SHA-256 of the line
without `,"hash":"…"`. A line that is changed, moved or taken out of the middle breaks the chain at its number.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, fields
from enum import StrEnum
from pathlib import Path

from yearbook.diagnostics import DataProblem, Diagnostic, Outcome, Spot, diagnose
from yearbook.storage import build_lock, create_bytes, sync_folder, writing
from yearbook.values import dataclass

NAME = "so-phat-hanh.jsonl"
MAX_BYTES = 64_000_000
START = "0" * 64  # what the first line carries as the hash of the line before


class Event(StrEnum):
    """RELEASED: a release was sealed, `file` being its SHA256SUMS; GIVEN: an edition was made for a unit."""

    RELEASED = "released"
    GIVEN = "given"


@dataclass(frozen=True)
class Entry:
    """What is told in one line. unit, unit_name: empty for what is not of one unit; file: posix, in the release."""

    event: Event
    release: str
    build: str
    unit: str
    unit_name: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Line:
    """An entry with its place in the chain; time in UTC, to the second."""

    seq: int
    time: dt.datetime
    entry: Entry
    previous: str

    @property
    def hash(self) -> str:
        return hashlib.sha256(f"{self._body}}}".encode()).hexdigest()

    @property
    def text(self) -> str:
        """The line as it stands in the file, without its end."""
        return f'{self._body},"hash":"{self.hash}"}}'

    @property
    def _body(self) -> str:
        values = {"seq": self.seq, "time": self.time.strftime("%Y-%m-%dT%H:%M:%SZ")}
        whole = values | asdict(self.entry) | {"previous": self.previous}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).removesuffix("}")


@dataclass(frozen=True)
class _State:
    """The file as read: the sound lines, the bytes after the last line end, and the finding that ends the chain."""

    lines: tuple[Line, ...]
    rest: bytes
    size: int
    broken: Diagnostic | None


def read_log(releases: Path) -> Outcome[tuple[Line, ...]]:
    """The lines of the log of a releases folder up to where the chain holds; none when there is no log.

    D301: the last line was cut off; D303: the chain is broken. Raises DataProblem D304.
    """
    state = _read(releases / NAME)
    findings = [state.broken] if state.broken else []
    if state.rest and not state.broken:
        findings.append(diagnose("D301", spot=Spot(NAME), line=len(state.lines) + 1))
    return Outcome(state.lines, tuple(findings))


def append(releases: Path, entries: Sequence[Entry], now: dt.datetime) -> Outcome[tuple[Line, ...]]:
    """Append to the log of a releases folder, under its lock; the lines are on the disk when this returns.

    now: aware, from `context.clock_now`. D302: a line that a power failure had cut off was set aside.
    Raises DataProblem D303 (the chain is broken: nothing is written), D304, S1xx.
    """
    with build_lock(releases):
        return append_held(releases, entries, now)


def append_held(releases: Path, entries: Sequence[Entry], now: dt.datetime) -> Outcome[tuple[Line, ...]]:
    """`append` for those who hold the lock of the folder already."""
    path = releases / NAME
    state = _read(path)
    if state.broken:
        raise DataProblem(state.broken)
    findings = []
    with writing(path):
        if state.rest:
            aside = _set_aside(path, state)
            findings.append(diagnose("D302", spot=Spot(NAME), line=len(state.lines) + 1, aside=aside))
        lines = _chained(state.lines, entries, now.astimezone(dt.UTC))
        _write(path, "".join(f"{line.text}\n" for line in lines).encode(), state.size - len(state.rest))
    return Outcome(lines, tuple(findings))


def _chained(before: Sequence[Line], entries: Sequence[Entry], now: dt.datetime) -> tuple[Line, ...]:
    lines: list[Line] = []
    last = before[-1] if before else None
    for entry in entries:
        last = Line(last.seq + 1 if last else 1, now.replace(microsecond=0), entry, last.hash if last else START)
        lines.append(last)
    return tuple(lines)


def _write(path: Path, data: bytes, end: int) -> None:
    """Append after the last whole line; when the disk refuses, the file is as before."""
    rest = memoryview(data)
    with path.open("ab", buffering=0) as stream:  # a buffer would try once more on closing
        try:
            while rest:
                rest = rest[stream.write(rest) :]
            os.fsync(stream.fileno())
        except OSError:
            os.truncate(path, end)
            raise
    sync_folder(path.parent)


def _set_aside(path: Path, state: _State) -> str:
    """Keep the bytes of a cut-off line in a file of their own, then take them out; returns the file's name."""
    stem = f"{path.stem}-dong-dut-{len(state.lines) + 1}"
    names = (f"{stem}.txt", *(f"{stem}-{count}.txt" for count in range(2, 1000)))
    name = next(name for name in names if not os.path.lexists(path.with_name(name)))
    create_bytes(path.with_name(name), state.rest)
    with path.open("rb+") as stream:
        stream.truncate(state.size - len(state.rest))
        os.fsync(stream.fileno())
    return name


# --- reading ------------------------------------------------------------------------------------------------


def _read(path: Path) -> _State:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return _State((), b"", 0, None)
    except OSError:
        raise DataProblem(diagnose("D304", path=path.as_posix(), reason="không có quyền đọc")) from None
    if len(data) > MAX_BYTES:
        raise DataProblem(diagnose("D304", path=path.as_posix(), reason="lớn quá mức"))
    *whole, rest = data.split(b"\n")
    lines: list[Line] = []
    for number, raw in enumerate(whole, 1):
        line = _line(raw)
        reason = _fault(line, lines[-1] if lines else None, raw)
        if line is None or reason:
            return _State(tuple(lines), rest, len(data), diagnose("D303", spot=Spot(NAME), line=number, reason=reason))
        lines.append(line)
    return _State(tuple(lines), rest, len(data), None)


def _fault(line: Line | None, before: Line | None, raw: bytes) -> str:
    """What breaks the chain at this line; empty for a sound one."""
    if line is None:
        return "không phải một dòng của sổ"
    if line.text.encode() != raw:
        return "nội dung đã bị sửa"
    if line.previous != (before.hash if before else START):
        return "không nối với dòng trước: có dòng bị bỏ, thêm hay đổi chỗ"
    if line.seq != (before.seq if before else 0) + 1:
        return "số thứ tự sai"
    return ""


def _line(raw: bytes) -> Line | None:
    """The line of these bytes, its hash not yet compared; None when it is none of ours."""
    try:
        value = json.loads(raw.decode())
        time = dt.datetime.strptime(value["time"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
        entry = Entry(Event(value["event"]), *(str(value[field.name]) for field in fields(Entry)[1:]))
        line = Line(value["seq"], time, entry, str(value["previous"]))
        line.text.encode()  # half of a surrogate pair can be read from JSON, but not written
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return line if type(line.seq) is int else None
