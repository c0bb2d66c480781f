"""Any folder of plain texts, read as strictly as the records: for proofreading what is not in the book yet."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from yearbook.diagnostics import Diagnostic, Edit, Outcome, Span, diagnose
from yearbook.records.findings import Findings
from yearbook.records.layout import MAX_FILES, shown_name
from yearbook.records.nodes import ScalarNode
from yearbook.records.origin import NodeOrigin
from yearbook.records.reading import read_text
from yearbook.records.written import Source
from yearbook.values import dataclass

ENDINGS = (".txt", ".md")


@dataclass(frozen=True)
class PlainText:
    """One file: `text` composed (NFC), and where its characters are written."""

    shown: str
    text: str
    origin: NodeOrigin

    def span(self, start: int, end: int) -> Span:
        return self.origin.part((), start, end)

    def edit(self, start: int, end: int, new: str) -> Edit | None:
        return self.origin.edit((), start, end, new)


def read_folder(folder: Path) -> Outcome[tuple[PlainText, ...]]:
    """The texts (.txt, .md) of a folder and of those below it, in order of their names, with the faults of the files.

    Links that lead out of the folder are not followed. Raises nothing for any content of the folder.
    """
    root = Path(os.path.abspath(folder))  # noqa: PTH100 - the name as given: a link is not followed
    if not root.is_dir():
        name = shown_name(str(folder))
        return Outcome((), (diagnose("Y101", Span(name), path=name),))
    real = root.resolve()
    texts: list[PlainText] = []
    diagnostics: list[Diagnostic] = []
    paths = [path for path in root.rglob("*") if path.suffix.lower() in ENDINGS]
    for path in sorted(paths, key=lambda p: p.relative_to(root).as_posix())[:MAX_FILES]:
        if not path.is_file() or not path.resolve().is_relative_to(real):
            continue
        shown = shown_name(f"{root.name}/{path.relative_to(root).as_posix()}")
        findings = Findings(shown)
        if (text := read_text(path, findings, markdown=True)) is not None:
            node = ScalarNode(unicodedata.normalize("NFC", text), 1, 1, 0)
            texts.append(PlainText(shown, node.text, NodeOrigin(shown, node, Source(shown, text))))
        diagnostics += findings.close()
    return Outcome(tuple(texts), tuple(diagnostics))
