"""Findings: their shape, their catalogue, their renderers. The lowest floor: imports nothing of ours."""

from yearbook.diagnostics.catalogue import (
    FAMILIES,
    Entry,
    catalogue,
    diagnose,
    for_final,
)
from yearbook.diagnostics.model import (
    DataProblem,
    Diagnostic,
    Outcome,
    Related,
    Report,
    Severity,
    Span,
)

__all__ = [
    "FAMILIES",
    "DataProblem",
    "Diagnostic",
    "Entry",
    "Outcome",
    "Related",
    "Report",
    "Severity",
    "Span",
    "catalogue",
    "diagnose",
    "for_final",
]
