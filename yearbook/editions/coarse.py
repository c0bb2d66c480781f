"""Photos that are too coarse for the place where they stand in print."""

from __future__ import annotations

from dataclasses import replace

from yearbook.diagnostics import Diagnostic
from yearbook.images import Derivative, check_resolution, source_ppi
from yearbook.preflight.profile import PreflightProfile
from yearbook.records import Photo, Yearbook


def coarse_photos(
    yearbook: Yearbook, placed: tuple[tuple[Photo, Derivative], ...], profile: PreflightProfile
) -> list[Diagnostic]:
    """For each record that uses a photo: the placement with the fewest pixels to the inch, if that is too few."""
    worst: dict[Photo, Derivative] = {}
    for photo, request in placed:
        if photo not in worst or source_ppi(request) < source_ppi(worst[photo]):
            worst[photo] = request
    ppi = profile.image_ppi
    return [
        replace(finding, span=record.span(*path, "file"))
        for record, path, photo in yearbook.photos()
        if photo in worst
        for finding in check_resolution(worst[photo], record=record.id, warn=ppi.warn, error=ppi.error)
    ]
