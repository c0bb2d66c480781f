"""`report.html`: what was built, what was found, what each unit still owes; one file, made to be mailed."""

from yearbook.report.model import ReportFile, ReportInput
from yearbook.report.render import render_report
from yearbook.report.wording import size_text

__all__ = ["ReportFile", "ReportInput", "render_report", "size_text"]
