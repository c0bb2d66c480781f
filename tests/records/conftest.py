"""A small data folder that is sound; tests add the fault they are about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from yearbook.diagnostics import Outcome
from yearbook.records import Yearbook, load

SETTINGS = """\
id: ky-yeu-thi-dua
title: Kỷ yếu Đại hội Thi đua yêu nước
short_title: Kỷ yếu thi đua
congress:
  name: Đại hội Thi đua yêu nước Bộ Thông tin và Truyền thông lần thứ IV
  short_name: Đại hội Thi đua yêu nước Bộ lần thứ IV
  period: {start: 2020, end: 2025}
  achievements: {start: 2015, end: 2020}
  date: 02/10/2020
  place: Hà Nội
authority: [Bộ Thông tin và Truyền thông]
place: Hà Nội
year: 2020
publisher: {name: Nhà xuất bản Thông tin và Truyền thông}
"""

PERSON = """\
id: nguyen-van-a
name: Nguyễn Văn A
unit: vu-buu-chinh
"""

Write = Callable[..., Path]
Load = Callable[..., Outcome[Yearbook | None]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files into a data folder that has sound settings; keys are paths, values text or bytes."""

    def write_files(files: dict[str, str | bytes], settings: str | None = SETTINGS) -> Path:
        data = tmp_path / "data"
        data.mkdir(exist_ok=True)
        for name, content in ({"yearbook.yaml": settings} | files if settings is not None else files).items():
            path = data / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return data

    return write_files


@pytest.fixture
def load_with(write: Write) -> Load:
    """Load such a folder."""

    def load_files(files: dict[str, str | bytes], settings: str | None = SETTINGS) -> Outcome[Yearbook | None]:
        return load(write(files, settings))

    return load_files


@pytest.fixture
def settings_text() -> str:
    return SETTINGS


@pytest.fixture
def person_text() -> str:
    return PERSON
