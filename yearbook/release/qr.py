"""QR codes as SVG drawings, for the download site and the covering letters (ISO/IEC 18004)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import segno
from markupsafe import Markup

QUIET = 4  # modules kept white on every side (ISO/IEC 18004, 5.3.8)
DRAWING = Markup(
    '<svg class="qr" role="img" aria-label="{label}" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
    '<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path stroke="#000" d="{path}"/></svg>'
)


def qr_svg(text: str, label: str) -> Markup:
    """The symbol of `text`, error level M (15 % can be lost), as SVG that stands inside HTML.

    It has no size of its own: the page gives one. `label` says in words where the code leads.
    """
    symbol = segno.make_qr(text, error="m", boost_error=False)
    rows = tuple(bytes(row) for row in symbol.matrix)
    return DRAWING.format(label=label, side=len(rows) + 2 * QUIET, path="".join(_bars(rows)))


def _bars(rows: Iterable[bytes]) -> Iterator[str]:
    """Runs of dark modules as strokes one module thick, row by row: a page may hold a hundred symbols."""
    for y, row in enumerate(rows, QUIET):
        gap = 0
        yield f"M{QUIET} {y}.5"
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield f"h{width}" if not gap else f"m{gap} 0h{width}"
            gap = 0 if dark else width
