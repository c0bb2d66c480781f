"""`new` makes a book that checks and builds; `schema` writes what editors read."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from cli_room import Run

from yearbook.cli.new import starter_files
from yearbook.records import load

EXPECTED = [
    "README.txt",
    "collectives/tt-trung-tam-du-lieu.yaml",
    "decisions.yaml",
    "documents/README.txt",
    "events/sk-hoi-nghi.yaml",
    "individuals/nguyen-thi-mau.yaml",
    "individuals/tran-van-thu.yaml",
    "photos/README.txt",
    "slogans.yaml",
    "texts/loi-gioi-thieu.md",
    "units.yaml",
    "yearbook.yaml",
]


def test_a_new_book(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")  # 18/11/2026
    ran = run("new", "sach cua toi")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Đã tạo sách mới trong thư mục «sach cua toi» (12 tệp).\n"
        "\n"
        "Việc tiếp theo:\n"
        "  1. Dựng thử ngay để xem sách trông thế nào:\n"
        "       yearbook build --data 'sach cua toi'\n"
        "     Các tệp làm ra nằm trong thư mục `dist/`.\n"
        "  2. Mở `sach cua toi/yearbook.yaml`, ghi tên sách, đại hội, nhà xuất bản; trong mỗi tệp có lời giải thích.\n"
        "  3. Thay các bản ghi mẫu bằng dữ liệu thật, chép ảnh vào `sach cua toi/photos/`.\n"
        "  4. Kiểm tra sau mỗi lần sửa:\n"
        "       yearbook check --data 'sach cua toi'\n"
    )
    folder = tmp_path / "sach cua toi"
    written = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    assert [name for name in written if not name.startswith("schema/")] == EXPECTED
    assert "schema/individual.schema.json" in written
    assert "  date: 18/11/2026\n" in (folder / "yearbook.yaml").read_text("utf-8")


def test_a_new_book_has_no_errors_and_shows_what_findings_look_like(run: Run) -> None:
    assert run("new", "moi").code == 0
    ran = run("check", "--data", "moi")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("không có lỗi, 17 cảnh báo, 2 lưu ý\n")
    assert (
        "moi/individuals/tran-van-thu.yaml:3:7: cảnh báo X201: thiếu ảnh chân dung của Trần Văn Thử\n"
        "3 | name: Trần Văn Thử\n"
        "  |       ^^^^^^^^^^^^\n"
    ) in ran.out


def test_a_new_book_holds_one_of_each(run: Run, tmp_path: Path) -> None:
    run("new", "moi")
    book = load(tmp_path / "moi").value
    assert book is not None
    counts = [len(r) for r in (book.individuals, book.collectives, book.events, book.texts, book.units)]
    assert counts == [2, 1, 1, 1, 3]
    assert book.settings.sample
    editorial = (*book.individuals, *book.collectives, *book.events, *book.texts, *book.decisions)
    assert all(record.sample for record in editorial)


def test_new_files_point_to_schemas_that_accept_them(run: Run, tmp_path: Path) -> None:
    run("new", "moi")
    for name in EXPECTED:
        path = tmp_path / "moi" / name
        text = path.read_text("utf-8")
        if name.endswith(".txt"):
            continue
        head = text.split("---\n")[1] if name.endswith(".md") else text
        first = head.splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        schema = json.loads((path.parent / first.split("=")[1]).read_text("utf-8"))
        jsonschema.validate(yaml.load(head, yaml.BaseLoader), schema)  # noqa: S506 - all scalars as text


def test_the_starter_is_explained_in_vietnamese() -> None:
    for name, source in starter_files():
        text = source.read_text("utf-8")
        assert "\t" not in text
        assert text.endswith("\n")
        assert name.suffix == ".txt" or "\n#" in text or " # " in text, name


def test_new_refuses_a_folder_that_is_not_empty(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cu").mkdir()
    assert run("new", "cu").code == 0
    before = sorted(tmp_path.rglob("*"))
    ran = run("new", "cu")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "lỗi: thư mục «cu» đã có tệp bên trong; hãy chọn thư mục khác hoặc thư mục trống\n"
        "Xem hướng dẫn: yearbook new --help\n"
    )
    assert sorted(tmp_path.rglob("*")) == before


def test_new_refuses_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x", "utf-8")
    ran = run("new", "tep")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "lỗi: «tep» là một tệp; hãy chọn tên khác cho thư mục")


def test_new_below_a_file_says_why_not(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x", "utf-8")
    ran = run("new", "tep/moi")
    assert ran.code == 1
    assert ran.err == (
        "lỗi S104: không ghi được «tep/moi»: một phần của đường dẫn là tệp, không phải thư mục\n"
        "   = gợi ý: kiểm tra đường dẫn và ổ đĩa của thư mục ra rồi chạy lại; bản sách dựng lần trước vẫn nguyên vẹn\n"
    )


def test_schema(run: Run, tmp_path: Path) -> None:
    ran = run("schema")
    assert (ran.code, ran.out, ran.err) == (0, "Đã ghi 15 tệp JSON Schema vào data/schema/.\n", "")
    schema = json.loads((tmp_path / "data" / "schema" / "units.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    assert run("schema", "--out", "khac").out == "Đã ghi 15 tệp JSON Schema vào khac/.\n"
    assert len(list((tmp_path / "khac").iterdir())) == 15
