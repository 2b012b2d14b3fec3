from __future__ import annotations

from lxml import etree

from report.memory import Memory, Remembered, as_xml, part_of, read, remember, store
from report.printed import Kind, Printed, PrintedRow, Span, normal, printed
from report.word import write
from report.wordfile import WordFile
from tests.report.rich import rich
from tests.report.typed import findings, packed, parts, typed_by_hand


def test_what_was_written_is_read_back() -> None:
    file = WordFile("x", write(rich()))
    memory = read(file)
    assert memory is not None
    assert memory.digest == "sha256:0123"
    written = {block.tag: block for block in printed(rich())}
    assert list(memory.blocks) == list(written)
    for tag, block in written.items():
        found = memory.blocks[tag].printed
        assert found is not None
        assert found.texts() == block.texts()
        assert (found.columns, found.rows, found.facts) == (block.columns, block.rows, block.facts)
        assert found.digest() == block.digest() or any(
            "\r" in span.text for line in block.lines for span in line
        )


def test_kinds_lines_and_rows() -> None:
    blocks = {block.tag: block for block in printed(rich())}
    assert blocks["indice"].kind is Kind.CONTENTS
    assert blocks["rol:fill"] == Printed("rol:fill", Kind.FILL)
    assert blocks["rol:draft"].texts() == ("Borrador por confirmar. texto draft",)
    assert blocks["adelante"].texts() == ("Véase la Tabla # y Gráfico #",)
    assert blocks["datos"].lines == ((Span("Periodo: ", "b"), Span("2020")),)
    assert blocks["tabla:corta"].texts() == ("Tabla #. Metas por unidad",)
    assert blocks["tabla:corta"].rows[-1] == PrintedRow("total", ("TOTAL", "94 %"), (2, 1))
    assert blocks["tabla:corta"].columns == ("N°", "Área", "%")
    assert blocks["grafico"].texts() == ("■ Cumplida ■ Insuficiente", "Gráfico #. Eficacia de los objetivos")
    assert blocks["grafico"].facts != blocks["columnas"].facts
    assert not any(tag.startswith("salto") for tag in blocks)


def test_texts_are_compared_without_appearance() -> None:
    assert normal("Año") == normal("An\u0303o")
    assert normal("ver\u00a0Gráfico\u00a012 ") == "ver Gráfico #"
    assert normal("La Tablada 3") == "La Tablada 3"


def test_a_document_without_memory_gets_one() -> None:
    file = WordFile("x", typed_by_hand())
    assert part_of(file) == ""
    assert read(file) is None
    rows = (PrintedRow("a", ("1", "2"), (), ("", "b"), "abc"), PrintedRow("b & <", ("x & <y>",), (2,)))
    table = Printed("t", Kind.TABLE, ((Span("uno ", "b"), Span("dos")),), ("A", "B"), rows, "f")
    memory = Memory(
        "d", ("resumen", "informe"), {"t": Remembered("t", table, "told"), "u": Remembered("u", None, "x")}
    )
    store(file, memory)
    again = WordFile("x", file.save())
    assert read(again) == memory
    assert findings(file.save()) == findings(typed_by_hand())
    store(again, Memory("otro"))
    assert read(WordFile("x", again.save())) == Memory("otro")
    assert parts(again.save()).keys() == parts(file.save()).keys()


def test_the_part_of_somebody_else_is_left_alone() -> None:
    content = parts(typed_by_hand()) | {"customXml/item1.xml": b"<roto"}
    assert read(WordFile("x", packed(content))) is None


def test_the_same_memory_gives_the_same_bytes() -> None:
    one, other = (as_xml(remember(printed(rich()), "d")) for _ in range(2))
    assert one == other
    assert etree.fromstring(one).get("digest") == "d"
