"""Makes certain mends in data files, in place: only the characters that findings name, everything else to the byte.

A file is written only if the mended text still holds the same records: the same keys, lists and untouched values.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from yearbook.diagnostics import Diagnostic, Edit, Outcome, Span, diagnose
from yearbook.records.events import parse
from yearbook.records.findings import Findings
from yearbook.records.markdown_head import parse_text
from yearbook.records.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yearbook.storage import write_bytes, writing
from yearbook.values import dataclass

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


@dataclass(frozen=True)
class Mended:
    """One file with its mends: `edits` were made, in the order of the file."""

    shown: str
    path: Path
    before: str
    after: str
    edits: tuple[Edit, ...]


def diff(shown: str, before: str, after: str) -> str:
    """The change of a text as a unified diff of whole lines."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), shown, shown, lineterm="", n=1)
    return "".join(f"{line}\n" for line in lines)


def plan(root: Path, edits: Iterable[Edit]) -> Outcome[tuple[Mended, ...]]:
    """What the files under `root` (named `<root>/…` in the edits) become; nothing is written.

    Of edits that overlap the first is taken: the next run mends the rest. A file that has changed since it was read,
    or whose records would not stay the same, is left alone with a finding (T190).
    """
    by_file: dict[str, list[Edit]] = {}
    for edit in sorted(set(edits)):
        by_file.setdefault(edit.span.file, []).append(edit)
    mended, findings = [], []
    for shown, wanted in by_file.items():
        try:
            mended.append(_file(root, shown, wanted))
        except _Refused as refused:
            findings.append(refused.finding)
    return Outcome(tuple(mended), tuple(findings))


def write(files: Iterable[Mended]) -> None:
    """Put the mended texts in place, each file whole or not at all; a link keeps pointing to its file.

    Raises DataProblem when a file cannot be written.
    """
    for file in files:
        path = file.path.resolve()
        with writing(path):
            mode = path.stat().st_mode
            write_bytes(path, file.after.encode("utf-8", "surrogatepass"))
            path.chmod(mode & 0o7777)


class _Refused(Exception):
    def __init__(self, shown: str, reason: str) -> None:
        super().__init__(reason)
        self.finding: Diagnostic = diagnose("T190", Span(shown), file=shown, reason=reason)


def _file(root: Path, shown: str, wanted: list[Edit]) -> Mended:
    path = root.joinpath(*shown.split("/")[1:])
    try:
        before = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise _Refused(shown, "không đọc được tệp") from None
    bom = before.startswith("\ufeff")
    lines = _LINE.findall(before)
    edits = _apart(wanted)
    for edit in reversed(edits):  # from the end, so that the places before it stay what they are
        number = edit.span.line - 1
        shift = bom and number == 0
        start, end = edit.span.column - 1 + shift, edit.span.end_column - 1 + shift
        if number >= len(lines) or lines[number][start:end] != edit.old:
            raise _Refused(shown, "tệp đã đổi sau khi soát")
        lines[number] = lines[number][:start] + edit.new + lines[number][end:]
    after = "".join(lines)
    if not _same_records(path, before, after, edits):
        raise _Refused(shown, "sửa thì bản ghi không còn đọc được như cũ")
    return Mended(shown, path, before, after, edits)


def _apart(edits: list[Edit]) -> tuple[Edit, ...]:
    """Sorted edits without those that touch one taken before: the next run mends the rest."""
    taken: list[Edit] = []
    for edit in edits:
        last = taken[-1].span if taken else None
        if last is None or edit.span.line != last.line or edit.span.column > last.end_column:
            taken.append(edit)
    return tuple(taken)


def _same_records(path: Path, before: str, after: str, edits: tuple[Edit, ...]) -> bool:
    """Do both texts hold the same keys and lists, the same values but on the lines of the edits, and there as many
    letters more or less as the edits bring? (A `#` put in, say, would cut a value short.)"""
    if path.suffix.lower() not in (".yaml", ".yml", ".md"):
        return True
    old, new = _tree(path, before), _tree(path, after)
    if old is None or new is None:
        return old is None and new is None
    lines = {edit.span.line for edit in edits}
    was, now = list(_values(old, ())), list(_values(new, ()))
    ends = [*(value.node.line for value in was[1:]), max(lines) + 1]
    more = sum(_letters(value.node.text) for value in now) - sum(_letters(value.node.text) for value in was)
    if len(was) != len(now) or more != sum(_letters(edit.new) - _letters(edit.old) for edit in edits):
        return False
    return all(
        (a.path, a.node.line) == (b.path, b.node.line)
        and (a.node.text == b.node.text or any(a.node.line <= line <= end for line in lines))
        for a, b, end in zip(was, now, ends, strict=True)
    )


def _letters(text: str) -> int:
    """How many characters but white space, composed."""
    return len("".join(unicodedata.normalize("NFC", text).split()))


@dataclass(frozen=True)
class _Value:
    path: tuple[str | int, ...]
    node: ScalarNode


def _tree(path: Path, text: str) -> Node | None:
    findings = Findings("")
    read = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    node = parse_text(read, findings) if path.suffix.lower() == ".md" else parse(read, findings)
    return None if findings.errors else node


def _values(node: Node, path: tuple[str | int, ...]) -> Iterator[_Value]:
    match node:
        case ScalarNode():
            yield _Value(path, node)
        case MappingNode():
            for key, value in node.items.items():
                yield from _values(value, (*path, key))
        case SequenceNode():
            for position, value in enumerate(node.items):
                yield from _values(value, (*path, position))
