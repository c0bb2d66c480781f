"""What the tests of several rooms share: small data folders laid over each other, findings as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from yearbook.diagnostics import Diagnostic

_REPEATED = re.compile(r"‹(\S+) × (\d+)›")


def lay_over(target: Path, *layers: Path) -> Path:
    """Copy folders into `target`, later ones over earlier ones; «‹chữ × 3›» in a text file becomes «chữ chữ chữ»."""
    for layer in layers:
        for source in sorted(path for path in layer.rglob("*") if path.is_file()):
            copy = target / source.relative_to(layer)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if source.suffix in {".yaml", ".md"}:
                copy.write_text(_REPEATED.sub(_repeat, source.read_text("utf-8")), "utf-8")
            else:
                copy.write_bytes(source.read_bytes())
    return target


def _repeat(match: re.Match[str]) -> str:
    return " ".join([match[1]] * int(match[2]))


def told(findings: Iterable[Diagnostic]) -> str:
    """One line a finding: `file:line:column code severity message | hint`."""
    return "".join(f"{d.span or '-'} {d.code} {d.severity.value} {d.message} | {d.hint}\n" for d in findings)
