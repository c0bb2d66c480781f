"""Records travel as the same bytes in every process, so that what was set of them is found again by their hash."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import Any

from yearbook.context import asset_root
from yearbook.records import load
from yearbook.records.values import FocalPoint, Photo

PACK = """
import hashlib, pickle, sys
from pathlib import Path
from yearbook.records import load
book = load(Path(sys.argv[1])).value
print(hashlib.sha256(pickle.dumps([record.model_copy() for record in book.individuals])).hexdigest())
"""


def test_the_same_bytes_in_every_process() -> None:
    packed = set()
    for seed in ("1", "2", "3"):
        command = [sys.executable, "-c", PACK, str(asset_root() / "data")]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        packed.add(subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout)
    assert len(packed) == 1
    assert packed.pop().strip()


def travelled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own


def test_what_was_given_is_still_known() -> None:
    photo = Photo(file="a.jpg", focal=FocalPoint(x=10))
    again = travelled(photo)
    assert again == photo
    assert again.model_fields_set == {"file", "focal"}
    assert again.focal.model_fields_set == {"x"}
    book = load(asset_root() / "data").value
    assert book
    for record in book.individuals:
        assert travelled(record).model_dump() == record.model_dump()
        assert travelled(record).model_fields_set == record.model_fields_set
