"""The house stands: imports go down only, one door per outside thing, modules of a readable size."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_floors_and_doors() -> None:
    """The contracts stand in pyproject.toml under [tool.importlinter]."""
    program = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    run = subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Contracts: 5 kept, 0 broken." in run.stdout


def test_modules_can_be_read_in_one_sitting() -> None:
    """Past 400 lines there is a seam; a `model.py` is a table of fields and may go on to 600."""
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in (ROOT / "yearbook").rglob("*.py")
    }
    assert {name: n for name, n in lengths.items() if n > (600 if name.endswith("/model.py") else 400)} == {}
