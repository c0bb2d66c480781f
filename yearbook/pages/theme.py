"""Themes: a folder with `theme.yaml`, templates and style sheets; `extends:` names the theme it builds on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.pages.geometry import Geometry
from yearbook.records import nearest
from yearbook.records.settings import Trim

MANIFEST = "theme.yaml"


@dataclass(frozen=True)
class Colour:
    """One colour of the palette in both worlds."""

    cmyk: tuple[float, float, float, float]  # % of ink
    srgb: str  # #rrggbb

    def css(self, space: str) -> str:
        """The CSS value: `device-cmyk()` for print (CSS Color 5 §7), else the sRGB hex."""
        if space == "cmyk":
            return "device-cmyk({})".format(" ".join(f"{value / 100:g}" for value in self.cmyk))
        return self.srgb


@dataclass(frozen=True)
class Slot:
    """A place for a picture: its size on the page in mm."""

    name: str
    width: float
    height: float


@dataclass(frozen=True)
class Face:
    """One font file and what it is (fonts/fonts.yaml)."""

    file: Path
    family: str
    weight: int
    style: str
    postscript: str


@dataclass(frozen=True)
class Theme:
    """A theme with everything its chain says, the nearest theme winning."""

    name: str
    folders: tuple[Path, ...]  # this theme first, the base last
    values: dict[str, Any]
    faces: tuple[Face, ...]
    geometry: Geometry

    @cached_property
    def palette(self) -> dict[str, Colour]:
        return {name: Colour(tuple(raw["cmyk"]), raw["srgb"]) for name, raw in self.values["palette"].items()}

    @cached_property
    def slots(self) -> dict[str, Slot]:
        return {name: self._slot(name, raw) for name, raw in self.values["slots"].items()}

    def _slot(self, name: str, raw: dict[str, Any]) -> Slot:
        page = self.geometry
        gap = 4.0  # mm between pictures side by side
        named = {
            "text": page.text_width,
            "half-text": (page.text_width - gap) / 2,
            "third-text": (page.text_width - 2 * gap) / 3,
            "bleed": page.bleed_width,
        }
        width = float(named.get(raw["width"], raw["width"]) if isinstance(raw["width"], str) else raw["width"])
        width = math.floor(width * 100) / 100  # three side by side must not exceed the line
        if "height" in raw:
            return Slot(name, width, page.bleed_height)
        across, down = (float(side) for side in raw["ratio"].split(":"))
        return Slot(name, width, round(width * down / across, 2))

    @cached_property
    def scale(self) -> dict[str, float]:
        return {name: self.geometry.display(size) for name, size in self.values["scale"].items()}

    @cached_property
    def stylesheets(self) -> tuple[str, ...]:
        """Template names of the page style sheets, the base first."""
        return tuple(
            f"{folder.name}/css/{self.kind_file('book')}"
            for folder in reversed(self.folders)
            if (folder / "css" / self.kind_file("book")).is_file()
        )

    @staticmethod
    def kind_file(kind: str) -> str:
        return f"{kind}.css.j2"


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`over` on `base`, mapping by mapping."""
    result = dict(base)
    for key, value in over.items():
        old = result.get(key)
        result[key] = (
            merged(old, value) if isinstance(old, dict) and isinstance(value, dict) and "cmyk" not in value else value
        )
    return result


def available(root: Path) -> list[str]:
    """Names of the themes that stand in a `templates/` folder."""
    return sorted(path.parent.name for path in root.glob(f"*/{MANIFEST}"))


def _chain(root: Path, name: str) -> list[tuple[Path, dict[str, Any]]]:
    chain: list[tuple[Path, dict[str, Any]]] = []
    while name:
        folder = root / name
        if not (folder / MANIFEST).is_file() or folder in [seen for seen, _ in chain]:
            known = available(root)
            raise DataProblem(
                diagnose("L101", theme=name, nearest=nearest(name, known) or "trang-trong", known=", ".join(known))
            )
        values = yaml.safe_load((folder / MANIFEST).read_text("utf-8")) or {}
        chain.append((folder, values))
        name = values.get("extends", "")
    return chain


def load_faces(fonts: Path, families: set[str]) -> tuple[Face, ...]:
    """The bundled faces of these families, as `fonts.yaml` lists them."""
    listed = yaml.safe_load((fonts / "fonts.yaml").read_text("utf-8"))
    return tuple(
        Face(fonts / raw["file"], raw["family"], int(raw["weight"]), raw["style"], raw["postscript"])
        for raw in listed
        if raw["family"] in families
    )


def load_theme(assets: Path, name: str, trim: Trim) -> Theme:
    """Read a theme and its chain.

    In: the folder with `templates/` and `fonts/`, the theme's name, the trim. Raises DataProblem (L101) when a
    theme of the chain is not there, (L102) when a family it asks for is not in fonts.yaml.
    """
    chain = _chain(assets / "templates", name)
    values: dict[str, Any] = {}
    for _, own in reversed(chain):
        values = merged(values, own)
    families = set(values["faces"].values())
    faces = load_faces(assets / "fonts", families)
    if absent := families - {face.family for face in faces}:
        raise DataProblem(diagnose("L102", family=", ".join(sorted(absent)), theme=name))
    geometry = Geometry.of(*trim.mm, float(values["margin"]), float(values["grid"]))
    return Theme(name, tuple(folder for folder, _ in chain), values, faces, geometry)
