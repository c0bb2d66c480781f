"""Executors by their address: this machine, or a Dask cluster; tasks fail in the same ways on both."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, as_completed
from dataclasses import replace
from pathlib import Path

import pytest
import tasks_of_tests as work

import yearbook
from yearbook.diagnostics import DataProblem
from yearbook.workers import BadAddress, JobFailed, Late, Pool, check_address, executor, labelled
from yearbook.workers.cluster import _answer, _Needs, _tools
from yearbook.workers.tasks import pack_task, settle


@pytest.mark.parametrize("address", ["", "dask:10.0.0.5:8786", "dask:tcp://may-chu.bo.vn:8786", "dask:tls://[::1]:1"])
def test_addresses(address: str) -> None:
    assert check_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["dask", "dask:", "dask:h", "dask:h:", "dask:h:0", "dask:h:65536", "dask:h:8786/x", "dask:http://h:1", "ray:h:1",
     "dask:-h:1", " dask:h:1", "h:8786", "dask:h:1\n"],
)  # fmt: skip
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(BadAddress, match="không hiểu địa chỉ «"), executor(address):
        pass


def test_without_an_address_it_is_the_pool_of_this_machine() -> None:
    with executor("", 2) as crew:
        assert isinstance(crew, Pool)
        assert crew.submit(work.double, 21).result() == 42


WITHOUT = """
import sys
sys.modules["distributed"] = None  # as where it is not installed
from yearbook.diagnostics import DataProblem
from yearbook.workers import executor

try:
    with executor("dask:127.0.0.1:8786"):
        pass
except DataProblem as problem:
    print(problem.diagnostic.code, problem.diagnostic.message, "|", problem.diagnostic.hint)
"""


def test_a_missing_library_is_named_with_the_way_to_get_it() -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(yearbook.__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, encoding="utf-8", env=environment, check=True
    )
    assert done.stdout == (
        "S206 thiếu thư viện Python «distributed», cần để dùng cụm Dask"
        " | cài bằng lệnh: pip install distributed; hoặc bỏ lựa chọn cần đến nó\n"
    )


def test_a_cluster_that_does_not_answer_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(DataProblem) as caught, executor(f"dask:127.0.0.1:{port}"):
        pass
    assert caught.value.diagnostic.code == "S304"
    assert caught.value.diagnostic.message == (
        f"cụm Dask «tcp://127.0.0.1:{port}» không trả lời: không có bộ điều phối ở đó"
    )


# --- a real cluster -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of two processes on this machine."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield f"dask:{cluster.scheduler_address}"


@pytest.mark.slow
def test_tasks_on_a_cluster(address: str) -> None:
    with executor(address) as crew:
        futures = [crew.submit(work.double, n, plus=1) for n in range(50)]
        assert [future.result() for future in futures] == [2 * n + 1 for n in range(50)]
        assert len(list(as_completed(futures))) == 50
        assert list(crew.map(work.double, range(3))) == [0, 2, 4]
        assert crew.submit(Late("tasks_of_tests:double"), 21).result() == 42
        assert os.getpid() not in {crew.submit(work.process_id, 0.1).result() for _ in range(3)}
        assert crew.submit(work.size_of, b"x" * 5_000_000).result() == 5_000_000
        assert len(crew.submit(work.bytes_of, 5_000_000).result()) == 5_000_000
        late = crew.submit(work.double, 4)
    assert late.result(timeout=0) == 8, "at the end all tasks have been done"


@pytest.mark.slow
def test_failures_on_a_cluster_are_those_of_the_pool(address: str) -> None:
    with executor(address) as crew:
        with pytest.raises(DataProblem, match="không ghi được «dist»"):
            crew.submit(work.find_a_fault).result()
        with pytest.raises(JobFailed, match="in have_a_bug"):
            crew.submit(work.have_a_bug).result()
        with pytest.raises(ModuleNotFoundError):
            crew.submit(Late("no_such_library.work:make")).result()
        with pytest.raises((AttributeError, TypeError), match="pickle"):
            crew.submit(lambda: None).result()
        with pytest.raises(DataProblem) as caught:
            crew.submit(labelled("Dàn trang", work.die), 7).result()
        assert caught.value.diagnostic.message == "Dàn trang dừng đột ngột (máy trong cụm báo KilledWorker)"
        assert crew.submit(work.double, 1).result() == 2


@pytest.mark.slow
def test_a_machine_that_does_not_see_the_folders_is_named(address: str, tmp_path: Path) -> None:
    with executor(address, folders=[tmp_path]) as crew:
        assert crew.submit(work.double, 1).result() == 2
    gone = tmp_path / "elsewhere"
    with executor(address, folders=[gone]) as crew:
        finding = crew.submit(work.double, 1).exception()
    assert isinstance(finding, DataProblem)
    assert finding.diagnostic.code == "S306"
    assert finding.diagnostic.message.endswith(f"không thấy thư mục «{gone.as_posix()}»")


@pytest.mark.slow
def test_a_machine_with_other_versions_is_named(address: str) -> None:
    """The task is sent as a machine with another Pillow would send it."""
    from distributed import Client

    others = tuple(replace(tool, version="1.0") if tool.name == "pillow" else tool for tool in _tools())
    with Client(address.removeprefix("dask:"), set_as_default=False) as client:
        packed = pack_task(work.double, (1,), {})
        answered = client.submit(_answer, packed, _Needs(others, ()), pure=False).result()
    future: Future[int] = Future()
    settle(future, answered, "", 0)
    finding = future.exception()
    assert isinstance(finding, DataProblem)
    assert finding.diagnostic.code == "S305"
    assert "trong cụm Dask dùng pillow " in finding.diagnostic.message
    assert finding.diagnostic.message.endswith(", máy này dùng 1.0")


@pytest.mark.slow
def test_when_an_exception_flies_the_tasks_of_a_cluster_are_cancelled(address: str) -> None:
    with pytest.raises(KeyboardInterrupt), executor(address) as crew:
        futures = [crew.submit(work.sleep, 0.2) for _ in range(50)]
        raise KeyboardInterrupt
    assert all(future.done() for future in futures)
    assert futures[-1].cancelled()
