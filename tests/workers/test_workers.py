"""Jobs with limits: what runs wild is killed and named, the rest come back in order."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import jobs_of_tests as work
import pytest

import yearbook
from yearbook.diagnostics import DataProblem, Diagnostic
from yearbook.workers import Job, JobFailed, Late, run_jobs, side_by_side

MEGABYTE = 1024 * 1024
posix = pytest.mark.skipif(sys.platform == "win32", reason="giới hạn bộ nhớ của POSIX")


def job(function: Any, *arguments: Any, label: str = "ruột sách") -> Job:
    return Job(label, function, arguments)


def problem(*jobs: Job, **limits: Any) -> Diagnostic:
    with pytest.raises(DataProblem) as caught:
        run_jobs(jobs, 2, **limits)
    return caught.value.diagnostic


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_results_come_in_the_order_of_the_jobs_not_of_their_ends() -> None:
    jobs = [job(work.slow_then_tell, seconds, name) for seconds, name in ((0.6, "một"), (0.0, "hai"), (0.2, "ba"))]
    assert run_jobs(jobs, 3) == ["một", "hai", "ba"]


@pytest.mark.parametrize("at_once", [0, 1, 2])
def test_all_jobs_are_done_however_few_at_once(at_once: int) -> None:
    assert run_jobs([job(work.double, number) for number in (1, 2, 3)], at_once) == [2, 4, 6]


def test_no_jobs_no_results() -> None:
    assert run_jobs([], 2) == []


def test_no_job_runs_in_this_process_and_side_by_side_they_share_none() -> None:
    pids = run_jobs([job(work.process_id_after, 0.5), job(work.process_id_after, 0.5)], 2)
    assert len({*pids, os.getpid()}) == 3


def test_progress_is_told_in_the_thread_that_asked() -> None:
    heard: list[int] = []
    run_jobs([job(work.report_pages, 3)], 1, lambda _told, _done: heard.append(threading.get_ident()))
    assert heard == [threading.get_ident()] * 3


def test_progress_reaches_the_caller_whole_and_in_order() -> None:
    heard: list[tuple[str, int]] = []
    jobs = [job(work.report_pages, 40, label="ruột"), job(work.report_pages, 25, label="màn hình")]
    run_jobs(jobs, 2, lambda told, done: heard.append((told.label, done)))
    for label, count in (("ruột", 40), ("màn hình", 25)):
        assert [done for name, done in heard if name == label] == list(range(1, count + 1))


def test_a_job_that_never_ends_is_killed_and_named() -> None:
    finding = problem(job(work.loop_for_ever, label="bản màn hình"), seconds=1.5)
    assert (finding.code, finding.message) == ("S301", "bản màn hình chạy quá 1,5 giây nên đã bị dừng")


def test_the_others_are_killed_with_it() -> None:
    """No child lives on after the failure of one."""
    before = _children()
    problem(job(work.loop_for_ever), job(work.slow_then_tell, 60, "x"), seconds=1.5)
    assert _children() <= before


def _children() -> set[int]:
    import multiprocessing

    return {child.pid for child in multiprocessing.active_children() if child.pid}


@posix
def test_a_job_that_eats_memory_is_stopped_and_named() -> None:
    finding = problem(job(work.eat_memory, label="EPUB"), memory=600 * MEGABYTE)
    assert (finding.code, finding.message) == ("S302", "EPUB cần quá 600 MB bộ nhớ nên đã bị dừng")


def test_a_job_whose_process_dies_is_named_with_its_exit_code() -> None:
    finding = problem(job(work.die, label="bìa"))
    assert (finding.code, finding.message) == ("S303", "bìa dừng đột ngột (mã 7)")


def test_a_bug_is_raised_with_the_trace_of_the_child() -> None:
    with pytest.raises(JobFailed) as caught:
        run_jobs([job(work.have_a_bug)], 1)
    text = str(caught.value)
    assert text.startswith("KeyError: 'không có khóa này'")
    assert "in have_a_bug" in text


def test_a_result_that_cannot_be_sent_is_a_bug_and_not_a_hang() -> None:
    with pytest.raises(JobFailed, match=r"return_a_function|pickle"):
        run_jobs([job(work.return_a_function)], 1, seconds=20)


def test_a_large_result_arrives_whole() -> None:
    text = "ký tự " * 500_000
    assert run_jobs([job(work.slow_then_tell, 0, text)], 1) == [text]


def test_a_function_named_by_its_place_is_imported_where_it_runs() -> None:
    assert run_jobs([job(Late("jobs_of_tests:double"), 21), job(Late("jobs_of_tests:process_id"))], 2)[0] == 42


def test_what_cannot_be_loaded_is_raised_as_it_was() -> None:
    with pytest.raises(ModuleNotFoundError) as caught:
        run_jobs([job(Late("no_such_library.work:make"))], 1)
    assert caught.value.name == "no_such_library"


STARTER = """
from yearbook.workers import Job, Late, run_jobs

if __name__ == "__main__":
    print(run_jobs([Job("thử", Late("jobs_of_tests:double"), (21,))], 1))
"""


def test_modules_that_lie_in_the_current_folder_are_not_run(tmp_path: Path) -> None:
    """The folder may have come by mail; a process started by Python would look there first."""
    mailed, home = tmp_path / "mailed", tmp_path / "home"
    for folder in (mailed, home):
        folder.mkdir()
    for name in ("multiprocessing", "pickle", "yearbook"):
        (mailed / f"{name}.py").write_text("open('ran', 'w').close()\nraise ImportError\n", "utf-8")
    (home / "start.py").write_text(STARTER, "utf-8")
    paths = os.pathsep.join([str(Path(yearbook.__file__).parents[1]), str(Path(work.__file__).parent)])
    done = subprocess.run(
        [sys.executable, str(home / "start.py")],
        capture_output=True,
        text=True,
        cwd=mailed,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert (done.stdout, (mailed / "ran").exists()) == ("[42]\n", False), done.stderr


# --- side by side -------------------------------------------------------------------------------------------

SIDE = """
import os, sys
from yearbook.workers import side_by_side

home = os.getpid()

def work(part):
    if part == 2 and os.getpid() != home:
        os._exit(9)  # a process that dies
    return part, os.getpid() == home

print(side_by_side(work, 3))
print(side_by_side(work, 1))
"""


def test_parts_run_beside_this_process_and_come_back_in_order() -> None:
    """The part whose process dies is done here."""
    done = subprocess.run([sys.executable, "-c", SIDE], capture_output=True, text=True, check=True)
    beside = sys.platform != "linux"
    assert done.stdout == f"[(0, True), (1, {beside}), (2, True)]\n[(0, True)]\n"


def test_with_threads_about_parts_run_one_after_another() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert side_by_side(lambda _part: os.getpid(), 2) == [os.getpid()] * 2
    finally:
        stop.set()
        thread.join()
