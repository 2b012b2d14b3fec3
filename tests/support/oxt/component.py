"""The Calc add-in of the tests, as LibreOffice loads it: thin doors to the core, as `udfs.functions` is."""

# LibreOffice's types are known to LibreOffice alone, and the methods have its names.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, ANN204, N802

import datetime as dt
import struct
import sys
import traceback
from pathlib import Path

import uno
import unohelper
from com.sun.star.lang import Locale, XLocalizable, XServiceInfo, XServiceName
from com.sun.star.sheet import XAddIn  # noqa: F401 - its type must be known to Calc
from com.sun.star.task import XJob
from eficacia_places import PATHS
from pe.eficacia import XFunciones

sys.path[:0] = [path for path in PATHS if path not in sys.path]

from udfs import answers  # noqa: E402 - found through PATHS
from udfs.arguments import OMITTED  # noqa: E402
from workbook.domain.cells import CellError  # noqa: E402
from xlwings_addin import commands  # noqa: E402

FUNCTIONS = "pe.eficacia.prueba.Funciones"
BUTTON = "pe.eficacia.prueba.Boton"
FAILED = "boton-fallo.txt"
_ERRORS = {
    "#NUM!": 503,
    "#VALUE!": 519,
    "#NULL!": 521,
    "#REF!": 524,
    "#NAME?": 525,
    "#DIV/0!": 532,
    "#N/A": 32767,
}


def _cell(answer):
    """Return a cell as Calc takes it: an error is a NaN with Calc's number of it as its payload."""
    if not isinstance(answer, CellError):
        return answer
    number = _ERRORS.get(answer.code, _ERRORS["#VALUE!"])
    return struct.unpack("<d", struct.pack("<Q", 0x7FF8000000000000 | number))[0]


def _rows(answered):
    return tuple(tuple(map(_cell, row)) for row in answered)


class Functions(unohelper.Base, XServiceInfo, XServiceName, XLocalizable, XFunciones):
    """EFICACIA and BANDA."""

    def __init__(self, _context):
        self._locale = Locale("es", "PE", "")

    def getServiceName(self):
        return FUNCTIONS

    def getImplementationName(self):
        return FUNCTIONS

    def supportsService(self, name):
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self):
        return (FUNCTIONS, "com.sun.star.sheet.AddIn")

    def setLocale(self, locale):
        self._locale = locale

    def getLocale(self):
        return self._locale

    def eficacia(self, programmed, executed):
        return _rows(answers.efficacy(programmed, executed))

    def banda(self, efficacies, scale):
        return _rows(answers.band(efficacies, OMITTED if scale is None else scale))


class Button(unohelper.Base, XJob, XServiceInfo):
    """Consolidate the open document's file and write its report, beside it; the document stays as it is."""

    def __init__(self, _context):
        pass

    def getImplementationName(self):
        return BUTTON

    def supportsService(self, name):
        return name == BUTTON

    def getSupportedServiceNames(self):
        return (BUTTON,)

    def execute(self, arguments):
        told = {
            one.Name: one.Value for group in arguments if group.Name == "Environment" for one in group.Value
        }
        model = told["Frame"].getController().getModel()
        book = Path(uno.fileUrlToSystemPath(model.getURL()))
        when = commands.When(dt.datetime.now(tz=dt.UTC).date())
        try:
            commands.consolidate(book, None, when)
            commands.write_report(book, None, when)
        except Exception:  # noqa: BLE001 - LibreOffice would swallow it
            book.with_name(FAILED).write_text(traceback.format_exc(), encoding="utf-8")


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the name that LibreOffice looks for
g_ImplementationHelper.addImplementation(Functions, FUNCTIONS, (FUNCTIONS, "com.sun.star.sheet.AddIn"))
g_ImplementationHelper.addImplementation(Button, BUTTON, (BUTTON,))
