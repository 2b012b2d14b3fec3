"""The compound file that an .xls is: streams of bytes in chains of sectors."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from workbook.host import UnusableBook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNATURE: Final = bytes.fromhex("d0cf11e0a1b11ae1")

_HEADER: Final = 512
_ENTRY: Final = 128
_LAST_SECTOR: Final = 0xFFFFFFFA  # what is above ends a chain, or says that a sector is free
_SHIFTS: Final = (9, 12)
_MINI_SHIFT: Final = 6
_IN_HEADER: Final = 109
_ROOT, _STREAM = 5, 2


class Compound:
    """A compound file held in memory; raises `UnusableBook` where its chains lead nowhere."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name, self._data = name, data
        if len(data) < _HEADER or not data.startswith(SIGNATURE):
            raise UnusableBook(name, "damaged")
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in _SHIFTS:
            raise UnusableBook(name, "damaged")
        self._size = 1 << shift
        first, self._cutoff, mini = struct.unpack_from("<I4xII", data, 48)
        self._next = self._table()
        self._entries = list(self._directory(self._chain(first, self._next, self._sector)))
        self._mini_next = _numbers(self._chain(mini, self._next, self._sector))

    def names(self) -> list[str]:
        """Return the names of the streams, whatever folder they are in."""
        return [name for name, kind, _, _ in self._entries if kind == _STREAM]

    def stream(self, name: str) -> bytes:
        """Return the content of a stream; the first of that name."""
        for known, kind, start, size in self._entries:
            if kind == _STREAM and known == name:
                if size >= self._cutoff:
                    return self._chain(start, self._next, self._sector)[:size]
                return self._small(start, size)
        raise UnusableBook(self._name, "format")

    def _small(self, start: int, size: int) -> bytes:
        """Return a stream that lies in the root's own, in sectors of 64 bytes."""
        root = next((one for one in self._entries if one[1] == _ROOT), None)
        if root is None:
            raise UnusableBook(self._name, "damaged")
        whole = self._chain(root[2], self._next, self._sector)

        def sector(number: int) -> bytes:
            return whole[number << _MINI_SHIFT : (number + 1) << _MINI_SHIFT]

        return self._chain(start, self._mini_next, sector)[:size]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at : at + self._size]

    def _table(self) -> Sequence[int]:
        """Return which sector follows each."""
        places = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        following, count = struct.unpack_from("<II", self._data, 68)
        most = len(self._data) // self._size + 1
        for _ in range(min(count, most)):
            if following >= _LAST_SECTOR:
                break
            numbers = _numbers(self._sector(following))
            if not numbers:
                raise UnusableBook(self._name, "damaged")
            *more, following = numbers
            places += more
        used = [place for place in places if place < _LAST_SECTOR][:most]
        return _numbers(b"".join(map(self._sector, used)))

    def _chain(self, start: int, following: Sequence[int], sector: object) -> bytes:
        return b"".join(self._sectors(start, following, sector))

    def _sectors(self, start: int, following: Sequence[int], sector: object) -> Iterator[bytes]:
        number, given = start, 0
        while number < _LAST_SECTOR:
            if number >= len(following) or given > len(following):
                raise UnusableBook(self._name, "damaged")
            yield sector(number)  # type: ignore[operator]
            number = following[number]
            given += 1

    def _directory(self, entries: bytes) -> Iterator[tuple[str, int, int, int]]:
        """Yield name, kind, first sector and size of each entry."""
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            length, kind, start, size = struct.unpack_from("<HB49xII", entries, at + 64)
            name = entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            yield name, kind, start, size


def _numbers(data: bytes) -> Sequence[int]:
    count = len(data) // 4
    return struct.unpack(f"<{count}I", data[: 4 * count])
