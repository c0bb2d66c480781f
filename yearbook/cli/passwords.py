"""The password of the release key: asked for on a terminal, or taken from `$YEARBOOK_KEY_PASSWORD` by scripts."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from yearbook.cli.console import Console
from yearbook.cli.parser import UsageError

VARIABLE = "YEARBOOK_KEY_PASSWORD"
_TRIES = 3


def new_password(console: Console) -> str:
    """A password for a new key, typed twice alike; empty when none is wanted."""
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        raise UsageError(f"không có cửa sổ lệnh để hỏi mật khẩu; đặt biến {VARIABLE}, hoặc thêm --no-password")
    console.note("Mật khẩu bảo vệ khóa riêng; không gõ gì thì khóa không có mật khẩu, ai chép được tệp là ký được.")
    for _ in range(_TRIES):
        password = _asked("Mật khẩu: ")
        if _asked("Gõ lại mật khẩu: ") == password:
            return password
        console.note("Hai lần gõ không giống nhau, xin gõ lại.")
    raise UsageError("ba lần gõ không giống nhau; chưa tạo khóa nào")


def known_password(key: Path) -> str:
    """The password of a key that is there; empty when the key has none, or when there is nobody to ask.

    Raises DataProblem D101, D102 for what is no key.
    """
    from yearbook.release.keys import is_locked

    if not is_locked(key):
        return ""
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    return _asked(f"Mật khẩu của khóa «{key.name}»: ") if sys.stdin.isatty() else ""


def _asked(prompt: str) -> str:
    try:
        return getpass.getpass(prompt)
    except EOFError:  # Ctrl-D: whoever leaves without an answer wants to stop
        raise KeyboardInterrupt from None
