"""Many photos: what the cache has is taken, the rest is made in worker processes, or on the machines of a cluster.

A task is some photos, one after the other at all their sizes, and only their names travel: a process holds one photo
at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, as_completed
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.images.derive import Derivative, derive_each
from yearbook.images.find import PhotoFolder
from yearbook.images.inspect import photo_hash, read_photo
from yearbook.images.verdict import recalled, verdict
from yearbook.storage import Cache, writing
from yearbook.workers import executor, labelled

T = TypeVar("T")
Progress = Callable[[int, int], None]
_WORTH_A_POOL = 24  # starting workers costs about as much as two dozen portraits
_TOGETHER = 16  # photos: to ask for a portrait and be answered takes half as long as the portrait itself
_LABEL = "Bộ xử lý ảnh"


def derive_all(
    requests: Iterable[Derivative],
    cache: Cache,
    jobs: int = 1,
    progress: Progress | None = None,
    *,
    crew: Executor | None = None,
    begin: Callable[[], bool] = lambda: True,
) -> dict[str, Path]:
    """Make every derivative that is not cached yet; returns `request.key` → the JPEG's file in the cache.

    begin: asked before any is made whether to; if not, only those that are cached are returned.

    `progress(done, total)` counts the distinct requests, cached ones included; they are made by `crew`, by default in
    `jobs` processes. Raises DataProblem: I110 (a photo changed meanwhile), S204 (no usable profile), S101–S104 (cache
    cannot be written), S301–S303 (a worker was too slow, too large, or died), S304–S306 (of a cluster).
    """
    wanted: dict[str, Derivative] = {}
    for request in requests:
        wanted.setdefault(_key(request), request)
    found = {name: path for name in wanted if (path := cache.path(name)) is not None}
    missing = [request for name, request in wanted.items() if name not in found]
    if missing and not begin():
        return found
    photos: dict[str, list[Derivative]] = {}
    for request in missing:
        photos.setdefault(request.photo.sha256, []).append(_anywhere(request))
    done = len(found)
    if progress:
        progress(done, len(wanted))

    def report(made: Sequence[Derivative]) -> None:
        nonlocal done
        done += len(made)
        if progress:
            progress(done, len(wanted))

    _run(_make, list(photos.values()), cache, jobs, report, crew)
    for request in missing:
        path = cache.path(request.key)
        if path is None:
            raise DataProblem(diagnose("S303", task=_LABEL, reason="bộ đệm bị xóa trong khi dựng"))
        found[request.key] = path
    return {name: found[name] for name in wanted}


def warm(
    folder: PhotoFolder,
    names: Iterable[str],
    cache: Cache,
    jobs: int = 1,
    progress: Progress | None = None,
    *,
    address: str = "",
    crew: Executor | None = None,
    meanwhile: Callable[[bool], None] = lambda _waiting: None,
) -> None:
    """Judge many photos in parallel ahead of `inspect`, which then finds every verdict in the cache.

    Names that cannot be found or read are passed over: `inspect` will say what is wrong with them. meanwhile: does
    what else there is to do, told whether photos are being judged. Raises DataProblem as `derive_all`.
    """
    paths: dict[Path, None] = {}
    for name in names:
        try:
            path = folder.find(name)
            if recalled(photo_hash(folder, path, name), cache) is None:
                paths[path.absolute()] = None
        except DataProblem:
            continue
    done = 0

    def report(_path: Path) -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, len(paths))

    _run(_judge, list(paths), cache, jobs, report, crew, address, meanwhile)


def _key(request: Derivative) -> str:
    try:
        return request.key
    except OSError:
        name = request.profile.icc.name if request.profile.icc else ""
        raise DataProblem(diagnose("S204", path=name)) from None


def _anywhere(request: Derivative) -> Derivative:
    """The same, with paths that hold in any current folder."""
    profile = request.profile
    icc = profile.icc.absolute() if profile.icc else None
    photo = replace(request.photo, path=request.photo.path.absolute())
    return replace(request, photo=photo, profile=replace(profile, icc=icc))


def _make(requests: Sequence[Derivative], cache: Cache) -> None:
    """Task: one photo at its sizes, into the cache."""
    for request, derived in derive_each(requests):
        with writing(cache.folder):
            cache.put_file(request.key, derived.data)


def _judge(path: Path, cache: Cache) -> None:
    """Task: the verdict on one photo, into the cache. What cannot be read is for `inspect` to tell."""
    try:
        data = read_photo(path, path.name)
    except DataProblem:
        return
    verdict(data, hashlib.sha256(data).hexdigest(), cache)


def _run(
    work: Callable[[T, Cache], None],
    items: Sequence[T],
    cache: Cache,
    jobs: int,
    report: Callable[[T], None],
    crew: Executor | None,
    address: str = "",
    meanwhile: Callable[[bool], None] = lambda _waiting: None,
) -> None:
    """Do `work` on every item, here or in an executor; the first DataProblem ends it."""
    if not items or not (crew or address or (jobs > 1 and len(items) >= _WORTH_A_POOL)):
        meanwhile(False)
        for item in items:
            work(item, cache)
            report(item)
        return
    fresh = Cache(cache.folder.absolute(), cache.limit_bytes)
    with writing(cache.folder):
        fresh.folder.mkdir(parents=True, exist_ok=True)
    own = executor(address, min(jobs, len(items)), folders=[fresh.folder])
    share = max(1, min(_TOGETHER, len(items) // (16 * jobs)))  # they take different times
    parts = [items[start : start + share] for start in range(0, len(items), share)]
    with nullcontext(crew) if crew else own as pool:
        futures = {pool.submit(labelled(_LABEL, _each), work, part, fresh): part for part in parts}
        meanwhile(True)
        for future in as_completed(futures):
            future.result()
            for item in futures[future]:
                report(item)


def _each(work: Callable[[T, Cache], None], items: Sequence[T], cache: Cache) -> None:
    """Task: some photos."""
    for item in items:
        work(item, cache)
