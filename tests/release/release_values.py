"""A release as values, for the tests of what units see: the small book, or one with units of the tests' choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from yearbook import records as r
from yearbook.records.settings import Distribution, Ebook, Settings
from yearbook.release.model import EPUB_TYPE, PDF_TYPE, Offer, Release, UnitOffer

URL = "https://example.gov.vn/ky-yeu/"
EVIL = "<script>alert(1)</script>\"'&amp;{{ 7 * 7 }}"
UNITS = (
    r.Unit(id="vu-buu-chinh", order=10, name="Vụ Bưu chính", group="Các vụ", address="18 Nguyễn Du, Hà Nội"),
    r.Unit(id="cuc-vien-thong", order=20, name="Cục Viễn thông", group="Các cục"),
    r.Unit(id="cuc-bao-chi", order=30, name="Cục Báo chí", group="Các cục"),
    r.Unit(id="bao-vietnamnet", order=40, name="Báo VietNamNet"),
)


def settings(**more: Any) -> Settings:
    values: dict[str, Any] = {
        "id": "ky-yeu-thu",
        "title": "Kỷ yếu Đại hội Thi đua yêu nước Bộ Thử lần thứ IV (2020 – 2025)",
        "title_lines": ("Kỷ yếu", "Đại hội Thi đua yêu nước", "Bộ Thử lần thứ IV", "(2020 – 2025)"),
        "short_title": "Kỷ yếu Đại hội lần thứ IV",
        "congress": r.Congress(
            name="Đại hội Thi đua yêu nước Bộ Thử lần thứ IV",
            short_name="Đại hội IV",
            period=r.Period(start=2020, end=2025),
            achievements=r.Period(start=2015, end=2020),
            date=dt.date(2020, 10, 12),
            place="Hà Nội",
        ),
        "authority": ("Bộ Thử",),
        "compiler": "Vụ Thi đua thử",
        "place": "Hà Nội",
        "year": 2020,
        "publisher": r.Publisher(name="Nhà xuất bản Thử"),
        "ebook": Ebook(
            subjects=("Thi đua yêu nước", "Kỷ yếu"),
            description="Những người giữ cho thư và sóng đến mọi nơi.",
            rights="Được sao chép nội bộ.",
        ),
        "distribution": Distribution(url=URL, contact="Ông Nguyễn Văn An, điện thoại 024 1234 5678"),
    }
    return Settings(**(values | more))


def offer(edition: str, label: str, path: str, size: int = 48_200_000, **more: Any) -> Offer:
    media = EPUB_TYPE if path.endswith(".epub") else PDF_TYPE
    return Offer(edition, label, path, media, size, sha256(path.encode()).hexdigest(), **more)


def unit_offer(unit: r.Unit) -> UnitOffer:
    epub = offer("epub", f"EPUB – {unit.name}", f"don-vi/{unit.id}/ky-yeu-thu-{unit.id}.epub", 48_300_000)
    return UnitOffer(unit, epub, f"don-vi/{unit.id}/cong-van-{unit.id}.pdf")


def books() -> tuple[Offer, ...]:
    return (
        offer("epub", "EPUB", "sach/ky-yeu-thu.epub", identifier="urn:isbn:9786048000004"),
        offer("epub-light", "EPUB bản nhẹ", "sach/ky-yeu-thu-nhe.epub", 9_400_000),
        offer("screen", "PDF đọc trên màn hình", "sach/ky-yeu-thu-screen.pdf", 31_000_000, pages=188),
        offer("archive", "PDF lưu trữ (PDF/A-3u)", "sach/ky-yeu-thu-archive.pdf", 32_500_000, pages=188),
    )


def release(units: Sequence[r.Unit] = UNITS, offers: Sequence[Offer] | None = None, **more: Any) -> Release:
    """A release of the small book; `more` replaces settings."""
    return Release(
        settings=settings(**more),
        name="2020-11-20-0123456789",
        date=dt.date(2020, 11, 20),
        build_id="0123456789",
        books=books() if offers is None else tuple(offers),
        printing=(offer("print", "Ruột sách (bản in)", "in/ky-yeu-thu-print.pdf", pages=188),),
        units=tuple(unit_offer(unit) for unit in units),
    )
