"""What units do to the forms that they were sent, before they send them back."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from tests.support import year
from workbook.domain.periods import PeriodKind, named
from workbook.hosts.newfile import render
from workbook.template import planning_workbook
from xlwings_addin import formats


@dataclass(frozen=True)
class SentBack:
    """The files that came back: all of them, the one that was renamed, the second version of UCONT."""

    files: tuple[Path, ...]
    renamed: Path
    second: Path


def as_people_do(book: Path, forms: Mapping[str, Path]) -> SentBack:
    """Fill in the forms (by acronym, all beside the workbook), and do to some what people do.

    DAS sorts its rows · UTD deletes one and adds one · GADM changes a target and a name · UTES retypes
    headers · ULOG renames its file and loses the hidden sheet · UCONT sends two versions · UPAT sends the
    form of another period · URH pastes a row of DREC · GOPE types a formula where an amount goes.
    """
    held = dict(forms)
    for acronym, path in held.items():
        if acronym != "UPAT":
            year.edit(path, year.fill)
    for acronym, change in {
        "DAS": sort_rows, "UTD": delete_and_add, "GADM": change_target, "UTES": retype_headers,
    }.items():  # fmt: skip
        year.edit(held[acronym], change)
    year.edit(held["URH"], lambda sheet: paste_row_of(sheet, held["DREC"]))
    header = year.columns(openpyxl.load_workbook(held["GOPE"]).worksheets[0])["Ejec. Jun"]
    year.type_formula(held["GOPE"], f"{get_column_letter(header)}8", "5+3", 8)
    renamed = book.with_name("POI LOGISTICA final (2) corregido.xlsx")
    lose_hidden_sheet(held.pop("ULOG"), renamed)
    second = book.with_name("UCONT v2.xlsx")
    year.edit(held["UCONT"], lambda sheet: year.fill(sheet, cause="Otra versión"), second)
    shutil.copy(form_of_another_period(book, "UPAT"), held["UPAT"])
    return SentBack((*held.values(), renamed, second), renamed, second)


def sort_rows(sheet: Any) -> None:
    """Turn the rows upside down, formulas apart."""
    listed = year.rows(sheet)
    held = [[sheet.cell(row, column).value for column in range(1, sheet.max_column + 1)] for row in listed]
    for row, values in zip(listed, reversed(held), strict=True):
        for column, value in enumerate(values, 1):
            if not str(value).startswith("="):
                sheet.cell(row, column).value = value


def delete_and_add(sheet: Any) -> None:
    """Empty the first row, and write a new one under the last."""
    first, *_, last = year.rows(sheet)
    at = year.columns(sheet)
    for column in range(1, sheet.max_column + 1):
        sheet.cell(first, column).value = None
        sheet.cell(last + 1, column).value = None
    new = (
        ("Código AO", "AO-999"),
        ("AEI", "AEI.06.01"),
        ("Actividad operativa", "Una nueva"),
        ("Ejec. Abr", 7),
    )
    for header, value in new:
        sheet.cell(last + 1, at[header]).value = value


def change_target(sheet: Any) -> None:
    """Make a target smaller and a name longer."""
    at = year.columns(sheet)
    sheet.cell(8, at["Prog. May"]).value = 1
    sheet.cell(8, at["Actividad operativa"]).value += " y otros"


def retype_headers(sheet: Any) -> None:
    """Call two columns otherwise."""
    at = year.columns(sheet)
    sheet.cell(7, at["Motivo"]).value = "¿Por qué no se llegó?"
    sheet.cell(7, at["Ejec. May"]).value = "Avance mayo"


def paste_row_of(sheet: Any, other: Path) -> None:
    """Write the first row of another unit's form under the last one."""
    at, row = year.columns(sheet), max(year.rows(sheet)) + 1
    theirs = openpyxl.load_workbook(other).worksheets[0]
    for header, column in at.items():
        if header != "Clave":
            sheet.cell(row, column).value = theirs.cell(8, year.columns(theirs)[header]).value


def lose_hidden_sheet(form: Path, target: Path) -> None:
    """Save a form under another name, without the sheet by which it is known."""
    book = openpyxl.load_workbook(form)
    del book["Control"]
    book.save(target)


def form_of_another_period(book: Path, acronym: str) -> Path:
    """Return the form that a unit got for the first quarter."""
    plan = year.plan_with_months(named(PeriodKind.FIRST_QUARTER))
    last = book.with_name("trimestre.xlsx")
    last.write_bytes(render(planning_workbook(plan, monthly=True)))
    made = formats.prepare(last, book.with_name("antes"), (acronym,), dt.date(2020, 4, 1))
    return made.files[0].path
