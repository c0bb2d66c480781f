"""Colours and progress bars only where somebody looks."""

import io
import re
import sys

import pytest

from yearbook.cli.console import Console, command_line, quoted, takes_colour
from yearbook.cli.progress import progress
from yearbook.pipeline import Step


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("TTY_COMPATIBLE", raising=False)


def test_colours_only_on_a_terminal_that_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert takes_colour(Terminal())
    assert not takes_colour(io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    assert not takes_colour(Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not takes_colour(Terminal())


STEPS = [Step("Đọc dữ liệu"), Step("Dàn trang", 1, 3), Step("Dàn trang", 3, 3), Step("Đóng gói [EPUB]", 1, 1)]


def played(stream: io.StringIO, *, verbose: bool) -> str:
    console = Console(io.StringIO(), stream)
    with progress(console, verbose=verbose) as listen:
        for step in STEPS:
            listen(step)
    assert console.out.getvalue() == ""  # type: ignore[attr-defined]
    return stream.getvalue()


def test_without_a_terminal_progress_is_silent() -> None:
    assert played(io.StringIO(), verbose=False) == ""


def test_verbose_tells_each_step_once() -> None:
    assert played(io.StringIO(), verbose=True) == "Đọc dữ liệu …\nDàn trang …\nĐóng gói [EPUB] …\n"


def test_a_terminal_sees_bars_that_leave_nothing_behind() -> None:
    raw = played(Terminal(), verbose=False)
    drawn = re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", raw)
    assert "Đọc dữ liệu ━" in drawn
    assert re.search(r"Đóng gói \[EPUB\] ━+ 1/1 ", drawn)  # brackets in a label are no markup
    assert raw.endswith("\x1b[?25h\r\x1b[1A\x1b[2K")  # the cursor is back, the bar's line is empty


def test_commands_are_quoted_as_the_shell_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/local/bin/yearbook"])
    assert command_line("check", "--data", "sach cua toi") == "yearbook check --data 'sach cua toi'"
    monkeypatch.setattr(sys, "argv", ["/x/yearbook/__main__.py"])
    assert command_line("check").endswith(" -m yearbook check")
    monkeypatch.setattr("os.name", "nt")
    assert quoted(["a", "b c"]) == 'a "b c"'
