"""The plates of a page as Ghostscript makes them: what the press will print, ink by ink."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

INKS = ("Cyan", "Magenta", "Yellow", "Black")


def plates(pdf: Path, folder: Path, page: int = 1, ppi: int = 100) -> dict[str, NDArray[np.float64]]:
    """Ink → its plate, height × width, 0 (paper) to 1 (solid). Ghostscript must not say a word."""
    command = ["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", f"-r{ppi}"]
    command += [f"-dFirstPage={page}", f"-dLastPage={page}", f"-sOutputFile={folder}/p%d.tif", str(pdf)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    said = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("%%SeparationName")]
    assert (done.returncode, said) == (0, [])
    found = {}
    for path in folder.glob("p1(*).tif"):
        with Image.open(path) as image:
            found[path.name[3:-5]] = 1 - np.asarray(image.convert("L"), dtype=np.float64) / 255
    return found
