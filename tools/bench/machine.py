"""The machine and the versions that figures belong to."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib import metadata
from pathlib import Path

import yearbook
from tools.big_book import ROOT
from yearbook.vietnamese import format_number


def machine() -> dict[str, str]:
    """What a reader must know to compare: label → value."""
    versions = {name: metadata.version(name) for name in ("weasyprint", "typst", "pillow", "pikepdf")}
    return {
        "bộ xử lý": f"{_first('/proc/cpuinfo', 'model name')}, {len(os.sched_getaffinity(0))} nhân",
        "bộ nhớ": f"{int(_first('/proc/meminfo', 'MemTotal').split()[0]) / 1024**2:.0f} GiB",
        "hệ điều hành": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "thư viện": ", ".join(f"{name} {version}" for name, version in versions.items()),
        "tải lúc bắt đầu": f"{format_number(round(os.getloadavg()[0], 1), 1)} việc chờ bộ xử lý",
        "yearbook": f"{yearbook.__version__}, {_commit()}",
    }


def _first(file: str, key: str) -> str:
    for line in Path(file).read_text("utf-8").splitlines():
        if line.startswith(key):
            return line.partition(":")[2].strip()
    return "?"


def _commit() -> str:
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or "?"
