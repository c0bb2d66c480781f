"""`waivers.yaml`: what was looked at and is left as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import told

from yearbook.diagnostics import Report, Span, diagnose
from yearbook.records.waivers import read_waivers, sift

Write = Callable[..., Path]


def finding(word: str, record: str, line: int) -> object:
    return diagnose("T301", Span(f"data/individuals/{record}.yaml", line, 7), record=record, written=word)


FOUND = Report.of([finding("Kpă", "a", 2), finding("Êđăh", "a", 3), finding("Kpă", "b", 2)])  # type: ignore[list-item]


def sifted(write: Write, text: str) -> tuple[str, list[str]]:
    """What is left, and what was waived with its reason."""
    outcome = read_waivers(write({"waivers.yaml": text}))
    assert told(outcome.diagnostics) == ""
    result = sift(FOUND, outcome.value)
    waived = [f"{item.finding.record}:{item.finding.span.line} {item.waiver.reason}" for item in result.waived]  # type: ignore[union-attr]
    return told(result.report), waived


def test_no_file_no_waivers(write: Write) -> None:
    assert read_waivers(write({})).value == ()


@pytest.mark.parametrize(
    ("conditions", "waived"),
    [
        ("", ["a:2", "a:3", "b:2"]),
        (", record: a", ["a:2", "a:3"]),
        (", record: a, text: Kpă", ["a:2"]),
        (", place: data/individuals/b.yaml", ["b:2"]),
        (", place: 'data/individuals/a.yaml:3'", ["a:3"]),
        (", place: 'data/individuals/a.yaml:3:7'", ["a:3"]),
        (", text: Kpă", ["a:2", "b:2"]),
    ],
)
def test_every_condition_must_be_met(write: Write, conditions: str, waived: list[str]) -> None:
    left, gone = sifted(write, f"- {{code: T301{conditions}, reason: tên riêng, who: Lan}}\n")
    assert gone == [f"{place} tên riêng" for place in waived]
    assert left.count("\n") == 3 - len(waived)


def test_a_waiver_that_meets_nothing_is_told(write: Write) -> None:
    left, gone = sifted(write, "waivers:\n- code: T301\n  record: c\n  reason: tên riêng\n  who: Lan\n")
    assert gone == []
    assert left.endswith(
        "data/waivers.yaml:2:9 R130 warning miễn trừ mã T301 không khớp điều nào trong lần soát này | "
        "xóa mục này khỏi waivers.yaml, hoặc sửa `record:`, `place:`, `text:` cho khớp\n"
    )


def test_faults_of_the_file_are_told_at_their_lines_in_one_run(write: Write) -> None:
    outcome = read_waivers(
        write(
            {
                "waivers.yaml": "- {code: T301, record: a, reason: r, who: w}\n"
                "- {code: X203, reason: r, who: w}\n"
                "- {code: T30, reason: r, who: w}\n"
                "- {code: T301, who: w}\n"
                "- {code: T301, reason: r, who: w, until: mai}\n"
                "- chữ\n"
            }
        )
    )
    assert [waiver.record for waiver in outcome.value] == ["a"]
    assert [f"{d.span.line if d.span else 0} {d.code}" for d in outcome.diagnostics] == [
        "2 R131", "3 R132", "4 R104", "5 R102", "6 R115",
    ]  # fmt: skip
    assert outcome.diagnostics[0].message == "mã X203 («Trang bản quyền còn thiếu») không miễn trừ được"
    assert outcome.diagnostics[1].hint.startswith("có phải «T30")


@pytest.mark.parametrize(
    ("content", "code"),
    [("chỉ một câu\n", "R115"), ("- [\n", "Y129"), ("- &a {code: T301}\n", "Y131"), (b"\xff\xfe-\x00", "Y103")],
)
def test_a_broken_file_waives_nothing(write: Write, content: str | bytes, code: str) -> None:
    outcome = read_waivers(write({"waivers.yaml": content}))
    assert outcome.value == ()
    assert code in {d.code for d in outcome.diagnostics}


def test_a_link_out_of_the_folder_is_not_read(write: Write, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("- {code: T301, reason: r, who: w}\n", "utf-8")
    root = write({})
    (root / "waivers.yaml").symlink_to(tmp_path / "secret.yaml")
    outcome = read_waivers(root)
    assert (outcome.value, [d.code for d in outcome.diagnostics]) == ((), ["Y106"])
