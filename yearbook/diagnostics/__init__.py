"""Findings: their shape, their catalogue, their renderers. The lowest floor: imports nothing of ours but `values`."""

from yearbook.diagnostics.catalogue import (
    FAMILIES,
    Entry,
    catalogue,
    diagnose,
    entries_of,
    entry_of,
    for_draft,
    for_final,
)
from yearbook.diagnostics.model import (
    Box,
    DataProblem,
    Diagnostic,
    Edit,
    Outcome,
    Related,
    Report,
    Severity,
    Span,
    Spot,
)

__all__ = [
    "FAMILIES",
    "Box",
    "DataProblem",
    "Diagnostic",
    "Edit",
    "Entry",
    "Outcome",
    "Related",
    "Report",
    "Severity",
    "Span",
    "Spot",
    "catalogue",
    "diagnose",
    "entries_of",
    "entry_of",
    "for_draft",
    "for_final",
]
