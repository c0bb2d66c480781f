"""The book of releases: whole after a crash, broken by any change, and never written over."""

import datetime as dt
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sealed_room import sha, told

from yearbook.diagnostics import DataProblem
from yearbook.release.log import NAME, START, Entry, Event, append, read_log

NOW = dt.datetime(2020, 11, 20, 8, 30, 15, 999, tzinfo=dt.timezone(dt.timedelta(hours=7)))
RELEASE = "2020-11-20-0123456789"
ENTRIES = (
    Entry(Event.RELEASED, RELEASE, "0123456789", "", "", "SHA256SUMS", "a" * 64),
    Entry(Event.GIVEN, RELEASE, "0123456789", "vu-a", "Vụ «A»", "don-vi/vu-a/ky-yeu.epub", "b" * 64),
    Entry(Event.GIVEN, RELEASE, "0123456789", "vu-b", "Vụ B", "don-vi/vu-b/ky-yeu.epub", "c" * 64),
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of three lines."""
    append(tmp_path, ENTRIES, NOW)
    return tmp_path / NAME


def test_a_line_of_the_log(log: Path) -> None:
    first, second, third = log.read_text("utf-8").splitlines()
    body = (
        '{"seq":1,"time":"2020-11-20T01:30:15Z","event":"released","release":"2020-11-20-0123456789",'
        '"build":"0123456789","unit":"","unit_name":"","file":"SHA256SUMS","sha256":"' + "a" * 64 + '",'
        '"previous":"' + START + '"'
    )
    assert first == body + ',"hash":"' + sha(f"{body}}}".encode()) + '"}'
    assert json.loads(second)["previous"] == json.loads(first)["hash"]
    assert json.loads(second)["unit_name"] == "Vụ «A»"
    assert [json.loads(line)["seq"] for line in (first, second, third)] == [1, 2, 3]


def test_what_is_written_is_read(log: Path) -> None:
    read = read_log(log.parent)
    assert read.diagnostics == ()
    assert tuple(line.entry for line in read.value) == ENTRIES
    assert {line.time for line in read.value} == {dt.datetime(2020, 11, 20, 1, 30, 15, tzinfo=dt.UTC)}


def test_it_only_grows(log: Path) -> None:
    before = log.read_bytes()
    written = append(log.parent, ENTRIES[:1], NOW)
    assert (written.value[0].seq, written.diagnostics) == (4, ())
    assert log.read_bytes() == before + f"{written.value[0].text}\n".encode()
    assert read_log(log.parent).value[3:] == written.value


def test_no_log_yet(tmp_path: Path) -> None:
    assert read_log(tmp_path / "none").value == ()
    assert append(tmp_path / "new", ENTRIES[:1], NOW).value[0].previous == START


def test_any_changed_byte_is_told(log: Path) -> None:
    """Whatever the byte and wherever it stands: the lines before it hold, the rest is not believed."""
    whole = log.read_bytes()
    for place in range(len(whole)):
        log.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        read = read_log(log.parent)
        number = whole[:place].count(b"\n") + 1
        assert len(read.value) == number - 1
        (finding,) = read.diagnostics
        cut = place == len(whole) - 1  # the last line end is gone: as if the line were still being written
        assert finding.code == ("D301" if cut else "D303")
        assert f"dòng {number}" in finding.message


@pytest.mark.parametrize(
    ("order", "line", "reason"),
    [
        ([1, 2], 1, "không nối với dòng trước: có dòng bị bỏ, thêm hay đổi chỗ"),
        ([0, 2], 2, "không nối với dòng trước: có dòng bị bỏ, thêm hay đổi chỗ"),
        ([0, 1, 1, 2], 3, "không nối với dòng trước: có dòng bị bỏ, thêm hay đổi chỗ"),
        ([0, 2, 1], 2, "không nối với dòng trước: có dòng bị bỏ, thêm hay đổi chỗ"),
    ],
)
def test_a_line_taken_out_or_moved(log: Path, order: list[int], line: int, reason: str) -> None:
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[at] for at in order))
    assert told(read_log(log.parent).diagnostics) == [
        f"so-phat-hanh.jsonl: D303 sổ phát hành bị đứt ở dòng {line}: {reason}"
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"", "không phải một dòng của sổ"),
        (b"[]", "không phải một dòng của sổ"),
        (b"[" * 100_000, "không phải một dòng của sổ"),
        (b"\xff\0", "không phải một dòng của sổ"),
        (b'{"seq":4}', "không phải một dòng của sổ"),
    ],
)
def test_a_line_that_is_none(log: Path, line: bytes, reason: str) -> None:
    before = log.read_bytes() + line + b"\n"
    log.write_bytes(before)
    broken = f"so-phat-hanh.jsonl: D303 sổ phát hành bị đứt ở dòng 4: {reason}"
    assert told(read_log(log.parent).diagnostics) == [broken]
    with pytest.raises(DataProblem) as caught:
        append(log.parent, ENTRIES, NOW)
    assert told([caught.value.diagnostic]) == [broken]
    assert log.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 4.0},
        {"seq": True},
        {"seq": None},
        {"seq": 1e999},
        {"event": "khác"},
        {"time": "hôm qua"},
        {"time": 1},
        {"unit": "\ud800"},
        {"unit": 1},
    ],
)
def test_a_line_with_a_value_of_another_kind(log: Path, change: dict[str, object]) -> None:
    lines = log.read_bytes().splitlines()
    forged = json.dumps(json.loads(lines[2]) | change, separators=(",", ":")).encode()
    log.write_bytes(b"\n".join([*lines[:2], forged, b""]))
    (finding,) = read_log(log.parent).diagnostics
    assert (finding.code, "dòng 3" in finding.message) == ("D303", True)


def test_a_line_cut_off_by_a_power_failure(log: Path) -> None:
    """At whatever byte: it is told, kept aside byte for byte, and the log goes on."""
    whole = log.read_bytes()
    second = whole.index(b"\n") + 1
    third = whole.index(b"\n", second) + 1
    for count, place in enumerate((second + 1, second + 40, third - 1), 1):
        log.write_bytes(whole[:place])
        read = read_log(log.parent)
        assert len(read.value) == 1
        assert told(read.diagnostics) == [
            "so-phat-hanh.jsonl: D301 dòng 2, dòng cuối của sổ phát hành, bị cắt ngang; không được kể ở đây"
        ]
        aside = "so-phat-hanh-dong-dut-2" + (f"-{count}" if count > 1 else "") + ".txt"
        written = append(log.parent, ENTRIES[2:], NOW)
        assert told(written.diagnostics) == [
            "so-phat-hanh.jsonl: D302 dòng 2 của sổ phát hành bị cắt ngang ở lần ghi trước;"
            f" đã cất riêng vào «{aside}» rồi ghi tiếp"
        ]
        assert (log.parent / aside).read_bytes() == whole[second:place]
        assert [line.entry for line in read_log(log.parent).value] == [ENTRIES[0], ENTRIES[2]]
        assert read_log(log.parent).diagnostics == ()


def test_zeros_that_a_power_failure_left(log: Path) -> None:
    whole = log.read_bytes()
    log.write_bytes(whole + bytes(200))
    assert [finding.code for finding in append(log.parent, ENTRIES[:1], NOW).diagnostics] == ["D302"]
    assert len(read_log(log.parent).value) == 4


def test_two_releases_at_once_wait_for_each_other(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda entry: append(tmp_path, [entry] * 2, NOW), ENTRIES * 4))
    read = read_log(tmp_path)
    assert read.diagnostics == ()
    assert [line.seq for line in read.value] == list(range(1, 25))
    pairs = [(read.value[at].entry, read.value[at + 1].entry) for at in range(0, 24, 2)]
    assert all(one == other for one, other in pairs), "the lines of one release stand together"


def test_a_disk_that_refuses_leaves_the_log_as_it_was(log: Path) -> None:
    """In a process that may write no file beyond the size the log has: as a full disk."""
    before = log.read_bytes()
    program = f"""
import datetime as dt, resource, signal, sys
from pathlib import Path
from yearbook.diagnostics import DataProblem
from yearbook.release.log import Entry, Event, append
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 100}, {len(before) + 100}))
try:
    append(Path(sys.argv[1]), [Entry(Event.RELEASED, "r", "b", "", "", "f", "0" * 64)] * 3, dt.datetime.now(dt.UTC))
except DataProblem as problem:
    print(problem.diagnostic.code)
"""
    ran = subprocess.run([sys.executable, "-c", program, str(log.parent)], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == ("S101\n", "")
    assert log.read_bytes() == before


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(DataProblem) as caught:
        read_log(tmp_path)
    assert caught.value.diagnostic.message == (f"không đọc được sổ phát hành «{tmp_path / NAME}»: không có quyền đọc")
