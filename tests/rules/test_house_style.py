"""One text under two house styles: what is a slip in one is right in the other, and the book prints accordingly."""

from pathlib import Path

import pytest
from support import lay_over, told

from yearbook import rules
from yearbook.book.awards import award_lines
from yearbook.records import Yearbook, load

HERE = Path(__file__).parent
CASES = [
    ("tone: new", "Sức lan toả, xoá đói.", "Sức lan tỏa, xóa đói.", "T305"),
    ("vowel_y: i", "Kĩ thuật và quản lí.", "Kỹ thuật và quản lý.", "T306"),
    ("every: hàng", "Phát động hàng năm.", "Phát động hằng năm.", "T308"),
    ("award_class: nhất", "Huân chương Lao động hạng ba.", "Huân chương Lao động hạng Ba.", "T402"),
    ("honorary_title: Nhân dân", "Danh hiệu Nghệ sĩ Nhân dân.", "Danh hiệu Nghệ sĩ nhân dân.", "T401"),
]


def book(root: Path, text: str, style: str = "") -> Yearbook:
    layer = root / "layer"
    (layer / "texts").mkdir(parents=True)
    head = "---\nid: dien-van\nkind: opening\ntitle: Diễn văn\nstatus: checked\n---\n\n"
    (layer / "texts/dien-van.md").write_text(f"{head}{text}\n", "utf-8")
    person = "id: a\nname: Lê An\nunit: vu-buu-chinh\npresentation: entry\nstatus: checked\nawards:\n"
    (layer / "individuals").mkdir()
    (layer / "individuals/a.yaml").write_text(
        f"{person}  - {{award: hc_lao_dong, class: Ba, year: 2019}}\n  - {{award: dh_nghe_si_nd, year: 2019}}\n",
        "utf-8",
    )
    data = lay_over(root / "data", HERE / "_base", layer)
    with (data / "yearbook.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"style: {{{style}}}\n" if style else "")
    outcome = load(data)
    assert told(outcome.diagnostics) == ""
    assert outcome.value is not None
    return outcome.value


@pytest.mark.parametrize(("style", "own", "other", "code"), CASES, ids=[case[3] for case in CASES])
def test_each_style_takes_its_own_spelling(tmp_path: Path, style: str, own: str, other: str, code: str) -> None:
    def found(name: str, text: str, chosen: str) -> set[str]:
        return {finding.code for finding in rules.check(book(tmp_path / name, text, chosen))}

    assert found("1", own, style) == set()
    assert found("2", other, style) == {code}
    assert found("3", other, "") == set()
    assert found("4", own, "") == {code}


def test_the_book_prints_what_the_house_writes(tmp_path: Path) -> None:
    plain, styled = (
        book(tmp_path / "1", "Một."),
        book(tmp_path / "2", "Một.", "award_class: nhất, honorary_title: Nhân dân"),
    )
    titles = [[line.title for line in award_lines(b, b.individuals[0])] for b in (plain, styled)]
    assert titles == [
        ["Huân chương Lao động hạng Ba", "Nghệ sĩ nhân dân"],
        ["Huân chương Lao động hạng ba", "Nghệ sĩ Nhân dân"],
    ]
