"""The results as a table on the terminal and as `docs/benchmarks.md`."""

from __future__ import annotations

from pathlib import Path

from tools.bench.results import Results, Sample, peak, wall
from tools.bench.targets import Verdict, judge
from yearbook.vietnamese import format_number

NAMES = {
    "cold": "yearbook: dựng mới",
    "unchanged": "yearbook: không đổi gì",
    "narrative": "yearbook: sửa một chữ",
    "longer": "yearbook: thêm trang ở giữa",
    "renamed": "yearbook: đổi tên một người",
    "preview_unchanged_pdf": "xem trước: không đổi gì, có PDF",
    "preview_narrative_pdf": "xem trước: sửa một chữ, có PDF",
    "preview_narrative_shown": "xem trước: sửa một chữ, có hình trang",
    "preview_narrative_judged": "xem trước: sửa một chữ, soát xong",
    "preview_longer_pdf": "xem trước: thêm trang ở giữa, có PDF",
    "preview_longer_judged": "xem trước: thêm trang ở giữa, soát xong",
    "preview_renamed_pdf": "xem trước: đổi tên một người, có PDF",
    "preview_renamed_judged": "xem trước: đổi tên một người, soát xong",
    "one_shot": "WeasyPrint một lượt",
    "typst": "Typst dịch mới, ảnh thu sẵn",
    "typst_original": "Typst dịch mới, ảnh gốc",
    "resident_first": "Typst thường trú: lần đầu",
    "resident_unchanged": "Typst thường trú: không đổi gì",
    "resident_narrative": "Typst thường trú: sửa một chữ",
    "resident_longer": "Typst thường trú: thêm trang ở giữa",
    "resident_renamed": "Typst thường trú: đổi tên một người",
    "sample_print": "Sách mẫu: riêng bản in",
    "sample_all": "Sách mẫu: mọi bản",
}
HEAD = ("", "bản ghi", "trang", "giây", "giây xử lý", "bộ nhớ MB", "tệp MB", "÷ một lượt")
Row = tuple[str, ...]


def number(value: float | None, digits: int = 2) -> str:
    """A number as a reader writes it, «–» for none: three figures are enough."""
    if value is None:
        return "–"
    if digits:
        digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 or not value else 3
    return format_number(round(value, digits), digits)


def rows(results: Results) -> list[Row]:
    """One row a contestant and size, medians of the runs."""
    found = []
    for records in [*results.sizes, 0]:
        for name, label in NAMES.items():
            if results.of(name, records):
                found.append(_row(results, name, label, records))
    return found


def _row(results: Results, name: str, label: str, records: int) -> Row:
    def median(value: str) -> float | None:
        return results.median(name, records, lambda sample: float(getattr(sample, value)))

    processor = median("processor")
    return (
        label,
        str(records or ""),
        number(median("pages") or None, 0),
        number(median("wall")),
        number(processor) if processor else "–",
        number(median("peak"), 0),
        number((median("size") or 0) / 1e6 or None),
        number(results.ratio(name, "one_shot", records, wall)) if records else "–",
    )


def growth_rows(results: Results) -> list[Row]:
    """Exponents of growth of time and memory, for those who took part in two sizes at least."""
    found: list[Row] = []
    for name, label in NAMES.items():
        exponent = results.growth(name, wall)
        if exponent is not None:
            found.append((label, number(exponent), number(results.growth(name, peak))))
    return found


def stage_rows(results: Results) -> list[Row]:
    """Seconds of each step of our cold build, medians of the runs, one column a size."""
    told: dict[str, None] = {}
    for records in results.sizes:
        for sample in results.of("cold", records):
            told |= dict.fromkeys(sample.stages)
    return [(step, *(number(_stage(results, records, step)) for records in results.sizes)) for step in told]


def _stage(results: Results, records: int, step: str) -> float | None:
    def seconds(sample: Sample) -> float:
        return sample.stages.get(step, 0.0)

    return results.median("cold", records, seconds)


def verdict_row(verdict: Verdict) -> Row:
    target = verdict.target
    met = {None: "chưa đo", True: "đạt", False: "chưa đạt"}[verdict.met]
    if verdict.value is not None and not verdict.at_its_size:
        met = f"ở cỡ nhỏ: {met}"
    where = f"{verdict.records or '–'}/{target.at} bản ghi" if target.at else "sách mẫu"
    digits = 0 if target.unit == "trang" else 2
    limit = f"≤ {number(target.limit, digits)} {target.unit}".strip()
    measured = f"{number(verdict.value, digits)} {target.unit}".strip() if verdict.value is not None else "–"
    return (target.point, target.label, limit, measured, where, met)


def terminal(results: Results) -> str:
    """Tables to read on a terminal."""
    verdicts = [verdict_row(verdict) for verdict in judge(results)]
    blocks = [
        columns([HEAD, *rows(results)]),
        columns([("bước của lần dựng mới (giây)", *map(str, results.sizes)), *stage_rows(results)]),
        columns([("tăng theo n^k", "thời gian", "bộ nhớ"), *growth_rows(results)]),
        columns([("mục", "phải đạt", "mức", "đo được", "ở", ""), *verdicts]),
    ]
    return "\n".join(blocks)


def columns(table: list[Row]) -> str:
    """Text columns; words to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = []
    for row in table:
        cells = [
            cell.rjust(width) if cell[:1].isdigit() or cell == "–" else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def markdown(table: list[Row]) -> str:
    """A Markdown table; the first row is its head."""
    head, *body = table
    rule = ("---",) * len(head)
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *body))


def document(results: Results) -> str:
    """`docs/benchmarks.md`: the words of `benchmarks.md.in` around the tables."""
    text = Path(__file__).with_name("benchmarks.md.in").read_text("utf-8")
    sizes = tuple(map(str, results.sizes))
    places = {
        "machine": markdown([("", ""), *((key, value) for key, value in results.machine.items())]),
        "date": results.date,
        "runs": str(results.runs),
        "targets": markdown([("mục", "phải đạt", "mức", "đo được", "ở", "kết quả"), *map(verdict_row, judge(results))]),
        "times": markdown([HEAD, *rows(results)]),
        "stages": markdown([("bước", *sizes), *stage_rows(results)]),
        "growth": markdown([("", "thời gian", "bộ nhớ"), *growth_rows(results)]),
    }
    for place, words in places.items():
        text = text.replace(f"{{{place}}}", words.rstrip("\n"))
    return text
