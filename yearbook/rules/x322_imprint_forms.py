"""X322: registration, decision and legal deposit of the imprint in the form in which the publisher gets them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook
from yearbook.records.settings import Imprint

_DATE = r"(?:ngày \d{1,2} tháng \d{1,2} năm \d{4}|ngày \d{1,2}/\d{1,2}/\d{4})"
FORMS = {
    "registration_number": (
        re.compile(r"\d+-\d{4}/CXBIPH/\d+-\d+/[A-ZĐ&]{2,}(?: ngày \S.*)?"),
        "13-2022/CXBIPH/18-02/TTTT",
    ),
    "decision_number": (
        re.compile(rf"\d+/QĐ ?[-–] ?NXB ?[A-ZĐ][\w& ]*?,? {_DATE}"),
        "14/QĐ - NXB TTTT ngày 20 tháng 01 năm 2022",
    ),
    "legal_deposit": (re.compile(r"[Qq]uý (?:I{1,3}|IV)(?: năm |/)\d{4}"), "quý IV năm 2020"),
}


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    settings = yearbook.settings
    for key, (form, example) in FORMS.items():
        value = getattr(settings.imprint, key)
        if value and not form.fullmatch(value):
            yield diagnose(
                "X322",
                settings.span("imprint", key),
                record=settings.id,
                label=Imprint.model_fields[key].title,
                value=value,
                example=example,
            )
