"""The CMYK profile of the printing condition: the bundled one, or the printer's own beside the records."""

from __future__ import annotations

from pathlib import Path

from yearbook.diagnostics import DataProblem, Outcome, Span, diagnose
from yearbook.images.colour import MAX_ICC, profile_name
from yearbook.images.find import PhotoFolder
from yearbook.values import dataclass

CMYK_PROFILE = "ISOcoated_v2_300_bas.icc"  # FOGRA39, total ink 300 %
CONDITIONS = {CMYK_PROFILE: "FOGRA39"}  # bundled profile → name in the ICC characterisation registry


@dataclass(frozen=True)
class OutputProfile:
    """A usable CMYK output profile: its file, its own name, and the printing condition it stands for in the ICC
    characterisation registry (empty when nobody named it)."""

    path: Path
    description: str
    condition: str


def output_profile(
    assets: Path, data: Path, name: str, condition: str | None = None, span: Span | None = None
) -> Outcome[OutputProfile | None]:
    """Find the profile `name` in `data/profiles/`, else in the program's `profiles/`.

    The value is None with S204 when there is none, or when it is no CMYK output profile (ISO 15076-1, 7.2).
    """
    own, bundled = data / "profiles", assets / "profiles"
    for folder in (own, bundled):
        try:
            path = PhotoFolder(folder).find(name)
        except DataProblem:
            continue
        if is_cmyk_profile(path) and (description := profile_name(path.read_bytes())):
            return Outcome(OutputProfile(path, description, condition or CONDITIONS.get(name, "")))
        break
    return Outcome(None, (diagnose("S204", span, path=name),))


def is_cmyk_profile(path: Path) -> bool:
    """Whether a file is an ICC profile of a CMYK printer, by its header; never larger than 8 MB."""
    try:
        if path.stat().st_size > MAX_ICC:
            return False
        with path.open("rb") as stream:
            header = stream.read(128)
    except OSError:
        return False
    return header[36:40] == b"acsp" and header[16:20] == b"CMYK" and header[12:16] == b"prtr"
