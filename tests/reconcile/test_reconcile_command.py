"""The command: what a reader sees, exit codes, JSON, and the drafts of `--write-missing`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from reconcile_room import DECISION, HEADER, Person, Room, crowd

from yearbook.records import EditorialStatus, load

NO = "lỗi: --decision: không có quyết định"
Command = Callable[..., tuple[int, str, str]]
PEOPLE = [
    Person("le-an", "Lê An", "Trưởng phòng Kế hoạch"),
    Person("nguyen-van-hoa", "Nguyễn Văn Hòa", "Chuyên viên", "cuc-vien-thong"),
]
SHOWN = """\
Đối chiếu ds.xlsx với quyết định 9205/QĐ-BTTTT ngày 27/12/2019 (qd-mau-2019)

thiếu trong sách: 1
  danh sách (dòng 8): Trần Bình | Kỹ sư | Vụ Bưu chính | Bằng khen của Bộ trưởng Bộ Thông tin và Truyền thông
  bản ghi:            không có

tên khác cách viết: 1
  danh sách (dòng 7):                               [Nguyễn Văn Hoà] | Chuyên viên | Cục Viễn thông | Bằng khen của Bộ \
trưởng Bộ Thông tin và Truyền thông
  bản ghi data/individuals/nguyen-van-hoa.yaml:2:7: [Nguyễn Văn Hòa] | Chuyên viên | Cục Viễn thông | Bằng khen của \
Bộ trưởng Bộ Thông tin và Truyền thông
  = chỉ khác chỗ đặt dấu thanh

khác chức vụ: 1
  danh sách (dòng 6):                      Lê An | [Trưởng phòng] | Vụ Bưu chính | Bằng khen của Bộ trưởng Bộ Thông \
tin và Truyền thông
  bản ghi data/individuals/le-an.yaml:3:9: Lê An | [Trưởng phòng Kế hoạch] | Vụ Bưu chính | Bằng khen của Bộ trưởng \
Bộ Thông tin và Truyền thông

danh sách 3 dòng, sách 2 khen thưởng theo quyết định này: khớp 0, khác 3 (thiếu trong sách 1, tên khác cách viết 1, \
khác chức vụ 1)
"""


@pytest.fixture
def three_differences(room: Room) -> Path:
    room.write(PEOPLE)
    rows = [person.cells() for person in PEOPLE] + [Person("", "Trần Bình", "Kỹ sư").cells()]
    rows[0][1], rows[1][0] = "Trưởng phòng", "Nguyễn Văn Hoà"
    return room.list_of(rows)


def test_differences_side_by_side(reconcile_command: Command, three_differences: Path) -> None:
    code, out, err = reconcile_command("ds.xlsx", "--decision", DECISION)
    assert (code, err) == (1, "")
    assert out == SHOWN


def test_no_difference(reconcile_command: Command, room: Room) -> None:
    people = crowd(300)
    room.write(people)
    room.list_of([person.cells() for person in people])
    code, out, err = reconcile_command("ds.xlsx", "--decision", "9205/QĐ-BTTTT")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == (
        "danh sách 300 dòng, sách 300 khen thưởng theo quyết định này: khớp 300, khác 0"
    )  # fmt: skip


def test_json(reconcile_command: Command, three_differences: Path) -> None:
    code, out, _ = reconcile_command("ds.xlsx", "--decision", DECISION, "--format", "json")
    answer = json.loads(out)
    assert code == 1
    assert (answer["format"], answer["version"]) == ("yearbook-reconciliation", 1)
    assert answer["decision"] == {"id": DECISION, "number": "9205/QĐ-BTTTT", "date": "2019-12-27"}
    assert (answer["rows"], answer["records"], answer["matched"], answer["findings"]) == (3, 2, 0, [])
    assert [d["kind"] for d in answer["differences"]] == ["missing", "name-spelling", "office"]
    office = answer["differences"][2]
    assert (office["label"], office["field"]) == ("khác chức vụ", "office")
    assert (office["list"]["row"], office["list"]["office"]) == (6, "Trưởng phòng")
    assert office["record"] == {
        "id": "le-an", "file": "data/individuals/le-an.yaml", "line": 3, "column": 9, "kind": "ca_nhan",
        "name": "Lê An", "office": "Trưởng phòng Kế hoạch", "unit": "Vụ Bưu chính",
        "unit_id": "vu-buu-chinh", "award_id": "bk_bt",
        "award": "Bằng khen của Bộ trưởng Bộ Thông tin và Truyền thông", "class": "",
    }  # fmt: skip


def test_into_a_file(reconcile_command: Command, three_differences: Path, room: Room) -> None:
    code, out, _ = reconcile_command("ds.xlsx", "--decision", DECISION, "--output", "kq.txt")
    assert code == 1
    assert out.startswith("Đã ghi kq.txt: danh sách 3 dòng, sách 2 khen thưởng")
    assert "\nkhác chức vụ: 1\n" in (room.root / "kq.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("ds.xlsx", "lỗi: thiếu tham số: --decision\n"),
        ("--decision qd-mau-2019", "lỗi: thiếu tham số: DANH_SÁCH\n"),
        ("ds.xlsx --decision qd-mau-2091", f"{NO} «qd-mau-2091»; có phải «qd-mau-2019»?\n"),
        ("ds.xlsx --decision 9205/QD-BTTTT", f"{NO} «9205/QD-BTTTT»; có phải «qd-mau-2019»?\n"),
        ("ds.xlsx --decision xyz", f"{NO} «xyz»; mã các quyết định nằm trong decisions.yaml\n"),
        ("khac.xlsx --decision qd-mau-2019", "lỗi: không có tệp «khac.xlsx»\n"),
        ("data --decision qd-mau-2019", "lỗi: «data» là thư mục; hãy ghi tên tệp danh sách\n"),
        ("ds.xlsx --decision a --format html", "lỗi: --format: không nhận «html»; chọn một trong: text, json\n"),
    ],
)  # fmt: skip
def test_wrong_usage(reconcile_command: Command, three_differences: Path, words: str, told: str) -> None:
    code, out, err = reconcile_command(*words.split())
    assert (code, out) == (2, "")
    assert err.startswith(told)


def test_no_data_folder(reconcile_command: Command, room: Room) -> None:
    room.list_of([])
    code, out, _ = reconcile_command("ds.xlsx", "--decision", DECISION)
    assert code == 1
    assert "lỗi Y101: không có thư mục dữ liệu «data»" in out


def test_an_unreadable_list_and_broken_records_are_told(reconcile_command: Command, room: Room) -> None:
    room.write(PEOPLE, **{"individuals/x.yaml": "id: x\nname: [\n"})
    (room.root / "ds.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    code, out, err = reconcile_command("ds.xls", "--decision", DECISION)
    assert (code, err) == (1, "")
    assert "ds.xls:1:1: lỗi C102: tệp này là tệp kiểu cũ (.xls hoặc .doc), không phải .xlsx" in out
    assert "data/individuals/x.yaml:" in out


def test_what_comes_from_files_is_never_shown_raw(reconcile_command: Command, room: Room) -> None:
    room.write(PEOPLE)
    (room.root / "ds.csv").write_text(f"{';'.join(HEADER)}\n1;Lê\x1b[2J An;Kỹ sư;Vụ Lạ\x1b[2J;Bằng khen;\n", "utf-8")
    for form in ("text", "json"):
        _, out, _ = reconcile_command("ds.csv", "--decision", DECISION, "--format", form)
        assert "\x1b" not in out


# --- --write-missing --------------------------------------------------------------------------------------------


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_without_write_missing_nothing_is_changed(
    reconcile_command: Command, three_differences: Path, room: Room
) -> None:
    before = tree(room.root)
    reconcile_command("ds.xlsx", "--decision", DECISION)
    assert tree(room.root) == before


def missing_rows() -> list[list[object]]:
    rows = [person.cells() for person in PEOPLE]
    rows += [
        ["Bà TS. Trần Bình", "Kỹ sư: tổ 1 #2", "Vụ Bưu chính", "Chiến sĩ thi đua cấp Bộ", ""],
        ["Lê An", "Chuyên viên", "Cục Viễn thông", "Bằng khen", ""],
        ["Nguyễn Văn Hòa", "Thủ kho", "Cục Viễn thông", "Bằng khen", ""],
        ["No", "true", "Trung tâm Internet Việt Nam", "Bằng khen", ""],
        ["Đỗ Lạ", "Kỹ sư", "Vụ Không Có", "Bằng khen", ""],
        ["Hà Mới", "Kỹ sư", "Vụ Bưu chính", "Bằng gì", ""],
    ]
    return rows


def test_missing_records_are_written_as_drafts(reconcile_command: Command, room: Room) -> None:
    room.write([*PEOPLE, Person("cu", "Cũ Người")], **{"slogans.yaml": "- {id: tran-binh, text: A}\n"})
    room.list_of([*missing_rows(), Person("cu", "Cũ Người").cells()])
    before = tree(room.data)
    code, out, err = reconcile_command("ds.xlsx", "--decision", DECISION, "--write-missing")
    assert (code, err) == (1, "")
    assert out.endswith(
        "Đã tạo 4 bản ghi nháp:\n"
        "  data/individuals/tran-binh-vu-buu-chinh.yaml  (Trần Bình, dòng 8)\n"
        "  data/individuals/le-an-cuc-vien-thong.yaml  (Lê An, dòng 9)\n"
        "  data/individuals/nguyen-van-hoa-cuc-vien-thong.yaml  (Nguyễn Văn Hòa, dòng 10)\n"
        "  data/individuals/no.yaml  (No, dòng 11)\n"
        "Không tạo cho 2 dòng:\n"
        "  dòng 12: Đỗ Lạ: sách không có đơn vị «Vụ Không Có»\n"
        "  dòng 13: Hà Mới: không rõ hình thức khen thưởng\n"
    )
    after = tree(room.data)
    assert {name: after[name] for name in before} == before
    book = room.book()
    person = book.individual_by_id["tran-binh-vu-buu-chinh"]
    assert (person.name, person.salutation, person.degree, person.office, person.unit) == (
        "Trần Bình", "Bà", "TS.", "Kỹ sư: tổ 1 #2", "vu-buu-chinh",
    )  # fmt: skip
    assert person.status is EditorialStatus.DRAFT
    assert person.note == "Lập từ danh sách «ds.xlsx», dòng 8, kèm quyết định 9205/QĐ-BTTTT; cần soát lại."
    (grant,) = person.awards
    assert (grant.award, grant.year, grant.decision) == ("cstd_bo", 2019, DECISION)
    assert (book.individual_by_id["no"].name, book.individual_by_id["no"].office) == ("No", "true")
    assert load(room.data).diagnostics == ()

    code, out, _ = reconcile_command("ds.xlsx", "--decision", DECISION, "--write-missing")
    assert "Không tạo bản ghi nào.\nKhông tạo cho 2 dòng:\n" in out
    assert tree(room.data) == after
    assert "khớp 7, khác 2 (thiếu trong sách 2)" in out


def test_a_whole_list_becomes_records_that_match(reconcile_command: Command, room: Room) -> None:
    people = crowd(300)
    room.write([])
    rows = [person.cells() for person in people]
    rows += [["Phòng Kế toán, Vụ Bưu chính", "", "", "Bằng khen", ""], ["Cục Viễn thông", "", "", "Bằng khen", ""]]
    room.list_of(rows, header=["STT", "Tên tập thể, cá nhân", *HEADER[2:]])
    code, out, _ = reconcile_command("ds.xlsx", "--decision", DECISION, "--write-missing", "--format", "json")
    assert (code, len(json.loads(out)["drafts"]["written"])) == (1, 302)
    assert [c.name for c in room.book().collectives] == ["Cục Viễn thông", "Phòng Kế toán"]
    code, out, _ = reconcile_command("ds.xlsx", "--decision", DECISION)
    assert code == 0, out
    assert "khớp 302, khác 0" in out


def test_a_person_who_is_in_the_book_already_gets_no_second_record(reconcile_command: Command, room: Room) -> None:
    room.write([Person("le-an", "Lê An", "Phó phòng", award="")])
    room.list_of([Person("", "Lê An").cells()])
    before = tree(room.data)
    code, out, _ = reconcile_command("ds.xlsx", "--decision", DECISION, "--write-missing")
    assert (code, tree(room.data)) == (1, before)
    assert "đã có bản ghi «le-an» (data/individuals/le-an.yaml:2:7)" in out
    assert "dòng 6: Lê An: đã có bản ghi cùng tên, cùng đơn vị; hãy thêm khen thưởng vào bản ghi ấy" in out


def test_a_file_that_cannot_be_loaded_is_not_replaced(reconcile_command: Command, room: Room) -> None:
    room.write([], **{"individuals/le-an.yaml": "id: [\n"})
    room.list_of([Person("", "Lê An").cells()])
    reconcile_command("ds.xlsx", "--decision", DECISION, "--write-missing")
    assert (room.data / "individuals" / "le-an.yaml").read_text("utf-8") == "id: [\n"
    assert (room.data / "individuals" / "le-an-vu-buu-chinh.yaml").is_file()


def test_doubles_in_the_list_make_one_record(reconcile_command: Command, room: Room) -> None:
    room.write([])
    room.list_of([Person("", "Lê An").cells(), Person("", "Lê An").cells()])
    reconcile_command("ds.xlsx", "--decision", DECISION, "--write-missing")
    assert [person.id for person in room.book().individuals] == ["le-an"]
    code, out, _ = reconcile_command("ds.xlsx", "--decision", DECISION)
    assert code == 1
    assert "lặp trong danh sách: 1" in out


def test_a_folder_that_cannot_be_made_leaves_nothing_behind(reconcile_command: Command, room: Room) -> None:
    """The second draft cannot be written: the first is taken back."""
    room.write([], **{"individuals/README.txt": "x", "collectives": "một tệp, không phải thư mục"})
    room.list_of(
        [["Lê An", "Kỹ sư", "Vụ Bưu chính", "Bằng khen", ""], ["Tổ Một", "", "Vụ Bưu chính", "Bằng khen", ""]],
        header=["STT", "Tên tập thể, cá nhân", *HEADER[2:]],
    )
    before = tree(room.data)
    code, _, err = reconcile_command("ds.xlsx", "--decision", DECISION, "--write-missing")
    assert code == 1
    assert "lỗi S104: không ghi được «data/collectives/tt-to-mot.yaml»" in err
    assert tree(room.data) == before


def test_a_list_that_cannot_be_read_is_held_against_nothing(reconcile_command: Command, room: Room) -> None:
    room.write(PEOPLE)
    (room.root / "ds.xlsx").write_bytes(b"PK\x03\x04 broken")
    code, out, err = reconcile_command("ds.xlsx", "--decision", DECISION)
    assert (code, err) == (1, "")
    assert out.startswith("ds.xlsx:1:1: lỗi C101: ")
    assert out.endswith("\nKhông đọc được dòng nào của danh sách, nên chưa đối chiếu gì.\n")
    assert "thừa so với quyết định" not in out
