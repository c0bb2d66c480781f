"""`doctor`: what is there, what is missing, and the command that brings it."""

import shutil
import sys
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from cli_room import Run

from yearbook.cli import inspection
from yearbook.cli.doctor import lines, verdict
from yearbook.cli.inspection import LIBRARIES, Item, faces, profiles, tools
from yearbook.cli.machine import Package
from yearbook.context import asset_root
from yearbook.vietnamese import VIETNAMESE


def test_a_machine_that_is_ready(run: Run) -> None:
    ran = run("doctor")
    assert (ran.code, ran.err) == (0, "")
    titles = [line for line in ran.out.splitlines() if line and not line.startswith(" ")]
    assert titles == [
        "Python",
        "Thư viện Python",
        "Thư viện hệ thống",
        "Phông chữ",
        "Hồ sơ màu",
        "Công cụ kiểm tra (không bắt buộc)",
        "Máy đã đủ để dựng sách.",
    ]
    told = ran.out.splitlines()
    assert f"  có       weasyprint       {metadata.version('weasyprint')}, dàn trang PDF" in told
    assert "  có       Source Serif 4 700 nghiêng  đủ 134 chữ tiếng Việt" in told
    assert "  có       ISOcoated_v2_300_bas.icc  CMYK, cho bản in" in told
    assert any(line.startswith("  có       Pango ") for line in told)


def test_every_library_of_the_book_is_looked_at() -> None:
    required = Path(__file__).resolve().parents[2] / "requirements.in"
    asked = {line.split("==")[0] for line in required.read_text("utf-8").splitlines() if "==" in line}
    known = {library.name.lower() for library in LIBRARIES}
    assert asked - {"cffi", "pydantic-core", "tinycss2"} == known  # pydantic and WeasyPrint bring them


def test_there_are_134_letters() -> None:
    assert len(set(VIETNAMESE)) == 134


def test_how_missing_things_are_shown() -> None:
    items = [
        Item("Pango", True, "1.50, dàn trang"),
        Item("pikepdf", False, "soát PDF", command="make setup"),
        Item("gs", False, "đo mực", required=False, command="sudo apt-get install ghostscript"),
    ]
    assert lines(items) == [
        "  có       Pango    1.50, dàn trang",
        "  THIẾU    pikepdf  soát PDF",
        "                    cài: make setup",
        "  chưa có  gs       đo mực",
        "                    cài: sudo apt-get install ghostscript",
    ]
    assert verdict([items[1]]) == "Máy còn thiếu 1 thứ bắt buộc: pikepdf."


def test_a_machine_without_tools_can_build_all_the_same(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    ran = run("doctor")
    assert ran.code == 0
    assert "  chưa có  java      soát EPUB bằng epubcheck\n" in ran.out
    assert f"cài: {Package('ghostscript', 'ghostscript', 'ghostscript').command}\n" in ran.out


def test_a_tool_that_tells_no_version_is_there_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "qpdf"
    tool.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = {item.name: item for item in tools()}
    assert (found["qpdf"].found, found["qpdf"].detail) == (True, "soát cấu trúc PDF")
    assert not found["gs"].found


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """Fonts and profiles of the product, to be spoilt."""
    for name in ("fonts", "profiles"):
        shutil.copytree(asset_root() / name, tmp_path / "assets" / name)
    return tmp_path / "assets"


def test_a_missing_and_a_broken_face(assets: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (assets / "fonts" / "SourceSerif4_400Regular.ttf").unlink()
    (assets / "fonts" / "BeVietnamPro_700Bold.ttf").write_bytes(b"not a font")
    found = {item.name: item for item in faces(assets)}
    assert found["Source Serif 4 400"].detail == "không có tệp"
    assert found["Be Vietnam Pro 700"].detail == "tệp hỏng"
    assert [name for name, item in found.items() if not item.found] == ["Be Vietnam Pro 700", "Source Serif 4 400"]
    monkeypatch.setattr("yearbook.cli.doctor.asset_root", lambda: assets)
    ran = run("doctor")
    assert ran.code == 3
    assert ran.out.endswith("Máy còn thiếu 2 thứ bắt buộc: Be Vietnam Pro 700, Source Serif 4 400.\n")
    assert "cài: chép lại tệp fonts/SourceSerif4_400Regular.ttf của chương trình\n" in ran.out


def test_a_face_without_vietnamese(assets: Path) -> None:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    builder.setupGlyf({".notdef": Glyph(), "A": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Latin", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(assets / "fonts" / "latin.ttf")
    entry = [{"file": "latin.ttf", "family": "Latin", "weight": 400, "style": "normal"}]
    (assets / "fonts" / "fonts.yaml").write_text(yaml.safe_dump(entry), "utf-8")
    (item,) = faces(assets)
    assert not item.found
    assert item.detail == "thiếu 134 chữ: à À ả Ả ã Ã á Á ạ Ạ ă Ă"


def test_without_a_list_of_faces(tmp_path: Path) -> None:
    (item,) = faces(tmp_path)
    assert (item.found, item.detail) == (False, "không đọc được")


@pytest.mark.parametrize(("content", "detail"), [(None, "không có tệp"), (b"x" * 200, "hỏng hoặc không phải CMYK")])
def test_a_missing_or_broken_profile(assets: Path, content: bytes | None, detail: str) -> None:
    path = assets / "profiles" / "ISOcoated_v2_300_bas.icc"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    (item,) = profiles(assets)
    assert (item.found, item.detail) == (False, detail)


@pytest.mark.parametrize(
    ("system", "command"),
    [
        ("linux", "sudo apt-get install a"),
        ("darwin", "brew install b"),
        ("win32", "pacman -S mingw-w64-ucrt-x86_64-c (trong MSYS2)"),
    ],
)
def test_the_command_of_each_system(monkeypatch: pytest.MonkeyPatch, system: str, command: str) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert Package("a", "b", "c").command == command


def test_a_native_library_that_is_not_there() -> None:
    assert inspection._loaded(("libno-such-thing.so.0",)) is None
