"""Whole books. The sample book is built once, all editions; every test only reads it."""

import pytest
from built import ROOT, Dist, said
from small_folder import ALL, context

from yearbook.pipeline import build


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Dist:
    """The sample book of the repository, all editions."""
    out = tmp_path_factory.mktemp("sample") / "dist"
    result = build(context(ROOT / "data", out, tmp_path_factory.mktemp("sample-cache")), ALL)
    assert said(result) == [], "\n".join(said(result))
    return Dist(out, result)
