"""A small good book as a data folder: three persons, a collective, an event, a foreword, two drawn photos."""

from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw

from yearbook.context import BuildContext

ALL = ("print", "cover", "screen", "proof", "epub")
SUFFIXES = ("-print.pdf", "-cover.pdf", "-proof.pdf", "-screen.pdf", ".epub")
SLUG = "ky-yeu-nho"

FILES: Mapping[str, str] = {
    "yearbook.yaml": """\
id: ky-yeu-nho
title: Kỷ yếu Đại hội thử (2020 – 2025)
short_title: Kỷ yếu nhỏ
congress:
  name: Đại hội Thi đua yêu nước thử lần thứ IV
  short_name: Đại hội thử
  period:
    start: 2020
    end: 2025
  achievements:
    start: 2015
    end: 2020
  date: 12/10/2020
  place: Hà Nội
authority:
  - Bộ Thử
compiler: Vụ Thi đua thử
place: Hà Nội
year: 2020
publisher:
  name: Nhà xuất bản Thử
theme: trang-trong
trim: 19x27
revision:
  round: 1
  date: 20/11/2020
price: sách không bán
""",
    "units.yaml": """\
- id: vu-a
  order: 10
  name: Vụ Bưu chính
  group: Các vụ
- id: cuc-b
  order: 20
  name: Cục Viễn thông
  group: Các cục
""",
    "decisions.yaml": """\
- id: qd-1
  number: 901/QĐ-BTTTT
  date: 03/6/2020
  authority: Bộ trưởng
""",
    "slogans.yaml": """\
- id: kh-1
  text: Thi đua là yêu nước, yêu nước thì phải thi đua
- id: kh-2
  text: Đoàn kết, năng động, sáng tạo
""",
    "individuals/nguyen-van-an.yaml": """\
id: nguyen-van-an
name: Nguyễn Văn An
unit: vu-a
office: Chuyên viên
narrative: |
  Ông giữ cho đường thư lên bản không đứt một ngày nào trong mùa lũ.
quote: Thư đến là vui.
portrait:
  file: an.jpg
  credit: Ảnh vẽ
  alt: Chân dung ông Nguyễn Văn An
awards:
  - award: bk_bt
    year: 2019
    decision: qd-1
""",
    "individuals/tran-thi-be.yaml": """\
id: tran-thi-be
name: Trần Thị Bé
unit: cuc-b
office: Trưởng phòng
narrative: |
  Bà lập bản đồ những nơi còn mất sóng rồi đi từng nơi.
awards:
  - award: cstd_cs
    year: 2018
""",
    "individuals/le-van-cu.yaml": """\
id: le-van-cu
name: Lê Văn Cử
unit: vu-a
presentation: entry
""",
    "collectives/tt-doi-do-song.yaml": """\
id: tt-doi-do-song
name: Đội Đo sóng lưu động
unit: cuc-b
narrative: |
  Mười hai người, ba chiếc xe, bốn mùa trên đường.
photos:
  - file: doi.jpg
    caption: Đội đo sóng ở bản xa
    alt: Chiếc xe trên sườn núi
awards:
  - award: bk_bt
    year: 2020
    decision: qd-1
""",
    "events/sk-khai-mac.yaml": """\
id: sk-khai-mac
title: Khai mạc Đại hội
phase: during
date: 12/10/2020
place: Hà Nội
narrative: |
  Đại hội khai mạc buổi chiều.
units:
  - cuc-b
""",
    "texts/loi-gioi-thieu.md": """\
---
id: loi-gioi-thieu
kind: foreword
title: Lời giới thiệu
author: Ban Biên tập
---

Cuốn sách nhỏ này ghi lại những người giữ cho thư và sóng đến mọi nơi.
""",
}


def draw(path: Path, size: tuple[int, int], seed: int) -> None:
    """A picture with colours and edges, the same bytes every time."""
    picture = Image.new("RGB", size, (200, 150 + seed % 60, 90))
    pen = ImageDraw.Draw(picture)
    for step in range(0, size[0], max(20, size[0] // 24)):
        pen.line((step, 0, size[0] - step, size[1]), fill=(step % 200, 60, 40 + seed % 90), width=7)
    pen.ellipse((size[0] // 3, size[1] // 4, size[0] * 2 // 3, size[1] * 2 // 3), fill=(90, 40, 30))
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, quality=85)


def write_book(data: Path, changes: Mapping[str, str | bytes | None] | None = None, *, photos: bool = True) -> Path:
    """Write the small book into `data`; `changes` replaces files, None leaves one out."""
    for name, content in {**FILES, **(changes or {})}.items():
        if content is None:
            continue
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    if photos:
        draw(data / "photos" / "an.jpg", (600, 800), 3)
        draw(data / "photos" / "doi.jpg", (1900, 760), 40)
    return data


def context(data: Path, out: Path, cache: Path, **more: object) -> BuildContext:
    return BuildContext(data=data, out=out, cache=cache, **more)  # type: ignore[arg-type]
