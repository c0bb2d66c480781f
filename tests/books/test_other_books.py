"""Books that are not the sample: another congress, few records, other trims and themes, contents in front."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from built import Dist, build_small, contents_lines, said
from read_back import MM
from small_folder import FILES, context, write_book

from yearbook.book.model import Contents
from yearbook.pipeline import build

ANOTHER: Mapping[str, str | None] = {
    "yearbook.yaml": """\
id: dai-hoi-doan-2022
title: Kỷ yếu Đại hội Đoàn Thanh niên Sở Y tế (2022 – 2027)
short_title: Kỷ yếu Đại hội Đoàn
congress:
  name: Đại hội Đoàn Thanh niên Sở Y tế nhiệm kỳ 2022 – 2027
  short_name: Đại hội Đoàn
  period: {start: 2022, end: 2027}
  achievements: {start: 2017, end: 2022}
  date: 15/6/2022
  place: Cần Thơ
authority: [Sở Y tế thành phố Cần Thơ]
place: Cần Thơ
year: 2022
publisher: {name: Nhà xuất bản Đại học Cần Thơ}
theme: gian-di
trim: 14,5 × 20,5 cm
""",
    "decisions.yaml": None,
    "slogans.yaml": None,
    "events/sk-khai-mac.yaml": None,
    "texts/loi-gioi-thieu.md": None,
    "individuals/nguyen-van-an.yaml": "id: nguyen-van-an\nname: Nguyễn Văn An\nunit: vu-a\noffice: Bác sĩ\n",
    "individuals/tran-thi-be.yaml": "id: tran-thi-be\nname: Trần Thị Bé\nunit: cuc-b\nnarrative: Bà trực đêm.\n",
    "collectives/tt-doi-do-song.yaml": "id: tt-khoa-nhi\nname: Khoa Nhi\nunit: vu-a\nnarrative: Mười người.\n",
}


def settings(**changes: str) -> dict[str, str]:
    """`yearbook.yaml` of the small book with keys of its first level replaced or added."""
    lines = [line for line in FILES["yearbook.yaml"].splitlines() if line.split(":")[0] not in changes]
    return {"yearbook.yaml": "\n".join([*lines, *(f"{key}: {value}" for key, value in changes.items())]) + "\n"}


def trims(dist: Dist) -> set[tuple[float, float]]:
    return {
        tuple(round((float(page.trimbox[i + 2]) - float(page.trimbox[i])) / MM, 1) for i in (0, 1))  # type: ignore[misc]
        for page in dist.pdf("print").pdf.pages
    }


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Dist:
    return build_small(tmp_path_factory.mktemp("another"), ANOTHER, ("print", "cover"), photos=False)


def test_another_congress_fills_the_title_and_the_cover(another: Dist) -> None:
    assert another.files() == [
        "dai-hoi-doan-2022-cover.pdf",
        "dai-hoi-doan-2022-print.pdf",
        "preflight.html",
        "report.html",
    ]
    for text in (another.pdf("print").pages[2], another.pdf("cover").pages[0]):
        folded = text.lower()
        assert "kỷ yếu đại hội đoàn thanh niên sở y tế (2022 – 2027)" in folded
        assert "nhà xuất bản đại học cần thơ" in folded


def test_nothing_of_the_sample_congress_is_left_in_another_book(another: Dist) -> None:
    everything = " ".join((*another.pdf("print").pages, *another.pdf("cover").pages)).lower()
    for word in ("thông tin và truyền thông", "lần thứ iv", "2020", "2025"):
        assert word not in everything


def test_the_trim_is_the_one_of_the_settings(another: Dist) -> None:
    assert trims(another) == {(145.0, 205.0)}


def test_parts_with_nothing_to_say_are_not_there(another: Dist) -> None:
    kinds = [part.kind for part in another.book.parts]
    front, back = ["half_title", "title_page", "exemplars"], ["index_persons", "index_units", "contents"]
    assert kinds == [*front, *back, "filler", "imprint"]
    words = " ".join(another.pdf("print").pages).lower()
    for title in ("hình ảnh đại hội", "khẩu hiệu", "phụ lục", "danh sách khen thưởng", "đại biểu dự", "biên niên"):
        assert title not in words
    assert "Phần thứ nhất" in [part.number for part in another.book.parts]


def test_a_small_book_has_no_two_blank_pages_together(another: Dist) -> None:
    pages = another.pdf("print").pages
    assert [number for number, pair in enumerate(pairwise(pages), 1) if pair == ("", "")] == []


def test_every_person_is_there_with_initials_in_place_of_the_portrait(another: Dist) -> None:
    pdf = another.pdf("print")
    for record, name, initials in (("nguyen-van-an", "Nguyễn Văn An", "NA"), ("tran-thi-be", "Trần Thị Bé", "TB")):
        page = pdf.pages[pdf.destinations[record] - 1]
        assert name in page
        assert initials in page.split()


@pytest.mark.parametrize(
    ("trim", "theme", "size"),
    [("16x24", "trang-trong", (160.0, 240.0)), ("20.5x29.7", "gian-di", (205.0, 297.0))],
)
def test_every_trim_and_theme_makes_a_book(tmp_path: Path, trim: str, theme: str, size: tuple[float, float]) -> None:
    dist = build_small(tmp_path, settings(trim=trim, theme=theme))
    assert trims(dist) == {size}
    words = " ".join(dist.pdf("print").pages)
    assert all(name in words for name in ("Nguyễn Văn An", "Trần Thị Bé", "Lê Văn Cử", "Đội Đo sóng lưu động"))


def test_contents_in_front_print_the_right_numbers(tmp_path: Path) -> None:
    dist = build_small(tmp_path, settings(contents="{position: front, levels: 3}"), ("screen",))
    kinds = [part.kind for part in dist.book.parts]
    assert kinds.index("contents") < kinds.index("foreword")
    part, pages = dist.book.part("contents"), dist.pdf("screen").destinations
    assert part and isinstance(part.content, Contents)
    assert contents_lines(dist) == {line.anchor: str(pages[line.anchor]) for line in part.content.lines}


def test_a_portrait_without_a_description_is_no_obstacle(tmp_path: Path) -> None:
    """`alt` is optional: the book says in its own words what the picture shows."""
    person = FILES["individuals/nguyen-van-an.yaml"].replace("  alt: Chân dung ông Nguyễn Văn An\n", "")
    assert "alt" not in person
    dist = build_small(tmp_path, {"individuals/nguyen-van-an.yaml": person}, ("screen",))
    assert "Nguyễn Văn An" in " ".join(dist.pdf("screen").pages)


def test_an_empty_book_is_refused_with_a_clear_word(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "yearbook.yaml").write_text(FILES["yearbook.yaml"], "utf-8")
    result = build(context(data, tmp_path / "dist", tmp_path / "cache"), ("print",))
    assert not result.published
    assert said(result) == [
        "data/yearbook.yaml:1:1: L111: sách chưa có gì để in: "
        "không có cá nhân, tập thể, sự kiện, bài viết hay văn bản nào"
    ]


def test_a_theme_that_is_not_there_is_named_with_its_nearest(tmp_path: Path) -> None:
    data = write_book(tmp_path / "data", settings(theme="trang-trog"))
    result = build(context(data, tmp_path / "dist", tmp_path / "cache"), ("print",))
    assert [(d.code, d.hint) for d in result.report if d.severity == "error"] == [
        ("L101", "có phải «trang-trong»? Các giao diện đang có: base, gian-di, trang-trong")
    ]
