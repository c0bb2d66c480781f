"""Whatever happens, a reader gets a sentence and a shell gets the right exit code; never a traceback."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_room import Book, Run

from yearbook.diagnostics import DataProblem, diagnose

ROOT = Path(__file__).resolve().parents[2]
Raise = Callable[[BaseException], None]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Raise:
    """Let `check` fail with an exception that no data can provoke."""

    def fail_with(error: BaseException) -> None:
        def check(_context: object) -> None:
            raise error

        monkeypatch.setattr("yearbook.checking.check", check)

    return fail_with


def test_a_bug(run: Run, failing: Raise, bug_files: Path) -> None:
    failing(KeyError("chỗ bí mật"))
    ran = run("check", "--data", "x")
    (kept,) = bug_files.glob("yearbook-loi-*.txt")
    assert (ran.code, ran.out) == (70, "")
    assert ran.err == (
        "Đây là lỗi phần mềm, không phải lỗi của dữ liệu (KeyError). Sách lần trước còn nguyên.\n"
        f"Chi tiết ghi ở: {kept}\n"
        "Xin gửi tệp ấy và lệnh đã chạy cho người phụ trách kỹ thuật.\n"
    )
    text = kept.read_text("utf-8")
    assert text.startswith("yearbook ")
    assert "['check', '--data', 'x']" in text
    assert text.endswith("KeyError: 'chỗ bí mật'\n")


def test_a_bug_on_a_full_disk(run: Run, failing: Raise, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(ValueError("lạ"))
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    ran = run("check")
    assert ran.code == 70
    assert ran.err.endswith("(ValueError). Sách lần trước còn nguyên.\nlạ\n")


def test_ctrl_c(run: Run, failing: Raise) -> None:
    failing(KeyboardInterrupt())
    ran = run("check")
    assert (ran.code, ran.out, ran.err) == (130, "", "\nĐã dừng theo yêu cầu; sách lần trước còn nguyên.\n")


def test_a_finding_that_stops_the_run(run: Run, failing: Raise) -> None:
    failing(DataProblem(diagnose("S101", path="dist")))
    ran = run("check")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "lỗi S101: không ghi được «dist»: đĩa đã đầy hoặc vượt hạn mức\n"
        "   = gợi ý: dọn bớt chỗ trên đĩa rồi chạy lại; bản sách dựng lần trước vẫn nguyên vẹn\n"
    )


def test_a_missing_tool(run: Run, failing: Raise) -> None:
    failing(DataProblem(diagnose("S201", tool="gs", purpose="đo mực", command="apt-get install ghostscript")))
    ran = run("check")
    assert ran.code == 3
    assert ran.err.startswith("lỗi S201: thiếu công cụ «gs», cần để đo mực\n")


def test_a_missing_native_library(run: Run, failing: Raise, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    failing(OSError("cannot load library 'libpango-1.0-0': libpango-1.0-0: cannot open shared object file"))
    ran = run("check")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "lỗi S202: thiếu thư viện hệ thống «libpango-1.0-0», cần để dàn trang\n"
        "   = gợi ý: cài bằng lệnh: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b "
        "libharfbuzz-subset0 libfontconfig1\n"
    )


def test_a_missing_python_library(run: Run, failing: Raise) -> None:
    failing(ModuleNotFoundError("No module named 'pikepdf'", name="pikepdf"))
    ran = run("check")
    assert (ran.code, ran.err) == (
        3,
        "Chưa đủ thư viện để chạy lệnh này (thiếu «pikepdf»); hãy chạy `make setup`, "
        "hoặc cài lại bằng `pip install --force-reinstall yearbook`.\n",
    )


def test_a_missing_module_of_our_own_is_a_bug(run: Run, failing: Raise, bug_files: Path) -> None:
    failing(ModuleNotFoundError("No module named 'yearbook.x'", name="yearbook.x"))
    assert run("check").code == 70
    assert len(list(bug_files.iterdir())) == 1


def test_a_disk_that_fills_up_anywhere(run: Run, failing: Raise) -> None:
    failing(OSError(errno.ENOSPC, "No space left on device", "/tmp/x"))
    ran = run("check")
    assert ran.code == 1
    assert ran.err.startswith("lỗi S101: không ghi được «/tmp/x»: đĩa đã đầy hoặc vượt hạn mức\n")


def test_other_errors_of_the_system_are_bugs(run: Run, failing: Raise, bug_files: Path) -> None:
    failing(OSError(errno.EINVAL, "Invalid argument"))
    assert run("check").code == 70
    assert list(bug_files.iterdir())


def start(*words: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(ROOT / "build_yearbook.py"), *words]
    return subprocess.run(command, capture_output=True, check=False, **options)  # type: ignore[call-overload, no-any-return]


def test_vietnamese_in_a_terminal_that_is_not_utf8() -> None:
    done = start("explain", "X201", env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert done.stdout.decode("utf-8").startswith("X201 – Thiếu ảnh chân dung")


def test_a_reader_that_goes_away_is_no_trouble() -> None:
    with subprocess.Popen(
        [sys.executable, str(ROOT / "build_yearbook.py"), "explain"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
        assert (process.wait(), errors) == (141, b"")


def test_help_explain_and_new_need_no_layout_library(tmp_path: Path) -> None:
    """As on a machine without Pango: whatever imports WeasyPrint would fail."""
    (tmp_path / "weasyprint.py").write_text(
        "print('read the manual')\nraise OSError(\"cannot load library 'libpango-1.0-0': not there\")\n", "utf-8"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    for words in (["--help"], ["explain", "X201"], ["schema", "--out", "s"], ["new", "n"]):
        assert start(*words, env=environment, cwd=tmp_path).returncode == 0
    refused = start("build", "--data", "n", env=environment, cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (3, b"")
    assert refused.stderr.decode().startswith("lỗi S202: thiếu thư viện hệ thống «libpango-1.0-0», cần để dàn trang\n")
    doctor = start("doctor", env=environment, cwd=tmp_path)
    assert doctor.returncode == 3
    assert "  THIẾU    WeasyPrint       không nạp được\n" in doctor.stdout.decode()
    assert "read the manual" not in doctor.stdout.decode()


def test_the_advice_repeats_how_the_program_was_started(tmp_path: Path) -> None:
    done = start("chek", cwd=ROOT)
    python = Path(sys.executable)
    shown = python.relative_to(ROOT) if python.is_relative_to(ROOT) else python
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[1] == f"Xem hướng dẫn: {shown} build_yearbook.py --help"


def test_errors_of_missing_faces_count_as_missing_tools(run: Run, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from yearbook.diagnostics import Report
    from yearbook.pipeline import BuildResult

    book()
    missing = Report.of([diagnose("S203", font="Source Serif 4", theme="trang-trong"), diagnose("X205")])
    monkeypatch.setattr("yearbook.pipeline.build", lambda *_, **__: BuildResult(missing, None))
    ran = run("build")
    assert ran.code == 3
    assert ran.out.startswith("lỗi S203: thiếu phông chữ «Source Serif 4» mà giao diện «trang-trong» dùng\n")
