"""X110–X112: the order of the parts names a kind that is not there, one kind twice, or fills up before the end."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records import nearest
from yearbook.records.model import Yearbook
from yearbook.records.settings import PART_KINDS


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    settings = yearbook.settings
    for position, spec in enumerate(settings.parts):
        span = settings.span("parts", position)
        if spec.kind not in PART_KINDS:
            near = nearest(spec.kind, list(PART_KINDS))
            yield diagnose(
                "X110", span, kind=spec.kind, known=", ".join(PART_KINDS), hint=f"có phải «{near}»?" if near else None
            )
        elif spec.kind in seen:
            yield diagnose("X111", span, kind=spec.kind)
        seen.add(spec.kind)
    kinds = [spec.kind for spec in settings.parts]
    after = kinds[kinds.index("filler") + 1 :] if "filler" in kinds else []
    if after not in ([], ["imprint"]):
        yield diagnose("X112", settings.span("parts", kinds.index("filler")), kind=after[0])
