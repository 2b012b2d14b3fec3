"""The tables that frame a plan: PEI, Unidades, Comentarios."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workbook.domain.codes import MOST_SUGGESTIONS, CodeBook, objective_of, split_code
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.model import Action, Objective, OrgUnit
from workbook.domain.places import address
from workbook.domain.plain import plain
from workbook.domain.unitnames import UnitBook, spelt_otherwise
from workbook.layouts import own
from workbook.layouts.activities import find_header
from workbook.layouts.grid import HEAD_ROWS
from workbook.layouts.headers import find_columns, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.domain.cells import Raw
    from workbook.layouts.grid import Grid

    Head = Sequence[Sequence[Raw]]

_OEI, _OBJECTIVE, _AEI, _ACTION = own.FRAMEWORK_HEADERS
_UNIT, _REPORT_NAME, _ACRONYM, _ARTICLE, _SHEET, _RESPONSIBLE = own.UNITS_HEADERS
_CODE, _COMMENT = own.COMMENTS_HEADERS

_FRAMEWORK: Final = vocabulary({
    _OEI: (_OEI, "Código OEI", "Cód. OEI"),
    _OBJECTIVE: (_OBJECTIVE, "Objetivo", "Objetivo estratégico", "Objetivos estratégicos institucionales"),
    _AEI: (_AEI, "Código AEI", "Cód. AEI"),
    _ACTION: (_ACTION, "Acción", "Acción estratégica", "Acciones estratégicas institucionales"),
})  # fmt: skip
_UNITS: Final = vocabulary({
    _UNIT: (_UNIT, "Unidad", "Unidad organizacional", "Área", "Centro de costo", "Nombre"),
    _REPORT_NAME: (_REPORT_NAME,),
    _ACRONYM: (_ACRONYM, "Siglas", "Abreviatura"),
    _ARTICLE: (_ARTICLE,),
    _SHEET: (_SHEET, "Nombre de la hoja"),
    _RESPONSIBLE: (_RESPONSIBLE, "Jefe", "Encargado"),
})  # fmt: skip
_MOST_CELLS: Final = 10
_COMMENTS: Final = vocabulary({_CODE: (_CODE, _OEI, _AEI, "OEI o AEI"), _COMMENT: (_COMMENT, "Comentarios")})


def looks_like_framework(head: Head) -> bool:
    """Tell whether the first rows of a sheet head a PEI, and no amounts, nor months written as dates."""
    found = find_columns(head, _FRAMEWORK, (_OEI, _AEI))
    if found is None or not (_OBJECTIVE in found[1] or _ACTION in found[1]):
        return False
    return find_header(head) is None and not any(isinstance(cell, dt.date) for cell in head[found[0]])


def looks_like_units(head: Head) -> bool:
    """Tell whether the first rows of a sheet head a list of units."""
    found = find_columns(head, _UNITS, (_UNIT,))
    return (
        found is not None and sum(name in found[1] for name in (_REPORT_NAME, _ACRONYM, _ARTICLE, _SHEET)) > 1
    )


def looks_like_comments(head: Head) -> bool:
    """Tell whether the first rows of a sheet head comments, and little else."""
    found = find_columns(head, _COMMENTS, (_CODE, _COMMENT))
    most = len((*own.COMMENTS_HEADERS, own.COMMENTS_NAME))
    return found is not None and sum(cell not in (None, "") for cell in head[found[0]]) <= most


def missing_column(sheet: str, row: int, missing: Sequence[str]) -> Finding:
    """Return the finding of a table that lacks columns."""
    return finding(Code.MISSING_COLUMN, sheet=sheet, cell=address(row, 0), missing=tuple(missing))


def column_errors(grid: Grid, columns: Mapping[str, int]) -> Iterator[Finding]:
    """Yield the error values among the cells taken of a table, once for each of its columns."""
    found: dict[int, list[tuple[str, str]]] = {}
    for row, column, error in grid.errors():
        found.setdefault(column, []).append((address(row, column), error))
    for name, column in columns.items():
        errors = found.get(column)
        if errors:
            cells = tuple(cell for cell, _ in errors[:_MOST_CELLS])
            subject = f"{grid.sheet}:{name}"
            yield finding(
                Code.CELL_ERROR,
                sheet=grid.sheet,
                cell=cells[0],
                subject=subject,
                text=errors[0][1],
                field=name,
                cells=cells,
                count=len(errors),
            )


@dataclass
class FrameworkTable:
    """What a sheet PEI says, and the (sheet, cell) of each AEI."""

    objectives: dict[str, Objective] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_framework_table(grid: Grid) -> FrameworkTable:
    """Read PEI. A blank OEI is that of the row above; of an AEI that stands twice the first is used."""
    table = FrameworkTable()
    found = find_columns(grid.rows[:HEAD_ROWS], _FRAMEWORK, (_AEI,))
    if found is None:
        table.findings.append(missing_column(grid.sheet, 0, own.FRAMEWORK_HEADERS))
        return table
    start, columns = found
    objectives, actions, above = CodeBook(), CodeBook(), ""
    for row in range(start + 1, len(grid.rows)):
        stated, name = _coded(grid, row, columns.get(_OEI), columns.get(_OBJECTIVE))
        code, action = _coded(grid, row, columns[_AEI], columns.get(_ACTION))
        if not stated and not code:
            continue
        objective = stated or _derived(code, objectives, actions, above)
        place = grid.sheet, address(row, columns.get(_OBJECTIVE, columns.get(_OEI, columns[_AEI])))
        above = _add_objective(table, objectives, Objective(objective, name), place)
        if code and plain(code) != plain(own.FRAMEWORK_HEADERS[2]):
            _add_action(
                table, actions, Action(code, action, above), (grid.sheet, address(row, columns[_AEI]))
            )
    table.findings += column_errors(grid, columns)
    return table


def _coded(grid: Grid, row: int, code: int | None, name: int | None) -> tuple[str, str]:
    """Return code and name of a row; a code cell may hold both."""
    own_code, rest = split_code(grid.text(row, code))
    return own_code, grid.text(row, name) or rest


def _derived(code: str, objectives: CodeBook, actions: CodeBook, above: str) -> str:
    """Return the OEI of a row that states none: the AEI's own digits tell it, else it is the one above."""
    if actions.find(code) is not None:
        return above
    digits = objective_of(code)
    return objectives.find(digits) or digits if digits else above


def _add_objective(
    table: FrameworkTable, objectives: CodeBook, objective: Objective, place: tuple[str, str]
) -> str:
    """Add an OEI, or the name that it lacked; return its code as it stood first. Another name is told."""
    known, name = objectives.find(objective.code) or objective.code, objective.name
    objectives.add(known)
    first = table.objectives.get(known, Objective(known, "")).name
    if name and first and plain(name) != plain(first):
        sheet, cell = place
        data = {"objective": known, "name": name, "other": first}
        table.findings.append(
            finding(Code.REPEATED_ACTION, sheet=sheet, cell=cell, subject=f"{known}:{name}", **data)
        )
    if known not in table.objectives or not first:
        table.objectives[known] = Objective(known, name)
    return known


def _add_action(table: FrameworkTable, actions: CodeBook, action: Action, place: tuple[str, str]) -> None:
    first = actions.find(action.code)
    if first is None:
        actions.add(action.code)
        table.actions[action.code] = action
        table.cells[action.code] = place
        return
    sheet, cell = place
    table.findings.append(
        finding(Code.REPEATED_ACTION, sheet=sheet, cell=cell, subject=first, action=first, name=action.name)
    )


@dataclass(frozen=True)
class UnitTable:
    """Unidades: its units in their order, and the (sheet, cell) of each one's name by its key."""

    units: tuple[OrgUnit, ...] = ()
    cells: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read_units(grid: Grid) -> UnitTable:
    """Read Unidades; a unit that stands twice is one."""
    found = find_columns(grid.rows[:HEAD_ROWS], _UNITS, (_UNIT,))
    if found is None:
        return UnitTable(findings=(missing_column(grid.sheet, 0, (_UNIT,)),))
    start, columns = found
    book = UnitBook()
    cells: dict[str, tuple[str, str]] = {}
    findings: list[Finding] = []
    for row in range(start + 1, len(grid.rows)):
        texts = [grid.text(row, columns.get(name)) for name in own.UNITS_HEADERS]
        if not texts[0]:
            continue
        unit = OrgUnit(texts[0], *texts)
        twin = book.named(unit.name)
        findings += two_names(unit.name, twin or book.alike(unit.name), (grid.sheet, row, columns[_UNIT]))
        if twin is None:
            book.add(unit)
            cells[unit.key] = (grid.sheet, address(row, columns[_UNIT]))
    findings += column_errors(grid, columns)
    return UnitTable(book.units, cells, tuple(findings))


def two_names(name: str, unit: OrgUnit | None, place: tuple[str, int, int]) -> Iterator[Finding]:
    """Yield the finding of a name that looks like a unit's, spelt otherwise."""
    if unit is None or (plain(name) == plain(unit.name) and not spelt_otherwise(name, unit)):
        return
    sheet, row, column = place
    yield finding(
        Code.UNIT_WITH_TWO_NAMES,
        sheet=sheet,
        cell=address(row, column),
        subject=name,
        unit=unit.key,
        name=name,
        other=unit.name,
    )


@dataclass(frozen=True)
class CommentTable:
    """Comentarios: the text of each OEI or AEI, and the (sheet, cell) where it begins."""

    texts: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read_comments(grid: Grid, codes: CodeBook) -> CommentTable:
    """Read Comentarios; what is said twice of a code is kept once, what is said of none is told."""
    found = find_columns(grid.rows[:HEAD_ROWS], _COMMENTS, (_CODE, _COMMENT))
    if found is None:
        return CommentTable(findings=(missing_column(grid.sheet, 0, own.COMMENTS_HEADERS),))
    start, columns = found
    comments: dict[str, list[str]] = {}
    cells: dict[str, tuple[str, str]] = {}
    findings: list[Finding] = []
    for row in range(start + 1, len(grid.rows)):
        typed, text = grid.text(row, columns[_CODE]), grid.text(row, columns[_COMMENT])
        if not text:
            continue
        code = codes.find(typed)
        if code is None:
            suggested = typed if len(findings) < MOST_SUGGESTIONS else ""
            data = {"text": typed, "nearest": codes.nearest(suggested) if suggested else "", "comment": text}
            cell = address(row, columns[_CODE if typed else _COMMENT])
            subject = typed or text
            findings.append(
                finding(Code.UNKNOWN_ACTION, sheet=grid.sheet, cell=cell, subject=subject, **data)
            )
        elif text not in comments.setdefault(code, []):
            comments[code].append(text)
            cells.setdefault(code, (grid.sheet, address(row, columns[_COMMENT])))
    findings += column_errors(grid, columns)
    texts = {code: "\n".join(said) for code, said in comments.items()}
    return CommentTable(texts, cells, tuple(findings))
