"""Ghostscript: pages as ink, and as thumbnails. The only place that runs `gs`.

Measured with Ghostscript 10.00, each by a test: DeviceCMYK comes back exact to one step of 255 with
`pamcmyk32`, whose pages tell their own size; overprint is honoured, and spot inks add up, with
`-dOverprint=/simulate`. `-dUseFastColor` must stay off, it loses overprint on pages without transparency.
`-dMaxBitmap` keeps a page in one piece, which is four times as fast as bands.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Generic, TypeVar

from yearbook.values import dataclass
from yearbook.vietnamese import format_measure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")

PROCESSES = 2
PAGES_EACH = 8  # fewer pages are not worth a second process
THUMBNAIL_BYTES = 2_000_000  # a larger one is that of no page of a book
PAGE_BYTES = 256 * 1024 * 1024  # an A1 sheet at 200 ppi in four inks; larger pages are refused
MEMORY_KB = 2 * 1024 * 1024
SECONDS = 60.0
SECONDS_PAGE = 2.0
_SAFE = ("-dSAFER", "-dNOPAUSE", "-dBATCH", "-dQUIET", "-sstdout=%stderr", f"-K{MEMORY_KB}", "-dOverprint=/simulate")
_NAMES = ("gs", "gswin64c", "gswin32c")
_HEADER_LINES = 12


@dataclass(frozen=True)
class Raster:
    """One page as ink: `inks` is height × width × 4 (C, M, Y, K), 255 is full; the media box as it is displayed."""

    page: int
    inks: NDArray[np.uint8]


@dataclass(frozen=True)
class Drawn(Generic[T]):
    """What the pages came to, in order; `trouble` says in Vietnamese why the rest is missing, empty for none."""

    values: tuple[T, ...]
    trouble: str = ""


class _Broken(Exception):
    """The stream of pages ended where it should not; the text is Vietnamese."""


def find_ghostscript() -> str | None:
    """The absolute path of the program, None when it is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return str(Path(found).absolute()) if found else None


def ghostscript_version() -> str:
    """As the program tells it, with its place; empty without it."""
    program = find_ghostscript()
    return _version(program) if program else ""


@cache
def _version(program: str) -> str:
    told = subprocess.run([program, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS)
    return f"{program} {told.stdout.decode('ascii', 'replace').strip()}"


def draw_inks(
    path: Path,
    pages: int,
    ppi: int,
    work: Callable[[Raster], T],
    *,
    only: Sequence[int] | None = None,
    timeout: float | None = None,
) -> Drawn[T]:
    """Draw all `pages` of a PDF (or `only` some) in CMYK, give each to `work`, in threads; two processes share them.

    Needs Ghostscript (ask `find_ghostscript`). `timeout` in seconds holds for each process; it grows with the pages.
    """
    wanted = list(range(1, pages + 1)) if only is None else sorted(only)
    if not wanted:
        return Drawn((), _refusal(path))
    most = min(PROCESSES, os.cpu_count() or 1)
    parts = max(1, min(most, len(wanted) // PAGES_EACH))
    bounds = [len(wanted) * part // parts for part in range(parts + 1)]
    seconds = timeout or SECONDS + SECONDS_PAGE * pages / max(1, min(most, pages // PAGES_EACH))

    def share(start: int, end: int) -> Drawn[T]:
        done: list[T] = []
        try:
            for raster in _rasters(path, wanted[start:end], ppi, seconds):
                done.append(work(raster))  # what is done stays when the stream breaks
        except _Broken as broken:
            return Drawn(tuple(done), str(broken))
        return Drawn(tuple(done))

    with ThreadPoolExecutor(parts) as pool:
        shares = list(pool.map(share, bounds[:-1], bounds[1:]))
    values = tuple(value for each in shares for value in each.values)
    return Drawn(values, next((each.trouble for each in shares if each.trouble), ""))


def draw_thumbnails(path: Path, pages: Sequence[int], ppi: int, *, timeout: float | None = None) -> dict[int, bytes]:
    """JPEGs of these pages by number, the media box as it is displayed; a page that cannot be drawn is left out."""
    wanted = sorted(set(pages))
    seconds = timeout or SECONDS + SECONDS_PAGE * len(wanted)
    shares = [part for start in range(PROCESSES) if (part := wanted[start::PROCESSES])]
    found: dict[int, bytes] = {}
    if find_ghostscript() is None:
        return found
    with tempfile.TemporaryDirectory(prefix="yearbook-") as folder:

        def share(number: int) -> None:
            with suppress(_Broken):
                _thumbnails(path, shares[number], ppi, seconds, Path(folder), f"{number}-")

        with ThreadPoolExecutor(PROCESSES) as pool:
            list(pool.map(share, range(len(shares))))
        for number, part in enumerate(shares):
            for position, page in enumerate(part, 1):
                file = Path(folder) / f"{number}-{position}.jpg"
                if file.is_file() and 0 < file.stat().st_size <= THUMBNAIL_BYTES:
                    found[page] = file.read_bytes()
    return dict(sorted(found.items()))


def _thumbnails(path: Path, pages: Sequence[int], ppi: int, seconds: float, folder: Path, prefix: str) -> None:
    options = (
        "-sDEVICE=jpeg",
        "-dJPEGQ=80",
        "-dTextAlphaBits=4",
        "-dGraphicsAlphaBits=4",
        f"-sPageList={','.join(map(str, pages))}",
        f"-sOutputFile={folder / prefix}%d.jpg",
    )
    with _running(path, ppi, options, seconds) as process:
        process.wait()


@contextmanager
def _running(path: Path, ppi: int, options: Sequence[str], seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    """gs at work on a file, killed after `seconds` or when the block is left early."""
    program = find_ghostscript()
    if program is None:
        raise _Broken("máy này không có Ghostscript")
    if refusal := _refusal(path):
        raise _Broken(refusal)
    environment = {key: value for key, value in os.environ.items() if key != "GS_OPTIONS"}
    process = subprocess.Popen(
        [program, *_SAFE, f"-r{ppi}", f"-dMaxBitmap={PAGE_BYTES}", *options, str(path.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    clock = threading.Timer(seconds, process.kill)
    clock.start()
    try:
        yield process
    finally:
        clock.cancel()
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _refusal(path: Path) -> str:
    """Why a file is not given to Ghostscript, empty for one that is."""
    with path.open("rb") as file:
        if file.read(5) != b"%PDF-":  # with another beginning gs takes the file for a PostScript program and runs it
            return "tệp không bắt đầu bằng %PDF-"
    return ""


def _rasters(path: Path, pages: Sequence[int], ppi: int, seconds: float) -> Iterator[Raster]:
    """These pages, in order; raises _Broken when there are fewer."""
    options = ("-sDEVICE=pamcmyk32", "-sOutputFile=-", f"-sPageList={','.join(map(str, pages))}")
    with _running(path, ppi, options, seconds) as process:
        assert process.stdout is not None
        for page in pages:
            inks = _read_pam(process.stdout, page)
            if inks is None:
                reason = "không đọc được trang"
                if process.wait() < 0:
                    reason = f"không xong trong {format_measure(seconds, 3)} giây, hoặc hết bộ nhớ"
                raise _Broken(f"dừng ở trang {page}: {reason}")
            yield Raster(page, inks)


def _read_pam(stream: IO[bytes], page: int) -> NDArray[np.uint8] | None:
    """The next picture of a stream (netpbm's PAM: a head of text lines, then the samples); None at its end."""
    if stream.readline(200) != b"P7\n":
        return None
    sizes: dict[bytes, int] = {}
    for _ in range(_HEADER_LINES):
        words = stream.readline(200).split()
        if words[:1] == [b"ENDHDR"]:
            break
        if len(words) == 2 and words[1].isdigit():
            sizes[words[0]] = int(words[1])
    height, width = sizes.get(b"HEIGHT", 0), sizes.get(b"WIDTH", 0)
    if not 0 < height * width * 4 <= PAGE_BYTES or sizes.get(b"DEPTH") != 4:
        raise _Broken(f"trang {page} quá lớn ({width} × {height} điểm)")
    import numpy as np  # takes as long to load as all that reads PDF files: only when something is drawn

    samples = np.empty((height, width, 4), np.uint8)
    return samples if stream.readinto(samples.reshape(-1).data) == samples.size else None  # type: ignore[attr-defined]
