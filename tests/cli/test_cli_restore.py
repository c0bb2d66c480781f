"""`restore`: lists in old encodings come back word by word; the source stays, doubts are asked."""

import unicodedata
from pathlib import Path

import pytest
from cli_room import Run

LIST = "1. NguyÔn V¨n Hïng\r\n2. Traàn Thò Beù\n3. Lê An\n"
RIGHT = "1. Nguyễn Văn Hùng\n2. Trần Thị Bé\n3. Lê An\n"


def test_a_mixed_list(run: Run, tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "4. Đỗ Thị Ý\n")
    source = (LIST + decomposed).encode()
    (tmp_path / "a.txt").write_bytes(source)
    ran = run("restore", "a.txt")
    assert (ran.code, ran.out) == (0, RIGHT + "4. Đỗ Thị Ý\n")
    assert ran.err == "Đã đổi 9 chữ (TCVN3 3, VNI 3, NFD 3).\n"
    assert (tmp_path / "a.txt").read_bytes() == source


def test_a_word_that_reads_two_ways_is_asked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Lê An\nNguyễn Vuõ Lam Hoàng\n", "utf-8")
    ran = run("restore", "a.txt", "--output", "b.txt")
    assert (ran.code, ran.out) == (1, "")
    assert (tmp_path / "b.txt").read_text("utf-8") == "Lê An\nNguyễn Vũ Lam Hoàng\n"
    assert ran.err == (
        "Đã đổi 1 chữ (VNI 1).\n"
        "1 chữ đọc được nhiều cách, để như đã viết hoặc như dễ đúng nhất; xin hỏi lại:\n"
        "  dòng 2: «Hoàng» là «Hoàng» hay «Hồng»?\n"
    )


def test_bytes_of_an_old_machine(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("NguyÔn V¨n Hïng".encode("latin-1"))
    assert run("restore", "a.txt").out == "Nguyễn Văn Hùng\n"


def test_nothing_to_restore(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Đã đúng cả.\n", "utf-8")
    ran = run("restore", "a.txt")
    assert (ran.code, ran.out, ran.err) == (0, "Đã đúng cả.\n", "Không có chữ nào phải đổi.\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "không đọc được «a.txt»: không có tệp này"),
        (b"PK\x00\x01", "«a.txt» không phải tệp chữ"),
        (b"x" * 5_000_001, "5 MB"),
    ],
)
def test_what_cannot_be_restored(run: Run, tmp_path: Path, content: bytes | None, told: str) -> None:
    if content is not None:
        (tmp_path / "a.txt").write_bytes(content)
    ran = run("restore", "a.txt")
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
