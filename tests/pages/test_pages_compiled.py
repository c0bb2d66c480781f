"""Templates are compiled once for the same source; the pages, and what is told of faults, are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from page_room import page_setter, whole_html

from yearbook.diagnostics import DataProblem
from yearbook.pages.render import Sandbox, environment

NewTheme = Callable[[str, Mapping[str, str]], Path]
HALF_TITLE = "parts/half_title.html.j2"


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> Iterator[None]:
    environment.cache_clear()
    yield
    environment.cache_clear()


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are compiled from now on."""
    names: list[str] = []
    real = Sandbox.compile

    def spy(self: Sandbox, source: Any, name: str | None = None, *more: Any, **options: Any) -> Any:
        names.append(name or "")
        return real(self, source, name, *more, **options)

    monkeypatch.setattr(Sandbox, "compile", spy)
    return names


def pages(cache: Path | None, assets: Path | None = None, theme: str = "base") -> str:
    """As a new process sets them."""
    environment.cache_clear()
    setter = page_setter(theme, assets=assets, cache=cache)
    return setter.css() + whole_html(setter)


def test_compiled_once_for_all_processes(tmp_path: Path, compiled: list[str]) -> None:
    alone = pages(None)
    assert pages(tmp_path / "cache") == alone
    assert HALF_TITLE in compiled
    compiled.clear()
    assert pages(tmp_path / "cache") == alone
    assert compiled == []


def test_another_source_is_compiled_anew(tmp_path: Path, new_theme: NewTheme, compiled: list[str]) -> None:
    files = {"theme.yaml": "extends: base\n", HALF_TITLE: "<p>Một</p>"}
    assert "<p>Một</p>" in pages(tmp_path / "cache", new_theme("thu", files), "thu")
    compiled.clear()
    assert "<p>Hai</p>" in pages(tmp_path / "cache", new_theme("thu", {HALF_TITLE: "<p>Hai</p>"}), "thu")
    assert compiled == [HALF_TITLE]


def test_a_fault_is_told_with_its_line_each_time(tmp_path: Path, new_theme: NewTheme) -> None:
    assets = new_theme("thu", {"theme.yaml": "extends: base\n", HALF_TITLE: "<p>\n\n{{ tac_gia }}</p>"})
    told = []
    for _ in range(2):
        with pytest.raises(DataProblem) as caught:
            pages(tmp_path / "cache", assets, "thu")
        told.append(caught.value.diagnostic.message)
    assert told == ["mẫu trang thu/parts/half_title.html.j2, dòng 3: 'tac_gia' is undefined"] * 2


def test_what_is_damaged_is_compiled_anew(tmp_path: Path, compiled: list[str]) -> None:
    alone = pages(tmp_path / "cache")
    for file in (tmp_path / "cache" / "values").glob("*/*"):
        file.write_bytes(file.read_bytes()[:-20])
    compiled.clear()
    assert pages(tmp_path / "cache") == alone
    assert HALF_TITLE in compiled


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("không phải thư mục", "utf-8")
    assert pages(tmp_path / "cache") == pages(None)
