"""Small Vietnamese wordings that the report and the terminal share."""

from __future__ import annotations

from yearbook.vietnamese import format_number


def size_text(size: int) -> str:
    """Bytes as a reader wants them: «812 KB», «48,2 MB» (a thousand bytes to the KB, as file managers count)."""
    if size < 1000:
        return f"{size} byte"
    if size < 999_500:
        return f"{round(size / 1000)} KB"
    if size < 999_950_000:
        return f"{format_number(size / 1_000_000, 1)} MB"
    return f"{format_number(size / 1_000_000_000, 1)} GB"
