"""What is said of forms that came back: each difference in a sentence, with how to settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.cells import NOT_CALCULATED
from workbook.domain.places import Field
from workbook.domain.reception import DOUBTFUL, HARMLESS, REFUSING, Notice, Told

if TYPE_CHECKING:
    from collections.abc import Iterable

TOLD_NAMES: Final = {
    Told.TARGET: "Meta distinta de la del libro",
    Told.TARGET_SINCE: "La meta cambió en el libro después del envío",
    Told.TEXT: "Texto distinto al del libro",
    Told.ADDED: "Fila agregada",
    Told.DELETED: "Fila que falta",
    Told.FOREIGN: "Fila de otra unidad",
    Told.REPEATED: "Fila repetida",
    Told.CLOSED_MONTH: "Mes cerrado o fuera del periodo",
    Told.TOTAL: "El total no es la suma de sus meses",
    Told.UNREADABLE: "No se puede leer como dato",
    Told.EMPTIED: "En blanco, y el libro tiene dato",
    Told.NO_PLACE: "No hay dónde escribirlo en el libro",
    Told.BOOK_FORMULA: "La celda del libro no se sobrescribe",
    Told.CHANGED_SINCE: "El libro cambió después del envío",
    Told.FORMULA: "Escrito con una fórmula",
    Told.TYPED_TEXT: "Número escrito como texto",
    Told.HEADER: "Encabezado cambiado",
    Told.MORE_SHEETS: "Hay otras hojas con actividades",
    Told.OTHER_PROGRAM: "Guardado con otro programa",
    Told.BY_CONTENT: "Sin la identificación del formato",
    Told.ALTERED: "Identificación alterada",
    Told.OLD_ISSUE: "Formato de un envío anterior",
    Told.SAME_FILE: "Archivo repetido",
    Told.TWO_FILES: "Dos archivos de la misma unidad",
    Told.OTHER_UNIT: "Las filas son de otra unidad",
    Told.OTHER_PERIOD: "Formato de otro periodo",
    Told.OTHER_PLAN: "Formato de otro plan",
    Told.UNKNOWN_UNIT: "No se reconoce la unidad",
    Told.UNUSABLE: "No se pudo leer el archivo",
}
"""Each difference in a few words, as the sheet Recepción names it."""

_REPAIRS: Final = {
    Told.TARGET: "Si la meta debe cambiar, cámbiela usted en el libro; si no, pida que la repongan.",
    Told.TARGET_SINCE: "Rige la del libro: la unidad trabajó con la que se le envió.",
    Told.TEXT: "Si el cambio procede, hágalo usted en el libro.",
    Told.ADDED: "Si la actividad procede, agréguela usted al libro y envíe un formato nuevo.",
    Told.DELETED: "La actividad sigue en el libro como estaba; pida su ejecución.",
    Told.FOREIGN: "No se escribe aquí: pida a esa unidad que la informe en su propio formato.",
    Told.REPEATED: "Vale la primera; si la correcta es otra, corrija el formato y recíbalo de nuevo.",
    Told.CLOSED_MONTH: "Lo cerrado no cambia: si procede, corríjalo usted en el libro.",
    Told.TOTAL: "Valen los meses; confirme con la unidad cuál es el dato.",
    Told.UNREADABLE: "Pida un número, o S.I. si no tiene el dato.",
    Told.EMPTIED: "El dato del libro se conserva: si debe borrarse, bórrelo usted.",
    Told.NO_PLACE: "Agregue esa columna a la hoja del libro, o escriba el dato a mano.",
    Told.BOOK_FORMULA: "Tiene una fórmula o está combinada: escriba el dato a mano si corresponde.",
    Told.CHANGED_SINCE: "Al aceptar, lo del formato reemplaza lo que usted cambió: compruébelo.",
    Told.FORMULA: "Se toma el valor que la celda muestra.",
    Told.TYPED_TEXT: "Se lee como número.",
    Told.HEADER: "Se tomó la columna por su lugar: compruebe que sea la correcta.",
    Told.MORE_SHEETS: "Se leyó solo la primera hoja nombrada: compruebe que sea la buena.",
    Told.OTHER_PROGRAM: "No impide recibirlo.",
    Told.BY_CONTENT: "La unidad se reconoció por sus filas: compruebe que sea la correcta.",
    Told.ALTERED: "Alguien cambió la hoja oculta: acéptelo solo si confía en él, nombrando la unidad.",
    Told.OLD_ISSUE: "Hay uno posterior: acéptelo solo si es el bueno, nombrando la unidad.",
    Told.SAME_FILE: "Dice lo mismo que el otro: se toma uno solo.",
    Told.TWO_FILES: "Averigüe cuál vale y reciba solo ese.",
    Told.OTHER_UNIT: "Averigüe de quién es; acéptelo solo si es el bueno, nombrando la unidad.",
    Told.OTHER_PERIOD: "No se puede recibir aquí: pida el formato del periodo del libro.",
    Told.OTHER_PLAN: "No se puede recibir aquí: es de otra entidad o de otro año.",
    Told.UNKNOWN_UNIT: "No tiene filas de ninguna unidad del libro: compruebe que sea el archivo correcto.",
    Told.UNUSABLE: "Ábralo y guárdelo como libro de Excel (.xlsx), o pídalo de nuevo.",
}
_SAVE_AGAIN: Final = (
    "La fórmula no guarda su resultado: abra el formato en Excel o LibreOffice, guárdelo y recíbalo "
    "de nuevo; o pida"
)
_WRITE_TEXT: Final = "La celda muestra un error: pida que escriban el texto en su lugar."

ACCEPTED: Final = "Ejecución recibida"
WRITTEN, DECLINED, ONLY_TOLD = "Escrito en el libro", "No aceptado", "No se escribe"
FILE: Final = "Archivo"


def told_name(told: Told) -> str:
    """Return a difference in a few words."""
    return TOLD_NAMES[told]


def notice_text(notice: Notice, datum: str) -> str:
    """Return a difference in one line: what, in which row and cell, before and after, what to do.

    >>> from workbook.domain.places import Field
    >>> notice_text(Notice(Told.TARGET, "AO-1", Field.PROGRAMMED, None, "10", "5", "H8"), "Programadas")
    'Meta distinta de la del libro: AO-1, Programadas (H8): 10 → 5. Si la meta debe cambiar, cámbiela usted en el libro; si no, pida que la repongan.'
    """  # noqa: E501 - an example
    if notice.told is Told.UNUSABLE and notice.after:
        return f"{TOLD_NAMES[notice.told]}. {notice.after}"  # why, with what to do
    where = ", ".join(part for part in (notice.row, datum) if part)
    where += f" ({notice.cell})" if notice.cell else ""
    what = difference_text(datum, notice.before, notice.after)
    told = ": ".join(part for part in (TOLD_NAMES[notice.told], where, what) if part)
    return f"{told.rstrip('.')}. {_repair(notice)}"


def _repair(notice: Notice) -> str:
    """Return what to do; a cell of words and one of amounts want other things, and so does a formula."""
    if notice.told is not Told.UNREADABLE:
        return _REPAIRS[notice.told]
    is_text = notice.field in (Field.CAUSE, Field.EVIDENCE)
    if notice.after == NOT_CALCULATED.code:
        wanted = "el texto" if is_text else "el número"
        return f"{_SAVE_AGAIN} que escriban {wanted} en lugar de la fórmula."
    return _WRITE_TEXT if is_text else _REPAIRS[Told.UNREADABLE]


def difference_text(datum: str, before: str, after: str) -> str:
    """Return what a cell said and says; of a whole row or file, which were nowhere before, what it says.

    >>> difference_text("Ejecutadas", "", "5"), difference_text("", "", "Unidad de Tesorería")
    ('(en blanco) → 5', 'Unidad de Tesorería')
    """
    return change_text(before, after) if datum or before else shortened(after)


def change_text(before: str, after: str) -> str:
    """Return "3 → 5", with what is blank said so; "" where there is nothing to say.

    >>> change_text("", "5"), change_text("3", ""), change_text("", "")
    ('(en blanco) → 5', '3 → (en blanco)', '')
    """
    if not before and not after:
        return ""
    return f"{shortened(before) or '(en blanco)'} → {shortened(after) or '(en blanco)'}"


def shortened(text: str, longest: int = 160) -> str:
    """Return a text on one line, cut where it is long.

    >>> shortened("uno  dos" + chr(10) + "tres"), shortened("a" * 9, 5)
    ('uno dos tres', 'aaaa…')
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def in_order(notices: Iterable[Notice]) -> list[Notice]:
    """Return notices, those that keep a file from being taken first, the harmless last."""
    return sorted(notices, key=lambda one: _rank(one.told))


def _rank(told: Told) -> int:
    if told in REFUSING:
        return 0
    if told in DOUBTFUL:
        return 1
    return 3 if told in HARMLESS else 2
