"""Public keys and signatures in the form of minisign (jedisct1.github.io/minisign): anybody can check a release
without this program.

    untrusted comment: …                                   the public key file
    base64("Ed" + key number[8] + Ed25519 public key[32])

    untrusted comment: …                                   the signature file
    base64("ED" + key number[8] + Ed25519(BLAKE2b-512(file))[64])
    trusted comment: …
    base64(Ed25519(signature + trusted comment)[64])

"Ed" in place of "ED" is the older form, where the file itself is signed; it is read, not written.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from yearbook.diagnostics import DataProblem, diagnose
from yearbook.values import dataclass

MAX_BYTES = 16_384  # of a key or signature file: more is something else
ALGORITHM, PREHASHED = b"Ed", b"ED"
UNTRUSTED, TRUSTED = b"untrusted comment: ", b"trusted comment: "
_KEY_NAME = "khóa công khai"
_SIGNATURE_NAME = "chữ ký"


@dataclass(frozen=True)
class PublicKey:
    """number: 8 random bytes by which a signature names its key; point: the Ed25519 public key, 32 bytes."""

    number: bytes
    point: bytes

    @property
    def id(self) -> str:
        """The key number as minisign prints it, hexadecimal without leading zeros."""
        return key_id(self.number)

    @property
    def line(self) -> str:
        """The whole key in 56 characters, as `minisign -P` takes it."""
        return base64.b64encode(ALGORITHM + self.number + self.point).decode()

    @property
    def text(self) -> bytes:
        """The public key file."""
        return UNTRUSTED + f"minisign public key {self.id}\n{self.line}\n".encode()


@dataclass(frozen=True)
class Signature:
    """A signature as it was read; nothing about it is trusted before `is_good` says so."""

    prehashed: bool
    number: bytes
    signature: bytes
    comment: bytes
    comment_signature: bytes

    @property
    def key_id(self) -> str:
        return key_id(self.number)

    @property
    def trusted_comment(self) -> str:
        """The signed line about the file; only worth its name after `is_good`."""
        return self.comment.decode("utf-8", "replace")


def key_id(number: bytes) -> str:
    return f"{int.from_bytes(number, 'little'):X}"


def parse_public_key(data: bytes, shown: str) -> PublicKey:
    """A public key file, or its second line alone. `shown` names the source in DataProblem D102."""
    lines = _lines(data)
    if lines[0].startswith(UNTRUSTED):
        lines = lines[1:]
    raw = decoded(lines[0] if lines else b"", 42, _KEY_NAME, shown)
    if raw[:2] != ALGORITHM:
        raise foreign(_KEY_NAME, shown, "thuật toán khác Ed25519")
    return PublicKey(raw[2:10], raw[10:])


def parse_signature(data: bytes, shown: str) -> Signature:
    """A `.minisig` file. Raises DataProblem D102 for anything else."""
    lines = _lines(data)
    if len(lines) < 4 or not lines[0].startswith(UNTRUSTED) or not lines[2].startswith(TRUSTED):
        raise foreign(_SIGNATURE_NAME, shown, "không đủ bốn dòng như minisign ghi")
    raw = decoded(lines[1], 74, _SIGNATURE_NAME, shown)
    if raw[:2] not in (ALGORITHM, PREHASHED):
        raise foreign(_SIGNATURE_NAME, shown, "thuật toán khác Ed25519")
    return Signature(
        prehashed=raw[:2] == PREHASHED,
        number=raw[2:10],
        signature=raw[10:],
        comment=lines[2].removeprefix(TRUSTED),
        comment_signature=decoded(lines[3], 64, _SIGNATURE_NAME, shown),
    )


def is_good(signature: Signature, data: bytes, key: PublicKey) -> bool:
    """Did the holder of `key` sign `data` and the comment with it?"""
    message = hashlib.blake2b(data).digest() if signature.prehashed else data
    public = Ed25519PublicKey.from_public_bytes(key.point)
    try:
        public.verify(signature.signature, message)
        public.verify(signature.comment_signature, signature.signature + signature.comment)
    except InvalidSignature:
        return False
    return signature.number == key.number


def decoded(line: bytes, size: int, what: str, shown: str) -> bytes:
    """The bytes of a base64 line, exactly `size` of them; DataProblem D102 otherwise."""
    try:
        raw = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        raise foreign(what, shown, "có ký tự lạ, hoặc bị cắt ngắn") from None
    if len(raw) != size:
        raise foreign(what, shown, "dài ngắn khác thường")
    return raw


def foreign(what: str, shown: str, reason: str) -> DataProblem:
    return DataProblem(diagnose("D102", what=what, path=shown, reason=reason))


def _lines(data: bytes) -> list[bytes]:
    """The lines without their ends, of which Windows may have made CR LF."""
    return [line.rstrip(b"\r") for line in data[:MAX_BYTES].split(b"\n")]
