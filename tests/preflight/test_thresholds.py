"""Thresholds of a printing house: what the file may say, and how its faults are told."""

import os
from pathlib import Path

import pytest

from yearbook.preflight.profile import default_profile, load_profile


def told(text: str, folder: Path) -> list[str]:
    profiles = folder / "data" / "profiles"
    profiles.mkdir(parents=True, exist_ok=True)
    (profiles / "nha-in.yaml").write_text(text, "utf-8")
    outcome = load_profile("nha-in.yaml", profiles)
    assert (outcome.value is None) == bool(outcome.diagnostics)
    assert {found.span.file for found in outcome.diagnostics if found.span} <= {"data/profiles/nha-in.yaml"}
    return [f"{f.span.line}:{f.span.column} {f.code} {f.message}" for f in outcome.diagnostics if f.span]


def line(finding: str) -> int:
    return int(finding.split(":")[0])


def test_a_file_says_only_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "nha-in.yaml"
    path.write_text("ink: {limit: 280}\nhairline_pt: 0,3\nseverity: {P260: off, P214: info}\n", "utf-8")
    profile = load_profile(str(path)).value
    usual = default_profile()
    assert profile is not None
    assert (profile.ink.limit, profile.ink.ppi, profile.hairline_pt) == (280, usual.ink.ppi, 0.3)
    assert profile.severity == {"P260": "off", "P214": "info"}
    changed = {"ink": profile.ink, "hairline_pt": 0.3, "severity": profile.severity}
    assert profile == usual.model_copy(update=changed)


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "nha-in.yaml"
    path.write_text("# chưa có gì\n", "utf-8")
    assert load_profile(str(path)).value == default_profile()


def test_all_faults_are_told_at_their_lines(tmp_path: Path) -> None:
    text = (
        "label: Nhà in thử\ninc: 3\nink:\n  limit: nhiều\n  area_mm2: -1\npage_multiple: 100\nstandards: [x-4, x-3]\n"
        "text_pt: 9\nseverity:\n  P999: off\n  P261: tắt\n  P262: [off]\nbleed_mm:\n"
    )
    assert sorted(told(text, tmp_path), key=line) == [
        "2:1 R102 không có khóa «inc» trong bản ghi ngưỡng kiểm tra",
        "4:10 R110 «tổng lượng mực (%)» (limit) ở «mực» viết là «nhiều»: phải là số, ví dụ 0,1",
        "5:13 R110 «vùng bỏ qua (mm²)» (area_mm2) ở «mực» viết là «-1»: phải là số, ví dụ 0,1",
        "6:16 R111 «bội số trang» (page_multiple) là 100, phải không quá 64",
        "7:18 R108 «chuẩn PDF/X được nhận» (standards) mục 2 không nhận «x-3»",
        "8:10 R103 «cỡ chữ» (text_pt) phải là một nhóm `khóa: giá trị`, ở đây là «9»",
        "10:3 R113 «mức của từng mã» (severity) viết là «P999»: không có mã này",
        "11:9 R108 «P261» (P261) ở «mức của từng mã» không nhận «tắt»",
        "12:9 R103 «P262» (P262) ở «mức của từng mã» phải là một giá trị, ở đây là một danh sách",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ink: {limit: 280\n", "Y1"),
        ("ink: &a {limit: 280}\ntext_pt: *a\n", "Y1"),
        ("label: !!python/object:os.system x\n", "Y1"),
        ("ink: {limit: 280}\nink: {limit: 300}\n", "Y1"),
        ("- ink\n", "R115"),
        ("[" * 50_000, "Y1"),
    ],
)
def test_what_is_no_such_file_is_refused_as_with_records(text: str, code: str, tmp_path: Path) -> None:
    assert told(text, tmp_path)[0].split()[1].startswith(code)


@pytest.mark.skipif(os.name == "nt", reason="on Windows a link needs rights of its own")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    profiles = tmp_path / "data" / "profiles"
    profiles.mkdir(parents=True)
    (tmp_path / "elsewhere.yaml").write_text("ink: {limit: 280}\n", "utf-8")
    (profiles / "nha-in.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    (found,) = load_profile("nha-in.yaml", profiles).diagnostics
    assert (found.code, found.message) == (
        "P290",
        "không có bộ ngưỡng kiểm tra «nha-in.yaml»; có sẵn: sheetfed-coated, sheetfed-uncoated",
    )
