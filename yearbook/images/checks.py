"""What only the placed size can tell: enough pixels, a fitting shape."""

from __future__ import annotations

import math

from yearbook.diagnostics import Diagnostic, Span, diagnose
from yearbook.images.derive import Derivative, placed_mm, source_ppi
from yearbook.images.find import shown
from yearbook.images.inspect import PhotoInfo
from yearbook.vietnamese import format_measure

WARN_PPI = 300
ERROR_PPI = 200
PORTRAIT_ASPECT = 3 / 4
_KEPT_AT_LEAST = 0.75


def check_resolution(
    request: Derivative,
    span: Span | None = None,
    record: str = "",
    *,
    warn: float = WARN_PPI,
    error: float = ERROR_PPI,
) -> tuple[Diagnostic, ...]:
    """I202 under `error` ppi at the placed size, I201 under `warn` (the printers' thresholds), else nothing."""
    ppi = source_ppi(request)
    rounded = math.floor(ppi + 1e-6)
    if rounded >= max(warn, error):
        return ()
    poor = rounded < error
    width, height = placed_mm(request)
    found = diagnose(
        "I202" if poor else "I201",
        span,
        record=record,
        name=shown(request.photo.name),
        width_mm=format_measure(width),
        height_mm=format_measure(height),
        ppi=rounded,
        wanted=f"{error if poor else warn:g}",
        needed=f"{math.ceil(width / 25.4 * max(warn, error) - 1e-6):,}".replace(",", "."),
    )
    return (found,)


def check_portrait(photo: PhotoInfo, span: Span | None = None, record: str = "") -> tuple[Diagnostic, ...]:
    """I204 when cutting the photo to 3 : 4 throws away more than a quarter of it."""
    aspect = photo.width / photo.height
    kept = min(aspect / PORTRAIT_ASPECT, PORTRAIT_ASPECT / aspect)
    if kept >= _KEPT_AT_LEAST - 1e-9:
        return ()
    lost = round((1 - kept) * 100)
    name = shown(photo.name)
    return (diagnose("I204", span, record=record, name=name, width=photo.width, height=photo.height, lost=lost),)
