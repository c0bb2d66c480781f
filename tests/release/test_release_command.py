"""`release keygen`, `verify` and `log` as a person meets them: what is asked, what is told, the exit code."""

import datetime as dt
import fcntl
import os
import re
import subprocess
import sys
import termios
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sealed_room import COMMENT, KEY, NAME, UNITS, exchange, minisign, needs_minisign, seal, sealed, unit_path

from yearbook.cli import main
from yearbook.cli.passwords import VARIABLE, known_password
from yearbook.release.keys import create_key, load_key, load_public_key
from yearbook.release.log import Entry, Event, append
from yearbook.release.scrypt import Cost

POST, RADIO = UNITS
NOW = dt.datetime(2020, 11, 20, 18, 30, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home; the key belongs into `cau-hinh/yearbook`."""
    monkeypatch.delenv("YEARBOOK_KEY", raising=False)
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "cau-hinh"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `yearbook release …` as the installed program, without a terminal."""
    monkeypatch.setattr("sys.argv", ["/usr/bin/yearbook"])

    def run_command(*words: str) -> Ran:
        code = main(["release", *words])
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return run_command


# --- keygen -------------------------------------------------------------------------------------------------


def test_a_key_without_a_password(run: Run, home: Path) -> None:
    ran = run("keygen", "--no-password")
    folder = home / "cau-hinh" / "yearbook"
    key = load_public_key(folder / "release.pub")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"Đã tạo khóa phát hành, mã khóa {key.id}.\n"
        f"  khóa riêng:      {folder}/release.key (KHÔNG có mật khẩu: ai chép được tệp này là ký được)\n"
        f"  khóa công khai:  {folder}/release.pub\n"
        f"                   {key.line}\n"
        "\n"
        "Việc tiếp theo:\n"
        "  1. Chép khóa riêng sang một nơi cất giữ khác. Mất nó thì phải báo khóa mới cho mọi đơn vị.\n"
        "  2. Không gửi khóa riêng cho ai, không để vào thư mục của sách.\n"
        "  3. Báo mã khóa và khóa công khai cho các đơn vị bằng công văn. Trong thư mục phát hành, họ kiểm bằng:\n"
        f"       minisign -Vm SHA256SUMS -P {key.line}\n"
        "       sha256sum -c SHA256SUMS\n"
    )
    again = run("keygen", "--no-password")
    assert (again.code, again.out) == (1, "")
    assert again.err.startswith(f"lỗi D107: «{folder}/release.key» đã có; khóa không bị ghi đè\n")


def test_nobody_to_ask_for_a_password(run: Run, home: Path) -> None:
    ran = run("keygen")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "lỗi: không có cửa sổ lệnh để hỏi mật khẩu; đặt biến YEARBOOK_KEY_PASSWORD, hoặc thêm --no-password\n"
        "Xem hướng dẫn: yearbook release --help\n"
    )
    assert not (home / "cau-hinh").exists()


def test_a_password_for_scripts(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "mật khẩu")
    monkeypatch.setenv("YEARBOOK_KEY", str(home / "usb" / "bo.key"))
    ran = run("keygen")
    assert (ran.code, ran.err) == (0, "")
    assert f"  khóa riêng:      {home}/usb/bo.key (có mật khẩu)\n" in ran.out
    path = home / "usb" / "bo.key"
    assert load_key(path, known_password(path), data=home / "data").value.public.id in ran.out


def test_no_key_inside_the_data(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "data").mkdir()
    monkeypatch.setenv("YEARBOOK_KEY", "data/release.key")
    ran = run("keygen", "--no-password")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"lỗi D106: khóa «data/release.key» nằm trong «{home}/data», là thư mục của sách\n")
    assert list((home / "data").iterdir()) == []


def typed(home: Path, *answers: str) -> tuple[int, str]:
    """Run `release keygen` on a terminal of its own and type each answer when it is asked for."""
    master, slave = os.openpty()
    own = Path(__file__).resolve().parents[2] / "build_yearbook.py"
    process = subprocess.Popen(
        [sys.executable, str(own), "release", "keygen"],
        cwd=home,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(slave)
    shown, waiting = b"", list(answers)
    try:
        while True:
            if waiting and shown.endswith("khẩu: ".encode()):
                os.write(master, f"{waiting.pop(0)}\n".encode())
                shown += b"\n"
            shown += os.read(master, 4096)
    except OSError:  # the other side has gone
        pass
    finally:
        os.close(master)
    return process.wait(), shown.decode().replace("\r", "")


@needs_minisign
def test_a_password_typed_twice(home: Path) -> None:
    code, shown = typed(home, "nhầm", "nhấm", "trăm năm", "trăm năm")
    folder = home / "cau-hinh" / "yearbook"
    assert code == 0
    assert "Hai lần gõ không giống nhau, xin gõ lại.\n" in shown
    assert f"{folder}/release.key (có mật khẩu)\n" in shown
    assert "trăm năm" not in shown, "what is typed is not shown"
    minisign(folder, "-R", "-s", "release.key", "-p", "again.pub", password="trăm năm")
    assert load_public_key(folder / "again.pub") == load_public_key(folder / "release.pub")


def test_no_password_typed(home: Path) -> None:
    code, shown = typed(home, "", "")
    assert code == 0
    assert shown.startswith(
        "Mật khẩu bảo vệ khóa riêng; không gõ gì thì khóa không có mật khẩu, ai chép được tệp là ký được.\n"
    )
    assert "release.key (KHÔNG có mật khẩu: ai chép được tệp này là ký được)\n" in shown


def test_three_times_not_alike(home: Path) -> None:
    code, shown = typed(home, "a", "b", "c", "d", "e", "f")
    assert code == 2
    assert "lỗi: ba lần gõ không giống nhau; chưa tạo khóa nào\n" in shown
    assert not (home / "cau-hinh").exists()


def test_leaving_without_an_answer(home: Path) -> None:
    code, shown = typed(home, "a", "\x04")
    assert (code, shown.endswith("Đã dừng theo yêu cầu; sách lần trước còn nguyên.\n")) == (130, True)
    assert not (home / "cau-hinh").exists()


def test_the_password_of_a_key_in_a_script(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked, opened = home / "khoa.key", home / "mo.key"
    create_key(locked, "bí mật", data=home / "data", cost=Cost(2**15, 2**20))
    create_key(opened, "", data=home / "data")
    assert (known_password(locked), known_password(opened)) == ("", ""), "nobody to ask"
    monkeypatch.setenv(VARIABLE, "bí mật")
    assert (known_password(locked), known_password(opened)) == ("bí mật", "")


# --- verify -------------------------------------------------------------------------------------------------


def test_a_sound_release(run: Run, home: Path) -> None:
    sealed(home)
    (home / "k.pub").write_bytes(KEY.public.text)
    told = (
        f"Bản phát hành {NAME}: đúng như lúc ký (không có lỗi, cảnh báo hay lưu ý nào)\n"
        f"  11 tệp, bản riêng của 2 đơn vị; kiểm bằng khóa {KEY.public.id}\n"
        f"  lời ghi khi ký: {COMMENT}\n"
    )
    for key in ("k.pub", KEY.public.line):
        assert run("verify", NAME, "--key", key) == Ran(0, told, "")


def test_the_key_of_this_machine_comes_before_the_enclosed_one(run: Run, home: Path) -> None:
    sealed(home)
    ran = run("verify", NAME)
    assert ran.code == 0
    assert ran.out.startswith(
        f"minisign.pub: cảnh báo D205: kiểm bằng khóa {KEY.public.id} nằm ngay trong bản phát hành;"
        " chưa đối chiếu với khóa nào đã biết\n"
    )
    assert f"Bản phát hành {NAME}: đúng như lúc ký (không có lỗi, 1 cảnh báo)\n" in ran.out
    run("keygen", "--no-password")
    assert re.findall(r"lỗi (D\d+)", run("verify", NAME).out) == ["D204", "D207"]


def test_a_faulty_release(run: Run, home: Path) -> None:
    root = sealed(home)
    exchange(root, unit_path(POST), unit_path(RADIO))
    seal(root)
    ran = run("verify", NAME, "--key", KEY.public.line)
    assert (ran.code, ran.err) == (1, "")
    assert (
        f"{unit_path(POST)}: lỗi D216: tệp của đơn vị «Vụ Bưu chính» là bản của đơn vị «Cục Tần số vô tuyến điện»\n"
        "   = gợi ý: đừng gửi tệp này; lấy lại thư mục của cả hai đơn vị từ bản phát hành gốc\n"
    ) in ran.out
    assert f"Bản phát hành {NAME}: KHÔNG đúng như lúc ký (4 lỗi)\n" in ran.out


def test_no_release_and_no_key(run: Run, home: Path) -> None:
    ran = run("verify", "khong-co")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("lỗi D201: không kiểm được «khong-co»: không có thư mục này\n")
    refused = run("verify", "khong-co", "--key", "khong-co.pub")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("lỗi D101: không đọc được khóa «khong-co.pub»: không có tệp này\n")


def test_what_a_release_says_is_not_shown_raw(run: Run, home: Path) -> None:
    root = sealed(home)
    manifest = (root / "manifest.json").read_bytes().replace(NAME.encode(), b"x\\u001b[2J")
    (root / "manifest.json").write_bytes(manifest)
    assert "Bản phát hành x�[2J: KHÔNG đúng" in run("verify", NAME, "--key", KEY.public.line).out


# --- log ----------------------------------------------------------------------------------------------------


def written(folder: Path) -> None:
    given = (Entry(Event.GIVEN, NAME, "01", u, n, unit_path(u), u[0] * 64) for u, n in UNITS.items())
    append(folder, [Entry(Event.RELEASED, NAME, "01", "", "", "SHA256SUMS", "a" * 64), *given], NOW)


def test_the_log_as_a_table(run: Run, home: Path) -> None:
    written(home / "releases")
    assert run("log") == Ran(
        0,
        """\
ngày, giờ         bản phát hành          đơn vị                    sha-256       tệp
21/11/2020 01:30  2020-11-20-0123456789  (cả bản)                  aaaaaaaaaaaa  SHA256SUMS
21/11/2020 01:30  2020-11-20-0123456789  Vụ Bưu chính              vvvvvvvvvvvv  don-vi/vu-buu-chinh/ky-yeu.epub
21/11/2020 01:30  2020-11-20-0123456789  Cục Tần số vô tuyến điện  cccccccccccc  don-vi/cuc-tan-so/ky-yeu.epub
""",
        "",
    )


def test_the_log_of_one_unit(run: Run, home: Path) -> None:
    written(home / "phat-hanh")
    ran = run("log", "--out", "phat-hanh", "--unit", "cuc-tan-so")
    assert (ran.code, len(ran.out.splitlines())) == (0, 2)
    assert "Cục Tần số vô tuyến điện" in ran.out.splitlines()[1]
    refused = run("log", "--out", "phat-hanh", "--unit", "cuc-tan-xo")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("lỗi: --unit: sổ phát hành chưa ghi đơn vị «cuc-tan-xo»; có phải «cuc-tan-so»?\n")


def test_an_empty_log(run: Run) -> None:
    assert run("log") == Ran(0, "Sổ phát hành trong «releases» chưa có dòng nào.\n", "")


def test_a_broken_log(run: Run, home: Path) -> None:
    written(home / "releases")
    path = home / "releases" / "so-phat-hanh.jsonl"
    path.write_text(path.read_text("utf-8").replace("Vụ Bưu chính", "Vụ khác"), "utf-8")
    ran = run("log")
    assert ran.code == 1
    assert ran.out.startswith("so-phat-hanh.jsonl: lỗi D303: sổ phát hành bị đứt ở dòng 2: nội dung đã bị sửa\n")
    assert ran.out.splitlines()[-1].endswith("aaaaaaaaaaaa  SHA256SUMS")


# --- usage --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "verify",
            "lỗi: thiếu tham số: THƯ_MỤC\ncách dùng: yearbook release verify [-h] [--key KHÓA] THƯ_MỤC\n",
        ),
        (
            "keygen --no-pasword",
            "lỗi: không hiểu lựa chọn «--no-pasword»; có phải `--no-password`?\n"
            "cách dùng: yearbook release keygen [-h] [--data THƯ_MỤC] [--no-password]\n",
        ),
    ],
)
def test_wrong_usage(run: Run, words: str, told: str) -> None:
    ran = run(*words.split())
    assert (ran.code, ran.out, ran.err) == (2, "", f"{told}Xem hướng dẫn: yearbook release --help\n")


@pytest.mark.parametrize("action", ["keygen", "verify", "log"])
def test_help_of_an_action_is_vietnamese(run: Run, action: str) -> None:
    ran = run(action, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"cách dùng: yearbook release {action} ")
    assert not re.search(r"usage|options|positional|arguments|show this|default:", ran.out)
