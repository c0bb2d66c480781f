"""The cache gives back what was put in, or nothing (input 37)."""

import hashlib
import os
import random
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from yearbook.diagnostics import DataProblem
from yearbook.storage import Cache, Usage, clear, hashes, in_use, key, usage


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
    cache.put(key("a"), b"one")
    cache.put(key("empty"), b"")
    again = Cache(tmp_path / "cache")
    assert (again.get(key("a")), again.get(key("empty")), again.get(key("b"))) == (b"one", b"", None)
    again.put(key("a"), b"two")
    assert (cache.get(key("a")), Cache(tmp_path / "cache").get(key("a"))) == (b"two", b"two")


def test_what_is_wanted_as_a_file(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    path = cache.put_file(key("a"), b"one")
    assert path.read_bytes() == b"one"
    assert cache.path(key("a")) == path
    assert Cache(tmp_path / "cache").get(key("a")) == b"one"
    assert cache.put_file(key("b"), b"one") == path, "the same content is kept once"
    cache.put_file(key("a"), b"two")
    assert (cache.get(key("a")), cache.get(key("b"))) == (b"two", b"one")


def test_it_says_whether_it_has_something_without_reading_it(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put(key("a"), b"one")
    cache.put_file(key("b"), b"two")
    assert [cache.has(key(name)) for name in "abc"] == [True, True, False]


def test_a_file_that_was_damaged_after_it_was_handed_out_is_not_handed_out_again(tmp_path: Path) -> None:
    """In the same process, which does not take the hash of a file again while it stays as it is."""
    path = Cache(tmp_path / "cache").put_file(key("a"), b"one")
    assert Cache(tmp_path / "cache").path(key("a")) == path
    path.write_bytes(b"two")
    assert Cache(tmp_path / "cache").path(key("a")) is None
    assert Cache(tmp_path / "cache").put_file(key("a"), b"one").read_bytes() == b"one"


def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process knows of files, and of where they are, is forgotten."""
    monkeypatch.setattr("yearbook.storage.cache._LED", {})
    monkeypatch.setattr("yearbook.storage.hashes._TAKEN", {})


@pytest.mark.parametrize("change", ["none", "damaged", "gone"])
def test_what_one_process_found_sound_the_next_need_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    cache = Cache(tmp_path / "cache")
    keys = [key(number) for number in range(3)]
    paths = [cache.put_file(each, b"%d" % number) for number, each in enumerate(keys)]
    time.sleep(2.1)  # a file that has just changed may change again unseen: nothing is remembered of it
    cache.remember(key("all"), keys)
    match change:
        case "damaged":
            paths[1].write_bytes(b"x")
        case "gone":
            paths[1].unlink()
    fresh_process(monkeypatch)
    later = Cache(tmp_path / "cache")
    later.recall(key("all"))
    assert set(hashes._TAKEN) == set(map(str, paths))
    assert [later.path(keys[0]), later.path(keys[2])] == [paths[0], paths[2]]
    found = later.path(keys[1])
    assert (found and found.read_bytes()) == (b"1" if change == "none" else None)


def test_nothing_is_remembered_of_a_file_that_has_just_been_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    path = cache.put_file(key("a"), b"one")
    cache.remember(key("all"), [key("a")])
    fresh_process(monkeypatch)
    later = Cache(tmp_path / "cache")
    later.recall(key("all"))
    assert not hashes._TAKEN
    assert later.path(key("a")) == path


def test_a_key_stands_for_what_was_stored_last_however_it_was_stored(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(key("a"), b"one")
    path = cache.path(key("a"))
    assert path is not None
    assert path.read_bytes() == b"one", "a value becomes a file when somebody asks for one"
    for wanted, store in ((b"two", cache.put), (b"three", cache.put_file), (b"four", cache.put)):
        store(key("a"), wanted)
        for reader in (cache, Cache(tmp_path)):
            assert reader.get(key("a")) == wanted
        path = Cache(tmp_path).path(key("a"))
        assert path is not None
        assert path.read_bytes() == wanted


@pytest.mark.parametrize("name", ["", "../x", "A" * 64, "ab"])
def test_only_keys_are_keys(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        Cache(tmp_path).get(name)


@pytest.mark.parametrize("damage", [b"", b"on", b"onX", b"one and more"])
def test_a_damaged_file_is_dropped_and_made_again(tmp_path: Path, damage: bytes) -> None:
    path = Cache(tmp_path).put_file(key("a"), b"one")
    path.write_bytes(damage)
    assert Cache(tmp_path).path(key("a")) is None
    cache = Cache(tmp_path)
    assert cache.get(key("a")) is None
    assert not path.exists()
    cache.put_file(key("a"), b"one")
    assert Cache(tmp_path).get(key("a")) == b"one"


@pytest.mark.parametrize("damage", [b"", b"zz", b"../../x", b"\xff" * 64, b"0" * 64])
def test_a_damaged_pointer_is_dropped(tmp_path: Path, damage: bytes) -> None:
    Cache(tmp_path).put_file(key("a"), b"one")
    pointer = next((tmp_path / "keys").rglob(key("a")))
    pointer.write_bytes(damage)
    assert Cache(tmp_path).get(key("a")) is None
    assert not pointer.exists()


def test_a_damaged_value_is_dropped_and_made_again(tmp_path: Path) -> None:
    """Every single byte of the file is covered, and so is its length."""
    Cache(tmp_path).put(key("a"), b"one")
    place = next((tmp_path / "values").rglob(key("a")))
    sound = place.read_bytes()
    flipped = [sound[:n] + bytes([sound[n] ^ 1]) + sound[n + 1 :] for n in range(len(sound))]
    cut = [sound[:n] for n in range(len(sound))]
    for damaged in (*flipped, *cut, sound + b"x"):
        place.write_bytes(damaged)
        assert Cache(tmp_path).get(key("a")) is None
        assert not place.exists()
    Cache(tmp_path).put(key("a"), b"one")
    assert place.read_bytes() == sound


def test_a_value_that_stands_under_another_key_is_not_served(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(key("a"), b"one")
    cache.put(key("b"), b"two")
    one, two = (next((tmp_path / "values").rglob(key(name))) for name in "ab")
    one.replace(two)
    assert (cache.get(key("a")), cache.get(key("b"))) == (None, None)


def aged(path: Path, years: int) -> None:
    os.utime(path, (1_000_000_000 - years, 1_000_000_000 - years))


def test_trim_drops_what_was_used_longest_ago(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for years, name in enumerate("dcb"):
        aged(cache.put_file(key(name), name.encode() * 1000), years)
    cache.put(key("a"), b"a" * 1000)
    aged(next((tmp_path / "values").rglob(key("a"))), 3)
    later = Cache(tmp_path, limit_bytes=2500)
    assert later.get(key("a")) == b"a" * 1000  # used just now
    assert later.trim() == 2000
    left = Cache(tmp_path)
    assert [name for name in "abcd" if left.get(key(name))] == ["a", "d"]
    assert len(list((tmp_path / "keys").rglob("?" * 64))) == 1


def test_trim_keeps_what_anybody_has_used_lately(tmp_path: Path) -> None:
    """Another build may have been handed these very files."""
    cache = Cache(tmp_path)
    paths = [cache.put_file(key(n), bytes([n]) * 100) for n in range(3)]
    for path in paths:
        aged(path, 1)
    again = Cache(tmp_path).path(key(0)), cache.path(key(1))
    assert Cache(tmp_path, limit_bytes=10).trim() == 100
    assert again == (paths[0], paths[1])
    assert [path.exists() for path in paths] == [True, True, False]


def _trim_for_ever(folder: Path) -> None:
    while True:
        Cache(folder, limit_bytes=0).trim()


def test_trimming_is_safe_while_another_build_reads(tmp_path: Path) -> None:
    """What is served is whole, what was handed out stays, what was dropped is made again."""
    for n in range(200):
        Cache(tmp_path).put(key(n), b"%d" % n * 500)
        Cache(tmp_path).put_file(key("file", n), b"%d" % n * 700)
    for place in tmp_path.rglob("?" * 64):
        aged(place, 1)
    trimmer = get_context("spawn").Process(target=_trim_for_ever, args=(tmp_path,), daemon=True)
    trimmer.start()
    try:
        cache = Cache(tmp_path)
        for n in range(200):
            assert cache.get(key(n)) in (None, b"%d" % n * 500)
        paths = [cache.path(key("file", n)) or cache.put_file(key("file", n), b"%d" % n * 700) for n in range(200)]
        assert [path.read_bytes() for path in paths] == [b"%d" % n * 700 for n in range(200)]
        assert trimmer.is_alive()
    finally:
        trimmer.kill()
        trimmer.join()


def _fill(folder: Path, start: int) -> int:
    cache = Cache(folder)
    for n in range(60):
        number = (n + start) % 60
        if cache.get(key(number)) is None:
            cache.put(key(number), b"%d" % number * 500)
        if cache.path(key("file", number)) is None:
            cache.put_file(key("file", number), b"%d" % number * 500)
    whole = [b"%d" % n * 500 for n in range(60)]
    return sum((cache.get(key(n)), cache.get(key("file", n))) == (whole[n], whole[n]) for n in range(60))


def test_two_processes_at_once(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        counts = list(pool.map(_fill, [tmp_path, tmp_path], [0, 30]))
    assert counts == [60, 60]
    assert not list(tmp_path.rglob("*.yearbook-tmp"))


def _put_for_ever(folder: Path) -> None:
    n = 0
    while True:
        Cache(folder).put(key(n % 50), b"%d" % (n % 50) * 200_000)
        Cache(folder).put_file(key("file", n % 50), b"%d" % (n % 50) * 200_000)
        n += 1


def test_a_process_killed_in_the_middle_of_a_put_leaves_nothing_broken(tmp_path: Path) -> None:
    moments = random.Random(7)
    for _ in range(5):
        writer = get_context("spawn").Process(target=_put_for_ever, args=(tmp_path,), daemon=True)
        writer.start()
        while not list(tmp_path.rglob("?" * 64)):
            writer.join(0.01)
        writer.join(moments.uniform(0.0, 0.1))
        writer.kill()
        writer.join()
    cache = Cache(tmp_path)
    served = [name for n in range(50) for name in (key(n), key("file", n)) if cache.get(name)]
    assert served
    assert len(served) == usage(tmp_path).entries, "every entry there is, is whole"
    for n in range(50):
        assert cache.get(key(n)) in (None, b"%d" % n * 200_000)
        assert cache.get(key("file", n)) in (None, b"%d" % n * 200_000)


def test_temp_files_of_killed_processes_are_swept_when_they_are_old(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    shelf = cache.put_file(key("a"), b"one").parent
    old, new = shelf / ".0123456789abcdef.yearbook-tmp", shelf / ".fedcba9876543210.yearbook-tmp"
    for temp in (old, new):
        temp.write_bytes(b"half")
    aged(old, 1)
    cache.trim()
    assert (old.exists(), new.exists()) == (False, True), "the new one may belong to a build that is alive"


# --- counting and clearing ----------------------------------------------------------------------------------


def test_a_cache_is_counted(tmp_path: Path) -> None:
    assert usage(tmp_path / "none") == Usage()
    cache = Cache(tmp_path)
    cache.put(key("a"), b"x" * 100)
    aged(cache.put_file(key("b"), b"y" * 1000), 5)
    counted = usage(tmp_path)
    assert (counted.entries, counted.oldest) == (2, 1_000_000_000 - 5)
    assert counted.size == sum(path.stat().st_size for path in tmp_path.rglob("?" * 64))


def test_clearing_takes_only_what_a_cache_has_made(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "cache", tmp_path / "elsewhere"
    cache = Cache(folder)
    cache.put(key("a"), b"x" * 100)
    cache.put_file(key("b"), b"y" * 1000)
    (folder / "values" / key("a")[:2] / ".0123456789abcdef.yearbook-tmp").write_bytes(b"half")
    own = [folder / "notes.txt", folder / "values" / "notes.txt", folder / "keys" / key("b")[:2] / "notes.txt"]
    strange = elsewhere / key("c")[:2] / key("c")
    strange.parent.mkdir(parents=True)
    for path in (*own, strange):
        path.write_text("mine", "utf-8")
    (folder / "values" / "zz").mkdir()
    (folder / "objects" / "0f").symlink_to(elsewhere / key("c")[:2])
    (folder / "objects" / ("ab" if key("b")[:2] != "ab" else "cd")).mkdir(exist_ok=True)
    gone = clear(folder)
    assert (gone.entries, usage(folder)) == (2, Usage())
    assert all(path.read_text("utf-8") == "mine" for path in (*own, strange))
    assert not list(folder.rglob(".*.yearbook-tmp"))
    cache.put(key("a"), b"again")
    assert Cache(folder).get(key("a")) == b"again"


def test_clearing_follows_no_link_in_place_of_a_room_or_an_entry(tmp_path: Path) -> None:
    folder, other = tmp_path / "cache", tmp_path / "other"
    Cache(other).put(key("a"), b"one")
    Cache(folder).put_file(key("b"), b"two")
    (folder / "values").symlink_to(other / "values")
    entry = next((other / "values").rglob(key("a")))
    shelf = folder / "keys" / "ee"
    shelf.mkdir()
    (shelf / ("e" * 64)).symlink_to(entry)
    clear(folder)
    assert Cache(other).get(key("a")) == b"one"
    assert (shelf / ("e" * 64)).is_symlink()


HOLD = """
import sys
from pathlib import Path
from yearbook.storage import in_use

with in_use(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="khóa dùng chung của POSIX")
def test_clearing_is_refused_while_a_build_uses_the_cache_and_not_after_it_was_killed(tmp_path: Path) -> None:
    Cache(tmp_path).put(key("a"), b"one")
    with in_use(tmp_path), in_use(tmp_path):
        holder = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
    with pytest.raises(DataProblem) as caught:
        clear(tmp_path)
    assert caught.value.diagnostic.message == f"chưa xóa bộ đệm «{tmp_path.as_posix()}»: một lần dựng đang dùng nó"
    assert Cache(tmp_path).get(key("a")) == b"one"
    holder.kill()
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    assert clear(tmp_path).entries == 1


def test_builds_trim_once_in_a_while(tmp_path: Path) -> None:
    """Looking at all that is there takes a second where that is much."""
    cache = Cache(tmp_path, limit_bytes=10)

    def left_of_an_old_one() -> bool:
        path = cache.put_file(key("old"), b"x" * 100)
        aged(path, 1)
        Cache(tmp_path, limit_bytes=10).tidy()
        return path.exists()

    assert not left_of_an_old_one()
    assert left_of_an_old_one(), "a moment later nobody looks"
    aged(tmp_path / ".trimmed", 1)
    assert not left_of_an_old_one()
    os.utime(tmp_path / ".trimmed", (2**33, 2**33))
    assert not left_of_an_old_one(), "a clock that went wrong does not stop it for ever"
    clear(tmp_path)
    assert usage(tmp_path).entries == 0
