"""The only door to WeasyPrint: HTML and CSS in, laid-out pages out; anything it only logs becomes a finding.

WeasyPrint substitutes fonts, drops images and ignores properties with no more than a log line, and by default
fetches any `file:` or `http:` address. Here it gets the resources of the build and nothing else, and every
warning fails the build (prepress.md).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from yearbook.diagnostics import DataProblem, Diagnostic, diagnose
from yearbook.pdf.layouts import set_up_with_less
from yearbook.pdf.lines import broken_once
from yearbook.pdf.margins import none_for_nothing
from yearbook.pdf.source import default_sheet
from yearbook.values import dataclass
from yearbook.workers import uncollected

SCHEME = "yb:"
BLENDED = "màu của bảng màu không pha được: thay dải chuyển màu, viền inset, outset, ridge, groove bằng màu liền"
MIME = {".ttf": "font/ttf", ".icc": "application/vnd.iccprofile", ".jpg": "image/jpeg"}


@dataclass(frozen=True)
class Resources:
    """What a rendering may read: `yb:<name>` → file, with its MIME type."""

    files: Mapping[str, tuple[Path, str]]


class BuildFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint is untyped
    """Serves this build's resources and stops the rendering at any other address."""

    def __init__(self, resources: Resources) -> None:
        super().__init__()
        self.resources = resources

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        found = self.resources.files.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        if found is None:
            raise FatalURLFetchingError(url)
        path, mime = found
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": mime})


class _Collector(logging.Handler):
    """Keeps what WeasyPrint and its helpers say at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _watched() -> Iterator[_Collector]:
    collector = _Collector()
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    try:
        with uncollected(sweep=True):
            yield collector
    finally:
        for logger, (propagate, level) in zip(loggers, before, strict=True):
            logger.removeHandler(collector)
            logger.propagate, logger.level = propagate, level


class Engine:
    """Lays out HTML with one style sheet and one set of fonts and images."""

    def __init__(self, css: str, resources: Resources, variant: str | None = None) -> None:
        self.fetcher = BuildFetcher(resources)
        self.variant = variant
        self.fonts = FontConfiguration()
        self.profiles: dict[str, object] = {}  # filled by `@color-profile`: the output intent
        self.findings: list[Diagnostic] = []
        self.said: list[str] = []  # the same, as WeasyPrint words it
        with self.guarded():
            self.sheet = CSS(string=css, font_config=self.fonts, url_fetcher=self.fetcher, color_profiles=self.profiles)

    @cached_property
    def defaults(self) -> CSS:
        """WeasyPrint's own style sheet as it stands below that of the engine."""
        return default_sheet(self.sheet)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        with _watched() as said, set_up_with_less(), broken_once(), none_for_nothing():
            try:
                yield
            except FatalURLFetchingError as error:
                raise DataProblem(diagnose("L107", url=str(error))) from error
            except NotImplementedError as error:  # it reckons colours between two of them in sRGB alone
                raise DataProblem(diagnose("L106", detail=BLENDED)) from error
        self.said += dict.fromkeys(said.lines)
        self.findings += [diagnose("L106", detail=line) for line in dict.fromkeys(said.lines)]

    def lay_out(self, html: str) -> Document:
        """Pages of one HTML. Raises DataProblem L107 when it asks for anything outside the build."""
        with self.guarded():
            return HTML(string=html, url_fetcher=self.fetcher).render(
                font_config=self.fonts,
                color_profiles=self.profiles,
                stylesheets=[self.sheet],
                pdf_variant=self.variant,
            )

    def write(
        self, document: Document, pages: list[object], *, tagged: bool, identifier: bytes, variant: str | None = None
    ) -> bytes:
        """One PDF of pages that may come from several layouts of this engine: links, outline, fonts stay whole.

        variant: another than that of the engine, for one layout may make several files. Nothing is packed: who finishes
        the file does that, and of a profile of a megabyte that is to be replaced it would have been half a second.
        """
        with self.guarded():
            data: bytes = document.copy(pages).write_pdf(
                pdf_variant=variant or self.variant,
                pdf_tags=tagged,
                pdf_identifier=identifier,
                custom_metadata=False,
                uncompressed_pdf=True,
            )
        return data
