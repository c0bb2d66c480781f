"""Tables as offices make them are understood: groups, repeated headers, merged cells, totals, signatures, encodings."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reconcile_room import DECISION, HEADER, Person, Room, told

from yearbook.reconcile import Row
from yearbook.records import RecipientKind

TEAM = "id: tt-ke-toan\nname: Phòng Kế toán\nunit: vu-buu-chinh\n"
AWARD = f"awards: [{{award: bk_bt, year: 2019, decision: {DECISION}}}]\n"
WHOLE = "id: tt-ha-giang\nname: Sở Thông tin và Truyền thông Hà Giang\nunit: so-tttt-ha-giang\n"
PEOPLE = [
    Person("a", "Lê An", "Trưởng phòng Kế hoạch"),
    Person("b", "Trần Bình", "Chuyên viên"),
    Person("c", "Đoàn Minh Châu", "Chuyên viên", "cuc-xuat-ban", "cstd_bo"),
    Person("d", "Trương Dũng", "Kỹ sư", "cuc-tan-so", "cstd_bo"),
]
BK, CS = "Bằng khen của Bộ trưởng Bộ Thông tin và Truyền thông", "Chiến sĩ thi đua cấp Bộ"


def texts(rows: Sequence[Row]) -> list[str]:
    """What was understood of each row, in one line."""
    return [f"{r.kind.value} {r.name} | {r.office} | {r.unit} | {r.award} {r.class_}".rstrip() for r in rows]


EXPECTED = [
    "ca_nhan Lê An | Trưởng phòng Kế hoạch | vu-buu-chinh | bk_bt",
    "ca_nhan Trần Bình | Chuyên viên | vu-buu-chinh | bk_bt",
    "ca_nhan Đoàn Minh Châu | Chuyên viên | cuc-xuat-ban | cstd_bo",
    "ca_nhan Trương Dũng | Kỹ sư | cuc-tan-so | cstd_bo",
]
GROUPED = [
    ["DANH SÁCH TẬP THỂ, CÁ NHÂN ĐƯỢC KHEN THƯỞNG"],
    ["(Kèm theo Quyết định số 9205/QĐ-BTTTT ngày 27 tháng 12 năm 2019)"],
    [],
    ["TT", "Tên tập thể, cá nhân", "Chức vụ", "Ghi chú"],
    ["(1)", "(2)", "(3)", "(4)"],
    ["A. BẰNG KHEN CỦA BỘ TRƯỞNG BỘ THÔNG TIN VÀ TRUYỀN THÔNG"],
    ["I", "TẬP THỂ: 02"],
    [1, "Phòng Kế toán, Vụ Bưu chính", None, None],
    [2, "Sở TT&TT Hà Giang"],
    ["II", "CÁ NHÂN"],
    ["", "Vụ Bưu chính"],
    [1, "Ông Lê An", "Trưởng phòng  Kế hoạch"],
    [],
    ["TT", "Tên tập thể, cá nhân", "Chức vụ", "Ghi chú"],
    [2, "Bà Trần Bình", "Chuyên viên"],
    ["Cộng: 2 cá nhân"],
    ["B", "Chiến sĩ thi đua cấp Bộ"],
    [None, "Cục Xuất bản, In và Phát hành"],
    [1, "Bà Đoàn Minh Châu", "Chuyên viên"],
    ["", "2. Cục Tần số"],
    [2, "Ông Trương Dũng", "Kỹ sư"],
    ["(Danh sách gồm 02 tập thể và 04 cá nhân)./."],
    [],
    ["Nơi nhận:", None, "KT. BỘ TRƯỞNG"],
    ["- Như trên;", None, "THỨ TRƯỞNG"],
    [None, None, "Phan Văn Ký"],
]


def test_groups_apply_to_the_rows_below(room: Room) -> None:
    room.write(PEOPLE, **{"collectives/a.yaml": TEAM + AWARD, "collectives/b.yaml": WHOLE + AWARD})
    found = room.compare(room.sheet(GROUPED, merged=["A1:D1", "A2:D2", "A6:D6", "A22:D22"]))
    assert texts(found.rows) == [
        "tap_the Phòng Kế toán | None | vu-buu-chinh | bk_bt",
        "tap_the Sở TT&TT Hà Giang | None | so-tttt-ha-giang | bk_bt",
        *EXPECTED,
    ]
    assert found.diagnostics == ()
    assert told(found) == {("name-spelling", 9, "tt-ha-giang")}  # the same unit by another of its names
    assert found.differences[0].note == "hai tên của cùng một đơn vị"


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["STT", "HỌ VÀ TÊN", "CHỨC VỤ, ĐƠN VỊ CÔNG TÁC", "DANH HIỆU"],
         [["Lê An", "Trưởng phòng Kế hoạch, Vụ Bưu chính", BK], ["Trần Bình", "Chuyên viên Vụ Bưu chính", BK],
          ["Đoàn Minh Châu", "Chuyên viên - Cục Xuất bản, In và Phát hành", CS],
          ["Trương Dũng", "Kỹ sư, Cục Tần số vô tuyến điện, Bộ Thông tin và Truyền thông", CS]]),
        (["TT", "Họ và tên, chức vụ, đơn vị", "Hình thức"],
         [["Ông Lê An, Trưởng phòng Kế hoạch, Vụ Bưu chính", BK], ["Bà Trần Bình; Chuyên viên, Vụ Bưu chính", BK],
          ["Đoàn Minh Châu, Chuyên viên, Cục Xuất bản, In và Phát hành", CS],
          ["Trương Dũng - Kỹ sư - Cục Tần số", CS]]),
        (["Số TT", "Họ và tên đệm", "Tên", "Chức danh", "Cơ quan", "Hình thức khen thưởng"],
         [["Lê", "An", "Trưởng phòng Kế hoạch", "Vụ Bưu chính", BK], ["Trần", "Bình", "Chuyên viên", "-nt-", BK],
          ["Đoàn Minh", "Châu", "Chuyên viên", "Cục Xuất bản In và Phát hành", CS],
          ["Trương", "Dũng", "Kỹ sư", "Cục Tần số", '"']]),
        (["STT", "Cá nhân", "Năm", "Đơn vị", "Chức vụ", "Danh hiệu thi đua, hình thức khen thưởng"],
         [["Lê An", 2019, "Vụ Bưu chính", "Trưởng phòng Kế hoạch", BK],
          ["Trần Bình", 2019.0, "Vụ Bưu chính", "Chuyên viên", BK],
          ["Đoàn Minh Châu", 2019, "Cục Xuất bản, In và Phát hành", "Chuyên viên", CS],
          ["Trương Dũng", 2019, "Cục Tần số", "Kỹ sư", "Chiến sỹ thi đua Bộ TT&TT"]]),
    ],
    ids=["title and unit together", "all in one cell", "family and given name apart", "other order, years"],
)  # fmt: skip
def test_columns(room: Room, header: list[str], rows: list[list[object]]) -> None:
    room.write(PEOPLE)
    found = room.compare(room.list_of(rows, header=header))
    assert texts(found.rows) == EXPECTED
    assert (found.differences, found.diagnostics) == ((), ())


def test_a_cell_merged_over_several_rows_speaks_for_each(room: Room) -> None:
    room.write(PEOPLE)
    lines: list[list[object]] = [list(HEADER)]
    lines += [[n, p.name, p.office, unit, award] for n, (p, unit, award) in enumerate(
        zip(PEOPLE, ["Vụ Bưu chính", None, "Cục Xuất bản, In và Phát hành", "Cục Tần số"], [BK, None, CS, None],
            strict=True), 1)]  # fmt: skip
    found = room.compare(room.sheet(lines, merged=["D2:D3", "E2:E3", "E4:E5"]))
    assert texts(found.rows) == EXPECTED
    assert (found.differences, found.diagnostics) == ((), ())


def test_two_tables_on_two_sheets(room: Room) -> None:
    from openpyxl import Workbook

    room.write(PEOPLE[:1], **{"collectives/a.yaml": TEAM + AWARD})
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Tập thể"
    for line in (["STT", "Tên tập thể", "Đơn vị", "Hình thức"], [1, "Phòng Kế toán", "Vụ Bưu chính", BK]):
        first.append(line)
    second, hidden = book.create_sheet("Cá nhân"), book.create_sheet("Cũ")
    for line in (list(HEADER), [1, *PEOPLE[0].cells()]):
        second.append(line)
    hidden.append(["STT", "Họ và tên"])
    hidden.append([1, "Người Cũ"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Ghi chép").append(["Việc cần làm"])
    path = room.root / "ds.xlsx"
    book.save(path)
    found = room.compare(path)
    assert [(row.place.words, row.kind) for row in found.rows] == [
        ("trang tính «Tập thể», dòng 2", RecipientKind.COLLECTIVE),
        ("trang tính «Cá nhân», dòng 2", RecipientKind.INDIVIDUAL),
    ]
    assert found.differences == ()
    assert [d.code for d in found.diagnostics] == ["C111", "C113"]


def test_several_files_make_one_list(room: Room) -> None:
    room.write(PEOPLE)
    found = room.compare(
        room.list_of([p.cells() for p in PEOPLE[:2]], "mot.xlsx"),
        room.list_of([p.cells() for p in PEOPLE[2:]], "hai.xlsx"),
    )
    assert found.differences == ()
    assert found.rows[2].place.words == "hai.xlsx, dòng 6"


def test_units_that_are_honoured_themselves(room: Room) -> None:
    room.write([], **{"collectives/b.yaml": WHOLE + AWARD})
    lines = [["TT", "Đơn vị", "Hình thức khen thưởng"], [1, "Sở Thông tin và Truyền thông Hà Giang", "Bằng khen"]]
    found = room.compare(room.sheet(lines))
    assert texts(found.rows) == ["tap_the Sở Thông tin và Truyền thông Hà Giang | None | so-tttt-ha-giang | bk_bt"]
    assert found.differences == ()


def test_a_title_may_be_the_name_of_a_unit(room: Room) -> None:
    room.write([Person("a", "Lê An", "Chánh Văn phòng", "van-phong")])
    lines = [
        ["STT", "Họ và tên", "Chức vụ, đơn vị", "Danh hiệu"],
        ["", "Văn phòng"],
        [1, "Lê An", "Chánh Văn phòng", BK],
    ]
    found = room.compare(room.sheet(lines))
    assert texts(found.rows) == ["ca_nhan Lê An | Chánh Văn phòng | van-phong | bk_bt"]
    assert found.differences == ()


def test_names_only(room: Room) -> None:
    """Surnames that sound like units (Vũ, Trương, Tô, Đoàn) stay people."""
    names = ["Vũ An", "Trương Bình", "Tô Châu", "Đoàn Dũng", "Lê Văn Báo"]
    room.write([Person(f"p{n}", name) for n, name in enumerate(names)])
    found = room.compare(room.sheet([["Họ và tên"], *([name] for name in names)]))
    assert [row.name for row in found.rows] == names
    assert found.differences == ()
    assert [d.code for d in found.diagnostics] == ["C112"]


def test_a_wrong_count_below_the_list_is_told(room: Room) -> None:
    room.write(PEOPLE[:2])
    lines: list[list[object]] = [list(HEADER), *([n, *p.cells()] for n, p in enumerate(PEOPLE[:2], 1))]
    assert room.compare(room.sheet([*lines, ["Danh sách gồm 2 cá nhân./."]])).diagnostics == ()
    (finding,) = room.compare(room.sheet([*lines, ["Danh sách gồm 3 cá nhân./."]])).diagnostics
    assert (finding.code, finding.message, str(finding.span)) == (
        "C110", "danh sách ghi 3 nhưng đọc được 2 dòng", f"{room.root.as_posix()}/ds.xlsx:4:1",
    )  # fmt: skip


def test_rows_that_cannot_be_understood_are_told(room: Room) -> None:
    room.write(PEOPLE[:1])
    lines: list[list[object]] = [
        list(HEADER),
        [1, *PEOPLE[0].cells()],
        [2, None, "Chuyên viên", "Vụ Bưu chính", BK],
        ["Theo đề nghị của Hội đồng thi đua khen thưởng Bộ tại phiên họp"],
        [3, "Người Lạ", "Chuyên viên", "Vụ Bưu chính", "Bằng gì đó"],
    ]
    found = room.compare(room.sheet(lines))
    assert [(d.code, d.span and d.span.line) for d in found.diagnostics] == [("C105", 3), ("C109", 4), ("C107", 5)]
    assert told(found) == {("missing", 5, None)}


# --- CSV ------------------------------------------------------------------------------------------------------


def csv_of(delimiter: str) -> str:
    quoted = [[f'"{cell}"' if cell and delimiter in str(cell) else str(cell) for cell in p.cells()] for p in PEOPLE]
    lines = ["DANH SÁCH, KÈM THEO QUYẾT ĐỊNH; SỐ 9205", delimiter.join(HEADER)]
    return "\r\n".join([*lines, *(delimiter.join([str(n), *cells]) for n, cells in enumerate(quoted, 1))]) + "\r\n"


def cp1258(text: str) -> bytes:
    """As Windows writes it: base letter, then the tone as a letter of its own."""
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            import unicodedata

            apart = unicodedata.normalize("NFD", letter)
            tone = next(c for c in apart if c in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", apart.replace(tone, ""))
            out += base.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_csv(room: Room, delimiter: str, encoding: str) -> None:
    room.write(PEOPLE)
    text = csv_of(delimiter)
    path: Path = room.root / "ds.csv"
    path.write_bytes(cp1258(text) if encoding == "cp1258" else text.encode(encoding))
    found = room.compare(path)
    assert texts(found.rows) == EXPECTED
    assert [row.place.line for row in found.rows] == [3, 4, 5, 6]
    assert (found.differences, found.diagnostics) == ((), ())


def test_csv_with_the_delimiter_stated(room: Room) -> None:
    room.write(PEOPLE)
    path = room.root / "ds.csv"
    path.write_text("sep=;\n" + csv_of(";"), "utf-8")
    found = room.compare(path)
    assert (found.differences, found.rows[0].place.line) == ((), 4)
