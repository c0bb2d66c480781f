"""`ReportInput` → one HTML page: styles inside, no script, nothing fetched, everything from the data escaped."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from yearbook.diagnostics import Severity
from yearbook.diagnostics.render import anchored, clean, summary
from yearbook.report import missing, view
from yearbook.report.model import ReportInput
from yearbook.report.units import BOOK, Owners
from yearbook.report.wording import size_text
from yearbook.vietnamese import format_date_short, upper_first

_CODE = re.compile(r"`([^`]*)`")


def render_report(told: ReportInput) -> str:
    """The page as text (UTF-8 when written). The same input gives the same page."""
    items = anchored(told.report)
    owners = Owners(told.yearbook)
    rows = missing.missing_by_unit(items, owners)
    return _template().render(
        told=told,
        verdict=view.verdict(told),
        summary=summary(told.report),
        counts=[(s, told.report.count(s)) for s in Severity],
        sections=view.sections(items, owners),
        columns=missing.COLUMNS,
        rows=rows,
        silent=_silent(told, {row.owner.id for row in rows}),
        imprint=missing.missing_imprint(items),
        codes=view.codes(items),
        book=BOOK,
    )


def _silent(told: ReportInput, named: set[str]) -> int:
    """How many units owe nothing; 0 without records."""
    return sum(unit.id not in named for unit in told.yearbook.units) if told.yearbook else 0


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {
        "size": size_text,
        "day": format_date_short,
        "first": upper_first,
        "prose": _prose,
        "shown": clean,
    }
    folder = files("yearbook.report") / "page"
    style = Markup((folder / "report.css").read_text("utf-8"))  # our own file, not data
    environment.globals["style"] = style
    return environment.from_string((folder / "report.html.j2").read_text("utf-8"))


def _prose(text: str) -> Markup:
    """Escaped text in which `backticks` become <code>."""
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(_CODE.split(clean(text)))
    )
