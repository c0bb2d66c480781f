"""Exit codes, a promise to scripts: see README."""

from __future__ import annotations

from enum import IntEnum

from yearbook.diagnostics import Diagnostic, Report, Severity


class Exit(IntEnum):
    """What a run tells the shell."""

    OK = 0
    DATA = 1
    USAGE = 2
    MISSING = 3
    BUG = 70  # EX_SOFTWARE of sysexits.h
    STOPPED = 130  # what shells make of SIGINT
    UNHEARD = 141  # what shells make of SIGPIPE


def exit_for(report: Report) -> Exit:
    """0 without errors; 3 when an error says that a tool, library, face or profile is missing; else 1."""
    errors = [finding for finding in report if finding.severity is Severity.ERROR]
    if any(is_missing_tool(finding) for finding in errors):
        return Exit.MISSING
    return Exit.DATA if errors else Exit.OK


def is_missing_tool(finding: Diagnostic) -> bool:
    """S2xx: something the machine lacks, not something in the data."""
    return finding.code.startswith("S2")
