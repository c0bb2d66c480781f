"""Small interiors assembled in this process, one task after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from yearbook.context import asset_root
from yearbook.pages.flow import Flow
from yearbook.pdf.assembly import Assembler, Assembly, Render
from yearbook.pdf.bind import Sheaf, bind
from yearbook.pdf.runs import Impression, Press
from yearbook.pdf.tools import drawn_as, identity
from yearbook.storage import Cache

FACE = "SourceSerif4_400Regular.ttf"
CSS = f"""
@font-face {{ font-family: "Source Serif 4"; font-weight: 400; src: url("yb:font/{FACE}") }}
@page {{ size: 100mm 120mm; margin: 10mm; @bottom-left {{ content: counter(page) }} }}
html {{ font: 400 10pt/5mm "Source Serif 4" }}
body, p, h1, table, td, th {{ margin: 0; padding: 0; font-weight: 400 }}
"""


class Here(Executor):
    """Does a task at once; remembers the names of the tasks."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.done.append(getattr(getattr(fn, "work", fn), "place", getattr(fn, "__name__", "")).rpartition(":")[2])
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def press(css: str = "", images: Mapping[str, Path] | None = None, *, tagged: bool = False) -> Press:
    faces = ((FACE, asset_root() / "fonts" / FACE),)
    return Press(CSS + css, faces, (Impression(tagged=tagged, images=images or {}),))


def printed(made: Press, **how: Any) -> Press:
    """The same press with its one impression made otherwise."""
    (impression,) = made.impressions
    return replace(made, impressions=(replace(impression, **how),))


def document(body: str, name: str = "than") -> str:
    return f'<html lang="vi"><head><title>x</title></head><body id="{name}">{body}</body></html>'


def flow(body: str, name: str = "than") -> Flow:
    return Flow.of(name, document(body, name))


def assembler(made: Press, pool: Executor, cache: Cache, at_once: int = 2, *, sure: bool = False) -> Assembler:
    drawn = tuple(map(drawn_as, made.impressions))
    return Assembler(made, identity(made), drawn, "sach", pool, cache, at_once, sure=sure)


class Room:
    """A cache, an executor and a press: `assemble` as often as you like."""

    def __init__(self, folder: Path, made_with: Press | None = None) -> None:
        self.cache, self.pool, self.press = Cache(folder), Here(), made_with or press()

    def assemble(
        self,
        *flows: Flow,
        render: Render = lambda _numbers, _count, _fixed: {},
        signature: int = 1,
        sure: bool = False,
    ) -> Assembly:
        self.pool.done.clear()
        return assembler(self.press, self.pool, self.cache, sure=sure).assemble(flows, render, signature)

    def bound(self, assembly: Assembly, path: Path, number: int = 0, **how: Any) -> Path:
        """The file of an assembly. number: of the impression; how: what `bind` may be told besides."""
        impression = self.press.impressions[number]
        looks = tuple(link.drawn[number] for link in assembly.links)
        plates = tuple(plate[number] for plate in assembly.plates)
        images = {name: str(file) for name, file in impression.images.items()}
        sheaf = Sheaf(self.press, identity(self.press), looks, plates, assembly.numbers, images)
        bind(sheaf, path, self.cache, tagged=impression.tagged, **how)
        return path

    def laid(self) -> int:
        """How many stretches the last assembly had to lay out."""
        return self.pool.done.count("lay_out_stretch")
