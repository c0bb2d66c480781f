"""The only door to paths, the clock and the settings of a run.

The date of a build is fixed here, so that two builds of the same input give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import field
from pathlib import Path

from yearbook import __version__
from yearbook.diagnostics import DataProblem, diagnose
from yearbook.values import dataclass

CACHE_LIMIT = "YEARBOOK_CACHE_LIMIT"
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}  # as file managers count
PACKAGE = Path(__file__).resolve().parent


def asset_root() -> Path:
    """The folder that holds `templates/`, `fonts/` and `profiles/`: inside an installed package, or the checkout."""
    installed = PACKAGE / "_assets"
    return installed if installed.is_dir() else PACKAGE.parent


def default_cache() -> Path:
    """`$YEARBOOK_CACHE`, else the user's cache folder."""
    if configured := os.environ.get("YEARBOOK_CACHE"):
        return Path(configured)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "yearbook"


def default_cache_limit() -> int:
    """How many bytes the cache may keep: `$YEARBOOK_CACHE_LIMIT` («500M», «1,5G»), else 2 GB. Raises DataProblem
    S109."""
    told = os.environ.get(CACHE_LIMIT, "").strip() or "2G"
    match = re.fullmatch(r"(\d{1,9}(?:[.,]\d{1,3})?)\s*([KMGT]?)B?", told, re.IGNORECASE | re.ASCII)
    if match is None:
        raise DataProblem(diagnose("S109", value=told, variable=CACHE_LIMIT))
    return int(float(match[1].replace(",", ".")) * _UNITS[match[2].upper()])


def default_key() -> Path:
    """`$YEARBOOK_KEY`, else `yearbook/release.key` in the user's configuration folder (XDG Base Directory 0.8)."""
    if configured := os.environ.get("YEARBOOK_KEY"):
        return Path(configured)
    base = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA")
    return (Path(base) if base else Path.home() / ".config") / "yearbook" / "release.key"


def clock_now() -> dt.datetime:
    """The moment, in UTC to the second: of `SOURCE_DATE_EPOCH` (reproducible-builds.org) when it is set."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def clock_date() -> dt.date:
    """Today, or the day of `SOURCE_DATE_EPOCH`: used when the book names no date."""
    return clock_now().date()


@dataclass(frozen=True)
class BuildContext:
    """What a run is told from outside."""

    data: Path
    out: Path
    assets: Path = field(default_factory=asset_root)
    cache: Path = field(default_factory=default_cache)
    cache_limit: int = field(default_factory=default_cache_limit)  # bytes
    date: dt.date = field(default_factory=clock_date)
    final: bool = False
    only: frozenset[str] = frozenset()
    jobs: int = 2
    impose: str = ""  # a scheme of `yearbook.pdf.imposition`: the interior on press sheets as well
    executor: str = ""  # where tasks run, an address of `yearbook.workers.executor`: "" on this machine
    version: str = __version__

    @property
    def photos(self) -> Path:
        return self.data / "photos"
