"""What the package says of the book: identity, date, accessibility (EPUB 3.3 §5.5; EPUB Accessibility 1.1 §2, §3.5)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from yearbook.preflight.epub.findings import Findings
from yearbook.preflight.epub.vocabulary import ACCESS_MODES, FEATURES, HAZARDS, SUFFICIENT
from yearbook.preflight.epubfile import EpubFile, Package
from yearbook.records.isbn import fault as isbn_fault

CONFORMS = re.compile(r"EPUB Accessibility 1\.1(?:\.1)? - WCAG 2\.[0-2] Level A{1,3}")
# Version 1.0 of the standard names its levels by address.
OLD_CONFORMS = re.compile(r"https?://(?:www\.)?idpf\.org/epub/a11y/accessibility-20170105\.html#wcag-(?:a|aa|aaa)")
_ABOUT_ACCESS = re.compile(r"(?i)wcag|acc?ess?ib|a11y")
UUID = re.compile(r"(?i)urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MODIFIED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
WANTED = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary")


def check(book: EpubFile, found: Findings) -> None:
    package = book.package
    if package is None:
        return
    _identity(package, found)
    _conformance(package, found)
    lacking = [name for name in WANTED if not any(package.values(f"schema:{name}"))]
    if lacking:
        found.add("E242", names=", ".join(lacking))
    _values(package, found)


def _identity(package: Package, found: Findings) -> None:
    if fault := _identifier_fault(package.identifier):
        found.add("E244", identifier=package.identifier[:80], fault=fault)
    modified = package.values("dcterms:modified")
    if len(modified) != 1 or not _is_time(modified[0]):
        found.add("E245", value=", ".join(modified)[:80] or "không có")
    if package.languages[:1] != ("vi",):
        found.add("E247", language=", ".join(package.languages)[:80] or "không có")


def _identifier_fault(identifier: str) -> str:
    if not identifier:
        return "không có (unique-identifier không trỏ tới dc:identifier nào)"
    if identifier.lower().startswith("urn:isbn:"):
        return isbn_fault(identifier[9:])
    if UUID.fullmatch(identifier):
        return ""
    return "không phải urn:isbn hay urn:uuid đúng dạng"


def _is_time(text: str) -> bool:
    try:
        return bool(MODIFIED.fullmatch(text)) and bool(dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))
    except ValueError:
        return False


def _conformance(package: Package, found: Findings) -> None:
    """A claim is either exactly as the standard writes it or none that a shop can read."""
    claims = [claim for claim in package.values("dcterms:conformsTo") if _ABOUT_ACCESS.search(claim)]
    for claim in claims:
        if not CONFORMS.fullmatch(claim) and not OLD_CONFORMS.fullmatch(claim):
            found.add("E240", value=claim[:120])
    certified = any(package.values("a11y:certifiedBy"))
    if claims and not certified:
        found.add("E241", fault="ghi đạt chuẩn (dcterms:conformsTo) mà không ghi ai đánh giá (a11y:certifiedBy)")
    if certified and not claims:
        found.add("E241", fault="ghi người đánh giá (a11y:certifiedBy) mà không ghi đạt chuẩn nào (dcterms:conformsTo)")


def _values(package: Package, found: Findings) -> None:
    known: dict[str, Callable[[str], bool]] = {
        "accessMode": lambda value: value in ACCESS_MODES,
        "accessModeSufficient": lambda value: all(part.strip() in SUFFICIENT for part in value.split(",")),
        "accessibilityFeature": lambda value: value.partition("/")[0] in FEATURES,
        "accessibilityHazard": lambda value: value in HAZARDS,
    }
    for name, is_known in known.items():
        for value in package.values(f"schema:{name}"):
            if not is_known(value):
                found.add("E243", name=name, value=value[:80])
