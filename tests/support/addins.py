"""Add-ins that are made up: a VBA project with one module."""

from __future__ import annotations

import zipfile
from io import BytesIO


def literally(text: str) -> bytes:
    """Return the text as MS-OVBA stores it, compressed to nothing but letters."""
    data = text.encode()
    body = b"".join(b"\0" + data[start : start + 8] for start in range(0, len(data), 8))
    return b"\x01" + (0xB000 | len(body) - 1).to_bytes(2, "little") + body


def project(stream: bytes, at: int = 128) -> bytes:
    """Return an .xlam whose VBA project has one stream, at the start of a sector."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("xl/vbaProject.bin", b"\x01".ljust(at, b"\0") + stream)
    return written.getvalue()
