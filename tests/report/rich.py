"""An outline with every block and role, and texts that would like to break it."""

from __future__ import annotations

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

HOSTILE = (
    "control \x00\x01\x0b\x1f\ud800\ufffe fin",
    "]]> <w:p> & &amp; \"comillas\" 'simples'",
    "\u202eal revés\u202c y \u200fRTL",
    "x" * 10_000,
    "=1+1",
    "línea uno\nlínea dos\r\nlínea tres\tcon tabulador",
    "  espacios  ",
    "{{encabezado}} %s {0}",
    "",
)
RED, GREEN = "C0392B", "2E8B57"
LONG_KEY = "aei:" + "AEI.01.01/" * 30
COLUMNS = (Column("N°", 1, Align.CENTER), Column("Área", 8), Column("%", 2, Align.RIGHT))


def cells(*texts: str) -> tuple[Cell, ...]:
    """Plain cells."""
    return tuple(Cell((Text(text),)) for text in texts)


def table(key: str, count: int, caption: str = "Metas por unidad") -> Table:
    """A table of `count` plain rows and a total."""
    rows = [Row(f"fila {n}", cells(str(n), f"Unidad {n}", f"{n} %")) for n in range(1, count + 1)]
    rows.append(Row("total", (Cell((Text("TOTAL"),), span=2), *cells("94 %")), RowKind.TOTAL))
    return Table(key, COLUMNS, tuple(rows), caption, "Lo programado por unidad", ("UTD!E7:F12",))


def odd_table() -> Table:
    """A table with every kind of row and cell."""
    rows = (
        Row("g", (Cell((Text("OEI.01"),), span=2), *cells("100 %")), RowKind.GROUP),
        Row("a", (*cells("1", "Área"), Cell((Text("META CUMPLIDA", italic=True),), colour=GREEN))),
        Row("b", (*cells("2"), Cell((Text("ver "), Reference("tabla:larga"))), Cell(to_fill=True))),
        Row("c", (*cells("3"), Cell((Text("No programada"),), Align.CENTER, span=2))),
        Row("d", (*cells("4", HOSTILE[5]), Cell((Text("9"),), colour='"/><w:p>'))),
        Row("vacía", ()),
    )
    return Table("tabla:rara", COLUMNS, rows)


def chart(
    key: str = "grafico", kind: ChartKind = ChartKind.BARS, *, title: str = "Eficacia por OEI"
) -> Chart:
    """A chart of three points, one without a value."""
    return Chart(
        key,
        kind,
        title,
        "Eficacia",
        ("OEI.01 & <primero>", "OEI.02", "OEI.03"),
        (1.98, None, 0.46),
        (GREEN, "", RED),
        caption="Eficacia de los objetivos",
        description='Barras "horizontales" & más',
        legend=(("Cumplida", GREEN), ("Insuficiente", RED)),
    )


def paragraphs() -> tuple[Paragraph, ...]:
    """One paragraph of each role, and each hostile text."""
    roles = (Paragraph(f"rol:{role.value}", (Text(f"texto {role.value}"),), role) for role in Role)
    hostile = (
        Paragraph(f"hostil:{n}", (Text(text, bold=True), Text(text, italic=True)), sources=(text,) * 40)
        for n, text in enumerate(HOSTILE)
    )
    return (*roles, *hostile)


def rich() -> Document:
    """The whole: cover, contents, every block."""
    return Document(
        title="Evaluación & cía",
        subject="POI",
        author="Unidad de Planeamiento",
        header="SAT <2020>",
        sections=(
            Section(
                "cabecera",
                (
                    Paragraph("titulo", (Text("Evaluación del POI"),), Role.TITLE),
                    Paragraph("datos", (Text("Periodo: ", bold=True), Text("2020")), Role.FACTS),
                    PageBreak("salto:1"),
                ),
            ),
            Section("indice", (Contents("indice", "Contenido"), PageBreak("salto:2"))),
            Section(
                "cuerpo",
                (
                    Heading("I", 1, "I. Primera parte"),
                    Paragraph(
                        "adelante",
                        (Text("Véase la "), Reference("tabla:corta"), Text(" y "), Reference("grafico")),
                    ),
                    Heading("I.1", 2, "Título con\nsalto & <signos>", ("Hoja!A1",)),
                    Heading(LONG_KEY, 3, "Tercer nivel"),
                    chart(),
                    table("tabla:corta", 3),
                    table("tabla:larga", 40, "Otra & <más>"),
                    odd_table(),
                    Table("tabla:sin filas", COLUMNS, (), "Vacía"),
                    Table("tabla:sin columnas", (), ()),
                    PageBreak("salto:3"),
                    odd_table_again(),
                    chart("columnas", ChartKind.COLUMNS, title="=1+1"),
                    *paragraphs(),
                    PageBreak("salto:final"),
                ),
            ),
        ),
        footer="Pie & página",
        keywords="POI, eficacia",
        created="2021-01-15",
        digest="sha256:0123",
    )


def odd_table_again() -> Table:
    """The same after a page break, with a key that differs late."""
    again = odd_table()
    return Table(LONG_KEY + "x", again.columns, again.rows)
