"""Excel's part, played by another Windows process: the DLL, the COM server, what VBA asks of it.

Run by the Python for Windows of the folder that `paquete` makes:

    python.exe -P excel.py SETTINGS.json

Every line that it prints is a verdict: "bien" or "mal", a tab, what was seen.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
import traceback
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pythoncom
import win32com.client
import win32com.server.util
from win32com.server.exception import COMException
from win32com.server.policy import DynamicPolicy

if TYPE_CHECKING:
    from collections.abc import Callable

MEMBER_NOT_FOUND: Final = -2147352573
CALL, GET = 1, 2
LEFT_OUT: Final = pythoncom.Missing
ERROR_DIVISION, ERROR_MARK = -2146826281, "\x01"


class Variant(ctypes.Structure):
    """What the DLL fills in: an object, or the text of what went wrong."""

    _fields_ = (
        ("kind", ctypes.c_ushort),
        ("unused", ctypes.c_ushort * 3),
        ("value", ctypes.c_void_p),
        ("more", ctypes.c_void_p),
    )


class Server:
    """xlwings' DLL, called as `XLPy` in VBA does."""

    def __init__(self, library: str) -> None:
        os.add_dll_directory(str(Path(library).parent))
        self._library = ctypes.WinDLL(library)

    def __call__(self, command: str, mode: int = 1) -> Any:
        """Start the server of a command line, or find the one that runs; -1 ends it."""
        given = Variant()
        if self._library.XLPyDLLActivateAuto(ctypes.byref(given), command.encode("cp1252"), mode):
            raise OSError(ctypes.wstring_at(given.value) if given.kind == pythoncom.VT_BSTR else given.kind)
        if mode == -1:
            return None
        return win32com.client.Dispatch(pythoncom.ObjectFromAddress(given.value, pythoncom.IID_IDispatch))


class Exposed:
    """An object of the simulated workbook, handed over COM as Excel hands its own."""

    _public_methods_ = ()

    def __init__(self, held: Any) -> None:
        self.held = held

    def _dynamic_(self, name: str, _locale: int, flags: int, given: tuple[Any, ...]) -> Any:
        arguments = [_inward(one) for one in given]
        if name == "_value_":
            return _outward(self.held(*arguments))
        if not flags & (CALL | GET):
            setattr(self.held, name, *arguments)
            return None
        try:
            found = getattr(self.held, name)
        except AttributeError:
            raise COMException(desc=name, scode=MEMBER_NOT_FOUND) from None
        if type(found).__name__ != "function":
            return _outward(found)
        if not flags & CALL:
            raise COMException(desc=name, scode=MEMBER_NOT_FOUND)  # the caller then makes a method of it
        return _outward(found(*arguments))


class Typed(DynamicPolicy):
    """A policy that has a type to show: xlwings' server asks a workbook for it before it takes it."""

    def _GetTypeInfoCount_(self) -> int:  # noqa: N802 - COM's name
        return 1

    def _GetTypeInfo_(self, _index: int, _locale: int) -> tuple[int, Any]:  # noqa: N802
        return 0, pythoncom.LoadTypeLib("stdole2.tlb").GetTypeInfoOfGuid(pythoncom.IID_IDispatch)


def _outward(value: Any) -> Any:
    if hasattr(type(value), "_host") or hasattr(value, "_host"):
        return win32com.server.util.wrap(Exposed(value), usePolicy=Typed)
    if isinstance(value, tuple):  # of a tuple pywin32 sends only the first part as the result
        return [_outward(part) for part in value]
    return value


def _inward(value: Any) -> Any:
    if type(value).__name__ == "PyIDispatch":
        return win32com.server.util.unwrap(value).held
    return value


def main() -> int:
    """Play Excel."""
    asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    pythoncom.CoInitialize()
    xlpy, command = Server(asked["dll"]), asked["command"]
    checks: tuple[Callable[[Any, dict[str, Any]], str], ...] = (
        scalar, column, sentinel, cases, planted, one_server(xlpy), report,
    )  # fmt: skip
    started = time.monotonic()
    try:
        python = xlpy(command)
    except Exception:  # noqa: BLE001 - a verdict
        say(False, f"la DLL no inició el servidor COM: {last_line()}")
        return 1
    say(True, f"la DLL inicia el servidor COM y contesta ({time.monotonic() - started:.1f} s)")
    failed = 0
    for check in checks:
        try:
            say(True, check(python, asked))
        except Exception:  # noqa: BLE001 - a verdict
            failed += 1
            say(False, f"{check.__name__}: {last_line()}")
    xlpy(command, -1)
    return int(failed > 0)


def say(good: bool, text: str) -> None:
    """Print a verdict."""
    print("bien" if good else "mal", text, sep="\t", flush=True)


def last_line() -> str:
    """Tell the problem at hand in a line, and where."""
    kind, problem, trace = sys.exc_info()
    at = traceback.extract_tb(trace)[-1]
    return f"{getattr(kind, '__name__', kind)}: {problem} ({Path(at.filename).name}:{at.lineno})"


def call(python: Any, function: str, *arguments: Any) -> Any:
    """Call a function as its wrapper in VBA does."""
    return python.CallUDF("udfs.functions", function, arguments, None, None)


def expect(seen: Any, wanted: Any) -> None:
    """Raise where something else was seen."""
    if seen != wanted:
        raise AssertionError(f"{seen!r}, y se esperaba {wanted!r}")


def scalar(python: Any, _asked: dict[str, Any]) -> str:
    """EFICACIA of two cells."""
    seen = call(python, "EFICACIA", 10.0, 7.5)
    expect(one(seen), 0.75)
    return f"=EFICACIA(10;7.5) da {one(seen)}"


def column(python: Any, _asked: dict[str, Any]) -> str:
    """EFICACIA of two columns in a call."""
    seen = call(python, "EFICACIA", ((10.0,), (20.0,), (None,)), ((7.0,), (5.0,), (3.0,)))
    expect(seen[:2], ((0.7,), (0.25,)))
    expect(len(seen), 3)
    many = tuple((float(number + 1),) for number in range(10_000))
    started = time.monotonic()
    expect(len(call(python, "EFICACIA", many, many)), 10_000)
    return f"un rango de tres filas da {seen!r}; 10 000 filas en {time.monotonic() - started:.2f} s"


def sentinel(python: Any, _asked: dict[str, Any]) -> str:
    """An error of a cell stays that error."""
    seen = one(call(python, "EFICACIA", ERROR_DIVISION, 1.0))
    if not (isinstance(seen, str) and seen.startswith(ERROR_MARK)):
        # a number alone cannot be told from an error: VBA's PoiValue sends errors as texts
        seen = one(call(python, "EFICACIA", ERROR_MARK + "2007", 1.0))
    expect(seen, ERROR_MARK + "2007")
    return "un #¡DIV/0! que entra sale como el mismo error"


def cases(python: Any, asked: dict[str, Any]) -> str:
    """Every case of the table that needs no date, error or missing argument."""
    bad = []
    for case in asked["cases"]:
        seen = call(python, case["function"], *(deep(one) for one in case["arguments"]))
        if not alike(rows(seen), rows(deep(case["expected"]))):
            bad.append(f"{case['name']}: {seen!r}")
    if bad:
        raise AssertionError(f"{len(bad)} de {len(asked['cases'])}: {'; '.join(bad)[:400]}")
    return f"la tabla de casos por COM: {len(asked['cases'])} de {len(asked['cases'])}"


def planted(python: Any, asked: dict[str, Any]) -> str:
    """A module beside the workbook is not what the server imports."""
    where = str(python.Str(python.Eval("__import__('report').__file__")))
    if "site-packages" not in where or where.lower().startswith(asked["books"].lower()):
        raise AssertionError(where)
    return "un report.py junto al libro no se importa"


def one_server(xlpy: Server) -> Callable[[Any, dict[str, Any]], str]:
    """Make the check that the command, which names no workbook, finds the process that runs."""

    def one_process(python: Any, asked: dict[str, Any]) -> str:
        numbers = [one.Var(one.Call(one.Module("os"), "getpid")) for one in (python, xlpy(asked["command"]))]
        expect(len({str(number) for number in numbers}), 1)
        return f"un solo proceso para todos los libros ({numbers[0]})"

    return one_process


def report(python: Any, asked: dict[str, Any]) -> str:
    """Generar informe Word, as the ribbon's button runs it, over a simulated workbook."""
    sys.path += [asked["witness"], asked["support"]]  # openpyxl, and the simulated workbook
    from tests.support import fakebook

    made = Path(asked["report"])
    made.unlink(missing_ok=True)
    book = fakebook.opened(Path(asked["workbook"]), asked["books"])
    before = deepcopy(book.states())
    python.Exec(
        "import win32api\n"
        "said = []\n"
        "def keep(window, text, title, style=0, said=said): said.append(text); return 1\n"
        "win32api.MessageBox, win32api.said = keep, said"
    )
    started = time.monotonic()
    python.SetAttr(python.Module("xlwings._xlwindows"), "BOOK_CALLER", _outward(book.api))
    python.Exec("import xlwings_addin.desktop as d; d.report()")
    python.Exec("import xlwings._xlwindows as w; w.BOOK_CALLER = None")
    said = str(python.Str(python.Eval("__import__('win32api').said")))
    if not made.is_file():
        raise AssertionError(f"no hay informe; los mensajes: {said}; llamadas: {book.host.log[-8:]}")
    if book.states() != before:
        raise AssertionError("el libro cambió")
    return (
        f"Generar informe por COM: {made.stat().st_size:,} bytes, {book.host.calls} llamadas al libro, "
        f"{time.monotonic() - started:.1f} s"
    )


def one(seen: Any) -> Any:
    """Return the cell of an answer of one cell."""
    while isinstance(seen, tuple) and len(seen) == 1:
        seen = seen[0]
    return seen


def deep(value: Any) -> Any:
    """Return lists as the tuples that COM passes, numbers as Excel's."""
    if isinstance(value, list):
        return tuple(deep(part) for part in value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def rows(seen: Any) -> Any:
    """Return an answer as rows of cells."""
    if not isinstance(seen, tuple):
        return ((seen,),)
    return seen if isinstance(seen[0], tuple) else (seen,)


def alike(given: Any, wanted: Any) -> bool:
    """Tell whether shape, texts and numbers to twelve digits are the same."""
    if [len(row) for row in given] != [len(row) for row in wanted]:
        return False
    pairs = [
        pair for left, right in zip(given, wanted, strict=True) for pair in zip(left, right, strict=True)
    ]
    return all(
        abs(left - right) <= 1e-12 * max(1.0, abs(right))
        if isinstance(left, float) and isinstance(right, float)
        else str(left).replace("\u00a0", " ") == str(right)
        for left, right in pairs
    )


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # under wine, unloading the DLLs at the end fails
