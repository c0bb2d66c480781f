"""What the pages of this room share: an environment that escapes everything, filters, the style."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from yearbook.diagnostics.render import clean
from yearbook.report.wording import size_text
from yearbook.vietnamese import format_date_short, upper_first

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from yearbook.storage import Cache

_CODE = re.compile(r"`([^`]*)`")


def template(name: str) -> Template:
    """A template of `page/` by its file name; `style` and the style sheets by their names are at hand in it."""
    return _environment().get_template(name)


def get_ready(cache: Cache) -> None:
    """Have the templates as they were compiled the last time, or compile them: for who has nothing else to do."""
    from yearbook.pages.compiled import Compiled

    _environment().bytecode_cache = Compiled(cache, "report/template.py")
    for name in _environment().list_templates(extensions=["j2"]):
        template(name)


@cache
def _environment() -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined  # when there is nothing else to do: `get_ready`

    texts = {item.name: item.read_text("utf-8") for item in (files("yearbook.report") / "page").iterdir()}
    environment = Environment(
        loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "size": size_text,
        "day": format_date_short,
        "first": upper_first,
        "prose": _prose,
        "shown": clean,
    }
    environment.globals["style"] = {  # our own files, not data
        name.removesuffix(".css"): Markup(text) for name, text in texts.items() if name.endswith(".css")
    }
    return environment


def _prose(text: str) -> Markup:
    """Escaped text in which `backticks` become <code>."""
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(_CODE.split(clean(text)))
    )
