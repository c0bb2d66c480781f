"""Notes are told from all else, and say what was noted."""

from __future__ import annotations

import marshal

import pytest

from yearbook.storage import note, noted


@pytest.mark.parametrize("value", [(), {}, {"trang": (1, b"x", None)}, ("Nguyễn", 1.5, True)])
def test_what_was_noted_is_read(value: object) -> None:
    assert noted(note(value)) == value
    assert note(value) == note(value)


@pytest.mark.parametrize("data", [None, b"", b"note", b"%PDF-1.7", marshal.dumps((1, 2))])
def test_what_is_no_note_says_nothing(data: bytes | None) -> None:
    assert noted(data) is None
