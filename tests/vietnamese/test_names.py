"""Names of persons."""

import pytest

from yearbook.vietnamese import NameParts, file_as, initials, split_name


@pytest.mark.parametrize(
    ("name", "parts", "tile", "filed"),
    [
        ("Nguyễn Văn An", NameParts("Nguyễn", "Văn", "An"), "NA", "An, Nguyễn Văn"),
        ("Nguyễn Thị Minh Khai", NameParts("Nguyễn", "Thị Minh", "Khai"), "NK", "Khai, Nguyễn Thị Minh"),
        ("Đỗ  Ân ", NameParts("Đỗ", "", "Ân"), "ĐÂ", "Ân, Đỗ"),
        ("Vũ Thị Ánh", NameParts("Vũ", "Thị", "Ánh"), "VA", "Ánh, Vũ Thị"),
        ("Thành", NameParts("", "", "Thành"), "T", "Thành"),
        ("H'Hen Niê", NameParts("H'Hen", "", "Niê"), "HN", "Niê, H'Hen"),
        ("", NameParts("", "", ""), "", ""),
    ],
)
def test_names(name: str, parts: NameParts, tile: str, filed: str) -> None:
    assert split_name(name) == parts
    assert initials(name) == tile
    assert file_as(name) == filed


def test_file_as_by_family_name() -> None:
    assert file_as(" Nguyễn  Văn An", "family_name") == "Nguyễn Văn An"
