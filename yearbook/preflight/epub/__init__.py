"""The finished EPUB read back and judged: what epubcheck and Ace let pass, and what this book promises.

One file a family of checks; each is `check(book, found, …)`, looks at the values of `yearbook.preflight.epubfile` and
adds to the findings. No check changes, unpacks or fetches anything.
"""

from yearbook.preflight.epub.inspect import inspect_epub
from yearbook.preflight.epubcheck import EpubcheckResult, run_epubcheck

__all__ = ["EpubcheckResult", "inspect_epub", "run_epubcheck"]
