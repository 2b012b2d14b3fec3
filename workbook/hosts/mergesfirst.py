"""A copy of a package for python-calamine, which reads a sheet twice: for its values, then for merged cells.

The second time it reads up to the list of merged cells, which stands behind all rows. In the copy a sheet
begins with that list, before all else; its compressed bytes follow as they are.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from workbook.hosts.archive import Entry, kept, written
from workbook.hosts.checksum import joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbook.hosts.package import Package

NO_MERGES: Final = b"<mergeCells></mergeCells>"
_LONGEST: Final = 0xFFFF


def merges_first(package: Package, lists: Mapping[str, bytes]) -> bytes:
    """Return the package with a list of merged cells before each part of `lists`, named in small letters.

    A list is the element as the sheet holds it; an empty one says that there are none.
    """
    return written([_begun(kept(package, entry), lists) for entry in package.directory()])


def _begun(entry: Entry, lists: Mapping[str, bytes]) -> Entry:
    told = lists.get(entry.name.decode("utf-8", "replace").lower())
    if told is None or len(told) > _LONGEST:
        return entry
    merges = told or NO_MERGES
    first = merges if entry.method == zipfile.ZIP_STORED else _stored_block(merges)
    return replace(
        entry,
        checksum=joined(merges, entry.checksum, entry.size),
        size=len(merges) + entry.size,
        packed=b"".join((first, entry.packed)),
    )


def _stored_block(content: bytes) -> bytes:
    """Return a block of a deflate stream that is not compressed, and not the last."""
    return b"\x00" + struct.pack("<HH", len(content), len(content) ^ _LONGEST) + content
