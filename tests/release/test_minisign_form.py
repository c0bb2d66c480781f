"""Keys and signatures in minisign's form: what we write it reads, what it writes we read; damage is told."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from sealed_room import KEY, STRANGER, minisign, needs_minisign

from yearbook.diagnostics import DataProblem
from yearbook.release.minisign import PublicKey, is_good, parse_public_key, parse_signature
from yearbook.release.scrypt import COST, Cost, parameters
from yearbook.release.secret import SecretKey, needs_password, read_secret_key, write_secret_key

CHEAP = Cost(operations=2**15, memory=2**20)
MESSAGE = "danh sách tệp\n".encode()
PASSWORD = "trăm năm trong cõi"


def refusal(*arguments: bytes | str) -> str:
    """Code and message of what `read_secret_key` refuses."""
    with pytest.raises(DataProblem) as caught:
        read_secret_key(*arguments)  # type: ignore[arg-type]
    return f"{caught.value.diagnostic.code} {caught.value.diagnostic.message}"


def changed(file: bytes, place: int, value: bytes) -> bytes:
    """A key or signature file with some bytes of its second line changed."""
    first, second, *rest = file.split(b"\n")
    raw = bytearray(base64.b64decode(second))
    raw[place : place + len(value)] = value
    return b"\n".join([first, base64.b64encode(raw), *rest])


# --- with minisign itself -----------------------------------------------------------------------------------


@needs_minisign
def test_minisign_verifies_our_signature_and_shows_the_comment(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(MESSAGE)
    (tmp_path / "f.minisig").write_bytes(KEY.sign(MESSAGE, "bản phát hành 2020-11-20"))
    (tmp_path / "minisign.pub").write_bytes(KEY.public.text)
    good = "Signature and comment signature verified\nTrusted comment: bản phát hành 2020-11-20\n"
    for words in (("-p", "minisign.pub"), ("-P", KEY.public.line)):
        ran = minisign(tmp_path, "-Vm", "f", *words)
        assert (ran.returncode, ran.stdout) == (0, good)
    (tmp_path / "f").write_bytes(MESSAGE + b" ")
    assert minisign(tmp_path, "-Vm", "f", "-p", "minisign.pub").returncode == 1


@needs_minisign
@pytest.mark.parametrize("password", ["", PASSWORD])
def test_minisign_signs_with_our_key_and_we_verify(tmp_path: Path, password: str) -> None:
    key = SecretKey.generate()
    (tmp_path / "f").write_bytes(MESSAGE)
    (tmp_path / "our.key").write_bytes(write_secret_key(key, password, cost=CHEAP))
    open_key = () if password else ("-W",)
    for legacy in ((), ("-l",)):
        ran = minisign(tmp_path, "-S", *open_key, *legacy, "-s", "our.key", "-m", "f", "-t", "ghi", password=password)
        assert ran.returncode == 0, ran.stderr
        signature = parse_signature((tmp_path / "f.minisig").read_bytes(), "f.minisig")
        assert (signature.prehashed, signature.key_id) == (not legacy, key.public.id)
        assert signature.trusted_comment == "ghi"
        assert is_good(signature, MESSAGE, key.public)
        assert not is_good(signature, MESSAGE + b" ", key.public)
    minisign(tmp_path, "-R", "-s", "our.key", "-p", "again.pub", password=password)
    assert (tmp_path / "again.pub").read_bytes() == key.public.text


@needs_minisign
def test_minisign_opens_a_key_of_our_full_cost(tmp_path: Path) -> None:
    (tmp_path / "our.key").write_bytes(write_secret_key(KEY, PASSWORD))
    minisign(tmp_path, "-R", "-s", "our.key", "-p", "again.pub", password=PASSWORD)
    assert (tmp_path / "again.pub").read_bytes() == KEY.public.text


@needs_minisign
def test_we_read_the_keys_of_minisign(tmp_path: Path) -> None:
    assert minisign(tmp_path, "-G", "-W", "-s", "open.key", "-p", "open.pub").returncode == 0
    # with little memory minisign makes a cheaper key, of other limits than ours
    command = "ulimit -v 60000; exec minisign -G -s locked.key -p locked.pub"
    words = [shutil.which("sh") or "sh", "-c", command]
    subprocess.run(words, cwd=tmp_path, input=f"{PASSWORD}\n" * 2, capture_output=True, encoding="utf-8", check=True)
    for name, password in (("open", ""), ("locked", PASSWORD)):
        data = (tmp_path / f"{name}.key").read_bytes()
        key = read_secret_key(data, password, "x")
        assert key.public.text == (tmp_path / f"{name}.pub").read_bytes()
        assert needs_password(data, "x") is bool(password)


# --- the form -----------------------------------------------------------------------------------------------


def test_the_costs_are_those_of_libsodium() -> None:
    """Measured with libsodium 1.0.18: minisign's own limits, INTERACTIVE, ours, and the least there is."""
    assert parameters(Cost(2**25, 2**30)) == (2**20, 1)
    assert parameters(Cost(524_288, 16_777_216)) == (2**14, 1)
    assert parameters(COST) == (2**18, 1)
    assert parameters(Cost(1, 2**30)) == (2**10, 1)
    assert parameters(Cost(2**25, 2**24)) == (2**14, 64)


def test_a_signature_is_the_same_each_time() -> None:
    assert KEY.sign(MESSAGE, "a") == KEY.sign(MESSAGE, "a")
    assert KEY.sign(MESSAGE, "a") != KEY.sign(MESSAGE, "b")


def test_a_signature_file() -> None:
    lines = KEY.sign(MESSAGE, "bản 1").decode().split("\n")
    assert lines[0] == "untrusted comment: signature from yearbook, key 706050403020100"
    assert lines[2] == "trusted comment: bản 1"
    assert [len(base64.b64decode(lines[at])) for at in (1, 3)] == [74, 64]
    assert (len(lines), lines[4]) == (5, "")


def test_no_bit_of_a_signature_may_change() -> None:
    file = KEY.sign(MESSAGE, "bản 1")
    for place in range(2, 74):
        signature = parse_signature(
            changed(file, place, bytes([base64.b64decode(file.split(b"\n")[1])[place] ^ 1])), "x"
        )
        assert not is_good(signature, MESSAGE, KEY.public)
    assert not is_good(parse_signature(file.replace(b"comment: b", b"comment: B"), "x"), MESSAGE, KEY.public)
    assert not is_good(parse_signature(file, "x"), MESSAGE, STRANGER.public)
    same_number = PublicKey(KEY.number, STRANGER.public.point)
    assert not is_good(parse_signature(file, "x"), MESSAGE, same_number)


def test_line_ends_of_windows_are_read() -> None:
    signature = parse_signature(KEY.sign(MESSAGE, "bản 1").replace(b"\n", b"\r\n"), "x")
    assert is_good(signature, MESSAGE, KEY.public)
    assert parse_public_key(KEY.public.text.replace(b"\n", b"\r\n"), "x") == KEY.public
    assert read_secret_key(write_secret_key(KEY, "").replace(b"\n", b"\r\n"), "", "x") == KEY


def test_a_public_key_is_read_from_its_file_or_its_line() -> None:
    assert parse_public_key(KEY.public.text, "x") == parse_public_key(KEY.public.line.encode(), "x") == KEY.public
    assert KEY.public.text.decode() == f"untrusted comment: minisign public key 706050403020100\n{KEY.public.line}\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "dài ngắn khác thường"),
        (b"\0\xff" * 9, "có ký tự lạ, hoặc bị cắt ngắn"),
        (b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 a@b", "có ký tự lạ, hoặc bị cắt ngắn"),
        (KEY.public.text[:-9], "dài ngắn khác thường"),
        (KEY.public.text[:-3], "có ký tự lạ, hoặc bị cắt ngắn"),
        (changed(KEY.public.text, 0, b"Xx"), "thuật toán khác Ed25519"),
        (write_secret_key(KEY, ""), "dài ngắn khác thường"),
    ],
)
def test_what_is_no_public_key(data: bytes, reason: str) -> None:
    with pytest.raises(DataProblem) as caught:
        parse_public_key(data, "k.pub")
    assert caught.value.diagnostic.code == "D102"
    assert caught.value.diagnostic.message == f"«k.pub» không phải khóa công khai minisign: {reason}"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "không đủ bốn dòng như minisign ghi"),
        (KEY.public.text, "không đủ bốn dòng như minisign ghi"),
        (KEY.sign(b"", "a").replace(b"trusted comment: a", b"a"), "không đủ bốn dòng như minisign ghi"),
        (changed(KEY.sign(b"", "a"), 0, b"XX"), "thuật toán khác Ed25519"),
        (KEY.sign(b"", "a")[:-3], "có ký tự lạ, hoặc bị cắt ngắn"),
    ],
)
def test_what_is_no_signature(data: bytes, reason: str) -> None:
    with pytest.raises(DataProblem) as caught:
        parse_signature(data, "s")
    assert caught.value.diagnostic.message == f"«s» không phải chữ ký minisign: {reason}"


# --- secret keys --------------------------------------------------------------------------------------------


def test_a_secret_key_with_and_without_a_password() -> None:
    for password in ("", PASSWORD):
        file = write_secret_key(KEY, password, cost=CHEAP)
        assert file.startswith(b"untrusted comment: minisign encrypted secret key\n")
        assert read_secret_key(file, password, "x") == KEY
        assert needs_password(file, "x") is bool(password)
    assert KEY.seed not in base64.b64decode(file.split(b"\n")[1])
    assert write_secret_key(KEY, PASSWORD, cost=CHEAP) != file, "each file has a salt of its own"
    assert "seed" not in repr(KEY)


def test_a_password_typed_on_another_keyboard() -> None:
    """Windows' own Vietnamese keyboard types a letter and its tone as two characters."""
    apart = "tra\u0306m na\u0306m trong co\u0303i"
    assert apart != PASSWORD
    assert read_secret_key(write_secret_key(KEY, apart, cost=CHEAP), PASSWORD, "x") == KEY


def test_what_is_told_of_a_locked_key() -> None:
    file = write_secret_key(KEY, PASSWORD, cost=CHEAP)
    assert refusal(file, "sai", "k") == "D103 mật khẩu không mở được khóa «k»"
    assert refusal(changed(file, 60, b"\0\0\0"), PASSWORD, "k") == "D103 mật khẩu không mở được khóa «k»"
    assert refusal(file, "", "k") == "D105 khóa «k» có mật khẩu nhưng không có mật khẩu nào được đưa ra"
    unfit = "D110 mật khẩu của khóa phải là một dòng chữ in được, không rỗng, tối đa 1000 byte"
    assert [refusal(file, password, "k") for password in ("a\nb", "a" * 1001)] == [unfit, unfit]


@pytest.mark.parametrize("limits", [(2**25, 2**31), (2**28, 2**30), (2**63, 2**63)])
def test_a_key_that_would_exhaust_the_machine(limits: tuple[int, int]) -> None:
    file = changed(write_secret_key(KEY, PASSWORD, cost=CHEAP), 38, b"".join(n.to_bytes(8, "little") for n in limits))
    assert refusal(file, PASSWORD, "k") == (
        f"D109 mở khóa «k» cần {limits[1] // 2**20} MB bộ nhớ, quá sức máy này hoặc quá mức bình thường"
    )


def test_a_damaged_open_key() -> None:
    file = write_secret_key(KEY, "")
    damaged = "D104 khóa «k» bị hỏng: các phần của khóa không khớp nhau"
    for place in range(54, 158):
        old = base64.b64decode(file.split(b"\n")[1])[place]
        assert refusal(changed(file, place, bytes([old ^ 1])), "", "k") == damaged
    assert read_secret_key(changed(file, 126, bytes(32)), "", "k") == KEY, "minisign 0.11 writes no checksum here"
    assert refusal(changed(changed(file, 126, bytes(32)), 62, b"\xff"), "", "k") == damaged


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "không có hai dòng như minisign ghi"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n", "không có hai dòng như minisign ghi"),
        (KEY.public.text, "dài ngắn khác thường"),
        (write_secret_key(KEY, "")[:-9], "dài ngắn khác thường"),
        (write_secret_key(KEY, "")[:-8], "có ký tự lạ, hoặc bị cắt ngắn"),
        (changed(write_secret_key(KEY, ""), 0, b"RS"), "thuật toán khác Ed25519"),
        (changed(write_secret_key(KEY, ""), 2, b"Ar"), "mật khẩu được xử lý theo cách lạ"),
    ],
)
def test_what_is_no_secret_key(data: bytes, reason: str) -> None:
    assert refusal(data, "x", "k") == f"D102 «k» không phải khóa riêng minisign: {reason}"


@pytest.mark.parametrize("comment", ["hai\ndòng", "a\0", "a" * 8001])
def test_a_comment_is_one_line(comment: str) -> None:
    with pytest.raises(ValueError, match="not a comment"):
        KEY.sign(b"", comment)
