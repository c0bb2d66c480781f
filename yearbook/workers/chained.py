"""Tasks that wait for the result of another: put on an executor as soon as it is there, by nobody who waits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any


def then(before: Future[Any], begin: Callable[[Any], Sequence[Future[Any]]]) -> Future[list[Any]]:
    """begin: starts what follows a result. Out: the results of all that, in order; or what any of it raised."""
    whole: Future[list[Any]] = Future()
    lock = threading.Lock()

    def follow(done: Future[Any]) -> None:
        try:
            futures = list(begin(done.result()))
        except BaseException as error:
            whole.set_exception(error)
            return
        left = len(futures)

        def ended(_: Future[Any]) -> None:
            nonlocal left
            with lock:
                left -= 1
                last = not left
            if last:
                _tell(whole, futures)

        if not futures:
            whole.set_result([])
        for future in futures:
            future.add_done_callback(ended)

    before.add_done_callback(follow)
    return whole


def _tell(whole: Future[list[Any]], futures: Sequence[Future[Any]]) -> None:
    try:
        whole.set_result([future.result() for future in futures])
    except BaseException as error:
        whole.set_exception(error)
