"""Every fault of a release is named: changed, missing, superfluous, exchanged, unsigned; nothing outside is read."""

import os
import secrets
import zipfile
from pathlib import Path

import pytest
from sealed_room import (
    COMMENT,
    KEY,
    NAME,
    STRANGER,
    UNITS,
    epub,
    exchange,
    identifier,
    minisign,
    needs_minisign,
    reckon,
    rewrite,
    seal,
    sealed,
    sha,
    told,
    unit_path,
    write,
)

from yearbook.diagnostics import Severity
from yearbook.release.manifest import parse_manifest, render_manifest
from yearbook.release.minisign import PublicKey
from yearbook.release.model import MANIFEST, PUBLIC_KEY, SIGNATURE, SUMS
from yearbook.release.verify import verify

POST, RADIO = UNITS
POST_EPUB, RADIO_EPUB = unit_path(POST), unit_path(RADIO)
SWAPPED = [
    f"{RADIO_EPUB}: D216 tệp của đơn vị «Cục Tần số vô tuyến điện» là bản của đơn vị «Vụ Bưu chính»",
    f"{POST_EPUB}: D216 tệp của đơn vị «Vụ Bưu chính» là bản của đơn vị «Cục Tần số vô tuyến điện»",
]
UNCHECKED = (
    f"minisign.pub: D205 kiểm bằng khóa {KEY.public.id} nằm ngay trong bản phát hành;"
    " chưa đối chiếu với khóa nào đã biết"
)
WRONG = f"SHA256SUMS.minisig: D203 chữ ký không khớp với SHA256SUMS (khóa {KEY.public.id})"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound release, sealed with KEY."""
    return sealed(tmp_path)


def faults(root: Path, key: PublicKey | None = KEY.public) -> list[str]:
    return told(verify(root, key).diagnostics)


def codes(root: Path) -> list[str]:
    return [line.split(" ")[1] for line in faults(root)]


# --- sound --------------------------------------------------------------------------------------------------


def test_a_sound_release(root: Path) -> None:
    verified = verify(root, KEY.public)
    assert verified.diagnostics == ()
    assert verified.value is not None
    assert verified.value.manifest == parse_manifest((root / MANIFEST).read_bytes())
    assert (verified.value.files, verified.value.key, verified.value.comment) == (11, KEY.public, COMMENT)


@needs_minisign
def test_a_release_signed_by_minisign_itself(root: Path, tmp_path: Path) -> None:
    minisign(tmp_path, "-G", "-W", "-s", "a.key", "-p", "a.pub")
    write(root, PUBLIC_KEY, (tmp_path / "a.pub").read_bytes())
    reckon(root)
    minisign(tmp_path, "-S", "-W", "-s", "a.key", "-t", "ghi", "-m", f"{NAME}/SHA256SUMS")
    verified = verify(root, None)
    assert [finding.code for finding in verified.diagnostics] == ["D205"]
    assert verified.value is not None
    assert verified.value.comment == "ghi"


@needs_minisign
def test_minisign_checks_what_we_sealed(root: Path) -> None:
    assert minisign(root, "-Vm", "SHA256SUMS", "-p", "minisign.pub").returncode == 0


def test_without_a_key_of_the_reader(root: Path) -> None:
    verified = verify(root, None)
    assert told(verified.diagnostics) == [UNCHECKED]
    assert [finding.severity for finding in verified.diagnostics] == [Severity.WARNING]


def test_a_release_may_be_moved(root: Path, tmp_path: Path) -> None:
    (tmp_path / "nơi khác").mkdir()
    moved = root.rename(tmp_path / "nơi khác" / "b")
    (tmp_path / "latest").symlink_to(moved)
    assert faults(moved) == faults(tmp_path / "latest") == []


# --- files --------------------------------------------------------------------------------------------------


def test_any_file_with_a_changed_byte_is_named(root: Path) -> None:
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        whole = path.read_bytes()
        for place in (0, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            findings = verify(root, KEY.public).diagnostics
            named = {finding.spot.file for finding in findings if finding.spot and finding.severity is Severity.ERROR}
            expected = SIGNATURE if path.name == SUMS else path.relative_to(root).as_posix()
            assert expected in named
        path.write_bytes(whole)
    assert faults(root) == []


def test_a_changed_file(root: Path) -> None:
    before = (root / "index.html").read_bytes()
    write(root, "index.html", b"x")
    assert faults(root) == [
        f"index.html: D209 tệp đã khác lúc phát hành: SHA-256 là {sha(b'x')[:12]}…, phải là {sha(before)[:12]}…"
    ]


def test_a_missing_and_a_superfluous_file(root: Path) -> None:
    (root / "bia" / "cover.jpg").rename(root / "bia" / "Cover.jpg")
    write(root, "don-vi/.DS_Store", b"")
    assert faults(root) == [
        "bia/Cover.jpg: D211 tệp này không thuộc bản phát hành",
        "bia/cover.jpg: D210 bản phát hành thiếu tệp này",
        "don-vi/.DS_Store: D211 tệp này không thuộc bản phát hành",
    ]


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE, SUMS, PUBLIC_KEY])
def test_a_part_of_the_seal_is_missing(root: Path, name: str) -> None:
    (root / name).unlink()
    assert faults(root) == [f"{name}: D202 bản phát hành thiếu tệp này, không kiểm được trọn vẹn"]


def test_what_is_no_release(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for name, reason in (("none", "không có thư mục này"), ("file", "đây là tệp, không phải thư mục")):
        verified = verify(tmp_path / name, None)
        assert verified.value is None
        assert told(verified.diagnostics) == [f"-: D201 không kiểm được «{tmp_path / name}»: {reason}"]


def test_an_empty_folder(tmp_path: Path) -> None:
    assert [line.split(" ")[:2] for line in faults(tmp_path, None)] == [
        ["SHA256SUMS.minisig:", "D202"],
        ["SHA256SUMS.minisig:", "D206"],
        ["SHA256SUMS:", "D202"],
        ["manifest.json:", "D202"],
        ["minisign.pub:", "D202"],
    ]


# --- the seal -----------------------------------------------------------------------------------------------


def test_sums_reckoned_anew_are_not_signed(root: Path) -> None:
    write(root, "index.html", b"x")
    reckon(root)
    assert faults(root) == [WRONG]


def test_a_stranger_seals_the_release_anew(root: Path) -> None:
    write(root, "index.html", b"x")
    seal(root, STRANGER)
    assert faults(root) == [
        f"SHA256SUMS.minisig: D204 chữ ký là của khóa {STRANGER.public.id}, không phải của khóa {KEY.public.id}",
        f"minisign.pub: D207 khóa đi kèm là {STRANGER.public.id}, không phải khóa {KEY.public.id} dùng để kiểm",
    ]
    assert [line.split(" ")[1] for line in faults(root, None)] == ["D205"], "only the key can tell"


def test_a_stranger_who_copies_the_number_of_the_key(root: Path) -> None:
    forged = type(STRANGER)(KEY.number, STRANGER.seed)
    seal(root, forged)
    assert [line.split(" ")[1] for line in faults(root)] == ["D203", "D207"]


def test_a_signature_of_another_release(root: Path) -> None:
    write(root, SIGNATURE, KEY.sign(b"another list", COMMENT))
    assert faults(root) == [WRONG]
    write(root, SIGNATURE, b"-----BEGIN PGP SIGNATURE-----\n")
    assert faults(root) == [
        "SHA256SUMS.minisig: D102 «SHA256SUMS.minisig» không phải chữ ký minisign: không đủ bốn dòng như minisign ghi"
    ]


def test_a_changed_comment_is_not_shown(root: Path) -> None:
    write(root, SIGNATURE, (root / SIGNATURE).read_bytes().replace("kỷ yếu".encode(), b"bao cao"))
    verified = verify(root, KEY.public)
    assert told(verified.diagnostics) == [WRONG]
    assert verified.value is not None
    assert verified.value.comment == ""


# --- the lists ----------------------------------------------------------------------------------------------


def test_the_two_lists_must_agree(root: Path) -> None:
    rewrite(root, sha256={POST: "0" * 64}, letter={RADIO: "don-vi/none.pdf"})
    write(root, "don-vi/them/la.epub", b"")
    seal(root)
    assert faults(root) == [
        "don-vi/none.pdf: D215 manifest.json và SHA256SUMS không khớp ở tệp này:"
        " manifest.json kể tệp này, SHA256SUMS thì không",
        "don-vi/them/la.epub: D215 manifest.json và SHA256SUMS không khớp ở tệp này:"
        " SHA256SUMS kể tệp này, manifest.json thì không",
        f"{POST_EPUB}: D215 manifest.json và SHA256SUMS không khớp ở tệp này: hai tệp ghi hai mã SHA-256 khác nhau",
    ]


def test_a_manifest_that_cannot_be_read(root: Path) -> None:
    write(root, MANIFEST, b"{}")
    seal(root)
    assert faults(root) == [
        "manifest.json: D214 manifest.json không đúng dạng: sai ở «book», «title», «name», «date», «build_id» …"
    ]


def test_a_list_that_leads_out_of_the_folder(root: Path, tmp_path: Path) -> None:
    write(tmp_path, "secret", b"x")
    (root / SUMS).write_bytes((root / SUMS).read_bytes() + f"{sha(b'x')}  ../secret\n".encode())
    write(root, SIGNATURE, KEY.sign((root / SUMS).read_bytes(), COMMENT))
    assert codes(root) == ["D208"]
    seal(root)
    data = (root / MANIFEST).read_bytes()
    write(root, MANIFEST, data.replace(b"sach/ky-yeu.epub", b"../../ky-yeu.epu"))
    assert codes(root) == ["D209", "D214"]


# --- editions of units --------------------------------------------------------------------------------------


def test_two_units_exchanged(root: Path) -> None:
    exchange(root, POST_EPUB, RADIO_EPUB)
    found = faults(root)
    assert [line for line in found if "D216" in line] == SWAPPED
    assert sorted(line.split(" ")[1] for line in found) == ["D209", "D209", "D216", "D216"]
    assert {finding.unit for finding in verify(root, KEY.public).diagnostics if finding.code == "D216"} == set(UNITS)


def test_two_units_exchanged_and_the_sums_reckoned_anew(root: Path) -> None:
    exchange(root, POST_EPUB, RADIO_EPUB)
    reckon(root)
    assert [line for line in faults(root) if "D216" in line] == SWAPPED
    assert sorted(codes(root)) == ["D203", "D215", "D215", "D216", "D216"]


def test_two_units_exchanged_and_everything_but_the_identifiers_made_to_fit(root: Path) -> None:
    exchange(root, POST_EPUB, RADIO_EPUB)
    rewrite(root, sha256={unit: sha((root / unit_path(unit)).read_bytes()) for unit in UNITS})
    seal(root)
    assert faults(root) == SWAPPED


def test_two_units_exchanged_and_the_identifiers_made_to_fit(root: Path) -> None:
    """Even the publisher's own mistake: the edition itself names its unit."""
    exchange(root, POST_EPUB, RADIO_EPUB)
    rewrite(
        root,
        sha256={unit: sha((root / unit_path(unit)).read_bytes()) for unit in UNITS},
        identifier={POST: identifier(RADIO), RADIO: identifier(POST)},
    )
    seal(root)
    assert faults(root) == SWAPPED


def test_folders_of_two_units_exchanged_in_the_manifest(root: Path) -> None:
    data = (root / MANIFEST).read_bytes()
    for one, other in ((POST_EPUB, "tam/x"), (RADIO_EPUB, POST_EPUB), ("tam/x", RADIO_EPUB)):
        data = data.replace(f'"path": "{one}"'.encode(), f'"path": "{other}"'.encode())
    write(root, MANIFEST, data)
    exchange(root, POST_EPUB, RADIO_EPUB)
    seal(root)
    assert faults(root) == [
        f"{RADIO_EPUB}: D220 bản của đơn vị «Vụ Bưu chính» không nằm trong «don-vi/{POST}»",
        f"{POST_EPUB}: D220 bản của đơn vị «Cục Tần số vô tuyến điện» không nằm trong «don-vi/{RADIO}»",
    ]


def put(root: Path, data: bytes, path: str = POST_EPUB) -> list[str]:
    """What is told when this lies in place of the edition of the first unit (or the book), all lists made to fit."""
    write(root, path, data)
    manifest = parse_manifest((root / MANIFEST).read_bytes())
    old = {offer.path: offer.sha256 for offer in (*manifest.files, *manifest.units)}[path]
    write(root, MANIFEST, render_manifest(manifest).replace(old.encode(), sha(data).encode()))
    seal(root)
    return faults(root)


def test_another_publication_in_the_place_of_an_edition(root: Path) -> None:
    assert put(root, epub("urn:uuid:la", UNITS[POST])) == [
        f"{POST_EPUB}: D217 EPUB mang mã «urn:uuid:la», manifest.json ghi «urn:uuid:{POST}»"
    ]
    assert put(root, epub(identifier(POST))) == [
        f"{POST_EPUB}: D221 EPUB này không ghi bên trong là bản của đơn vị nào; manifest.json nói là của «Vụ Bưu chính»"
    ]


def test_another_publication_in_the_place_of_the_book(root: Path) -> None:
    assert put(root, epub(identifier(POST), UNITS[POST]), "sach/ky-yeu.epub") == [
        f"sach/ky-yeu.epub: D217 EPUB mang mã «urn:uuid:{POST}», manifest.json ghi «urn:isbn:9786048000028»"
    ]


def test_two_editions_with_one_identifier(root: Path) -> None:
    rewrite(root, identifier={RADIO: identifier(POST)})
    write(root, RADIO_EPUB, epub(identifier(POST), UNITS[RADIO]))
    rewrite(root, sha256={RADIO: sha((root / RADIO_EPUB).read_bytes())})
    seal(root)
    assert faults(root) == [
        f"{RADIO_EPUB}: D219 bản của «Cục Tần số vô tuyến điện» và của «Vụ Bưu chính»"
        f" mang cùng một mã xuất bản phẩm «urn:uuid:{POST}»"
    ]


# --- hostile ------------------------------------------------------------------------------------------------


def test_links_and_devices_are_not_opened(root: Path, tmp_path: Path) -> None:
    write(tmp_path, "ngoai/bi-mat.txt", b"x")
    (root / "index.html").unlink()
    (root / "index.html").symlink_to(tmp_path / "ngoai" / "bi-mat.txt")
    (root / "them").symlink_to(tmp_path / "ngoai")
    os.mkfifo(root / "ong")
    odd = "đây là lối tắt hoặc tệp đặc biệt, không phải tệp thường; không được mở"
    assert faults(root) == [
        "index.html: D210 bản phát hành thiếu tệp này",
        f"index.html: D212 {odd}",
        f"ong: D212 {odd}",
        f"them: D212 {odd}",
    ]


def test_a_link_in_the_place_of_the_manifest(root: Path, tmp_path: Path) -> None:
    (root / MANIFEST).rename(tmp_path / "m.json")
    (root / MANIFEST).symlink_to(tmp_path / "m.json")
    assert codes(root) == ["D202", "D212"]


def zipped(tmp_path: Path, kind: int, **parts: bytes) -> bytes:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, data in parts.items():
            archive.writestr({"container": "META-INF/container.xml"}.get(name, name), data)
    return path.read_bytes()


def test_what_is_no_epub(root: Path, tmp_path: Path) -> None:
    whole = epub(identifier(POST), UNITS[POST])
    opf = '<package xmlns="http://www.idpf.org/2007/opf" unique-identifier="id"/>'
    entity = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    hostile = {
        "không phải tệp zip trọn vẹn": b"",
        "không phải tệp zip trọn vẹn ": whole[:-9],
        "quá nhiều mục": whole[:-10] + b"\xff\xff\xff\x7f" + whole[-6:],
        "thiếu «META-INF/container.xml»": zipped(tmp_path, zipfile.ZIP_STORED, a=b""),
        "thiếu «gói OPF»": epub("x", container="<container/>"),
        "thiếu «../../x.opf»": zipped(
            tmp_path,
            zipfile.ZIP_STORED,
            container=b'<c xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            b'<rootfile full-path="../../x.opf"/></c>',
        ),
        "«EPUB/content.opf» lớn quá mức": epub("x", package=opf + secrets.token_hex(4_500_000)),
        "có mục nén quá chặt, mở ra có thể làm treo máy": epub("x", package=opf + " " * 9_000_000),
        "có mục nén theo cách mà EPUB không cho phép": zipped(tmp_path, zipfile.ZIP_LZMA, container=b"<c/>"),
        "gói OPF không phải XML đúng phép": epub("x", package="<package>"),
        "không có mã xuất bản phẩm (dc:identifier)": epub("x", package=opf),
        "không có mã xuất bản phẩm (dc:identifier) ": epub("x" * 501),
        "không phải tệp zip trọn vẹn  ": whole[:30] + b"\0" * 200 + whole[230:],
    }
    for reason, data in hostile.items():
        assert put(root, data) == [f"{POST_EPUB}: D218 không mở được tệp để kiểm: {reason.rstrip()}"]
    leaking = entity + '<package xmlns="http://www.idpf.org/2007/opf" unique-identifier="id">'
    leaking += '<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/" id="id">&x;</dc:identifier></package>'
    (found,) = put(root, epub("x", package=leaking))
    assert "EPUB mang mã «&x;»" in found, "an entity is not followed"


def test_a_zip_that_hides_its_directory_behind_the_64_bit_form(root: Path) -> None:
    whole = epub(identifier(POST), UNITS[POST])
    hidden = whole[:-22] + b"PK\x06\x07" + bytes(16) + whole[-22:]
    assert put(root, hidden) == [f"{POST_EPUB}: D218 không mở được tệp để kiểm: nội dung quá lớn"]


def test_lists_without_end(root: Path) -> None:
    with (root / SUMS).open("ab") as stream:
        stream.truncate(20_000_000)
    with (root / MANIFEST).open("ab") as stream:
        stream.truncate(20_000_000)
    assert faults(root) == [
        "SHA256SUMS: D218 không mở được tệp để kiểm: không đọc được, hoặc lớn quá mức",
        "manifest.json: D218 không mở được tệp để kiểm: không đọc được, hoặc lớn quá mức",
    ]
