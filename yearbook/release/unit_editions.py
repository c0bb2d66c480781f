"""Is the edition in a unit's folder the one made for that unit? Asked of the EPUB itself, not of the lists.

Sums can be reckoned anew after two files were exchanged; what an EPUB says inside cannot be changed by moving it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from yearbook.diagnostics import Diagnostic, Spot, diagnose
from yearbook.release.folder import open_file
from yearbook.release.manifest import Manifest, UnitFile
from yearbook.release.model import EPUB_TYPE, UNITS
from yearbook.release.package import NoPackage, Package, read_package


def check_editions(root: Path, manifest: Manifest, digests: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Hold every EPUB of the manifest against what it says inside. digests: path → SHA-256 of what lies there.

    Out: D216 (the edition of another unit), D217 (another publication), D218 (no EPUB), D219 (an identifier given
    twice), D220 (in the folder of another unit), D221 (does not say for which unit it was made).
    """
    yield from _lists(manifest)
    for unit in manifest.units:
        if unit.path in digests:
            yield from _edition(root, unit, manifest, digests[unit.path])
    for offer in manifest.files:
        if offer.media == EPUB_TYPE and offer.path in digests:
            package = _package(root, offer.path)
            if isinstance(package, Diagnostic):
                yield package
            elif package.identifier != offer.identifier:
                yield _other(offer.path, package, offer.identifier)


def _lists(manifest: Manifest) -> Iterator[Diagnostic]:
    """What the manifest says of the units must tell them apart."""
    first: dict[str, UnitFile] = {}
    for unit in manifest.units:
        other = first.setdefault(unit.identifier, unit)
        if other is not unit:
            spot, told = Spot(unit.path), unit.identifier
            yield diagnose("D219", spot=spot, unit=unit.id, name=unit.name, other=other.name, identifier=told)
        if not unit.path.startswith(f"{UNITS}/{unit.id}/"):
            yield diagnose("D220", spot=Spot(unit.path), unit=unit.id, name=unit.name, folder=f"{UNITS}/{unit.id}")


def _edition(root: Path, unit: UnitFile, manifest: Manifest, found: str) -> Iterator[Diagnostic]:
    """One unit's EPUB. found: its SHA-256."""
    moved = next((u for u in manifest.units if u.sha256 == found != unit.sha256), None)
    if moved:
        yield _swapped(unit, moved.name)
        return
    package = _package(root, unit.path)
    if isinstance(package, Diagnostic):
        yield package
    elif package.identifier != unit.identifier:
        owner = next((u for u in manifest.units if u.identifier == package.identifier), None)
        yield _swapped(unit, owner.name) if owner else _other(unit.path, package, unit.identifier, unit.id)
    elif not package.audience:
        yield diagnose("D221", spot=Spot(unit.path), unit=unit.id, name=unit.name)
    elif unit.name not in package.audience:
        yield _swapped(unit, package.audience[0])


def _package(root: Path, path: str) -> Package | Diagnostic:
    try:
        with open_file(root, path) as stream:
            return read_package(stream)
    except OSError:
        reason = "không đọc được"
    except NoPackage as problem:
        reason = str(problem)
    return diagnose("D218", spot=Spot(path), reason=reason)


def _swapped(unit: UnitFile, owner: str) -> Diagnostic:
    return diagnose("D216", spot=Spot(unit.path), unit=unit.id, name=unit.name, owner=owner)


def _other(path: str, package: Package, expected: str, unit: str = "") -> Diagnostic:
    return diagnose("D217", spot=Spot(path), unit=unit, found=package.identifier, expected=expected)
