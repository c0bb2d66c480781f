"""X321: the price on cover 4 is none of the three things that the law accepts (Luật Xuất bản 19/2012/QH13, Điều 27)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.records.model import Yearbook

_SUM = re.compile(r"(?:Giá(?: bán| bìa)?: ?)?(?:[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{2}) đồng")
_WORDS = re.compile(r"[Ss]ách (?:Nhà nước đặt hàng|không bán)")


def check(yearbook: Yearbook) -> Iterator[Diagnostic]:
    settings = yearbook.settings
    price = settings.price
    if price and not _SUM.fullmatch(price) and not _WORDS.fullmatch(price):
        yield diagnose("X321", settings.span("price"), record=settings.id, price=price)
