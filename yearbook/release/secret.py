"""Secret keys in the form of minisign, and signing with them.

    untrusted comment: …
    base64("Ed" + how the password was stretched[2] + "B2" + salt[32] + limits of scrypt[8 + 8] + sealed[104])

sealed is key number[8] + Ed25519 seed[32] + public key[32] + BLAKE2b-256 of "Ed" and all these, each byte XORed
with the key that the password gives; as it stands when the key has no password.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import unicodedata
from dataclasses import field
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from yearbook.diagnostics import DataProblem, Diagnostic, diagnose
from yearbook.release.minisign import ALGORITHM, PREHASHED, TRUSTED, UNTRUSTED, PublicKey, decoded, foreign
from yearbook.release.scrypt import COST, HIGHEST, Cost, derive
from yearbook.values import dataclass

MAX_PASSWORD = 1_000  # bytes: what minisign takes, less the end of the line
MAX_COMMENT = 8_000
_SCRYPT, _OPEN = b"Sc", b"\0\0"
_CHECKSUM = b"B2"
_WHAT = "khóa riêng"
_COMMENT = b"minisign encrypted secret key"  # said of open keys too, by minisign itself
_SEALED, _SIZE = 104, 158
_NO_CHECKSUM = bytes(32)  # what minisign 0.11 writes into a key without a password


@dataclass(frozen=True)
class SecretKey:
    """number: 8 bytes, the same in the public key; seed: 32 bytes, what must stay secret."""

    number: bytes
    seed: bytes = field(repr=False)

    @staticmethod
    def generate() -> SecretKey:
        return SecretKey(secrets.token_bytes(8), secrets.token_bytes(32))

    @cached_property
    def public(self) -> PublicKey:
        return PublicKey(self.number, self._private.public_key().public_bytes_raw())

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def sign(self, data: bytes, comment: str) -> bytes:
        """The `.minisig` file of `data`; the same key, data and comment give the same bytes (RFC 8032 §5.1.6).

        `comment`: one line that is signed too and that minisign shows to whoever checks.
        """
        told = comment.encode()
        if len(told) > MAX_COMMENT or not comment.isprintable():
            raise ValueError(f"not a comment for a signature: {comment!r}")
        private = self._private
        signature = private.sign(hashlib.blake2b(data).digest())
        lines = (
            UNTRUSTED + f"signature from yearbook, key {self.public.id}".encode(),
            base64.b64encode(PREHASHED + self.number + signature),
            TRUSTED + told,
            base64.b64encode(private.sign(signature + told)),
        )
        return b"".join(line + b"\n" for line in lines)


def write_secret_key(key: SecretKey, password: str, *, cost: Cost = COST) -> bytes:
    """The secret key file; without a password (empty) the key lies open in it. DataProblem D110: unfit password."""
    content = key.number + key.seed + key.public.point
    sealed = content + _checksum(content)
    if password:
        salt = secrets.token_bytes(32)
        stream = derive(password_bytes(password), salt, cost, _SEALED)
        head = _SCRYPT + _CHECKSUM + salt + cost.operations.to_bytes(8, "little") + cost.memory.to_bytes(8, "little")
        sealed = _xor(sealed, stream)
    else:
        head = _OPEN + _CHECKSUM + bytes(48)
    return UNTRUSTED + _COMMENT + b"\n" + base64.b64encode(ALGORITHM + head + sealed) + b"\n"


def read_secret_key(data: bytes, password: str, shown: str) -> SecretKey:
    """The key in a secret key file, of ours or of minisign; `shown` names the file in what is told.

    Raises DataProblem D102 (something else), D103 (wrong password), D104 (damaged), D105 (no password given), D109
    (asks for too much memory or time), D110 (a password that no key has).
    """
    raw = _raw(data, shown)
    kind, salt, sealed = raw[2:4], raw[6:38], raw[54:]
    if kind == _OPEN:
        return _opened(sealed, shown, diagnose("D104", path=shown), allowed=(_NO_CHECKSUM,))
    if kind != _SCRYPT:
        raise foreign(_WHAT, shown, "mật khẩu được xử lý theo cách lạ")
    if not password:
        raise DataProblem(diagnose("D105", path=shown))
    cost = Cost(int.from_bytes(raw[38:46], "little"), int.from_bytes(raw[46:54], "little"))
    too_much = DataProblem(diagnose("D109", path=shown, memory=cost.memory // 2**20))
    if cost.operations > HIGHEST.operations or cost.memory > HIGHEST.memory:
        raise too_much
    try:
        stream = derive(password_bytes(password), salt, cost, _SEALED)
    except MemoryError:
        raise too_much from None
    return _opened(_xor(sealed, stream), shown, diagnose("D103", path=shown))


def needs_password(data: bytes, shown: str) -> bool:
    """Is the key of this file locked? Raises DataProblem D102 for what is no secret key."""
    return _raw(data, shown)[2:4] != _OPEN


def password_bytes(password: str) -> bytes:
    """A password as it goes into scrypt: NFC, since keyboards write Vietnamese letters in two ways. D110: unfit."""
    raw = unicodedata.normalize("NFC", password).encode() if password.isprintable() else b""
    if not 0 < len(raw) <= MAX_PASSWORD:
        raise DataProblem(diagnose("D110", most=MAX_PASSWORD))
    return raw


def _raw(data: bytes, shown: str) -> bytes:
    lines = data.splitlines()
    if len(lines) < 2 or not lines[0].startswith(UNTRUSTED):
        raise foreign(_WHAT, shown, "không có hai dòng như minisign ghi")
    raw = decoded(lines[1].strip(), _SIZE, _WHAT, shown)
    if raw[:2] != ALGORITHM or raw[4:6] != _CHECKSUM:
        raise foreign(_WHAT, shown, "thuật toán khác Ed25519")
    return raw


def _opened(sealed: bytes, shown: str, refusal: Diagnostic, allowed: tuple[bytes, ...] = ()) -> SecretKey:
    """The key, when its checksum and its public half fit."""
    content, checksum = sealed[:72], sealed[72:]
    if checksum not in (_checksum(content), *allowed):
        raise DataProblem(refusal)
    key = SecretKey(content[:8], content[8:40])
    if key.public.point != content[40:]:
        raise DataProblem(diagnose("D104", path=shown))
    return key


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(ALGORITHM + content, digest_size=32).digest()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
