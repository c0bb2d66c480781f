"""The imprint: everything the law wants on one page (Luật Xuất bản 19/2012/QH13, Điều 27.1c), in every trim."""

from __future__ import annotations

from pathlib import Path

import pytest
from built import Dist, build_small, said
from small_folder import FILES, context, write_book

from yearbook.pipeline import build

HOUSE = "Nhà xuất bản Thông tin và Truyền thông kiêm Nhà xuất bản Dữ liệu thử"
CONTACT = (
    "Tầng 6, Tòa nhà Cục Tần số vô tuyến điện, số 115 Trần Duy Hưng, quận Cầu Giấy, thành phố Hà Nội",
    "024.0000 0000 - 0000 0001 (phát hành) - 0000 0002 (biên tập)",
    "ban-bien-tap-ky-yeu@nha-xuat-ban-thu.example",
    "https://nha-xuat-ban-thu.example/ky-yeu",
)
PEOPLE = "Nguyễn Thị Hoàng Phương Quỳnh Anh, Trần Nguyễn Đăng Khoa, Lê Hoàng Phương Thảo"
VALUES = {
    "director": PEOPLE,
    "editor_in_chief": PEOPLE,
    "editor": PEOPLE,
    "layout": PEOPLE,
    "technical_editor": PEOPLE,
    "cover_design": PEOPLE,
    "proofreader": PEOPLE,
    "print_run": "1.500 bản bìa cứng và 500 bản bìa mềm",
    "printer": "Công ty trách nhiệm hữu hạn một thành viên In và Thương mại Thử nghiệm số 1",
    "printer_address": "Lô A12, đường số 3, Khu công nghiệp Thử nghiệm, huyện Thanh Trì, thành phố Hà Nội",
    "registration_number": "4321-2020/CXBIPH/7-128/TTTT ngày 30 tháng 10 năm 2020",
    "decision_number": "123/QĐ-NXB TTTT ngày 05 tháng 11 năm 2020",
    "legal_deposit": "quý IV năm 2020",
}
NUMBERS = {"print": "978-604-80-0000-4", "pdf": "978-604-80-0001-1", "epub": "978-604-80-0002-8"}


def long_settings(trim: str, theme: str, **imprint: str) -> str:
    """`yearbook.yaml` with every field of the imprint filled, and long."""
    house = f"publisher:\n  name: {HOUSE}\n" + "".join(
        f"  {key}: {value}\n" for key, value in zip(("address", "phone", "email", "website"), CONTACT, strict=True)
    )
    kept = FILES["yearbook.yaml"].replace("publisher:\n  name: Nhà xuất bản Thử\n", house)
    kept = kept.replace("trim: 19x27", f"trim: {trim}").replace("theme: trang-trong", f"theme: {theme}")
    filled = "".join(f"  {key}: {value}\n" for key, value in {**VALUES, **imprint}.items())
    numbers = "".join(f"  {key}: {value}\n" for key, value in NUMBERS.items())
    return f"{kept}imprint:\n{filled}isbn:\n{numbers}"


ONE_ENTRY = {
    **dict.fromkeys(name for name in FILES if "/" in name),
    "individuals/le-van-cu.yaml": "id: le-van-cu\nname: Lê Văn Cử\nunit: vu-a\npresentation: entry\nstatus: checked\n",
}


@pytest.mark.parametrize(
    ("trim", "theme"),
    [
        ("19x27", "trang-trong"),
        ("14.5x20.5", "trang-trong"),
        ("14.5x20.5", "gian-di"),
        pytest.param("16x24", "trang-trong", marks=pytest.mark.slow),
        pytest.param("20.5x29.7", "trang-trong", marks=pytest.mark.slow),
    ],
)
def test_every_field_of_the_law_stands_on_the_last_page(tmp_path: Path, trim: str, theme: str) -> None:
    dist = build_small(tmp_path, {**ONE_ENTRY, "yearbook.yaml": long_settings(trim, theme)}, photos=False)
    assert "L124" not in {finding.code for finding in dist.result.report}
    page = dist.pdf("print").pages[-1].upper().replace(" ", "")
    for value in (HOUSE, *CONTACT, *VALUES.values(), *NUMBERS.values()):
        assert value.upper().replace(" ", "") in page, value
    bottom = max(word.y for word in dist.pdf("print").words[-1])
    height = float(dist.pdf("print").pdf.pages[-1].trimbox[3]) * 25.4 / 72
    assert bottom < height - 8


def test_an_imprint_too_long_for_its_page_is_told(tmp_path: Path) -> None:
    crowd = ", ".join(f"Người Biên Tập Thứ {number}" for number in range(17))  # 400 characters are let in
    text = long_settings("14.5x20.5", "trang-trong", **dict.fromkeys(("editor", "layout", "proofreader"), crowd))
    dist = build_small(tmp_path, {**ONE_ENTRY, "yearbook.yaml": text}, photos=False)
    last = len(dist.pdf("print").pages)
    [finding] = [finding for finding in dist.result.report if finding.code == "L124"]
    first = last - 1
    while "chịutráchnhiệmxuấtbản" not in dist.pdf("print").pages[first - 1].lower().replace(" ", ""):
        first -= 1
    assert finding.message == (
        f"trang bản quyền kéo dài từ trang {first} đến trang {last}; các mục phải ở trên cùng một trang"
    )
    assert text.splitlines()[finding.span.line - 2] == "imprint:"
    assert finding.severity == "warning"


def final_build(place: Path, numbers: str) -> Dist:
    """A final edition of all files of a small book that is ready but for its numbers."""
    ready = long_settings("19x27", "trang-trong").replace(NUMBERS["print"], numbers)
    data = write_book(place / "data", {**ONE_ENTRY, "yearbook.yaml": ready}, photos=False)
    return Dist(place / "dist", build(context(data, place / "dist", place / "cache", final=True), ("print", "cover")))


def test_a_wrong_check_digit_stops_a_final_edition(tmp_path: Path) -> None:
    assert said((good := final_build(tmp_path / "dung", NUMBERS["print"])).result) == []
    assert good.result.published
    wrong = final_build(tmp_path / "sai", "978-604-80-0000-5")
    assert not wrong.result.published
    assert [finding.code for finding in wrong.result.report if finding.severity == "error"] == ["X210"]
    assert wrong.files() == []
