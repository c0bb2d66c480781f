"""Thresholds of a preflight, as a YAML file a printing house can be asked for: bundled ones by name, others by path.

A file says only what differs from `sheetfed-coated.yaml`.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from yearbook.diagnostics import DataProblem, Diagnostic, Severity, diagnose

DEFAULT = "sheetfed-coated"
MAX_BYTES = 64 * 1024
_FOLDER = files("yearbook.preflight") / "profiles"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ImagePpi(_Part):
    """Effective resolution at the placed size, in pixels per inch."""

    warn: Annotated[float, Field(ge=0, le=5000)]
    error: Annotated[float, Field(ge=0, le=5000)]
    line_art: Annotated[float, Field(ge=0, le=5000)]


class TextPt(_Part):
    """Sizes in pt under which text must be in one ink, and under which reversed text fills up."""

    several_inks: Annotated[float, Field(ge=0, le=100)]
    reversed: Annotated[float, Field(ge=0, le=100)]


class Ink(_Part):
    """limit: total area coverage in %; area_mm2: smaller spots over the limit do not count; ppi: of the measuring."""

    limit: Annotated[float, Field(ge=100, le=400)]
    area_mm2: Annotated[float, Field(ge=0, le=10_000)]
    ppi: Annotated[int, Field(ge=36, le=300)]


def _weight(value: object) -> object:
    """YAML 1.1 reads a bare `off` as false."""
    return "off" if value is False else value


Weight = Annotated[Literal["error", "warning", "info", "off"], BeforeValidator(_weight)]


class PreflightProfile(_Part):
    """What a printing house accepts; lengths in mm or pt as the names say."""

    label: str
    standards: tuple[Literal["x-4", "x-1a"], ...]
    bleed_mm: Annotated[float, Field(ge=0, le=20)]
    page_multiple: Annotated[int, Field(ge=1, le=64)]
    image_ppi: ImagePpi
    hairline_pt: Annotated[float, Field(ge=0, le=5)]
    text_pt: TextPt
    spot_colours: Annotated[int, Field(ge=0, le=8)]
    ink: Ink
    severity: dict[str, Weight]

    def weigh(self, finding: Diagnostic) -> Diagnostic | None:
        """The finding as this profile weighs it; None when it is switched off."""
        wanted = self.severity.get(finding.code)
        if wanted == "off":
            return None
        return replace(finding, severity=Severity(wanted)) if wanted else finding


def bundled() -> tuple[str, ...]:
    """Names of the profiles that come with the program."""
    return tuple(sorted(item.name.removesuffix(".yaml") for item in _FOLDER.iterdir() if item.name.endswith(".yaml")))


def load_profile(name: str | Path = DEFAULT, folder: Path | None = None) -> PreflightProfile:
    """A bundled profile by name, or a YAML file (`folder / name` when a folder is given).

    Raises DataProblem P290 when there is no such profile or it does not fit the form.
    """
    values = _read_bundled(DEFAULT)
    file = folder / name if folder else Path(name)
    own = _read_bundled(str(name)) if str(name) in bundled() else _read_file(file)
    try:
        return PreflightProfile.model_validate(_merged(values, own))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise DataProblem(diagnose("P290", profile=str(name), detail=f"khóa `{place}` không đúng dạng")) from None


def _read_bundled(name: str) -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8"))
    return values


def _read_file(path: Path) -> dict[str, Any]:
    def refused(detail: str) -> DataProblem:
        known = ", ".join(bundled())
        return DataProblem(diagnose("P290", profile=path.name, detail=f"{detail}; có sẵn: {known}"))

    try:
        if not path.is_file():
            raise refused("không có tệp này")
        if path.stat().st_size > MAX_BYTES:
            raise refused("tệp quá lớn")
        values = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError):
        raise refused("không đọc được, hoặc sai cú pháp YAML") from None
    if not isinstance(values, dict):
        raise refused("tệp phải là các dòng `khóa: giá trị`")
    return values


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in over.items():
        old = result.get(key)
        result[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return result
