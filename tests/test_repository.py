"""What the repository promises about itself: pins, licences, faces, texts of the findings."""

import ast
import re
import sys
import tomllib
import unicodedata
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from fontTools.ttLib import TTFont
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from yearbook.diagnostics import FAMILIES, Severity, catalogue

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FACES: list[dict[str, Any]] = yaml.safe_load((ROOT / "fonts" / "fonts.yaml").read_text("utf-8"))
ELSEWHERE = {".git", ".venv", ".cache", "dist", "build", "__pycache__", "node_modules"}


def own_files() -> list[Path]:
    """Every file of the project, not what tools and builds leave behind."""
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and not any(p in ELSEWHERE or p.endswith("_cache") for p in path.relative_to(ROOT).parts)
    ]


# --- pins --------------------------------------------------------------------------------------------------


def pins(name: str) -> dict[str, str]:
    """Package → version of a pinned list, after seeing that every line is one pin with its hashes."""
    found: dict[str, str] = {}
    for line in (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines():
        words = line.split("#")[0].split()
        if not words:
            continue
        requirement = Requirement(words[0])
        assert [str(part.operator) for part in requirement.specifier] == ["=="], line
        assert requirement.url is None
        assert words[1:], f"{words[0]} has no hash"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", word) for word in words[1:]), words[0]
        found[canonicalize_name(requirement.name)] = next(iter(requirement.specifier)).version
    return found


def asked(name: str) -> list[Requirement]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    pinned = pins(f"{name}.txt")
    for requirement in asked(f"{name}.in"):
        assert pinned[canonicalize_name(requirement.name)] in requirement.specifier


def test_the_tests_run_on_the_pins_of_the_book() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()
    installed = {name: metadata.version(name) for name in pins("requirements-dev.txt")}
    assert installed == pins("requirements-dev.txt")


def test_the_wheel_asks_for_the_same_packages() -> None:
    pinned = pins("requirements.txt")
    dependencies = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    assert {r.name for r in dependencies} == {r.name for r in asked("requirements.in")}
    for dependency in dependencies:
        assert pinned[canonicalize_name(dependency.name)] in dependency.specifier


def test_every_import_of_the_product_is_declared() -> None:
    imported = set()
    for path in (ROOT / "yearbook").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                imported.add(node.module.split(".")[0])
    foreign = imported - sys.stdlib_module_names - {"yearbook"}
    providers = metadata.packages_distributions()
    declared = {canonicalize_name(requirement.name) for requirement in asked("requirements.in")}
    undeclared = {m for m in foreign if not declared & {canonicalize_name(p) for p in providers.get(m, [])}}
    assert not undeclared


def test_no_file_names_a_package_registry() -> None:
    hosts = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "deb." + "debian.org"]
    naming = re.compile("|".join(map(re.escape, hosts)).encode())
    assert [path.relative_to(ROOT).as_posix() for path in own_files() if naming.search(path.read_bytes())] == []


# --- licences ----------------------------------------------------------------------------------------------


def test_the_project_is_offered_under_the_agpl() -> None:
    """EbookLib is AGPL-3.0-or-later, so whoever imports it is offered under the same licence."""
    assert PROJECT["project"]["license"] == "AGPL-3.0-or-later"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE\n                       Version 3" in (ROOT / "LICENSE").read_text(
        "utf-8"
    )


def test_every_face_has_its_licence_beside_it() -> None:
    assert {face["file"] for face in FACES} == {path.name for path in (ROOT / "fonts").glob("*.[to]tf")}
    for face in FACES:
        text = (ROOT / "fonts" / face["licence"]).read_text("utf-8")
        assert "SIL Open Font License, Version 1.1" in text
        assert face["family"].split()[-1] in text


def test_every_colour_profile_has_its_licence_beside_it() -> None:
    profiles = [path for path in (ROOT / "profiles").iterdir() if path.suffix in {".icc", ".icm"}]
    assert profiles
    for profile in profiles:
        assert (profile.parent / f"LICENSE-{profile.stem}.txt").read_text("utf-8").strip()


def test_the_notice_names_everything_that_travels_along() -> None:
    notice = (ROOT / "NOTICE.md").read_text("utf-8")
    expected = {face["family"] for face in FACES}
    expected |= {path.name for path in (ROOT / "profiles").iterdir()}
    expected |= set(pins("requirements.txt"))
    assert {name for name in expected if name not in notice} == set()


# --- faces -------------------------------------------------------------------------------------------------


def vietnamese_letters() -> list[str]:
    """The 134 letters that Vietnamese adds to A–Z and a–z: 12 vowels × 6 tones and đ, less the 6 plain vowels."""
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    small = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones] + ["đ"]
    return [letter for pair in ((s, s.upper()) for s in small if not s.isascii()) for letter in pair]


def test_there_are_134_vietnamese_letters() -> None:
    letters = vietnamese_letters()
    assert len(letters) == len(set(letters)) == 134
    assert all(len(letter) == 1 for letter in letters)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face["file"])
def test_face_is_what_fonts_yaml_says_and_covers_vietnamese(face: dict[str, Any]) -> None:
    with TTFont(ROOT / "fonts" / face["file"]) as font:
        name, os2, characters = font["name"], font["OS/2"], font.getBestCmap()
    assert face["postscript"] == name.getDebugName(6)
    assert face["family"] == (name.getDebugName(16) or name.getDebugName(1))
    assert face["weight"] == os2.usWeightClass
    assert face["style"] == ("italic" if os2.fsSelection & 1 else "normal")
    assert os2.fsType == 0, "the face must be free to embed"
    combining = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
    signs = "«»“”‘’–—…•×₫½°"
    assert [c for c in [*vietnamese_letters(), *combining, *signs] if ord(c) not in characters] == []


def test_line_heights_of_the_faces_are_measured_values() -> None:
    """Measured: the smallest line-height at which stacked marks do not touch (1.26 and 1.47 are the largest)."""
    largest: dict[str, float] = {}
    for face in FACES:
        largest[face["family"]] = max(largest.get(face["family"], 0), face["min_line_height"])
    assert largest == {"Source Serif 4": 1.26, "Be Vietnam Pro": 1.47}


# --- findings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
def test_codes_of_a_family_are_unique_and_in_order(family: str) -> None:
    """YAML readers lose a repeated key in silence, so the file's own lines are looked at."""
    path = ROOT / "yearbook" / "diagnostics" / "catalogue" / f"{family}.yaml"
    codes = re.findall(r"^([^\s#:]+):", path.read_text("utf-8"), re.MULTILINE)
    assert codes
    assert codes == sorted(set(codes))
    assert [code for code in codes if not re.fullmatch(family + r"\d{3}", code)] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_findings_say_what_why_and_how_to_mend(family: str) -> None:
    for code, entry in catalogue().items():
        if not code.startswith(family):
            continue
        assert entry.title.strip(), code
        assert entry.message.strip(), code
        assert entry.explain.strip(), code
        assert entry.hint.strip() or entry.severity is Severity.INFO, code
        assert "\n" not in entry.message.strip(), f"{code}: a message is one line"
        for text in (entry.title, entry.message, entry.hint, entry.explain):
            assert unicodedata.is_normalized("NFC", text), code


def test_the_reference_of_codes_is_what_the_catalogue_says() -> None:
    """After a change of the catalogue: `make reference`."""
    from tools.reference import PAGE, page

    assert PAGE.read_text("utf-8") == page()
