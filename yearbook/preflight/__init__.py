"""Finished files read back and judged before they replace the last good ones."""

from yearbook.preflight.epub import inspect_epub
from yearbook.preflight.epubcheck import run_epubcheck
from yearbook.preflight.pdf import Expected, inspect_pdf
from yearbook.preflight.printfile import preflight
from yearbook.preflight.profile import PreflightProfile, default_profile, load_profile
from yearbook.preflight.prove import Proved, Thumbnail, prove
from yearbook.preflight.subject import Records

__all__ = [
    "Expected",
    "PreflightProfile",
    "Proved",
    "Records",
    "Thumbnail",
    "default_profile",
    "inspect_epub",
    "inspect_pdf",
    "load_profile",
    "preflight",
    "prove",
    "run_epubcheck",
]
