"""What `doctor` looks at: Python, libraries, native libraries, faces, colour profile, tools. Prints nothing."""

from __future__ import annotations

import contextlib
import ctypes
import io
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import yaml

from yearbook.cli.machine import PANGO, Package
from yearbook.values import dataclass

PYTHON = (3, 11)
_PIP = "make setup"
_PATIENCE = 30  # seconds for a tool to tell its version; Java starts slowly on old machines


@dataclass(frozen=True)
class Item:
    """One thing looked at. `command` mends it; what is not `required` is only told."""

    name: str
    found: bool
    detail: str = ""
    required: bool = True
    command: str = ""


@dataclass(frozen=True)
class Library:
    """A Python package and what the book needs it for."""

    name: str
    purpose: str


LIBRARIES = (
    Library("weasyprint", "dàn trang PDF"),
    Library("pydyf", "viết tệp PDF"),
    Library("pikepdf", "hoàn thiện và soát PDF"),
    Library("EbookLib", "đóng gói EPUB"),
    Library("Pillow", "đọc và chuyển màu ảnh"),
    Library("pypdfium2", "vẽ bìa EPUB, trang xem thử"),
    Library("Jinja2", "mẫu trang"),
    Library("MarkupSafe", "mẫu trang"),
    Library("fonttools", "đọc phông chữ"),
    Library("uharfbuzz", "cắt phông chữ cho EPUB"),
    Library("lxml", "đọc lại EPUB"),
    Library("markdown-it-py", "đọc bài viết"),
    Library("pydantic", "kiểm tra bản ghi"),
    Library("PyYAML", "đọc dữ liệu"),
    Library("filelock", "khóa thư mục kết quả"),
    Library("numpy", "đo tổng lượng mực"),
    Library("page-validation", "soát PDF/UA, PDF/A"),
    Library("rich", "thanh tiến độ"),
    Library("openpyxl", "đọc danh sách Excel"),
    Library("cryptography", "ký bản phát hành"),
    Library("segno", "mã QR trên công văn, trang tải"),
    Library("defusedxml", "đọc danh sách Excel an toàn"),
    Library("watchfiles", "theo dõi tệp khi xem thử"),
)


@dataclass(frozen=True)
class Native:
    """A library of the system: the file names it goes by, and the function that tells its version."""

    name: str
    files: tuple[str, ...]
    version: str = ""
    required: bool = True
    package: Package = PANGO


NATIVE = (
    Native("Pango", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"), "pango_version_string"),
    Native("PangoFT2", ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll")),
    Native("HarfBuzz", ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"), "hb_version_string"),
    Native("Fontconfig", ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")),
    Native(
        "HarfBuzz Subset",
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
        required=False,
        package=Package("libharfbuzz-subset0", "harfbuzz", "harfbuzz"),
    ),
)


@dataclass(frozen=True)
class Tool:
    """A program of the system that a check or a test calls."""

    name: str
    flag: str
    purpose: str
    package: Package


TOOLS = (
    Tool("java", "-version", "soát EPUB bằng epubcheck", Package("default-jre-headless", "openjdk", "openjdk")),
    Tool("qpdf", "--version", "soát cấu trúc PDF", Package("qpdf", "qpdf", "qpdf")),
    Tool("pdftoppm", "-v", "vẽ trang PDF thành ảnh để so", Package("poppler-utils", "poppler", "poppler")),
    Tool("gs", "--version", "đo tổng lượng mực của bản in", Package("ghostscript", "ghostscript", "ghostscript")),
)


def python() -> Iterator[Item]:
    found = sys.version_info >= PYTHON
    wanted = ".".join(map(str, PYTHON))
    yield Item("Python", found, platform.python_version(), command=f"cài Python {wanted} trở lên")


def libraries() -> Iterator[Item]:
    for library in LIBRARIES:
        try:
            detail, found = f"{metadata.version(library.name)}, {library.purpose}", True
        except metadata.PackageNotFoundError:
            detail, found = library.purpose, False
        yield Item(library.name, found, detail, command=_PIP)


def native() -> Iterator[Item]:
    """The door to WeasyPrint has the last word: when it opens, everything required is there."""
    opens = _layout_opens()
    for library in NATIVE:
        loaded = _loaded(library.files)
        version = _version(loaded, library.version) if loaded and library.version else ""
        found = loaded is not None or (opens and library.required)
        purpose = "dàn trang" if library.required else "nhúng phông nhỏ gọn hơn; không có thì fontTools làm thay"
        detail = ", ".join(part for part in (version, purpose) if part)
        yield Item(library.name, found, detail, library.required, library.package.command)
    yield Item(
        "WeasyPrint", opens, "nạp được cùng các thư viện trên" if opens else "không nạp được", command=PANGO.command
    )


def _layout_opens() -> bool:
    with contextlib.redirect_stdout(io.StringIO()):  # WeasyPrint prints its own advice
        try:
            import yearbook.pdf.engine  # noqa: F401
        except (OSError, ImportError):
            return False
    return True


def _loaded(names: tuple[str, ...]) -> ctypes.CDLL | None:
    for name in names:
        with contextlib.suppress(OSError):
            return ctypes.CDLL(name)
    return None


def _version(library: ctypes.CDLL, function: str) -> str:
    try:
        tell = getattr(library, function)
    except AttributeError:
        return ""
    tell.restype = ctypes.c_char_p
    return (tell() or b"").decode("ascii", "replace")


def faces(assets: Path) -> Iterator[Item]:
    """Each face of fonts.yaml: there, readable, and with all 134 Vietnamese letters."""
    from yearbook.pages.glyphs import face_problem

    listed = assets / "fonts" / "fonts.yaml"
    try:
        entries = yaml.safe_load(listed.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        yield Item("fonts.yaml", False, "không đọc được", command="chép lại thư mục fonts/ của chương trình")
        return
    for entry in entries:
        name = f"{entry['family']} {entry['weight']}{' nghiêng' if entry['style'] == 'italic' else ''}"
        problem = face_problem(listed.parent / entry["file"])
        command = f"chép lại tệp fonts/{entry['file']} của chương trình"
        yield Item(name, not problem, problem or "đủ 134 chữ tiếng Việt", command=command)


def profiles(assets: Path) -> Iterator[Item]:
    """The bundled CMYK profile of the print edition."""
    from yearbook.images import CMYK_PROFILE, is_cmyk_profile

    path = assets / "profiles" / CMYK_PROFILE
    sound = is_cmyk_profile(path)
    detail = "CMYK, cho bản in" if sound else "hỏng hoặc không phải CMYK" if path.is_file() else "không có tệp"
    yield Item(CMYK_PROFILE, sound, detail, command="chép lại thư mục profiles/ của chương trình")


def tools() -> Iterator[Item]:
    for tool in TOOLS:
        path = shutil.which(tool.name)
        version = _told(path, tool.flag) if path else ""
        detail = ", ".join(part for part in (version, tool.purpose) if part)
        yield Item(tool.name, path is not None, detail, False, tool.package.command)


def _told(path: str, flag: str) -> str:
    try:
        run = subprocess.run(
            [path, flag], capture_output=True, timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    match = re.search(rb"\d+(?:\.\d+)+", run.stdout + run.stderr)
    return match[0].decode() if match else ""


def inspect(assets: Path) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Everything, by heading, in the order in which it is shown."""
    parts: tuple[tuple[str, Callable[[], Iterator[Item]]], ...] = (
        ("Python", python),
        ("Thư viện Python", libraries),
        ("Thư viện hệ thống", native),
        ("Phông chữ", lambda: faces(assets)),
        ("Hồ sơ màu", lambda: profiles(assets)),
        ("Công cụ kiểm tra (không bắt buộc)", tools),
    )
    for title, look in parts:
        yield title, tuple(look())
