"""A report typed by hand: plain text with tabs into a plain .docx, without styles or controls of ours."""

# ruff: noqa: E501, W291 - paragraphs of a report are long; rows may end in empty cells

from __future__ import annotations

import io
import re
from itertools import groupby

import docx

_MARKS = re.compile(r"\*\*|</?i>")


def typed_report(text: str) -> bytes:
    """Lines with tabs become rows of tables, others paragraphs, text between ** bold."""
    document = docx.Document()
    lines = [line for line in text.splitlines() if line.strip()]
    for is_row, group in groupby(lines, lambda line: "\t" in line):
        found = list(group)
        if is_row:
            _table(document, [_MARKS.sub("", line).split("\t") for line in found])
            continue
        for line in found:
            paragraph = document.add_paragraph()
            for number, piece in enumerate(re.sub(r"</?i>", "", line).split("**")):
                paragraph.add_run(piece).bold = bool(number % 2)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _table(document: docx.document.Document, rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    table = document.add_table(0, width)
    for row in rows:
        cells = table.add_row().cells
        merged = row[0].upper().startswith("TOTAL") and len(row) < width
        shift = width - len(row) if merged else 0
        for place, text in enumerate(row):
            cells[place + (shift if place else 0)].text = text
        if merged:
            cells[0].merge(cells[shift])
        if any("No programada" in text for text in row):
            start = next(place for place, text in enumerate(row) if "No programada" in text)
            cells[start].merge(cells[width - 1])


OWN = """
I. CONTRIBUCIÓN POR ÁREAS A LOS OEI Y AEI
OEI.01 Mejorar la limpieza pública del distrito
AEI.01.01 Ampliar la recolección de residuos
N°	Área	Programadas	Ejecutadas	%
1	Subgerencia de Limpieza	1,240	1,302	105 %
2	Oficina de Logística	8	6	75 %
3	Gerencia de Ambiente	40	40	100 %
TOTAL		1,288	1,348	105 %
Para el logro de ésta Acción Estratégica Institucional han contribuido 3 unidades orgánicas, de las cuales solamente la Oficina de Logística ha tenido una ejecución menor al 100%. Respecto a la meta total tenemos una ejecución del 105%, por lo que obtiene un indicador de eficacia de **META SUBVALUADA**.
AEI. 01.02 Renovar los contenedores
N°	Área	Programadas	Ejecutadas	Ejecución
1	Oficina de Logística	4	8	200%
2	Subgerencia de Limpieza	30,000	12,300	41%
TOTAL		30,004	12,308	41%
Las dos Unidades orgánicas que han contribuido al logro de ésta Acción Estratégica Institucional han tenido una ejecución inferior al esperado. Para el caso de la Subgerencia de Limpieza tenemos que solamente ha ejecutado 41%, mientras que para la Oficina de Logística el 50%. Respecto a la meta total tenemos una ejecución del 41%, por lo que obtiene un indicador de eficacia de **META INSUFICIENTE**.
OEI 02 Fortalecer la gestión municipal**AEI.02.01 Actualizar los documentos de gestión**
N°	Área	Programadas	Ejecutadas	%
1	Oficina de Planeamiento	4	1	13%
2	Procuraduría Pública Municipal	1020	714	70%
TOTAL		1,024	715	70%
Las dos Unidades orgánicas que han contribuido al logro de ésta Acción Estratégica Institucional han tenido una ejecución inferior al esperado. Para el caso de la Oficina de Planeamiento tenemos que solamente ha ejecutado 13%, mientras que la Procuraduria Pública Municipal el 70%. Respecto a la meta total tenemos una ejecución del 70%, por lo que obtiene un indicador de eficacia de **META INSUFICIENTE**.
AEI.02.02 Capacitar al personal
N°	Área	Programadas	Ejecutadas	%
1	Oficina de Planeamiento	No programada para el periodo en evaluación		
II. Objetivos Estratégicos Institucionales y Acciones Estratégicas Institucionales
Nº	Objetivo Estratégico Institucional Acción Estratégica Institucional	Programadas	Ejecutadas	Eficacia
1	OEI 01: Mejorar la limpieza pública del distrito	31,292	13,656	44%
1.1	AEI.01.01: Ampliar la recolección de residuos	1,288	1,348	105%
1.2	AEI.01.02: Renovar los contenedores	30,004	12,308	41%
Las unidades orgánicas involucradas en el logro de éste objetivo han informado de las causas.
Nº	Objetivo Estratégico Institucional Acción Estratégica Institucional	Programadas	Ejecutadas	Eficacia
2	OEI.02: Fortalecer la gestión municipal	1,024	715	70%
2.1	AEI.02.01: Actualizar los documentos de gestión	1,024	715	70%
2.2	AEI.02.02: Capacitar al personal	No programada para el periodo en evaluación		
Respecto a la AEI.02.01, está pendiente la aprobación de dos directivas por parte del Concejo.
"""
"""A report of the same shape as that of 2020, with other names and figures and the same three kinds of error."""
