"""The text of VBA modules inside an .xlam, as far as diagnosis needs it: which DLL of xlwings it names.

Modules are compressed as MS-OVBA section 2.4.1 says. A module without a compiled copy, as ours are, begins
at the start of a sector; so trying each sector finds it without reading the whole compound file.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

_PART: Final = "xl/vbaProject.bin"
_SECTOR: Final = 64
_CHUNK: Final = 4096
_DLL: Final = re.compile(rb"xlwings(?:64|32)-([0-9][0-9A-Za-z.]*)\.dll")


def dll_version(addin: bytes) -> str:
    """Return the version in the name of the DLL that an add-in loads; "" where it cannot be told."""
    try:
        with zipfile.ZipFile(io.BytesIO(addin)) as archive:
            project = archive.read(_PART)
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError):
        return ""
    for start in range(0, len(project), _SECTOR):
        if project[start : start + 1] == b"\x01" and (found := _DLL.search(_first_chunk(project, start + 1))):
            return found[1].decode("ascii")
    return ""


def _first_chunk(data: bytes, start: int) -> bytes:
    """Return the first 4096 characters of a compressed container; b"" where there is none."""
    header = int.from_bytes(data[start : start + 2], "little")
    if (header >> 12) & 7 != 3:  # noqa: PLR2004 - the signature of every chunk
        return b""
    end = start + (header & 0xFFF) + 3
    body = data[start + 2 : end]
    return _decompressed(body) if header >> 15 else body


def _decompressed(body: bytes) -> bytes:
    """Undo the compression of a chunk: groups of eight tokens, each a letter or a copy of what was before."""
    out = bytearray()
    place = 0
    while place < len(body) and len(out) < _CHUNK:
        flags = body[place]
        place += 1
        for bit in range(8):
            size = 2 if flags >> bit & 1 else 1
            token = body[place : place + size]
            place += size
            if len(token) < size or not _expand(out, token):
                return bytes(out)
    return bytes(out)


def _expand(out: bytearray, token: bytes) -> bool:
    """Append what a token stands for; False where it points before the beginning."""
    if len(token) == 1:
        out += token
        return True
    number = int.from_bytes(token, "little")
    wide = max((len(out) - 1).bit_length(), 4)
    offset = (number >> (16 - wide)) + 1
    if offset > len(out):
        return False
    for _ in range((number & (0xFFFF >> wide)) + 3):
        out.append(out[-offset])
    return True
