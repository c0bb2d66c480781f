"""SHA256SUMS in the form of coreutils: `sha256sum -c SHA256SUMS` checks a release on any Linux."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from yearbook.diagnostics import DataProblem, Diagnostic, Outcome, Spot, diagnose
from yearbook.release.folder import digest, is_safe, list_folder
from yearbook.release.model import SIGNATURE, SUMS

MAX_BYTES = 16_000_000
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")  # the star: read as binary, which is all the same here


def sum_folder(root: Path) -> dict[str, str]:
    """Path → SHA-256 of every file of a release but the sums and their signature, sorted by path.

    Raises DataProblem D201, D212 (a link or device in it), D213 (a name that a list cannot hold), OSError.
    """
    listing = list_folder(root)
    for path in listing.odd:
        raise DataProblem(diagnose("D212", spot=Spot(path)))
    return {path: _digest(root, path) for path in listing.files if path not in (SUMS, SIGNATURE)}


def _digest(root: Path, path: str) -> str:
    if not is_safe(path):
        raise DataProblem(diagnose("D213", spot=Spot(path)))
    return digest(root, path)


def render_sums(sums: Mapping[str, str]) -> bytes:
    """The file, sorted by path."""
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()


def parse_sums(data: bytes) -> Outcome[dict[str, str]]:
    """Path → SHA-256; D208 for each line that is not of the form, leads out of the folder or repeats a path."""
    sums: dict[str, str] = {}
    findings: list[Diagnostic] = []
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        match = _LINE.fullmatch(line)
        if match and is_safe(match[2]) and match[2] not in sums:
            sums[match[2]] = match[1]
        elif line:
            findings.append(diagnose("D208", spot=Spot(SUMS), line=number))
    return Outcome(sums, tuple(findings))
