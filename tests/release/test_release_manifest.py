"""manifest.json: the same release gives the same bytes; a stranger's file is read strictly."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from yearbook import records
from yearbook.diagnostics import DataProblem
from yearbook.records import Settings
from yearbook.release.manifest import (
    Epubchecked,
    Judgement,
    Manifest,
    Preflighted,
    UnitFile,
    describe,
    parse_manifest,
    render_manifest,
)
from yearbook.release.model import EPUB_TYPE, Offer, Release, UnitOffer

HASH = "0123456789abcdef" * 4
MANIFEST = Manifest(
    book="ky-yeu",
    title="Kỷ yếu «2020»",
    name="2020-11-20-01",
    date=dt.date(2020, 11, 20),
    build_id="01",
    records=HASH,
    tools={"yearbook": "1.0", "epubcheck": "5.3.0"},
    files=(Offer("screen", "PDF đọc", "sach/ky-yeu.pdf", "application/pdf", 12, HASH, pages=96),),
    units=(UnitFile("vu-a", "Vụ A", "don-vi/vu-a/a.epub", "urn:uuid:1", HASH, "don-vi/vu-a/a.pdf"),),
    judgement=Judgement((Preflighted("sach/ky-yeu.pdf", 0, 1, 2),), (Epubchecked("sach/a.epub", "5.3.0", 0, 0),)),
)
TEXT = f"""\
{{
 "format": "yearbook-release",
 "version": 1,
 "book": "ky-yeu",
 "title": "Kỷ yếu «2020»",
 "name": "2020-11-20-01",
 "date": "2020-11-20",
 "build_id": "01",
 "records": "{HASH}",
 "tools": {{
  "epubcheck": "5.3.0",
  "yearbook": "1.0"
 }},
 "files": [
  {{
   "edition": "screen",
   "label": "PDF đọc",
   "path": "sach/ky-yeu.pdf",
   "media": "application/pdf",
   "size": 12,
   "sha256": "{HASH}",
   "identifier": "",
   "pages": 96
  }}
 ],
 "units": [
  {{
   "id": "vu-a",
   "name": "Vụ A",
   "path": "don-vi/vu-a/a.epub",
   "identifier": "urn:uuid:1",
   "sha256": "{HASH}",
   "letter": "don-vi/vu-a/a.pdf"
  }}
 ],
 "judgement": {{
  "preflight": [
   {{
    "path": "sach/ky-yeu.pdf",
    "errors": 0,
    "warnings": 1,
    "infos": 2
   }}
  ],
  "epubcheck": [
   {{
    "path": "sach/a.epub",
    "version": "5.3.0",
    "errors": 0,
    "warnings": 0
   }}
  ]
 }}
}}
"""


def reason(data: bytes) -> str:
    with pytest.raises(DataProblem) as caught:
        parse_manifest(data)
    assert caught.value.diagnostic.code == "D214"
    return caught.value.diagnostic.message.removeprefix("manifest.json không đúng dạng: ")


def test_a_manifest_as_it_is_written() -> None:
    assert render_manifest(MANIFEST).decode() == TEXT


def test_a_release_described() -> None:
    settings = Settings(
        id="ky-yeu",
        title="Kỷ yếu «2020»",
        short_title="Kỷ yếu",
        congress=records.Congress(
            name="Đại hội",
            short_name="Đại hội",
            period=records.Period(start=2020, end=2025),
            achievements=records.Period(start=2015, end=2020),
            date=dt.date(2020, 10, 2),
            place="Hà Nội",
        ),
        authority=("Bộ",),
        place="Hà Nội",
        year=2020,
        publisher=records.Publisher(name="Nhà xuất bản"),
    )
    given = UnitOffer(
        records.Unit(id="vu-a", order=1, name="Vụ A"),
        Offer("epub", "EPUB – Vụ A", "don-vi/vu-a/a.epub", EPUB_TYPE, 3, HASH, "urn:uuid:1"),
        "don-vi/vu-a/a.pdf",
    )
    release = Release(settings, "2020-11-20-01", dt.date(2020, 11, 20), "01", MANIFEST.files, (), (given,))
    described = describe(release, records=HASH, tools=MANIFEST.tools, judgement=MANIFEST.judgement)
    assert described == MANIFEST


def test_it_is_read_back_whole() -> None:
    assert parse_manifest(TEXT.encode()) == MANIFEST
    assert render_manifest(parse_manifest(TEXT.encode())).decode() == TEXT


def test_the_order_in_which_tools_are_found_does_not_matter() -> None:
    other = replace(MANIFEST, tools=dict(reversed(list(MANIFEST.tools.items()))))
    assert render_manifest(other).decode() == TEXT


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("version", 2),
        ("version", "1"),
        ("format", "khác"),
        ("date", "20/11/2020"),
        ("date", 1605830400),
        ("tools.yearbook", 1),
        ("files", {}),
        ("files.0.size", "12"),
        ("files.0.size", True),
        ("files.0.pages", 1.5),
        ("files.0.path", "../ky-yeu.pdf"),
        ("files.0.sha256", "0"),
        ("files.0.more", 1),
        ("units.0.path", "/etc/passwd"),
        ("units.0.letter", "a\\b"),
        ("units.0.sha256", HASH.upper()),
        ("units.0.name", None),
        ("judgement.preflight.0.errors", -1),
        ("judgement.epubcheck.0.path", ""),
        ("more", 1),
    ],
)
def test_a_wrong_value_is_told_by_its_place(place: str, value: object) -> None:
    content = json.loads(TEXT)
    target: Any = content
    *steps, last = place.split(".")
    for step in steps:
        target = target[int(step) if step.isdigit() else step]
    target[last] = value
    told = reason(json.dumps(content).encode())
    shown = "files.0" if last in ("path", "sha256") and steps[0] == "files" else place
    assert told == f"sai ở «{shown}»"


def test_every_field_is_required_but_the_judgement() -> None:
    for name in json.loads(TEXT):
        content = {key: value for key, value in json.loads(TEXT).items() if key != name}
        if name in ("judgement", "format", "version"):
            continue
        assert reason(json.dumps(content).encode()) == f"sai ở «{name}»"


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"null", b"\xff\xfe", TEXT.encode()[:-3], b"[" * 100_000, b'{"a":' * 5_000, b"PK\x03\x04"],
)
def test_what_is_no_manifest(data: bytes) -> None:
    assert reason(data) == "không phải JSON, hoặc không phải bản kê của một bản phát hành"


def test_a_manifest_without_end() -> None:
    assert reason(TEXT.encode() + b" " * 16_000_000) == "nặng quá mức"


def test_many_faults_are_not_all_told() -> None:
    assert reason(b"{}") == "sai ở «book», «title», «name», «date», «build_id» …"
