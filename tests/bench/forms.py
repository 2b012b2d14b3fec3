"""Sixteen forms of 300 rows that came back, and the workbook they are of; the same every time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

UNITS, ROWS = 16, 300
_MONTHS = 12
_REPORTED = 9
_FIRST_ROW, _FIRST_MONTH = 7, 4
_CAUSE = _FIRST_MONTH + 2 * _MONTHS + 3


def folder_of(book: Path) -> Path:
    """Return the folder of the forms of a workbook."""
    return book.with_name(f"{book.stem}-formatos")


def write_reception(book: Path) -> None:
    """Write a workbook, and beside it a folder with its forms, filled in for the last quarter."""
    from workbook.canvas.edits import Edits
    from workbook.domain.cells import BLANK, Number
    from workbook.domain.model import (
        Action,
        Activity,
        Framework,
        Monthly,
        Objective,
        OrgUnit,
        Plan,
        Settings,
    )
    from workbook.domain.periods import YEAR
    from workbook.hosts.newfile import render
    from workbook.hosts.patch import patch
    from workbook.reception.form import Sending, unit_form
    from workbook.template import planning_workbook

    def plan(reported: int) -> Plan:
        units = tuple(
            OrgUnit(f"Unidad {n}", f"Unidad {n}", acronym=f"U{n:02}", sheet=f"U{n:02}") for n in range(UNITS)
        )
        actions = tuple(Action(f"AEI.01.{n:02}", f"Acción {n}", "OEI.01") for n in range(1, 21))
        framework = Framework(
            Settings(entity="Entidad", year=2026, period=YEAR),
            (Objective("OEI.01", "Objetivo"),),
            actions,
            units,
            monthly=True,
        )
        activities = tuple(
            Activity(
                actions[row % len(actions)].code,
                unit.key,
                code=f"AO-{number:02}-{row:03}",
                name=f"Actividad {row} de la unidad {number}, con un nombre de largo usual",
                measure="Informe",
                monthly=Monthly(
                    (Number(Decimal(row % 9 + 1)),) * _MONTHS,
                    tuple(Number(Decimal(row % 9)) if m < reported else BLANK for m in range(_MONTHS)),
                ),
            )
            for number, unit in enumerate(units)
            for row in range(ROWS)
        )
        return Plan(framework, activities)

    sent = plan(_REPORTED)
    book.write_bytes(render(planning_workbook(sent, monthly=True)))
    folder = folder_of(book)
    folder.mkdir(exist_ok=True)
    sending = Sending(YEAR, tuple(range(1, _MONTHS + 1)), 1, dt.date(2026, 12, 31))
    for unit in sent.framework.units:
        listed = tuple(one for one in sent.activities if one.unit == unit.key)
        form = render(unit_form(unit, listed, sent.framework, sending))
        name = f"{unit.acronym}.xlsx"
        filled = patch(name, form, {unit.acronym: Edits(_typed())}).data
        (folder / name).write_bytes(filled)


def _typed() -> dict[tuple[int, int], float | str]:
    """Return what a unit types: the last three months and the cause of each row."""
    typed: dict[tuple[int, int], float | str] = {}
    for row in range(ROWS):
        for month in range(_REPORTED, _MONTHS):
            typed[_FIRST_ROW + row, _FIRST_MONTH + 2 * month + 1] = row % 9
        typed[_FIRST_ROW + row, _CAUSE] = "Se reprogramó"
    return typed
