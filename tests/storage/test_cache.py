"""The cache gives back what was put in, or nothing (input 37)."""

import hashlib
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from yearbook.storage import Cache, key


def test_keys_differ_by_type_value_and_nesting() -> None:
    nested = [("a", "b"), ("ab", ""), (("a",), "b"), (("a", "b"),), (b"a", "b"), ()]
    parts = [*nested, (1,), (1.0,), ("1",), (True,), (None,)]
    assert len({key(*part) for part in parts}) == len(parts)
    assert key("ảnh", 3, 0.5, (b"x", None)) == key("ảnh", 3, 0.5, (b"x", None))
    assert key(0.0) == key(-0.0)
    with pytest.raises(ValueError):
        key(float("nan"))


def test_a_key_is_the_same_on_every_machine() -> None:
    """Hash seeds and versions do not enter; a change here throws away every cache."""
    assert key("a", 1) == hashlib.sha256(b"t2:s1:ai1:1").hexdigest()


def test_put_and_get(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert cache.get(key("a")) is None
    assert cache.path(key("a")) is None
    path = cache.put(key("a"), b"one")
    assert path.read_bytes() == b"one"
    assert cache.path(key("a")) == path
    assert Cache(tmp_path / "cache").get(key("a")) == b"one"
    assert cache.put(key("b"), b"one") == path, "the same content is kept once"
    cache.put(key("a"), b"two")
    assert (cache.get(key("a")), cache.get(key("b"))) == (b"two", b"one")


@pytest.mark.parametrize("name", ["", "../x", "A" * 64, "ab"])
def test_only_keys_are_keys(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        Cache(tmp_path).get(name)


@pytest.mark.parametrize("damage", [b"", b"on", b"onX", b"one and more"])
def test_a_damaged_entry_is_dropped_and_made_again(tmp_path: Path, damage: bytes) -> None:
    path = Cache(tmp_path).put(key("a"), b"one")
    path.write_bytes(damage)
    assert Cache(tmp_path).path(key("a")) is None
    cache = Cache(tmp_path)
    assert cache.get(key("a")) is None
    assert not path.exists()
    cache.put(key("a"), b"one")
    assert Cache(tmp_path).get(key("a")) == b"one"


@pytest.mark.parametrize("damage", [b"", b"zz", b"../../x", b"\xff" * 64, b"0" * 64])
def test_a_damaged_pointer_is_dropped(tmp_path: Path, damage: bytes) -> None:
    Cache(tmp_path).put(key("a"), b"one")
    pointer = next((tmp_path / "keys").rglob(key("a")))
    pointer.write_bytes(damage)
    assert Cache(tmp_path).get(key("a")) is None
    assert not pointer.exists()


def test_trim_drops_what_was_used_longest_ago(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for age, name in enumerate("abcd"):
        path = cache.put(key(name), name.encode() * 1000)
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    later = Cache(tmp_path, limit_bytes=2500)
    assert later.get(key("a")) == b"a" * 1000  # used just now
    assert later.trim() == 2000
    left = Cache(tmp_path)
    assert [name for name in "abcd" if left.get(key(name))] == ["a", "d"]
    assert len(list((tmp_path / "keys").rglob("?" * 64))) == 2


def test_trim_keeps_what_this_run_uses(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit_bytes=10)
    paths = [cache.put(key(n), bytes([n]) * 100) for n in range(3)]
    assert cache.trim() == 0
    assert all(path.exists() for path in paths)


def _fill(folder: Path, start: int) -> int:
    cache = Cache(folder)
    for n in range(60):
        number = (n + start) % 60
        if cache.get(key(number)) is None:
            cache.put(key(number), b"%d" % number * 500)
    return sum(cache.get(key(n)) == b"%d" % n * 500 for n in range(60))


def test_two_processes_at_once(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        counts = list(pool.map(_fill, [tmp_path, tmp_path], [0, 30]))
    assert counts == [60, 60]
    assert not list(tmp_path.rglob("*.yearbook-tmp"))
