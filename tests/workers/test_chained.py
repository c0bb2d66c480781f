"""Tasks that follow the result of another."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from yearbook.workers import then, together


def done(value: object) -> Future[object]:
    future: Future[object] = Future()
    future.set_result(value)
    return future


def test_what_follows_begins_with_the_result_and_comes_in_order() -> None:
    with ThreadPoolExecutor(3) as crew:
        first = crew.submit(lambda: 3)
        whole = then(first, lambda count: together([crew.submit(lambda n=n: n * 10) for n in range(count)]))
        assert whole.result(10) == [0, 10, 20]
        assert then(whole, lambda numbers: done(sum(numbers))).result(10) == 30


def test_nothing_begins_before_the_result_is_there() -> None:
    begun: list[object] = []
    go = Event()
    with ThreadPoolExecutor(1) as crew:
        whole = then(crew.submit(go.wait), lambda value: done(begun.append(value)))
        assert begun == []
        assert not whole.done()
        go.set()
        assert whole.result(10) is None
    assert begun == [True]


def test_a_failure_of_any_is_the_failure_of_the_whole() -> None:
    def fail() -> None:
        raise KeyError("x")

    with ThreadPoolExecutor(2) as crew:
        for whole in (
            then(crew.submit(fail), lambda _: done(1)),
            then(done(1), lambda _: together([crew.submit(fail), done(1)])),
            then(done(1), lambda _: [][0]),
        ):
            with pytest.raises(LookupError):
                whole.result(10)


def test_nothing_together_is_there_at_once() -> None:
    assert together([]).result(0) == []
