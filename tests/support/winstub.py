"""xlwings as it is on Windows, anywhere: its own import, dispatch and conversion of functions.

Only the modules of pywin32 are stand-ins, and of `ctypes` what Windows alone has; nothing of xlwings is
replaced. What crosses from VBA is given as pywin32 gives it: numbers as float, blank cells as None, errors
as the numbers of VT_ERROR, ranges as tuples of tuples, dates as `pywintypes` times, `MISSING` for an
argument that was left out.
"""

from __future__ import annotations

import asyncio
import atexit
import concurrent.futures
import ctypes
import datetime as dt
import importlib
import logging
import multiprocessing
import subprocess
import sys
import tempfile
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock, patch

import numpy as np
import pandas as pd

from udfs.catalogue import ERROR_NUMBERS, MODULE

_LOADED_AS_HERE = (asyncio, concurrent.futures, logging, multiprocessing, subprocess, tempfile, np, pd)
"""Imported before xlwings, which reads the platform while it loads: these must not see another one."""

MISSING = -2147352572
"""DISP_E_PARAMNOTFOUND: what VBA's Missing is in Python."""

_RANGE = "{00020846-0000-0000-C000-000000000046}"
_NAMES = (
    "pywintypes", "pythoncom", "win32api", "win32con", "win32event", "win32gui", "win32process",
    "win32timezone", "win32com", "win32com.client", "win32com.server", "win32com.server.util",
    "win32com.server.dispatcher", "win32com.server.policy",
)  # fmt: skip


class ComError(Exception):
    """Stands for pywintypes.com_error."""


class PyTime(dt.datetime):
    """Stands for pywintypes.TimeType: how a date in a cell arrives."""


class Dispatch:
    """Stands for PyIDispatch: a raw pointer to an object of Excel."""

    def __init__(self, target: object) -> None:
        self.target = target

    def GetTypeInfo(self) -> Any:  # noqa: N802 - COM's name
        """Return the type information that xlwings tells a Range by."""
        info = MagicMock()
        info.GetTypeAttr.return_value.iid = _RANGE
        info.GetDocumentation.return_value = ("Range", "", 0, "")
        return info


class Range:
    """As much of Excel's Range as xlwings asks when it is handed one instead of values."""

    def __init__(self, rows: tuple[tuple[Any, ...], ...]) -> None:
        self.Value = rows if len(rows) > 1 or len(rows[0]) > 1 else rows[0][0]
        self.Row = self.Column = 1
        self.Rows, self.Columns = MagicMock(Count=len(rows)), MagicMock(Count=len(rows[0]))
        self.Count = len(rows) * len(rows[0])
        self.Worksheet = MagicMock()
        self._oleobj_ = Dispatch(self)

    def pointer(self) -> Dispatch:
        """Return the range the way VBA passes it."""
        return self._oleobj_


class Workbook:
    """A workbook that records what `import_udfs` does to it: the module's text, the help of each function."""

    Name = "eficacia.xlam"

    def __init__(self) -> None:
        self.module = ""
        self.options: dict[str, dict[str, Any]] = {}
        self.Worksheets = MagicMock(Count=0, side_effect=ComError)
        self.Worksheets.__iter__.return_value = iter(())
        self.VBProject = MagicMock()
        self.VBProject.VBComponents.side_effect = ComError
        self.VBProject.VBComponents.Import.side_effect = self._import
        self.Application = MagicMock(Version="16.0")
        self.Application.MacroOptions.side_effect = self._describe

    def _import(self, path: str) -> None:
        self.module = Path(path).read_text(encoding="utf-8")

    def _describe(self, macro: str, **options: Any) -> None:
        self.options[macro.partition("!")[2]] = options


class Windows:
    """xlwings on Windows with our functions loaded."""

    def __init__(self) -> None:
        self._udfs = importlib.import_module("xlwings.udfs")
        self._server = importlib.import_module("xlwings.com_server")
        self._dispatcher = self._server.XLPython()
        self.functions = importlib.import_module(MODULE)

    def call(self, function: str, *arguments: Any) -> Any:
        """Call a function as the add-in's wrapper does: values, no workbook and no caller."""
        return self._dispatcher.CallUDF(MODULE, function, arguments, None, None)

    def import_udfs(self) -> Workbook:
        """Import the functions into a workbook that records it."""
        book = Workbook()
        self._udfs.import_udfs(MODULE, book)
        return book

    def close(self) -> None:
        """End what xlwings starts when it is imported."""
        self._server.loop.close()
        self._udfs.com_executor.shutdown()
        atexit.unregister(importlib.import_module("xlwings._xlwindows").cleanup)  # would look for Excel


@contextmanager
def windows() -> Iterator[Windows]:
    """Give xlwings as Windows has it; afterwards every module is the one that was there before."""
    with patch.dict(sys.modules):
        for name in [name for name in sys.modules if name.split(".")[0] == "xlwings" or name == MODULE]:
            del sys.modules[name]
        _install()
        faked = {"windll": MagicMock(), "oledll": MagicMock(), "PyDLL": MagicMock()}
        with patch.multiple(ctypes, create=True, **faked), patch.object(sys, "platform", "win32"):
            importlib.import_module("xlwings")
            loaded = Windows()
        try:
            yield loaded
        finally:
            loaded.close()


def cell_error(code: str) -> int:
    """Return an error of a cell as COM passes it: the number of its VT_ERROR.

    >>> cell_error("#DIV/0!")
    -2146826281
    """
    return ERROR_NUMBERS[code] - 2146828288


def _install() -> None:
    for name in _NAMES:
        sys.modules[name] = _module(name)
    for name in _NAMES:
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, sys.modules[name])


def _module(name: str) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__file__ = f"<stand-in for {name}>"
    module.__dict__.update(_CONTENTS.get(name, {}))
    module.__dict__["__getattr__"] = lambda attribute: MagicMock(name=f"{name}.{attribute}")
    return module


def _unwrap(value: object) -> object:
    raise ValueError(value)  # no object of Python's came back from VBA


def _dispatch(pointer: object, **_: object) -> object:
    return pointer.target if isinstance(pointer, Dispatch) else pointer


_CONTENTS: dict[str, dict[str, Any]] = {
    "pywintypes": {"com_error": ComError, "TimeType": PyTime, "IID": str},
    "pythoncom": {
        "com_error": ComError,
        "TypeIIDs": {"IID_IDispatch": Dispatch},
        "IID_IDispatch": "IID_IDispatch",
    },
    "win32com.client": {
        "Dispatch": _dispatch,
        "CDispatch": type("CDispatch", (), {}),
        "CoClassBaseClass": type("CoClassBaseClass", (), {}),
        "DispatchBaseClass": type("DispatchBaseClass", (), {}),
    },
    "win32com.server.util": {"unwrap": _unwrap},
    "win32com.server.policy": {"DefaultPolicy": object},
}
