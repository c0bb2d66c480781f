"""Plain WeasyPrint on the HTML of the print edition: `python -m tools.bench.oneshot prepare DATA CACHE FILE`, then
`… render FILE PDF`, which is what is measured.

The pages of the book are laid out once; contents and indexes, which hold page numbers, and what follows them a second
time when the numbers are known. All of it goes into one PDF. Nothing is tuned: neither garbage collection nor caches.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from tools.bench.adapter import Plain, plain
from yearbook.context import BuildContext

_ROUNDS = 6


class _Fetcher(URLFetcher):  # type: ignore[misc]  # weasyprint is untyped
    def __init__(self, files: Mapping[str, tuple[Path, str]]) -> None:
        super().__init__()
        self.files = files

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url not in self.files:
            raise FatalURLFetchingError(url)
        path, mime = self.files[url]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": mime})


@dataclass
class _Laid:
    html: str
    document: Any
    first: int


class _Press:
    """WeasyPrint with one style sheet, and what it has laid out so far."""

    def __init__(self, book: Plain) -> None:
        self.runs, self.variant, self.signature = book.runs, book.variant, book.signature
        self.fetcher, self.fonts = _Fetcher(book.files), FontConfiguration()
        self.profiles: dict[str, object] = {}
        self.sheet = CSS(
            string=book.css, font_config=self.fonts, url_fetcher=self.fetcher, color_profiles=self.profiles
        )
        self.laid: dict[int, _Laid] = {}

    @property
    def pages(self) -> list[Any]:
        return [page for index in sorted(self.laid) for page in self.laid[index].document.pages]

    def lay_out(self, html: str) -> Any:
        return HTML(string=html, url_fetcher=self.fetcher).render(
            font_config=self.fonts,
            color_profiles=self.profiles,
            stylesheets=[self.sheet],
            pdf_variant=self.variant,
        )

    def missing(self) -> int:
        """Pages that the last signature lacks; none before all is laid out."""
        others = [index for index, run in enumerate(self.runs) if not run.fills]
        if not self.laid.keys() >= set(others):
            return 0
        return -sum(len(self.laid[index].document.pages) for index in others) % self.signature

    def round(self, anchors: dict[str, int] | None) -> bool:
        """Lay out what is not laid out yet or has moved; whether anything was."""
        moved, first = False, 1
        for index, run in enumerate(self.runs):
            old, count = self.laid.get(index), self.missing() if run.fills else 0
            if run.fills and not count:
                moved |= self.laid.pop(index, None) is not None
                continue
            if not old or old.first != first or run.needs_pages or run.fills:
                html = run.html(anchors, first, count)
                if not old or old.html != html:
                    self.laid[index], moved = _Laid(html, self.lay_out(html), first), True
            first += len(self.laid[index].document.pages)
        return moved


def render(book: Plain) -> bytes:
    """The whole book as one PDF."""
    press = _Press(book)
    anchors: dict[str, int] | None = None
    for _ in range(_ROUNDS):
        if not press.round(anchors):
            break
        anchors = _anchors(press.pages)
    first = press.laid[0].document
    pdf: bytes = first.copy(press.pages).write_pdf(pdf_variant=book.variant, pdf_tags=False, custom_metadata=False)
    return pdf


def _anchors(pages: list[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for anchor in page.anchors:
            found.setdefault(anchor, number)
    return found


def main(words: list[str]) -> None:
    if words[0] == "prepare":
        data, cache, file = map(Path, words[1:])
        context = BuildContext(data=data, out=file.parent, cache=cache)
        file.write_bytes(pickle.dumps(plain(context), pickle.HIGHEST_PROTOCOL))
    else:
        book: Plain = pickle.loads(Path(words[1]).read_bytes())  # noqa: S301 - `prepare` packed it
        Path(words[2]).write_bytes(render(book))


if __name__ == "__main__":
    main(sys.argv[1:])
