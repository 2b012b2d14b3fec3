"""Our VBA that follows from data: function wrappers and their help, ribbon callbacks.

The text is committed beside this module, so that a reviewer reads what Excel compiles; a test compares both.
To write it again: `python -m xlwings_addin.vba.generate`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from udfs.catalogue import CATEGORY, FUNCTIONS, MODULE
from xlwings_addin.ribbon.controls import BUTTONS, Button, python_command

if TYPE_CHECKING:
    from udfs.catalogue import Function

FOLDER: Final = Path(__file__).parent

_WRITTEN_BY: Final = "' Written by xlwings_addin/vba/generate.py; do not change it here."
_FUNCTIONS_HEAD: Final = f"""\
Attribute VB_Name = "PoiFunctions"
Option Explicit

{_WRITTEN_BY}
' The only public functions of the project: what a planner types in a cell.
"""
_HELP_HEAD: Final = f"""\
Attribute VB_Name = "PoiHelp"
Option Explicit
Option Private Module

{_WRITTEN_BY}
' The help of the function wizard; the sheet _IntelliSense_ says the same.
"""
_RIBBON_HEAD: Final = f"""\
Attribute VB_Name = "PoiRibbon"
Option Explicit

{_WRITTEN_BY}
' One callback for each button. Not a private module: Excel looks the callbacks up by name.
"""


def generated() -> dict[str, str]:
    """Return the text of each generated module by the name of its file, lines ending in a line feed."""
    return {
        "PoiFunctions.bas": "\n".join([_FUNCTIONS_HEAD, *(_wrapper(one) for one in FUNCTIONS)]),
        "PoiHelp.bas": f"{_HELP_HEAD}\n{_names()}\n{_registration()}\n{_describe()}",
        "PoiRibbon.bas": "\n".join([_RIBBON_HEAD, *(_callback(one) for one in BUTTONS)]),
    }


def write() -> None:
    """Write the generated modules to their folder."""
    for name, text in generated().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


def literal(text: str) -> str:
    """Return a VBA string literal of one line: quotation marks inside are doubled."""
    return '"' + text.replace('"', '""') + '"'


def _wrapper(function: Function) -> str:
    names = [one.name for one in function.arguments]
    declared = ", ".join(
        f"Optional {name}" if one.optional else name
        for one, name in zip(function.arguments, names, strict=True)
    )
    sent = ", ".join(f"PoiValue({name})" for name in names)
    called = f'XLPy.CallUDF("{MODULE}", "{function.python}", Array({sent}), Nothing, Nothing)'
    return f"""\
Function {function.name}({declared})
    On Error GoTo failed
    {function.name} = PoiResult({called})
    Exit Function
failed:
    {function.name} = PoiFailure()
End Function
"""


def _names() -> str:
    listed = ", ".join(literal(one.name) for one in FUNCTIONS)
    return f"""\
Public Function PoiFunctionNames() As Variant
    PoiFunctionNames = Array({listed})
End Function
"""


def _registration() -> str:
    calls = "\n".join(_described(one) for one in FUNCTIONS)
    return f"""\
Public Function PoiRegisterHelp() As Boolean
    ' False where Excel refuses, as it does while no workbook is active.
    On Error GoTo refused
{calls}
    PoiRegisterHelp = True
refused:
End Function
"""


def _described(function: Function) -> str:
    texts = ", _\n        ".join(literal(one.help) for one in function.arguments)
    return f"""\
    PoiDescribe {literal(function.name)}, _
        {literal(function.help)}, Array( _
        {texts})"""


def _describe() -> str:
    return f"""\
Private Sub PoiDescribe(ByVal functionName As String, ByVal help As String, ByVal argumentHelp As Variant)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & functionName, Description:=help, _
        Category:={literal(CATEGORY)}, ArgumentDescriptions:=argumentHelp
End Sub
"""


def _callback(button: Button) -> str:
    return f"""\
Public Sub {button.macro}(control As IRibbonControl)
    PoiRun {literal(python_command(button))}, {button.needs_book}
End Sub
"""


if __name__ == "__main__":
    write()
