"""A planning office's year, in files: a workbook with months and the planner's own things, forms filled."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from workbook.domain.cells import BLANK, Fact, Number
from workbook.domain.model import Activity, Monthly, Plan
from workbook.domain.periods import Period, PeriodKind, named
from workbook.example import example_plan
from workbook.hosts import newfile
from workbook.template import planning_workbook

FIRST_SEMESTER = named(PeriodKind.FIRST_SEMESTER)
REPORTED = 3
"""January to March are reported in the workbook; units report April to June."""


def plan_with_months(period: Period = FIRST_SEMESTER, reported: int = REPORTED) -> Plan:
    """Return the example's plan, its targets spread over the year, its first months reported."""
    plan = example_plan()
    settings = replace(plan.framework.settings, period=period, note="")
    framework = replace(plan.framework, settings=settings, monthly=True, comments={})
    return Plan(framework, tuple(_with_months(one, reported) for one in plan.activities))


def _with_months(activity: Activity, reported: int) -> Activity:
    target = activity.programmed.value if isinstance(activity.programmed, Number) else Decimal(0)
    whole, rest = divmod(int(target), 12)
    programmed: list[Fact] = [Number(Decimal(whole + (month < rest))) for month in range(12)]
    programmed = [BLANK if fact == Number(Decimal(0)) else fact for fact in programmed]
    executed = [programmed[month] if month < reported else BLANK for month in range(12)]
    return replace(
        activity,
        programmed=BLANK,
        executed=BLANK,
        annual=BLANK,
        monthly=Monthly(tuple(programmed), tuple(executed)),
        cause="",
    )


def picture() -> bytes:
    """Return a PNG of one pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def planners_workbook(plan: Plan) -> bytes:
    """Return the workbook of a plan into which its planner put a picture, a shape, a sheet of their own."""
    book = planning_workbook(plan, monthly=plan.framework.monthly)
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, newfile._OPTIONS)
    workbook.set_calc_mode("auto", newfile.CALCULATION_ID)
    workbook.calc_on_load = False
    formats = newfile._Formats(workbook)
    sheets = [workbook.add_worksheet(sheet.name) for sheet in book.sheets]
    for sheet, worksheet in zip(book.sheets, sheets, strict=True):
        newfile._SheetWriter(workbook, worksheet, formats).write(sheet)
    for name, formula in book.names.items():
        workbook.define_name(name, f"={formula.removeprefix('=')}")
    unit = sheets[5]
    unit.insert_image("AP2", "logo.png", {"image_data": io.BytesIO(picture())})
    unit.insert_textbox("AP10", "Recordar: acta del comité")
    unit.write_comment("A9", "Revisado con la jefatura")
    own = workbook.add_worksheet("Mis apuntes")
    own.write_row(0, 0, ["Reunión", "Acuerdo"], workbook.add_format({"bold": True, "bg_color": "#C6E0B4"}))
    own.write_row(1, 0, [45, 0.5], workbook.add_format({"num_format": "0.000"}))
    chart: Any = workbook.add_chart({"type": "pie"})
    chart.add_series({"values": "='Mis apuntes'!$A$2:$B$2"})
    own.insert_chart("D2", chart)
    workbook.close()
    return buffer.getvalue()


def packed(data: bytes) -> dict[str, bytes]:
    """Return the bytes of each part of a package as they are compressed."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
            start = entry.header_offset + 30 + name + extra
            found[entry.filename] = data[start : start + entry.compress_size]
    return found


def edit(path: Path, change: Callable[[Any], None], to: Path | None = None) -> Path:
    """Change the first sheet of a form as a person would, and save it."""
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    target = to or path
    book.save(target)
    return target


def columns(sheet: Any, header: int = 7) -> dict[str, int]:
    """Return the columns (from 1) of a form by their headers."""
    return {cell.value: cell.column for cell in sheet[header] if cell.value}


def rows(sheet: Any, header: int = 7) -> list[int]:
    """Return the numbers of the rows of activities of a form."""
    return [
        n for n in range(header + 1, sheet.max_row + 1) if sheet.cell(n, 1).value and sheet.cell(n, 2).value
    ]


def fill(sheet: Any, months: tuple[str, ...] = ("Abr", "May", "Jun"), cause: str = "Faltó personal") -> None:
    """Report what was programmed, one less in June, with a cause."""
    at = columns(sheet)
    for row in rows(sheet):
        for month in months:
            target = sheet.cell(row, at[f"Prog. {month}"]).value
            done = target - (month == "Jun") if isinstance(target, int | float) and target else 0
            sheet.cell(row, at[f"Ejec. {month}"]).value = done
        sheet.cell(row, at["Motivo"]).value = cause


def type_formula(path: Path, address: str, formula: str, value: float) -> None:
    """Put a formula with its value into a cell of the first sheet, as Excel saves it."""
    with zipfile.ZipFile(path) as archive:
        held = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    part = "xl/worksheets/sheet1.xml"
    cell = re.compile(rf'<c r="{address}"([^>]*?)(?: t="\w+")?(?:/>|>.*?</c>)'.encode())
    held[part] = cell.sub(
        rf'<c r="{address}"\1><f>{formula}</f><v>{value}</v></c>'.encode(), held[part], count=1
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)


def cells(data: bytes, *, results: bool = False) -> Mapping[tuple[str, str], Any]:
    """Return every cell of a workbook: formulas, or with `results` what they come to."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=results)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
