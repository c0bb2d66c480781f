"""The only door to paths, the clock and the settings of a run.

The date of a build is fixed here, so that two builds of the same input give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, field
from pathlib import Path

from yearbook import __version__

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
    date: dt.date = field(default_factory=clock_date)
    final: bool = False
    only: frozenset[str] = frozenset()
    jobs: int = 2
    impose: str = ""  # a scheme of `yearbook.pdf.imposition`: the interior on press sheets as well
    version: str = __version__

    @property
    def photos(self) -> Path:
        return self.data / "photos"
