"""What is changed in xlwings' VBA module for add-ins, and why.

Each patch must find its place exactly once: a new release of xlwings cannot slip by with the old text half
changed. xlwings itself is pinned in `pyproject.toml`, because its module names the DLL by version.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

PROJECT: Final = "eficacia"
"""The name of the settings: the sheet `eficacia.conf` and the file of that name in the user's folder."""


class XlwingsTextChanged(Exception):  # noqa: N818 - named as the condition it is
    """The text of xlwings' module is not the one that a patch was written for."""

    def __init__(self, patch: Patch, found: int) -> None:
        """Take the patch and how often its place was found."""
        self.patch = patch
        self.found = found
        super().__init__(f"«{patch.why}»: its place was found {found} times in xlwings' module, not once")


@dataclass(frozen=True, slots=True)
class Patch:
    """One change: the text that stands in xlwings' module exactly once, and what stands there after."""

    why: str
    old: str
    new: str


PATCHES: Final = (
    Patch(
        "settings under our own name, apart from those of xlwings",
        'Public Const PROJECT_NAME As String = "myaddin"',
        f'Public Const PROJECT_NAME As String = "{PROJECT}"',
    ),
    Patch(
        "private module: Excel would offer GetConfig, ReadFile and others as functions for cells",
        'Attribute VB_Name = "xlwings"\n',
        'Attribute VB_Name = "xlwings"\nOption Private Module\n',
    ),
    Patch(
        "one server for all workbooks: the DLL starts one for each command line, and this put the name of "
        "the active workbook into it",
        'PYTHONPATH = AddExcelDir & ";" & ActiveWorkbook.FullName & ";" & ThisWorkbook.FullName & ";"',
        'PYTHONPATH = AddExcelDir & ";;" & ThisWorkbook.FullName & ";"',
    ),
    Patch(
        "cached command: the settings were read about ten times for every cell",
        """\
Function XLPy()
    XLPyLoadDLL
    If 0 <> XLPyDLLActivateAuto(XLPy, XLPyCommand, 1) Then""",
        """\
Private Function XLPyCommandOnce() As String
    Static known As String
    If known = "" Then
        XLPyLoadDLL
        known = XLPyCommand
    End If
    XLPyCommandOnce = known
End Function

Function XLPy()
    If 0 <> XLPyDLLActivateAuto(XLPy, XLPyCommandOnce, 1) Then""",
    ),
    Patch(
        "the server is ended by the same command that started it",
        "    XLPyLoadDLL\n    Dim unused\n    If 0 <> XLPyDLLActivateAuto(unused, XLPyCommand, -1) Then",
        "    Dim unused\n    If 0 <> XLPyDLLActivateAuto(unused, XLPyCommandOnce, -1) Then",
    ),
    Patch(
        "-P: Python would look for modules in the current folder first, which may be that of the workbook",
        'tail = " -B -c ""import sys, os;"',
        'tail = " -P -B -c ""import sys, os;"',
    ),
    Patch(
        "no empty entry on the path, which xlwings leaves and Python reads as the current folder",
        ";import xlwings; xlwings.serve(",
        ";sys.path[:]=[p for p in sys.path if p];import xlwings; xlwings.serve(",
    ),
    Patch(
        "no settings from a workbook: a sheet in a workbook that came by mail could name another interpreter",
        """\
            If SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True Then
                If GetConfigFromSheet(ActiveWorkbook).Exists(configKey) = True Then
                    GetConfig = GetConfigFromSheet(ActiveWorkbook).Item(configKey)
                    GetConfig = ExpandEnvironmentStrings(GetConfig)
                    Exit Function
                End If
            End If
""",
        "            ' (not here: see xlwings_addin/vba/patches.py)\n",
    ),
    Patch(
        "no settings from the folder of a workbook, for the same reason",
        'If source = "" Or source = "directory" Then',
        'If source = "directory" Then',
    ),
    Patch(
        "settings are read also while no workbook is open: Range alone needs an active sheet",
        'For Each cell In Range(sht.Range("A1"), lastCell)',
        'For Each cell In sht.Range(sht.Range("A1"), lastCell)',
    ),
)


def xlwings_module() -> str:
    """Return xlwings' module for add-ins as this installation has it, lines ending in a line feed."""
    found = find_spec("xlwings")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("xlwings")
    text = Path(found.origin).with_name("xlwings_custom_addin.bas").read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def patched(text: str) -> str:
    """Return the module with every patch made.

    Raises:
        XlwingsTextChanged: the place of a patch is missing, or is there more than once.
    """
    for patch in PATCHES:
        found = text.count(patch.old)
        if found != 1:
            raise XlwingsTextChanged(patch, found)
        text = text.replace(patch.old, patch.new)
    return text
