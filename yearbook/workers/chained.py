"""Tasks that wait for the results of others: put on an executor as soon as these are there, by nobody who waits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any


def then(before: Future[Any], begin: Callable[[Any], Future[Any]]) -> Future[Any]:
    """begin: starts what follows a result. Out: its result; or what any of it raised."""
    whole: Future[Any] = Future()

    def follow(done: Future[Any]) -> None:
        try:
            begin(done.result()).add_done_callback(lambda after: _settle(whole, after.result))
        except BaseException as error:
            whole.set_exception(error)

    before.add_done_callback(follow)
    return whole


def together(futures: Sequence[Future[Any]]) -> Future[list[Any]]:
    """The results of all, in order; or what the first of them in this order raised."""
    whole: Future[list[Any]] = Future()
    lock, left = threading.Lock(), len(futures)

    def ended(_: Future[Any]) -> None:
        nonlocal left
        with lock:
            left -= 1
            last = not left
        if last:
            _settle(whole, lambda: [future.result() for future in futures])

    if not futures:
        whole.set_result([])
    for future in futures:
        future.add_done_callback(ended)
    return whole


def _settle(future: Future[Any], result: Callable[[], Any]) -> None:
    try:
        value = result()
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(value)
