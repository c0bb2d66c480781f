"""Books composed from records written in the tests; the sample book, loaded once."""

import sys
from pathlib import Path

import pytest

from yearbook.book import Book, compose
from yearbook.records import Yearbook, load

TESTS = Path(__file__).resolve().parents[1]
sys.path.append(str(TESTS / "epub"))  # small_book: one small book for the tests of composition, pages and EPUB


@pytest.fixture(scope="session")
def sample() -> Yearbook:
    """The sample book of the repository."""
    outcome = load(TESTS.parent / "data")
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


@pytest.fixture(scope="session")
def sample_book(sample: Yearbook) -> Book:
    return compose(sample)
