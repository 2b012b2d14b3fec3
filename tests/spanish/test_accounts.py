"""How a workbook was read, in words."""

from __future__ import annotations

from workbook.domain.account import Layout, SheetAccount, Skip, SkippedRows
from workbook.spanish.accounts import LAYOUTS, SKIPS, account_lines, field_label, rows_text, skipped_text


def account(**more: object) -> SheetAccount:
    return SheetAccount("UTD", Layout.UNIT_SHEET, "A7", (("A", "action"), ("B", "programmed")), **more)  # type: ignore[arg-type]


def test_every_layout_and_reason_has_words() -> None:
    assert set(LAYOUTS) == set(Layout)
    assert set(SKIPS) == set(Skip)


def test_a_sheet_of_activities() -> None:
    told = account(
        rows=4,
        used=((8, 9), (12, 12), (14, 14)),
        skipped=(SkippedRows(Skip.BLANK, 3, (15, 16, 17)), SkippedRows(Skip.TOTAL, 1, (13,))),
    )
    assert account_lines(told) == [
        "«UTD»: actividades de una unidad.",
        "Encabezado en A7. Columnas: A = AEI; B = Programadas.",
        "Se usaron 4 filas (8 a 9, 12 y 14); se dejaron de lado 3 filas en blanco y 1 fila de total (13).",
    ]


def test_many_runs_and_rows() -> None:
    told = account(
        rows=6,
        used=tuple((row, row) for row in range(8, 20, 2)),
        skipped=(SkippedRows(Skip.INACTIVE, 1200, tuple(range(2, 12))),),
    )
    assert rows_text(told) == "Se usaron 6 filas (8, 10, 12, 14 y 2 tramos más)"
    assert skipped_text(told) == (
        "; se dejaron de lado 1,200 filas con «Activo AO» en NO (2, 3, 4, 5, 6, 7, 8, 9, 10, 11 y 1,190 más)."
    )


def test_nothing_used_and_nothing_left_out() -> None:
    assert rows_text(account()) == "No se usó ninguna fila"
    assert skipped_text(account()) == "; no se dejó de lado ninguna."


def test_a_sheet_that_another_stands_for() -> None:
    assert account_lines(SheetAccount("UTD (2)", Layout.COPY, instead="UTD")) == [
        "«UTD (2)»: copia de otra hoja: no se contó.",
        "En su lugar se usa «UTD».",
    ]


def test_names_of_columns() -> None:
    assert [field_label(what) for what in ("executed 3", "objective name", "code")] == [
        "Ejecutadas de marzo",
        "nombre del OEI",
        "Código AO",
    ]
