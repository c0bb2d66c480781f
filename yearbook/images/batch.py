"""Many photos: what the cache has is taken, the rest is made in worker processes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

from yearbook.diagnostics import DataProblem, Diagnostic, diagnose
from yearbook.images.derive import Derivative, derive
from yearbook.images.find import PhotoFolder
from yearbook.images.inspect import read_photo
from yearbook.images.verdict import is_known, verdict
from yearbook.storage import Cache, writing
from yearbook.workers import spawning

T = TypeVar("T")
Progress = Callable[[int, int], None]
_WORTH_A_POOL = 24  # starting workers costs about as much as two dozen portraits


def derive_all(
    requests: Iterable[Derivative], cache: Cache, jobs: int = 1, progress: Progress | None = None
) -> dict[str, Path]:
    """Make every derivative that is not cached yet; returns `request.key` → the JPEG's file in the cache.

    `progress(done, total)` counts the distinct requests, cached ones included. Raises DataProblem: I110 (a photo
    changed meanwhile), S204 (no usable profile), S101–S104 (cache cannot be written), S303 (a worker died).
    """
    wanted: dict[str, Derivative] = {}
    for request in requests:
        wanted.setdefault(_key(request), request)
    found = {name: path for name in wanted if (path := cache.path(name)) is not None}
    missing = [request for name, request in wanted.items() if name not in found]
    if progress:
        progress(len(found), len(wanted))

    def report(done: int) -> None:
        if progress:
            progress(len(found) + done, len(wanted))

    _run(_make, missing, cache, jobs, report)
    for request in missing:
        path = cache.path(request.key)
        if path is None:
            raise DataProblem(diagnose("S303", task="Bộ xử lý ảnh", reason="bộ đệm bị xóa trong khi dựng"))
        found[request.key] = path
    return {name: found[name] for name in wanted}


def warm(
    folder: PhotoFolder, names: Iterable[str], cache: Cache, jobs: int = 1, progress: Progress | None = None
) -> None:
    """Decode many photos in parallel ahead of `inspect`, which then finds every verdict in the cache.

    Names that cannot be found or read are passed over: `inspect` will say what is wrong with them.
    """
    paths: dict[Path, None] = {}
    for name in names:
        try:
            path = folder.find(name)
            if not is_known(hashlib.sha256(read_photo(path, name)).hexdigest(), cache):
                paths[path] = None
        except DataProblem:
            continue
    _run(_judge, list(paths), cache, jobs, lambda done: progress(done, len(paths)) if progress else None)


def _key(request: Derivative) -> str:
    try:
        return request.key
    except OSError:
        name = request.profile.icc.name if request.profile.icc else ""
        raise DataProblem(diagnose("S204", path=name)) from None


def _make(request: Derivative, cache: Cache) -> Diagnostic | None:
    """Runs in a worker. A finding comes back as a value: a DataProblem does not survive pickling."""
    try:
        with writing(cache.folder):
            cache.put(request.key, derive(request).data)
    except DataProblem as problem:
        return problem.diagnostic
    return None


def _judge(path: Path, cache: Cache) -> Diagnostic | None:
    try:
        data = read_photo(path, path.name)
        with writing(cache.folder):
            verdict(data, hashlib.sha256(data).hexdigest(), cache)
    except DataProblem as problem:
        return problem.diagnostic if problem.diagnostic.code.startswith("S") else None
    return None


def _run(
    work: Callable[[T, Cache], Diagnostic | None],
    items: Sequence[T],
    cache: Cache,
    jobs: int,
    report: Callable[[int], None],
) -> None:
    """Do `work` on every item, here or in `jobs` processes; the first finding ends it as a DataProblem."""
    if jobs < 2 or len(items) < _WORTH_A_POOL:
        for done, item in enumerate(items, 1):
            _stop_on(work(item, cache))
            report(done)
        return
    fresh = Cache(cache.folder, cache.limit_bytes)
    with ProcessPoolExecutor(min(jobs, len(items)), mp_context=spawning()) as pool:
        futures: list[Future[Diagnostic | None]] = [pool.submit(work, item, fresh) for item in items]
        try:
            for done, future in enumerate(as_completed(futures), 1):
                _stop_on(future.result())
                report(done)
        except BrokenProcessPool:
            reason = "hệ điều hành đã tắt tiến trình, thường vì hết bộ nhớ"
            raise DataProblem(diagnose("S303", task="Bộ xử lý ảnh", reason=reason)) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _stop_on(finding: Diagnostic | None) -> None:
    if finding is not None:
        raise DataProblem(finding)
