"""Charts of the EPUB: a drawing that says in words what it shows."""

from lxml import etree
from small_book import Built

from yearbook.book.model import Bar, Chart
from yearbook.epub.charts import WIDTH, drawing

CHART = Chart(
    "_chart-x",
    "Theo năm",
    "columns",
    ("Tập thể", "Cá nhân"),
    (
        Bar("2019", (1, 3)),
        Bar("2020", (0, 1200)),
        Bar("Một hình thức khen thưởng có cái tên thật dài, quá một dòng", (0, 0)),
    ),
)
XHTML = {"h": "http://www.w3.org/1999/xhtml", "s": "http://www.w3.org/2000/svg"}


def test_a_drawing_in_words() -> None:
    assert drawing(CHART).text == (
        "Biểu đồ thanh ngang, số lượt khen thưởng. 2019 4 (tập thể 1, cá nhân 3); 2020 1.200 (cá nhân 1.200); "
        "Một hình thức khen thưởng có cái tên thật dài, quá một dòng 0."
    )


def test_bars_stay_inside_and_do_not_overlap() -> None:
    made = drawing(CHART)
    assert [len(row.lines) for row in made.rows] == [1, 1, 2]
    bottom = 0.0
    for row in made.rows:
        assert row.baselines[0] - 13 >= bottom
        assert row.top > row.baselines[-1]
        ends = 0.0
        for segment in row.segments:
            assert segment.x == ends
            ends = round(segment.x + segment.width, 2)
        assert ends < row.end < WIDTH
        bottom = row.top + 12
    assert bottom < made.height


def test_every_chart_has_a_name_a_description_and_its_figures(built: Built) -> None:
    page = etree.fromstring(built.page("figures.xhtml").encode())
    charts = page.xpath("//s:svg[@role='img']", namespaces=XHTML)
    assert len(charts) == len(page.xpath("//h:table[@class='chart']/h:caption", namespaces=XHTML)) == 3
    for chart in charts:
        named = [page.xpath(f"string(//*[@id='{name}'])") for name in chart.get("aria-labelledby").split()]
        assert named[0].startswith("Theo ")
        assert named[1].startswith("Biểu đồ thanh ngang, số lượt khen thưởng.")
