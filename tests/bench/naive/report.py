"""The evaluation report as a competent person writes it today: pandas, openpyxl, python-docx, nothing else.

    python report.py BOOK.xlsx OUT.docx

It is the measure that `tests/bench/run.py` compares the program with, so it is kept plain: no deliberate
slowness, no tricks either. Tables of a known size are filled with `table.cell(i, j).text`, as every
tutorial does; the one long list is grown with `add_row().cells`, as the documentation of python-docx does,
because `table.cell` would need half an hour for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise

import docx
import pandas as pd
from docx.document import Document

NOT_PROGRAMMED = "No programada para el periodo en evaluación"
SCALE = [
    (0.75, "META INSUFICIENTE"),
    (1, "META PARCIALMENTE CUMPLIDA, ACEPTABLE"),
    (1.0000001, "META CUMPLIDA"),
    (float("inf"), "META SUBVALUADA"),
]


def read_table(sheet: pd.DataFrame, *wanted: str) -> pd.DataFrame | None:
    """Return the table of a sheet, its header being the first row that holds all the wanted names."""
    for number, row in sheet.head(30).iterrows():
        names = [str(value).strip() for value in row]
        if all(name in names for name in wanted):
            table = sheet.iloc[number + 1 :].copy()
            table.columns = names
            return table
    return None


def read_book(path: str) -> tuple[dict[str, str], pd.DataFrame, pd.DataFrame, dict[str, str]]:
    """Return parameters, PEI, activities with their unit, and comments."""
    sheets = pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
    settings = read_table(sheets.pop("Parámetros"), "Parámetro", "Valor").dropna(
        subset=["Parámetro", "Valor"]
    )
    pei = read_table(sheets.pop("PEI"), "OEI", "AEI").dropna(subset=["AEI"])
    units = read_table(sheets.pop("Unidades"), "Unidad orgánica", "Hoja").dropna(subset=["Unidad orgánica"])
    comments = read_table(sheets.pop("Comentarios"), "Código", "Comentario").dropna(subset=["Comentario"])

    tables = []
    for unit in units.to_dict("records"):
        table = read_table(sheets[unit["Hoja"]], "AEI", "Programadas", "Ejecutadas")
        table = table.dropna(subset=["AEI"])
        table["Unidad"] = unit["Unidad orgánica"]
        tables.append(table)
    activities = pd.concat(tables, ignore_index=True)
    activities["AEI"] = activities["AEI"].str.split(" – ").str[0].str.strip()
    for column in ("Programadas", "Ejecutadas"):
        activities[column] = pd.to_numeric(activities[column], errors="coerce")
    parameters = dict(zip(settings["Parámetro"], settings["Valor"].astype(str), strict=True))
    return parameters, pei, activities, dict(zip(comments["Código"], comments["Comentario"], strict=True))


def amount(value: float) -> str:
    if pd.isna(value):
        return "S.I."
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def percent(programmed: float, executed: float) -> str:
    return f"{100 * executed / programmed:,.0f} %"


def label(programmed: float, executed: float) -> str:
    return next(name for limit, name in SCALE if executed / programmed < limit)


def write_table(
    document: Document, header: Sequence[str], rows: Sequence[Sequence[str]], *, total: bool
) -> None:
    table = document.add_table(rows=len(rows) + 1, cols=len(header))
    table.style = "Table Grid"
    for j, title in enumerate(header):
        table.cell(0, j).text = title
        table.cell(0, j).paragraphs[0].runs[0].bold = True
    for i, row in enumerate(rows, 1):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    if total:
        for j in range(len(header)):
            for run in table.cell(len(rows), j).paragraphs[0].runs:
                run.bold = True


def write_list(document: Document, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(header))
    table.style = "Table Grid"
    for cell, title in zip(table.rows[0].cells, header, strict=True):
        cell.text = title
        cell.paragraphs[0].runs[0].bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def figures(programmed: float, executed: float) -> list[str]:
    if not programmed:
        return [NOT_PROGRAMMED, "", ""]
    return [amount(programmed), amount(executed), percent(programmed, executed)]


def write_action(document: Document, action: dict[str, str], shares: pd.DataFrame) -> None:
    document.add_heading(f"{action['AEI']} {action['Acción estratégica institucional']}", level=3)
    rows = [
        [str(number), share.Unidad, *figures(share.Programadas, share.Ejecutadas)]
        for number, share in enumerate(shares.itertuples(), 1)
    ]
    programmed, executed = shares["Programadas"].sum(), shares["Ejecutadas"].sum()
    if programmed:
        rows.append(["", "TOTAL", *figures(programmed, executed)])
    header = ["N°", "Área", "Programadas", "Ejecutadas", "%"]
    write_table(document, header, rows, total=bool(programmed))
    paragraph = document.add_paragraph(f"Para esta acción han contribuido {len(shares)} unidades orgánicas. ")
    if not programmed:
        paragraph.add_run("No fue programada en el periodo.")
        return
    below = shares[shares["Ejecutadas"] < shares["Programadas"]]
    told = [
        f"{share.Unidad} ({percent(share.Programadas, share.Ejecutadas)})" for share in below.itertuples()
    ]
    if told:
        paragraph.add_run(f"Tuvieron una ejecución menor a lo programado: {', '.join(told)}. ")
    paragraph.add_run(f"La ejecución total es de {percent(programmed, executed)}, con un indicador de ")
    paragraph.add_run(label(programmed, executed)).bold = True
    paragraph.add_run(".")


def write_objective(
    document: Document,
    number: int,
    actions: pd.DataFrame,
    totals: pd.DataFrame,
    short: pd.DataFrame,
    comments: dict[str, str],
) -> None:
    code, name = actions.iloc[0]["OEI"], actions.iloc[0]["Objetivo estratégico institucional"]
    document.add_heading(f"{code} {name}", level=2)
    known = totals.reindex(actions["AEI"]).fillna(0)
    lines = [(str(number), f"{code}: {name}", known["Programadas"].sum(), known["Ejecutadas"].sum())]
    lines += [
        (
            f"{number}.{position}",
            f"{action['AEI']}: {action['Acción estratégica institucional']}",
            known.loc[action["AEI"], "Programadas"],
            known.loc[action["AEI"], "Ejecutadas"],
        )
        for position, action in enumerate(actions.to_dict("records"), 1)
    ]
    rows = [
        [no, text, *figures(programmed, executed), label(programmed, executed) if programmed else ""]
        for no, text, programmed, executed in lines
    ]
    header = ["N°", "Objetivo / Acción", "Programadas", "Ejecutadas", "Eficacia", "Indicador"]
    write_table(document, header, rows, total=False)
    for key in [code, *actions["AEI"]]:
        if key in comments:
            document.add_paragraph(comments[key])
        else:
            causes = short[short["AEI"] == key].dropna(subset=["Motivo"])
            told = [
                f"{unit} informa: «{' '.join(group.unique())}»."
                for unit, group in causes.groupby("Unidad")["Motivo"]
            ]
            if told:
                document.add_paragraph(" ".join(told))


def write_units(document: Document, shares: pd.DataFrame) -> None:
    document.add_heading("III. Resultados por unidad orgánica", level=1)
    rows = []
    for number, (unit, group) in enumerate(
        shares[shares["Programadas"] > 0].groupby("Unidad", sort=False), 1
    ):
        met = int((group["Ejecutadas"] >= group["Programadas"]).sum())
        told = "; ".join(
            f"{share.AEI}: {percent(share.Programadas, share.Ejecutadas)}" for share in group.itertuples()
        )
        rows.append([str(number), unit, str(len(group)), str(met), str(len(group) - met), told])
    header = ["N°", "Área", "AEI con meta", "Cumplidas", "Por debajo", "Eficacia por AEI"]
    write_table(document, header, rows, total=False)


def write_short(document: Document, short: pd.DataFrame) -> None:
    document.add_heading("IV. Metas por debajo de lo programado", level=1)
    header = ["AEI", "Área", "Programadas", "Ejecutadas", "Faltan", "Motivo", "Compromiso"]
    rows = (
        (
            row.AEI,
            row.Unidad,
            amount(row.Programadas),
            amount(row.Ejecutadas),
            amount(row.Programadas - (0 if pd.isna(row.Ejecutadas) else row.Ejecutadas)),
            "Falta explicar" if pd.isna(row.Motivo) else row.Motivo,
            "",
        )
        for row in short.itertuples()
    )
    write_list(document, header, rows)


def write_report(book: str, out: str) -> None:
    parameters, pei, activities, comments = read_book(book)
    amounts = activities[activities["Programadas"] > 0]
    shares = (
        activities.groupby(["AEI", "Unidad"], sort=False)[["Programadas", "Ejecutadas"]].sum().reset_index()
    )
    totals = amounts.groupby("AEI")[["Programadas", "Ejecutadas"]].sum()
    short = amounts[~(amounts["Ejecutadas"] >= amounts["Programadas"])].sort_values("AEI", kind="stable")

    document = docx.Document()
    document.add_heading(parameters.get("Título del informe", "Informe de evaluación"), level=0)
    for name in ("Entidad", "Año", "Periodo", "Elaborado por", "Lugar y fecha"):
        if name in parameters:
            document.add_paragraph(f"{name}: {parameters[name]}")
    bands = [label(total.Programadas, total.Ejecutadas) for total in totals.itertuples()]
    document.add_heading("Resumen", level=1)
    write_table(
        document, ["Indicador", "AEI"], [[name, str(bands.count(name))] for _, name in SCALE], total=False
    )

    objectives = [group for _, group in pei.groupby("OEI", sort=False)]
    document.add_heading("I. Contribución por áreas a los OEI y AEI", level=1)
    for actions in objectives:
        first = actions.iloc[0]
        document.add_heading(f"{first['OEI']} {first['Objetivo estratégico institucional']}", level=2)
        for action in actions.to_dict("records"):
            write_action(document, action, shares[shares["AEI"] == action["AEI"]])
    document.add_heading("II. Objetivos y Acciones Estratégicas Institucionales", level=1)
    for number, actions in enumerate(objectives, 1):
        write_objective(document, number, actions, totals, short, comments)
    write_units(document, shares)
    write_short(document, short)
    document.add_heading("Escala", level=1)
    limits = pairwise([0.0, *(limit for limit, _ in SCALE)])
    rows = [[name, f"desde {low:.0%}"] for (low, _), (_, name) in zip(limits, SCALE, strict=True)]
    write_table(document, ["Indicador", "Eficacia"], rows, total=False)
    document.save(out)


if __name__ == "__main__":
    write_report(sys.argv[1], sys.argv[2])
