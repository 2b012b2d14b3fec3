"""The export of the planning register: as its page, and with its columns pasted in a sheet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.support.register import HEADER, line, page
from workbook.domain.account import Layout, Skip, SkippedRows
from workbook.domain.findings import Code
from workbook.domain.periods import TargetKind
from workbook.domain.results import Evaluation
from workbook.hosts.file import open_file
from workbook.hosts.memory import MemoryBook
from workbook.reader import read_plan
from workbook.service import evaluate_book
from xlwings_addin import cli
from xlwings_addin.notes import read_notes

SURGERY = ("12.10", "DEPARTAMENTO DE CIRUGIA")
OTHER_SURGERY = ("12.1", "DEPARTAMENTO DE CIRUGIA")
PLANNING = ("'02.01", "OEIOFICINA DE ESTADISTICA E INFORMATICA")
ROWS = [
    line("AOI01", SURGERY, {1: "10.00", 2: "10.00"}, {1: "8.00", 2: "0.00"}, Motivo_dummy=""),
    line("AOI02", OTHER_SURGERY, {1: "4.00"}, {1: "4.00", 2: "0.00"}),
    line("AOI03", PLANNING, {1: "1.00", 2: "1.00"}, {1: "1.00", 2: "1.00"}, Acumulado="NO"),
    line("AOI04", SURGERY, {1: "99.00"}, {1: "1.00"}, Activo_AO="NO"),
]


def written(folder: Path, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Path:
    path = folder / "POI_ANUAL.xls"
    path.write_bytes(page(rows, header))
    return path


def evaluated(path: Path) -> Evaluation:
    with open_file(path) as book:
        return evaluate_book(book)


def test_units_are_their_ids(tmp_path: Path) -> None:
    evaluation = evaluated(written(tmp_path, ROWS))
    (action,) = evaluation.actions()
    shown = {part.unit.key: (part.unit.shown, part.outcome.totals.executed) for part in action.units}
    assert shown == {
        "02.01": ("Oficina de Estadística e Informática (OEI)", Decimal(1)),
        "12.1": ("Departamento de Cirugía (12.1)", Decimal(4)),
        "12.10": ("Departamento de Cirugía (12.10)", Decimal(8)),
    }
    assert (action.action.name, action.action.objective) == ("ATENDER BIEN", "OEI.01")
    assert evaluation.objectives[0].objective.name == "ATENDER"


def test_what_the_export_says_of_the_plan(tmp_path: Path) -> None:
    evaluation = evaluated(written(tmp_path, ROWS))
    settings = evaluation.framework.settings
    assert (settings.entity, settings.year, settings.unit_noun) == (
        "Instituto de Prueba",
        2026,
        "Centro de costo",
    )
    assert evaluation.period.evaluated == (1, 2)


def test_inactive_rows_are_left_out_and_accounted_for(tmp_path: Path) -> None:
    (account,) = evaluated(written(tmp_path, ROWS)).accounts
    assert account.layout is Layout.REGISTER
    assert (account.header, account.rows, account.used) == ("C1", 3, ((2, 4),))
    assert account.skipped == (SkippedRows(Skip.INACTIVE, 1, (5,)),)


def test_kinds_of_target_and_reasons(tmp_path: Path) -> None:
    reasons = {
        "Motivo(SE) 01": "Falta de insumos",
        "Motivo(SE) 02": "Falta de insumos.",
        "Motivo(SE) 03": "Paro",
    }
    row = line("AOI01", SURGERY, {1: "10.00"}, {1: "8.00"}, Acumulado="NO", **reasons)
    with open_file(written(tmp_path, [row])) as book:
        plan, findings, _ = read_plan(book)
    (activity,) = plan.activities
    assert activity.kind is TargetKind.NOT_CUMULATIVE
    assert activity.cause == "Falta de insumos.; Paro"
    assert [found.code for found in findings if found.code is Code.NUMBER_AS_TEXT] == []


def test_a_total_that_its_months_do_not_make(tmp_path: Path) -> None:
    wrong = line("AOI01", SURGERY, {1: "10.00"}, {1: "8.00"}, **{"F(RE) Total": "11.00"})
    right = line("AOI02", SURGERY, {1: "10.00"}, {1: "8.00"}, **{"F(RE) Total": "10.00"})
    findings = evaluated(written(tmp_path, [wrong, right])).findings
    column = openpyxl.utils.get_column_letter(HEADER.index("F(RE) Total") + 1)
    assert [one.cell for one in findings if one.code is Code.TOTAL_DISAGREES] == [f"{column}2"]


def test_blank_months_are_not_zero(tmp_path: Path) -> None:
    evaluation = evaluated(written(tmp_path, [line("AOI01", SURGERY, {1: "5.00", 2: "5.00"}, {1: "5.00"})]))
    assert evaluation.reported_until == 1


@pytest.mark.parametrize("above", [0, 3])
def test_the_columns_pasted_in_a_sheet(above: int) -> None:
    title = [["Reporte de seguimiento"]] + [[]] * (above - 1) if above else []
    rows = [[None, *title_row] for title_row in title]
    rows += [[None, *cells] for cells in (HEADER, *ROWS)]
    evaluation = evaluate_book(MemoryBook("poi.xlsx", {"Hoja1": rows}))
    (action,) = evaluation.actions()
    assert action.outcome.totals.executed == 13


def test_a_sector_action_is_not_the_institutions(tmp_path: Path) -> None:
    header = [name if name != "AEI" else "AE" for name in HEADER]
    with pytest.raises(Exception, match=r"sin_datos|columna_faltante"):
        evaluated(written(tmp_path, ROWS, header))


# ---------------------------------------------------------------- through the commands


def test_a_new_workbook_from_an_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, new = written(tmp_path, ROWS), tmp_path / "poi-2026.xlsx"
    assert cli.main(["nuevo", str(new), "--desde", str(source), "--meses"]) == 0
    assert "1 OEI, 1 AEI, 3 unidades y 3 actividades" in capsys.readouterr().out
    before, after = evaluated(source), evaluated(new)
    assert [one.outcome for one in after.actions()] == [one.outcome for one in before.actions()]
    assert cli.main(["comparar", str(source), str(new)]) == 0
    assert "No hay ninguna diferencia" in capsys.readouterr().out


def test_how_it_was_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path, ROWS)
    assert cli.main(["revisar", str(source), "--lectura"]) == 0
    shown = capsys.readouterr().out
    assert "«POI_ANUAL»: reporte del Aplicativo CEPLAN." in shown
    assert "Se usaron 3 filas (2 a 4); se dejó de lado 1 fila con «Activo AO» en NO (5)." in shown
    assert cli.main(["revisar", str(source), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["lectura"]
    assert (told["forma"], told["filas"], told["tramos"]) == ("reporte_ceplan", 3, [[2, 4]])
    assert told["omitidas"] == [{"motivo": "inactiva", "filas": 1, "primeras": [5]}]
    assert told["columnas"]["C"] == "Unidad orgánica"


def test_observaciones_says_how_it_was_read_and_keeps_the_notes(tmp_path: Path) -> None:
    source, out = written(tmp_path, ROWS), tmp_path / "salida.xlsx"
    assert cli.main(["consolidar", str(source), "-o", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    sheet = book["Observaciones"]
    cells = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    heading = cells["Cómo se leyó cada hoja"]
    assert sheet.cell(heading.row + 1, heading.column).value == "POI_ANUAL"
    first = cells["Clave"].row + 1
    sheet.cell(first, cells["Descargo"].column).value = "Ya se corrigió."
    book.save(out)
    with open_file(out) as read:
        assert {reply for _, reply in read_notes(read).values()} == {"Ya se corrigió."}


@pytest.mark.parametrize("command", ["consolidar", "informe"])
def test_the_other_commands_take_it(tmp_path: Path, command: str) -> None:
    assert cli.main([command, str(written(tmp_path, ROWS))]) == 0
