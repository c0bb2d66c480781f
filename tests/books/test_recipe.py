"""The recipe from outside: what `check` and `build` promise to those who call them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from built import ROOT, Dist, build_small, said
from small_folder import SLUG, context, write_book

from yearbook.diagnostics import Severity
from yearbook.pipeline import Step, build, check


def test_the_sample_data_have_no_error_and_only_what_is_left_open_on_purpose(tmp_path: Path) -> None:
    result = check(context(ROOT / "data", tmp_path / "dist", tmp_path / "cache"))
    assert said(result) == []
    plan = [d for d in result.report if d.span and d.span.file == "data/documents/ke-hoach-3793-kh-btttt.md"]
    assert set(Counter(d.code for d in result.report if d not in plan)) == {"X201", "X203", "X205", "X206"}
    # the real slips of the plan, which is printed word for word: told, never mended
    assert {d.code for d in plan} == {"T304", "T403", "T404", "T405", "T410", "T411"}
    assert {(d.severity, d.fix) for d in plan} == {(Severity.INFO, ())}
    assert not (tmp_path / "dist").exists()


def test_a_final_edition_of_the_sample_is_refused(tmp_path: Path) -> None:
    """Invented people, drafts, missing portraits and an imprint with dots must not reach the printer."""
    result = build(context(ROOT / "data", tmp_path / "dist", tmp_path / "cache", final=True), ("print",))
    assert not result.published
    assert {d.code for d in result.report if d.severity == "error"} == {"X201", "X203", "X205", "X206"}
    assert [path.name for path in (tmp_path / "dist").iterdir() if not path.name.startswith(".")] == []


def test_an_unknown_record_of_only_is_named_with_its_nearest(tmp_path: Path) -> None:
    data = write_book(tmp_path / "data")
    only = frozenset({"nguyen-van-am"})
    result = build(context(data, tmp_path / "dist", tmp_path / "cache", only=only), ("print",))
    assert [(d.code, d.message, d.hint) for d in result.report if d.severity == "error"] == [
        ("X120", "không có bản ghi «nguyen-van-am» mà --only yêu cầu", "có phải «nguyen-van-an»?")
    ]


def test_only_one_record_makes_a_draft_of_it_and_says_what_it_does(tmp_path: Path) -> None:
    data, steps = write_book(tmp_path / "data"), list[Step]()
    only = frozenset({"tran-thi-be"})
    result = build(context(data, tmp_path / "dist", tmp_path / "cache", only=only), ("print",), steps.append)
    assert said(result) == []
    words = " ".join(Dist(tmp_path / "dist", result).pdf("print").pages)
    assert "Trần Thị Bé" in words
    assert "Nguyễn Văn An" not in words and "Đội Đo sóng" not in words
    labels = list(dict.fromkeys(step.label for step in steps))
    assert labels == [
        "Đọc và soát dữ liệu",
        "Xếp trang ruột sách",
        "Xử lý ảnh",
        "Dàn ruột sách",
        "Kiểm tra tệp đã xong",
        "Đưa sách vào thư mục kết quả",
    ]
    pages = [step.done for step in steps if step.label == "Dàn ruột sách"]
    assert pages[-1] == result.files[0].pages


def test_building_one_edition_leaves_the_others_where_they_are(tmp_path: Path) -> None:
    build_small(tmp_path)
    kept = (tmp_path / "dist" / f"{SLUG}-print.pdf").read_bytes()
    result = build(context(tmp_path / "data", tmp_path / "dist", tmp_path / "cache"), ("cover",))
    assert [file.path.name for file in result.files] == [f"{SLUG}-cover.pdf"]
    assert Dist(tmp_path / "dist", result).files() == [
        f"{SLUG}-cover.pdf",
        f"{SLUG}-print.pdf",
        "preflight.html",
        "report.html",
    ]
    assert (tmp_path / "dist" / f"{SLUG}-print.pdf").read_bytes() == kept
