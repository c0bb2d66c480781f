"""Thresholds of a preflight, as a YAML file a printing house can be asked for: bundled ones by name, others by path.

A file says only what differs from `sheetfed-coated.yaml`.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from yearbook.diagnostics import Diagnostic, Outcome, Severity, catalogue, diagnose, entry_of
from yearbook.records import nearest
from yearbook.records.forms import read_form
from yearbook.records.layout import shown_name
from yearbook.records.values import Int, Number, Part

DEFAULT = "sheetfed-coated"
NOUN = "ngưỡng kiểm tra"
_FOLDER = files("yearbook.preflight") / "profiles"


class ImagePpi(Part):
    """Effective resolution at the placed size, in pixels per inch."""

    warn: Annotated[Number, Field(ge=0, le=5000)] = Field(title="cảnh báo khi dưới (ppi)")
    error: Annotated[Number, Field(ge=0, le=5000)] = Field(title="lỗi khi dưới (ppi)")
    line_art: Annotated[Number, Field(ge=0, le=5000)] = Field(title="ảnh một bit (ppi)")


class TextPt(Part):
    """Sizes in pt under which text must be in one ink, and under which reversed text fills up."""

    several_inks: Annotated[Number, Field(ge=0, le=100)] = Field(title="cỡ chữ nhiều mực nhỏ nhất (pt)")
    reversed: Annotated[Number, Field(ge=0, le=100)] = Field(title="cỡ chữ trắng nhỏ nhất (pt)")


class Ink(Part):
    """limit: total area coverage in %; area_mm2: smaller spots over the limit do not count; ppi: of the measuring."""

    limit: Annotated[Number, Field(ge=100, le=400)] = Field(title="tổng lượng mực (%)")
    area_mm2: Annotated[Number, Field(ge=0, le=10_000)] = Field(title="vùng bỏ qua (mm²)")
    ppi: Annotated[Int, Field(ge=36, le=300)] = Field(title="độ phân giải khi đo (ppi)")


def _known(code: str) -> str:
    if entry_of(code) is None:
        near = nearest(code, list(catalogue()))
        raise ValueError(f"không có mã này{f'; có phải `{near}`?' if near else ''}")
    return code


Code = Annotated[str, AfterValidator(_known)]
Weight = Literal["error", "warning", "info", "off"]


class PreflightProfile(Part):
    """What a printing house accepts; lengths in mm or pt as the names say."""

    label: str = Field(min_length=1, max_length=200, title="tên bộ ngưỡng")
    standards: tuple[Literal["x-4", "x-1a"], ...] = Field(title="chuẩn PDF/X được nhận")
    bleed_mm: Annotated[Number, Field(ge=0, le=20)] = Field(title="tràn lề (mm)")
    page_multiple: Annotated[Int, Field(ge=1, le=64)] = Field(title="bội số trang")
    image_ppi: ImagePpi = Field(title="độ phân giải ảnh")
    hairline_pt: Annotated[Number, Field(ge=0, le=5)] = Field(title="nét mảnh nhất (pt)")
    text_pt: TextPt = Field(title="cỡ chữ")
    spot_colours: Annotated[Int, Field(ge=0, le=8)] = Field(title="số màu pha")
    ink: Ink = Field(title="mực")
    severity: dict[Code, Weight] = Field(title="mức của từng mã")

    def weigh(self, finding: Diagnostic) -> Diagnostic | None:
        """The finding as this profile weighs it; None when it is switched off."""
        wanted = self.severity.get(finding.code)
        if wanted == "off":
            return None
        return replace(finding, severity=Severity(wanted)) if wanted else finding


@cache
def bundled() -> tuple[str, ...]:
    """Names of the profiles that come with the program."""
    return tuple(sorted(item.name.removesuffix(".yaml") for item in _FOLDER.iterdir() if item.name.endswith(".yaml")))


def default_profile() -> PreflightProfile:
    """The thresholds for a book whose printer named none."""
    return _bundled(DEFAULT)


def load_profile(name: str, folder: Path | None = None) -> Outcome[PreflightProfile | None]:
    """A bundled profile by name, or a YAML file (`folder / name` when a folder is given, by its path otherwise).

    P290 without a place when there is no such file in the folder; faults of the file at their lines.
    """
    if name in bundled():
        return Outcome(_bundled(name))
    folder = Path(os.path.abspath(folder)) if folder else None  # noqa: PTH100 - a link is not followed
    path = folder / name if folder else Path(name)
    if not path.is_file() or (folder and path.resolve().parent != folder.resolve()):
        return Outcome(None, (diagnose("P290", profile=Path(name).name, known=", ".join(bundled())),))
    shown = shown_name(f"{folder.parent.name}/{folder.name}/{name}" if folder else path.as_posix())
    return read_form(path, shown, PreflightProfile, NOUN, _bundled(DEFAULT).model_dump())


@cache
def _bundled(name: str) -> PreflightProfile:
    base: dict[str, Any] = {} if name == DEFAULT else _bundled(DEFAULT).model_dump()
    with as_file(_FOLDER / f"{name}.yaml") as path:
        read = read_form(path, path.name, PreflightProfile, NOUN, base)
    if read.value is None:
        raise RuntimeError(f"{path.name}: {read.diagnostics[0].message}")  # a fault of the package, not of the data
    return read.value
