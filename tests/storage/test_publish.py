"""The set of published files is the old one or the new one, whatever happens (inputs 34 and 36)."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from yearbook.diagnostics import DataProblem
from yearbook.storage import publish, published, recover, staging
from yearbook.storage.publish import JOURNAL

resource = pytest.importorskip("resource", reason="these tests fork and kill, which needs POSIX")

NAMES = ("sach-print.pdf", "sach-screen.pdf", "opds/catalog.xml")
TOUCHING = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir"}


def build(out: Path, version: str, names: tuple[str, ...] = NAMES, *, full: bool = False, book: str = "sach") -> None:
    with staging(out) as staged:
        for name in names:
            (staged / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).write_text(f"{version} {name}", "utf-8")
        publish(staged, out, names, book=book, full=full)


def visible(out: Path) -> dict[str, str]:
    """What a reader finds: every file that is not hidden."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file())
    found = {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in files}
    return {name: text for name, text in found.items() if not any(part[0] == "." for part in name.split("/"))}


def whole(version: str, names: tuple[str, ...] = NAMES) -> dict[str, str]:
    return {name: f"{version} {name}" for name in names}


def leftovers(out: Path) -> list[str]:
    return [path.name for path in out.iterdir() if path.name.startswith((".staging-", JOURNAL))]


def test_publishes_and_replaces(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    build(out, "old")
    assert visible(out) == whole("old")
    build(out, "new")
    assert visible(out) == whole("new")
    assert published(out, "sach") == tuple(sorted(NAMES))
    assert leftovers(out) == []
    assert recover(out) is False


def test_only_a_full_build_removes_what_it_did_not_make(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    build(out, "old")
    build(out, "other", ("khac.pdf",), book="khac")
    (out / "ghi-chu.txt").write_text("của người dùng", "utf-8")
    build(out, "new", NAMES[:1])
    assert visible(out).keys() == {*NAMES, "khac.pdf", "ghi-chu.txt"}
    build(out, "newer", NAMES[:1], full=True)
    assert visible(out) == {
        "ghi-chu.txt": "của người dùng",
        "khac.pdf": "other khac.pdf",
        "sach-print.pdf": "newer sach-print.pdf",
    }
    assert published(out, "sach") == NAMES[:1]


def test_a_build_that_fails_before_publishing_changes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    build(out, "old")
    with pytest.raises(RuntimeError), staging(out) as staged:
        (staged / NAMES[0]).write_text("half", "utf-8")
        raise RuntimeError("the layout failed")
    assert visible(out) == whole("old")
    assert leftovers(out) == []


@pytest.mark.parametrize("name", ["../a.pdf", "/a.pdf", "a\\b.pdf", "c:a.pdf", ".hidden", "a/../b.pdf", ""])
def test_names_stay_inside(tmp_path: Path, name: str) -> None:
    with staging(tmp_path / "dist") as staged, pytest.raises(ValueError):
        publish(staged, tmp_path / "dist", [name])


def test_a_tampered_manifest_removes_nothing_outside(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    (tmp_path / "precious.txt").write_text("kept", "utf-8")
    build(out, "old")
    (out / ".yearbook-files.json").write_text('{"sach": ["../precious.txt", "sach-print.pdf"]}', "utf-8")
    build(out, "new", NAMES[1:], full=True)
    assert (tmp_path / "precious.txt").read_text("utf-8") == "kept"
    assert not (out / "sach-print.pdf").exists()


# --- full and read-only disks (input 34) ----------------------------------------------------------------------


def in_child(work: Callable[[], None]) -> str:
    """Run `work` in a forked child; returns «CODE message» of the DataProblem it raised, or ""."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        text = "unexpected"
        try:
            work()
            text = ""
        except DataProblem as problem:
            text = f"{problem.diagnostic.code} {problem.diagnostic.message}"
        finally:
            os.write(writing, text.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    return said


def test_a_full_disk_leaves_the_old_book(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    build(out, "old")

    def work() -> None:
        with staging(out) as staged:
            for name in NAMES:
                (staged / name).parent.mkdir(exist_ok=True)
                (staged / name).write_text("new", "utf-8")
            # from here on every file is «too large», which is what a full disk feels like
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            publish(staged, out, NAMES)

    assert in_child(work) == f"S101 không ghi được «{out.as_posix()}»: đĩa đã đầy hoặc vượt hạn mức"
    assert visible(out) == whole("old")
    recover(out)
    assert leftovers(out) == []


def test_a_folder_without_permission_leaves_the_old_book(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    build(out, "old")

    def work() -> None:
        os.chdir(tmp_path)  # pytest keeps the folders above private
        if os.getuid() == 0:
            os.setuid(65534)
        build(Path("dist"), "new")

    tmp_path.chmod(0o755)
    out.chmod(0o555)
    try:
        said = in_child(work)
    finally:
        out.chmod(0o755)
    assert said == ("S102 không ghi được «dist»: thư mục hoặc tệp chỉ cho đọc, hoặc tài khoản này không có quyền ghi")
    assert visible(out) == whole("old")


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    build(out, "old", NAMES[:1])
    (out / NAMES[1]).mkdir()
    with pytest.raises(DataProblem) as caught:
        build(out, "new")
    path = (out / NAMES[1]).as_posix()
    assert caught.value.diagnostic.message == f"không ghi được «{path}»: đã có một thư mục trùng tên"
    assert visible(out) == whole("old", NAMES[:1])
    assert leftovers(out) == []


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("x", "utf-8")
    with pytest.raises(DataProblem) as caught:
        build(tmp_path / "dist", "new")
    assert caught.value.diagnostic.code == "S104"


# --- a refusal in the middle: the old set comes back ---------------------------------------------------------


def refuse_rename(nth: int, name: str) -> None:
    """In this process, the system refuses the n-th rename onto a file called `name`."""
    seen = 0

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal seen
        if event == "os.rename" and str(args[1]).endswith(name):
            seen += 1
            if seen == nth:
                raise PermissionError(13, "held open", str(args[0]), None, str(args[1]))

    sys.addaudithook(hook)


@pytest.mark.parametrize("name", NAMES)
def test_a_rename_refused_in_the_middle_is_undone(tmp_path: Path, name: str) -> None:
    out = tmp_path / "dist"
    build(out, "old", NAMES[1:])  # the first name is new, the others replace something

    def work() -> None:
        refuse_rename(1, name)
        build(out, "new")

    assert in_child(work).startswith(f"S102 không ghi được «{(out / name).as_posix()}»")
    assert visible(out) == whole("old", NAMES[1:])
    assert leftovers(out) == []
    assert published(out, "sach") == tuple(sorted(NAMES[1:]))


def test_an_undo_that_is_refused_too_is_finished_by_the_next_run(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    build(out, "old")

    def work() -> None:
        refuse_rename(1, NAMES[2])
        refuse_rename(2, NAMES[0])
        build(out, "new")

    assert in_child(work).startswith("S102")
    assert recover(out) is True
    assert visible(out) == whole("old")
    assert leftovers(out) == []


# --- kill -9 (input 36) ---------------------------------------------------------------------------------------


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Run `work` in a child that kills itself (SIGKILL) at its `step`-th change to the disk; False: it got through."""
    child = os.fork()
    if child == 0:
        count = 0

        def hook(event: str, args: tuple[object, ...]) -> None:
            nonlocal count
            if event in TOUCHING or (event == "open" and isinstance(args[2], int) and args[2] & os.O_WRONLY):
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_killed_at_every_step_the_set_is_whole(tmp_path: Path) -> None:
    """Old set of two files, one of them left over; the new set adds one and drops one."""
    old, new = ("a.pdf", "b.pdf"), ("b.pdf", "c/d.epub")
    steps, outcomes = 0, set()
    while steps < 200:
        steps += 1
        out = tmp_path / f"{steps}" / "dist"
        build(out, "old", old)
        killed = killed_at(steps, lambda out=out: build(out, "new", new, full=True))  # type: ignore[misc]
        # the recovery is killed as well, at a step that differs every time
        killed_at(steps % 7 + 1, lambda out=out: recover(out))  # type: ignore[misc]
        recover(out)
        assert visible(out) in (whole("old", old), whole("new", new)), f"step {steps}"
        outcomes.add(visible(out) == whole("new", new))
        assert leftovers(out) == []
        build(out, "next", new, full=True)
        assert visible(out) == whole("next", new)
        if not killed:
            break
    assert not killed
    assert steps > 12
    assert outcomes == {True, False}


def test_killed_from_outside_at_odd_moments(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    build(out, "0")
    for attempt in range(8):
        child = os.fork()
        if child == 0:
            for version in range(1, 10_000):
                build(out, f"{attempt}.{version}")
            os._exit(0)
        timer = threading.Timer(0.005 + 0.007 * attempt, os.kill, (child, signal.SIGKILL))
        timer.start()
        _, status = os.waitpid(child, 0)
        timer.join()
        assert os.WIFSIGNALED(status)
        recover(out)
        texts = visible(out)
        assert texts.keys() == set(NAMES)
        assert len({text.split()[0] for text in texts.values()}) == 1, texts
        assert leftovers(out) == []


def test_a_journal_that_is_not_ours_is_thrown_away(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    build(out, "old")
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "sach-print.pdf").write_text("kept", "utf-8")
    for text in ("{", "[]", '{"staged": "../precious", "names": ["sach-print.pdf"], "remove": [], "kept": []}'):
        (out / JOURNAL).write_text(text, "utf-8")
        assert recover(out) is False
    assert (tmp_path / "precious" / "sach-print.pdf").read_text("utf-8") == "kept"
    assert visible(out) == whole("old")


def test_recover_sweeps_what_a_killed_build_left(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    build(out, "old")
    (out / ".staging-dead1").mkdir()
    (out / ".staging-dead1" / "half.pdf").write_text("x", "utf-8")
    (out / ".0f.yearbook-tmp").write_text("x", "utf-8")
    assert recover(out) is False
    assert leftovers(out) == []
    assert not (out / ".0f.yearbook-tmp").exists()
    assert recover(tmp_path / "nowhere") is False
