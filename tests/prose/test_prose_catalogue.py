"""Each problem of prose has its entry, and each entry its whole message."""

import pytest

from yearbook.diagnostics import Severity, catalogue, diagnose
from yearbook.prose import ProblemKind


def test_every_kind_is_in_the_catalogue() -> None:
    for kind in ProblemKind:
        entry = catalogue()[kind.value]
        assert entry.title
        assert entry.explain
        assert "{detail}" in entry.message


@pytest.mark.parametrize(
    ("code", "words", "message", "severity"),
    [
        ("T101", {"detail": "<b>"}, "thẻ HTML «<b>» sẽ in ra nguyên như vậy", Severity.WARNING),
        (
            "T102",
            {"detail": "![a](b.jpg)"},
            "ảnh «![a](b.jpg)» đặt trong bài viết không được in, chỉ in nguyên dòng chữ này",
            Severity.WARNING,
        ),
        ("T103", {"detail": "http://a.vn"}, "bỏ liên kết tới «http://a.vn», chỉ giữ phần chữ", Severity.WARNING),
        (
            "T104",
            {"detail": "[^2]"},
            "bài nhắc đến chú thích [^2] nhưng không có dòng nào ghi nội dung của nó",
            Severity.ERROR,
        ),
        (
            "T105",
            {"detail": "[^2]"},
            "nội dung chú thích [^2] không được in vì bài không nhắc đến nó",
            Severity.WARNING,
        ),
        ("T106", {"count": 61, "word": "aaa…"}, "một từ dài 61 chữ: «aaa…»", Severity.ERROR),
        (
            "T107",
            {"field": "nội dung", "count": "20.500"},
            "«nội dung» dài 20.500 chữ, hơn mức 20.000 chữ của một bài trong sách",
            Severity.WARNING,
        ),
        (
            "T108",
            {"detail": "[^2]"},
            "dấu [^2] nằm trong nội dung một chú thích khác nên in nguyên như chữ",
            Severity.WARNING,
        ),
        (
            "T109",
            {"detail": "[^1]"},
            "chú thích [^1] được ghi nội dung hai lần; dòng này không được dùng",
            Severity.ERROR,
        ),
        (
            "T110",
            {"detail": "dài quá 400.000 chữ cái"},
            "bài này dài quá 400.000 chữ cái, nên được in thành các đoạn văn trơn",
            Severity.ERROR,
        ),
    ],
)
def test_messages(code: str, words: dict[str, object], message: str, severity: Severity) -> None:
    finding = diagnose(code, **words)  # type: ignore[arg-type]
    assert finding.message == message
    assert finding.severity is severity
    assert finding.hint
    assert "{" not in finding.hint
