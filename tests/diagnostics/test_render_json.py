"""Findings for programs, and the anchors by which a page links to them."""

import json

from yearbook.diagnostics import Diagnostic, Related, Report, Severity, Span, diagnose
from yearbook.diagnostics.render import anchored, grouped, render_json


def test_the_json_that_scripts_rely_on() -> None:
    place = Span("data/individuals/a.yaml", 3, 7, 20)
    first = diagnose(
        "X101", place, record="a", unit="x", related=(Related(Span("data/units.yaml", 1, 1), "danh sách"),), wanted="x"
    )
    second = diagnose("S101", path="dist")
    assert json.loads(render_json(Report.of([first, second]))) == {
        "format": "yearbook-findings",
        "version": 1,
        "errors": 2,
        "warnings": 0,
        "infos": 0,
        "findings": [
            {
                "code": "S101",
                "severity": "error",
                "file": None,
                "line": None,
                "column": None,
                "end_column": None,
                "message": "không ghi được «dist»: đĩa đã đầy hoặc vượt hạn mức",
                "hint": "dọn bớt chỗ trên đĩa rồi chạy lại; bản sách dựng lần trước vẫn nguyên vẹn",
                "record": "",
                "unit": "",
                "related": [],
                "spot": None,
                "fix": [],
            },
            {
                "code": "X101",
                "severity": "error",
                "file": "data/individuals/a.yaml",
                "line": 3,
                "column": 7,
                "end_column": 20,
                "message": "không có đơn vị «x» trong units.yaml",
                "hint": "thêm đơn vị vào units.yaml, hoặc sửa mã cho đúng",
                "record": "a",
                "unit": "x",
                "related": [
                    {"file": "data/units.yaml", "line": 1, "column": 1, "end_column": None, "note": "danh sách"}
                ],
                "spot": None,
                "fix": [],
            },
        ],
    }


def test_vietnamese_stays_readable_in_json() -> None:
    assert "đĩa đã đầy" in render_json(Report.of([diagnose("S101", path="dist")]))


def test_anchors_are_made_of_code_and_record_and_are_unique() -> None:
    findings = [
        Diagnostic("X108", Severity.WARNING, "một", Span("data/a.yaml"), record="nguyen-van-a"),
        Diagnostic("X108", Severity.WARNING, "hai", Span("data/a.yaml"), record="nguyen-van-a"),
        Diagnostic("Y108", Severity.WARNING, "ba", Span("data/individuals/Lê Ấn.yaml")),
        Diagnostic("S101", Severity.ERROR, "bốn"),
    ]
    items = anchored(findings)
    assert [item.anchor for item in items] == ["x108-nguyen-van-a", "x108-nguyen-van-a--2", "y108-l-n-yaml", "s101"]
    groups = grouped(items)
    assert [(group.severity, len(group.items)) for group in groups] == [(Severity.ERROR, 1), (Severity.WARNING, 3)]
