"""A book whose photos are made on a Dask cluster is the book that is made here, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from built import ROOT
from small_folder import write_book


def built(place: Path, *options: str) -> dict[str, bytes]:
    """The files of the small book, built in `place` with relative folders, as an editor would."""
    command = [sys.executable, str(ROOT / "build_yearbook.py"), "build", "--edition", "screen", "--jobs", "2", *options]
    done = subprocess.run(
        command,
        cwd=place,
        env={**os.environ, "YEARBOOK_CACHE": "cache"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return {path.name: path.read_bytes() for path in (place / "dist").iterdir() if not path.name.startswith(".")}


def kept(place: Path) -> dict[str, bytes]:
    """The photos in the cache, by their names there."""
    return {path.name: path.read_bytes() for path in (place / "cache" / "objects").rglob("?" * 64)}


def loaded(module: str) -> bool:
    return module in sys.modules


@pytest.mark.slow
def test_the_same_bytes_on_a_cluster(tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    here, there, elsewhere = (tmp_path / name for name in ("here", "there", "elsewhere"))
    for place in (here, there):
        write_book(place / "data", photos=True)
    elsewhere.mkdir()
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        client.run(os.chdir, elsewhere)  # machines of a cluster do not stand in our folder
        there_files = built(there, "--executor", f"dask:{cluster.scheduler_address}")
        assert any(client.run(loaded, "yearbook.images.derive").values()), "photos were made on the cluster"
    assert there_files == built(here)
    assert kept(there) == kept(here)
    assert len(kept(here)) >= 2
    assert list(elsewhere.iterdir()) == []
