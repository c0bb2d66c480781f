"""The command `preview`: what it refuses before it opens anything. How it works: tests/books, tests/preview."""

from __future__ import annotations

import socket

import pytest
from cli_room import Book, Run

from yearbook.cli.preview import EDITORS
from yearbook.preview import view


def test_a_folder_that_is_not_there_is_refused(run: Run) -> None:
    ran = run("preview", "--data", "khong-co", "--no-browser")
    assert (ran.code, ran.out) == (2, "")
    assert "--data: không có thư mục «khong-co»" in ran.err


@pytest.mark.parametrize("port", ["-1", "65536", "abc", "80.5", "٨"])
def test_a_port_is_a_number(run: Run, port: str) -> None:
    ran = run("preview", f"--port={port}")
    assert ran.code == 2
    assert f"cần một số từ 0 đến 65535, không phải «{port}»" in ran.err


def test_an_unknown_editor_is_refused_with_the_nearest(run: Run) -> None:
    ran = run("preview", "--editor", "vscod")
    assert ran.code == 2
    assert "có phải «vscode»?" in ran.err


def test_a_wrong_setting_is_told_by_its_name(run: Run, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YEARBOOK_EDITOR", "notepad")
    ran = run("preview", "--data", str(book()), "--no-browser")
    assert ran.code == 2
    assert "YEARBOOK_EDITOR: không nhận «notepad»" in ran.err


def test_a_taken_port_is_a_finding(run: Run, book: Book) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("preview", "--data", str(book()), "--no-browser", "--port", str(port))
    assert ran.code == 1
    assert f"S308: không mở được cổng {port} trên máy này" in ran.err


def test_the_option_offers_the_editors_that_the_page_can_open() -> None:
    assert {*view.EDITORS, "none"} == set(EDITORS)
