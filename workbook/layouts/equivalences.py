"""Equivalencia de columnas as people write it: a TOML beside the workbook, or a table in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from workbook.domain.equivalence import (
    EVERY_SHEET,
    Assignment,
    Belonging,
    Equivalence,
    SheetEquivalence,
    Target,
)
from workbook.domain.periods import MONTHS
from workbook.domain.places import Field
from workbook.domain.plain import plain
from workbook.layouts import own
from workbook.layouts.grid import HEAD_ROWS, text_of
from workbook.layouts.headers import find_columns, vocabulary
from workbook.spanish.calendar import MONTH_NAMES
from workbook.spanish.labels import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workbook.domain.cells import Raw
    from workbook.layouts.grid import Grid

    Head = Sequence[Sequence[Raw]]

BELONGING_NAMES: Final = {
    Belonging.OBJECTIVE: "OEI",
    Belonging.OBJECTIVE_NAME: "Nombre del OEI",
    Belonging.ACTION_NAME: "Nombre de la AEI",
}
LINE_BREAK: Final = "↵"
"""Stands for a line break inside a cell, between the two things that a column holds."""

TABLE: Final = "Equivalencia de columnas"
TABLE_HEADERS: Final = ("Hoja", "Encabezado en la hoja", "Campo", "Valor fijo", "Año")
_SHEET, _HEADER, _FIELD, _FIXED, _YEAR = TABLE_HEADERS
_WORDS: Final = vocabulary({name: (name,) for name in TABLE_HEADERS})
_CODE, _NAME = "codigo", "nombre"
_PARTED: Final[dict[Field | Belonging, Field | Belonging]] = {
    Field.ACTION: Belonging.ACTION_NAME,
    Belonging.OBJECTIVE: Belonging.OBJECTIVE_NAME,
    Field.CODE: Field.NAME,
    Field.NAME: Field.NAME,
}
"""What the name is, of a column that holds a code and a name."""

_TARGETS: Final = (
    {plain(name): Target(what) for what, name in FIELD_NAMES.items()}
    | {plain(name): Target(what) for what, name in BELONGING_NAMES.items()}
    | {
        plain(f"{side} {name}"): Target(what, month)
        for side, what in (
            ("Prog.", Field.PROGRAMMED),
            ("Ejec.", Field.EXECUTED),
            ("Programadas de", Field.PROGRAMMED),
            ("Ejecutadas de", Field.EXECUTED),
        )
        for month in MONTHS
        for name in (own.MONTH_ABBREVIATIONS[month - 1], MONTH_NAMES[month - 1])
    }
)


class UnusableEquivalence(Exception):  # noqa: N818 - named as the condition it is
    """An equivalence says what cannot be done; `where` is its table, `what` the text that is wrong."""

    def __init__(self, where: str, what: str, wanted: str) -> None:
        super().__init__(where, what, wanted)
        self.where, self.what, self.wanted = where, what, wanted


def field_names() -> list[str]:
    """Return the names of what a column may be said to hold, the months' by their first."""
    return [*FIELD_NAMES.values(), *BELONGING_NAMES.values(), "Prog. Ene", "Ejec. Ene"]


def parse_toml(text: str) -> Equivalence:
    """Return what a TOML says. Raises UnusableEquivalence."""
    import tomllib

    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _not_toml(text, str(problem)) from problem
    _only(said, ("anio", "hoja"), "el archivo")
    sheets = said.get("hoja", [])
    if not isinstance(sheets, list) or not all(isinstance(one, dict) for one in sheets):
        raise UnusableEquivalence("hoja", str(sheets), "secciones [[hoja]]")
    return Equivalence(
        tuple(parsed for one in sheets for parsed in _sheets(one)), _year(said.get("anio"), "anio")
    )


def _not_toml(text: str, problem: str) -> UnusableEquivalence:
    """Return where a text is not TOML; Python's own sentence is English, and only its place is kept."""
    place = re.search(r"line (\d+), column (\d+)", problem)
    lines = text.splitlines()
    number, column = (int(place[1]), int(place[2])) if place else (len(lines), 0)
    what = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    where = f"línea {number}, columna {column}" if column else "al final"
    return UnusableEquivalence(where, what, "un archivo TOML, como el borrador de --proponer-equivalencia")


def _sheets(said: Mapping[str, Any]) -> Iterator[SheetEquivalence]:
    names = said.get("nombre", EVERY_SHEET)
    listed = names if isinstance(names, list) else [names]
    where = f"hoja {', '.join(map(str, listed))}"
    _only(said, ("nombre", "encabezado", "leer", "columnas", "fijos"), where)
    header = said.get("encabezado")
    if header is not None and (not isinstance(header, int) or not 0 < header <= HEAD_ROWS):
        raise UnusableEquivalence(where, f"encabezado = {header}", f"una fila de 1 a {HEAD_ROWS}")
    columns = tuple(
        _assignment(where, name, value) for name, value in _table(said, "columnas", where).items()
    )
    fixed = _table(said, "fijos", where).items()
    constants = tuple((_target(where, name), text_of(value)) for name, value in fixed)
    for name in listed:
        yield SheetEquivalence(str(name), columns, constants, header, said.get("leer", True) is not False)


def _table(said: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    table = said.get(name, {})
    if not isinstance(table, dict):
        raise UnusableEquivalence(where, f"{name} = {table}", f"una sección [hoja.{name}]")
    return table


def _assignment(where: str, header: str, said: object) -> Assignment:
    if isinstance(said, str):
        return _parted(where, header, said, None, fill=False)
    if not isinstance(said, dict):
        raise UnusableEquivalence(where, f"{header} = {said}", "el nombre de un campo")
    _only(said, ("campo", "anio", "separar", "rellenar"), f"{where}, columna «{header}»")
    form = str(said.get("separar", ""))
    field = f"{said.get('campo', '')}:{form}" if form else str(said.get("campo", ""))
    return _parted(where, header, field, _year(said.get("anio"), where), fill=said.get("rellenar") is True)


def _parted(where: str, header: str, text: str, year: int | None, *, fill: bool) -> Assignment:
    """Return the assignment of a field's name, or of "AEI:código↵nombre" for a column that holds two."""
    name, colon, form = text.partition(":")
    target = _target(where, name)
    if not colon:
        return Assignment(header, target, year=year, fill=fill)
    separator = _separator(form)
    if separator is None or target.what not in _PARTED:
        raise UnusableEquivalence(where, text, "«código↵nombre», en OEI, AEI o Actividad operativa")
    first = Field.CODE if target.what is Field.NAME else target.what
    return Assignment(header, Target(first), separator, Target(_PARTED[target.what]), year, fill)


def _separator(form: str) -> str | None:
    """Return what stands between "código" and "nombre"; None where it is not written so."""
    words = form.strip()
    for first in ("código", _CODE):
        if words.startswith(first) and words.endswith(_NAME):
            between = words[len(first) : -len(_NAME)]
            return between.replace(LINE_BREAK, "\n") or None
    return None


def _target(where: str, name: str) -> Target:
    target = _TARGETS.get(plain(name))
    if target is None:
        raise UnusableEquivalence(where, name, ", ".join(field_names()))
    return target


def _year(value: object, where: str) -> int | None:
    if value is None or value == "":
        return None
    text = text_of(value) if isinstance(value, str | int | float) else ""
    if not (text.isdecimal() and own.FIRST_YEAR <= int(text) <= own.LAST_YEAR):
        raise UnusableEquivalence(where, str(value), "un año")
    return int(text)


def _only(said: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    names = tuple(known)
    for name in said:
        if name not in names:
            raise UnusableEquivalence(where, name, ", ".join(names))


def read_equivalences(grid: Grid, year: int | None) -> Equivalence:
    """Read the table of a workbook; its rows end at a row without field. Raises UnusableEquivalence."""
    found = find_columns(grid.rows, _WORDS, (_SHEET, _HEADER, _FIELD))
    if found is None:
        return Equivalence()
    start, columns = found
    by_sheet: dict[str, tuple[list[Assignment], list[tuple[Target, str]]]] = {}
    for row in range(start + 1, len(grid.rows)):
        sheet, header, field, fixed, of_year = (grid.text(row, columns.get(name)) for name in TABLE_HEADERS)
        if not field:
            break
        where = f"{TABLE}, fila {row + 1}"
        assigned, constants = by_sheet.setdefault(sheet or EVERY_SHEET, ([], []))
        if header:
            assigned.append(_parted(where, header, field, _year(of_year, where), fill=False))
        else:
            constants.append((_target(where, field), fixed))
    sheets = (SheetEquivalence(name, tuple(one), tuple(other)) for name, (one, other) in by_sheet.items())
    return Equivalence(tuple(sheets), year)
