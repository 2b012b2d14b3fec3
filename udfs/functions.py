"""The functions as xlwings registers them, by the names that cells call; `udfs.answers` answers.

`import xlwings` itself loads pandas, numpy and matplotlib wherever they are installed, before any line of
this module can run; there is no switch against it. In Excel that costs nothing here: the server that
calls these functions has loaded xlwings before. `import udfs`, `udfs.catalogue` and `udfs.answers` load
none of them, which is why hosts without xlwings call the answers.

Whoever imports this module is such a server. What it has loaded by then stays for good, so the garbage
collector is told to pass it over: going through it, now and then in the middle of an answer, takes longer
than answering 10,000 cells.
"""

from __future__ import annotations

import gc
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

import xlwings as xw

from udfs import answers
from udfs.arguments import OMITTED, in_rows
from udfs.catalogue import CATEGORY, FUNCTIONS, MARK, error_text
from workbook.domain.cells import CellError

if TYPE_CHECKING:
    from collections.abc import Callable

    from udfs.answers import Answer, Answers

Cells = object
"""What VBA passes: a value or rows of values."""
Shown = list[list[float | str]]

F = TypeVar("F", bound="Callable[..., Shown]")

_HELP = {function.python: function for function in FUNCTIONS}


def _worksheet_function(function: F) -> F:
    """Register a function with the help of the catalogue.

    "raw" hands values over as VBA passes them, and back: xlwings' own conversion makes rows of columns,
    drops the newer errors, and takes most of the time that a range needs. `udfs.arguments` does its part.
    """
    described = _HELP[function.__name__]
    function.__doc__ = described.help
    registered = function
    for argument in described.arguments:
        registered = xw.arg(argument.name, "raw", doc=argument.help)(registered)
    return xw.func(category=CATEGORY)(xw.ret("raw")(registered))


def shown(answered: Answers) -> Shown:
    """Return answers as they travel to a cell: errors as the texts that `udfs.catalogue` describes.

    Rows and the whole are lists: pywin32 takes a tuple for a result and what was passed by reference.
    """
    found = chain.from_iterable(answered)
    cells = [cell if cell.__class__ is float else _shown(cell) for cell in found]
    return [list(row) for row in in_rows(cells, len(answered[0]))]


def _shown(cell: Answer) -> float | str:
    if isinstance(cell, CellError):
        return error_text(cell.code)
    return cell.replace(MARK, "") if isinstance(cell, str) else cell


@_worksheet_function
def EFICACIA(programadas: Cells, ejecutadas: Cells) -> Shown:  # noqa: N802 - the name that a cell calls
    """Answer the efficacy of each pair of amounts."""
    return shown(answers.efficacy(programadas, ejecutadas))


@_worksheet_function
def BANDA(valor: Cells, escala: Cells = OMITTED) -> Shown:  # noqa: N802
    """Answer the label of each efficacy."""
    return shown(answers.band(valor, escala))


@_worksheet_function
def INDICADOR(valor: Cells, escala: Cells = OMITTED) -> Shown:  # noqa: N802
    """Answer what BANDA does."""
    return shown(answers.band(valor, escala))


@_worksheet_function
def EFICACIA_TOTAL(programadas: Cells, ejecutadas: Cells, metodo: Cells = OMITTED) -> Shown:  # noqa: N802
    """Answer the efficacy of all amounts together."""
    return shown(answers.total_efficacy(programadas, ejecutadas, metodo))


@_worksheet_function
def PARRAFO_AEI(  # noqa: N802
    unidades: Cells, programadas: Cells, ejecutadas: Cells, escala: Cells = OMITTED
) -> Shown:
    """Answer the paragraph of an AEI."""
    return shown(answers.action_paragraph(unidades, programadas, ejecutadas, escala))


@_worksheet_function
def TOTALES_AEI(tabla: Cells) -> Shown:  # noqa: N802
    """Answer the totals of each AEI of a table, with a header."""
    return shown(answers.action_totals(tabla))


gc.freeze()
