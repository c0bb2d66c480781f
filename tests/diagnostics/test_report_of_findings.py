"""What a report of findings promises: order, no doubles, the weight of --final."""

import pytest

from yearbook.diagnostics import Diagnostic, Report, Severity, Span, catalogue, diagnose, for_draft, for_final


def test_findings_are_sorted_by_place_and_told_once() -> None:
    late = Diagnostic("R101", Severity.ERROR, "sau", Span("b.yaml", 2, 1))
    early = Diagnostic("X201", Severity.WARNING, "trước", Span("a.yaml", 9, 1))
    same_place = Diagnostic("R101", Severity.ERROR, "nặng hơn", Span("a.yaml", 9, 1))
    nowhere = Diagnostic("S101", Severity.ERROR, "không ở tệp nào")
    report = Report.of([late, early, late, same_place, nowhere])
    assert [d.message for d in report] == ["không ở tệp nào", "nặng hơn", "trước", "sau"]
    assert (len(report), report.has_errors, report.count(Severity.WARNING)) == (4, True, 1)
    assert not Report.of([early]).has_errors
    assert Report.of([early]).plus(late, early) == Report.of([early, late])


def test_final_weighs_placeholders_as_errors() -> None:
    draft = Report.of([diagnose("X201", name="A"), diagnose("X205"), diagnose("X108", award="B", year=2020)])
    assert sorted((d.code, d.severity.label) for d in draft) == [
        ("X108", "cảnh báo"),
        ("X201", "cảnh báo"),
        ("X205", "lưu ý"),
    ]
    assert sorted((d.code, d.severity.label) for d in for_final(draft)) == [
        ("X108", "cảnh báo"),
        ("X201", "lỗi"),
        ("X205", "lỗi"),
    ]


def test_a_draft_puts_off_the_errors_of_the_preflight_and_no_others() -> None:
    """What makes the file itself useless (P101) stays an error; warnings keep their words."""
    found = Report.of(
        [
            diagnose("P101", file="a.pdf", detail="hỏng"),
            diagnose("P260", percent=340, area=20, limit=300),
            diagnose("P261"),
            diagnose("X101", unit="x", wanted="x"),
        ]
    )
    told = {d.code: d for d in for_draft(found)}
    assert {code: d.severity.label for code, d in told.items()} == {
        "P101": "lỗi",
        "P260": "cảnh báo",
        "P261": "cảnh báo",
        "X101": "lỗi",
    }
    assert told["P260"].hint.endswith("bớt mực của màu nền; bản thảo vẫn được dựng, bản in cuối sẽ bị chặn")
    assert told["P261"].hint == diagnose("P261").hint


def test_the_words_of_a_finding_come_from_the_catalogue() -> None:
    found = diagnose("X201", Span("data/a.yaml", 3, 7), record="a", unit="x", name="Nguyễn Văn A")
    assert found.message == "thiếu ảnh chân dung của Nguyễn Văn A"
    assert found.hint.startswith("thêm `portrait:` với `file:` trong photos/")
    assert diagnose("X201", hint="khác", name="A").hint == "khác"
    with pytest.raises(KeyError):
        diagnose("X201")  # a word that the template needs is missing: a bug of the caller, not a silent gap


def test_the_catalogue_is_in_the_order_of_families_and_numbers() -> None:
    codes = list(catalogue())
    assert codes == sorted(codes, key=lambda code: ("YRXTILPECDS".index(code[0]), code))
