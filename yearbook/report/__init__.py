"""`report.html` and `preflight.html`: what was made and what was found, for people who sit at a desk."""

from yearbook.report.model import ReportFile, ReportInput
from yearbook.report.preflight import PreflightInput, render_preflight
from yearbook.report.render import render_for_units, render_report
from yearbook.report.template import get_ready
from yearbook.report.wording import size_text

__all__ = [
    "PreflightInput",
    "ReportFile",
    "ReportInput",
    "get_ready",
    "render_for_units",
    "render_preflight",
    "render_report",
    "size_text",
]
