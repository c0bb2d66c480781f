"""What issue 6 must show (points 1 to 5), each held against what was measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tools.bench.results import Results, Sample, peak, wall

SIZE = 800  # records, for which most targets are set
LARGE = 3200
PAGES = ("Xếp trang ruột sách", "Dàn ruột sách", "Kiểm tra tệp đã xong")


@dataclass(frozen=True)
class Target:
    """`measure`: what is to be at most `limit`, for a number of records; None if it was not measured."""

    point: str
    label: str
    limit: float
    unit: str
    at: int  # records; 0: the sample book
    measure: Callable[[Results, int], float | None]


@dataclass(frozen=True)
class Verdict:
    """A target at the size it was measured at (`records`: that of the target, or the nearest below it)."""

    target: Target
    records: int
    value: float | None

    @property
    def met(self) -> bool | None:
        """None: not measured."""
        return None if self.value is None else self.value <= self.target.limit

    @property
    def at_its_size(self) -> bool:
        return self.records == self.target.at


def _ratio(above: str, below: str, value: Callable[[Sample], float] = wall) -> Callable[[Results, int], float | None]:
    return lambda results, records: results.ratio(above, below, records, value)


def _different(results: Results, records: int) -> float | None:
    """Pages that do not read as in one shot, and pages that only one of the two has."""
    ours = results.median("cold", records, lambda sample: sample.pages)
    one_shot = results.median("one_shot", records, lambda sample: sample.pages)
    if ours is None or one_shot is None or records not in results.same:
        return None
    return max(ours, one_shot) - results.same[records]


def _last_growth(results: Results, records: int) -> float | None:
    """The exponent between this size and the one before it."""
    sizes = [size for size in results.sizes if size <= records][-2:]
    return results.growth("cold", wall, sizes)


def _pages(results: Results, records: int) -> float | None:
    """The stages of a cold build that one shot has as well, and the preflight, which it has not."""
    return results.ratio("cold", "one_shot", records, wall, _laid)


def _laid(sample: Sample) -> float:
    return sum(seconds for name, seconds in sample.stages.items() if name in PAGES)


def _median(name: str, value: Callable[[Sample], float]) -> Callable[[Results, int], float | None]:
    return lambda results, records: results.median(name, records, value)


TARGETS = (
    Target("1", "Dựng mới bản in ÷ WeasyPrint một lượt, thời gian", 0.40, "×", SIZE, _ratio("cold", "one_shot")),
    Target("1", "Phần trang ÷ WeasyPrint một lượt, thời gian", 0.40, "×", SIZE, _pages),
    Target("1", "Dựng mới bản in ÷ WeasyPrint một lượt, bộ nhớ", 0.20, "×", SIZE, _ratio("cold", "one_shot", peak)),
    Target("1", "Số trang khác WeasyPrint một lượt", 0, "trang", SIZE, _different),
    Target("1", "Bộ nhớ cao nhất của cả cây tiến trình", 600, "MB", LARGE, _median("cold", peak)),
    Target("1", "Thời gian tăng theo n^k, k giữa hai cỡ sách lớn nhất", 1.1, "", LARGE, _last_growth),
    Target("2", "Sách mẫu: mọi bản ÷ riêng bản in", 1.5, "×", 0, _ratio("sample_all", "sample_print")),
    Target(
        "3",
        "Sửa một chữ, xem trước đang mở ÷ Typst thường trú",
        0.6,
        "×",
        SIZE,
        _ratio("preview_narrative_pdf", "resident_narrative"),
    ),
    Target("3", "Sửa một chữ, lệnh mới ÷ Typst dịch mới", 0.5, "×", SIZE, _ratio("narrative", "typst")),
    Target(
        "3",
        "Sửa một chữ: hình trang đã đổi có để trình duyệt lấy",
        0.5,
        "giây",
        SIZE,
        _median("preview_narrative_shown", wall),
    ),
    Target(
        "3",
        "Hình trang ÷ Typst thường trú (issue: 0,5 giây trên máy mà Typst cần 1,1 giây)",
        0.45,
        "×",
        SIZE,
        _ratio("preview_narrative_shown", "resident_narrative"),
    ),
    Target(
        "4",
        "Thêm trang ở giữa, xem trước đang mở ÷ Typst thường trú",
        0.6,
        "×",
        SIZE,
        _ratio("preview_longer_pdf", "resident_longer"),
    ),
    Target("4", "Thêm trang ở giữa, lệnh mới ÷ Typst dịch mới", 0.5, "×", SIZE, _ratio("longer", "typst")),
    Target(
        "4",
        "Đổi tên một người, xem trước đang mở ÷ Typst thường trú",
        2.0,
        "×",
        SIZE,
        _ratio("preview_renamed_pdf", "resident_renamed"),
    ),
    Target("5", "Không đổi gì: lệnh build", 0.5, "giây", SIZE, _median("unchanged", wall)),
)


def judge(results: Results) -> list[Verdict]:
    """Every target at its size, or at the largest below it that was measured."""
    return [_verdict(target, results) for target in TARGETS]


def _verdict(target: Target, results: Results) -> Verdict:
    sizes = [size for size in results.sizes if size <= target.at] if target.at else [0]
    for records in reversed(sizes):
        value = target.measure(results, records)
        if value is not None:
            return Verdict(target, records, value)
    return Verdict(target, 0, None)
