"""The Markdown subset of records: what it says, and what it leaves as text."""

import pytest

from yearbook.prose import (
    Break,
    Divider,
    Emphasis,
    Heading,
    Inlines,
    Link,
    ListBlock,
    NoteRef,
    Paragraph,
    Problem,
    ProblemKind,
    Quote,
    Strong,
    Table,
    Text,
    parse,
)


def inlines(source: str) -> Inlines:
    """The inlines of a source that is one paragraph without problems."""
    prose = parse(source)
    assert prose.problems == ()
    (block,) = prose.blocks
    assert isinstance(block, Paragraph)
    return block.inlines


def words(text: str) -> Inlines:
    return (Text(text),)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("đạt **Bằng khen**, *rất* tốt", (
            Text("đạt "), Strong(words("Bằng khen")), Text(", "), Emphasis(words("rất")), Text(" tốt"))),
        ("_nghiêng_ và __đậm__", (Emphasis(words("nghiêng")), Text(" và "), Strong(words("đậm")))),
        ("***cả hai***", (Emphasis((Strong(words("cả hai")),)),)),
        ("**“Học tập”**", (Strong(words("“Học tập”")),)),
        ("[Bộ *TT&TT*](https://mic.gov.vn/tin)", (
            Link((Text("Bộ "), Emphasis(words("TT&TT"))), "https://mic.gov.vn/tin"),)),
        ("<https://mic.gov.vn>", (Link(words("https://mic.gov.vn"), "https://mic.gov.vn"),)),
        ("dòng một\ndòng hai", words("dòng một dòng hai")),
        ("dòng một  \ndòng hai\\\nba", (Text("dòng một"), Break(), Text("dòng hai"), Break(), Text("ba"))),
        ("dòng một\r\ndòng hai", words("dòng một dòng hai")),
    ],
)  # fmt: skip
def test_inlines(source: str, expected: Inlines) -> None:
    assert inlines(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "2*3*4 = 24",
        "a * b * c",
        "ten_tep_anh.jpg",
        "`mã`",
        "```",
        "R&D &amp; &nbsp;",
        "<tên đơn vị>",
        "a < b > c",
        "<abc@mic.gov.vn>",
        "<javascript:alert(1)>",
        "[ngoặc vuông] và [hai][ba]",
        "![chưa xong",
        "a) điểm a",
        "2*3** và __",
        "~~gạch~~",
        "\\",
    ],
)
def test_what_stays_as_it_is(source: str) -> None:
    assert inlines(source) == words(source)


def test_escapes() -> None:
    assert inlines(r"\*không nghiêng\* \[^1\] 1\. \<") == words("*không nghiêng* [^1] 1. <")


def test_blocks_know_their_lines() -> None:
    source = """\
# Phần một

Đoạn thứ nhất
hai dòng.

## Mục *a*
- một
- hai

  đoạn hai của mục

3. ba
4. bốn

> trích
> dẫn

---
1) khác
"""
    prose = parse(source, first_line=11)
    assert prose.problems == ()
    assert prose.blocks == (
        Heading(1, words("Phần một"), 11),
        Paragraph(words("Đoạn thứ nhất hai dòng."), 13),
        Heading(2, (Text("Mục "), Emphasis(words("a"))), 16),
        ListBlock(
            False,
            1,
            (
                (Paragraph(words("một"), 17),),
                (Paragraph(words("hai"), 18), Paragraph(words("đoạn hai của mục"), 20)),
            ),
            17,
            "-",
            tight=False,
        ),
        ListBlock(True, 3, ((Paragraph(words("ba"), 22),), (Paragraph(words("bốn"), 23),)), 22, "."),
        Quote((Paragraph(words("trích dẫn"), 25),), 25),
        Divider(28),
        ListBlock(True, 1, ((Paragraph(words("khác"), 29),),), 29, ")"),
    )


def test_nested_lists() -> None:
    (block,) = parse("- a\n  1. b\n  2. c\n- d").blocks
    inner = ListBlock(True, 1, ((Paragraph(words("b"), 2),), (Paragraph(words("c"), 3),)), 2, ".")
    assert block == ListBlock(False, 1, ((Paragraph(words("a"), 1), inner), (Paragraph(words("d"), 4),)), 1, "-")


def test_table() -> None:
    prose = parse("Bảng 1\n\n| Năm | Số *lượng* |\n|:--|--:|\n| 2019 | 10 |\n| 2020 |\n")
    assert prose.blocks[1] == Table(
        head=(words("Năm"), (Text("Số "), Emphasis(words("lượng")))),
        rows=((words("2019"), words("10")), (words("2020"), ())),
        aligns=("left", "right"),
        line=3,
    )


def test_an_underline_does_not_make_a_heading() -> None:
    assert parse("Bộ trưởng\n---").blocks == (Paragraph(words("Bộ trưởng"), 1), Divider(2))


def test_indented_text_is_not_code() -> None:
    assert parse("đoạn\n\n      thụt vào").blocks[1] == Paragraph(words("thụt vào"), 3)


def test_notes_are_numbered_as_they_are_mentioned() -> None:
    source = """\
Tăng 12%[^b] và 15%[^a]; lại 12%[^b].
[^a]: Theo *báo cáo*.
[^b]: Dòng một
  dòng hai.

Đoạn sau.
"""
    prose = parse(source)
    first = NoteRef(1, words("Dòng một dòng hai."))
    second = NoteRef(2, (Text("Theo "), Emphasis(words("báo cáo")), Text(".")))
    assert prose.problems == ()
    assert prose.blocks == (
        Paragraph((Text("Tăng 12%"), first, Text(" và 15%"), second, Text("; lại 12%"), first, Text(".")), 1),
        Paragraph(words("Đoạn sau."), 6),
    )


def test_links_do_not_stand_in_links() -> None:
    assert inlines("[xem <https://a.vn>](https://b.vn)") == (Link(words("xem https://a.vn"), "https://b.vn"),)
    assert inlines("[xem **<https://a.vn>**](https://b.vn)") == (
        Link((Text("xem "), Strong(words("https://a.vn"))), "https://b.vn"),
    )


@pytest.mark.parametrize(
    ("source", "shown", "problems"),
    [
        ("một\n<b>hai</b>", "một <b>hai</b>", [(8, ProblemKind.RAW_HTML, "<b>")]),
        ("<script>alert(1)</script>", "<script>alert(1)</script>", [(7, ProblemKind.RAW_HTML, "<script>")]),
        ('<a href="x">y', '<a href="x">y', [(7, ProblemKind.RAW_HTML, '<a href="x">')]),
        ("x <!-- y -->", "x <!-- y -->", [(7, ProblemKind.RAW_HTML, "<!--")]),
        ("xem\n![lễ](le.jpg)", "xem ![lễ](le.jpg)", [(8, ProblemKind.IMAGE, "![lễ](le.jpg)")]),
        ("[x](javascript:alert(1))", "x", [(7, ProblemKind.LINK_DROPPED, "javascript:alert(1)")]),
        ("[x](http://mic.gov.vn)", "x", [(7, ProblemKind.LINK_DROPPED, "http://mic.gov.vn")]),
        ("[x](bao-cao.docx)", "x", [(7, ProblemKind.LINK_DROPPED, "bao-cao.docx")]),
        ("[x](https://mic.gov.vn@evil.vn)", "x", [(7, ProblemKind.LINK_DROPPED, "https://mic.gov.vn@evil.vn")]),
        ("[x](https://localhost/)", "x", [(7, ProblemKind.LINK_DROPPED, "https://localhost/")]),
        ("[x]()", "x", [(7, ProblemKind.LINK_DROPPED, "")]),
        ("một\nhai[^9]", "một hai[^9]", [(8, ProblemKind.UNKNOWN_NOTE, "[^9]")]),
        ("một\n\n[^1]: thừa", "một", [(9, ProblemKind.UNUSED_NOTE, "[^1]")]),
    ],
)
def test_problems(source: str, shown: str, problems: list[tuple[int, ProblemKind, str]]) -> None:
    prose = parse(source, first_line=7)
    assert prose.blocks == (Paragraph(words(shown), 7),)
    assert prose.problems == tuple(Problem(*problem) for problem in problems)


def test_problems_of_notes() -> None:
    prose = parse("a[^1]\n\n[^1]: xem[^2] <i>\n[^2]: b\n[^1]: c")
    assert prose.problems == (
        Problem(3, ProblemKind.RAW_HTML, "<i>"),
        Problem(3, ProblemKind.NOTE_IN_NOTE, "[^2]"),
        Problem(4, ProblemKind.UNUSED_NOTE, "[^2]"),
        Problem(5, ProblemKind.DOUBLE_NOTE, "[^1]"),
    )
    assert prose.blocks == (Paragraph((Text("a"), NoteRef(1, words("xem[^2] <i>"))), 1),)


def test_a_long_address_is_cut_in_the_report() -> None:
    (problem,) = parse("[x](http://" + "a" * 500 + ")").problems
    assert len(problem.detail) == 80
    assert problem.detail.endswith("…")


def test_too_deep_is_read_as_it_is() -> None:
    source = "mở đầu\n\n" + "> " * 40 + "trích\nhai\n\nkết"
    prose = parse(source, first_line=3)
    assert prose.blocks == (
        Paragraph(words("mở đầu"), 3),
        Paragraph(words("> " * 40 + "trích hai"), 5),
        Paragraph(words("kết"), 8),
    )
    assert prose.problems == (Problem(3, ProblemKind.NOT_READ, "có danh sách hoặc trích dẫn lồng nhau quá 10 tầng"),)


def test_too_long_is_read_as_it_is() -> None:
    prose = parse("*a* " * 100_001)
    assert prose.blocks == (Paragraph(words("*a* " * 100_001), 1),)
    assert prose.problems == (Problem(1, ProblemKind.NOT_READ, "dài quá 400.000 chữ cái"),)


def test_deep_emphasis_keeps_its_words() -> None:
    prose = parse("*a " * 300 + "b" + "*" * 300)
    (block,) = prose.blocks
    assert isinstance(block, Paragraph)
    depth, at = 0, block.inlines
    while any(isinstance(inline, Emphasis | Strong) for inline in at):
        at = next(inline.inlines for inline in at if isinstance(inline, Emphasis | Strong))
        depth += 1
    assert depth <= 6


def test_empty() -> None:
    assert parse("").blocks == ()
    assert parse(" \n\n\t\n").blocks == ()
