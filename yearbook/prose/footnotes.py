"""Footnotes: definitions `[^1]: …` are lifted out of the source before the Markdown is read."""

from __future__ import annotations

import re

from yearbook.values import dataclass

MARK = r"\[\^([^\[\]\s^]{1,32})\]"
_DEFINITION = re.compile(rf" {{0,3}}{MARK}:[ \t]*")


@dataclass(frozen=True)
class Definition:
    """What stands behind `[^mark]:`; `line` counts from 0 in the source."""

    mark: str
    text: str
    line: int


def lift(source: str) -> tuple[str, tuple[Definition, ...]]:
    """The source with its definitions blanked out (line numbers stay), and the definitions in order.

    A definition runs on until a blank line, a heading or the next definition.
    """
    if "[^" not in source:
        return source, ()
    kept: list[str] = []
    found: list[tuple[str, list[str], int]] = []
    inside = False
    for number, line in enumerate(source.split("\n")):
        if match := _DEFINITION.match(line):
            found.append((match[1], [line[match.end() :]], number))
            inside = True
        elif inside and line.strip() and not line.startswith("#"):
            found[-1][1].append(line.strip())
        else:
            inside = False
            kept.append(line)
            continue
        kept.append("")
    return "\n".join(kept), tuple(Definition(mark, "\n".join(lines), line) for mark, lines, line in found)
