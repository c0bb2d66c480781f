"""Invented books and lists for the tests of reconciling: records on the disk, workbooks made with openpyxl."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from openpyxl import Workbook

from yearbook.reconcile import Reconciliation, reconcile
from yearbook.records import Yearbook, load

SETTINGS = """\
id: ky-yeu
title: Kỷ yếu Đại hội Thi đua yêu nước
short_title: Kỷ yếu thi đua
congress:
  name: Đại hội
  short_name: Đại hội
  period: {start: 2020, end: 2025}
  achievements: {start: 2015, end: 2020}
  date: 02/10/2020
  place: Hà Nội
authority: [BỘ THÔNG TIN VÀ TRUYỀN THÔNG]
place: Hà Nội
year: 2020
publisher: {name: Nhà xuất bản}
price: sách không bán
imprint: {director: A, editor_in_chief: A, editor: A, layout: A, technical_editor: A, cover_design: A, proofreader: A,
  print_run: 1.000 bản, printer: A, printer_address: A, registration_number: A, decision_number: A,
  legal_deposit: quý IV năm 2020}
isbn: {print: 978-604-80-0000-4, pdf: 978-604-80-0001-1, epub: 978-604-80-0002-8}
"""
DECISION = "qd-mau-2019"
DECISIONS = f"""\
- {{id: {DECISION}, number: 9205/QĐ-BTTTT, date: 27/12/2019, authority: Bộ trưởng, awards: [bk_bt, cstd_bo]}}
- {{id: qd-huan-chuong, number: 9003/QĐ-CTN, date: 18/10/2019, authority: Chủ tịch nước, awards: [hc_lao_dong]}}
"""
UNITS = {
    "vu-buu-chinh": "Vụ Bưu chính",
    "vu-thi-dua-khen-thuong": "Vụ Thi đua - Khen thưởng",
    "cuc-xuat-ban": "Cục Xuất bản, In và Phát hành",
    "cuc-tan-so": "Cục Tần số vô tuyến điện",
    "cuc-vien-thong": "Cục Viễn thông",
    "van-phong": "Văn phòng",
    "trung-tam-thong-tin": "Trung tâm Thông tin",
    "so-tttt-ha-giang": "Sở Thông tin và Truyền thông Hà Giang",
    "vnnic": "Trung tâm Internet Việt Nam",
}
ALIASES = {"vnnic": "VNNIC", "so-tttt-ha-giang": "Sở TT&TT Hà Giang", "cuc-tan-so": "Cục Tần số"}
OFFICES = ["Trưởng phòng Kế hoạch", "Chuyên viên", "Chuyên viên chính", "Phó Trưởng phòng Tổng hợp", "Kỹ sư", "Văn thư"]
AWARDS = {
    "bk_bt": "Bằng khen của Bộ trưởng Bộ Thông tin và Truyền thông",
    "cstd_bo": "Chiến sĩ thi đua Bộ Thông tin và Truyền thông",
    "hc_lao_dong": "Huân chương Lao động",
}
HEADER = ("STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Hình thức khen thưởng", "Ghi chú")


@dataclass(frozen=True)
class Person:
    """One invented person, as record and as row."""

    id: str
    name: str
    office: str = "Chuyên viên"
    unit: str = "vu-buu-chinh"
    award: str = "bk_bt"
    class_: str = ""
    decision: str = DECISION
    more: str = ""  # further YAML of the record

    def yaml(self) -> str:
        kept = f", class: {self.class_}" if self.class_ else ""
        award = (
            f"awards: [{{award: {self.award}, year: 2019, decision: {self.decision}{kept}}}]\n" if self.award else ""
        )
        office = f"office: {self.office}\n" if self.office else ""
        return f"id: {self.id}\nname: {self.name}\n{office}unit: {self.unit}\n{award}{self.more}"

    def cells(self) -> list[object]:
        award = AWARDS[self.award] + (f" hạng {self.class_}" if self.class_ else "")
        return [self.name, self.office, UNITS[self.unit], award, ""]


@dataclass
class Room:
    """A data folder and what is held against it."""

    root: Path
    files: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.root / "data"

    def write(self, people: Sequence[Person], **files: str) -> Path:
        units = "".join(
            f"- {{id: {unit}, order: {order}, name: '{name}', aliases: [{ALIASES.get(unit, '')}]}}\n"
            for order, (unit, name) in enumerate(UNITS.items(), 1)
        )
        base = {"yearbook.yaml": SETTINGS, "units.yaml": units, "decisions.yaml": DECISIONS}
        records = {f"individuals/{person.id}.yaml": person.yaml() for person in people}
        for name, text in (base | records | files).items():
            path = self.data / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return self.data

    def book(self) -> Yearbook:
        outcome = load(self.data)
        assert outcome.value is not None
        assert [d for d in outcome.diagnostics if d.severity == "error"] == []
        return outcome.value

    def compare(self, *lists: Path, decision: str = DECISION) -> Reconciliation:
        book = self.book()
        return reconcile(lists, book, book.decision_by_id[decision])

    def list_of(self, rows: Sequence[Sequence[object]], name: str = "ds.xlsx", header: Sequence[str] = HEADER) -> Path:
        """A workbook as offices make them: title lines, header, numbered rows, a last line with the count."""
        numbered = [[number, *row] for number, row in enumerate(rows, 1)]
        top = [["BỘ THÔNG TIN VÀ TRUYỀN THÔNG"], ["DANH SÁCH"], ["(Kèm theo Quyết định số 9205/QĐ-BTTTT)"], []]
        return self.sheet([*top, list(header), *numbered], name)

    def sheet(self, lines: Sequence[Sequence[object]], name: str = "ds.xlsx", merged: Sequence[str] = ()) -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for line in lines:
            sheet.append(list(line))
        for area in merged:
            sheet.merge_cells(area)
        path = self.root / name
        book.save(path)
        return path


FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Trương", "Tô", "Đoàn"]
MIDDLES = ["Văn", "Thị", "Đức", "Ngọc", "Minh", "Quốc", "Thu", "Hữu", "Kim", "Anh", "Thế", "Mai"]
GIVEN = ["An", "Bình", "Châu", "Dũng", "Giang", "Hạnh", "Khôi", "Lộc", "Mẫn", "Nghĩa", "Oanh", "Phúc", "Quý", "Sơn",
         "Thịnh", "Uyên", "Vinh", "Xuân", "Yến", "Hòa", "Thủy"]  # fmt: skip


def crowd(count: int, seed: int = 2020) -> list[Person]:
    """So many invented people, no two of one name; the same for the same seed."""
    chance = random.Random(seed)
    names = [f"{a} {b} {c}" for a in FAMILIES for b in MIDDLES for c in GIVEN]
    units = list(UNITS)
    return [
        Person(f"p{number:03}", name, chance.choice(OFFICES), chance.choice(units), chance.choice(["bk_bt", "cstd_bo"]))
        for number, name in enumerate(chance.sample(names, count))
    ]


def told(found: Reconciliation) -> set[tuple[str, int | None, str | None]]:
    """(kind, line of the list, id of the record) of every difference."""
    return {
        (d.kind.value, d.row.place.line if d.row else None, d.holding.record.id if d.holding else None)
        for d in found.differences
    }


def change(people: Sequence[Person], number: int, **fields: str) -> list[Person]:
    """The same people, one of them changed."""
    return [replace(person, **fields) if n == number else person for n, person in enumerate(people)]
