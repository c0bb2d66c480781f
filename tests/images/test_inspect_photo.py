"""A photo is judged by its content before anything is laid out (inputs 13–16, 18, 19)."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageFile

from yearbook.diagnostics import Diagnostic, Severity, Span
from yearbook.images import PhotoInfo, inspect
from yearbook.storage import Cache

Paint = Callable[..., Path]
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def sound(photos: Path, name: str, *expected: str) -> PhotoInfo:
    outcome = inspect(photos, name)
    assert [finding.code for finding in outcome.diagnostics] == list(expected)
    assert outcome.value is not None
    return outcome.value


def refused(photos: Path, name: str, data: bytes | None = None) -> Diagnostic:
    if data is not None:
        (photos / name).write_bytes(data)
    outcome = inspect(photos, name, span=Span("a.yaml", 3, 1), record="a")
    assert outcome.value is None
    (finding,) = outcome.diagnostics
    assert (finding.severity, finding.record, finding.span) == (Severity.ERROR, "a", Span("a.yaml", 3, 1))
    return finding


def png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be `width` × `height`."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\x00" * 100)) + chunk(b"IEND", b"")


def encoded(kind: str, size: tuple[int, int] = (300, 400), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.tif", "TIFF"), ("a.webp", "WEBP")])
def test_the_four_formats(photos: Path, paint: Paint, name: str, kind: str) -> None:
    path = paint(name, (60, 80))
    info = sound(photos, name)
    assert (info.format, info.width, info.height, info.has_icc) == (kind, 60, 80, False)
    assert (info.name, info.path, len(info.sha256)) == (name, path, 64)


def test_content_counts_not_the_extension(photos: Path, paint: Paint) -> None:
    paint("a.png").rename(photos / "a.jpg")
    assert sound(photos, "a.jpg").format == "PNG"


@pytest.mark.parametrize("size", [(50_000, 50_000), (20_001, 10), (10, 20_001), (12_000, 10_001)])
def test_a_pixel_bomb_is_refused_before_decoding(photos: Path, size: tuple[int, int]) -> None:
    finding = refused(photos, "bomb.png", png(*size))
    assert finding.code == "I107"
    width, height = (f"{n:,}".replace(",", ".") for n in size)
    assert finding.message == (
        f"ảnh «photos/bomb.png» có {width} × {height} điểm ảnh, "
        "quá giới hạn 120 triệu điểm ảnh hoặc 20.000 điểm mỗi cạnh"
    )


@pytest.mark.parametrize("form", [b"VP8X", b"VP8L", b"VP8 "])
def test_a_webp_bomb_is_refused_before_its_canvas_is_made(photos: Path, form: bytes) -> None:
    body = {
        b"VP8X": b"\x00\x00\x00\x00" + (49_999).to_bytes(3, "little") * 2,
        b"VP8L": b"\x2f" + (16_382 | 16_382 << 14).to_bytes(4, "little") + b"\x00" * 5,
        b"VP8 ": b"\x00\x00\x00\x9d\x01\x2a" + (16_383).to_bytes(2, "little") * 2,
    }[form]
    data = form + len(body).to_bytes(4, "little") + body
    assert refused(photos, "a.webp", b"RIFF" + (len(data) + 4).to_bytes(4, "little") + b"WEBP" + data).code == "I107"


def test_just_under_the_limit_is_judged_by_its_pixels(photos: Path) -> None:
    assert refused(photos, "a.png", png(20_000, 6_000)).code == "I106"  # allowed by size, but it has no pixels


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_truncated_photo_is_refused(photos: Path, kind: str, part: float) -> None:
    data = encoded(kind)
    finding = refused(photos, "cut.jpg", data[: int(len(data) * part)])
    assert finding.code == "I106"
    assert finding.message.startswith("không đọc hết được ảnh «photos/cut.jpg»: ")
    if kind in {"JPEG", "PNG"} and part == 0.9:
        assert finding.message.endswith("tệp bị cắt cụt")


def test_a_truncated_photo_is_refused_whatever_others_told_pillow(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint switches this on for the whole process when it is imported."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    data = encoded("JPEG")
    assert refused(photos, "cut.jpg", data[: len(data) // 2]).code == "I106"
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_nothing_but_the_first_bytes(photos: Path, kind: str) -> None:
    for length in (12, 16, 24, 40):
        assert refused(photos, "head.jpg", encoded(kind)[:length]).code == "I106"


def test_an_empty_file(photos: Path) -> None:
    finding = refused(photos, "a.jpg", b"")
    assert finding.message == "không đọc hết được ảnh «photos/a.jpg»: tệp rỗng, không có byte nào"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"MZ\x90\x00" + b"\x00" * 60, "tệp chạy của Windows (EXE)"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "tệp vẽ EPS/PostScript"),
        (SVG, "tệp vẽ SVG"),
        (b"\xef\xbb\xbf  <SVG onload='x'>", "tệp vẽ SVG"),
        (b"%PDF-1.7\n", "tệp PDF"),
        (b"GIF89a" + b"\x00" * 20, "ảnh GIF"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, "ảnh HEIC của điện thoại"),
        (b"PK\x03\x04" + b"\x00" * 20, "tệp nén ZIP hoặc tài liệu Office"),
        (b"<!DOCTYPE html><html>404", "trang web"),
        (b"xin ch\xc3\xa0o", "một dạng tệp không nhận ra"),
    ],
)
def test_other_files_named_jpg_are_named_for_what_they_are(photos: Path, data: bytes, kind: str) -> None:
    finding = refused(photos, "a.jpg", data)
    assert finding.code == "I105"
    assert finding.message == f"«photos/a.jpg» là {kind}, không phải ảnh JPEG, PNG, TIFF hay WebP"
    assert finding.hint


def test_a_file_that_is_too_heavy_is_not_read(photos: Path) -> None:
    with (photos / "a.jpg").open("wb") as file:
        file.truncate(80 * 1024 * 1024 + 1)
    finding = refused(photos, "a.jpg")
    assert finding.message == "tệp ảnh «photos/a.jpg» nặng 81 MB, quá giới hạn 80 MB"


def test_a_jpeg_of_endless_scans(photos: Path) -> None:
    data = encoded("JPEG", progressive=True)
    scan = data[data.index(b"\xff\xda") : -2]
    assert refused(photos, "a.jpg", data[:-2] + scan * 101 + b"\xff\xd9").message.endswith("quá nhiều lượt quét")


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp"])
@pytest.mark.parametrize(("turn", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60)), (8, (40, 60))])
def test_size_is_that_of_the_upright_photo(
    photos: Path, paint: Paint, name: str, turn: int, size: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    paint(name, (60, 40), exif=exif)
    info = sound(photos, name)
    assert (info.width, info.height) == size


def test_a_broken_exif_block_does_not_spoil_a_sound_photo(photos: Path, paint: Paint) -> None:
    paint("a.jpg", exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff garbage")
    assert sound(photos, "a.jpg").width == 60


def test_a_palette_is_told_as_what_it_is(photos: Path, paint: Paint) -> None:
    paint("palette.png", colour=3, mode="P")
    assert sound(photos, "palette.png").mode == "P"


def test_cmyk_and_foreign_profiles_are_noted(photos: Path, paint: Paint, fogra39: Path) -> None:
    paint("plain.jpg", mode="CMYK", colour=(0, 200, 200, 0))
    paint("tagged.jpg", mode="CMYK", colour=(0, 200, 200, 0), icc_profile=fogra39.read_bytes())
    paint("broken.jpg", icc_profile=b"not a profile at all" * 20)
    paint("srgb.jpg", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    assert sound(photos, "srgb.jpg").has_icc
    sources = {
        "plain.jpg": "hệ màu CMYK không kèm hồ sơ đọc được",
        "tagged.jpg": "hệ màu CMYK (hồ sơ «ISO Coated v2 300% (basICColor)»)",
        "broken.jpg": "hồ sơ màu hỏng (coi là sRGB)",
    }
    for name, source in sources.items():
        (finding,) = inspect(photos, name).diagnostics
        assert (finding.code, finding.severity) == ("I203", Severity.INFO)
        assert finding.message == (f"ảnh «photos/{name}» có {source}; màu được chuyển sang hồ sơ của bản dựng")


def test_floating_point_pictures_are_refused(photos: Path, paint: Paint) -> None:
    paint("a.tif", mode="F", colour=0.5)
    assert refused(photos, "a.tif").message.endswith("kiểu điểm ảnh F không dùng được cho sách")


def test_a_verdict_is_remembered_with_its_findings(photos: Path, paint: Paint, tmp_path: Path) -> None:
    paint("a.jpg", mode="CMYK", colour=(0, 200, 200, 0))
    (photos / "b.jpg").write_bytes(png(50_000, 50_000))
    first = [inspect(photos, name, cache=Cache(tmp_path / "cache")) for name in ("a.jpg", "b.jpg")]
    entries = sorted((tmp_path / "cache").rglob("?" * 64))
    assert len(entries) == 2
    second = [inspect(photos, name, cache=Cache(tmp_path / "cache")) for name in ("a.jpg", "b.jpg")]
    assert second == first
    assert sorted((tmp_path / "cache").rglob("?" * 64)) == entries
    for entry in entries:
        entry.write_bytes(b"damaged")
    assert [inspect(photos, name, cache=Cache(tmp_path / "cache")) for name in ("a.jpg", "b.jpg")] == first


def test_a_changed_photo_is_judged_again(photos: Path, paint: Paint, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    paint("a.png", (60, 80))
    before = inspect(photos, "a.png", cache=cache).value
    paint("a.png", (61, 80))
    after = inspect(photos, "a.png", cache=cache).value
    assert before is not None
    assert after is not None
    assert (before.width, after.width) == (60, 61)
    assert before.sha256 != after.sha256
