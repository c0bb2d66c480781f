#!/usr/bin/env python3
"""Starts the yearbook's commands from a checkout: hands over to yearbook.cli, nothing else.

Written so that an old Python 3 can still read it and say what is wrong.
"""

import os
import sys

MISSING = 3  # exit code: a tool is missing


def _stop(sentence):
    sys.stderr.flush()
    sys.stderr.buffer.write((sentence + "\n").encode("utf-8"))
    sys.exit(MISSING)


def _how_to_start():
    here = os.path.dirname(os.path.abspath(__file__))
    for python in (os.path.join(".venv", "bin", "python"), os.path.join(".venv", "Scripts", "python.exe")):
        path = os.path.join(here, python)
        if os.path.exists(path) and os.path.abspath(sys.executable or "") != path:
            return "hãy chạy bằng `{} build_yearbook.py`".format(python)
    return "hãy chạy `make setup` một lần, rồi chạy `.venv/bin/python build_yearbook.py`"


def main():
    if sys.version_info < (3, 11):
        _stop(
            "Cần Python 3.11 trở lên, đây là Python {}.{}; {}.".format(
                sys.version_info[0], sys.version_info[1], _how_to_start()
            )
        )
    try:
        from yearbook.cli import main as run
    except ImportError as error:
        if (error.name or "yearbook").split(".")[0] == "yearbook":
            raise  # a bug of ours, not a missing library
        _stop("Chưa đủ thư viện để dựng sách (thiếu «{}»); {}.".format(error.name, _how_to_start()))
    return run()


if __name__ == "__main__":
    sys.exit(main())
