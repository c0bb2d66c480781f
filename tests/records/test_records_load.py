"""The way in: layout of the folder, typed records with places, all faults of all files in one run."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yearbook.diagnostics import Diagnostic, Outcome, Severity
from yearbook.records import Presentation, TextKind, Yearbook, load
from yearbook.storage import hashes

Load = Callable[..., Outcome[Yearbook | None]]
Write = Callable[..., Path]


def told(outcome: Outcome[Yearbook | None]) -> list[str]:
    """Findings as a reader sees them: place, code, message, hint."""
    return [f"{d.span} {d.code} {d.message} => {d.hint}" for d in outcome.diagnostics]


def only(outcome: Outcome[Yearbook | None]) -> Diagnostic:
    (diagnostic,) = outcome.diagnostics
    return diagnostic


def test_a_sound_folder(load_with: Load) -> None:
    outcome = load_with(
        {
            "units.yaml": "- id: vu-buu-chinh\n  order: 1\n  name: Vụ Bưu chính\n",
            "slogans.yaml": "slogans:\n  - id: kh-1\n    text: Thi đua là yêu nước\n",
            "decisions.yaml": "id: qd-1\nnumber: 937/QĐ-BTTTT\ndate: 03/6/2020\nauthority: Bộ trưởng\n",
            "individuals/b.yml": "- {id: c, name: C, unit: x}\n- {id: b, name: B, unit: x}\n",
            "individuals/a.yaml": "id: a\nname: A\nunit: x\npresentation: feature\n"
            "portrait:\n  file: a.jpg\n  focal: 40% 20%\n",
            "texts/dien-van.md": "---\nid: dv\nkind: opening\ntitle: Diễn văn\n---\n\n\nThưa các đồng chí\n\nHết.\n\n",
        }
    )
    assert outcome.diagnostics == ()
    book = outcome.value
    assert book is not None
    assert book.settings.title == "Kỷ yếu Đại hội Thi đua yêu nước"
    assert [p.id for p in book.individuals] == ["a", "c", "b"]
    assert book.individuals[0].presentation is Presentation.FEATURE
    assert book.individuals[0].portrait is not None
    assert book.individuals[0].portrait.focal.x == 40
    assert [s.text for s in book.slogans] == ["Thi đua là yêu nước"]
    assert str(book.decisions[0].date) == "2020-06-03"
    text = book.texts[0]
    assert (text.kind, text.body) == (TextKind.OPENING, "Thưa các đồng chí\n\nHết.")
    assert str(text.span("body")) == "data/texts/dien-van.md:8:1"
    assert str(text.span("title")) == "data/texts/dien-van.md:4:8"


def test_every_value_knows_its_place(load_with: Load) -> None:
    record = (
        "# ghi chú\nid: a\nname: Nguyễn Văn A\nunit: x\nnote:\nawards:\n"
        "  - award: hc_lao_dong\n    class: Ba\n    year: 2019\n"
    )
    book = load_with({"individuals/a.yaml": record}).value
    assert book is not None
    span = book.individuals[0].span
    assert str(span("name")) == "data/individuals/a.yaml:3:7"
    assert span("name").end_column == 19
    assert str(span("awards", 0, "class")) == str(span("awards", 0, "class_")) == "data/individuals/a.yaml:8:12"
    assert str(span("awards", 0)) == "data/individuals/a.yaml:7:5"
    assert str(span("awards", 0, "decision")) == "data/individuals/a.yaml:7:5"
    assert str(span("awards", 7, "year")) == "data/individuals/a.yaml:7:3"
    assert str(span("note")) == "data/individuals/a.yaml:5:1"
    assert str(span("portrait", "file")) == str(span()) == "data/individuals/a.yaml:2:1"


def test_missing_field_as_in_the_architecture(load_with: Load) -> None:
    outcome = load_with({"individuals/nguyen-van-a.yaml": "name: Nguyễn Văn A\nid: nguyen-van-a\n"})
    problem = only(outcome)
    assert (problem.code, problem.severity) == ("R104", Severity.ERROR)
    assert problem.message == "thiếu «đơn vị» (unit)"
    assert problem.hint == "thêm dòng `unit:` với mã đơn vị trong units.yaml"
    assert problem.record == "nguyen-van-a"
    assert problem.span is not None
    assert str(problem.span) == "data/individuals/nguyen-van-a.yaml:1:1"
    assert problem.span.end_column == 5
    assert [r.note for r in problem.related] == ["bản ghi bắt đầu ở đây"]
    assert outcome.value is not None
    assert outcome.value.individuals == ()


def test_all_faults_of_all_files_in_one_run_and_the_sound_ones_load(load_with: Load) -> None:
    outcome = load_with(
        {
            "individuals/a.yaml": "id: a\nname: A\nunit: x\nstatus: chekced\nsample: yes\n",
            "individuals/b.yaml": "id: b\nname: B\nunit: x\n",
            "units.yaml": "- id: u\n  order: 02\n  name: No\n- id: v\n  order: 2\n  name: No\n",
            "slogans.yaml": "- id: k\n  text: a: b\n",
        }
    )
    assert told(outcome) == [
        "data/individuals/a.yaml:4:9 R108 «tình trạng biên tập» (status) không nhận «chekced»"
        " => có phải `checked`? Các giá trị dùng được: draft, checked, approved",
        "data/individuals/a.yaml:5:9 R110 «dữ liệu mẫu» (sample) viết là «yes»: chỉ nhận `true` (có) hoặc `false`"
        " (không) => sửa thành `true` hoặc `false`",
        "data/slogans.yaml:2:10 Y124 trong giá trị có dấu hai chấm «: » mà giá trị không nằm trong ngoặc kép"
        ' => đặt cả giá trị trong dấu ngoặc kép: `text: "a: b"`',
        "data/units.yaml:2:10 R110 «thứ tự nghi thức» (order) viết là «02»: phải là số nguyên viết liền, ví dụ 2019"
        " => viết số bằng chữ số, không kèm chữ hay dấu chấm ngăn hàng nghìn; có/không thì viết `true` hoặc `false`",
    ]
    assert outcome.value is not None
    assert [p.id for p in outcome.value.individuals] == ["b"]
    assert [u.name for u in outcome.value.units] == ["No"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("unt: x", "4:1 R102 không có khóa «unt» trong bản ghi cá nhân => có phải `unit` («đơn vị»)?"),
        ("chuc_vu: x", "4:1 R102 không có khóa «chuc_vu» trong bản ghi cá nhân => có phải `office` («chức vụ»)?"),
        ("năm sinh:", "4:1 R102 không có khóa «năm sinh» trong bản ghi cá nhân => có phải `birth_year` («năm sinh»)?"),
        (
            "awards: [{award: a, year: 2019, class: nhất}]",
            "4:40 R108 «hạng» (class) ở «khen thưởng» mục 1 không nhận «nhất»"
            " => có phải `Nhất`? Các giá trị dùng được: Nhất, Nhì, Ba",
        ),
        (
            "awards: [{award: a, year: 1019}]",
            "4:27 R111 «năm» (year) ở «khen thưởng» mục 1 là 1019, phải từ 1945 => kiểm tra lại con số",
        ),
        (
            "awards: hc_lao_dong",
            "4:9 R103 «khen thưởng» (awards) phải là một danh sách, ở đây là «hc_lao_dong»"
            " => viết mỗi mục một dòng bắt đầu bằng `- ` ở dưới `awards:`",
        ),
        (
            "awards: [hc_lao_dong]",
            "4:10 R103 «khen thưởng» (awards) mục 1 phải là một nhóm `khóa: giá trị`, ở đây là «hc_lao_dong»"
            " => viết thụt vào dưới khóa, mỗi dòng một khóa: `award:`, `year:`",
        ),
        (
            "office: [a, b]",
            "4:9 R103 «chức vụ» (office) phải là một giá trị, ở đây là một danh sách"
            " => viết giá trị ngay sau `office:`, trên cùng dòng; có dấu `: ` thì đặt trong dấu ngoặc kép",
        ),
        (
            "portrait: {file: ../../etc/passwd}",
            "4:18 R114 «tệp ảnh» (file) ở «ảnh chân dung» viết là «../../etc/passwd»: đường dẫn phải nằm trong thư mục"
            " `photos/`, không dùng `..`, ổ đĩa hay đường dẫn tuyệt đối"
            " => chép ảnh vào `photos/` rồi ghi đường dẫn từ đó, ví dụ `chan-dung/nguyen-van-a.jpg`",
        ),
        (
            "portrait: {file: a.jpg, focal: giữa}",
            "4:32 R113 «điểm chính» (focal) ở «ảnh chân dung» viết là «giữa»: phải viết hai tỷ lệ từ trái và từ trên,"
            " ví dụ `50% 30%` => sửa theo lời nhắc",
        ),
        (
            f"birth_year: {'9' * 5000}",
            f"4:13 R110 «năm sinh» (birth_year) viết là «{'9' * 59}…»: số quá dài => viết số bằng chữ số, không kèm chữ"
            " hay dấu chấm ngăn hàng nghìn; có/không thì viết `true` hoặc `false`",
        ),
        (
            f"office: {'x' * 1_000_000}",
            "4:9 R109 «chức vụ» (office) dài 1.000.000 ký tự, quá giới hạn 400"
            " => rút ngắn; bài dài thì viết vào `narrative` hoặc vào một tệp trong `texts/`",
        ),
    ],
)
def test_one_wrong_line(load_with: Load, person_text: str, line: str, expected: str) -> None:
    assert told(load_with({"individuals/a.yaml": person_text + line + "\n"})) == [f"data/individuals/a.yaml:{expected}"]


@pytest.mark.parametrize("blank", ["", " ~", ' ""', ' "  "'])
def test_blank_is_missing_for_a_required_field_and_fine_for_others(load_with: Load, blank: str) -> None:
    text = f"id: a\nname: A\nunit:{blank}\noffice:{blank}\nstatus:{blank}\n"
    assert told(load_with({"individuals/a.yaml": text})) == [
        "data/individuals/a.yaml:3:1 R105 «đơn vị» (unit) để trống => viết mã đơn vị trong units.yaml sau `unit:`"
    ]


def test_a_mistyped_required_key_is_one_finding(load_with: Load) -> None:
    outcome = load_with({"individuals/a.yaml": "id: a\nname: A\nđơn vị: x\n"})
    assert told(outcome) == [
        "data/individuals/a.yaml:3:1 R102 không có khóa «đơn vị» trong bản ghi cá nhân => có phải `unit` («đơn vị»)?"
    ]


def test_ids_dates_counts_and_records_that_are_none(load_with: Load) -> None:
    outcome = load_with(
        {
            "units.yaml": "- id: Cục Báo chí\n  order: 1\n  name: x\n- Cục Viễn thông\n-\n",
            "decisions.yaml": "- {id: q, number: 1, date: 31/02/2020, authority: x}\n"
            "- {id: r, number: 1, date: 2.10.20, authority: x}\n",
            "gallery.yaml": "- id: g\n  layout: grid\n  photos: [" + ", ".join(["{file: a.jpg}"] * 5) + "]\n",
            "delegates.yaml": f"- id: {'a' * 101}\n",
            "collectives/a.yaml": "id:a\nname:b\n",
        }
    )
    assert told(outcome) == [
        "data/collectives/a.yaml:1:1 R115 ở đây phải là một bản ghi tập thể, gồm các dòng `khóa: giá trị`; đang là"
        " «id:a name:b» => mỗi khóa một dòng, sau dấu hai chấm có một dấu cách; nhiều bản ghi thì mỗi bản ghi bắt đầu"
        " bằng `- `",
        "data/decisions.yaml:1:28 R107 «ngày ký» (date) viết là «31/02/2020»: ngày này không có trên lịch"
        " => viết ngày/tháng/năm, ví dụ 02/10/2020",
        "data/decisions.yaml:2:28 R107 «ngày ký» (date) viết là «2.10.20»: phải viết dd/mm/yyyy (ví dụ 03/6/2020) hoặc"
        " yyyy-mm-dd => viết ngày/tháng/năm, ví dụ 02/10/2020",
        "data/delegates.yaml:1:7 R109 «mã» (id) dài 101 ký tự, quá giới hạn 100"
        " => rút ngắn; bài dài thì viết vào `narrative` hoặc vào một tệp trong `texts/`",
        "data/gallery.yaml:3:11 R112 «ảnh» (photos) có 5 mục, phải nhiều nhất 4"
        " => thêm hoặc bớt mục; trang ảnh nhiều hơn thì tách thành hai bản ghi",
        "data/units.yaml:1:7 R106 «mã» (id) viết là «Cục Báo chí», chưa đúng cách viết mã => ví dụ: `cuc-bao-chi`",
        "data/units.yaml:4:3 R115 ở đây phải là một bản ghi đơn vị, gồm các dòng `khóa: giá trị`; đang là «Cục Viễn"
        " thông» => mỗi khóa một dòng, sau dấu hai chấm có một dấu cách; nhiều bản ghi thì mỗi bản ghi bắt đầu bằng"
        " `- `",
        "data/units.yaml:5:2 R115 ở đây phải là một bản ghi đơn vị, gồm các dòng `khóa: giá trị`; đang là để trống"
        " => mỗi khóa một dòng, sau dấu hai chấm có một dấu cách; nhiều bản ghi thì mỗi bản ghi bắt đầu bằng `- `",
    ]


def test_a_form_that_is_no_id_tells_what_is_wanted(load_with: Load, settings_text: str) -> None:
    prefix = settings_text.replace("Truyền thông}", "Truyền thông, isbn_prefix: 604-80}")
    outcome = load_with({}, prefix + "printing:\n  profile: PSO Coated v3\n  check: ../nha-in\n")
    wrong = "giá trị chưa đúng cách viết"
    assert told(outcome) == [
        f"data/yearbook.yaml:14:72 R113 «đầu số ISBN của nhà xuất bản» (isbn_prefix) ở «nhà xuất bản» viết là «604-80»:"
        f" {wrong} => Ba nhóm số, ví dụ 978-604-80",
        f"data/yearbook.yaml:16:12 R113 «hồ sơ màu» (profile) ở «tệp in» viết là «PSO Coated v3»: {wrong}"
        " => Tên tệp .icc có sẵn, hoặc tệp .icc của nhà in đặt trong thư mục dữ liệu `profiles/`",
        f"data/yearbook.yaml:17:10 R113 «ngưỡng kiểm tra tệp in» (check) ở «tệp in» viết là «../nha-in»: {wrong}"
        " => sheetfed-coated, sheetfed-uncoated, hoặc tệp YAML đặt trong thư mục dữ liệu `profiles/`",
    ]


def test_32_two_records_with_one_id(load_with: Load, person_text: str) -> None:
    event = "title: Lễ\nid: nguyen-van-a\nphase: before\ndate: 1/2/2020\n"
    outcome = load_with({"individuals/a.yaml": person_text, "individuals/b.yaml": person_text, "events/e.yaml": event})
    assert [(str(d.span), d.code, d.message, d.record, d.unit) for d in outcome.diagnostics] == [
        (
            "data/events/e.yaml:2:5",
            "R101",
            "mã «nguyen-van-a» đã dùng cho bản ghi khác ở data/individuals/a.yaml:1:5",
            "nguyen-van-a",
            "",
        ),
        (
            "data/individuals/b.yaml:1:5",
            "R101",
            "mã «nguyen-van-a» đã dùng cho bản ghi khác ở data/individuals/a.yaml:1:5",
            "nguyen-van-a",
            "vu-buu-chinh",
        ),
    ]
    assert [str(d.related[0].span) for d in outcome.diagnostics] == ["data/individuals/a.yaml:1:5"] * 2
    assert outcome.value is not None
    assert len(outcome.value.individuals) == 1
    assert outcome.value.events == ()


def test_ids_of_different_kinds_may_be_alike(load_with: Load, person_text: str) -> None:
    units = "- {id: nguyen-van-a, order: 1, name: X}\n"
    assert load_with({"individuals/a.yaml": person_text, "units.yaml": units}).diagnostics == ()


def test_awards_of_the_package_replaced_and_added(load_with: Load) -> None:
    row = "order: 5, group: g, level: bo, recipients: [ca_nhan], decided_by: Bộ trưởng"
    outcome = load_with({"awards.yaml": f"- {{id: hc_lao_dong, name: Khác, {row}}}\n- {{id: moi, name: Mới, {row}}}\n"})
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    awards = outcome.value.award_by_id
    assert len(awards) == 50
    assert (awards["hc_lao_dong"].name, awards["moi"].name) == ("Khác", "Mới")
    assert awards["hc_doc_lap"].classes == ("Nhất", "Nhì", "Ba")
    assert awards["knc"].name == 'Kỷ niệm chương "Vì sự nghiệp Thông tin và Truyền thông"'
    assert str(awards["hc_lao_dong"].span("name")).startswith("data/awards.yaml:1:")
    assert awards["hc_doc_lap"].span("name").file == "yearbook/records/awards.yaml"


def test_no_folder_no_settings(tmp_path: Path, load_with: Load, person_text: str) -> None:
    gone = load(tmp_path / "khong-co")
    assert gone.value is None
    assert only(gone).message == f"không có thư mục dữ liệu «{tmp_path / 'khong-co'}»"
    outcome = load_with({"individuals/a.yaml": person_text, "yearbok.yaml": "id: x\n"}, None)
    assert outcome.value is None
    assert told(outcome) == [
        "data/yearbok.yaml:1:1 Y107 «data/yearbok.yaml» không thuộc dữ liệu của sách, bỏ qua"
        " => có phải `yearbook.yaml`?",
        "data/yearbook.yaml:1:1 Y102 thư mục «data» thiếu tệp `yearbook.yaml`"
        " => tạo tệp `yearbook.yaml` ghi tên sách, đại hội, nhà xuất bản (xem tệp mẫu)",
    ]


def test_empty_files(load_with: Load) -> None:
    outcome = load_with({"units.yaml": "", "slogans.yaml": "# chưa có\n", "decisions.yaml": "decisions:\n"}, "")
    assert outcome.value is None
    assert [(d.code, str(d.span)) for d in outcome.diagnostics if d.code != "R104"] == [
        ("Y108", "data/slogans.yaml:1:1"),
        ("Y108", "data/units.yaml:1:1"),
    ]
    assert [d.message for d in outcome.diagnostics if d.code == "R104"] == [
        "thiếu «cơ quan chủ trì» (authority)",
        "thiếu «mã» (id)",
        "thiếu «nhà xuất bản» (publisher)",
        "thiếu «năm xuất bản» (year)",
        "thiếu «nơi xuất bản» (place)",
        "thiếu «tên ngắn» (short_title)",
        "thiếu «tên sách» (title)",
        "thiếu «đại hội» (congress)",
    ]


def test_settings_must_be_one_record(load_with: Load, settings_text: str) -> None:
    outcome = load_with({}, "- " + settings_text.replace("\n", "\n  ").rstrip() + "\n")
    assert outcome.value is None
    assert only(outcome).message == (
        "ở đây phải là một bản ghi cài đặt của sách, gồm các dòng `khóa: giá trị`; đang là một danh sách"
    )


def test_strange_neighbours_are_named_known_ones_are_not(load_with: Load, person_text: str) -> None:
    outcome = load_with(
        {
            "README.md": "x",
            "ghi-chu.txt": "x",
            "waivers.yaml": "x: y",
            ".git/x": "x",
            "photos/a.jpg": b"\xff",
            "schema/units.schema.json": "{}",
            "indviduals/a.yaml": person_text,
            "individuals/a.docx": b"PK",
            "individuals/~$a.docx": b"x",
            "individuals/thu-muc/a.yaml": person_text,
            "texts/b.yaml": "x",
        }
    )
    assert [(d.code, d.severity, d.span.file if d.span else "", d.hint) for d in outcome.diagnostics] == [
        (
            "Y107",
            Severity.WARNING,
            "data/individuals/a.docx",
            "thư mục `data/individuals/` chỉ nhận các tệp .yaml hoặc .yml, không xếp thư mục con",
        ),
        (
            "Y107",
            Severity.WARNING,
            "data/individuals/thu-muc",
            "thư mục `data/individuals/` chỉ nhận các tệp .yaml hoặc .yml, không xếp thư mục con",
        ),
        ("Y107", Severity.WARNING, "data/indviduals", "có phải `individuals`?"),
        (
            "Y107",
            Severity.WARNING,
            "data/texts/b.yaml",
            "thư mục `data/texts/` chỉ nhận các tệp .md, không xếp thư mục con",
        ),
    ]


def test_files_are_read_in_the_order_of_their_composed_names(load_with: Load) -> None:
    names = ["đ.yaml", "b.yaml", unicodedata.normalize("NFD", "ế.yaml"), "ề.yaml", "a.yaml"]
    files = {
        f"individuals/{name}": f"id: p{number}\nname: {unicodedata.normalize('NFC', name)}\nunit: x\n"
        for number, name in enumerate(names)
    }
    book = load_with(files).value
    assert book is not None
    composed = [p.name for p in book.individuals]
    assert composed == sorted(composed)


def test_links_out_of_the_folder_are_refused(write: Write, tmp_path: Path, person_text: str) -> None:
    data = write({"individuals/a.yaml": person_text})
    (tmp_path / "rieng").mkdir()
    (tmp_path / "rieng" / "p.yaml").write_text(person_text.replace("nguyen-van-a", "rieng"), "utf-8")
    (data / "individuals" / "ngoai.yaml").symlink_to(tmp_path / "rieng" / "p.yaml")
    (data / "collectives").symlink_to(tmp_path / "rieng")
    (data / "individuals" / "vong.yaml").symlink_to("vong.yaml")
    (data / "events").symlink_to("individuals")
    outcome = load(data)
    assert [f"{d.span} {d.code} {d.message}" for d in outcome.diagnostics if d.code.startswith("Y")] == [
        "data/collectives:1:1 Y106 liên kết (symlink) dẫn ra ngoài thư mục dữ liệu, không đọc",
        "data/events/ngoai.yaml:1:1 Y106 liên kết (symlink) dẫn ra ngoài thư mục dữ liệu, không đọc",
        "data/events/vong.yaml:1:1 Y105 không đọc được: không phải tệp thường, hoặc liên kết hỏng",
        "data/individuals/ngoai.yaml:1:1 Y106 liên kết (symlink) dẫn ra ngoài thư mục dữ liệu, không đọc",
        "data/individuals/vong.yaml:1:1 Y105 không đọc được: không phải tệp thường, hoặc liên kết hỏng",
    ]
    assert outcome.value is not None
    assert [p.id for p in outcome.value.individuals] == ["nguyen-van-a"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="hệ điều hành không có ống dẫn có tên")
def test_things_that_are_no_files_are_not_opened(write: Write) -> None:
    data = write({})
    (data / "individuals").mkdir()
    os.mkfifo(data / "individuals" / "ong.yaml")
    (data / "units.yaml").mkdir()
    (data / "texts").write_text("x", "utf-8")
    assert [f"{d.span} {d.message}" for d in load(data).diagnostics] == [
        "data/individuals/ong.yaml:1:1 không đọc được: không phải tệp thường, hoặc liên kết hỏng",
        "data/texts:1:1 không đọc được: phải là một thư mục",
        "data/units.yaml:1:1 không đọc được: phải là một tệp thường",
    ]


def test_12_a_file_of_50_megabytes(write: Write) -> None:
    data = write({})
    with (data / "units.yaml").open("wb") as stream:
        stream.truncate(50_000_000)
    assert only(load(data)).message == "tệp nặng 50 MB, quá giới hạn 5 MB"


def test_a_flood_of_faults_is_counted_not_told(load_with: Load) -> None:
    outcome = load_with({"units.yaml": "- x\n" * 3000})
    assert len(outcome.diagnostics) == 1001
    assert [d.message for d in outcome.diagnostics if d.code == "Y109"] == [
        "còn 2000 lỗi nữa trong tệp này, không kể ra (chỉ kể 1000 lỗi đầu)"
    ]


def test_markdown_heads(load_with: Load) -> None:
    head = "id: {0}\nkind: paper\ntitle: Tham luận\n"
    outcome = load_with(
        {
            "texts/a.md": "# Tham luận\n",
            "texts/b.md": "---\n" + head.format("b"),
            "texts/c.md": "---\n" + head.format("c") + "body: x\n---\nChữ\n=======\n",
            "texts/d.md": "---\n" + head.format("d") + "---\n \n",
            "texts/e.md": "---\n" + head.format("e") + "lead: a: b\n---\nx",
            "texts/g.md": "",
            "texts/h.md": "---\n---\nx",
            "texts/i.md": "---\n- x\n---\nx",
            "texts/k.md": ("---\n" + head.format("k") + "---\nMột\n\n---\nHai # 2 #3\n").replace("\n", "\r\n"),
        }
    )
    assert [f"{d.span} {d.code} {d.message}" for d in outcome.diagnostics] == [
        "data/texts/a.md:1:1 Y140 tệp bài viết phải mở đầu bằng phần khai báo giữa hai dòng `---`",
        "data/texts/b.md:1:1 Y141 phần khai báo ở đầu bài không có dòng `---` đóng lại",
        "data/texts/c.md:5:1 Y142 khóa `body` không viết trong phần khai báo",
        "data/texts/d.md:5:1 R105 «nội dung» (body) để trống",
        "data/texts/e.md:5:8 Y124 trong giá trị có dấu hai chấm «: » mà giá trị không nằm trong ngoặc kép",
        "data/texts/g.md:1:1 Y108 tệp không có bản ghi nào",
        "data/texts/h.md:1:1 Y140 tệp bài viết phải mở đầu bằng phần khai báo giữa hai dòng `---`",
        "data/texts/i.md:2:1 R115 ở đây phải là một bản ghi bài viết, gồm các dòng `khóa: giá trị`; đang là một danh"
        " sách",
    ]
    assert outcome.value is not None
    assert [(t.id, t.body) for t in outcome.value.texts] == [("c", "Chữ\n======="), ("k", "Một\n\n---\nHai # 2 #3")]


def test_the_sample_book_of_the_repository_is_sound() -> None:
    outcome = load(Path(__file__).parents[2] / "data")
    assert [d for d in outcome.diagnostics if d.severity is Severity.ERROR] == []
    assert outcome.value is not None


def test_a_file_is_parsed_again_only_when_it_says_something_else(write: Write) -> None:
    """In one process, as the preview reads a folder again and again; what is told is the same each time."""
    root = write(
        {
            "individuals/a.yaml": "id: a\nname: A\nunit: x\n",
            "individuals/b.yaml": "id: b\nname: [\n",
            "individuals/c.yaml": "id: c\nname: C\nunit: x\n",
        }
    )
    first, second = load(root), load(root)
    assert told(first) == told(second) != []
    assert first.value is not None
    assert second.value is not None
    assert first.value.individuals[0] is second.value.individuals[0]
    (root / "individuals/a.yaml").write_text("id: a\nname: Á\nunit: x\n", "utf-8")
    (root / "individuals/c.yaml").unlink()
    third = load(root)
    assert third.value is not None
    assert [person.name for person in third.value.individuals] == ["Á"]
    assert told(third) == told(first)


def test_a_file_is_read_again_unless_it_was_not_touched_for_a_while(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is written twice in a moment looks the same from outside."""
    root = write({"individuals/a.yaml": "id: a\nname: A\nunit: x\n"})
    path, read = root / "individuals/a.yaml", Path.open
    opened: list[str] = []

    def noted(self: Path, *arguments: Any, **more: Any) -> Any:
        opened.append(self.name)
        return read(self, *arguments, **more)

    monkeypatch.setattr(Path, "open", noted)

    def names() -> tuple[list[str], bool]:
        opened.clear()
        book = load(root).value
        assert book is not None
        return [person.name for person in book.individuals], path.name in opened

    def write_in_place(text: str, age: float) -> None:
        """The same size and the same times as before."""
        path.write_text(text, "utf-8")
        os.utime(path, ns=(when - int(age * 1e9), when - int(age * 1e9)))

    when = path.stat().st_mtime_ns
    assert names() == (["A"], True)
    write_in_place("id: a\nname: B\nunit: x\n", 0)
    assert names() == (["B"], True)
    monkeypatch.setattr(hashes, "FRESH_NS", -(10**12))  # some time later
    assert names() == (["B"], True)
    assert names() == (["B"], False)
    write_in_place("id: a\nname: C\nunit: x\n", 1)
    assert names() == (["C"], True)
