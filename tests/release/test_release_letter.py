"""The covering letter: what it says, in the layout of Nghị định 30/2020/NĐ-CP, on one page, whole and reproducible."""

import datetime as dt
import io
import re
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pikepdf
import pytest
import zxingcpp
from PIL import Image
from release_values import UNITS, URL, release, settings

from yearbook import records as r
from yearbook.book import compose
from yearbook.context import asset_root
from yearbook.images import CMYK_PROFILE, output_profile
from yearbook.pages.edition import editions
from yearbook.pages.setting import Setting
from yearbook.pages.stamp import Stamp
from yearbook.pages.theme import load_theme
from yearbook.pdf.letter import Letter, Letters, make_letters
from yearbook.preflight.conformance import check_conformance
from yearbook.records.settings import Distribution, Settings, Signer
from yearbook.release.letters import unit_letters

NAME = "Trường Đào tạo, Bồi dưỡng cán bộ quản lý Thông tin và Truyền thông"
LONG = r.Unit(
    id="truong-dao-tao-boi-duong-can-bo-quan-ly-thong-tin-va-truyen-thong",
    order=1,
    name=NAME,
    address="Số 30, đường Nguyễn Chí Thanh, phường Láng Thượng, quận Đống Đa, thành phố Hà Nội",
)
FULL = Distribution(
    url=URL,
    parent="Bộ Thông tin và Truyền thông",
    sender="Nhà xuất bản Thông tin và Truyền thông",
    symbol="NXBTTTT-BT",
    contact="Ban Biên tập kỷ yếu, điện thoại 024 1234 5678, thư điện tử kyyeu@example.gov.vn",
    signer=Signer(authority="KT. Giám đốc", position="Phó Giám đốc", name="Nguyễn Văn An"),
)


def setting(book: Settings, theme: str = "trang-trong") -> Setting:
    root = asset_root()
    output = output_profile(root, Path("/khong-co"), CMYK_PROFILE).value
    assert output is not None
    stamp = Stamp("0123456789", "2020-11-20", 1)
    chosen = load_theme(root, theme, book.trim)
    composed = compose(r.Yearbook(settings=book))
    return Setting(composed, chosen, {}, {}, stamp, dt.date(2020, 11, 20), Path("/khong-co"), output)


def made(book: Settings, letters: Sequence[Letter], theme: str = "trang-trong") -> Letters:
    return make_letters(setting(book, theme), editions(asset_root())["screen"], letters)


@cache
def letters() -> Letters:
    """Two letters of the same book: a short name, and the longest with a full head and an address."""
    values = release(units=(UNITS[0], LONG), distribution=FULL)
    return made(values.settings, unit_letters(values, dt.date(2020, 11, 20)))


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.pdf" for number in range(2)]
    for path, data in zip(paths, letters().files, strict=True):
        path.write_bytes(data)
    return paths


def said(path: Path) -> str:
    run = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, encoding="utf-8")
    return run.stdout


def words(path: Path) -> str:
    run = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, encoding="utf-8")
    return " ".join(run.stdout.split())


def test_nothing_is_found_wrong_while_letters_are_laid_out() -> None:
    assert letters().findings == ()


def test_the_head_is_that_of_an_official_letter(files: list[Path]) -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II.I; Phụ lục III, Mẫu 1.5."""
    text = words(files[0])
    for part in (
        "BỘ THÔNG TIN VÀ TRUYỀN THÔNG NHÀ XUẤT BẢN THÔNG TIN VÀ TRUYỀN THÔNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "/NXBTTTT-BT V/v gửi sách điện tử “Kỷ yếu Đại hội lần thứ IV”",
        "Hà Nội, ngày 20 tháng 11 năm 2020",
        "Kính gửi: Vụ Bưu chính 18 Nguyễn Du, Hà Nội",
    ):
        assert part in text.replace("\u00a0", " "), part
    assert re.search(r"Số: …+/NXBTTTT-BT", text)


def test_the_body_says_what_is_sent_and_where_it_is(files: list[Path]) -> None:
    text = words(files[0])
    epub = release(distribution=FULL).units[0].epub
    assert (
        "Nhà xuất bản Thông tin và Truyền thông trân trọng gửi Vụ Bưu chính bản điện tử (định dạng EPUB) của cuốn "
        "“Kỷ yếu Đại hội Thi đua yêu nước Bộ Thử lần thứ IV (2020 – 2025)”. Bản này làm riêng cho đơn vị, có trang ghi "
        "tên đơn vị."
    ) in text.replace("\u00a0", " ")
    assert " ".join(re.findall("........", epub.sha256)) in text
    assert f"{URL}2020-11-20-0123456789/{epub.path}" in text.replace("- ", "-").replace("/ ", "/")
    assert "48,3 MB (48.300.000 byte)" in text.replace("\u00a0", " ")
    assert "Mọi vướng mắc xin liên hệ: Ban Biên tập kỷ yếu, điện thoại 024 1234 5678" in text.replace("\u00a0", " ")


def test_the_foot_names_who_signs_and_who_is_sent_a_copy(files: list[Path]) -> None:
    text = said(files[0])
    left = [line.split("   ")[0] for line in text.splitlines()]
    assert left[left.index("Nơi nhận:") :][:3] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert re.search(r"Nơi nhận: +KT\. GIÁM ĐỐC\n.*\bPHÓ GIÁM ĐỐC\n", text)
    assert "Nguyễn Văn An" in text


def test_a_letter_is_one_page_of_a4_even_with_long_names(files: list[Path]) -> None:
    for path in files:
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) == 1
            width, height = (float(side) * 25.4 / 72 for side in pdf.pages[0].mediabox[2:])
        assert (round(width), round(height)) == (210, 297)


def test_who_signs_is_never_lost_and_never_alone_on_a_page(tmp_path: Path) -> None:
    """Addresses of every length: the foot comes to stand everywhere about the end of the page."""
    units = tuple(
        r.Unit(id=f"u-{count}", order=count, name=NAME, address=("Số 30, đường Nguyễn Chí Thanh, " * count)[:390])
        for count in range(1, 14)
    )
    values = release(units=units, distribution=FULL)
    pages = []
    for number, data in enumerate(made(values.settings, unit_letters(values, dt.date(2020, 11, 20))).files):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(data)
        *_, last = sheets = said(path).removesuffix("\f").split("\f")
        assert sum("Nguyễn Văn An" in sheet for sheet in sheets) == 1
        for part in ("Trân trọng./.", "Nơi nhận:", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "- Lưu: VT.", "Nguyễn Văn An"):
            assert part in last, (number, part)
        pages.append(len(sheets))
    assert set(pages) == {1, 2}
    assert pages == sorted(pages)


@pytest.mark.parametrize("number", [0, 1])
def test_the_margins_are_those_of_the_decree(number: int, files: list[Path]) -> None:
    """Phụ lục I, Phần I.2: 20–25 mm above and below, 30–35 left, 15–20 right."""
    command = ["pdftoppm", "-r", "100", "-gray", "-singlefile", str(files[number]), str(files[number].with_suffix(""))]
    subprocess.run(command, check=True, timeout=60)
    with Image.open(files[number].with_suffix(".pgm")) as image:
        ink = np.asarray(image) < 128
    down, across = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    mm = 25.4 / 100
    assert 20 <= down[0] * mm <= 26
    assert down[-1] * mm <= 297 - 20
    assert 30 <= across[0] * mm <= 35
    assert 15 <= 210 - across[-1] * mm <= 20


def test_the_code_leads_to_the_units_own_file(files: list[Path]) -> None:
    for path, unit in zip(files, (UNITS[0], LONG), strict=True):
        subprocess.run(["pdftoppm", "-r", "150", "-gray", "-singlefile", path, path.with_suffix("")], check=True)
        with Image.open(path.with_suffix(".pgm")) as image:
            [found] = zxingcpp.read_barcodes(np.asarray(image))
        assert found.text == f"{URL}2020-11-20-0123456789/don-vi/{unit.id}/ky-yeu-thu-{unit.id}.epub"


def test_the_type_is_that_of_the_decree(files: list[Path]) -> None:
    """Phụ lục I, Phần I.3: a serif as Times New Roman is one; of the bundled faces."""
    fonts = subprocess.run(["pdffonts", str(files[0])], check=True, capture_output=True, encoding="utf-8").stdout
    names = {line.split()[0].partition("+")[2] for line in fonts.splitlines()[2:]}
    assert {name.split("-")[0] for name in names} == {"SourceSerif4"}


def test_a_letter_can_be_read_aloud(files: list[Path]) -> None:
    """PDF/UA-1 (ISO 14289-1), with the title of the letter and its language."""
    for path in files:
        assert [str(finding) for finding in check_conformance(path, "ua-1")] == []
    with pikepdf.open(files[0]) as pdf:
        assert str(pdf.Root.Lang) == "vi"
        assert str(pdf.docinfo["/Title"]) == (
            "Công văn gửi Vụ Bưu chính: Kỷ yếu Đại hội Thi đua yêu nước Bộ Thử lần thứ IV (2020 – 2025)"
        )


def test_the_same_letters_give_the_same_bytes_alone_or_with_others() -> None:
    values = release(units=(LONG,), distribution=FULL)
    [alone] = made(values.settings, unit_letters(values, dt.date(2020, 11, 20))).files
    assert alone == letters().files[1]


def test_number_date_and_name_are_left_open_and_the_file_is_enclosed(tmp_path: Path) -> None:
    """A book without a site, without a signer: what is not known is filled in by hand."""
    values = release(units=UNITS[1:2], distribution=Distribution())
    [letter] = unit_letters(values)
    [data] = made(values.settings, [letter], "gian-di").files
    (tmp_path / "a.pdf").write_bytes(data)
    text = words(tmp_path / "a.pdf").replace("\u00a0", " ")
    assert (letter.url, letter.site, letter.qr, letter.date) == ("", "", "", None)
    assert "Hà Nội, ngày …… tháng …… năm ………" in text
    assert "Tệp sách được gửi kèm công văn này." in text
    assert "GIÁM ĐỐC" in text
    assert "http" not in text
    assert "Mọi vướng mắc" not in text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1


def test_a_second_page_is_numbered_in_the_middle_of_its_head(tmp_path: Path) -> None:
    """Phụ lục I, Phần II.I.8: Arabic figures, centred in the upper margin, none on the first page."""
    values = release(units=(LONG,), distribution=FULL.model_copy(update={"contact": "Ban Biên tập kỷ yếu, " * 60}))
    (tmp_path / "a.pdf").write_bytes(made(values.settings, unit_letters(values)).files[0])
    first, second = said(tmp_path / "a.pdf").split("\f")[:2]
    assert first.split()[0] == "BỘ"
    assert second.split()[0] == "2"
    before, _, _ = second.partition("2")
    assert len(before) > 20


def test_every_unit_has_its_letter_in_order() -> None:
    told = unit_letters(release())
    assert [letter.key for letter in told] == [unit.id for unit in UNITS]
    assert [letter.address for letter in told] == ["18 Nguyễn Du, Hà Nội", "", "", ""]
    assert len({letter.sha256 for letter in told}) == len(UNITS)
    assert settings().distribution.url == URL
