"""Wrong usage is answered in Vietnamese with the way out, exit code 2; help is Vietnamese to the last word."""

import argparse
import re

import pytest
from cli_room import Run

from yearbook import __version__
from yearbook.cli.entry import COMMANDS, command, make_parsers
from yearbook.context import asset_root
from yearbook.pages.edition import editions

CHECK = """\
cách dùng: yearbook check [-h] [--data THƯ_MỤC] [--text THƯ_MỤC] [--fix] [--diff] [--select MÃ]
                          [--ignore MÃ] [--format DẠNG] [--output TỆP] [--by-unit THƯ_MỤC] [--final]
                          [--jobs SỐ] [--verbose]
Xem hướng dẫn: yearbook check --help
"""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("chek", "lỗi: không có lệnh «chek»; có phải `check`?\nXem hướng dẫn: yearbook --help\n"),
        (
            "xuat-ban",
            "lỗi: không có lệnh «xuat-ban»; các lệnh: build, check, preview, preflight, release, reconcile, restore,"
            " explain, doctor, cache, schema, new\n"
            "Xem hướng dẫn: yearbook --help\n",
        ),
        ("check --jbs 3", f"lỗi: không hiểu lựa chọn «--jbs»; có phải `--jobs`?\n{CHECK}"),
        ("check --xyz=1", f"lỗi: không hiểu lựa chọn «--xyz=1»; có phải `--fix`?\n{CHECK}"),
        ("check sach", f"lỗi: không hiểu tham số «sach»\n{CHECK}"),
        ("check --data", f"lỗi: --data cần một giá trị đi kèm\n{CHECK}"),
        ("check --jobs hai", f"lỗi: --jobs: cần một số nguyên từ 1 trở lên, không phải «hai»\n{CHECK}"),
        ("check --jobs 0", f"lỗi: --jobs: cần một số nguyên từ 1 trở lên, không phải «0»\n{CHECK}"),
        ("check --final=1", f"lỗi: --final không nhận giá trị («1»)\n{CHECK}"),
        ("check --format jsn", f"lỗi: --format: không nhận «jsn»; có phải «json»?\n{CHECK}"),
        ("check --format pdf1", f"lỗi: --format: không nhận «pdf1»; chọn một trong: text, json, html\n{CHECK}"),
        (
            "new",
            "lỗi: thiếu tham số: THƯ_MỤC\ncách dùng: yearbook new [-h] THƯ_MỤC\nXem hướng dẫn: yearbook new --help\n",
        ),
        (
            "build --edition prnt",
            "lỗi: --edition: không có bản «prnt»; có phải «print»?\nXem hướng dẫn: yearbook build --help\n",
        ),
        (
            "build --impose sadle",
            "lỗi: --impose: không nhận «sadle»; có phải «saddle»?\n"
            "cách dùng: yearbook build [-h] [--data THƯ_MỤC] [--out THƯ_MỤC] [--edition BẢN] [--only MÃ [MÃ ...]]\n"
            "                          [--impose CÁCH] [--executor ĐỊA_CHỈ] [--final] [--jobs SỐ] [--verbose]\n"
            "Xem hướng dẫn: yearbook build --help\n",
        ),
        (
            "build --executor dask:may-chu",
            "lỗi: --executor: không hiểu địa chỉ «dask:may-chu»; viết `dask:MÁY:CỔNG`, ví dụ `dask:10.0.0.5:8786`\n"
            "cách dùng: yearbook build [-h] [--data THƯ_MỤC] [--out THƯ_MỤC] [--edition BẢN] [--only MÃ [MÃ ...]]\n"
            "                          [--impose CÁCH] [--executor ĐỊA_CHỈ] [--final] [--jobs SỐ] [--verbose]\n"
            "Xem hướng dẫn: yearbook build --help\n",
        ),
        (
            "cache",
            "lỗi: thiếu tham số: VIỆC\ncách dùng: yearbook cache [-h] VIỆC ...\nXem hướng dẫn: yearbook cache --help\n",
        ),
        (
            "build --impose 8 --edition epub",
            "lỗi: --impose: cần dựng cả bản in; thêm `print` vào --edition\nXem hướng dẫn: yearbook build --help\n",
        ),
        (
            "build --edition epub,docx",
            "lỗi: --edition: không có bản «docx»; chọn trong: print, cover, proof, screen, archive, epub, epub-light\n"
            "Xem hướng dẫn: yearbook build --help\n",
        ),
    ],
)
def test_wrong_usage(run: Run, words: str, told: str) -> None:
    ran = run(*words.split())
    assert (ran.code, ran.out, ran.err) == (2, "", told)


def test_without_a_command_it_is_build(run: Run) -> None:
    ran = run("--only")
    assert ran.code == 2
    assert ran.err.startswith("lỗi: --only cần ít nhất một giá trị đi kèm\ncách dùng: yearbook build [-h] [--data")


def test_what_was_typed_is_not_shown_raw(run: Run) -> None:
    assert run("x\x1b[2J").err.startswith("lỗi: không có lệnh «x�[2J»; các lệnh: build")


def test_version(run: Run) -> None:
    ran = run("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"yearbook {__version__}\n", "")


def test_help_lists_the_commands_and_exit_codes(run: Run) -> None:
    ran = run("--help")
    assert (ran.code, ran.err) == (0, "")
    for name in COMMANDS:
        assert re.search(rf"^    {name} +{re.escape(command(name).HELP)}$", ran.out, re.MULTILINE)
    for code in ("0 ", "1 ", "2 ", "3 ", "70"):
        assert re.search(rf"^  {code}  ", ran.out, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_is_vietnamese(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"cách dùng: yearbook {name} ")
    assert command(name).DESCRIPTION.splitlines()[0] in " ".join(ran.out.split("\n"))
    assert not re.search(r"usage|options|positional|arguments|show this|default:", ran.out)


def test_every_option_is_explained() -> None:
    _, children = make_parsers()
    for name, parser in children.items():
        for action in parser._actions:
            assert action.help, (name, action.option_strings)
            assert isinstance(action, argparse.Action)


def test_help_names_the_editions_there_are(run: Run) -> None:
    told = " ".join(run("build", "--help").out.split())
    listed = re.search(r"chỉ dựng bản này: ([a-z, -]+);", told)
    assert listed is not None
    assert listed[1].split(", ") == [
        *("print", "cover", "proof", "screen", "archive", "epub", "epub-light"),
    ]
    assert sorted(listed[1].split(", ")) == sorted(editions(asset_root()))
