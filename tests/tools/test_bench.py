"""The benchmark: what it measures is really there, and its contestants set the same book."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pypdfium2
import pytest

from tools.bench.adapter import book_of
from tools.bench.contestants import same_pages, stages
from tools.bench.process import Failed, Said, measure
from tools.bench.report import document, terminal
from tools.bench.results import Results, Sample, peak, read, save, wall
from tools.bench.targets import judge
from tools.bench.typesetting import cold, resident
from tools.bench.typst_source import literal, source, write_changes
from tools.big_book import ROOT, write_big_book

RECORDS = 6
MEGABYTES = 150


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book") / "data"
    write_big_book(folder, RECORDS, portraits=True)
    return folder


@pytest.fixture
def typst(data: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "typst"
    write_changes(folder, {}, source(book_of(data)))
    (folder / "photos").symlink_to(data / "photos")
    return folder


def pages(pdf: Path) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [" ".join(document[number].get_textpage().get_text_range().split()) for number in range(len(document))]
    document.close()
    return texts


def assert_contents_are_right(texts: list[str], names: list[str]) -> None:
    """Every name is on the page that the contents, the last page but the imprint, give for it."""
    contents = next(text for text in texts if "Mục lục" in text)
    for name in names:
        told = re.search(rf"{name}.*?[. ]{{3,}} ?(\d+)", contents)
        assert told, name
        assert name in texts[int(told[1]) - 1]


def names_of(data: Path) -> list[str]:
    return [item.record.name for item in book_of(data).honoured]


# --- processes --------------------------------------------------------------------------------------------------


def python(text: str, *words: str) -> list[str | Path]:
    return [sys.executable, "-c", text, *words]


def test_memory_of_a_child_is_seen(tmp_path: Path) -> None:
    child = f"import time; block = bytearray(b'x') * {MEGABYTES * 10**6}; time.sleep(1)"
    parent = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"
    used = measure(python(parent, child), tmp_path)
    assert MEGABYTES < used.peak < MEGABYTES + 100


def test_processor_time_of_a_killed_child_counts(tmp_path: Path) -> None:
    child = "import time\nwhile time.process_time() < 0.5: pass\nprint('done', flush=True); time.sleep(600)"
    parent = (
        "import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', sys.argv[1]], stdout=subprocess.PIPE);"
        "child.stdout.readline(); child.kill()"  # and nobody waits for it
    )
    assert measure(python(parent, child), tmp_path).processor >= 0.5


def test_what_a_command_leaves_behind_is_ended(tmp_path: Path) -> None:
    child = "import time; time.sleep(600)"
    parent = "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', sys.argv[1]]).pid)"
    left = measure(python(parent, child), tmp_path).output.strip()
    assert left.isdigit()
    assert not Path(f"/proc/{left}").exists()


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"exit code 3\n[\s\S]*no paper"):
        measure(python("import sys; print('no paper', file=sys.stderr); sys.exit(3)"), tmp_path)


def test_steps_last_until_the_next_is_told() -> None:
    said = (Said(0.5, "Đọc dữ liệu …"), Said(0.75, "một cảnh báo"), Said(2.0, "Dàn trang …"))
    assert stages(said, 5.0) == {"Khởi động": 0.5, "Đọc dữ liệu": 1.5, "Dàn trang": 3.0}


# --- contestants ------------------------------------------------------------------------------------------------


def test_typst_sets_every_record_and_its_contents_are_right(data: Path, typst: Path, tmp_path: Path) -> None:
    cold(typst, tmp_path / "typst.pdf")
    texts, names = pages(tmp_path / "typst.pdf"), names_of(data)
    assert len(names) == RECORDS
    assert_contents_are_right(texts, names)
    index = next(text for text in texts if "Bảng tra tên người" in text)
    assert all(name in index for name in names if not name.startswith("Đội"))


def test_typst_that_stays_in_memory_sets_the_edited_text(typst: Path, tmp_path: Path) -> None:
    record = sorted((typst / "records").iterdir())[1]
    edited = record.read_text("utf-8").replace('narrative: ("', 'narrative: ("Chữ này vừa thêm. ')
    file = tmp_path / "edits.json"
    file.write_text(f'[{{"kind": "narrative", "files": {{"records/{record.name}": {literal_json(edited)}}}}}]', "utf-8")
    seconds = resident(typst, tmp_path / "typst.pdf", file)
    assert {kind: len(taken) for kind, taken in seconds.items()} == {"first": 1, "unchanged": 1, "narrative": 1}
    assert any("Chữ này vừa thêm." in text for text in pages(tmp_path / "typst.pdf"))


def literal_json(text: str) -> str:
    import json

    return json.dumps(text)


def test_a_text_is_never_read_as_typst_code() -> None:
    assert literal('«"#x" \\ $»') == '"«\\"#x\\" \\\\ $»"'
    assert literal((("a", 1), True)) == '(("a", 1, ), true, )'


@pytest.mark.slow
def test_plain_weasyprint_sets_the_pages_that_the_print_edition_has(data: Path, tmp_path: Path) -> None:
    html, pdf, out = tmp_path / "html", tmp_path / "plain.pdf", tmp_path / "dist"
    cache = {"YEARBOOK_CACHE": str(tmp_path / "cache")}
    one_shot: list[str | Path] = [sys.executable, "-m", "tools.bench.oneshot"]
    measure([*one_shot, "prepare", data, tmp_path / "cache", html], ROOT)
    measure([*one_shot, "render", html, pdf], ROOT)
    texts = pages(pdf)
    assert len(texts) % 4 == 0
    assert_contents_are_right(texts, names_of(data))
    build = ["build", "--edition", "print", "--data", str(data), "--out", str(out)]
    measure([sys.executable, "build_yearbook.py", *build], ROOT, cache)
    ours = next(out.glob("*-print.pdf"))
    assert same_pages(ours, pdf) == len(texts) == len(pages(ours))


# --- results ----------------------------------------------------------------------------------------------------


def sample(name: str, records: int, run: int, seconds: float, memory: float = 100, pages: int = 8) -> Sample:
    return Sample(name, records, run, seconds, seconds, memory, 1000, pages, {"Dàn trang": seconds / 2})


def results() -> Results:
    """Ours takes a third of the time of one shot in each run, whatever the machine does; 800 records, and 50."""
    samples = [
        sample(name, records, run, slow * records * share, memory)
        for run, slow in enumerate((1, 5, 2))
        for records in (50, 800)
        for name, share, memory in (("cold", 1.0, 100), ("one_shot", 3.0, 300), ("typst", 0.5, 50))
    ]
    samples += [sample("narrative", 800, run, 100.0) for run in range(3)]
    return Results({"bộ xử lý": "thử"}, "2026-11-28", tuple(samples), {50: 8, 800: 6})


def test_ratios_are_taken_within_a_run_and_growth_is_an_exponent() -> None:
    told = results()
    assert told.sizes == [50, 800]
    assert told.runs == 3
    assert told.median("cold", 800, wall) == 1600
    assert told.ratio("cold", "one_shot", 800, wall) == pytest.approx(1 / 3)
    assert told.ratio("cold", "nobody", 800, wall) is None
    assert told.growth("cold", wall) == pytest.approx(1)
    assert told.growth("cold", peak) == pytest.approx(0)


def test_targets_are_judged_by_what_was_measured() -> None:
    verdicts = {verdict.target.label: verdict for verdict in judge(results())}
    time = verdicts["Dựng mới bản in ÷ WeasyPrint một lượt, thời gian"]
    assert (time.records, time.met, time.at_its_size) == (800, True, True)
    assert verdicts["Dựng mới bản in ÷ WeasyPrint một lượt, bộ nhớ"].met is False
    different = verdicts["Số trang khác WeasyPrint một lượt"]
    assert (different.value, different.met) == (2, False)
    memory = verdicts["Bộ nhớ cao nhất của cả cây tiến trình"]
    assert (memory.records, memory.at_its_size) == (800, False)
    assert verdicts["Sửa một chữ, lệnh mới ÷ Typst dịch mới"].value == pytest.approx(0.125)
    assert verdicts["Không đổi gì: lệnh build"].met is None


def test_a_target_is_told_for_the_largest_book_that_was_measured() -> None:
    told = results()
    small = Results(told.machine, told.date, tuple(s for s in told.samples if (s.name, s.records) != ("cold", 800)))
    verdict = next(v for v in judge(small) if v.target.label == "Dựng mới bản in ÷ WeasyPrint một lượt, thời gian")
    assert (verdict.records, verdict.at_its_size, verdict.value) == (50, False, pytest.approx(1 / 3))


def test_results_are_kept_as_json_and_told_as_tables(tmp_path: Path) -> None:
    save(results(), tmp_path / "deep" / "bench.json")
    assert read(tmp_path / "deep" / "bench.json") == results()
    page = document(results())
    assert (
        "| 1 | Dựng mới bản in ÷ WeasyPrint một lượt, thời gian | ≤ 0,40 × | 0,33 × | 800/800 bản ghi | đạt |" in page
    )
    assert (
        "| 1 | Bộ nhớ cao nhất của cả cây tiến trình | ≤ 600 MB | 100 MB | 800/3200 bản ghi | ở cỡ nhỏ: đạt |" in page
    )
    assert "| yearbook: dựng mới | 800 | 8 | 1.600 | 1.600 | 100 | 0,001 | 0,33 |" in page
    assert "| Dàn trang | 50,0 | 800 |" in page
    assert not re.search(r"\{\w+\}", page)
    assert "≤ 0,40 ×" in terminal(results())
