"""What holds for every test: a cache of its own, and silence.

WeasyPrint, fontTools and Pillow only *log* a missing picture, an unknown property, a missing glyph. In a book
each of these is a misprint, so a warning that nobody expects fails the test that caused it.
"""

import logging
from collections.abc import Iterator

import pytest

WATCHED = ("weasyprint", "fontTools", "PIL")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the cache of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YEARBOOK_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.hookimpl(tryfirst=True)  # xdist reads the marks in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What reads the sample book stays with one worker, so that it is built once; other files stay whole."""
    for item in items:
        needed = getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("sample" if "sample" in needed else item.path.name))


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
