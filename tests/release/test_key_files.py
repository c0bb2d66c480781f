"""The publisher's key as files: private, outside the project, never written over."""

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest
from sealed_room import KEY, told

from yearbook.context import clock_date, clock_now, default_key
from yearbook.diagnostics import DataProblem
from yearbook.release.keys import create_key, is_locked, load_key, load_public_key
from yearbook.release.scrypt import Cost
from yearbook.release.secret import write_secret_key

CHEAP = Cost(operations=2**15, memory=2**20)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in a checkout of its own."""
    folder = tmp_path / "sach" / "data"
    folder.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(folder.parent)], check=True)
    return folder


def refusal(path: Path, data: Path) -> str:
    """What `create_key` refuses; it must leave nothing behind."""
    before = sorted(path.parent.rglob("*"))
    with pytest.raises(DataProblem) as caught:
        create_key(path, "", data=data)
    assert sorted(path.parent.rglob("*")) == before
    return f"{caught.value.diagnostic.code} {caught.value.diagnostic.message}"


@pytest.mark.parametrize("password", ["", "mật khẩu"])
def test_a_new_key(tmp_path: Path, data: Path, password: str) -> None:
    path = tmp_path / "nha" / "yearbook" / "release.key"
    public = create_key(path, password, data=data, cost=CHEAP)
    assert sorted(p.name for p in path.parent.iterdir()) == ["release.key", "release.pub"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert load_public_key(path.with_suffix(".pub")) == public
    assert is_locked(path) is bool(password)
    loaded = load_key(path, password, data=data)
    assert (loaded.value.public, loaded.diagnostics) == (public, ())


def test_two_keys_differ(tmp_path: Path, data: Path) -> None:
    one, other = (create_key(tmp_path / name / "a.key", "", data=data) for name in "xy")
    assert one.number != other.number
    assert one.point != other.point


def test_a_key_is_never_written_over(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "a.key"
    create_key(path, "", data=data)
    before = path.read_bytes()
    assert refusal(path, data) == f"D107 «{path}» đã có; khóa không bị ghi đè"
    assert path.read_bytes() == before
    path.unlink()
    assert refusal(path, data) == f"D107 «{path.with_suffix('.pub')}» đã có; khóa không bị ghi đè"
    path.symlink_to("nowhere")
    assert refusal(path, data) == f"D107 «{path}» đã có; khóa không bị ghi đè"


def test_no_key_inside_the_book(tmp_path: Path, data: Path) -> None:
    inside, beside = data / "release.key", data.parent / "keys" / "release.key"
    assert refusal(inside, data) == f"D106 khóa «{inside}» nằm trong «{data}», là thư mục của sách"
    assert refusal(beside, data) == f"D106 khóa «{beside}» nằm trong «{data.parent}», là thư mục của sách"
    (tmp_path / "loi-tat").symlink_to(data)
    hidden = tmp_path / "loi-tat" / "release.key"
    assert refusal(hidden, data) == f"D106 khóa «{hidden}» nằm trong «{data}», là thư mục của sách"
    hidden.write_bytes(write_secret_key(KEY, ""))
    with pytest.raises(DataProblem, match="là thư mục của sách"):
        load_key(hidden, "", data=data)


def test_a_secret_key_does_not_take_the_name_of_the_public_one(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "release.pub"
    assert refusal(path, data) == (
        f"D111 khóa riêng không được mang tên «{path}»: đuôi .pub là của khóa công khai bên cạnh nó"
    )


def test_a_key_that_others_can_read_is_told(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "a.key"
    create_key(path, "", data=data)
    path.chmod(0o644)
    assert told(load_key(path, "", data=data).diagnostics) == [
        f"-: D108 người khác trên máy này đọc được khóa riêng «{path}» (quyền 644)"
    ]


def test_no_key_there(tmp_path: Path, data: Path) -> None:
    for path, reason in (
        (tmp_path / "none.key", "không có tệp này"),
        (tmp_path, "không có quyền đọc, hoặc không phải tệp"),
    ):
        with pytest.raises(DataProblem) as caught:
            load_key(path, "", data=data)
        assert caught.value.diagnostic.code == "D101"
        assert caught.value.diagnostic.message == f"không đọc được khóa «{path}»: {reason}"


def test_half_a_pair_is_not_left_behind(tmp_path: Path, data: Path) -> None:
    """The disk takes the secret key, but not the public one: its name is longer than names may be."""
    path = tmp_path / ("k" * (os.pathconf(tmp_path, "PC_NAME_MAX") - 2) + ".k")
    assert refusal(path, data).startswith("S104 không ghi được")


def test_where_the_key_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("YEARBOOK_KEY", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_key() == tmp_path / ".config" / "yearbook" / "release.key"
    monkeypatch.setenv("XDG_CONFIG_HOME", "/cau-hinh")
    assert default_key() == Path("/cau-hinh/yearbook/release.key")
    monkeypatch.setenv("YEARBOOK_KEY", "/usb/bo.key")
    assert default_key() == Path("/usb/bo.key")


def test_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1605896999")
    assert clock_now() == dt.datetime(2020, 11, 20, 18, 29, 59, tzinfo=dt.UTC)
    assert clock_date() == dt.date(2020, 11, 20)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert clock_now().tzinfo is dt.UTC
    assert clock_now().microsecond == 0
