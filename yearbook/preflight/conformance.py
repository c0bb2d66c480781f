"""PDF/UA and PDF/A held against their standards by `page-validation`: the only place that imports it."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from pathlib import Path

from yearbook.diagnostics import Diagnostic, Spot, diagnose
from yearbook.storage import Cache, key

PROFILES = {"ua-1": "ua1", "a-2u": "2u", "a-3u": "3u"}  # standard of an edition → profile of the validator
NAMES = {"ua-1": "PDF/UA-1", "a-2u": "PDF/A-2u", "a-3u": "PDF/A-3u"}
MAX_SHOWN = 30


def check_conformance(path: Path, standard: str, cache: Cache | None = None) -> tuple[Diagnostic, ...]:
    """P301 for each rule of the standard that the file breaks, P302 when the validator is not installed.

    A standard that is none of PROFILES has nothing to be checked here. The cache knows the bytes of sound files.
    """
    if standard not in PROFILES:
        return ()
    spot = Spot(path.name)
    try:
        import page  # a compiled library: not on every system
    except ImportError:
        return (diagnose("P302", spot=spot, standard=NAMES[standard]),)
    sound = key("conforms", standard, version("page-validation"), path.read_bytes()) if cache and path.is_file() else ""
    if cache and sound and cache.get(sound) is not None:
        return ()
    try:
        report = page.validate_pdf(path, profile=PROFILES[standard])
    except page.PageError as error:
        return (diagnose("P301", spot=spot, standard=NAMES[standard], rule="", detail=str(error), count=1),)
    broken = Counter((failure.rule_id, failure.message) for failure in report.failures)
    if cache and sound and not broken:
        cache.put(sound, b"")
    return tuple(
        diagnose("P301", spot=spot, standard=NAMES[standard], rule=rule, detail=message, count=count)
        for (rule, message), count in broken.most_common(MAX_SHOWN)
    )
