"""Pages read one after the other: what each paints. A page that is damaged has faults, it raises nothing."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Page, Stream

from yearbook.geometry import Rect
from yearbook.preflight.content import operators
from yearbook.preflight.content.library import Library
from yearbook.preflight.content.machine import DAMAGE, Budget, Machine
from yearbook.preflight.content.painted import PageContent
from yearbook.preflight.content.spaces import group_space
from yearbook.preflight.content.streams import unpacked

MAX_STREAMS = 10_000
PAGE_OPERATORS, PAGE_BYTES = 2_000_000, 64 * 2**20
FILE_OPERATORS, FILE_BYTES = 12_000_000, 768 * 2**20


class Reader:
    """Reads the pages of one file; what pages share is read once."""

    def __init__(self) -> None:
        assert operators.__all__  # the table is filled by the import
        self.library = Library()
        self.budget = Budget(FILE_OPERATORS, FILE_BYTES)

    def read(self, page: Page, number: int, media: Rect, data: bytes | None = None) -> PageContent:
        """A page. data: read as its content instead of its own."""
        content = PageContent(number)
        budget = Budget(PAGE_OPERATORS, PAGE_BYTES, self.budget)
        if budget.empty:
            content.cut = True
            return content
        machine = Machine(self.library, budget, content, media)
        try:
            group = page.obj.get("/Group")
            if isinstance(group, Dictionary):
                content.groups.append(group_space(group))
                content.untold = bool(group.get("/K", False))
            resources = self.library.resources(page.obj.get("/Resources", page.Resources))
            machine.run(_contents(page, machine) if data is None else data, resources)
            content.open = bool(machine.stack or machine.skipped or machine.tolerant)
        except DAMAGE:
            machine.fault("cấu trúc trang hỏng")
        return content


def _contents(page: Page, machine: Machine) -> bytes:
    """All content streams of a page as one (ISO 32000-2, 7.7.3.3: as if a space stood between them)."""
    value = page.obj.get("/Contents")
    streams = list(value)[:MAX_STREAMS] if isinstance(value, Array) else [value] if value is not None else []
    parts, size = [], 0
    for stream in streams:
        if not isinstance(stream, Stream):
            machine.fault("một phần nội dung trang không còn trong tệp")
            continue
        part = machine.unpack(lambda stream=stream: unpacked(stream))  # type: ignore[misc]
        size += len(part)
        if size > PAGE_BYTES:
            machine.content.cut = True
            break
        parts.append(part)
    return b"\n".join(parts)
