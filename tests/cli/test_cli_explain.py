"""`explain`: one code as a page, all codes as a list."""

import re

import pytest
from cli_room import Run

from yearbook.diagnostics import FAMILIES, catalogue


@pytest.mark.parametrize("word", ["X101", "x101", " x101 "])
def test_one_code(run: Run, word: str) -> None:
    ran = run("explain", word)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "X101 – Đơn vị không có trong danh sách\n"
        "mức độ: lỗi\n"
        "\n"
        "Vì sao:\n"
        "  Mỗi cá nhân, tập thể phải thuộc một đơn vị trong units.yaml, vì thứ tự nghi thức và bảng\n"
        "  tra lấy từ đó.\n"
        "\n"
        "Sai:\n"
        "  unit: cuc-vien-thon\n"
        "\n"
        "Đúng:\n"
        "  unit: cuc-vien-thong\n"
        "\n"
        "Cách sửa:\n"
        "  thêm đơn vị vào units.yaml, hoặc sửa mã cho đúng\n"
    )


def test_the_weight_in_the_final_print_is_told(run: Run) -> None:
    assert run("explain", "X201").out.splitlines()[1] == ("mức độ: cảnh báo; khi dựng bản in cuối (--final): lỗi")


def test_words_of_one_case_are_left_open(run: Run) -> None:
    assert "  thêm dòng `class:` với một trong: …\n" in run("explain", "X105").out
    assert "Cách sửa" not in run("explain", "I105").out  # its hint is made for each case


@pytest.mark.parametrize("code", catalogue())
def test_every_code_can_be_explained(run: Run, code: str) -> None:
    ran = run("explain", code)
    assert ran.code == 0
    assert ran.out.startswith(f"{code} – {catalogue()[code].title}\nmức độ: ")
    assert not re.search(r"\{\w+\}", ran.out.split("Cách sửa:")[-1])


def test_an_unknown_code_is_answered_with_the_nearest(run: Run) -> None:
    ran = run("explain", "R1O4")
    assert (ran.code, ran.out) == (2, "")
    near = ran.err.splitlines()[0].removeprefix("lỗi: không có mã «R1O4»; gần giống: ").split(", ")
    assert "R104" in near
    assert set(near) <= set(catalogue())
    assert run("explain", "lỗi").err == (
        "lỗi: không có mã «lỗi»; chạy `explain` không kèm mã để xem mọi mã\nXem hướng dẫn: yearbook explain --help\n"
    )


def test_all_codes_by_family(run: Run) -> None:
    ran = run("explain")
    assert ran.code == 0
    blocks = ran.out.rstrip("\n").split("\n\n")
    occurring = [letter for letter in FAMILIES if any(code.startswith(letter) for code in catalogue())]
    assert [block.splitlines()[0] for block in blocks] == [f"{letter} – {FAMILIES[letter]}" for letter in occurring]
    rows = [line.split()[0] for block in blocks for line in block.splitlines()[1:]]
    assert rows == list(catalogue())
    assert "  X201  cảnh báo  Thiếu ảnh chân dung" in ran.out
