"""From an area and the words around a click to file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from yearbook.preview.source import Around, Sources, file_of
from yearbook.records import load

NARRATIVE = """\
id: an
name: Nguyễn Văn An
unit: vu-a
portrait:
  file: an.jpg
  caption: Ông An ở bản xa
narrative: |
  Ông giữ cho đường thư không đứt một ngày nào.

  Mùa lũ năm 2017 ông đi bộ "ba ngày" để đưa thư.
awards:
  - award: bk_bt
    year: 2019
"""
FILES = {
    "yearbook.yaml": """\
id: sach
title: Kỷ yếu thử
short_title: Kỷ yếu
congress:
  {name: A, short_name: A, period: {start: 2020, end: 2025}, achievements: {start: 2015, end: 2020}, date: 12/10/2020,
  place: Hà Nội}
authority: [Bộ]
place: Hà Nội
year: 2020
publisher: {name: Nhà xuất bản Thử}
""",
    "units.yaml": "- {id: vu-a, order: 1, name: Vụ Bưu chính và Chuyển phát}\n",
    "delegates.yaml": "- id: db-1\n  name: Khách\n\n- id: an\n  name: Trùng mã với người\n",
    "individuals/an.yaml": NARRATIVE,
}


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    for name, text in FILES.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    yearbook = load(tmp_path / "data").value
    assert yearbook is not None
    return Sources(yearbook)


def place(sources: Sources, record: str, field: str, around: Around | None = None) -> str:
    found = sources.find(record, field, around)
    return f"{found.name}|{found.kind}|{found.label}|{found.span}" if found else "-"


@pytest.mark.parametrize(
    ("record", "field", "told"),
    [
        ("an", "", "Nguyễn Văn An|cá nhân||data/individuals/an.yaml:1:1"),
        ("an", "name", "Nguyễn Văn An|cá nhân|họ và tên|data/individuals/an.yaml:2:7"),
        ("an", "portrait.caption", "Nguyễn Văn An|cá nhân|ảnh chân dung › chú thích|data/individuals/an.yaml:6:12"),
        ("an", "awards.0.year", "Nguyễn Văn An|cá nhân|khen thưởng 1 › năm|data/individuals/an.yaml:13:11"),
        ("an", "awards.7.year", "Nguyễn Văn An|cá nhân|khen thưởng 8 › năm|data/individuals/an.yaml:12:3"),
        ("an", "quote", "Nguyễn Văn An|cá nhân|câu trích|data/individuals/an.yaml:1:1"),
        ("delegates/db-1", "name", "Khách|đại biểu|họ và tên|data/delegates.yaml:2:9"),
        ("delegates/an", "name", "Trùng mã với người|đại biểu|họ và tên|data/delegates.yaml:5:9"),
        (
            "settings/sach",
            "publisher.name",
            "Kỷ yếu thử|cài đặt của sách|nhà xuất bản › nhà xuất bản|data/yearbook.yaml:10:19",
        ),
        ("không-có", "name", "-"),
    ],
)
def test_a_field_is_found_in_its_file(sources: Sources, record: str, field: str, told: str) -> None:
    assert place(sources, record, field) == told


def test_a_click_in_a_long_text_is_found_to_the_sign(sources: Sources) -> None:
    """Quotes were set as “ ”, the line was broken elsewhere: letters and digits alone are compared."""
    text = "Nguyễn Văn An\r\nMùa lũ năm 2017 ông\r\nđi bộ “ba ngày” để đưa thư."
    around = Around(text, text.index("đi bộ"))
    assert place(sources, "an", "narrative", around).endswith("|data/individuals/an.yaml:10:23")


def test_words_that_are_not_in_the_field_lead_to_the_field(sources: Sources) -> None:
    around = Around("chữ nào khác hẳn ở trên trang", 4)
    assert place(sources, "an", "narrative", around) == place(sources, "an", "narrative")


def test_words_that_no_area_tells_are_sought_in_all_records(sources: Sources) -> None:
    text = "Bảng tra\r\nVụ Bưu chính và Chuyển phát\r\n12"
    found = sources.search(Around(text, text.index("Chuyển")))
    assert found is not None
    assert (found.kind, found.field, str(found.span)) == ("đơn vị", "name", "data/units.yaml:1:30")


@pytest.mark.parametrize("around", [Around(), Around("12", 0), Around("Câu không có trong dữ liệu nào", 3)])
def test_what_is_nowhere_has_no_source(sources: Sources, around: Around) -> None:
    assert sources.search(around) is None


def test_a_span_leads_to_a_file_of_the_data_or_of_the_program(sources: Sources, tmp_path: Path) -> None:
    person = sources.find("an")
    assert person is not None
    assert file_of(person.span, tmp_path / "data") == tmp_path / "data" / "individuals" / "an.yaml"
    award = sources.find("awards/bk_bt", "name")
    assert award is not None
    file = file_of(award.span, tmp_path / "data")
    assert file is not None
    assert file.is_file()
