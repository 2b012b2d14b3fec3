r"""The functions that a cell calls, as data: their names, their help, and how an error travels to a cell.

What is written here is written nowhere else: the wizard's help, the VBA wrappers, `_IntelliSense_` and the
guide take it from this module. It imports nothing.

**Errors.** Python cannot put an error value into a cell, so `udfs.functions` answers a text in its place: one
character U+0001 (`Chr$(1)` in VBA) and then the number that VBA's `CVErr` takes, as in `"\x012007"` for
#DIV/0!. Whoever receives an answer replaces such a text by the error, alone or inside an array:

    If VarType(v) = vbString Then If Left$(v, 1) = Chr$(1) Then v = CVErr(CLng(Mid$(v, 2)))

No other text that a function answers holds U+0001: it is taken out of every one, also of what a planner
typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MODULE: Final = "udfs.functions"
"""The module whose functions xlwings' `CallUDF` is to call."""

CATEGORY: Final = "Evaluación POI"
"""Under this name the function wizard lists them."""

HELP_LIMIT: Final = 255
"""Excel's wizard shows no more characters of a description."""

MARK: Final = "\x01"
"""The first character of a text that stands for an error."""

ERROR_NUMBERS: Final = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
    "#GETTING_DATA": 2043,
    "#SPILL!": 2045,
    "#CONNECT!": 2046,
    "#BLOCKED!": 2047,
    "#UNKNOWN!": 2048,
    "#FIELD!": 2049,
    "#CALC!": 2050,
}
"""Excel's error values with the number that VBA's CVErr takes."""

_CODES: Final = {number: code for code, number in ERROR_NUMBERS.items()}
_COM_BASE: Final = 0x800A0000 - (1 << 32)


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a function: its Spanish name, a line of help, whether it may be left out.

    No argument is called like a function: VBA keeps one spelling of a name in the whole project, and the
    wizard would show the argument in capitals.
    """

    name: str
    help: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A function: the name that a cell calls, its help, its arguments, its name in the Python module."""

    name: str
    help: str
    arguments: tuple[Argument, ...]
    python: str

    @property
    def syntax(self) -> str:
        """The call as a guide shows it, with the separator of most Peruvian PCs.

        >>> FUNCTIONS[1].syntax
        'BANDA(valor; [escala])'
        """
        shown = (f"[{one.name}]" if one.optional else one.name for one in self.arguments)
        return f"{self.name}({'; '.join(shown)})"


_PROGRAMMED: Final = Argument(
    "programadas",
    "Cantidad programada: una celda, una fila, una columna o una tabla. 0 o vacía: no programada.",
)
_EXECUTED: Final = Argument(
    "ejecutadas",
    'Cantidad ejecutada, en un rango del mismo tamaño que programadas. "S.I." si no hay información.',
)
_EFFICACY: Final = Argument("valor", "Eficacia como razón (0.73) o porcentaje; una celda o un rango.")
_SCALE: Final = Argument(
    "escala",
    "Tabla Escala del libro (Escala[#Todo]) o dos columnas: desde e indicador. Si se omite, la escala "
    "predeterminada.",
    optional=True,
)
_METHOD: Final = Argument(
    "metodo",
    '"razon", "razon_topada", "promedio_topado" o "promedio", como en Parámetros. Si se omite, "razon".',
    optional=True,
)
_UNITS: Final = Argument("unidades", "Nombre de la unidad orgánica de cada fila, en una columna o una fila.")
_TABLE: Final = Argument(
    "tabla", "Rango con encabezados; entre ellos AEI, Programadas y Ejecutadas, en cualquier orden."
)
_BAND_HELP: Final = (
    "Devuelve el indicador de eficacia (por ejemplo, META CUMPLIDA) según la escala. Los textos "
    "No programada, Sin meta y S.I. pasan tal cual."
)

FUNCTIONS: Final = (
    Function(
        "EFICACIA",
        "Devuelve la eficacia: ejecutadas entre programadas, como razón (0.73 es 73 %). Si nada se programó, "
        "No programada o Sin meta; si falta la información, S.I.",
        (_PROGRAMMED, _EXECUTED),
        "EFICACIA",
    ),
    Function("BANDA", f"Indicador de eficacia. {_BAND_HELP}", (_EFFICACY, _SCALE), "BANDA"),
    Function(
        "INDICADOR",
        f"Indicador de eficacia (lo mismo que BANDA). {_BAND_HELP}",
        (_EFFICACY, _SCALE),
        "INDICADOR",
    ),
    Function(
        "EFICACIA_TOTAL",
        "Devuelve la eficacia del conjunto de actividades, con el método indicado. Un error en los datos "
        "pasa al resultado.",
        (_PROGRAMMED, _EXECUTED, _METHOD),
        "EFICACIA_TOTAL",
    ),
    Function(
        "PARRAFO_AEI",
        "Redacta el párrafo de una acción estratégica institucional (AEI), como en el informe, a partir de "
        "lo programado y ejecutado por cada unidad.",
        (_UNITS, _PROGRAMMED, _EXECUTED, _SCALE),
        "PARRAFO_AEI",
    ),
    Function(
        "TOTALES_AEI",
        "Devuelve una tabla con el total de cada AEI: programadas, ejecutadas, eficacia e indicador. "
        "Necesita celdas libres abajo y a la derecha.",
        (_TABLE,),
        "TOTALES_AEI",
    ),
)
"""Every function, in the order of the guide."""


def error_text(code: str) -> str:
    r"""Return the text that stands for an error value; one that Excel does not know becomes #VALUE!.

    >>> error_text("#DIV/0!")
    '\x012007'
    """
    return f"{MARK}{ERROR_NUMBERS.get(code, ERROR_NUMBERS['#VALUE!'])}"


def error_code(text: str) -> str | None:
    r"""Return the error value that a text stands for; None where it is a text.

    >>> error_code("\x012007"), error_code("2007")
    ('#DIV/0!', None)
    """
    if not text.startswith(MARK):
        return None
    return _CODES[int(text[1:])]


def com_error_code(number: int) -> str | None:
    """Return the error value that COM passes as this number (VT_ERROR); None where it is another number.

    >>> com_error_code(-2146826281), com_error_code(7)
    ('#DIV/0!', None)
    """
    return _CODES.get(number - _COM_BASE)
