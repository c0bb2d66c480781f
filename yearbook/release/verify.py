"""A release re-checked, as it stands in its folder: the seal, every file, every unit's edition. Each fault is named.

Nothing of the folder is believed because it says so: who may say it is decided by the key the reader already has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from yearbook.diagnostics import DataProblem, Diagnostic, Outcome, Spot, diagnose
from yearbook.release.folder import Listing, digest, list_folder, read_limited
from yearbook.release.manifest import MAX_BYTES as MAX_MANIFEST
from yearbook.release.manifest import Manifest, parse_manifest
from yearbook.release.minisign import MAX_BYTES as MAX_KEY
from yearbook.release.minisign import PublicKey, is_good, parse_public_key, parse_signature
from yearbook.release.model import MANIFEST, PUBLIC_KEY, SIGNATURE, SUMS
from yearbook.release.sums import MAX_BYTES as MAX_SUMS
from yearbook.release.sums import parse_sums
from yearbook.release.unit_editions import check_editions
from yearbook.values import dataclass

_UNREADABLE = "không đọc được, hoặc lớn quá mức"


@dataclass(frozen=True)
class Verified:
    """What was looked at. key: the one the seal was held against; comment: its signed line, empty when it is not good.

    manifest: None when there is none to be read; files: how many lie in the folder.
    """

    files: int
    manifest: Manifest | None
    key: PublicKey | None
    comment: str


def verify(folder: Path, key: PublicKey | None) -> Outcome[Verified | None]:
    """Re-check the release in `folder` against `key`, the one the reader already has (None: there is none).

    Out: findings D2xx, none of them an error for a sound release; the value is None only when nothing could be looked
    at. Never raises for what lies in the folder, never reads outside it, follows no link in it. The one thing nobody
    vouches for is the untrusted comment of the signature, which minisign lets anybody change.
    """
    try:
        listing = list_folder(folder)
    except DataProblem as problem:
        return Outcome(None, (problem.diagnostic,))
    findings = [diagnose("D212", spot=Spot(path)) for path in listing.odd]
    seal = _Seal(folder, listing)
    seal.check(key)
    digests, unread = _digests(folder, listing)
    manifest = seal.manifest()
    findings += [*seal.findings, *unread]
    if seal.sums is not None:
        findings += _held_against(digests, seal.sums, listing)
        if manifest:
            findings += _agreement(manifest, seal.sums)
    if manifest:
        findings += check_editions(folder, manifest, digests)
    return Outcome(Verified(len(listing.files), manifest, seal.key, seal.comment), tuple(findings))


class _Seal:
    """The files that vouch for the others, read one by one; what is wrong with them gathers in `findings`."""

    def __init__(self, root: Path, listing: Listing) -> None:
        self._root, self._listing = root, listing
        self.findings: list[Diagnostic] = []
        self.sums: dict[str, str] | None = None
        self.key: PublicKey | None = None
        self.comment = ""

    def check(self, key: PublicKey | None) -> None:
        """Read the sums, choose the key, judge the signature."""
        data = self._read(SUMS, MAX_SUMS)
        if data is not None:
            parsed = parse_sums(data)
            self.sums = parsed.value
            self.findings += parsed.diagnostics
        self._choose(key)
        written = self._read(SIGNATURE, MAX_KEY)
        if data is None or written is None or self.key is None:
            return
        try:
            signature = parse_signature(written, SIGNATURE)
        except DataProblem as problem:
            self.findings.append(replace(problem.diagnostic, spot=Spot(SIGNATURE)))
            return
        if signature.number != self.key.number:
            self.findings.append(diagnose("D204", spot=Spot(SIGNATURE), found=signature.key_id, key=self.key.id))
        elif is_good(signature, data, self.key):
            self.comment = signature.trusted_comment
        else:
            self.findings.append(diagnose("D203", spot=Spot(SIGNATURE), key=self.key.id))

    def manifest(self) -> Manifest | None:
        data = self._read(MANIFEST, MAX_MANIFEST)
        if data is None:
            return None
        try:
            return parse_manifest(data)
        except DataProblem as problem:
            self.findings.append(problem.diagnostic)
            return None

    def _choose(self, key: PublicKey | None) -> None:
        """The reader's key; without one the key that lies in the folder, which proves nothing about who sealed it."""
        enclosed = self._enclosed()
        self.key = key or enclosed
        if self.key is None:
            self.findings.append(diagnose("D206", spot=Spot(SIGNATURE)))
        elif key is None:
            self.findings.append(diagnose("D205", spot=Spot(PUBLIC_KEY), key=self.key.id))
        elif enclosed and enclosed != key:
            self.findings.append(diagnose("D207", spot=Spot(PUBLIC_KEY), found=enclosed.id, key=key.id))

    def _enclosed(self) -> PublicKey | None:
        data = self._read(PUBLIC_KEY, MAX_KEY)
        if data is None:
            return None
        try:
            return parse_public_key(data, PUBLIC_KEY)
        except DataProblem as problem:
            self.findings.append(replace(problem.diagnostic, spot=Spot(PUBLIC_KEY)))
            return None

    def _read(self, path: str, limit: int) -> bytes | None:
        """The bytes of a file that every release has; a finding when they cannot be had."""
        if path not in self._listing.files:
            self.findings.append(diagnose("D202", spot=Spot(path)))
            return None
        try:
            data = read_limited(self._root, path, limit)
        except OSError:
            data = None
        if data is None:
            self.findings.append(diagnose("D218", spot=Spot(path), reason=_UNREADABLE))
        return data


def _digests(root: Path, listing: Listing) -> tuple[dict[str, str], list[Diagnostic]]:
    """Path → SHA-256 of what lies there, and a finding for each file that cannot be read."""
    found: dict[str, str] = {}
    unread: list[Diagnostic] = []
    for path in listing.files:
        try:
            found[path] = digest(root, path)
        except OSError:
            unread.append(diagnose("D218", spot=Spot(path), reason=_UNREADABLE))
    return found, unread


def _held_against(digests: Mapping[str, str], sums: Mapping[str, str], listing: Listing) -> Iterator[Diagnostic]:
    """Every file against the list: changed, missing, one too many."""
    for path, expected in sums.items():
        if path in digests and digests[path] != expected:
            yield diagnose("D209", spot=Spot(path), expected=expected[:12], found=digests[path][:12])
        elif path not in listing.files and path not in (MANIFEST, PUBLIC_KEY):  # their absence is told already
            yield diagnose("D210", spot=Spot(path))
    for path in listing.files:
        if path not in sums and path not in (SUMS, SIGNATURE):
            yield diagnose("D211", spot=Spot(path))


def _agreement(manifest: Manifest, sums: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The two lists of the folder against each other: both are sealed, so they must say the same."""
    told = {offer.path: offer.sha256 for offer in manifest.files} | {u.path: u.sha256 for u in manifest.units}
    for path, expected in told.items():
        if path not in sums:
            yield diagnose("D215", spot=Spot(path), reason="manifest.json kể tệp này, SHA256SUMS thì không")
        elif sums[path] != expected:
            yield diagnose("D215", spot=Spot(path), reason="hai tệp ghi hai mã SHA-256 khác nhau")
    for unit in manifest.units:
        if unit.letter not in sums:
            yield diagnose("D215", spot=Spot(unit.letter), reason="manifest.json kể tệp này, SHA256SUMS thì không")
    for path in sums:
        if path.lower().endswith(".epub") and path not in told:
            yield diagnose("D215", spot=Spot(path), reason="SHA256SUMS kể tệp này, manifest.json thì không")
