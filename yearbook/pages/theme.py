"""Themes: a folder with `theme.yaml`, templates and style sheets; `extends:` names the theme it builds on."""

from __future__ import annotations

import math
import re
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.pages.geometry import Geometry
from yearbook.records import nearest
from yearbook.records.settings import Trim
from yearbook.records.values import ID_PATTERN
from yearbook.storage import file_hash
from yearbook.values import dataclass

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


def ink(name: str) -> str:
    """A colour of the palette by its name, where each impression has it in its own way: whole in a space of its own
    (CSS Color 5 §6), with as many components as WeasyPrint counts on."""
    return f"color(--{name} 1 0 0)"


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

    @property
    def digest(self) -> bytes:
        """Of all its files as they are now, wherever they stand."""
        files = ((folder, path) for folder in self.folders for path in sorted(folder.rglob("*")) if path.is_file())
        named = (f"{folder.name}/{path.relative_to(folder).as_posix()}\0{file_hash(path)}\n" for folder, path in files)
        return sha256("".join(named).encode()).digest()

    @cached_property
    def palette(self) -> dict[str, Colour]:
        return {name: Colour(tuple(raw["cmyk"]), raw["srgb"]) for name, raw in self.values["palette"].items()}

    @cached_property
    def slots(self) -> dict[str, Slot]:
        return {name: self._slot(name, raw) for name, raw in self.values["slots"].items()}

    def _slot(self, name: str, raw: dict[str, Any]) -> Slot:
        page = self.geometry
        named = {
            "text": page.text_width,
            "half-text": _share(page.text_width, 2),
            "third-text": _share(page.text_width, 3),
            "bleed": page.bleed_width,
        }
        width = float(named.get(raw["width"], raw["width"]) if isinstance(raw["width"], str) else raw["width"])
        if "height" in raw:
            return Slot(name, width, page.bleed_height)
        across, down = (float(side) for side in raw["ratio"].split(":"))
        return Slot(name, width, round(width * down / across, 2))

    @cached_property
    def scale(self) -> dict[str, float]:
        return {name: self.geometry.display(size) for name, size in self.values["scale"].items()}


def _share(width: float, count: int, gap: float = 4.0) -> float:
    """Width of each of `count` pictures side by side, in mm; a hair less, for a rounding must not push one down."""
    return math.floor((width - (count - 1) * gap) / count * 100 - 1) / 100


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


@lru_cache(maxsize=16)
def _yaml(text: str) -> Any:
    """What is in a file of the theme; nobody changes it."""
    return yaml.safe_load(text)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        values = _yaml((folder / MANIFEST).read_text("utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"dòng {mark.line + 1}: " if mark else ""
        raise DataProblem(diagnose("L112", theme=folder.name, detail=f"{place}cú pháp YAML sai")) from error
    if not isinstance(values, dict):
        raise DataProblem(diagnose("L112", theme=folder.name, detail="tệp phải là các dòng `khóa: giá trị`"))
    return values


def _chain(root: Path, name: str) -> list[tuple[Path, dict[str, Any]]]:
    chain: list[tuple[Path, dict[str, Any]]] = []
    while name:
        folder = root / name
        if folder in [seen for seen, _ in chain]:
            way = " → ".join([*(seen.name for seen, _ in chain), name])
            raise DataProblem(diagnose("L112", theme=name, detail=f"`extends:` nối vòng: {way}"))
        if not re.fullmatch(ID_PATTERN, name) or not (folder / MANIFEST).is_file():
            known = available(root)
            raise DataProblem(
                diagnose("L101", theme=name, nearest=nearest(name, known) or "trang-trong", known=", ".join(known))
            )
        values = _manifest(folder)
        chain.append((folder, values))
        name = str(values.get("extends", ""))
    return chain


def load_faces(fonts: Path, families: set[str]) -> tuple[Face, ...]:
    """The bundled faces of these families, as `fonts.yaml` lists them."""
    listed = _yaml((fonts / "fonts.yaml").read_text("utf-8"))
    return tuple(
        Face(fonts / raw["file"], raw["family"], int(raw["weight"]), raw["style"], raw["postscript"])
        for raw in listed
        if raw["family"] in families
    )


def _check_values(theme: str, values: dict[str, Any]) -> None:
    """Every table that a theme must have is there and is a table; every colour has both sides."""
    for key in ("palette", "faces", "scale", "slots"):
        if not isinstance(values.get(key), dict):
            raise DataProblem(diagnose("L112", theme=theme, detail=f"thiếu bảng `{key}:`"))
    for name, colour in values["palette"].items():
        if not isinstance(colour, dict) or len(colour.get("cmyk", ())) != 4 or not isinstance(colour.get("srgb"), str):
            raise DataProblem(diagnose("L112", theme=theme, detail=f"màu `{name}` phải có `cmyk` (4 số) và `srgb`"))
    for key in ("grid", "margin", "measure"):
        if not isinstance(values.get(key), int | float):
            raise DataProblem(diagnose("L112", theme=theme, detail=f"`{key}:` phải là số"))


def load_theme(assets: Path, name: str, trim: Trim) -> Theme:
    """Read a theme and its chain.

    In: the folder with `templates/` and `fonts/`, the theme's name, the trim. Raises DataProblem (L101) when a
    theme of the chain is not there, (L102) when a family it asks for is not in fonts.yaml.
    """
    chain = _chain(assets / "templates", name)
    values: dict[str, Any] = {}
    for _, own in reversed(chain):
        values = merged(values, own)
    _check_values(name, values)
    families = set(values["faces"].values())
    faces = load_faces(assets / "fonts", families)
    if absent := families - {face.family for face in faces}:
        raise DataProblem(diagnose("L102", family=", ".join(sorted(absent)), theme=name))
    geometry = Geometry.of(*trim.mm, float(values["margin"]), float(values["grid"]))
    return Theme(name, tuple(folder for folder, _ in chain), values, faces, geometry)
