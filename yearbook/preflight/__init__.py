"""Finished files read back and judged before they replace the last good ones."""

from yearbook.preflight.epub import inspect_epub
from yearbook.preflight.epubcheck import run_epubcheck
from yearbook.preflight.pdf import Expected, inspect_pdf

__all__ = ["Expected", "inspect_epub", "inspect_pdf", "run_epubcheck"]
