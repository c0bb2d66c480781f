"""Check 18 of the file: no scripts, actions, attachments, forms or films (ISO 15930-7)."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.content.spaces import plain
from yearbook.preflight.subject import Subject

MAX_OUTLINES = 20_000
_MEDIA = {"Movie", "Sound", "Screen", "RichMedia", "3D"}


def check(subject: Subject) -> Iterator[Diagnostic]:
    for what in dict.fromkeys(_of_file(subject.pdf.Root)):
        yield subject.found("P234", what=what)
    for number, page in enumerate(subject.pdf.pages, 1):
        for what in dict.fromkeys(_of_page(page.obj)):
            yield subject.found("P234", number, what=what)


def _of_file(root: Object) -> Iterator[str]:
    opening = root.get("/OpenAction")
    if isinstance(opening, Dictionary):
        yield _action(opening) + " khi mở tệp"
    if root.get("/AA") is not None:
        yield "hành động gắn với tệp (AA)"
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        if names.get("/JavaScript") is not None:
            yield "đoạn mã JavaScript"
        if names.get("/EmbeddedFiles") is not None:
            yield "tệp đính kèm"
    if root.get("/AF") is not None:
        yield "tệp đính kèm"
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary):
        yield "biểu mẫu XFA" if form.get("/XFA") is not None else "biểu mẫu điền (AcroForm)"
    for action in _outline_actions(root.get("/Outlines")):
        if plain(action.get("/S")) != "GoTo":
            yield _action(action) + " trong mục lục dấu trang"


def _outline_actions(root: object) -> Iterator[Dictionary]:
    """Actions of bookmarks; going to a page of the same file is none that a printer minds."""
    waiting = [root.get("/First")] if isinstance(root, Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < MAX_OUTLINES:
        item = waiting.pop()
        if not isinstance(item, Dictionary) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        action = item.get("/A")
        if isinstance(action, Dictionary):
            yield action
        waiting += [item.get("/First"), item.get("/Next")]


def _of_page(page: Object) -> Iterator[str]:
    if page.get("/AA") is not None:
        yield "hành động gắn với trang (AA)"
    annotations = page.get("/Annots")
    for item in list(annotations)[:10_000] if isinstance(annotations, Array) else []:
        if not isinstance(item, Dictionary):
            continue
        if plain(item.get("/Subtype")) in _MEDIA:
            yield "phim, âm thanh hoặc đa phương tiện"
        if item.get("/AA") is not None:
            yield "hành động gắn với một chú thích (AA)"
        action = item.get("/A")
        if isinstance(action, Dictionary) and plain(action.get("/S")) not in {"URI", "GoTo"}:
            yield _action(action)


def _action(action: Object) -> str:
    kind = plain(action.get("/S"))
    return {"JavaScript": "đoạn mã JavaScript", "Launch": "lệnh mở chương trình khác"}.get(kind, f"hành động {kind}")
