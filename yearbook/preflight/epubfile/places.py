"""Whose record stands where in a page, and where that record is written in the data."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lxml import etree

from yearbook.diagnostics import Span
from yearbook.preflight.epubfile.page import Page


class Places:
    """anchors: ids of the records; spans: record → its place in the data (records without one have none)."""

    def __init__(self, anchors: Collection[str] = (), spans: Mapping[str, Span] | None = None) -> None:
        self._spans = spans or {}
        self._known = frozenset(anchors) | frozenset(self._spans)

    @property
    def known(self) -> frozenset[str]:
        return self._known

    def span(self, record: str) -> Span | None:
        return self._spans.get(record)

    def record(self, page: Page, element: etree._Element) -> str:
        """The record an element belongs to: the one around it, else the last that began before; empty for none."""
        node: etree._Element | None = element
        while node is not None:
            if node.get("id") in self._known:
                return str(node.get("id"))
            node = node.getparent()
        return self.record_at(page, element.sourceline or 0)

    def record_at(self, page: Page, line: int) -> str:
        """The last record that begins on this line of the page's source or before it."""
        return page.records(self._known).at(line) if self._known else ""
