"""How a workbook was read, told: one paragraph a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.account import ACTIVITIES, Layout, Skip
from workbook.spanish.calendar import MONTH_NAMES
from workbook.spanish.details import quote
from workbook.spanish.grammar import agree, join
from workbook.spanish.labels import field_name

if TYPE_CHECKING:
    from workbook.domain.account import SheetAccount, SkippedRows

LAYOUTS: Final = {
    Layout.SETTINGS: "parámetros del libro",
    Layout.SCALE: "escala de indicadores",
    Layout.FRAMEWORK: "lista de OEI y AEI (PEI)",
    Layout.UNITS: "lista de unidades",
    Layout.COMMENTS: "comentarios",
    Layout.UNIT_SHEET: "actividades de una unidad",
    Layout.LISTING: "actividades con su unidad en una columna",
    Layout.REGISTER: "reporte del Aplicativo CEPLAN",
    Layout.ACTION_TABLES: "tabla de una AEI con sus unidades",
    Layout.MAPPED: "actividades según la equivalencia de columnas",
    Layout.GENERATED: "resultado de eficacia: no es dato de entrada",
    Layout.COPY: "copia de otra hoja: no se contó",
    Layout.SUMMARY: "repite lo que ya está en otras hojas: no se contó",
    Layout.UNREAD: "sin tabla de actividades: no se leyó",
}
"""What a sheet was taken for, in words."""

SKIPS: Final = {
    Skip.BLANK: ("en blanco", "en blanco"),
    Skip.TITLE: ("de título", "de título"),
    Skip.HEADER: ("de encabezado repetido", "de encabezado repetido"),
    Skip.NOTE: ("de nota, sin importes", "de nota, sin importes"),
    Skip.TOTAL: ("de total", "de total"),
    Skip.INACTIVE: ("con «Activo AO» en NO", "con «Activo AO» en NO"),
    Skip.WITHOUT_ACTION: ("sin AEI (ver Observaciones)", "sin AEI (ver Observaciones)"),
    Skip.REPEATED: ("que está en la hoja de su unidad", "que están en la hoja de su unidad"),
}
_BELONGING: Final = {
    "objective": "OEI",
    "objective name": "nombre del OEI",
    "action name": "nombre de la AEI",
    "unit name": "nombre de la unidad",
}
_MOST_RUNS: Final = 4


def account_lines(account: SheetAccount) -> list[str]:
    """Return what is told of one sheet: what it is, its columns, its rows, what was left out and why."""
    lines = [f"{quote(account.sheet)}: {LAYOUTS[account.layout]}."]
    if account.instead:
        lines.append(f"En su lugar se usa {quote(account.instead)}.")
    if account.layout in ACTIVITIES:
        lines.append(f"Encabezado en {account.header}. Columnas: {columns_text(account)}.")
        lines.append(f"{rows_text(account)}{skipped_text(account)}")
    return lines


def columns_text(account: SheetAccount) -> str:
    """Return which column is what; twelve months in a row are told as one.

    >>> from workbook.domain.account import Layout, SheetAccount
    >>> months = tuple((letter, f"executed {n}") for n, letter in enumerate("BCDEFGHIJKLM", 1))
    >>> columns_text(SheetAccount("UTD", Layout.UNIT_SHEET, "A7", (("A", "action"), *months)))
    'A = AEI; B a M = Ejecutadas de enero a diciembre'
    """
    told: list[tuple[str, str, str]] = []
    for letters, what in account.columns:
        name, month = _column(what)
        if month and told and told[-1][2] == name:
            told[-1] = (
                f"{told[-1][0].partition(' a ')[0]} a {letters}",
                f"{_first(told[-1][1])} a {month}",
                name,
            )
        else:
            told.append((letters, f"{name} de {month}" if month else name, name if month else ""))
    return "; ".join(f"{letters} = {text}" for letters, text, _ in told)


def _first(text: str) -> str:
    return text.partition(" a ")[0]


def _column(what: str) -> tuple[str, str]:
    """Return the name of a field, and of its month."""
    value, _, month = what.rpartition(" ")
    if month.isdecimal():
        return field_name(value), MONTH_NAMES[int(month) - 1]
    return _BELONGING.get(what) or field_name(what), ""


def field_label(what: str) -> str:
    """Return what a column was taken for: "Ejecutadas de marzo"."""
    name, month = _column(what)
    return f"{name} de {month}" if month else name


def rows_text(account: SheetAccount) -> str:
    """Return how many rows were used, and which."""
    if not account.rows:
        return "No se usó ninguna fila"
    runs = [f"{first}" if first == last else f"{first} a {last}" for first, last in account.used[:_MOST_RUNS]]
    more = len(account.used) - len(runs)
    places = join([*runs, f"{more:,} tramos más"]) if more > 0 else join(runs)
    used = agree(account.rows, "Se usó 1 fila", f"Se usaron {account.rows:,} filas")
    return f"{used} ({places})"


def skipped_text(account: SheetAccount) -> str:
    """Return what was left out and why, as the end of the sentence about rows."""
    told = [_skipped(one) for one in account.skipped]
    count = sum(one.count for one in account.skipped)
    return (
        f"; se {agree(count, 'dejó', 'dejaron')} de lado {join(told)}."
        if told
        else "; no se dejó de lado ninguna."
    )


def _skipped(skipped: SkippedRows) -> str:
    reason = SKIPS[skipped.reason][skipped.count > 1]
    rows = f"{skipped.count:,} {agree(skipped.count, 'fila', 'filas')} {reason}"
    if skipped.reason is Skip.BLANK:
        return rows
    numbers = [str(row) for row in skipped.first]
    more = skipped.count - len(numbers)
    return f"{rows} ({join([*numbers, f'{more:,} más']) if more > 0 else join(numbers)})"
