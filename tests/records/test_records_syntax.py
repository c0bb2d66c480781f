"""What an editor reads when a YAML file is broken: place, words, hint. Inputs 1–12 of the list of bad inputs."""

import unicodedata

import pytest

from yearbook.diagnostics import Diagnostic, Severity
from yearbook.records.events import parse_yaml
from yearbook.records.nodes import MappingNode, ScalarNode, SequenceNode


def found(data: bytes | str) -> list[Diagnostic]:
    return list(parse_yaml(data, "data/x.yaml").diagnostics)


def only(data: bytes | str) -> Diagnostic:
    (diagnostic,) = found(data)
    return diagnostic


def texts(data: bytes | str) -> dict[str, str]:
    node = parse_yaml(data, "data/x.yaml").value
    assert isinstance(node, MappingNode)
    return {key: value.text for key, value in node.items.items() if isinstance(value, ScalarNode)}


def test_1_duplicate_key_names_both_lines() -> None:
    problem = only("year: 2018\nname: A\nyear: 2019\n")
    assert (problem.code, problem.severity) == ("Y130", Severity.ERROR)
    assert problem.message == "khóa «year» viết hai lần trong cùng một nhóm: dòng 1 và dòng 3"
    assert str(problem.span) == "data/x.yaml:3:1"
    assert [(str(r.span), r.note) for r in problem.related] == [("data/x.yaml:1:1", "khóa «year» viết lần đầu ở đây")]
    assert texts("year: 2018\nyear: 2019\n") == {"year": "2018"}


def test_2_keys_that_differ_only_in_unicode_form() -> None:
    composed, decomposed = (unicodedata.normalize(form, "đơn vị") for form in ("NFC", "NFD"))
    problems = found(f"{composed}: 1\n{decomposed}: 2\n")
    assert [p.code for p in problems] == ["Y112", "Y130"]
    assert problems[1].message == (
        "khóa «đơn vị» viết hai lần trong cùng một nhóm: dòng 1 và dòng 2 (hai cách gõ Unicode của cùng một chữ)"
    )


def test_3_alias_bomb_is_refused_without_growing() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 15))
    problems = found(bomb)
    assert {p.code for p in problems} == {"Y131"}
    assert problems[0].message == "neo hoặc tham chiếu `&a0` không được dùng trong dữ liệu"
    assert str(problems[0].span) == "data/x.yaml:1:5"


@pytest.mark.parametrize("bomb", ["[" * 50_000, "{a: " * 50_000, "- " * 5_000 + "x"])
def test_4_depth_is_limited(bomb: str) -> None:
    problem = only(bomb)
    assert problem.code == "Y134"
    assert problem.message == "các nhóm lồng nhau quá 20 tầng"


def test_5_python_tag_is_refused_and_runs_nothing() -> None:
    problem = only("name: !!python/object/apply:os.system ['true']\n")
    assert problem.code == "Y132"
    assert problem.message == "thẻ `!!python/object/apply:os.system` không được dùng trong dữ liệu"
    assert str(problem.span) == "data/x.yaml:1:7"


def test_merge_key_is_refused() -> None:
    problems = found("name: A\n<<: {unit: x}\n")
    assert [p.message for p in problems] == ["khóa gộp `<<` không được dùng trong dữ liệu"]


@pytest.mark.parametrize("text", ["awards:\n\t- a\n", "awards:\n  x: 1\n\ty: 2\n", "narrative: |\n\tx\n"])
def test_6_tab_indent(text: str) -> None:
    problem = only(text)
    assert problem.code == "Y120"
    assert problem.message == "đầu dòng có dấu Tab"
    line = next(number for number, row in enumerate(text.split("\n"), 1) if row.startswith("\t"))
    assert str(problem.span) == f"data/x.yaml:{line}:1"
    assert problem.hint == ("thay Tab bằng dấu cách (mỗi mức hai dấu cách); trong trình soạn thảo chọn «Insert spaces»")


@pytest.mark.parametrize(
    ("data", "guess", "line"),
    [
        ("name: Nguyễn\n".encode("utf-16"), "là UTF-16, Notepad gọi là «Unicode»", 1),
        ("name: Nguyen Van A\n".encode("utf-16-le"), "có thể là UTF-16 hoặc tệp nhị phân", 1),
        ("name: x\n".encode("utf-32"), "là UTF-32", 1),
        (
            "id: a\nname: Hoàng Thủy\n".replace("ủ", "u").encode("cp1258"),
            "có thể là TCVN3, VNI hoặc Windows-1258 (CP1258)",
            2,
        ),
    ],
)
def test_7_other_encodings(data: bytes, guess: str, line: int) -> None:
    problem = only(data)
    assert problem.message == f"tệp không đọc được như UTF-8 ({guess})"
    assert problem.hint.startswith("hãy lưu lại dạng UTF-8: trong Notepad chọn Lưu thành (Save As)")
    assert problem.span is not None
    assert problem.span.line == line


def test_7_utf8_with_bom_is_fine() -> None:
    outcome = parse_yaml(b"\xef\xbb\xbfname: A\r\nunit: b\r\n", "data/x.yaml")
    assert outcome.diagnostics == ()
    assert isinstance(outcome.value, MappingNode)
    unit = outcome.value.items["unit"]
    assert (unit.line, unit.column, unit.end_column) == (2, 7, 8)


def test_8_merge_conflict_markers_are_named() -> None:
    problem = only("id: a\n<<<<<<< HEAD\nunit: x\n=======\nunit: y\n>>>>>>> ban-sua\n")
    assert problem.code == "Y110"
    assert problem.message == "còn dấu xung đột của git: `<<<<<<< HEAD`"
    assert str(problem.span) == "data/x.yaml:2:1"
    assert [(r.span.line, r.note) for r in problem.related] == [(4, "dấu `=======`"), (6, "dấu `>>>>>>> ban-sua`")]


def test_9_everything_stays_text() -> None:
    text = "a: No\nb: 02\nc: 12:30\nd: 1_000\ne: 0x1F\nf: 1.50\ng: 2020-10-02\nh: yes\ni: 012\nj: .inf\n"
    outcome = parse_yaml(text, "x")
    assert outcome.diagnostics == ()
    assert list(texts(text).values()) == [
        "No",
        "02",
        "12:30",
        "1_000",
        "0x1F",
        "1.50",
        "2020-10-02",
        "yes",
        "012",
        ".inf",
    ]


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("place: Số 5 #2\n", "giá trị bị cắt trước «#2», chỉ còn «Số 5»", "data/x.yaml:1:13"),
        ("- a: x\n  b: Phòng A #3 tầng 2\n", "giá trị bị cắt trước «#3 tầng 2», chỉ còn «Phòng A»", "data/x.yaml:2:14"),
        ("text: #ThiĐua\n", "giá trị bị cắt trước «#ThiĐua», chỉ còn «(trống)»", "data/x.yaml:1:7"),
    ],
)
def test_10_text_cut_at_a_number_sign_is_warned(text: str, message: str, place: str) -> None:
    problem = only(text)
    assert (problem.code, problem.severity) == ("Y136", Severity.WARNING)
    assert problem.message == message
    assert str(problem.span) == place


@pytest.mark.parametrize(
    "text",
    [
        "a: Số 5 # ghi chú\n",
        "a: Số 5  #2\n",
        'a: "Số 5 #2"\n',
        "a: |\n  Số 5 #2\n",
        "a: C#2\n",
        "#2\na: 1\n",
        "# x\na: 1\n",
    ],
)
def test_10_real_comments_and_quoted_text_are_not(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("character", "words"),
    [
        ("\u202e", "có ký tự U+202E (ký tự ẩn đổi chiều chữ) không được dùng trong dữ liệu"),
        ("\x0b", "có ký tự U+000B (ngắt dòng của Word) không được dùng trong dữ liệu"),
        ("\x00", "có ký tự U+0000 (ký tự rỗng NUL) không được dùng trong dữ liệu"),
        ("\u2028", "có ký tự U+2028 (ngắt dòng Unicode) không được dùng trong dữ liệu"),
        ("\x85", "có ký tự U+0085 (ký tự điều khiển) không được dùng trong dữ liệu"),
    ],
)
def test_11_control_and_bidi_characters(character: str, words: str) -> None:
    problem = only(f"id: a\nname: Nguyễn{character}A\n")
    assert problem.code == "Y111"
    assert problem.message == words
    assert str(problem.span) == "data/x.yaml:2:13"


def test_11_one_finding_for_each_code_point_and_escapes_too() -> None:
    assert only("a: x\u200ey\nb: x\u200ey\n").message == (
        "có ký tự U+200E (ký tự ẩn đổi chiều chữ) không được dùng trong dữ liệu, 2 chỗ"
    )
    escaped = parse_yaml('name: "a\\u202eb"\n', "data/x.yaml")
    assert [d.code for d in escaped.diagnostics] == ["Y111"]
    assert texts('name: "a\\u202eb"\n') == {"name": "a b"}


def test_many_values_are_limited() -> None:
    problem = only("- [" + "a," * 300_001 + "]\n")
    assert problem.message == "có hơn 300.000 giá trị, quá giới hạn"


def test_decomposed_text_is_warned_once_and_composed() -> None:
    text = unicodedata.normalize("NFD", "id: a\nname: Nguyễn Thế\nunit: Bưu điện\n")
    problem = only(text)
    assert (problem.code, problem.severity) == ("Y112", Severity.WARNING)
    assert problem.message == "2 dòng có chữ gõ kiểu tổ hợp (NFD); đã đổi sang dựng sẵn (NFC) khi đọc"
    assert str(problem.span) == "data/x.yaml:2:11"
    assert texts(text) == {"id": "a", "name": "Nguyễn Thế", "unit": "Bưu điện"}


@pytest.mark.parametrize(
    ("text", "code", "place", "message"),
    [
        ('name: "A\nunit: x\n', "Y121", "1:7", 'giá trị mở bằng " mà không có " đóng'),
        ('name: "A\nunit: "x"\n', "Y121", "1:7", 'giá trị mở bằng " mà không có " đóng'),
        ("name: 'A\nunit: x's\n", "Y121", "1:7", "giá trị mở bằng ' mà không có ' đóng"),
        ('title: "Sáng tạo" năm 2019\nid: x\n', "Y122", "1:19", 'sau dấu " đóng còn chữ «năm 2019»'),
        ("id: a\nname\nunit: x\n", "Y123", "2:1", "dòng «name» thiếu dấu hai chấm sau khóa"),
        ("id: a\nunit:x\nname: b\n", "Y123", "2:1", "dòng «unit:x» thiếu dấu hai chấm sau khóa"),
        ("id\nname: b\n", "Y123", "1:1", "dòng «id» thiếu dấu hai chấm sau khóa"),
        (
            "title: Đại hội: phần 1\n",
            "Y124",
            "1:15",
            "trong giá trị có dấu hai chấm «: » mà giá trị không nằm trong ngoặc kép",
        ),
        ("id: a\n  name: b\n", "Y125", "2:3", "dòng này thụt vào 2 dấu cách, không thẳng hàng với các dòng cùng nhóm"),
        ("a:\n  b: 1\n c: 2\n", "Y125", "3:2", "dòng này thụt vào 1 dấu cách, không thẳng hàng với các dòng cùng nhóm"),
        ("units: [a, b\nid: x\n", "Y126", "1:8", "dấu `[` không có `]` đi cùng, hoặc thiếu dấu phẩy bên trong"),
        ("id: x\n}\n", "Y126", "2:1", "dấu `}` không có `{` đi cùng, hoặc thiếu dấu phẩy bên trong"),
        ("units: [a, , b]\n", "Y139", "1:12", "dấu phẩy ở đây không có mục nào đứng trước"),
        ("quote: @abc\n", "Y127", "1:8", "giá trị không nằm trong ngoặc kép thì không được bắt đầu bằng «@»"),
        ("quote: **đậm**\n", "Y127", "1:8", "giá trị không nằm trong ngoặc kép thì không được bắt đầu bằng «*»"),
        ('a: "C:\\Users"\n', "Y128", "1:9", "trong dấu ngoặc kép, dấu `\\` phải đi với một ký tự YAML hiểu được"),
        ("a: 1\n---\nb: 2\n", "Y135", "2:1", "tệp có nhiều phần ngăn bằng dòng `---`"),
        (": x\n", "Y137", "1:1", "khóa ở đây trống, nhiều dòng, hoặc là một nhóm; khóa phải là một từ"),
        ("a: {{ ten }}\n", "Y137", "1:5", "khóa ở đây trống, nhiều dòng, hoặc là một nhóm; khóa phải là một từ"),
        ("awards: - x\n", "Y138", "1:9", "mục `- ` của danh sách nằm cùng dòng với khóa"),
    ],
)
def test_broken_syntax_is_named(text: str, code: str, place: str, message: str) -> None:
    problem = only(text)
    assert (problem.code, problem.message, str(problem.span)) == (code, message, f"data/x.yaml:{place}")
    assert problem.hint


def test_hints_show_the_mended_line() -> None:
    assert only("title: Đại hội: phần 1\n").hint == 'đặt cả giá trị trong dấu ngoặc kép: `title: "Đại hội: phần 1"`'
    assert only("id: a\nunit:x\nname: b\n").hint == "sau dấu hai chấm phải có một dấu cách: `unit: x`"
    cut = found("note: Số 5 #2\n  tiếp theo\nid: a\n")
    assert [d.code for d in cut] == ["Y136", "Y125"]
    assert cut[1].hint == "giá trị ở dòng trên bị cắt tại dấu `#`: đặt cả giá trị trong dấu ngoặc kép"


def test_places_of_values_lists_and_groups() -> None:
    node = parse_yaml("- a: 1\n  b:\n  - x\n  -   y: z\n", "x").value
    assert isinstance(node, SequenceNode)
    assert (node.line, node.column) == (1, 1)
    record = node.items[0]
    assert isinstance(record, MappingNode)
    assert (record.line, record.column, record.end_column) == (1, 3, 4)
    items = record.items["b"]
    assert isinstance(items, SequenceNode)
    assert (items.line, items.column) == (3, 3)
    assert [(item.line, item.column) for item in items.items] == [(3, 5), (4, 7)]


def test_nothing_written_is_told_from_words() -> None:
    node = parse_yaml('a:\nb: ~\nc: null\nd: ""\ne: "null"\nf: nullx\n', "x").value
    assert isinstance(node, MappingNode)
    missing = [key for key, value in node.items.items() if isinstance(value, ScalarNode) and value.missing]
    assert missing == ["a", "b", "c"]
