"""What a competent person writes today to take in unit forms: openpyxl only, matched by code, saved whole."""

from __future__ import annotations

import sys
from pathlib import Path

from openpyxl import load_workbook

TAKEN = ("Ejecutadas", "Motivo", "Medio de verificación")


def columns(sheet: object, header: int) -> dict[str, int]:
    """Return the columns of a header row."""
    return {cell.value: cell.column for cell in sheet[header] if cell.value}  # type: ignore[index]


def main(book: Path, folder: Path, out: Path) -> None:
    """Write a workbook with what the forms of a folder say, and a list of what changed."""
    target = load_workbook(book)
    shown = load_workbook(book, data_only=True)
    changes = []
    for path in sorted(folder.glob("*.xlsx")):
        form = load_workbook(path, data_only=True).worksheets[0]
        sheet, before = target[form.title], shown[form.title]
        at, own = columns(form, 7), columns(sheet, 7)
        wanted = [name for name in at if name in TAKEN or str(name).startswith("Ejec. ")]
        rows = {before.cell(n, own["Código AO"]).value: n for n in range(8, before.max_row + 1)}
        for number in range(8, form.max_row + 1):
            code = form.cell(number, at["Código AO"]).value
            if code not in rows:
                continue
            for name in wanted:
                value = form.cell(number, at[name]).value
                cell = sheet.cell(rows[code], own[name])
                held = before.cell(rows[code], own[name]).value
                if value not in (None, held) and not str(cell.value).startswith("="):
                    changes.append((form.title, code, name, held, value))
                    cell.value = value
    log = target.create_sheet("Recepción")
    for line in changes:
        log.append(line)
    target.save(out)
    print(len(changes))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
