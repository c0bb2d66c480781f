"""Markdown files with a YAML head between two `---` lines; the text under the head becomes the field `body`."""

from __future__ import annotations

import unicodedata

from yearbook.diagnostics import Outcome
from yearbook.records.events import parse
from yearbook.records.findings import Findings
from yearbook.records.nodes import MappingNode, Node, ScalarNode
from yearbook.records.reading import clean_text

BODY = "body"


def parse_markdown(data: bytes | str, file: str) -> Outcome[Node | None]:
    """The raw tree of a file's bytes (or text); `file` is the path to show. None when empty or unreadable."""
    findings = Findings(file)
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    text = clean_text(raw, findings, markdown=True)
    node = None if text is None else parse_text(text, findings)
    return Outcome(node, findings.close())


def parse_text(text: str, findings: Findings) -> Node | None:
    """Vetted text → raw tree of the head with `body`: from the first line with text on it, without trailing blanks.

    Line `n` of `body` (0-based) is line `span("body").line + n` of the file.
    """
    lines = text.split("\n")
    if not any(line.strip() for line in lines):
        findings.add("Y108")
        return None
    if lines[0].rstrip() != "---":
        findings.add("Y140")
        return None
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        findings.add("Y141")
        return None
    head = parse("\n".join(lines[1:end]) + "\n", findings, first_line=2)
    if head is None:
        if not any(line.strip() for line in lines[1:end]):
            findings.add("Y140")
        return None
    if not isinstance(head, MappingNode):
        return head
    if BODY in head.items:
        key = head.keys[BODY]
        findings.add("Y142", findings.span(key.line, key.column, key.end_column))
    return _with_body(head, lines, end)


def _with_body(head: MappingNode, lines: list[str], end: int) -> MappingNode:
    start = next((number for number in range(end + 1, len(lines)) if lines[number].strip()), None)
    items = {key: value for key, value in head.items.items() if key != BODY}
    keys = {key: value for key, value in head.keys.items() if key != BODY}
    if start is None:  # the body stands as a key without a value on the line that ends the head
        items[BODY] = keys[BODY] = ScalarNode("", end + 1, 1, 4, missing=True)
    else:
        body = unicodedata.normalize("NFC", "\n".join(lines[start:]).rstrip())
        items[BODY] = keys[BODY] = ScalarNode(body, start + 1, 1, len(lines[start].rstrip()) + 1)
    return MappingNode(head.line, head.column, head.end_column, items, keys)
