"""argparse in Vietnamese: help, usage and every refusal; a refusal is a `UsageError`, not the end of the process."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Callable, Iterable
from typing import NoReturn

_REFUSALS = (
    (r"the following arguments are required: (.*)", "thiếu tham số: {}"),
    (r"unrecognized arguments: (.*)", "không hiểu: {}"),
    (r"argument (.*?): expected one argument", "{} cần một giá trị đi kèm"),
    (r"argument (.*?): expected at least one argument", "{} cần ít nhất một giá trị đi kèm"),
    (r"argument (.*?): ignored explicit argument '(.*)'", "{} không nhận giá trị («{}»)"),
    (r"argument (.*?): not allowed with argument (.*)", "{} không dùng cùng với {}"),
    (r"argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)", "{} không nhận «{}»; chọn một trong: {}"),
    (r"argument (.*?): (.*)", "{}: {}"),
)


class UsageError(Exception):
    """Wrong usage: the sentence to show, and the usage line of the command when that helps."""

    def __init__(self, message: str, usage: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.usage = usage


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with «cách dùng» in front; texts keep the line ends they have."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def] # as in argparse
        super().add_usage(usage, actions, groups, "cách dùng: " if prefix is None else prefix)

    def add_argument(self, action: argparse.Action) -> None:
        """argparse forgets the indent of the commands when it measures them: the longest name would break its line."""
        super().add_argument(action)
        for command in self._iter_indented_subactions(action):
            length = len(self._format_action_invocation(command)) + self._current_indent
            self._action_max_length = max(self._action_max_length, length)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Vietnamese and takes no abbreviations."""

    def __init__(self, **options: object) -> None:
        options = {"formatter_class": Formatter, "allow_abbrev": False, "add_help": False} | options
        super().__init__(**options)  # type: ignore[arg-type]
        self._positionals.title = "tham số"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in phần hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        raise UsageError(self._say(message), self.format_usage().strip())

    def _say(self, message: str) -> str:
        if match := re.fullmatch(_REFUSALS[1][0], message):
            return self._not_understood(match[1].split())
        for pattern, sentence in _REFUSALS:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                return sentence.format(*match.groups())
        return message

    def _not_understood(self, words: list[str]) -> str:
        options = [word for word in words if word.startswith("-")]
        if not options:
            return f"không hiểu tham số «{' '.join(words)}»"
        near = closest(options[0].split("=")[0], self._option_string_actions)
        return f"không hiểu lựa chọn «{options[0]}»" + (f"; có phải `{near}`?" if near else "")


class ActionParser(Parser):
    """The parser of an action below a command: argparse would leave it to the command to refuse an unknown option."""

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def] # as in argparse
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a mistyped one most likely means."""
    near = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return near[0] if near else None


def whole_number(text: str) -> int:
    """An argument type: 1, 2, 3 …"""
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise argparse.ArgumentTypeError(f"cần một số nguyên từ 1 trở lên, không phải «{text}»")
    return int(text)


def one_of(*names: str) -> Callable[[str], str]:
    """An argument type: one of these words; a mistyped one is answered with the nearest."""

    def choose(text: str) -> str:
        if text in names:
            return text
        near = closest(text, names)
        hint = f"có phải «{near}»?" if near else "chọn một trong: " + ", ".join(names)
        raise argparse.ArgumentTypeError(f"không nhận «{text}»; {hint}")

    return choose
