"""The add-in as one file, `eficacia.xlam`: built on any system, the same bytes every time.

Only the VBA project needs pyOpenVBA (extra `complemento`); the rest of the package is written here.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from udfs.catalogue import FUNCTIONS, MODULE
from xlwings_addin.ribbon.controls import TAB_LABEL
from xlwings_addin.ribbon.markup import NAMESPACE_2007, NAMESPACE_2010, custom_ui
from xlwings_addin.vba.patches import PROJECT
from xlwings_addin.vba.project import HELP_SHEET, SETTINGS_SHEET, project_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE_NAME: Final = f"{PROJECT}.xlam"
SETTINGS: Final = (
    ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
    ("USE UDF SERVER", "True"),
    ("UDF MODULES", MODULE),
    ("DEBUG UDFS", "False"),
    ("SHOW CONSOLE", "False"),
)
"""What xlwings' module reads from the sheet `eficacia.conf`, all of it as text. The interpreter is not here:
it differs from one computer to another and is written by the installer to the user's own settings."""

_DATE: Final = (1980, 1, 1, 0, 0, 0)
_STAMP: Final = "2020-01-01T00:00:00Z"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_MICROSOFT: Final = "http://schemas.microsoft.com/office"
_DESCRIPTION: Final = "Funciones y botones para evaluar el Plan Operativo Institucional (POI)"
_SHEETML: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def build() -> bytes:
    """Return the add-in.

    Raises:
        ModuleNotFoundError: pyOpenVBA is not installed.
        XlwingsTextChanged: xlwings' module is not the one that the patches were written for.
    """
    parts: dict[str, str | bytes] = {**_parts(), **project_parts()}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 0  # whatever system builds
            entry.external_attr = 0
            package.writestr(entry, content, zipfile.ZIP_STORED)
    return written.getvalue()


def help_rows() -> tuple[tuple[str, ...], ...]:
    """Return the sheet `_IntelliSense_`, which Excel-DNA's IntelliSense reads where an office has it."""
    functions = (
        (
            one.name,
            one.help,
            "",
            *(text for argument in one.arguments for text in (argument.name, argument.help)),
        )
        for one in FUNCTIONS
    )
    return ("FunctionInfo", "1.0"), *functions


def _parts() -> dict[str, str]:
    texts = tuple(dict.fromkeys(text for row in (*SETTINGS, *help_rows()) for text in row if text))
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _root_relationships(),
        "docProps/app.xml": _application(),
        "docProps/core.xml": _core(),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _workbook_relationships(),
        "xl/worksheets/sheet1.xml": _sheet(SETTINGS_SHEET, SETTINGS, texts),
        "xl/worksheets/sheet2.xml": _sheet(HELP_SHEET, help_rows(), texts),
        "xl/sharedStrings.xml": _strings(texts),
        "customUI/customUI.xml": custom_ui(NAMESPACE_2007),
        "customUI/customUI14.xml": custom_ui(NAMESPACE_2010),
    }


def _content_types() -> str:
    defaults = {
        "bin": "application/vnd.ms-office.vbaProject",
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    overrides = {
        "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        "/xl/worksheets/sheet1.xml": f"{_SHEETML}.worksheet+xml",
        "/xl/worksheets/sheet2.xml": f"{_SHEETML}.worksheet+xml",
        "/xl/styles.xml": f"{_SHEETML}.styles+xml",
        "/xl/sharedStrings.xml": f"{_SHEETML}.sharedStrings+xml",
        "/xl/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    listed = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items())
    listed += "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items()
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{listed}</Types>'


def _root_relationships() -> str:
    return _relationships(
        (f"{_RELATIONSHIPS}/officeDocument", "xl/workbook.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_RELATIONSHIPS}/extended-properties", "docProps/app.xml"),
        (f"{_MICROSOFT}/2006/relationships/ui/extensibility", "customUI/customUI.xml"),
        (f"{_MICROSOFT}/2007/relationships/ui/extensibility", "customUI/customUI14.xml"),
    )


def _workbook_relationships() -> str:
    return _relationships(
        (f"{_RELATIONSHIPS}/worksheet", "worksheets/sheet1.xml"),
        (f"{_RELATIONSHIPS}/worksheet", "worksheets/sheet2.xml"),
        (f"{_RELATIONSHIPS}/styles", "styles.xml"),
        (f"{_RELATIONSHIPS}/theme", "theme/theme1.xml"),
        (f"{_RELATIONSHIPS}/sharedStrings", "sharedStrings.xml"),
        (f"{_MICROSOFT}/2006/relationships/vbaProject", "vbaProject.bin"),
    )


def _relationships(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _application() -> str:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{_HEAD}<Properties xmlns="{namespace}"><Application>Microsoft Excel</Application></Properties>'


def _core() -> str:
    namespaces = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return (
        f"{_HEAD}<cp:coreProperties {namespaces}><dc:title>{TAB_LABEL}</dc:title>"
        f"<dc:creator>{PROJECT}</dc:creator><dc:description>{_DESCRIPTION}</dc:description>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_STAMP}</dcterms:created></cp:coreProperties>'
    )


def _workbook() -> str:
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONSHIPS}">'
        '<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="22228"/>'
        '<workbookPr codeName="ThisWorkbook"/><sheets>'
        f'<sheet name="{PROJECT}.conf" sheetId="1" r:id="rId1"/>'
        '<sheet name="_IntelliSense_" sheetId="2" state="hidden" r:id="rId2"/>'
        '</sheets><calcPr calcId="191029"/></workbook>'
    )


def _sheet(code_name: str, rows: Sequence[Sequence[str]], texts: Sequence[str]) -> str:
    written = "".join(_row(number, values, texts) for number, values in enumerate(rows, 1))
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr codeName="{code_name}"/>'
        f"<sheetData>{written}</sheetData></worksheet>"
    )


def _row(number: int, values: Sequence[str], texts: Sequence[str]) -> str:
    cells = "".join(
        f'<c r="{chr(ord("A") + place)}{number}" t="s"><v>{texts.index(value)}</v></c>'
        for place, value in enumerate(values)
        if value
    )
    return f'<row r="{number}">{cells}</row>'


def _strings(texts: Sequence[str]) -> str:
    listed = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    return f'{_HEAD}<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">{listed}</sst>'
