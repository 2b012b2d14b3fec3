"""The self-test inside a real Excel: formulas, a workbook that is opened, the buttons; a verdict for each.

Excel is behind a small protocol, so that every verdict is tested without one. Excel opened by a program does
not load XLSTART: the add-in is opened by hand here, and that it loads by itself stays for the person to see.
"""

from __future__ import annotations

import importlib
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from xlwings_addin.ribbon.controls import BUTTONS
from xlwings_addin.verdicts import Check, fine, warning, wrong
from xlwings_addin.windows import ADDIN_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from xlwings_addin.ribbon.shapes import Button

NAME_ERROR: Final = -2146826259
NA_ERROR: Final = -2146826246
_ERRORS: Final = range(-2146826300, -2146826200)
_EXAMPLE_CALLS: Final = ("EFICACIA(", "BANDA(")
_CLOSE: Final = 1e-12
_DISPATCH: Final = 9
"""VT_DISPATCH: the kind of an object, as COM numbers it."""

FORMULAS: Final[tuple[tuple[str, object], ...]] = (
    ("=EFICACIA(10,7.5)", 0.75),
    ("=SUM(EFICACIA({10;20},{5;10}))", 1.0),
    ("=EFICACIA(NA(),1)", NA_ERROR),
    ("=BANDA(1)", "META CUMPLIDA"),
    ("=INDICADOR(1)", "META CUMPLIDA"),
    ("=EFICACIA_TOTAL({10,10},{10,5})", 0.75),
    ('=PARRAFO_AEI({"UT"},{10},{10})', None),
    ('=TOTALES_AEI({"AEI","Programadas","Ejecutadas";"AEI.01.01",10,5})', None),
)
"""Formulas as a program enters them, and what they give; None where any answer but an error will do."""

COMMANDS: Final = ("review", "consolidate", "report")
SHEETS: Final = ("Observaciones", "Consolidado", "Por unidad", "Tablero")
"""What the buttons Revisar and Consolidar must have written; the report is a .docx beside the workbook."""


class Excel(Protocol):
    """What the self-test does with Excel."""

    def version(self) -> str:
        """Return the version of Excel."""

    def load(self, addin: Path) -> None:
        """Open the add-in."""

    def value(self, formula: str) -> object:
        """Return what a formula gives in an empty cell."""

    def open(self, book: Path) -> None:
        """Open a workbook and make it the active one."""

    def formulas(self) -> Sequence[tuple[str, object]]:
        """Return the formulas of the active workbook as Excel shows them, with their values."""

    def links(self) -> Sequence[str]:
        """Return the files that the active workbook is linked to."""

    def run(self, macro: str) -> None:
        """Run a macro as a button of the ribbon does."""

    def sheets(self) -> Sequence[str]:
        """Return the names of the sheets of the active workbook."""

    def close(self) -> None:
        """Close everything without saving."""


def self_test(start: Callable[[], Excel], addin: Path, book: Path) -> list[Check]:
    """Try everything in an Excel that `start` opens, on a workbook of the example alone in its folder."""
    try:
        excel = start()
    except Exception as problem:  # noqa: BLE001 - whatever Windows says, it becomes a verdict
        return [wrong("Abrir Excel", _said(problem), "Abra Excel a mano; si abre bien, ciérrelo y repita.")]
    try:
        loading = _tried("Cargar el complemento", lambda: _loaded(excel, addin))
        return [loading, *_formulas(excel), *_opening(excel, addin, book), *_commands(excel, book)]
    finally:
        with suppress(Exception):
            excel.close()


def _tried(subject: str, action: Callable[[], Check]) -> Check:
    try:
        return action()
    except Exception as problem:  # noqa: BLE001 - one verdict a line, whatever happens in it
        return wrong(subject, _said(problem), "Envíe este diagnóstico a quien le da soporte.")


def _said(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"


def _loaded(excel: Excel, addin: Path) -> Check:
    version = excel.version()
    excel.load(addin)
    return fine("Cargar el complemento", f"Excel {version} lo abrió.")


def _formulas(excel: Excel) -> list[Check]:
    return [_tried(formula, partial(_formula, excel, formula, wanted)) for formula, wanted in FORMULAS]


def _formula(excel: Excel, formula: str, wanted: object) -> Check:
    got = excel.value(formula)
    if got == NAME_ERROR and wanted != NAME_ERROR:
        return wrong(formula, "Da #¿NOMBRE?: Excel no conoce la función.", "¿Se cargó el complemento?")
    if not _agree(got, wanted):
        return wrong(
            formula, f"Da {got!r}, y se esperaba {wanted!r}.", "Repare primero lo que está mal arriba."
        )
    return fine(formula, str(got))


def _agree(got: object, wanted: object) -> bool:
    if wanted is None:
        return got is not None and got not in _ERRORS
    if isinstance(wanted, float) and isinstance(got, float | int):
        return abs(got - wanted) < _CLOSE
    return got == wanted


def _opening(excel: Excel, addin: Path, book: Path) -> list[Check]:
    """Judge what a planner sees when a workbook with our formulas is opened."""
    opened = _tried("Abrir un libro", lambda: _opened(excel, book))
    if opened.repair:
        return [opened]
    return [
        opened,
        _tried("#¿NOMBRE? al abrir", lambda: _names(excel)),
        _tried("«@» en las fórmulas", lambda: _ats(excel)),
        _tried("Vínculos", lambda: _links(excel, addin)),
    ]


def _opened(excel: Excel, book: Path) -> Check:
    excel.open(book)
    return fine("Abrir un libro", f"{book.name}: {len(_ours(excel))} fórmulas del complemento.")


def _ours(excel: Excel) -> list[tuple[str, object]]:
    return [one for one in excel.formulas() if any(call in one[0].upper() for call in _EXAMPLE_CALLS)]


def _names(excel: Excel) -> Check:
    unknown = sum(value == NAME_ERROR for _, value in _ours(excel))
    if unknown:
        return wrong(
            "#¿NOMBRE? al abrir",
            f"{unknown} fórmulas muestran #¿NOMBRE?.",
            "Ayuda > Solucionar problemas > Reparar vínculos y fórmulas. Avise de este resultado.",
        )
    return fine("#¿NOMBRE? al abrir", "Ninguna fórmula lo muestra.")


def _ats(excel: Excel) -> Check:
    marked = [
        formula
        for formula, _ in _ours(excel)
        if any(f"@{call}" in formula.upper() for call in _EXAMPLE_CALLS)
    ]
    if marked:
        return warning(
            "«@» en las fórmulas", f"{len(marked)} lo muestran: {marked[0]}", "No altera el resultado."
        )
    return fine("«@» en las fórmulas", "Ninguna lo muestra.")


def _links(excel: Excel, addin: Path) -> Check:
    strange = [link for link in excel.links() if link.lower() != str(addin).lower()]
    if strange:
        return warning(
            "Vínculos",
            f"El libro está unido a {strange[0]}.",
            "Ayuda > Solucionar problemas > Reparar vínculos y fórmulas.",
        )
    return fine("Vínculos", "Ninguno lleva a otra computadora.")


def _commands(excel: Excel, book: Path) -> list[Check]:
    buttons = {button.function: button for button in BUTTONS}
    pressed = (buttons[name] for name in COMMANDS)
    done = [_tried(button.shown.label, partial(_pressed, excel, button)) for button in pressed]
    return [*done, _tried("Hojas de resultado", lambda: _sheets(excel)), _report(book)]


def _pressed(excel: Excel, button: Button) -> Check:
    excel.run(button.macro)
    return fine(button.shown.label, "El botón terminó.")


def _sheets(excel: Excel) -> Check:
    missing = [name for name in SHEETS if name not in excel.sheets()]
    if missing:
        return wrong("Hojas de resultado", f"Falta {', '.join(missing)}.", "¿Qué mensaje mostró el botón?")
    return fine("Hojas de resultado", ", ".join(SHEETS))


def _report(book: Path) -> Check:
    made = sorted(path.name for path in book.parent.glob("*.docx"))
    if not made:
        return wrong(
            "Informe Word", "No se escribió ningún .docx junto al libro.", "¿Qué mensaje mostró el botón?"
        )
    return fine("Informe Word", made[0])


class ThisExcel:
    """Excel for Windows through xlwings, visible: a person may have to answer a message."""

    def __init__(self) -> None:
        self._app = importlib.import_module("xlwings").App(visible=True, add_book=True)
        self._api = self._app.api
        self._cell = self._api.ActiveSheet.Range("A1")

    def version(self) -> str:
        """Return version and build."""
        return f"{self._api.Version} ({self._api.Build})"

    def load(self, addin: Path) -> None:
        """Open the add-in; its Workbook_Open runs."""
        self._api.Workbooks.Open(str(addin))

    def value(self, formula: str) -> object:
        """Enter a formula, as an array formula where Excel has no spills, and return its value."""
        try:
            self._cell.Formula2 = formula
        except Exception:  # noqa: BLE001 - Excel 2016 and 2019 have no Formula2
            self._cell.FormulaArray = formula
        return self._cell.Value2

    def open(self, book: Path) -> None:
        """Open a workbook."""
        self._api.Workbooks.Open(str(book), UpdateLinks=0)

    def formulas(self) -> Sequence[tuple[str, object]]:
        """Return formulas and values, read a sheet at a time."""
        found: list[tuple[str, object]] = []
        for sheet in self._api.ActiveWorkbook.Worksheets:
            used = sheet.UsedRange
            texts = getattr(used, "Formula2", None) or used.Formula
            for row, values in zip(_table(texts), _table(used.Value2), strict=True):
                found += [
                    (str(text), value) for text, value in zip(row, values, strict=True) if _is_formula(text)
                ]
        return found

    def links(self) -> Sequence[str]:
        """Return the links to other workbooks."""
        excel_links = 1
        return tuple(self._api.ActiveWorkbook.LinkSources(excel_links) or ())

    def run(self, macro: str) -> None:
        """Run a callback of the ribbon; it looks at no control, and is given VBA's Nothing."""
        nothing = importlib.import_module("win32com.client").VARIANT(_DISPATCH, None)
        self._api.Run(f"{ADDIN_NAME}!{macro}", nothing)

    def sheets(self) -> Sequence[str]:
        """Return the names of the sheets."""
        return tuple(str(sheet.Name) for sheet in self._api.ActiveWorkbook.Worksheets)

    def close(self) -> None:
        """Close the workbooks without saving, then Excel."""
        self._api.DisplayAlerts = False
        self._app.quit()


def _table(value: object) -> Sequence[Sequence[object]]:
    """Return what COM gives for a range as rows; for one cell it gives the bare value."""
    return value if isinstance(value, tuple) else ((value,),)


def _is_formula(text: object) -> bool:
    return isinstance(text, str) and text.startswith("=")
