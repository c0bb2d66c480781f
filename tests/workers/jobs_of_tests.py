"""Jobs as a build could run them, sound ones and wild ones. They run in processes of their own."""

import os
import time
from collections.abc import Callable

Said = Callable[[int], None]


def double(number: int, said: Said) -> int:
    said(number)
    return number * 2


def slow_then_tell(seconds: float, name: str, said: Said) -> str:
    time.sleep(seconds)
    return name


def report_pages(count: int, said: Said) -> int:
    for page in range(1, count + 1):
        said(page)
    return count


def loop_for_ever(said: Said) -> None:
    while True:
        pass


def eat_memory(said: Said) -> int:
    hoard = []
    while True:
        hoard.append(bytearray(16 * 1024 * 1024))


def die(said: Said) -> None:
    os._exit(7)


def have_a_bug(said: Said) -> None:
    raise KeyError("không có khóa này")


def return_a_function(said: Said) -> object:
    return lambda: None


def process_id(said: Said) -> int:
    return os.getpid()


def process_id_after(seconds: float, said: Said) -> int:
    time.sleep(seconds)
    return os.getpid()
