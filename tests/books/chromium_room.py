"""The preview as an editor meets it: the command in a process of its own, the page in a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from built import ROOT
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, Response, ViewportSize, sync_playwright
from small_folder import write_book

_OVERTAKEN = re.compile(r"/(?:page/|areas\?|source\?)")  # of a page that has changed while it was asked for
PATIENCE = 180_000  # ms until a book of ten pages has surely been laid out, on a machine that does much else


@dataclass(frozen=True)
class Running:
    """A preview that runs, and the folder it shows."""

    url: str
    data: Path


@contextmanager
def running(place: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Iterator[Running]:
    """`preview` of the small book under `place`; it must end by itself when it is told to."""
    data = write_book(place / "data", changes)
    words = [
        sys.executable,
        str(ROOT / "build_yearbook.py"),
        "preview",
        "--data",
        str(data),
        "--no-browser",
        "--editor",
        "vscode",
    ]
    cache = place / "cache"
    env = {**os.environ, "YEARBOOK_CACHE": str(cache), "PYTHONUNBUFFERED": "1"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=told, encoding="utf-8", env=env, cwd=place)
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("Xem thử tại: http://127.0.0.1:"), line
            yield Running(line.removeprefix("Xem thử tại: ").strip(), data)
            process.terminate()
            assert process.wait(timeout=60) == 0
            told.seek(0)
            assert told.read() == "\nĐã dừng xem thử.\n"
            assert list(cache.glob("preview-*")) == []
        finally:
            process.kill()
            process.wait()
            process.stdout.close()  # type: ignore[union-attr]  # it is a pipe


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, as `tools/setup.sh readers` looks for it."""
    known = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in known if name and (found := shutil.which(name))), None)
    assert path, "máy chưa có chromium: hãy chạy bash tools/setup.sh readers"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])  # root in a container
        try:
            yield browser
        finally:
            browser.close()


class Reader:
    """One open page, and everything it said and asked."""

    def __init__(self, browser: Browser, url: str, width: int = 1280, height: int = 800, **options: object) -> None:
        size: ViewportSize = {"width": width, "height": height}
        self.context: BrowserContext = browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.errors: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self._said(message.type, message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: self.errors.append(f"dialog: {dialog.message}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)
        self.page.goto(url)
        self.settled()

    def _said(self, kind: str, text: str) -> None:
        if kind == "error" and "404 (Not Found)" not in text:  # those are told with their address below
            self.errors.append(text)

    def _asked(self, request: Request) -> None:
        self.asked.append(request.url)

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not (response.status == 404 and _OVERTAKEN.search(response.url)):
            self.errors.append(f"{response.status} {response.url}")

    def settled(self, state: str = "good") -> None:
        """Wait until the book has been made (or, `bad`, until that has failed)."""
        self.page.wait_for_selector(f"#status.{state}", timeout=PATIENCE)
        if state == "good" and self.page.locator(".ebook").count() == 0:
            self.page.wait_for_selector(".page[data-key]", timeout=PATIENCE)

    def find(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def spread(self) -> list[str]:
        """What the shown pages are called, from left to right."""
        pages = self.find(".page")
        names = [
            (box["x"], str(page.get_attribute("aria-label"))) for page in pages.all() if (box := page.bounding_box())
        ]
        return [name for _, name in sorted(names)]

    def area(self, label: str) -> Locator:
        """The clickable place of this name."""
        return self.find(f'.areas button[aria-label="{label}"]').first

    def close(self) -> None:
        self.context.close()
