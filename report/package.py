"""Saving a Word package: the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from report.wordxml import attribute

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docx.opc.package import OpcPackage
    from docx.opc.part import Part

_DATE = (2000, 1, 1, 0, 0, 0)  # not 1980, which Word gives to every part that it saves
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
}


def save(package: OpcPackage, contents: Mapping[Part, bytes] | None = None) -> bytes:
    """Return the package as a file's bytes, with fixed dates and parts in the order of their relations.

    `contents` takes the place of what some parts hold.
    """
    contents = contents or {}
    parts = list(package.iter_parts())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _store(archive, "[Content_Types].xml", _content_types(parts))
        _store(archive, "_rels/.rels", _bytes(package.rels.xml))
        for part in parts:
            part.before_marshal()  # type: ignore[no-untyped-call]
            _store(archive, part.partname.membername, contents.get(part, part.blob))
            if part.rels:
                _store(archive, part.partname.rels_uri.membername, _bytes(part.rels.xml))
    return buffer.getvalue()


def is_untouched(content: bytes) -> bool:
    """Tell whether a document is as we wrote it: every program that saves it again dates its parts anew."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return all(entry.date_time == _DATE for entry in archive.infolist())
    except zipfile.BadZipFile:
        return False


def _store(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    packed = name.endswith((".xlsx", ".png", ".jpeg"))  # already compressed
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the same from every operating system
    archive.writestr(entry, content)


def _bytes(xml: str | bytes) -> bytes:
    return xml.encode() if isinstance(xml, str) else xml


def _content_types(parts: Iterable[Part]) -> bytes:
    overrides = "".join(
        f'<Override PartName="{attribute(str(part.partname))}" ContentType="{attribute(part.content_type)}"/>'
        for part in parts
    )
    defaults = "".join(
        f'<Default Extension="{extension}" ContentType="{kind}"/>' for extension, kind in _DEFAULTS.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Types xmlns="{_TYPES}">{defaults}{overrides}</Types>'
    ).encode()
