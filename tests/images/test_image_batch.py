"""Many photos: from the cache, here, or in workers; always the same files."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from yearbook.diagnostics import DataProblem
from yearbook.images import Derivative, ImageProfile, PhotoFolder, PhotoInfo, derive, derive_all, inspect, warm
from yearbook.storage import Cache
from yearbook.workers import Pool

Paint = Callable[..., Path]


@pytest.fixture
def portraits(photos: Path, paint: Paint) -> list[PhotoInfo]:
    for n in range(30):
        paint(f"{n:02}.jpg", (40, 56), (200, 8 * n, 40))
    found = [inspect(photos, f"{n:02}.jpg").value for n in range(30)]
    return [info for info in found if info is not None]


def wanted(portraits: list[PhotoInfo], profile: ImageProfile) -> list[Derivative]:
    return [Derivative(info, 15, 20, profile) for info in portraits]


def test_workers_make_the_same_files_as_one_process(
    portraits: list[PhotoInfo], print_profile: ImageProfile, tmp_path: Path
) -> None:
    requests = wanted(portraits, print_profile)
    here = derive_all(requests, Cache(tmp_path / "one"), jobs=1)
    steps: list[tuple[int, int]] = []
    there = derive_all(requests, Cache(tmp_path / "two"), jobs=2, progress=lambda *step: steps.append(step))
    assert list(here) == list(there) == [request.key for request in requests]
    assert [path.read_bytes() for path in here.values()] == [path.read_bytes() for path in there.values()]
    assert steps == [(done, 30) for done in range(31)]


def test_what_is_cached_is_not_made_again(
    portraits: list[PhotoInfo], screen_profile: ImageProfile, tmp_path: Path
) -> None:
    requests = wanted(portraits, screen_profile)
    first = derive_all(requests, Cache(tmp_path / "cache"))
    for info in portraits:
        info.path.unlink()  # whoever opened a photo now would fail
    steps: list[tuple[int, int]] = []
    again = derive_all(requests, Cache(tmp_path / "cache"), progress=lambda *step: steps.append(step))
    assert again == first
    assert steps == [(30, 30)]


def test_a_damaged_entry_is_made_again(
    portraits: list[PhotoInfo], screen_profile: ImageProfile, tmp_path: Path
) -> None:
    (request, *_) = wanted(portraits, screen_profile)
    path = derive_all([request], Cache(tmp_path))[request.key]
    path.write_bytes(path.read_bytes()[:-9])
    assert derive_all([request], Cache(tmp_path))[request.key].read_bytes() == derive(request).data


def test_doubles_are_made_once(portraits: list[PhotoInfo], screen_profile: ImageProfile, tmp_path: Path) -> None:
    requests = wanted(portraits[:2], screen_profile) * 3
    steps: list[tuple[int, int]] = []
    assert len(derive_all(requests, Cache(tmp_path), progress=lambda *step: steps.append(step))) == 2
    assert steps[-1] == (2, 2)
    assert derive_all([], Cache(tmp_path)) == {}


def test_a_key_follows_everything_the_bytes_depend_on(
    portraits: list[PhotoInfo], print_profile: ImageProfile, tmp_path: Path
) -> None:
    info = portraits[0]
    base = Derivative(info, 15, 20, print_profile)
    house = tmp_path / "house.icc"
    assert print_profile.icc is not None
    house.write_bytes(print_profile.icc.read_bytes())
    assert replace(base, profile=replace(print_profile, icc=house)).key == base.key, "the bytes count, not the path"
    house.write_bytes(print_profile.icc.read_bytes() + b"\x00")
    others = [
        replace(base, photo=portraits[1]),
        replace(base, width_mm=16),
        replace(base, height_mm=21),
        replace(base, focal=(50, 49)),
        replace(base, crop=False),
        *(
            replace(base, profile=replace(print_profile, **change))
            for change in ({"ppi": 299}, {"quality": 91}, {"fit": (10, 10)}, {"space": "srgb"}, {"icc": house})
        ),
    ]
    assert len({base.key, *(other.key for other in others)}) == len(others) + 1
    moved = replace(base, photo=replace(info, path=tmp_path / "elsewhere.jpg", name="elsewhere.jpg"))
    assert moved.key == base.key


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_photo_that_vanished_is_a_finding(
    portraits: list[PhotoInfo], screen_profile: ImageProfile, tmp_path: Path, jobs: int
) -> None:
    portraits[7].path.unlink()
    with pytest.raises(DataProblem) as caught:
        derive_all(wanted(portraits, screen_profile), Cache(tmp_path / "cache"), jobs=jobs)
    assert caught.value.diagnostic.message == ("ảnh «photos/07.jpg» đã bị thay hoặc xóa trong khi đang dựng sách")


def test_a_missing_profile_is_a_finding(portraits: list[PhotoInfo], tmp_path: Path) -> None:
    profile = ImageProfile("print", "cmyk", icc=tmp_path / "gone.icc")
    with pytest.raises(DataProblem) as caught:
        derive_all(wanted(portraits, profile), Cache(tmp_path))
    assert caught.value.diagnostic.code == "S204"


def test_a_cache_that_cannot_be_written_is_a_finding(
    portraits: list[PhotoInfo], screen_profile: ImageProfile, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_bytes(b"a file where a folder is wanted")
    with pytest.raises(DataProblem) as caught:
        derive_all(wanted(portraits[:1], screen_profile), Cache(tmp_path / "cache"))
    assert caught.value.diagnostic.code == "S104"
    outcome = inspect(portraits[0].path.parent, "00.jpg", cache=Cache(tmp_path / "cache"))
    assert [finding.code for finding in outcome.diagnostics] == ["S104"]


def test_warming_judges_photos_ahead(photos: Path, portraits: list[PhotoInfo], tmp_path: Path) -> None:
    (photos / "bad.jpg").write_bytes(portraits[0].path.read_bytes()[:300])
    names = [info.name for info in portraits] + ["bad.jpg", "missing.jpg", "../outside.jpg"]
    steps: list[tuple[int, int]] = []
    folder, cache = PhotoFolder(photos), Cache(tmp_path / "cache")
    warm(folder, names, cache, jobs=2, progress=lambda *step: steps.append(step))
    assert steps[-1] == (31, 31)
    entries = set((tmp_path / "cache" / "keys").rglob("*"))
    assert [inspect(folder, info.name, cache=cache).value for info in portraits] == portraits
    assert [d.code for d in inspect(folder, "bad.jpg", cache=cache).diagnostics] == ["I106"]
    assert set((tmp_path / "cache" / "keys").rglob("*")) == entries


def most_taken_after(request: Derivative) -> int:
    """Bytes of memory that this process has had in use at most, once the picture is made."""
    import resource  # Windows has none

    derive(request)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.skipif(sys.platform != "linux", reason="getrusage của Linux đếm theo kB")
def test_a_large_jpeg_never_stands_in_memory_whole(
    photos: Path, paint: Paint, screen_profile: ImageProfile, tmp_path: Path
) -> None:
    """27 megapixels are 81 MB. Of a PNG every pixel must be decoded: that it is seen to take them shows that the
    figure would tell."""
    requests = []
    for name, size in (("small.jpg", (300, 400)), ("a.jpg", (6000, 4500)), ("a.png", (6000, 4500))):
        paint(name, size)
        photo = inspect(photos, name, cache=Cache(tmp_path)).value
        assert photo is not None
        requests.append(Derivative(photo, 15, 20, screen_profile))
    with Pool(1, seconds=60, memory=4_000_000_000) as pool:
        small, jpeg, png = [pool.submit(most_taken_after, request).result() for request in requests]
    assert jpeg - small < 40_000_000
    assert png - small > 75_000_000
