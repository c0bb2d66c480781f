"""The illustrations of the sample book: what is drawn, how large, the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tools import draw_photos
from tools.drawing.choice import KINDS, choose, plan
from tools.drawing.references import Reference, read_references
from tools.drawing.sitter import Sitter, is_woman, look_of

PERSON = """\
id: nguyen-thi-mau
name: Nguyễn Thị Mẫu
salutation: Bà
birth_year: 1978
portrait:
  file: portraits/nguyen-thi-mau.jpg
photos:
  - file: scenes/nguyen-thi-mau.jpg
    caption: Bưu tá trên đường thư
"""
GALLERY = """\
- id: anh-toan-canh
  layout: full
  photos:
    - file: gallery/anh-toan-canh-1.jpg
      caption: Toàn cảnh hội trường Đại hội
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "individuals").mkdir()
    (tmp_path / "individuals" / "nguyen-thi-mau.yaml").write_text(PERSON, encoding="utf-8")
    (tmp_path / "gallery.yaml").write_text(GALLERY, encoding="utf-8")
    return tmp_path


def test_every_picture_that_a_record_names_is_drawn_in_its_size(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draw_photos.main(["--data", str(data)]) == 0
    sizes = {}
    for path in sorted((data / "photos").rglob("*.jpg")):
        with Image.open(path) as image:
            assert (image.format, image.mode, image.info["dpi"]) == ("JPEG", "RGB", (300, 300))
            assert image.info["icc_profile"]
            sizes[path.relative_to(data / "photos").as_posix()] = image.size
    assert sizes == {
        "gallery/anh-toan-canh-1.jpg": (2400, 3360),
        "portraits/nguyen-thi-mau.jpg": (900, 1200),
        "scenes/nguyen-thi-mau.jpg": (2400, 1600),
    }
    assert (data / "photos/portraits/nguyen-thi-mau.jpg").stat().st_size <= 90_000
    assert (data / "photos/scenes/nguyen-thi-mau.jpg").stat().st_size <= 450_000
    assert "Đã vẽ 3 trong 3 ảnh được nhắc tới" in capsys.readouterr().out


def test_a_second_run_gives_the_same_bytes(data: Path) -> None:
    arguments = ["--data", str(data), "--only", "[ps]*"]
    draw_photos.main(arguments)
    first = {path.name: path.read_bytes() for path in (data / "photos").rglob("*.jpg")}
    draw_photos.main(arguments)
    assert {path.name: path.read_bytes() for path in (data / "photos").rglob("*.jpg")} == first
    assert not (data / "photos/gallery").exists()


def test_missing_draws_only_what_is_not_there(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw_photos.main(["--data", str(data), "--only", "portraits/*"])
    (data / "photos/portraits/nguyen-thi-mau.jpg").write_bytes(b"a photograph of hers")
    capsys.readouterr()
    draw_photos.main(["--data", str(data), "--only", "portraits/*", "--missing"])
    assert (data / "photos/portraits/nguyen-thi-mau.jpg").read_bytes() == b"a photograph of hers"
    assert "Đã vẽ 0 trong 3 ảnh được nhắc tới; thư mục ảnh nặng 0,0 MB." in capsys.readouterr().out


def test_files_outside_the_drawn_folders_are_left_alone_and_odd_names_are_told(data: Path) -> None:
    (data / "events").mkdir()
    (data / "events" / "e.yaml").write_text(
        "id: e\nphotos:\n  - file: real/anh-that.jpg\n  - file: events/../../x.jpg\n  - file: events/Ảnh.png\n",
        encoding="utf-8",
    )
    found = read_references(data)
    assert [reference.file for reference in found.found] == [
        "portraits/nguyen-thi-mau.jpg", "scenes/nguyen-thi-mau.jpg", "gallery/anh-toan-canh-1.jpg",
    ]  # fmt: skip
    assert found.troubles == [
        "Bỏ qua ảnh «events/../../x.jpg»: tên chỉ gồm chữ thường không dấu, số, gạch nối, đuôi .jpg.",
        "Bỏ qua ảnh «events/Ảnh.png»: tên chỉ gồm chữ thường không dấu, số, gạch nối, đuôi .jpg.",
    ]


def test_a_broken_record_does_not_stop_the_others(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "individuals" / "hong.yaml").write_text("name: [", encoding="utf-8")
    assert draw_photos.main(["--data", str(data), "--only", "portraits/*"]) == 1
    out = capsys.readouterr().out
    assert "Bỏ qua individuals/hong.yaml: không đọc được" in out
    assert "Đã vẽ 1 trong 3 ảnh được nhắc tới" in out


@pytest.mark.parametrize(
    ("caption", "kind"),
    [
        ("Toàn cảnh hội trường Đại hội", "hall"),
        ("Nghi thức chào cờ", "salute"),
        ("Tiết mục văn nghệ chào mừng", "dance"),
        ("Bưu tá trên đường phát thư", "postman"),
        ("Chia chọn bưu gửi tại trung tâm khai thác", "sorting"),
        ("Kỹ sư kiểm tra trạm phát sóng", "mast"),
        ("Loa truyền thanh ở một bản vùng cao", "village"),
        ("Hướng dẫn ngư dân sử dụng máy bộ đàm tại cầu cảng", "harbour"),
        ("Soát bản in thử", "printing"),
    ],
)
def test_the_caption_decides_the_scene(caption: str, kind: str) -> None:
    assert choose(Reference(file="scenes/mau.jpg", caption=caption)).name == kind


def test_a_tall_page_gets_a_composition_made_for_it() -> None:
    salute = "Nghi thức chào cờ"
    references = [Reference(file=f"gallery/{i}.jpg", caption=salute, record=str(i), tall=True) for i in range(8)]
    assert all(kind.tall for kind in plan(references).values())


def test_one_record_does_not_repeat_a_composition_without_need() -> None:
    references = [Reference(file=f"scenes/mau-{i}.jpg", record="mau") for i in range(4)]
    names = [kind.name for kind in plan(references).values()]
    assert len(set(names)) == 4


def test_names_of_compositions_are_distinct() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 10


def test_a_portrait_follows_the_salutation_then_the_name() -> None:
    assert is_woman(Sitter("x", "Nguyễn Văn Mẫu", "Bà"))
    assert not is_woman(Sitter("x", "Nguyễn Thị Mẫu", "Ông"))
    assert is_woman(Sitter("x", "Nguyễn Thị Mẫu"))
    assert not is_woman(Sitter("x", "Nguyễn Văn Mẫu"))


def test_grey_hair_comes_with_age() -> None:
    young = [sum(look_of(Sitter(f"p{i}", salutation="Ông", birth_year=1990)).hair_colour) for i in range(12)]
    old = [sum(look_of(Sitter(f"p{i}", salutation="Ông", birth_year=1948)).hair_colour) for i in range(12)]
    assert min(old) > max(young)
