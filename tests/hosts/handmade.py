"""Small .xlsx packages written by hand, for what no library would write."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SHEET = "Hoja"


def worksheet(rows: str, *, prefix: str = "", space: str = MAIN, before: str = "") -> str:
    """A sheet part holding `rows`; with a `prefix` the caller prefixes its own elements too."""
    p = f"{prefix}:" if prefix else ""
    declared = f"xmlns:{prefix}" if prefix else "xmlns"
    return (
        f'{DECLARATION}{before}<{p}worksheet {declared}="{space}">'
        f"<{p}sheetData>{rows}</{p}sheetData></{p}worksheet>"
    )


def styles(formats: Sequence[str | int]) -> str:
    """Styles: style 1 has the first format, given as its code or as a built-in number, and so on."""
    codes = {164 + at: code for at, code in enumerate(formats) if isinstance(code, str)}
    numbers = [164 + at if isinstance(code, str) else code for at, code in enumerate(formats)]
    named = "".join(f'<numFmt numFmtId="{k}" formatCode={quoteattr(v)}/>' for k, v in codes.items())
    cells = "".join(f'<xf numFmtId="{number}" xfId="0"/>' for number in numbers)
    other = '<dxfs><dxf><numFmt numFmtId="2" formatCode="0"/></dxf></dxfs>'
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{named}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="1"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{cells}</cellXfs>{other}</styleSheet>'
    )


def package(
    rows: str = "",
    *,
    sheet: str | bytes | None = None,
    formats: Sequence[str | int] = (),
    target: str = "worksheets/sheet1.xml",
    part: str = "xl/worksheets/sheet1.xml",
    more: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook of one sheet, `Hoja`, given by its rows or whole."""
    relation = f'<Relationship Id="%s" Type="{OFFICE}/%s" Target=%s/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        + relation % ("rId1", "officeDocument", '"xl/workbook.xml"')
        + "</Relationships>",
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        + relation % ("rId1", "worksheet", quoteattr(target))
        + relation % ("rId2", "styles", '"styles.xml"')
        + "</Relationships>",
        "xl/styles.xml": styles(formats),
        part: worksheet(rows) if sheet is None else sheet,
        **(more or {}),
    }
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of `parts`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_declared_size(data: bytes, part: str, size: int) -> bytes:
    """The same zip, whose directory and local header claim that `part` is `size` bytes long."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        header = archive.getinfo(part).header_offset
    directory = data.rindex(part.encode()) - 46
    struct.pack_into("<I", changed, header + 22, size)
    struct.pack_into("<I", changed, directory + 24, size)
    return bytes(changed)
