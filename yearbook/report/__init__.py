"""`report.html`: what was built, what was found, what each unit still owes; one file, made to be mailed."""

from yearbook.report.model import ReportFile, ReportInput
from yearbook.report.preflight import PreflightInput, render_preflight
from yearbook.report.render import render_report
from yearbook.report.wording import size_text

__all__ = ["PreflightInput", "ReportFile", "ReportInput", "render_preflight", "render_report", "size_text"]
