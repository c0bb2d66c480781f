"""Which JPEG files are known to be sound without being decoded."""

import io
import random
from collections.abc import Iterator

import pytest
from PIL import Image

from yearbook.images import verdict
from yearbook.images.formats import decode, open_image
from yearbook.images.jpeg import is_plain_jpeg

BYTES = (0x00, 0x01, 0x02, 0x10, 0x11, 0x22, 0x33, 0x41, 0xFF)  # that mean something in a head


def encoded(mode: str = "RGB", **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((96, 80), 80).convert(mode).save(buffer, "JPEG", **options)
    return buffer.getvalue()


def kinds() -> list[bytes]:
    exif = Image.Exif()
    exif[0x0112] = 6
    return [
        encoded(), encoded(quality=95, subsampling=0), encoded(subsampling=1), encoded("L"), encoded("CMYK"),
        encoded(optimize=True), encoded(restart_marker_blocks=2), encoded(comment="kỷ yếu".encode(), exif=exif),
    ]  # fmt: skip


def test_what_cameras_and_scanners_write_is_plain() -> None:
    assert [is_plain_jpeg(data) for data in kinds()] == [True] * len(kinds())


def test_what_goes_on_behind_the_end_does_not_matter() -> None:
    assert is_plain_jpeg(encoded() + b"\xff\xda" + bytes(40))


def test_what_must_be_decoded_to_be_known() -> None:
    data = encoded()
    scan = data.index(b"\xff\xda")
    tables = data.index(b"\xff\xc4")
    doubtful = {
        "không có gì": b"",
        "nhiều lượt quét": encoded(progressive=True),
        "thiếu phần cuối": data[:-2],
        "cụt giữa lượt quét": data[: (scan + len(data)) // 2],
        "cụt ở đầu tệp": data[: scan - 3],
        "không có bảng mã": data[:tables] + data[scan:],
        "thêm một lượt quét": data[:-2] + data[scan:],
        "dấu lạ trong lượt quét": data[:-40] + b"\xff\xc8" + data[-40:],
        "12 bit một điểm": data.replace(b"\xff\xc0\x00\x11\x08", b"\xff\xc0\x00\x11\x0c"),
        "nén số học": data.replace(b"\xff\xc0", b"\xff\xc9", 1),
        "ảnh PNG": b"\x89PNG\r\n\x1a\n" + data,
    }
    assert {what: is_plain_jpeg(each) for what, each in doubtful.items()} == dict.fromkeys(doubtful, False)


def damaged(whole: list[bytes], times: int) -> Iterator[bytes]:
    """Files with bytes changed, taken out and put in, most of them in the head."""
    chance = random.Random(2020)
    for _ in range(times):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            place = chance.randrange(min(len(data), 700) if chance.random() < 0.7 else len(data))
            how = chance.random()
            if how < 0.6:
                data[place] = chance.choice((*BYTES, chance.randrange(256)))
            elif how < 0.8:
                del data[place : place + chance.randrange(1, 40)]
            else:
                data[place:place] = chance.randbytes(chance.randrange(1, 6))
        yield bytes(data)


def test_whatever_is_plain_can_be_decoded() -> None:
    plain = odd = 0
    for data in damaged(kinds(), 3000):
        if not is_plain_jpeg(data):
            odd += 1
            continue
        try:
            opened = open_image(data, "JPEG")
            image = opened.__enter__()
        except (OSError, SyntaxError, ValueError):
            continue  # the head is read for every photo
        decode(image)  # raises nothing
        opened.__exit__(None, None, None)
        plain += 1
    assert plain > 1000
    assert odd > 300


def test_the_verdict_is_that_of_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [*kinds(), *damaged(kinds(), 200)]
    quick = [verdict.judge(data) for data in files]
    monkeypatch.setattr(verdict, "is_plain_jpeg", lambda _data: False)
    assert [verdict.judge(data) for data in files] == quick
    assert {found.problem for found in quick} >= {"", "I106"}
