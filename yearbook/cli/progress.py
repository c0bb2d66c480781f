"""Progress of long work: bars on a terminal, one line a step with --verbose, else silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from yearbook.cli.console import Console

if TYPE_CHECKING:
    from yearbook.pipeline import Step

Listen = Callable[["Step"], None]


@contextmanager
def progress(console: Console, *, verbose: bool = False) -> Iterator[Listen]:
    """Inside, hand every step to the listener; it draws on standard error and leaves nothing behind."""
    if console.err.isatty():
        with _bars(console.err) as listen:
            yield listen
    else:
        yield _lines(console) if verbose else _silent


def _silent(_step: Step) -> None:
    return None


def _lines(console: Console) -> Listen:
    told: set[str] = set()

    def listen(step: Step) -> None:
        if step.label not in told:
            told.add(step.label)
            console.note(f"{step.label} …")

    return listen


@contextmanager
def _bars(stream: TextIO) -> Iterator[Listen]:
    from rich.console import Console as RichConsole
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=RichConsole(file=stream), transient=True) as bars:

        def listen(step: Step) -> None:
            total = step.total or None  # None: a bar that swings
            if step.label not in tasks:
                for done in tasks.values():
                    bars.update(done, visible=False)
                tasks[step.label] = bars.add_task(escape(step.label), total=total)
            bars.update(tasks[step.label], completed=step.done, total=total, visible=True)

        yield listen
