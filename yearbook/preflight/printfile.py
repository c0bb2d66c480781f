"""The preflight of a print file: every check of every page, all findings at once."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from yearbook.diagnostics import Report, Spot, diagnose
from yearbook.preflight.checks import checks
from yearbook.preflight.profile import PreflightProfile
from yearbook.preflight.subject import Records, Subject


def preflight(path: Path, profile: PreflightProfile, records: Records | None = None) -> Report:
    """Open a finished PDF and hold it against a profile. P101 when it cannot be read, P233 when it is locked."""
    try:
        with pikepdf.open(path) as pdf:
            subject = Subject(path, pdf, profile, records or Records())
            found = [finding for check in checks().values() for finding in check(subject)]
            found += [
                diagnose("P101", spot=Spot(path.name), file=path.name, detail=problem)
                for problem in pdf.check_pdf_syntax()
            ]
    except pikepdf.PasswordError:
        found = [diagnose("P233", spot=Spot(path.name))]
    except (pikepdf.PdfError, OSError) as error:
        found = [diagnose("P101", spot=Spot(path.name), file=path.name, detail=str(error))]
    return Report.of(weighed for finding in found if (weighed := profile.weigh(finding)))
