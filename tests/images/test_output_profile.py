"""The colour profile of the printing condition: found beside the records first, believed by its header only."""

from __future__ import annotations

from pathlib import Path

import pytest

from yearbook.context import asset_root
from yearbook.diagnostics import Span
from yearbook.images import CMYK_PROFILE, output_profile

PLACE = Span("data/yearbook.yaml", 80, 12)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data" / "profiles").mkdir(parents=True)
    return tmp_path / "data"


def refused(data: Path, name: str) -> tuple[str, str, Span | None]:
    outcome = output_profile(asset_root(), data, name, None, PLACE)
    assert outcome.value is None
    [finding] = outcome.diagnostics
    return finding.code, finding.message, finding.span


def test_the_bundled_profile_stands_for_fogra39(data: Path) -> None:
    found = output_profile(asset_root(), data, CMYK_PROFILE).value
    assert found is not None
    assert (found.path, found.condition) == (asset_root() / "profiles" / CMYK_PROFILE, "FOGRA39")


def test_a_book_without_profiles_of_its_own_needs_no_folder(tmp_path: Path) -> None:
    assert output_profile(asset_root(), tmp_path, CMYK_PROFILE).value is not None


def test_the_printers_own_profile_comes_first_and_names_its_condition(data: Path, fogra39: Path) -> None:
    own = data / "profiles" / "Nhà in A.icc"
    own.write_bytes(fogra39.read_bytes())
    found = output_profile(asset_root(), data, "Nhà in A.icc", "FOGRA51").value
    assert found is not None
    assert (found.path, found.condition) == (own, "FOGRA51")
    unnamed = output_profile(asset_root(), data, "Nhà in A.icc").value
    assert unnamed is not None
    assert unnamed.condition == ""


def test_a_profile_that_is_not_there(data: Path) -> None:
    assert refused(data, "PSO Coated v3.icc") == ("S204", "không đọc được hồ sơ màu «PSO Coated v3.icc»", PLACE)


@pytest.mark.parametrize(
    "at",
    [slice(12, 16), slice(16, 20), slice(36, 40)],
    ids=["no printer's profile", "not CMYK", "no profile at all"],
)
def test_a_file_that_is_no_cmyk_printer_profile(data: Path, fogra39: Path, at: slice) -> None:
    spoilt = bytearray(fogra39.read_bytes())
    spoilt[at] = b"RGB "
    (data / "profiles" / "x.icc").write_bytes(spoilt)
    assert refused(data, "x.icc")[0] == "S204"


def test_a_bad_file_beside_the_records_does_not_fall_back_to_the_bundled_one(data: Path) -> None:
    """Whoever laid a file there wanted it used: another one in its place would print other colours in silence."""
    (data / "profiles" / CMYK_PROFILE).write_bytes(b"")
    assert refused(data, CMYK_PROFILE)[0] == "S204"


def test_a_profile_of_nine_megabytes_is_not_read(data: Path, fogra39: Path) -> None:
    with (data / "profiles" / "x.icc").open("wb") as stream:
        stream.write(fogra39.read_bytes())
        stream.truncate(9 * 1024 * 1024)
    assert refused(data, "x.icc")[0] == "S204"


def test_a_link_that_leaves_the_folder_is_refused(data: Path, fogra39: Path) -> None:
    outside = data.parent / "ngoai.icc"
    outside.write_bytes(fogra39.read_bytes())
    (data / "profiles" / "x.icc").symlink_to(outside)
    assert refused(data, "x.icc")[0] == "S204"
