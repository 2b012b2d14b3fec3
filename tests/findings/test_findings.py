"""Every finding that our template can contain, in a real file, through the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from tests.findings import amounts, figures, formulas, frame
from tests.findings.draft import Case, Draft
from tests.findings.plans import monthly, yearly
from workbook.domain.findings import Code
from xlwings_addin import cli

Build = Callable[[], Case]
Finding = dict[str, str]

SEVERITIES = dict(
    line.split()
    for line in """
    sin_datos detiene
    escala_invalida detiene
    parametro_invalido detiene
    columna_faltante error
    importe_ilegible error
    importe_ambiguo error
    importe_negativo error
    celda_con_error error
    aei_desconocida error
    unidad_desconocida error
    aei_repetida error
    total_no_cuadra advertencia
    sin_informacion advertencia
    mes_sin_reporte advertencia
    ejecutado_sin_meta advertencia
    actividad_repetida advertencia
    hoja_repetida advertencia
    unidad_dos_nombres advertencia
    formula_desviada advertencia
    acumulados_en_meses advertencia
    porcentaje_distinto advertencia
    corte_anterior advertencia
    falta_causa advertencia
    causa_insuficiente advertencia
    comentario_contradice advertencia
    sin_calcular advertencia
    banda_sin_escala advertencia
    vinculo_ajeno advertencia
    numero_como_texto aviso
    unidades_mezcladas aviso
    decimal_oculto aviso
    filas_ocultas aviso
    aei_sin_unidades aviso
    """.strip().splitlines()
)
"""The severities of the findings' table, typed by hand."""

LATER = {"mes_cerrado_modificado", "marcador_desconocido", "no_comprobado"}
"""Closed months, the entity's Word template and formats that hide things belong to later doors."""

NOT_SPANISH = re.compile(r"\b(?:the|row|cell|sheet|value|None|True|False|not|and)\b|[{}]|\w_\w+\(")


def code_of(build: Build) -> str:
    return build.__name__.removeprefix("casi_").partition("__")[0]


@cache
def made(build: Build) -> Case:
    return build()


def builders(*, almost: bool) -> list[Any]:
    modules: tuple[ModuleType, ...] = (frame, amounts, formulas, figures)
    found = [
        one
        for module in modules
        for name, one in vars(module).items()
        if callable(one) and one.__module__ == module.__name__ and not name.startswith("_")
    ]
    return [pytest.param(one, id=one.__name__) for one in found if one.__name__.startswith("casi_") is almost]


FIRING, ALMOST = builders(almost=False), builders(almost=True)


@dataclass
class Run:
    """A case in its folder, and what the commands made of it."""

    case: Case
    code: str
    book: Path
    capture: pytest.CaptureFixture[str]
    exits: int = field(init=False)

    def __post_init__(self) -> None:
        told = {SEVERITIES[code] for code in (self.code, *self.case.also)}
        self.exits = 2 if "detiene" in told else 1 if "error" in told else 0

    def run(self, command: str, *options: str | Path) -> int:
        return cli.main([command, str(self.book), *map(str, options)])

    def review(self) -> list[Finding]:
        assert self.run("revisar", "--json") == self.exits
        found: list[Finding] = json.loads(self.capture.readouterr().out)["observaciones"]
        return found

    def planted(self, found: list[Finding]) -> Finding:
        """Return the finding that was planted, at its place; there must be one."""
        wanted = (self.code, self.case.sheet, self.case.cell)
        here = [one for one in found if (one["codigo"], one["hoja"], one["celda"]) == wanted]
        assert len(here) == 1, f"{wanted} is not once among {found}"
        return here[0]


@pytest.fixture
def start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[Build], Run]:
    def begin(build: Build) -> Run:
        case, book = made(build), tmp_path / "poi 2026.xlsx"
        book.write_bytes(case.file)
        return Run(case, code_of(build), book, capsys)

    return begin


Start = Callable[[Build], Run]


@pytest.mark.parametrize("months", [False, True])
def test_the_clean_workbooks_have_no_findings(
    months: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "poi.xlsx"
    book.write_bytes(Draft(monthly() if months else yearly(), monthly=months).file())
    assert cli.main(["revisar", str(book), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["observaciones"] == []


@pytest.mark.parametrize("build", FIRING)
def test_it_is_found_at_its_cell_with_its_severity_and_nothing_else_is(build: Build, start: Start) -> None:
    run = start(build)
    found = run.review()
    assert run.planted(found)["severidad"] == SEVERITIES[run.code]
    assert {one["codigo"] for one in found} == {run.code, *run.case.also}


@pytest.mark.parametrize("build", FIRING)
def test_its_message_tells_where_what_and_how_to_repair(build: Build, start: Start) -> None:
    run = start(build)
    text = run.planted(run.review())["mensaje"]
    if run.case.sheet:
        assert f"«{run.case.sheet}»" in text.partition(":")[0]
    if run.case.cell:
        assert re.search(rf"\bcelda {run.case.cell}\b", text.partition(":")[0])
    assert [words for words in run.case.says if words not in text] == [], text
    assert text.endswith(".")
    assert text[0] in "¿«ABCDEFGHIJKLMNOPQRSTUVWXYZÁÉÍÓÚÑ0123456789"
    assert not re.search(r"\.\.|\s\s|\s[.,;:]", text), text
    assert not NOT_SPANISH.search(re.sub("«[^»]*»", "", text)), text


@pytest.mark.parametrize("code", sorted({code_of(one.values[0]) for one in FIRING} - {"sin_datos"}))
def test_it_leads_to_a_sheet(code: str, start: Start) -> None:
    """What a planner can repair has a place: the message of every finding names sheet and cell."""
    build = next(one.values[0] for one in FIRING if code_of(one.values[0]) == code)
    found = [one for one in start(build).review() if one["codigo"] == code]
    assert all(one["hoja"] for one in found), found


@pytest.mark.parametrize("build", ALMOST)
def test_what_nearly_is_one_is_none(build: Build, start: Start) -> None:
    run = start(build)
    run.exits = 0
    assert {one["codigo"] for one in run.review()} == set(run.case.also)


def test_an_amount_without_stored_value_is_called_neither_blank_nor_an_error(start: Start) -> None:
    """It is unknown until a spreadsheet program computes it; the planner's formula may be right."""
    found = start(formulas.sin_calcular__importe).review()
    wrong = ("en blanco", "el error sin calcular", "Corrija la fórmula")
    told = [(one["codigo"], words) for one in found for words in wrong if words in one["mensaje"]]
    assert told == []


@pytest.mark.parametrize("build", FIRING)
def test_the_report_still_comes_out(build: Build, start: Start) -> None:
    run = start(build)
    target = run.book.with_name("informe.docx")
    assert run.run("informe", "-o", target, "--fecha", "2027-01-15") == run.exits
    if run.exits == 2:
        assert not target.exists()
        return
    text = "".join(docx.Document(str(target)).element.itertext())
    assert "Municipalidad de Prueba" in text
    assert "Unidad de Trámite Documentario" in text


@pytest.mark.parametrize("build", FIRING)
def test_observaciones_holds_it_with_a_link_to_its_cell(build: Build, start: Start) -> None:
    run = start(build)
    target = run.book.with_name("poi 2026-consolidado.xlsx")
    assert run.run("consolidar") == run.exits
    if run.exits == 2:
        assert [one.name for one in target.parent.iterdir()] == [run.book.name]
        return
    table = load_workbook(target)["Observaciones"].iter_rows(min_col=1, max_col=5)
    rows = [row for row in table if row[2].value == run.code]
    here = [
        row for row in rows if (row[3].value or "", row[4].value or "") == (run.case.sheet, run.case.cell)
    ]
    assert len(here) == 1, [[cell.value for cell in row] for row in rows]
    link = here[0][4 if run.case.cell else 3].hyperlink
    leads_to = (link.target, link.location.replace("'", "")) if link else ("", "")
    assert leads_to == _target(run.case)


def _target(case: Case) -> tuple[str, str]:
    """Return file and cell that a link to a case's place must name."""
    return ("poi%202026.xlsx", f"{case.sheet}!{case.cell or 'A1'}") if case.sheet else ("", "")


def test_every_code_has_its_workbook() -> None:
    covered = [{code_of(one.values[0]) for one in cases} for cases in (FIRING, ALMOST)]
    assert covered[0] == covered[1] == set(SEVERITIES)
    assert set(SEVERITIES) | LATER == {code.value for code in Code}
    assert not set(SEVERITIES) & LATER
