"""The two commands a newcomer types first, on a machine that is not ready."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STARTER = ROOT / "build_yearbook.py"


def start(folder: Path) -> subprocess.CompletedProcess[str]:
    """Start the yearbook with a Python that has no libraries (-S), as a system Python would."""
    return subprocess.run(
        [sys.executable, "-S", "-s", "-E", str(folder / "build_yearbook.py"), "check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copy(STARTER, tmp_path)
    (tmp_path / "yearbook" / "cli").mkdir(parents=True)
    (tmp_path / "yearbook" / "__init__.py").touch()
    (tmp_path / "yearbook" / "cli" / "__init__.py").write_text("import pydantic\n", "utf-8")
    return tmp_path


def test_without_environment_it_names_make_setup(checkout: Path) -> None:
    run = start(checkout)
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr == (
        "Chưa đủ thư viện để dựng sách (thiếu «pydantic»); "
        "hãy chạy `make setup` một lần, rồi chạy `.venv/bin/python build_yearbook.py`.\n"
    )


def test_with_the_wrong_python_it_names_the_right_one(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").touch()
    run = start(checkout)
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr == (
        "Chưa đủ thư viện để dựng sách (thiếu «pydantic»); hãy chạy bằng `.venv/bin/python build_yearbook.py`.\n"
    )


def test_an_import_error_of_our_own_is_not_hidden(checkout: Path) -> None:
    (checkout / "yearbook" / "cli" / "__init__.py").write_text("import yearbook.nowhere\n", "utf-8")
    run = start(checkout)
    assert run.returncode == 1
    assert "ModuleNotFoundError: No module named 'yearbook.nowhere'" in run.stderr


def test_an_old_python_can_read_the_starter() -> None:
    tree = ast.parse(STARTER.read_text("utf-8"), feature_version=(3, 7))
    newer = (ast.JoinedStr, ast.NamedExpr, ast.Match, ast.AnnAssign, ast.AsyncFunctionDef)
    assert [node for node in ast.walk(tree) if isinstance(node, newer)] == []


@pytest.mark.skipif(sys.platform == "win32", reason="setup.sh is for Debian and macOS; Windows has no make")
def test_setup_says_when_python_is_too_old(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "setup.sh", tmp_path / "tools")
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n', "utf-8")
    old.chmod(0o755)
    run = subprocess.run(
        ["bash", str(tmp_path / "tools" / "setup.sh"), "runtime"],
        env={**os.environ, "PYTHON": str(old)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 3
    assert run.stderr == (
        "Cần Python 3.11 trở lên (máy này: Python 3.9.2); hãy cài python3.11 rồi chạy lại, "
        "hoặc chạy PYTHON=/đường/dẫn/python3.11 make setup. (Python 3.11 or newer is needed.)\n"
    )
    assert not (tmp_path / ".venv").exists()


def test_ci_runs_the_test_command() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text("utf-8")
    assert "set -eu" in text
    assert "make test" in text
    assert os.access(script, os.X_OK)


def test_the_process_that_plans_a_book_never_loads_what_makes_it() -> None:
    """Engines cost a second and forty megabytes; what jobs tell can be read without them."""
    words = (
        "import sys; import yearbook.pipeline, yearbook.pdf.made, yearbook.preflight.proved, yearbook.pdf.runs;"
        "print(*sorted({'weasyprint', 'pikepdf', 'numpy', 'ebooklib', 'lxml'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == ""
