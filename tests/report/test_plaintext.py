from __future__ import annotations

from report.outline import Document, Paragraph, Reference, Role, Section, Text
from report.plaintext import to_text
from tests.report.rich import chart, odd_table, rich, table


def printed(*blocks: object) -> str:
    return to_text(Document("T", "", "", "", (Section("s", blocks),)))  # type: ignore[arg-type]


def test_headings_contents_and_breaks() -> None:
    text = to_text(rich())
    assert "\n# I. Primera parte\n" in text
    assert "\n### Tercer nivel\n" in text
    assert "[ÍNDICE] Contenido\n  I. Primera parte\n" in text
    assert "\n-----\n" in text


def test_each_role_has_its_mark() -> None:
    text = to_text(rich())
    for line in (
        "[TÍTULO] texto title",
        "[SUBTÍTULO] texto subtitle",
        "[DATO] texto facts",
        "texto body",
        "[NOTA] texto note",
        "[FALTA] texto mark",
        "[BORRADOR] texto draft",
        "• texto bullet",
        "[POR LLENAR] texto fill",
    ):
        assert f"\n{line}\n" in text


def test_a_table_stands_in_columns() -> None:
    assert printed(table("t", 2)) == (
        "Tabla 1. Metas por unidad\n"
        "N°  Área         %\n"
        "--  --------  ----\n"
        "1   Unidad 1   1 %\n"
        "2   Unidad 2   2 %\n"
        "--  --------  ----\n"
        "TOTAL         94 %\n"
    )


def test_spans_groups_and_cells_to_fill() -> None:
    text = printed(table("tabla:larga", 1), odd_table())
    assert "> OEI.01" in text
    assert "………" in text
    assert "_META CUMPLIDA_" in text
    assert "ver Tabla 1" in text
    assert "línea uno / línea dos / línea tres" in text


def test_a_chart_is_its_points() -> None:
    assert printed(chart()) == (
        "Gráfico: Eficacia por OEI\n"
        "  OEI.01 & <primero>  1.98\n"
        "  OEI.02              —\n"
        "  OEI.03              0.46\n"
        "Gráfico 1. Eficacia de los objetivos\n"
    )


def test_bold_italic_and_references() -> None:
    content = (Text("a "), Text("B", bold=True), Text(" ", bold=True), Text("c", italic=True), Reference("t"))
    text = printed(Paragraph("p", content, Role.NOTE), table("t", 1))
    assert text.startswith("[NOTA] a **B** _c_Tabla 1\n")
