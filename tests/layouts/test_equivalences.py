"""Equivalencia de columnas: what a TOML, or a table in the workbook, says that columns hold."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from workbook.domain.account import Layout
from workbook.domain.cells import Raw
from workbook.domain.equivalence import Assignment, Belonging, Equivalence, SheetEquivalence, Target
from workbook.domain.errors import UnusablePlan
from workbook.domain.evaluation import Request
from workbook.domain.findings import Code
from workbook.domain.places import Field
from workbook.domain.results import Evaluation
from workbook.hosts.memory import MemoryBook
from workbook.layouts.equivalences import UnusableEquivalence, parse_toml
from workbook.layouts.proposal import propose
from workbook.service import evaluate_book
from xlwings_addin import cli

Rows = list[list[Raw]]
SHEET: Rows = [
    ["AVANCE DEL PLAN", None, None, None, None, None, None],
    ["LÍNEA", "COMPONENTE", "PROGRAMA", "META 2024", "AVANCE 2024", "META 2025", "AVANCE 2025"],
    ["1. Gobierno", "0101\nOrden público", "010101.\n Patrullar", 10, 5, 20, 20],
    [None, None, "010102\nIluminar", 4, 4, 8, 2],
    [None, "0102\nDefensa", "010201\nPrevenir", 1, 0, 1, 1],
    [None, None, None, "TOTAL 2024", 0.7, "TOTAL 2025", 0.7],
]
SAID = """
anio = 2025
[[hoja]]
nombre = "GOBIERNO"
[hoja.columnas]
"Línea" = { campo = "OEI", rellenar = true }
"COMPONENTE" = { campo = "AEI", separar = "código↵nombre", rellenar = true }
"PROGRAMA" = { campo = "Actividad operativa", separar = "código↵nombre" }
"META 2024" = { campo = "Programadas", anio = 2024 }
"AVANCE 2024" = { campo = "Ejecutadas", anio = 2024 }
"META 2025" = { campo = "Programadas", anio = 2025 }
"AVANCE 2025" = { campo = "Ejecutadas", anio = 2025 }
"""


def evaluated(sheets: dict[str, Rows], said: str) -> Evaluation:
    return evaluate_book(MemoryBook("plan.xlsx", sheets), Request(equivalence=parse_toml(said)))


def figures(evaluation: Evaluation) -> dict[str, tuple[int, int]]:
    return {
        one.action.code: (int(one.outcome.totals.programmed), int(one.outcome.totals.executed))
        for one in evaluation.actions()
    }


def test_columns_of_a_year_parted_and_held_down() -> None:
    evaluation = evaluated({"GOBIERNO": SHEET}, SAID)
    assert figures(evaluation) == {"0101": (28, 22), "0102": (1, 1)}
    assert figures(evaluated({"GOBIERNO": SHEET}, SAID.replace("anio = 2025\n", "anio = 2024\n", 1))) == {
        "0101": (14, 9),
        "0102": (1, 0),
    }
    first, second = evaluation.actions()
    assert (first.action.name, second.action.name) == ("Orden público", "Defensa")
    assert [one.objective.code for one in evaluation.objectives] == ["1. Gobierno"]
    assert [part.unit.name for part in first.units] == ["GOBIERNO"]
    (account,) = evaluation.accounts
    assert (account.layout, account.header, account.rows) == (Layout.MAPPED, "A2", 3)
    assert account.columns == (
        ("A", "objective"), ("B", "action"), ("B", "action name"),
        ("C", "code"), ("C", "name"), ("F", "programmed"), ("G", "executed"),
    )  # fmt: skip


def test_a_total_is_no_activity_whatever_is_held_down() -> None:
    evaluation = evaluated({"GOBIERNO": SHEET}, SAID)
    assert [one.count for one in evaluation.accounts[0].skipped] == [1]


def test_constants_and_letters() -> None:
    sheet: Rows = [["Tarea", "Cantidad", "Cantidad"], ["Barrer", 10, 7], ["Podar", 2, 2]]
    said = """
    [[hoja]]
    [hoja.columnas]
    "Tarea" = "Actividad operativa"
    "columna B" = "Programadas"
    "columna C" = "Ejecutadas"
    [hoja.fijos]
    "AEI" = "Eje 3"
    "Nombre de la AEI" = "Calles limpias"
    "OEI" = "Línea 1"
    "Nombre del OEI" = "Ciudad"
    "Unidad orgánica" = "Obras"
    """
    evaluation = evaluated({"Hoja1": sheet}, said)
    (objective,) = evaluation.objectives
    (action,) = objective.actions
    assert (objective.objective.code, objective.objective.name) == ("Línea 1", "Ciudad")
    assert (action.action.code, action.action.name) == ("Eje 3", "Calles limpias")
    assert [(part.unit.name, int(part.outcome.totals.executed)) for part in action.units] == [("Obras", 9)]
    assert dict(evaluation.accounts[0].columns) == {"A": "name", "B": "programmed", "C": "executed"}


def test_months() -> None:
    names = "Ene Feb Mar Abr May Jun Jul Ago Set Oct Nov Dic".split()
    sheet: Rows = [
        ["AEI", "Área", *[f"P{n}" for n in range(1, 13)], *[f"E{n}" for n in range(1, 13)]],
        ["AEI.01.01", "Obras", *[1] * 12, *[1] * 6, *[None] * 6],
    ]
    columns = "\n".join(
        f'"{letter}{n}" = "{side} {name}"'
        for letter, side in (("P", "Prog."), ("E", "Ejec."))
        for n, name in enumerate(names, 1)
    )
    said = f'[[hoja]]\n[hoja.columnas]\n"AEI" = "AEI"\n"Área" = "Unidad orgánica"\n{columns}\n'
    evaluation = evaluated({"Hoja1": sheet}, said)
    assert evaluation.period.last == 6
    assert figures(evaluation) == {"AEI.01.01": (6, 6)}


def test_a_sheet_that_is_not_to_be_read() -> None:
    read: Rows = [["Unidad orgánica", "T"], ["AEI", "Programadas", "Ejecutadas"], ["AEI.01.01", 2, 1]]
    said = '[[hoja]]\nnombre = "Borrador"\nleer = false\n'
    evaluation = evaluated({"T": read, "Borrador": [list(row) for row in read]}, said)
    assert figures(evaluation) == {"AEI.01.01": (2, 1)}
    assert [one.layout for one in evaluation.accounts] == [Layout.UNIT_SHEET, Layout.UNREAD]


def test_a_header_that_is_not_there() -> None:
    evaluation = evaluated({"GOBIERNO": SHEET}, SAID + '"Responsable" = "Motivo"\n')
    (found,) = (one for one in evaluation.findings if one.code is Code.MISSING_COLUMN)
    assert dict(found.data)["missing"] == ("Responsable",)
    assert figures(evaluation) == {"0101": (28, 22), "0102": (1, 1)}


def test_needed_columns_that_nothing_holds() -> None:
    said = '[[hoja]]\n[hoja.columnas]\n"PROGRAMA" = "Actividad operativa"\n"COMPONENTE" = "AEI"\n'
    with pytest.raises(UnusablePlan) as caught:
        evaluated({"GOBIERNO": SHEET}, said)
    assert {one.code for one in caught.value.findings} == {Code.NO_DATA, Code.MISSING_COLUMN}


def missing(evaluation: Evaluation) -> list[dict[str, object]]:
    return [dict(one.data) for one in evaluation.findings if one.code is Code.MISSING_COLUMN]


def test_a_named_sheet_that_has_none_of_its_columns_is_told() -> None:
    deep: Rows = [[]] * 40 + [list(row) for row in SHEET[1:]]
    said = SAID.replace('nombre = "GOBIERNO"', 'nombre = ["GOBIERNO", "OBRAS"]')
    evaluation = evaluated({"GOBIERNO": SHEET, "OBRAS": deep}, said)
    assert "META 2025" in str(missing(evaluation)[0]["missing"])
    assert figures(evaluation) == {"0101": (28, 22), "0102": (1, 1)}


def test_a_named_sheet_that_is_not_there_is_told() -> None:
    said = SAID.replace('nombre = "GOBIERNO"', 'nombre = ["GOBIERNO", "OBRAS"]')
    (found,) = missing(evaluated({"GOBIERNO": SHEET}, said))
    assert found == {"no_sheet": "OBRAS"}


def test_a_named_header_that_stands_twice_is_told() -> None:
    twice = [[*row, "META 2025" if number == 1 else 5] for number, row in enumerate(SHEET)]
    (found,) = missing(evaluated({"GOBIERNO": twice}, SAID))
    assert found["repeated"] == ("F2", "H2")


# ---------------------------------------------------------------- what cannot be said


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("hoja = 3", "3"),
        ("[[hoja]\n", ""),
        ("otra = 1", "otra"),
        ('[[hoja]]\ncolor = "rojo"', "color"),
        ("[[hoja]]\nencabezado = 99", "encabezado = 99"),
        ('[[hoja]]\ncolumnas = "AEI"', "columnas = AEI"),
        ('[[hoja]]\n[hoja.columnas]\n"X" = "Metas"', "Metas"),
        ('[[hoja]]\n[hoja.columnas]\n"X" = 5', "X = 5"),
        ('[[hoja]]\n[hoja.columnas]\n"X" = { campo = "AEI", ancho = 3 }', "ancho"),
        ('[[hoja]]\n[hoja.columnas]\n"X" = { campo = "AEI", separar = "nombre" }', "AEI:nombre"),
        (
            '[[hoja]]\n[hoja.columnas]\n"X" = { campo = "Motivo", separar = "código-nombre" }',
            "Motivo:código-nombre",
        ),
        ('[[hoja]]\n[hoja.columnas]\n"X" = { campo = "AEI", anio = "pronto" }', "pronto"),
        ("anio = 20255", "20255"),
        ('[[hoja]]\n[hoja.fijos]\n"Metas" = 3', "Metas"),
    ],
)
def test_what_cannot_be_used(text: str, what: str) -> None:
    with pytest.raises(UnusableEquivalence) as caught:
        parse_toml(text)
    assert what in caught.value.what


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("anio = 2025\nhola\n", "línea 2, columna 5", "hola"),
        ("[[hoja]]\nnombre = [", "al final", "nombre = ["),
    ],
)
def test_what_is_no_toml_is_told_by_its_place(text: str, where: str, what: str) -> None:
    with pytest.raises(UnusableEquivalence) as caught:
        parse_toml(text)
    assert (caught.value.where, caught.value.what) == (where, what)


def test_a_separator_of_any_kind() -> None:
    (sheet,) = parse_toml(
        '[[hoja]]\n[hoja.columnas]\n"X" = { campo = "OEI", separar = "codigo - nombre" }'
    ).sheets
    assert sheet.columns == (
        Assignment("X", Target(Belonging.OBJECTIVE), " - ", Target(Belonging.OBJECTIVE_NAME)),
    )


def test_by_name_before_every_sheet() -> None:
    every, named = SheetEquivalence("*", ()), SheetEquivalence("Obras", ())
    assert Equivalence((every, named)).of("OBRAS ") is named
    assert Equivalence((named,)).of("Otra") is None


# ---------------------------------------------------------------- in the workbook


def with_table(*rows: list[Raw]) -> dict[str, Rows]:
    return {
        "Parámetros": [
            ["Parámetro", "Valor"], ["Entidad", "Municipalidad"], ["Año", 2025], [],
            ["Equivalencia de columnas"],
            ["Hoja", "Encabezado en la hoja", "Campo", "Valor fijo", "Año"],
            *rows,
        ],
        "GOBIERNO": [list(row) for row in SHEET],
    }  # fmt: skip


TABLE: Rows = [
    ["GOBIERNO", "COMPONENTE", "AEI:código↵nombre"],
    ["GOBIERNO", "PROGRAMA", "Actividad operativa:código↵nombre"],
    ["GOBIERNO", "META 2025", "Programadas", None, 2025],
    ["GOBIERNO", "AVANCE 2025", "Ejecutadas", None, 2025],
    ["GOBIERNO", "META 2024", "Programadas", None, 2024],
    ["GOBIERNO", None, "OEI", "Línea 1"],
]
MERGED = {"GOBIERNO": [(2, 1, 3, 1)]}


def test_a_table_in_the_workbook() -> None:
    book = MemoryBook("plan.xlsx", with_table(*TABLE), ranges=MERGED)
    evaluation = evaluate_book(book)
    assert figures(evaluation) == {"0101": (28, 22), "0102": (1, 1)}
    assert [one.objective.code for one in evaluation.objectives] == ["Línea 1"]


def test_a_table_that_cannot_be_used_stops() -> None:
    with pytest.raises(UnusablePlan) as caught:
        evaluate_book(MemoryBook("plan.xlsx", with_table(["GOBIERNO", "META 2025", "Metas"])))
    (found,) = (one for one in caught.value.findings if one.code is Code.INVALID_PARAMETER)
    assert dict(found.data)["value"] == "Metas"


# ---------------------------------------------------------------- the draft


def test_the_draft_can_be_used_as_it_is() -> None:
    draft = propose({"GOBIERNO": SHEET})
    said = parse_toml(draft)
    assert said.year == 2025
    (sheet,) = said.sheets
    assert {one.header: one.target.what for one in sheet.columns} == {
        "LÍNEA": Belonging.OBJECTIVE,
        "COMPONENTE": Field.ACTION,
        "PROGRAMA": Field.CODE,
        "META 2024": Field.PROGRAMMED,
        "AVANCE 2024": Field.EXECUTED,
        "META 2025": Field.PROGRAMMED,
        "AVANCE 2025": Field.EXECUTED,
    }
    evaluation = evaluate_book(
        MemoryBook("plan.xlsx", {"GOBIERNO": SHEET}, ranges=MERGED), Request(equivalence=said)
    )
    assert figures(evaluation) == {"0101": (28, 22), "0102": (1, 1)}


@pytest.mark.parametrize("name", ['Hoja "1"', "C:\\datos", "Año\u0007", "ñ'["])
def test_any_name_can_be_drafted(name: str) -> None:
    sheet: Rows = [[f"Meta {name}", "Avance", "Tarea", 'Otra "cosa"'], [1, 2, "x", "y"]]
    parse_toml(propose({name: sheet}))


def written(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "GOBIERNO"
    for row in SHEET:
        book.active.append(row)
    book.active.merge_cells("B3:B4")
    path = folder / "plan.xlsx"
    book.save(path)
    return path


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path)
    assert cli.main(["revisar", str(path)]) == 2
    assert cli.main(["revisar", str(path), "--proponer-equivalencia"]) == 0
    draft = tmp_path / "equivalencia-plan.toml"
    assert draft.is_file()
    assert str(draft) in capsys.readouterr().out
    assert cli.main(["consolidar", str(path), "--equivalencia", str(draft)]) == 0
    assert cli.main(["revisar", str(path), "--equivalencia", str(draft), "--lectura"]) == 0
    assert "actividades según la equivalencia de columnas" in capsys.readouterr().out
    assert (
        cli.main(["nuevo", str(tmp_path / "n.xlsx"), "--desde", str(path), "--equivalencia", str(draft)]) == 0
    )
    assert cli.main(["comparar", str(path), str(path), "--equivalencia", str(draft)]) == 0
    assert cli.main(["revisar", str(path), "--proponer-equivalencia"]) == 0
    assert (tmp_path / "equivalencia-plan (2).toml").is_file()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hoja = 3", "se espera"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"#" * 2_000_000, "demasiado grande"),
        (None, "no se pudo leer"),
    ],
)
def test_a_file_that_is_no_equivalence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str
) -> None:
    path = tmp_path / "e.toml"
    if content is not None:
        path.write_bytes(content)
    assert cli.main(["revisar", "plan.xlsx", "--equivalencia", str(path)]) == 2
    assert said in capsys.readouterr().err
