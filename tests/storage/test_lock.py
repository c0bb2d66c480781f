"""Two builds at once: the second waits and says so, or gives up with a clear finding (input 35)."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from yearbook.diagnostics import DataProblem, Diagnostic
from yearbook.storage import build_lock

HOLDER = """
import sys, time
from pathlib import Path
from yearbook.storage import build_lock
with build_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
ROOT = Path(__file__).resolve().parents[2]


def holder(out: Path) -> "subprocess.Popen[str]":
    """Another process that holds the lock of `out` until its standard input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(out)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_build_alone_is_not_kept_waiting(tmp_path: Path) -> None:
    said: list[Diagnostic] = []
    for _ in range(2):
        with build_lock(tmp_path / "new" / "dist", waiting=said.append):
            assert (tmp_path / "new" / "dist").is_dir()
    assert said == []


def test_the_second_build_fails_clearly(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        said: list[Diagnostic] = []
        with pytest.raises(DataProblem) as caught, build_lock(tmp_path, wait_seconds=0, waiting=said.append):
            pytest.fail("two builds at once")
        other.communicate("")
    assert said == []
    assert caught.value.diagnostic.code == "S105"
    assert caught.value.diagnostic.message == (f"một lần dựng khác đang ghi vào «{tmp_path.as_posix()}»; đã chờ 0 giây")


def test_the_second_build_waits_and_says_so(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        said: list[Diagnostic] = []

        def waiting(finding: Diagnostic) -> None:
            said.append(finding)
            assert other.stdin is not None
            other.stdin.close()  # the first build ends

        with build_lock(tmp_path, wait_seconds=60, waiting=waiting):
            pass
    assert [finding.code for finding in said] == ["S106"]
    assert said[0].message == f"một lần dựng khác đang ghi vào «{tmp_path.as_posix()}»; chờ tối đa 60 giây"


def test_a_second_build_in_another_thread_waits_too(tmp_path: Path) -> None:
    codes: list[str] = []

    def second() -> None:
        try:
            with build_lock(tmp_path, wait_seconds=0):
                codes.append("both")
        except DataProblem as problem:
            codes.append(problem.diagnostic.code)

    with build_lock(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert codes == ["S105"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_build_frees_the_lock(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    with build_lock(tmp_path, wait_seconds=10):
        pass


def test_an_error_of_the_build_itself_passes_through(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), build_lock(tmp_path):
        raise FileNotFoundError("of the build")
    with build_lock(tmp_path, wait_seconds=0):
        pass


def test_a_place_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DataProblem) as caught, build_lock(tmp_path / "file" / "dist"):
        pass
    assert caught.value.diagnostic.message.endswith("một phần của đường dẫn là tệp, không phải thư mục")
