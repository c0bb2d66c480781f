"""What holds for every test: a cache of its own, and silence.

WeasyPrint, fontTools and Pillow only *log* a missing picture, an unknown property, a missing glyph. In a book
each of these is a misprint, so a warning that nobody expects fails the test that caused it.
"""

import logging
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent
WATCHED = ("weasyprint", "fontTools", "PIL")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the cache of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YEARBOOK_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


class _ByBook(LoadScopeScheduling):
    """A file of tests goes to one worker whole; all files that read the sample book go to one, where it is built once.

    By the names of files: xdist's own groups have no effect under pytest 9.2 (it renames tests, and is not heard).
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "sample" if _reads_the_sample(file) else file


@cache
def _reads_the_sample(file: str) -> bool:
    path = ROOT / file
    return path.is_file() and "sample: Dist" in path.read_text("utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return _ByBook(config, log)


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.split(".")[0] in WATCHED:
            self.heard.append(f"{record.name}: {record.levelname}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _silence(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a warning that reached the root logger, unless the test is marked `noisy("why")`.

    What the product catches itself and turns into a finding does not propagate, so it is not heard here.
    """
    listener = _Listener()
    root = logging.getLogger()
    root.addHandler(listener)
    try:
        yield
    finally:
        root.removeHandler(listener)
    if listener.heard and request.node.get_closest_marker("noisy") is None:
        pytest.fail("không im lặng:\n" + "\n".join(listener.heard), pytrace=False)
