"""The key that a password gives, as libsodium derives it (`crypto_pwhash_scryptsalsa208sha256`, RFC 7914).

A minisign key file says how costly its password was made: a limit of operations and one of memory, from which
libsodium reckons the N, r and p of scrypt. minisign reads the limits from the file, so any key may choose its own.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from yearbook.values import dataclass

_R = 8
_LEAST_OPERATIONS = 32_768


@dataclass(frozen=True)
class Cost:
    """operations: of Salsa20/8 cores, about; memory: bytes."""

    operations: int
    memory: int


# N = 2^18, r = 8, p = 1. minisign itself begins at 1 GiB, which an office machine may not have to spare, and halves
# until it fits; this is two halvings below, twice what OWASP asks for at least (N = 2^17).
COST = Cost(operations=2**23, memory=2**28)
HIGHEST = Cost(operations=2**27, memory=2**30)  # minisign's own keys ask for 2^25 and 2^30


def derive(password: bytes, salt: bytes, cost: Cost, length: int) -> bytes:
    """`length` bytes of key. Raises MemoryError when the machine cannot give what the cost asks for."""
    n, p = parameters(cost)
    return Scrypt(salt=salt, length=length, n=n, r=_R, p=p).derive(password)


def parameters(cost: Cost) -> tuple[int, int]:
    """N and p of scrypt for these limits, with r = 8: the reckoning of libsodium."""
    operations = max(cost.operations, _LEAST_OPERATIONS)
    if operations < cost.memory // 32:
        return _power_of_two(operations // (_R * 4)), 1
    n = _power_of_two(cost.memory // (_R * 128))
    return n, max(1, min(operations // 4 // n, 0x3FFFFFFF) // _R)


def _power_of_two(most: int) -> int:
    """The power of two, from 2 on, in the upper half of what is allowed."""
    n = 2
    while n <= most // 2:
        n *= 2
    return n
