"""How a title is broken for cover and title page."""

from __future__ import annotations

import pytest

from yearbook.records import Congress, Period, Publisher, Settings
from yearbook.records.settings import TitleParts


def settings(title: str, *lines: str) -> Settings:
    years = Period(start=2020, end=2025)
    congress = Congress(
        name="Đại hội", short_name="Đại hội", period=years, achievements=years, date="12/10/2020", place="Hà Nội"
    )
    return Settings(
        id="sach",
        title=title,
        title_lines=lines,
        short_title="Sách",
        congress=congress,
        authority=("Bộ",),
        place="Hà Nội",
        year=2020,
        publisher=Publisher(name="Nhà xuất bản"),
    )


@pytest.mark.parametrize(
    ("title", "lines", "parts"),
    [
        ("Kỷ yếu Đại hội lần thứ IV (2020 – 2025)", (), ("Kỷ yếu", ("Đại hội lần thứ IV",), "(2020 – 2025)")),
        ("Kỷ yếu Đại hội", (), ("Kỷ yếu", ("Đại hội",), "")),
        ("Những tấm gương thi đua", (), ("", ("Những tấm gương thi đua",), "")),
        ("Kỷ yếu", (), ("", ("Kỷ yếu",), "")),
        (
            "Kỷ yếu Đại hội Bộ lần thứ IV",
            ("Kỷ yếu", "Đại hội Bộ", "lần thứ IV"),
            ("Kỷ yếu", ("Đại hội Bộ", "lần thứ IV"), ""),
        ),
        (
            "Những tấm gương của một nhiệm kỳ",
            ("Những tấm gương của", "một nhiệm kỳ"),
            ("", ("Những tấm gương của", "một nhiệm kỳ"), ""),
        ),
    ],
)
def test_a_title_is_broken_as_the_editor_says_or_where_it_may(
    title: str, lines: tuple[str, ...], parts: tuple[str, tuple[str, ...], str]
) -> None:
    assert settings(title, *lines).title_parts == TitleParts(*parts)
