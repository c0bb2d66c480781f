"""`check --fix` on two hundred generated files: only the reported bytes change, and a second run changes nothing."""

import random
import re
from dataclasses import dataclass
from pathlib import Path

from support import lay_over

from yearbook import rules
from yearbook.checking import Mending, mend
from yearbook.diagnostics import Diagnostic
from yearbook.records import load

HERE = Path(__file__).parent
FILES = 200
# Slips that are certainly mended, and what becomes of them.
SLIPS = {
    "phong trào  thi đua": "phong trào thi đua",
    "tập thể , cá nhân": "tập thể, cá nhân",
    "tập thể,cá nhân": "tập thể, cá nhân",
    "sức lan toả": "sức lan tỏa",
    "ngành thuỷ lợi": "ngành thủy lợi",
    "giai đoạn 2015-2020": "giai đoạn 2015 – 2020",
    "bảo vệ tổ quốc": "bảo vệ Tổ quốc",
    "nổ lực": "nỗ lực",
    "kinh tế-xã hội": "kinh tế - xã hội",
    "đạt 98.5 %": "đạt 98,5%",
    "ngày 3/06/2020": "ngày 03/6/2020",
    "Huân chương Lao động Hạng 3": "Huân chương Lao động hạng Ba",
    "Kế hoạch 3793 / KH - BTTTT": "Kế hoạch 3793/KH-BTTTT",
    "cách làm hay...": "cách làm hay…",
}
GOOD = ("Đơn vị đi đầu", "Anh em cùng làm", "Việc khó chia nhau", "Cả phòng chung sức", "Kết quả đáng mừng")
# Kept as they are: what somebody said, and proper names.
KEPT = ("Ông dặn: “Giữ sức lan toả nhé, phong trào  ấy quý.”", "Trường Khánh Hoà", "Xã Hoà Bình", "Tổ Thuỷ lợi Hoà An")
COMMENT = "# ghi chú:  tập thể , cá nhân;  sức lan toả 2015-2020 – giữ nguyên"


@dataclass(frozen=True)
class Made:
    """A generated file: its bytes, and how many slips were put in."""

    path: Path
    data: bytes
    slips: int


def sentences(dice: random.Random, count: int) -> tuple[list[str], int]:
    found, slips = [], 0
    for _ in range(count):
        slip = dice.choice(list(SLIPS))
        kind = dice.randrange(4)
        slips += kind < 2
        words = slip if kind < 2 else dice.choice(KEPT) if kind == 2 else "không có gì phải sửa"
        found.append(f"{dice.choice(GOOD)}: {words}" + ("" if words[-1] in ".”…" else "."))
    return found, slips


def yaml_file(dice: random.Random, number: int) -> tuple[str, int]:
    """A person whose texts stand in every form that YAML knows."""
    texts, slips = sentences(dice, 6)
    summary, reason = texts[0], texts[1]
    body = texts[2:]
    quoted = dice.choice(['"{}"', "'{}'"]).format(summary) if dice.random() < 0.7 else f">-\n  {summary}"
    block = dice.choice(["|", "|-", ">", ">-"])
    gap = "\n\n  " if block[0] == "|" or dice.random() < 0.5 else "\n  "
    plain = reason.replace(":", " –")  # a colon would end a plain value
    return (
        f"{COMMENT}\n"
        f"id: nguoi-{number}\n"
        f"name: Nguyễn Văn {dice.choice(['Hoà', 'Thuỷ', 'Toả'])}   # tên:  giữ nguyên\n"
        f"unit: vu-buu-chinh\noffice: Chuyên viên số {number}\nbirth_year: {1960 + number % 30}\n"
        f"presentation: entry\nstatus: checked\n\n"
        f"summary: {quoted}\n"
        f"awards:\n  - award: cstd_cs   {COMMENT}\n    year: 2019\n    reason: {plain}\n"
        f"narrative: {block}\n  {gap.join(body)}\n"
        f"{COMMENT}\n"
    ), slips


def markdown_file(dice: random.Random, number: int) -> tuple[str, int]:
    texts, slips = sentences(dice, 4)
    body = f"## {texts[0]}\n\n- **{texts[1]}**\n- {texts[2]}\n\n> {dice.choice(list(SLIPS))}\n\n{texts[3]}\n"
    return (
        f"---\n{COMMENT}\nid: bai-{number}\nkind: paper\ntitle: Bài tham luận {number}\nstatus: checked\n---\n\n{body}",
        slips,
    )


def generate(data: Path, seed: int) -> list[Made]:
    """Two hundred files with every line end, with and without a byte order mark."""
    dice = random.Random(seed)
    made = []
    for number in range(FILES):
        folder, ending, write = ("individuals", "yaml", yaml_file) if number % 4 else ("texts", "md", markdown_file)
        text, slips = write(dice, number)
        line_end = ("\n", "\r\n", "\r")[number % 3]
        mark = "\ufeff" if number % 5 == 0 else ""
        path = data / folder / f"{number:03}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        content = (mark + text).replace("\n", line_end).encode()
        path.write_bytes(content)
        made.append(Made(path, content, slips))
    return made


def proofread(data: Path) -> list[Diagnostic]:
    book = load(data).value
    assert book is not None
    return [finding for finding in rules.check(book) if finding.code[0] == "T"]


def without(text: str, edits: list[tuple[int, int, int]]) -> str:
    """A text without the stretches (line, column, end) of the edits; the lines split as files have them."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n|$)", text)
    for line, column, end in sorted(edits, reverse=True):
        shift = text.startswith("\ufeff") and line == 1
        row = lines[line - 1]
        lines[line - 1] = row[: column - 1 + shift] + row[end - 1 + shift :]
    return "".join(lines)


def fix(data: Path) -> Mending:
    return mend(data, proofread(data), lambda: proofread(data))


def test_two_hundred_files_change_in_the_reported_bytes_only(tmp_path: Path) -> None:
    data = lay_over(tmp_path / "data", HERE / "_base")
    made = generate(data, seed=20)
    found = proofread(data)
    assert len([finding for finding in found if finding.fix]) >= sum(file.slips for file in made) > 300
    mending = fix(data)
    assert mending.refused == ()
    changed = {file.path for file in mending.files}
    for file in made:
        if file.path not in changed:
            assert file.path.read_bytes() == file.data
    for mended in mending.files:
        before, after = mended.before, mended.after
        old = [(e.span.line, e.span.column, e.span.end_column) for e in mended.edits]
        shift: dict[int, int] = {}
        new = []
        for edit in mended.edits:  # where each stretch lies once those before it on its line are mended
            moved = shift.get(edit.span.line, 0)
            start = edit.span.column + moved
            new.append((edit.span.line, start, start + len(edit.new)))
            shift[edit.span.line] = moved + len(edit.new) - len(edit.old)
        assert without(before, old) == without(after, new)
        assert mended.path.read_bytes().startswith(b"\xef\xbb\xbf") == before.startswith("\ufeff")


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    data = lay_over(tmp_path / "data", HERE / "_base")
    made = generate(data, seed=21)
    assert fix(data).edits > 300
    once = {file.path: file.path.read_bytes() for file in made}
    again = fix(data)
    assert (again.edits, again.files, again.refused) == (0, (), ())
    assert {file.path: file.path.read_bytes() for file in made} == once
    assert [finding for finding in proofread(data) if finding.fix] == []


def test_comments_names_and_quotations_stay_and_slips_are_gone(tmp_path: Path) -> None:
    data = lay_over(tmp_path / "data", HERE / "_base")
    made = generate(data, seed=22)
    fix(data)
    for file in made:
        before, after = file.data.decode(), file.path.read_bytes().decode()
        for kept in (COMMENT, *KEPT, "Nguyễn Văn Hoà", "Nguyễn Văn Thuỷ", "Nguyễn Văn Toả", "# tên:  giữ nguyên"):
            assert before.count(kept) == after.count(kept)
        own = [line for line in re.split(r"\r\n|\r|\n", after) if not line.startswith((">", "#")) and "“" not in line]
        told = "\n".join(line.split("#")[0] for line in own)
        assert [slip for slip in SLIPS if slip in told] == []
    assert load(data).value is not None
