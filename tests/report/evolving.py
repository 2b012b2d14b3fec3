"""A small report as it is written from a few facts, and the edits that people and programs make to it."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from dataclasses import dataclass, field, replace

from lxml import etree

from report.comments import Author
from report.inlines import text_of
from report.outline import (
    Align,
    Cell,
    Chart,
    ChartKind,
    Column,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Reference,
    Role,
    Row,
    RowKind,
    Section,
    Table,
    Text,
)
from report.update import update
from report.wordfile import WordFile
from tests.report.typed import NS, W, edited, fragment

WHO = Author("eficacia", "E", dt.datetime(2021, 2, 1, 12, tzinfo=dt.UTC))
GREEN, RED = "2E8B57", "C0392B"
COLUMNS = (
    Column("N°", 1.1, Align.CENTER),
    Column("Área", 7.6),
    Column("Programadas", 2.7, Align.RIGHT),
    Column("Ejecutadas", 2.7, Align.RIGHT),
    Column("%", 1.9, Align.RIGHT),
)
BELOW = (Column("AEI", 2), Column("Área", 4), Column("Motivo", 5), Column("Compromiso", 4))


@dataclass(frozen=True)
class Action:
    """An AEI: executed amounts of 100 programmed by unit, None for "No programada"."""

    name: str
    units: dict[str, int | None]


@dataclass(frozen=True)
class Facts:
    """What the workbook says."""

    actions: dict[str, Action] = field(default_factory=dict)
    causes: dict[str, str] = field(default_factory=dict)

    def with_units(self, code: str, **units: int | None) -> Facts:
        action = self.actions[code]
        changed = replace(action, units={**action.units, **units})
        return replace(self, actions={**self.actions, code: changed})


START = Facts(
    {
        "AEI.01.01": Action("Recaudar más", {"Caja": 94, "Fiscalización": 80}),
        "AEI.01.02": Action("Recaudar mejor", {"Caja": 100, "Informática": 70, "Archivo": None}),
        "AEI.01.04": Action("Atender", {"Trámite": 45}),
    },
    {"Informática": "Faltó personal"},
)


def report(facts: Facts) -> Document:
    """The outline that is written from the facts."""
    sections = [
        Section("cabecera", (Paragraph("titulo", (Text("Informe"),), Role.TITLE), PageBreak("salto"))),
        Section("indice", (Contents("indice", "Contenido"), PageBreak("salto:2"))),
        Section("resumen", tuple(_summary(facts))),
        Section("seccion_I", (Heading("I", 1, "I. Contribución"), *_actions(facts))),
        Section("matriz", (Heading("M", 1, "II. Metas por debajo"), _below(facts))),
        Section(
            "conclusiones",
            (
                Heading("C", 1, "III. Conclusiones"),
                *(Paragraph(f"recomendacion:{n}", (), Role.FILL) for n in (1, 2)),
            ),
        ),
    ]
    return Document("Informe", "", "Planeamiento", "SAT", tuple(sections), digest=f"d{hash_of(facts)}")


def hash_of(facts: Facts) -> int:
    return sum(map(ord, repr(facts)))


def shares(facts: Facts) -> dict[str, int | None]:
    found = {}
    for code, action in facts.actions.items():
        done = [n for n in action.units.values() if n is not None]
        found[code] = round(sum(done) / len(done)) if done else None
    return found


def _summary(facts: Facts) -> list[object]:
    told = shares(facts)
    return [
        Heading("R", 1, "Resumen"),
        Paragraph("resumen:guia", (Text("La "), Reference("matriz"), Text(" y el "), Reference("g"))),
        Chart(
            "g",
            ChartKind.BARS,
            "Eficacia",
            "Eficacia",
            tuple(told),
            tuple(None if n is None else n / 100 for n in told.values()),
            tuple(RED if (n or 0) < 90 else GREEN for n in told.values()),
            caption="Eficacia por acción",
            description="; ".join(f"{code} {n} %" for code, n in told.items()),
            legend=(("Cumplida", GREEN), ("Insuficiente", RED)),
        ),
    ]


def _actions(facts: Facts) -> list[object]:
    blocks: list[object] = []
    for code, share in shares(facts).items():
        action = facts.actions[code]
        rows = [_row(n, unit, done) for n, (unit, done) in enumerate(action.units.items(), 1)]
        if share is not None:
            total = (Cell((Text("TOTAL"),), span=2, align=Align.LEFT), *_cells("–", "–", f"{share}\u00a0%"))
            rows.append(Row("TOTAL", total, RowKind.TOTAL))
        blocks += [
            Heading(f"aei:{code}:titulo", 2, f"{code} {action.name}"),
            Table(
                f"aei:{code}:tabla",
                COLUMNS,
                tuple(rows),
                f"{code}. Metas por área",
                "Metas",
                (f"UTD!E{share}",),
            ),
        ]
        if share is not None:
            label = "META CUMPLIDA" if share >= 90 else "META INSUFICIENTE"
            spans = (
                Text("La meta se cumplió al "),
                Text(f"{share}\u00a0%"),
                Text(", es decir, "),
                Text(label, bold=True),
            )
            blocks.append(Paragraph(f"aei:{code}:parrafo", (*spans, Text("."))))
    return blocks


def _row(number: int, unit: str, done: int | None) -> Row:
    if done is None:
        cells = (Cell((Text("No programada", italic=True),), align=Align.CENTER, span=3),)
    else:
        cells = _cells("100", str(done), f"{done}\u00a0%")
    return Row(unit, (*_cells(str(number), unit), *cells))


def _below(facts: Facts) -> Table:
    rows = [
        Row(
            f"{code}:{unit}",
            (*_cells(code, unit), _cause(facts.causes.get(unit, "")), Cell(to_fill=True)),
        )
        for code, action in facts.actions.items()
        for unit, done in action.units.items()
        if done is not None and done < 90
    ]
    return Table("matriz", BELOW, tuple(rows), "Metas por debajo y compromisos")


def _cause(text: str) -> Cell:
    return Cell((Text(text or "Falta explicar", bold=not text),))


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((Text(text),)) for text in texts)


# ---- reading and editing the file


def run(content: bytes, facts: Facts) -> tuple[bytes, list[str]]:
    """The updated file (or the same), and the kinds of changes in order."""
    made = update("informe.docx", content, report(facts), WHO)
    return made.content or content, [change.kind.name for change in made.changes]


def body(content: bytes) -> etree._Element:
    file = WordFile("x", content)
    return file.tree(file.document)[0]


def control(root: etree._Element, tag: str) -> etree._Element:
    """The control with that tag, from any element of its document."""
    return next(one for one in root.iter(f"{W}sdt") if one.find("w:sdtPr/w:tag", NS).get(f"{W}val") == tag)


def texts(content: bytes, tag: str) -> list[str]:
    """What the paragraphs of a block outside tables show."""
    found = control(body(content), tag).find("w:sdtContent", NS)
    return [text for p in found.findall("w:p", NS) if (text := text_of(p).replace("\u00a0", " ").strip())]


def cells(content: bytes, tag: str) -> list[list[str]]:
    """What the cells of a block's table show."""
    table = control(body(content), tag).find(".//w:tbl", NS)
    return [
        [
            " / ".join(text_of(p) for p in cell.iter(f"{W}p")).replace("\u00a0", " ")
            for cell in row.iter(f"{W}tc")
        ]
        for row in table.iter(f"{W}tr")
    ]


def comments(content: bytes) -> list[str]:
    """The texts of the comments in the file."""
    file = WordFile("x", content)
    part = file.related("comments")
    if not part:
        return []
    return [
        "\n".join(text_of(p) for p in comment.iter(f"{W}p"))
        for comment in file.tree(part).iter(f"{W}comment")
    ]


def shown(content: bytes) -> list[str]:
    """All text of the body, paragraph by paragraph."""
    return [text_of(p).replace("\u00a0", " ") for p in body(content).iter(f"{W}p")]


def all_tags(content: bytes) -> list[str]:
    return [tag.get(f"{W}val") for tag in body(content).iter(f"{W}tag")]


def put_text(paragraph: etree._Element, text: str) -> None:
    """Type a whole paragraph anew, in the look of its first run."""
    runs = paragraph.findall(".//w:r", NS)
    first = deepcopy(runs[0]) if runs else fragment("<w:r/>")
    for node in [node for node in paragraph if node.tag != f"{W}pPr"]:
        paragraph.remove(node)
    for node in [node for node in first if node.tag != f"{W}rPr"]:
        first.remove(node)
    typed = etree.SubElement(first, f"{W}t")
    typed.text = text
    paragraph.append(first)


def type_over(content: bytes, tag: str, text: str, *, cell: tuple[int, int] | None = None) -> bytes:
    """Type over the first paragraph of a block, or over a cell of its table (row, column)."""

    def change(root: etree._Element) -> None:
        found = control(root, tag)
        if cell is None:
            put_text(found.find("w:sdtContent/w:p", NS), text)
        else:
            row = found.findall(".//w:tr", NS)[cell[0]]
            put_text(row.findall("w:tc", NS)[cell[1]].find("w:p", NS), text)

    return edited(content, change)
