"""The CRC-32 of two contents joined, from that of the second alone: it need not be read again.

As zlib's `crc32_combine`, which Python does not offer: the CRC of a content that zeros follow is linear in
the bits of the CRC before, so that n zeros are a matrix, got by squaring.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Final

_POLYNOMIAL: Final = 0xEDB88320
_Matrix = tuple[int, ...]
"""What each of the 32 bits becomes."""


def joined(first: bytes, checksum: int, size: int) -> int:
    """Return the CRC-32 of `first` and a content of `size` bytes whose CRC-32 is `checksum`.

    >>> joined(b"uno ", zlib.crc32(b"dos"), 3) == zlib.crc32(b"uno dos")
    True
    """
    value = zlib.crc32(first)
    for power in range(size.bit_length()):
        if size >> power & 1:
            value = _times(_zeros(power), value)
    return value ^ checksum


@lru_cache(maxsize=64)
def _zeros(power: int) -> _Matrix:
    """Return what 2 ** `power` bytes of zeros do."""
    if power == 0:
        matrix: _Matrix = (_POLYNOMIAL, *(1 << bit for bit in range(31)))  # one zero bit
        for _ in range(3):
            matrix = _squared(matrix)
        return matrix
    return _squared(_zeros(power - 1))


def _squared(matrix: _Matrix) -> _Matrix:
    return tuple(_times(matrix, row) for row in matrix)


def _times(matrix: _Matrix, value: int) -> int:
    product = 0
    for row in matrix:
        if value & 1:
            product ^= row
        value >>= 1
    return product
