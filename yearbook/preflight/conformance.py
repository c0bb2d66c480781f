"""PDF/UA and PDF/A held against their standards by `page-validation`: the only place that imports it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from yearbook.diagnostics import Diagnostic, Spot, diagnose

PROFILES = {"ua-1": "ua1", "a-2u": "2u", "a-3u": "3u"}  # standard of an edition → profile of the validator
NAMES = {"ua-1": "PDF/UA-1", "a-2u": "PDF/A-2u", "a-3u": "PDF/A-3u"}
MAX_SHOWN = 30


def check_conformance(path: Path, standard: str) -> tuple[Diagnostic, ...]:
    """P301 for each rule of the standard that the file breaks, P302 when the validator is not installed.

    A standard that is none of PROFILES has nothing to be checked here.
    """
    if standard not in PROFILES:
        return ()
    spot = Spot(path.name)
    try:
        import page  # a compiled library: not on every system
    except ImportError:
        return (diagnose("P302", spot=spot, standard=NAMES[standard]),)
    try:
        report = page.validate_pdf(path, profile=PROFILES[standard])
    except page.PageError as error:
        return (diagnose("P301", spot=spot, standard=NAMES[standard], rule="", detail=str(error), count=1),)
    broken = Counter((failure.rule_id, failure.message) for failure in report.failures)
    return tuple(
        diagnose("P301", spot=spot, standard=NAMES[standard], rule=rule, detail=message, count=count)
        for (rule, message), count in broken.most_common(MAX_SHOWN)
    )
