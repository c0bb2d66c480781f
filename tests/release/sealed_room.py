"""A small sealed release and the tools to tamper with it, shared by the tests of the release."""

import datetime as dt
import hashlib
import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from yearbook.diagnostics import Diagnostic
from yearbook.release.manifest import Manifest, UnitFile, parse_manifest, render_manifest
from yearbook.release.model import EPUB_TYPE, MANIFEST, PUBLIC_KEY, SIGNATURE, SUMS, Offer
from yearbook.release.secret import SecretKey
from yearbook.release.sums import render_sums, sum_folder

KEY = SecretKey(bytes(range(8)), bytes(range(32)))
STRANGER = SecretKey(b"stranger", bytes(32))
NAME = "2020-11-20-0123456789"
COMMENT = "kỷ yếu 2020, bản phát hành 2020-11-20-0123456789"
UNITS = {"vu-buu-chinh": "Vụ Bưu chính", "cuc-tan-so": "Cục Tần số vô tuyến điện"}
needs_minisign = pytest.mark.skipif(shutil.which("minisign") is None, reason="chưa cài minisign")

_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
_PACKAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="other">urn:isbn:9786048000028</dc:identifier>
<dc:identifier id="id">
  {identifier}
</dc:identifier>
{audience}</metadata>
</package>"""


def unit_path(unit: str) -> str:
    return f"don-vi/{unit}/ky-yeu.epub"


def identifier(unit: str) -> str:
    return f"urn:uuid:{unit}"


def epub(name: str, audience: str = "", *, container: str = _CONTAINER, package: str = _PACKAGE) -> bytes:
    """The bytes of an EPUB of which only the package says something."""
    meta = f'<meta property="dcterms:audience">{audience}</meta>\n' if audience else ""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "EPUB/content.opf": package.format(identifier=name, audience=meta),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(zipfile.ZipInfo(path), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def sealed(parent: Path) -> Path:
    """A sound release in a folder of `parent`, sealed with KEY."""
    root = parent / NAME
    book = epub("urn:isbn:9786048000028")
    files = {"index.html": b"<!doctype html>", "sach/ky-yeu.epub": book, "bia/cover.jpg": b"\xff\xd8"}
    for unit, name in UNITS.items():
        files[unit_path(unit)] = epub(identifier(unit), name)
        files[f"don-vi/{unit}/cong-van.pdf"] = f"%PDF {unit}".encode()
    for path, data in files.items():
        write(root, path, data)
    offer = Offer("epub", "EPUB", "sach/ky-yeu.epub", EPUB_TYPE, len(book), sha(book), "urn:isbn:9786048000028")
    units = (
        UnitFile(u, n, unit_path(u), identifier(u), sha(files[unit_path(u)]), f"don-vi/{u}/cong-van.pdf")
        for u, n in UNITS.items()
    )
    tools = {"yearbook": "1.0", "weasyprint": "70.0"}
    manifest = Manifest(
        "ky-yeu", "Kỷ yếu", NAME, dt.date(2020, 11, 20), "0123456789", "f" * 64, tools, (offer,), tuple(units)
    )
    write(root, MANIFEST, render_manifest(manifest))
    seal(root)
    return root


def seal(root: Path, key: SecretKey = KEY) -> None:
    """Reckon the sums anew and sign them."""
    write(root, PUBLIC_KEY, key.public.text)
    reckon(root)
    write(root, SIGNATURE, key.sign((root / SUMS).read_bytes(), COMMENT))


def reckon(root: Path) -> None:
    """Reckon the sums anew, as anybody can."""
    (root / SUMS).write_bytes(render_sums(sum_folder(root)))


def exchange(root: Path, one: str, other: str) -> None:
    first, second = (root / one).read_bytes(), (root / other).read_bytes()
    write(root, one, second)
    write(root, other, first)


def rewrite(root: Path, **changes: dict[str, str]) -> None:
    """Change fields of units in the manifest: `field={unit: value}`."""
    manifest = parse_manifest((root / MANIFEST).read_bytes())
    units = tuple(
        replace(unit, **{field: values[unit.id] for field, values in changes.items() if unit.id in values})
        for unit in manifest.units
    )
    write(root, MANIFEST, render_manifest(replace(manifest, units=units)))


def write(root: Path, path: str, data: bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def told(findings: Iterable[Diagnostic]) -> list[str]:
    """«place: code message» of each finding, sorted by place."""
    return sorted(f"{finding.spot or '-'}: {finding.code} {finding.message}" for finding in findings)


def minisign(folder: Path, *words: str, password: str = "") -> subprocess.CompletedProcess[str]:
    """Run Debian's minisign in a folder; it reads a password from standard input, as often as it asks."""
    return subprocess.run(
        ["minisign", *words], cwd=folder, input=f"{password}\n" * 2, capture_output=True, encoding="utf-8", check=False
    )
