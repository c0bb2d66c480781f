"""The pool as an executor: processes that take task after task, limits for each, nothing left behind."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, as_completed, wait
from pathlib import Path

import pytest
import tasks_of_tests as work

import yearbook
from yearbook.diagnostics import DataProblem
from yearbook.workers import JobFailed, Late, Pool, labelled
from yearbook.workers.worker import LITTER

MEGABYTE = 1024 * 1024
GIGABYTE = 1024 * MEGABYTE
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="giới hạn và tín hiệu của POSIX")


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(2, seconds=60, memory=4 * GIGABYTE) as made:
        yield made


@pytest.fixture
def single() -> Iterator[Pool]:
    with Pool(1, seconds=60, memory=4 * GIGABYTE) as made:
        yield made


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder with a short name: a socket fits into it."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def gone(pid: int, seconds: float = 20.0) -> bool:
    """Has a process ended, now or soon?"""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


# --- tasks and results --------------------------------------------------------------------------------------


def test_results_of_many_tasks(pool: Pool) -> None:
    futures = [pool.submit(work.double, n, plus=1) for n in range(300)]
    assert [future.result() for future in futures] == [2 * n + 1 for n in range(300)]
    assert list(pool.map(work.double, range(5))) == [0, 2, 4, 6, 8]
    assert {future.result() for future in as_completed(futures)} == {2 * n + 1 for n in range(300)}


def test_a_process_takes_many_tasks_and_loads_heavy_modules_once(single: Pool) -> None:
    pids = {single.submit(work.process_id).result() for _ in range(5)}
    assert len(pids) == 1
    assert os.getpid() not in pids
    assert [single.submit(work.loaded, "tabnanny").result() for _ in range(3)] == [False, True, True]


def test_a_process_has_the_environment_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is when the process is started, whenever that was which it is forked from."""
    for value in ("một", "hai"):
        monkeypatch.setenv("YEARBOOK_THU", value)
        with Pool(1) as pool:
            assert pool.submit(os.getenv, "YEARBOOK_THU").result() == value
    monkeypatch.delenv("YEARBOOK_THU")
    with Pool(1) as pool:
        assert pool.submit(os.getenv, "YEARBOOK_THU").result() is None
        assert pool.submit(os.getenv, "PYTHONSAFEPATH").result() == os.environ.get("PYTHONSAFEPATH")


PRELOADING = """
import sys
import tasks_of_tests as work
from yearbook.workers import Pool, preload

if __name__ == "__main__":
    preload(["no_such_library", "tabnanny"])
    with Pool(1) as pool:
        print(pool.submit(work.loaded, "tabnanny").result(), "tabnanny" in sys.modules)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="chỉ Linux sinh tiến trình từ một tiến trình đã nạp sẵn")
def test_modules_that_all_processes_have_from_the_beginning(tmp_path: Path) -> None:
    script = tmp_path / "start.py"
    script.write_text(PRELOADING, "utf-8")
    paths = os.pathsep.join([str(Path(yearbook.__file__).parents[1]), str(Path(work.__file__).parent)])
    command, environment = [sys.executable, script], {**os.environ, "PYTHONPATH": paths}
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert (told.stdout, told.stderr) == ("True False\n", "")


def test_a_folder_for_temporary_files_that_no_socket_fits_into(tmp_path: Path) -> None:
    script, deep = tmp_path / "start.py", tmp_path / ("sâu" * 20)
    deep.mkdir()
    script.write_text(PRELOADING, "utf-8")
    paths = os.pathsep.join([str(Path(yearbook.__file__).parents[1]), str(Path(work.__file__).parent)])
    command, environment = [sys.executable, script], {**os.environ, "PYTHONPATH": paths, "TMPDIR": str(deep)}
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert (told.stdout, told.stderr) == ("False False\n", "")


def test_a_task_named_by_its_place(single: Pool) -> None:
    assert single.submit(Late("tasks_of_tests:double"), 20, plus=2).result() == 42
    with pytest.raises(ModuleNotFoundError) as caught:
        single.submit(Late("no_such_library.work:make")).result()
    assert caught.value.name == "no_such_library"


def test_only_as_many_processes_start_as_there_are_tasks() -> None:
    with Pool(8, seconds=60, memory=4 * GIGABYTE) as pool:
        assert children() == set()
        for _ in range(4):
            pool.submit(work.double, 1).result()
        assert len(children()) == 1
        wait([pool.submit(work.sleep, 0.5) for _ in range(2)])
        assert len(children()) == 2


def children() -> set[int]:
    return {child.pid for child in multiprocessing.active_children() if child.pid}


def test_tasks_start_in_the_order_of_their_submission(tmp_path: Path) -> None:
    names = [f"việc {n}" for n in range(8)]
    with Pool(1, seconds=60, memory=4 * GIGABYTE) as pool:
        for name in names:
            pool.submit(work.write_when_started, tmp_path / "log", name, 0)
    assert (tmp_path / "log").read_text("utf-8").splitlines() == names


def test_large_tasks_and_results_pass_both_ways_at_once(pool: Pool) -> None:
    size = 40 * MEGABYTE
    there = [pool.submit(work.size_of, b"x" * size) for _ in range(3)]
    back = [pool.submit(work.bytes_of, size) for _ in range(3)]
    assert [future.result() for future in there] == [size] * 3
    assert [len(future.result()) for future in back] == [size] * 3


def test_a_task_is_what_it_was_when_it_was_submitted(single: Pool) -> None:
    numbers = [1, 2]
    before = single.submit(time.sleep, 0.5)
    total = single.submit(sum, numbers)
    assert not before.done()
    numbers.append(4)
    assert total.result() == 3


def test_collection_is_off_during_a_task_and_made_up_for_after_it(single: Pool) -> None:
    assert single.submit(work.leave_garbage, LITTER).result() == (False, 0)
    assert single.submit(work.freed).result() == 2 * LITTER
    assert gc.isenabled(), "here as well, when the tasks are done"


def test_little_garbage_is_looked_for_when_there_is_more_of_it(single: Pool) -> None:
    """To look for it takes as long as a small task."""
    single.submit(work.freed).result()  # what was loaded for the first task stays
    for _ in range(2):
        assert single.submit(work.leave_garbage, LITTER // 8).result() == (False, 0)
    single.submit(work.leave_garbage, LITTER).result()
    assert single.submit(work.freed).result() == 2 * LITTER + 2 * 2 * (LITTER // 8)


# --- what goes wrong ----------------------------------------------------------------------------------------


def test_a_task_that_never_ends_is_killed_alone(tmp_path: Path) -> None:
    with Pool(1, seconds=1.5, memory=4 * GIGABYTE) as pool:
        first = pool.submit(work.process_id).result()
        stuck = pool.submit(labelled("Dàn trang", work.loop_for_ever))
        later = pool.submit(work.process_id)
        with pytest.raises(DataProblem) as caught:
            stuck.result()
        assert caught.value.diagnostic.code == "S301"
        assert caught.value.diagnostic.message == "Dàn trang chạy quá 1,5 giây nên đã bị dừng"
        assert later.result() != first
        assert gone(first)


def test_time_is_counted_from_the_start_of_a_task_not_from_its_submission() -> None:
    with Pool(1, seconds=3, memory=4 * GIGABYTE) as pool:
        wait([pool.submit(work.sleep, 0.8) for _ in range(5)])
        assert pool.submit(work.double, 1).result() == 2


def test_a_task_that_wants_too_much_memory_fails_alone() -> None:
    with Pool(1, seconds=60, memory=GIGABYTE) as pool:
        hungry = pool.submit(labelled("Ảnh bìa", work.eat_memory), 2000)
        later = pool.submit(work.eat_memory, 100)
        with pytest.raises(DataProblem) as caught:
            hungry.result()
        assert caught.value.diagnostic.message == "Ảnh bìa cần quá 1024 MB bộ nhớ nên đã bị dừng"
        assert later.result() == 100 * MEGABYTE
        assert pool.submit(work.memory_limit).result() == GIGABYTE


def test_a_task_whose_very_bytes_are_too_many_fails_alone() -> None:
    with Pool(1, seconds=60, memory=600 * MEGABYTE) as pool:
        with pytest.raises(DataProblem) as caught:
            pool.submit(work.size_of, bytes(700 * MEGABYTE)).result()
        assert caught.value.diagnostic.code == "S302"
        assert pool.submit(work.double, 4).result() == 8


def test_memory_that_earlier_tasks_kept_does_not_count_against_later_ones() -> None:
    with Pool(1, seconds=60, memory=GIGABYTE) as pool:
        pids = [pool.submit(work.keep_memory, 300).result() for _ in range(6)]
    assert len(set(pids)) > 1


def test_a_process_that_has_outgrown_its_room_is_replaced() -> None:
    with Pool(1, seconds=60, memory=4 * GIGABYTE, room=120 * MEGABYTE) as pool:
        small = [pool.submit(work.process_id, 0.0).result() for _ in range(3)]
        grown = pool.submit(work.keep_memory, 200).result()
        after = pool.submit(work.process_id, 0.0).result()
    assert len({*small, grown}) == 1
    assert after != grown


def test_renewed_processes_end_after_their_task_and_at_once_when_they_have_none() -> None:
    with Pool(2, seconds=60, memory=4 * GIGABYTE) as pool:
        both = {future.result() for future in [pool.submit(work.process_id, 0.3) for _ in range(2)]}
        assert len(both) == 2
        begun = pool.submit(work.process_id, 0.5)
        until(begun.running)
        pool.renew()
        later = {future.result() for future in [pool.submit(work.process_id, 0.1) for _ in range(4)]}
        assert begun.result() in both
        assert not later & both
        assert all(gone(pid) for pid in both)


def test_the_process_that_worked_last_works_again() -> None:
    with Pool(3, seconds=60, memory=4 * GIGABYTE) as pool:
        wait([pool.submit(work.process_id, 0.3) for _ in range(3)])
        time.sleep(0.2)  # so that all are at rest
        first = pool.submit(work.process_id, 0.0).result()
        pids = set()
        for _ in range(5):
            time.sleep(0.05)
            pids.add(pool.submit(work.process_id, 0.0).result())
    assert pids == {first}


@pytest.mark.parametrize(("task", "reason"), [((work.die, 7), "mã 7"), ((work.be_killed,), "mã -9")])
def test_a_task_whose_process_dies_fails_alone(pool: Pool, task: tuple[Callable[..., object]], reason: str) -> None:
    others = [pool.submit(work.process_id, 0.1) for _ in range(4)]
    dying = pool.submit(*task)
    others += [pool.submit(work.process_id, 0.1) for _ in range(4)]
    with pytest.raises(DataProblem) as caught:
        dying.result()
    assert caught.value.diagnostic.message == f"Một việc trong nền dừng đột ngột ({reason})"
    assert all(future.result() > 0 for future in others)


def test_an_idle_process_that_was_killed_is_replaced_unseen(single: Pool) -> None:
    pid = single.submit(work.process_id).result()
    for _ in range(5):
        os.kill(pid, signal.SIGKILL)
        again = single.submit(work.process_id).result()
        assert again != pid
        pid = again


def test_a_fault_in_the_data_travels_as_it_is(single: Pool) -> None:
    with pytest.raises(DataProblem) as caught:
        single.submit(work.find_a_fault).result()
    assert caught.value.diagnostic.message == "không ghi được «dist»: đĩa đã đầy hoặc vượt hạn mức"


def test_a_bug_comes_with_the_trace_of_the_process(single: Pool) -> None:
    with pytest.raises(JobFailed) as caught:
        single.submit(work.have_a_bug).result()
    assert str(caught.value).startswith("KeyError: 'không có khóa này'")
    assert "in have_a_bug" in str(caught.value)


def test_what_cannot_be_sent_fails_alone(single: Pool) -> None:
    with pytest.raises(JobFailed, match=r"return_a_function|pickle"):
        single.submit(work.return_a_function).result()
    with pytest.raises((AttributeError, TypeError), match="pickle"):
        single.submit(lambda: None).result()
    assert single.submit(work.double, 1).result() == 2


# --- the end ------------------------------------------------------------------------------------------------


def test_waiting_tasks_can_be_cancelled(single: Pool, tmp_path: Path) -> None:
    log = tmp_path / "log"
    running = single.submit(work.write_when_started, log, "một", 0.5)
    until(log.exists)
    waiting, last = (single.submit(work.write_when_started, log, name, 0) for name in ("hai", "ba"))
    assert (running.cancel(), waiting.cancel()) == (False, True)
    last.result()
    with pytest.raises(CancelledError):
        waiting.result()
    assert log.read_text("utf-8").splitlines() == ["một", "ba"]


def test_shutdown_ends_processes_and_threads() -> None:
    threads = threading.active_count()
    pool = Pool(2, seconds=60, memory=4 * GIGABYTE)
    futures = [pool.submit(work.process_id, 0.2) for _ in range(5)]
    pool.shutdown()
    pids = {future.result(timeout=0) for future in futures}
    assert all(gone(pid, 0.1) for pid in pids)
    assert threading.active_count() == threads
    with pytest.raises(RuntimeError):
        pool.submit(work.double, 1)
    pool.shutdown()


def test_shutdown_may_cancel_what_waits(tmp_path: Path) -> None:
    pool = Pool(1, seconds=60, memory=4 * GIGABYTE)
    running = pool.submit(work.write_when_started, tmp_path / "log", "một", 0.5)
    waiting = pool.submit(work.double, 1)
    until((tmp_path / "log").exists)
    pool.shutdown(wait=False, cancel_futures=True)
    assert waiting.cancelled()
    assert running.result() is None
    pool.shutdown()


def test_when_an_exception_flies_nothing_is_waited_for(tmp_path: Path) -> None:
    mark = tmp_path / "program"
    with pytest.raises(KeyboardInterrupt), Pool(2, seconds=600, memory=4 * GIGABYTE) as pool:
        running = pool.submit(work.start_a_program, mark)
        pids = [pool.submit(work.process_id).result()]
        waiting = [pool.submit(work.sleep, 600) for _ in range(3)]
        until(lambda: mark.exists() and mark.read_text())
        raise KeyboardInterrupt
    assert isinstance(running.exception(), BrokenExecutor)
    assert waiting[-1].cancelled()
    assert all(gone(pid, 0.1) for pid in pids)
    assert gone(int(mark.read_text())), "the program that a task had started is ended with it"


KILLED = """
import os, sys
from pathlib import Path
import tasks_of_tests as work
from yearbook.workers import Pool

if __name__ == "__main__":
    pool = Pool(3, seconds=600, memory=4 * 1024**3)
    pids = [pool.submit(work.process_id, 0.3) for _ in range(3)]
    started = [pid for told in Path("/proc/self/task").glob("*/children") for pid in told.read_text().split()]
    print(*(pid.result() for pid in pids), *started, flush=True)
    pool.submit(work.loop_for_ever)
    pool.submit(work.start_a_program, Path(sys.argv[1]))
    if sys.argv[2] == "end":
        sys.exit()
    sys.stdin.read()
"""


@pytest.mark.parametrize("end", ["killed", "end"])
def test_processes_end_with_this_one_even_when_it_is_killed(tmp_path: Path, short: Path, end: str) -> None:
    script, mark, temporary = tmp_path / "start.py", tmp_path / "program", short / "t"
    temporary.mkdir()
    script.write_text(KILLED, "utf-8")
    paths = os.pathsep.join([str(Path(yearbook.__file__).parents[1]), str(Path(work.__file__).parent)])
    with subprocess.Popen(
        [sys.executable, script, mark, end],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths, "TMPDIR": str(temporary)},
    ) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) >= 3  # and those that they were forked from
        if end == "killed":
            until(lambda: mark.exists() and mark.read_text())
            parent.kill()
        parent.wait(timeout=60)
    assert all(gone(pid) for pid in pids)
    if mark.exists():
        assert gone(int(mark.read_text())), "with whatever programs they had started"
    assert not list(temporary.iterdir())


# --- who does what again ------------------------------------------------------------------------------------


def test_what_is_remembered_is_done_by_the_process_that_remembers_it() -> None:
    first, second = labelled("Phần một", work.process_id, "một"), labelled("Phần hai", work.process_id, "hai")
    with Pool(2, seconds=60, memory=4 * GIGABYTE) as pool:
        wait([pool.submit(work.sleep, 1.0) for _ in range(2)])  # both processes have started
        one = pool.submit(first).result()
        held = pool.submit(labelled("Phần một", work.sleep, "một"), 1.5)
        pids = (one, pool.submit(second).result())
        assert pids[0] != pids[1]
        held.result()
        for _ in range(4):
            found = [pool.submit(task) for task in (second, first)]
            assert (found[1].result(), found[0].result()) == pids
            assert (pool.submit(first).result(), pool.submit(second).result()) == pids


def test_nobody_waits_for_a_process_that_is_busy_or_was_replaced() -> None:
    task = labelled("Phần một", work.process_id, "một")
    with Pool(2, seconds=60, memory=4 * GIGABYTE) as pool:
        wait([pool.submit(work.sleep, 0.3) for _ in range(2)])
        pid = pool.submit(task).result()
        held = pool.submit(labelled("Phần một", work.sleep, "một"), 1.5)
        other = pool.submit(task).result()
        assert other != pid
        assert not held.done()
        held.result()
        pool.renew()
        assert pool.submit(task).result() not in (pid, other)


def test_a_patient_task_waits_until_nothing_else_does() -> None:
    done: list[str] = []

    def put(pool: Pool, name: str, *, patient: bool = False) -> Future[None]:
        future = pool.submit(labelled(name, work.sleep, patient=patient), 0.05)
        future.add_done_callback(lambda _: done.append(name))
        return future

    with Pool(1, seconds=60, memory=4 * GIGABYTE) as pool:
        held = pool.submit(work.sleep, 0.5)
        futures = [put(pool, name, patient=name.startswith("sau")) for name in ("sau 1", "một", "sau 2", "hai")]
        held.result()
        futures.append(put(pool, "ba"))
        wait(futures)
        assert done == ["một", "hai", "ba", "sau 1", "sau 2"]
        assert pool.submit(labelled("sau", work.process_id, patient=True)).result()  # there is nobody to wait for


def test_patient_tasks_are_cancelled_like_all_others() -> None:
    with Pool(1, seconds=60, memory=4 * GIGABYTE) as pool:
        held = pool.submit(work.sleep, 0.5)
        left = pool.submit(labelled("sau", work.process_id, patient=True))
        pool.shutdown(cancel_futures=True)
        assert held.done()
        assert left.cancelled()
