"""One folder a code: `hit/` must give exactly the findings of `expected.txt`, the near misses of `miss/` none.

Both are laid over `_base/`, a small book that is sound. A new rule comes with a new folder, or the first test fails.
"""

from pathlib import Path

import pytest
from support import lay_over, told

from yearbook import rules
from yearbook.diagnostics import Report, Severity, Span, diagnose, for_final
from yearbook.diagnostics.catalogue import catalogue
from yearbook.records import Yearbook, load

HERE = Path(__file__).parent
FOLDERS = sorted(path for path in HERE.iterdir() if path.is_dir() and not path.name.startswith(("_", ".")))
OF_THE_COMMANDS = {"X120", "T190", "T191"}  # told beside the rules: wishes of the command line, too many findings


def read(folder: Path, *layers: Path) -> Yearbook:
    """The records of the layers; they are all well-formed: what is wrong is wrong across records."""
    outcome = load(lay_over(folder / "data", HERE / "_base", *layers))
    assert told(outcome.diagnostics) == ""
    assert outcome.value is not None
    return outcome.value


def test_every_code_of_a_rule_has_its_folder() -> None:
    wanted = {code for code in catalogue() if code[0] in "XT"} - OF_THE_COMMANDS
    assert [folder.name for folder in FOLDERS] == sorted(wanted)


def test_every_rule_is_found_by_listing() -> None:
    files = sorted(path.stem for path in Path(rules.__path__[0]).glob("[xt]*.py"))
    assert list(rules.modules()) == files
    assert sorted({*rules.record_rules(), *rules.text_rules()}) == files
    assert "x101_unknown_unit" in files


def test_the_base_is_sound(tmp_path: Path) -> None:
    assert told(rules.check(read(tmp_path))) == ""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_hit(folder: Path, tmp_path: Path) -> None:
    report = rules.check(read(tmp_path, folder / "hit"))
    expected = (folder / "expected.txt").read_text("utf-8")
    assert told(report) == expected
    assert {finding.code for finding in report} == {folder.name}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_near_misses_are_silent(folder: Path, tmp_path: Path) -> None:
    assert told(rules.check(read(tmp_path, folder / "miss"))) == ""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_finding_points_into_its_file_and_names_its_record(folder: Path, tmp_path: Path) -> None:
    yearbook = read(tmp_path, folder / "hit")
    units = {record.id: record.unit for record in yearbook.honoured}
    for finding in rules.check(yearbook):
        span = finding.span
        assert span is not None
        line = (tmp_path / span.file).read_text("utf-8").split("\n")[span.line - 1]
        assert 1 <= span.column <= len(line)
        if finding.record in units:  # the report goes out unit by unit; a unit that is not there gets no report
            assert finding.unit == ("" if finding.code == "X101" else units[finding.record])
        else:
            assert finding.record in (tmp_path / span.file).read_text("utf-8")


def test_all_rules_speak_in_one_run(tmp_path: Path) -> None:
    """Several folders at once: no rule stops at the faults of another."""
    names = ["X105", "X107", "X110", "X201", "X208", "T104"]
    layers = [HERE / name / "hit" for name in names]
    report = rules.check(read(tmp_path, *layers))
    assert {"X110", "X208", "T104"} <= {finding.code for finding in report}


def test_the_second_giving_of_an_award_points_to_the_first(tmp_path: Path) -> None:
    report = rules.check(read(tmp_path, HERE / "X108" / "hit"))
    person = next(finding for finding in report if finding.record == "tran-thi-binh")
    (related,) = person.related
    assert str(related.span) == "data/individuals/tran-thi-binh.yaml:7:13"
    assert related.note == "lần ghi thứ nhất"


def test_a_final_print_takes_no_placeholder_and_no_draft(tmp_path: Path) -> None:
    codes = ("X201", "X202", "X203", "X204", "X205", "X206", "X210", "X211", "X212", "T101", "T102", "T108")
    for code in codes:
        folder = tmp_path / code
        found = for_final(rules.check(read(folder, HERE / code / "hit")))
        assert {finding.severity for finding in found} == {Severity.ERROR}, code


def test_a_warning_that_only_asks_for_a_look_stays_one_in_the_final_print(tmp_path: Path) -> None:
    for code in ("X108", "T103", "T105", "T107"):
        found = for_final(rules.check(read(tmp_path / code, HERE / code / "hit")))
        assert {finding.severity for finding in found} == {Severity.WARNING}, code


def test_a_fault_in_a_block_of_text_is_named_by_its_own_line(tmp_path: Path) -> None:
    record = (
        "id: b\nname: Lê Văn Bê\nunit: vu-buu-chinh\npresentation: entry\nstatus: checked\n"
        "narrative: |\n  Một.\n\n  Hai <b>.\n"
    )
    layer = tmp_path / "layer" / "individuals"
    layer.mkdir(parents=True)
    (layer / "b.yaml").write_text(record, "utf-8")
    (finding,) = rules.check(read(tmp_path, tmp_path / "layer"))
    assert (finding.code, str(finding.span)) == ("T101", "data/individuals/b.yaml:9:1")


SAMPLES = {
    "decisions.yaml": "- {id: qd-x, number: 1/QĐ, date: 03/6/2020, authority: Bộ, sample: true}\n",
    "committees.yaml": "- {id: btc, name: Ban Tổ chức, sample: true}\n",
    "programme.yaml": "- {id: ct-1, time: 8 giờ, title: Khai mạc, sample: true}\n",
    "delegates.yaml": "- {id: db-1, name: Lê Văn Cường, sample: true}\n",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_data_of_every_kind_is_told(name: str, tmp_path: Path) -> None:
    layer = tmp_path / "layer"
    layer.mkdir()
    (layer / name).write_text(SAMPLES[name], "utf-8")
    assert [finding.code for finding in rules.check(read(tmp_path, layer))] == ["X206"]


def test_order_of_a_report_is_that_of_the_files() -> None:
    late = diagnose("X204", Span("data/yearbook.yaml", 3, 1))
    early = diagnose("X204", Span("data/yearbook.yaml", 2, 9))
    assert list(Report.of([late, early, late])) == [early, late]
