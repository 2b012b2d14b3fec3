"""The VBA project of the add-in as Excel stores it: our modules and that of xlwings, as source."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import AnyStr, Final

from xlwings_addin.vba.patches import patched, xlwings_module

PROJECT_NAME: Final = "EvaluacionPOI"
SETTINGS_SHEET: Final = "Sheet1"
HELP_SHEET: Final = "Sheet2"
"""The names that VBA has for the two sheets of the add-in."""

CODE_PAGE: Final = "cp1252"
LINE_LIMIT: Final = 1023
"""The longest line that VBA compiles."""

VBA_PART: Final = "xl/vbaProject.bin"
_LOOKS: Final = ("xl/styles.xml", "xl/theme/theme1.xml")

FOLDER: Final = Path(__file__).parent

_NO_CACHE: Final = bytes.fromhex("cc61ffff000000")
"""[MS-OVBA] 2.3.4.1 for a writer: no compiled form is kept, so that Excel compiles the source."""
_TEMPLATE_NAME: Final = "VBAProject"
_SHEET_MODULE: Final = """\
Attribute VB_Name = "{name}"
Attribute VB_Base = "0{{00020820-0000-0000-C000-000000000046}}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = True
Attribute VB_Exposed = True
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = True
"""


class UnfitModule(Exception):  # noqa: N818 - named as the condition it is
    """A module cannot be stored as VBA source: a character or the length of a line."""

    def __init__(self, module: str, line: int, what: str) -> None:
        """Take the module, the number of the line and what is wrong with it."""
        super().__init__(f"{module}, line {line}: {what}")


class TemplateChanged(Exception):  # noqa: N818 - named as the condition it is
    """pyOpenVBA's empty add-in is not the one that this module was written for."""

    def __init__(self, text: str, found: int) -> None:
        """Take the text that has to be there once, and how often it is."""
        super().__init__(f"{text} is in the template {found} times, not once")


def standard_modules() -> dict[str, str]:
    """Return our standard modules and xlwings' patched one, lines ending in a line feed."""
    ours = {path.stem: _text(path) for path in sorted(FOLDER.glob("*.bas"))}
    return {"xlwings": patched(xlwings_module()), **ours}


def class_modules() -> dict[str, str]:
    """Return the bodies of our class modules; that of the workbook is `ThisWorkbook`."""
    return {path.stem: _text(path) for path in sorted(FOLDER.glob("*.cls"))}


def project_parts() -> dict[str, bytes]:
    """Return the parts of the add-in that begin as Excel wrote them: VBA project, styles, theme.

    The start is the empty add-in of pyOpenVBA, which Excel wrote: its project has the reference to Office,
    without which a ribbon callback does not compile. The same modules give the same bytes.
    """
    with zipfile.ZipFile(io.BytesIO(_with_modules())) as package:
        parts = {name: package.read(name) for name in (VBA_PART, *_LOOKS)}
    return parts | {VBA_PART: _finished(parts[VBA_PART])}


def _finished(project: bytes) -> bytes:
    """Return the project with its name, its second sheet and nothing compiled."""
    from pyopenvba.cfb import CFB

    container = CFB.from_bytes(project)
    container.write_stream_in_storage("VBA", "_VBA_PROJECT", _NO_CACHE)
    container.write_stream("PROJECT", _project_text(container.get_stream("PROJECT")))
    container.write_stream_in_storage("VBA", "dir", _directory(container.get_stream_in_storage("VBA", "dir")))
    return bytes(container.to_bytes())


def source(name: str, text: str) -> str:
    """Return a module as VBA keeps it, lines ending in CR LF.

    Raises:
        UnfitModule: a character is not in the code page of VBA, or a line is too long for it.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_LIMIT:
            raise UnfitModule(name, number, f"{len(line)} characters")
        try:
            line.encode(CODE_PAGE)
        except UnicodeEncodeError as problem:
            raise UnfitModule(name, number, f"{line[problem.start]!r} is not in {CODE_PAGE}") from None
    return "\r\n".join(lines)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _with_modules() -> bytes:
    from pyopenvba import ExcelFile, VBAModuleKind

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "new.xlam")
        with ExcelFile.create_new(path) as book:
            project = book.vba_project()
            project.delete_module("Module1")
            bodies = class_modules()
            book.set_module("ThisWorkbook", source("ThisWorkbook", bodies.pop("ThisWorkbook")))
            book.set_module(SETTINGS_SHEET, source(SETTINGS_SHEET, _SHEET_MODULE.format(name=SETTINGS_SHEET)))
            sheet = source(HELP_SHEET, _SHEET_MODULE.format(name=HELP_SHEET))
            project.add_module(HELP_SHEET, sheet, kind=VBAModuleKind.other)
            for name, body in bodies.items():
                project.add_module(name, source(name, body), kind=VBAModuleKind.other)
            for name, text in standard_modules().items():
                project.add_module(name, source(name, text), kind=VBAModuleKind.standard)
            book.save()
        return path.read_bytes()


def _project_text(raw: bytes) -> bytes:
    """Return the list of the project with its name, and with the second sheet as a sheet."""
    text = _once(raw.decode(CODE_PAGE), f'Name="{_TEMPLATE_NAME}"', f'Name="{PROJECT_NAME}"')
    text = _once(text, f"Class={HELP_SHEET}\r\n", f"Document={HELP_SHEET}/&H00000000\r\n")
    return text.encode(CODE_PAGE)


def _directory(packed: bytes) -> bytes:
    """Return the directory of the project with its name: record 4, a length, the name."""
    from pyopenvba.vba import compress, decompress

    plain = decompress(packed)
    return bytes(compress(_once(plain, _name_record(_TEMPLATE_NAME), _name_record(PROJECT_NAME))))


def _name_record(name: str) -> bytes:
    raw = name.encode(CODE_PAGE)
    return b"\x04\x00" + len(raw).to_bytes(4, "little") + raw


def _once(text: AnyStr, old: AnyStr, new: AnyStr) -> AnyStr:
    if text.count(old) != 1:
        raise TemplateChanged(repr(old), text.count(old))
    return text.replace(old, new)
