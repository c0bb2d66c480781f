"""The chain of themes, what is wrong with one, and colours that can be read."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from page_room import contrast, page_setter, rgb

from yearbook.context import asset_root
from yearbook.diagnostics import DataProblem, Diagnostic
from yearbook.pages.theme import Colour, Theme, available, load_theme, merged
from yearbook.records import Trim

NewTheme = Callable[[str, Mapping[str, str]], Path]
THEMES = ["base", "gian-di", "trang-trong"]
ROOT = asset_root()


def theme(name: str, assets: Path = ROOT) -> Theme:
    return load_theme(assets, name, Trim.T19X27)


def problem(assets: Path, name: str) -> Diagnostic:
    with pytest.raises(DataProblem) as caught:
        theme(name, assets)
    return caught.value.diagnostic


def test_the_bundled_themes() -> None:
    assert available(ROOT / "templates") == THEMES


def test_a_theme_says_only_what_differs_from_its_base() -> None:
    base, plain = theme("base"), theme("gian-di")
    assert [folder.name for folder in plain.folders] == ["gian-di", "base"]
    assert plain.palette["accent"] == Colour((90, 60, 30, 30), "#1f4463")
    assert plain.palette["ink"] == base.palette["ink"]
    assert plain.scale["xxl"] == 24
    assert plain.scale["m"] == base.scale["m"] == 10.5
    assert plain.slots == base.slots
    assert plain.geometry == base.geometry
    assert {face.family for face in plain.faces} == {"Source Serif 4", "Be Vietnam Pro"}


def test_a_colour_is_replaced_whole_other_mappings_key_by_key() -> None:
    old = {"palette": {"ink": {"cmyk": [0, 0, 0, 100], "srgb": "#000"}, "gold": 1}, "grid": 15}
    new = {"palette": {"ink": {"cmyk": [1, 1, 1, 1], "srgb": "#111"}}, "grid": 14}
    assert merged(old, new) == {"palette": {"ink": {"cmyk": [1, 1, 1, 1], "srgb": "#111"}, "gold": 1}, "grid": 14}
    assert old["grid"] == 15


def test_a_theme_of_three_storeys(new_theme: NewTheme) -> None:
    new_theme("giua", {"theme.yaml": "extends: gian-di\nscale: {xl: 17}\n"})
    assets = new_theme("tren", {"theme.yaml": "extends: giua\nscale: {m: 10}\n", "parts/half_title.html.j2": "TRÊN"})
    top = theme("tren", assets)
    assert [folder.name for folder in top.folders] == ["tren", "giua", "gian-di", "base"]
    assert (top.scale["m"], top.scale["xl"], top.scale["xxl"], top.scale["s"]) == (10, 17, 24, 9)
    setter = page_setter("tren", assets=assets)
    assert "TRÊN" in setter.flow(setter.book.parts[0]).html
    css = setter.css()
    assert css.index("@font-face") < css.index("* { box-sizing") < css.index(".opener h1 { line-height")


def test_an_unknown_theme_names_the_nearest() -> None:
    found = problem(ROOT, "trang-trog")
    assert (found.code, found.message) == ("L101", "không có giao diện «trang-trog»")
    assert found.hint == "có phải «trang-trong»? Các giao diện đang có: base, gian-di, trang-trong"


def test_a_theme_that_is_like_nothing_is_sent_to_the_usual_one() -> None:
    assert problem(ROOT, "zzz").hint == "có phải «trang-trong»? Các giao diện đang có: base, gian-di, trang-trong"


def test_a_theme_on_an_unknown_base(new_theme: NewTheme) -> None:
    found = problem(new_theme("moi", {"theme.yaml": "extends: gian_di\n"}), "moi")
    assert (found.code, found.message) == ("L101", "không có giao diện «gian_di»")
    assert found.hint == "có phải «gian-di»? Các giao diện đang có: base, gian-di, moi, trang-trong"


def test_themes_that_extend_each_other_are_told_and_end(new_theme: NewTheme) -> None:
    new_theme("mot", {"theme.yaml": "extends: hai\n"})
    assets = new_theme("hai", {"theme.yaml": "extends: mot\n"})
    assert problem(assets, "mot").message == "giao diện «mot»: `extends:` nối vòng: mot → hai → mot"
    assert problem(new_theme("tu-no", {"theme.yaml": "extends: tu-no\n"}), "tu-no").code == "L112"


def test_a_circle_is_told_as_a_circle(new_theme: NewTheme) -> None:
    new_theme("mot", {"theme.yaml": "extends: hai\n"})
    found = problem(new_theme("hai", {"theme.yaml": "extends: mot\n"}), "mot")
    assert "không có giao diện «mot»" not in found.message


def test_a_font_that_is_not_bundled(new_theme: NewTheme) -> None:
    found = problem(new_theme("moi", {"theme.yaml": "extends: base\nfaces: {serif: Times New Roman}\n"}), "moi")
    assert (found.code, found.message) == (
        "L102",
        "giao diện «moi» dùng phông «Times New Roman» không có trong fonts/fonts.yaml",
    )
    assert (
        found.hint == "thêm tệp phông, giấy phép và mục của nó vào fonts/fonts.yaml, hoặc sửa `faces:` trong theme.yaml"
    )


@pytest.mark.parametrize("manifest", ["- a\n", "a: [\n", "label: không có gốc\n", "extends: base\npalette: đỏ\n"])
def test_a_broken_manifest_is_a_finding(manifest: str, new_theme: NewTheme) -> None:
    assets = new_theme("moi", {"theme.yaml": manifest})
    try:
        page_setter("moi", assets=assets).css()
    except DataProblem as told:
        assert told.diagnostic.code.startswith("L")


# --- colours ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", THEMES)
def test_the_same_colour_in_both_worlds(name: str) -> None:
    palette = theme(name).palette
    assert palette["ink"].css("cmyk") == "device-cmyk(0 0 0 1)"
    assert palette["ink"].css("srgb") == "#1f1a17"
    for colour in palette.values():
        assert len(colour.cmyk) == 4
        assert all(0 <= value <= 100 for value in colour.cmyk)
        assert sum(colour.cmyk) <= 300  # total ink of ISO Coated v2 300 %
        assert len(rgb(colour.srgb)) == 3


@pytest.mark.parametrize("name", THEMES)
def test_small_text_is_one_black_plate(name: str) -> None:
    """Ink of running text: black alone, so that no plate can stray from another."""
    palette = theme(name).palette
    assert palette["ink"].cmyk == (0, 0, 0, 100)
    assert palette["soft"].cmyk[:3] == (0, 0, 0)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["white", "paper", "tint"])
@pytest.mark.parametrize("text", ["ink", "soft", "accent", "goldtext"])
def test_text_can_be_read_on_every_light_ground(name: str, ground: str, text: str) -> None:
    palette = theme(name).palette
    assert contrast(rgb(palette[text].srgb), rgb(palette[ground].srgb)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read_on_the_deep_ground(name: str) -> None:
    palette = theme(name).palette
    deep = rgb(palette["deep"].srgb)
    assert contrast(rgb(palette["white"].srgb), deep) >= 4.5
    assert contrast(rgb(palette["paper"].srgb), deep) >= 4.5
    assert contrast(rgb(palette["gold"].srgb), deep) >= 3  # large text only


@pytest.mark.parametrize(
    "name",
    [
        "base",
        "trang-trong",
        "gian-di",
    ],
)
def test_both_series_of_a_chart_are_seen_on_white(name: str) -> None:
    """WCAG 2.2, 1.4.11: graphical objects at least 3:1."""
    palette = theme(name).palette
    for shade in ("accent", "gold"):
        assert contrast(rgb(palette[shade].srgb), (1, 1, 1)) >= 3


# --- fonts --------------------------------------------------------------------------------------------------------


def test_every_face_that_style_sheets_ask_for_is_bundled() -> None:
    listed = yaml.safe_load((ROOT / "fonts" / "fonts.yaml").read_text("utf-8"))
    assert {raw["file"] for raw in listed} == {path.name for path in (ROOT / "fonts").glob("*.ttf")}
    for name in THEMES:
        setter = page_setter(name)
        assert all(face.file.is_file() for face in setter.theme.faces)
        assert setter.css().count("@font-face") == len(setter.theme.faces) == len(listed)


@pytest.mark.parametrize("name", THEMES)
def test_print_knows_only_inks_and_the_screen_only_srgb(name: str) -> None:
    ink, screen = page_setter(name, "print").css(), page_setter(name, "screen").css()
    assert "#" not in "".join(line for line in ink.splitlines() if "--" in line and ":" in line)
    assert "device-cmyk(" in ink
    assert "@color-profile device-cmyk" in ink
    assert "device-cmyk" not in screen
