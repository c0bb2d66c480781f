"""Check 19: total ink (total area coverage), by area, inside the bleed. Codes P260–P262.

Ghostscript draws the inks, `spots.py` adds them up: what counts is an area, never a pixel. RGB objects go through
Ghostscript's own profile: their sums are a guess, and they are told as RGB anyhow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yearbook.diagnostics import Diagnostic
from yearbook.preflight.ghostscript import Raster, draw_inks, find_ghostscript, ghostscript_version
from yearbook.preflight.kept import kept_key, pack, pack_faults, unpack, unpack_faults
from yearbook.preflight.profile import Ink
from yearbook.preflight.subject import Sheet, Subject
from yearbook.preflight.tally import Fault
from yearbook.vietnamese import format_measure

_MM_PER_INCH = 25.4


def measure(subject: Subject, pages: Sequence[int]) -> Iterator[Diagnostic]:
    """Total ink of these pages; the others are known to have little."""
    ink = subject.profile.ink
    if subject.profile.severity.get("P260") == "off":
        return  # the measuring is most of the time of a preflight
    if find_ghostscript() is None:
        yield subject.found("P261")
        return
    sheets, turns = subject.sheets, [page.rotation // 90 for page in subject.pdf.pages]

    def judge(raster: Raster) -> tuple[int, tuple[Fault, ...]]:
        return raster.page, tuple(_faults(raster, turns[raster.page - 1], sheets[raster.page - 1], ink))

    keys = {page: _key(subject, page) for page in pages}
    found = {page: unpack_faults(unpack(data)) for page in pages if (data := _get(subject, keys[page])) is not None}
    drawn = draw_inks(subject.path, len(sheets), ink.ppi, judge, only=[page for page in pages if page not in found])
    for page, faults in drawn.values:
        found[page] = faults
        if subject.cache and keys[page]:
            subject.cache.put(keys[page], pack(pack_faults(faults)))
    for page in sorted(found):
        yield from (subject.tell(fault, page) for fault in found[page])
    if drawn.trouble:
        yield subject.found("P262", reason=drawn.trouble)


def _key(subject: Subject, page: int) -> str:
    """Of what was measured on a page; empty where nothing is kept."""
    digest = subject.digests.page(subject.pdf.pages[page - 1]) if subject.cache else ""
    return kept_key("ink", subject.profile, ghostscript_version(), digest) if digest else ""


def _get(subject: Subject, key: str) -> bytes | None:
    return subject.cache.get(key) if subject.cache and key else None


def _faults(raster: Raster, turns: int, sheet: Sheet, ink: Ink) -> Iterator[Fault]:
    from yearbook.preflight.spots import dark_spots  # with numpy: only when something was drawn

    for rect, blob in dark_spots(raster.inks, turns, sheet, ink):
        percent = f"{blob.percent:.0f}"
        area = _area(blob.pixels * (_MM_PER_INCH / ink.ppi) ** 2)
        words = {"percent": percent, "area": area, "limit": f"{ink.limit:g}"}
        yield Fault("P260", rect, f"vùng mực {percent} %", words)


def _area(mm2: float) -> str:
    return format_measure(mm2, 1 if mm2 < 10 else 0)
