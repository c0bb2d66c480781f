"""Ten planted differences in three hundred people are found, and nothing else; namesakes, slips, doubles."""

import random

import pytest
from reconcile_room import Person, Room, change, crowd, told

from yearbook.reconcile import Kind, Reconciliation

FIRST = 6  # line of the first row in a list of `Room.list_of`
Cells = list[object]


def planted(people: list[Person]) -> tuple[list[Cells], list[Person], set[tuple[str, int | None, str | None]]]:
    """The rows and the records with ten differences between them, and what has to be told.

    Every change stands in a row of its own; lines are those of the list as it then is.
    """
    rows = [person.cells() for person in people]
    line = {n: FIRST + n for n in range(len(people) + 1)}
    rows[10][1] = "Thủ quỹ"  # office
    rows[30][2] = next(name for name in ("Cục Viễn thông", "Vụ Bưu chính") if name != rows[30][2])  # unit
    award, other = "Chiến sĩ thi đua cấp Bộ", "Bằng khen của Bộ Thông tin và Truyền thông"
    rows[50][3] = other if people[50].award == "cstd_bo" else award
    rows[70][0] = "Huỳnh Lê Phương Thão"  # a slip, the record says Huỳnh Lê Phương Thảo: one difference
    records = change(people, 70, name="Huỳnh Lê Phương Thảo")
    rows[90][0] = "Trịnh Đức Hoà"  # the record says Trịnh Đức Hòa
    records = change(records, 90, name="Trịnh Đức Hòa")
    rows[110][0] = "Lâm Hoàng Mẫng"  # the record says Lâm Hoàng Mẫn: a letter more
    records = change(records, 110, name="Lâm Hoàng Mẫn")
    rows[130][1] = "chuyên viên Chính"
    records = change(records, 130, office="Chuyên viên chính")
    del records[150]  # missing in the book
    extra = people[170]
    records.append(Person("them", "Quách Thị Nhung Nhớ", "Kế toán"))  # not in the list
    rows.append(extra.cells())  # twice in the list
    return rows, records, {
        ("office", line[10], "p010"),
        ("unit", line[30], "p030"),
        ("award", line[50], "p050"),
        ("name-spelling", line[70], "p070"),
        ("name-spelling", line[90], "p090"),
        ("name", line[110], "p110"),
        ("office-spelling", line[130], "p130"),
        ("missing", line[150], None),
        ("extra", None, "them"),
        ("twice-in-list", FIRST + 300, None),
    }  # fmt: skip


@pytest.mark.parametrize("seed", [2020, 7])
def test_ten_planted_differences_are_found_and_no_more(room: Room, seed: int) -> None:
    rows, records, expected = planted(crowd(300, seed))
    room.write(records)
    found = room.compare(room.list_of(rows))
    assert found.diagnostics == ()
    assert told(found) == expected
    assert len(found.differences) == 10
    assert (len(found.rows), len(found.holdings), found.matched) == (301, 300, 292)


def test_the_same_list_has_no_difference(room: Room) -> None:
    people = crowd(300)
    room.write(people)
    found = room.compare(room.list_of([person.cells() for person in people]))
    assert (found.differences, found.diagnostics, found.matched) == ((), (), 300)


def said(found: Reconciliation) -> set[tuple[str, str | None, str | None]]:
    """The differences without the lines."""
    return {
        (d.kind.value, d.row.name if d.row else None, d.holding.record.id if d.holding else None)
        for d in found.differences
    }


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_and_records_does_not_matter(room: Room, seed: int) -> None:
    rows, records, expected = planted(crowd(300))
    room.write(records)
    straight = room.compare(room.list_of(rows))
    random.Random(seed).shuffle(rows)
    shuffled = room.compare(room.list_of(rows, "khac.xlsx"))
    assert said(shuffled) == said(straight)
    assert shuffled.matched == straight.matched
    assert len(shuffled.differences) == len(expected)


def test_namesakes_in_any_order(room: Room) -> None:
    """Five of one name, told apart by unit and title; the list leaves one out and gives another a wrong title."""
    people = [
        Person("h1", "Nguyễn Thị Hương", "Chuyên viên", "vu-buu-chinh"),
        Person("h2", "Nguyễn Thị Hương", "Văn thư", "vu-buu-chinh"),
        Person("h3", "Nguyễn Thị Hương", "Chuyên viên", "cuc-vien-thong"),
        Person("h4", "Nguyễn Thị Hương", "Kế toán", "van-phong"),
        Person("h5", "Nguyễn Thị Hường", "Chuyên viên", "vu-buu-chinh"),
    ]
    room.write(people)
    rows = [person.cells() for person in people]
    rows[1][1] = "Thủ kho"
    del rows[2]
    for order in range(6):
        random.Random(order).shuffle(rows)
        found = room.compare(room.list_of(rows))
        assert said(found) == {("office", "Nguyễn Thị Hương", "h2"), ("extra", None, "h3")}


def test_namesakes_of_different_units_are_two_people(room: Room) -> None:
    room.write([Person("a", "Lê An"), Person("b", "Lê An", "Phóng viên", "cuc-vien-thong")])
    rows = [Person("", "Lê An").cells(), Person("", "Lê An", "Kế toán", "van-phong").cells()]
    assert said(room.compare(room.list_of(rows))) == {("missing", "Lê An", None), ("extra", None, "b")}


def test_the_only_one_of_a_name_may_differ_in_everything_else(room: Room) -> None:
    room.write([Person("a", "Lê An")])
    found = room.compare(room.list_of([Person("", "Lê An", "Kế toán", "van-phong", "cstd_bo").cells()]))
    assert [d.kind for d in found.differences] == [Kind.OFFICE, Kind.UNIT, Kind.AWARD]
    assert found.matched == 0


@pytest.mark.parametrize(
    ("listed", "recorded", "kinds"),
    [
        ("Lê Thị Thuỷ", "Lê Thị Thủy", ["name-spelling"]),
        ("Lê Văn Tư", "Lê Văn Tú", ["name-spelling"]),
        ("Lê văn An", "Lê Văn An", ["name-spelling"]),
        ("LÊ VĂN AN", "Lê Văn An", []),
        ("Le\u0302 Va\u0306n  An\u00a0", "Lê Văn An", []),
        ("Ðỗ Văn An", "Đỗ Văn An", []),
        ("H’Drăng Niê", "H'Drăng Niê", []),
        ("Nguyễn Văn Hoàn", "Nguyễn Văn Hoàng", ["name"]),
        ("Nguyễn Thị Hồng Nhung", "Nguyễn Hồng Nhung", ["name"]),
        ("Nguyễn Thành Văn", "Nguyễn Văn Thành", ["name"]),
        ("Nguyễn Thế Thành", "Nguyễn Văn Thành", ["name"]),
        ("Nguyễn Văn An", "Nguyễn Văn Bình", ["missing", "extra"]),
        ("Trần Quốc Toản", "Lê Thị Mai", ["missing", "extra"]),
    ],
)
def test_names(room: Room, listed: str, recorded: str, kinds: list[str]) -> None:
    room.write([Person("a", f'"{recorded}"')])
    found = room.compare(room.list_of([Person("", listed).cells()]))
    assert [d.kind.value for d in found.differences] == kinds


@pytest.mark.parametrize(
    ("listed", "recorded", "name"),
    [
        ("Ông Lê Văn An", "Lê Văn An", "Lê Văn An"),
        ("Bà: PGS.TS. Trần Thị Mai", "Trần Thị Mai", "Trần Thị Mai"),
        ("Đồng chí Thạc sĩ Lê An", "Lê An", "Lê An"),
        ("ThS Lê An", "Lê An", "Lê An"),
        ("Đ/c Đại tá Lê An", "Lê An", "Lê An"),
        ("Ông Văn Tiến", "Ông Văn Tiến", "Ông Văn Tiến"),
    ],
)
def test_titles_before_names_are_set_apart(room: Room, listed: str, recorded: str, name: str) -> None:
    room.write([Person("a", recorded)])
    found = room.compare(room.list_of([Person("", listed).cells()]))
    assert (found.differences, found.rows[0].name) == ((), name)


def test_two_wrong_fields_are_two_differences(room: Room) -> None:
    people = crowd(20)
    room.write(people)
    rows = [person.cells() for person in people]
    rows[3][1], rows[3][2] = "Thủ kho", "Trung tâm Internet Việt Nam"
    if people[3].unit == "vnnic":
        rows[3][2] = "Vụ Bưu chính"
    assert told(room.compare(room.list_of(rows))) == {("office", 9, "p003"), ("unit", 9, "p003")}


def test_doubles_on_both_sides(room: Room) -> None:
    people = [Person("a", "Lê Văn An"), Person("b", "Trần Bình"), Person("b2", "Trần Bình"), Person("c", "Đỗ Mai")]
    room.write(change(people, 3, more="", award="bk_bt"))
    twice = Person("c", "Đỗ Mai").yaml().replace("]\n", ", {award: bk_bt, year: 2019, decision: qd-mau-2019}]\n")
    (room.data / "individuals" / "c.yaml").write_text(twice, "utf-8")
    rows = [people[0].cells(), people[0].cells(), people[1].cells(), people[3].cells()]
    found = room.compare(room.list_of(rows))
    assert told(found) == {
        ("twice-in-list", 7, None),
        ("twice-in-records", None, "b2"),
        ("twice-in-records", None, "c"),
    }
    assert found.differences[0].note == "đã có ở dòng 6"


def test_one_person_with_two_awards_of_a_decision(room: Room) -> None:
    both = Person("a", "Lê An").yaml().replace("]\n", ", {award: cstd_bo, year: 2019, decision: qd-mau-2019}]\n")
    room.write([Person("b", "Trần Bình")], **{"individuals/a.yaml": both})
    rows = [Person("", "Lê An").cells(), Person("", "Lê An", award="cstd_bo").cells()]
    rows += [Person("", "Trần Bình").cells(), Person("", "Trần Bình", award="cstd_bo").cells()]
    found = room.compare(room.list_of(rows))
    assert told(found) == {("missing", 9, None)}
    assert found.differences[0].note.startswith("đã có bản ghi «b» (data/individuals/b.yaml:2:7)")


@pytest.mark.parametrize(
    ("listed", "class_", "kinds"),
    [
        ("Huân chương Lao động hạng Ba", "Ba", []),
        ("Huân chương lao động hạng III", "Ba", []),
        ("HUÂN CHƯƠNG LAO ĐỘNG HẠNG NHÌ", "Ba", ["class"]),
        ("Huân chương Lao động", "Ba", ["class"]),
        ("hạng Nhất", "Nhất", []),
        ("", "Nhì", []),
        ("Huân chương Độc lập hạng Ba", "Ba", ["award"]),
    ],
)
def test_awards_and_classes(room: Room, listed: str, class_: str, kinds: list[str]) -> None:
    person = Person("a", "Lê An", award="hc_lao_dong", class_=class_, decision="qd-huan-chuong")
    room.write([person])
    cells = person.cells()
    cells[3] = listed
    found = room.compare(room.list_of([cells]), decision="qd-huan-chuong")
    assert [d.kind.value for d in found.differences] == kinds


@pytest.mark.parametrize(
    "listed",
    ["VỤ THI ĐUA – KHEN THƯỞNG", "Vụ Thi đua-Khen thưởng", "Vụ Thi đua - Khen thưởng, Bộ Thông tin và Truyền thông",
     "Vụ Thi đua Khen thưởng thuộc Bộ TT&TT", "Phòng Tổng hợp, Vụ Thi đua - Khen thưởng"],
)  # fmt: skip
def test_ways_of_writing_a_unit(room: Room, listed: str) -> None:
    room.write([Person("a", "Lê An", unit="vu-thi-dua-khen-thuong")])
    found = room.compare(room.list_of([["Lê An", "Chuyên viên", listed, "Bằng khen", ""]]))
    assert (found.differences, found.diagnostics) == ((), ())


def test_an_unknown_unit_is_told_once_with_the_nearest(room: Room) -> None:
    people = [Person("a", "Lê An"), Person("b", "Trần Bình")]
    room.write(people)
    rows = [person.cells() for person in people]
    rows[0][2] = rows[1][2] = "Vụ Bưu chín"
    found = room.compare(room.list_of(rows))
    assert [(d.code, d.message, d.hint) for d in found.diagnostics] == [
        ("C106", "sách không có đơn vị «Vụ Bưu chín» (và 1 dòng khác)", "có phải «Vụ Bưu chính»?")
    ]
    assert told(found) == {("unit", 6, "a"), ("unit", 7, "b")}


def test_other_decisions_do_not_count(room: Room) -> None:
    room.write([Person("a", "Lê An"), Person("b", "Trần Bình", decision="qd-huan-chuong", award="hc_lao_dong")])
    found = room.compare(room.list_of([Person("", "Lê An").cells()]))
    assert found.differences == ()
