from __future__ import annotations

from dataclasses import dataclass

import pytest

from report.changes import Change, ChangeKind
from report.obstacles import Obstacle, ObstacleKind
from report.unusable import UnusableReport
from workbook.spanish.reportmessages import OBSTACLES, TITLES, changes_told, obstacles_told, unusable_report
from workbook.spanish.revisions import (
    differences,
    facts_changed,
    in_the_book,
    not_in_the_book,
    not_updated,
    shortened,
    table_not_updated,
)


@pytest.mark.parametrize("reason", UnusableReport.REASONS)
def test_every_reason_tells_the_file_and_what_to_do(reason: str) -> None:
    said = unusable_report(UnusableReport("mi informe.docx", reason))
    assert "«mi informe.docx»" in said
    assert said.endswith((".", "»."))
    assert (
        sum(word in said for word in ("Revise", "Ábralo", "Quítela", "Comprima", "Ciérrelo", "Cópiela")) >= 1
    )


@pytest.mark.parametrize("name", ["poi.xlsx", "POI.XLS"])
def test_a_book_is_no_report(name: str) -> None:
    said = unusable_report(UnusableReport(name, "format"))
    assert said.startswith(f"«{name}» es un libro de Excel, y aquí se espera un documento de Word")
    assert "dañado" in unusable_report(UnusableReport(name, "damaged"))


def test_a_reason_nobody_named() -> None:
    @dataclass
    class Odd:
        name: str = "x.docx"
        reason: str = "otra"

    assert unusable_report(Odd()) == (
        "El documento «x.docx» no se puede leer. Ábralo en Word, guárdelo y vuelva a intentarlo."
    )


def test_every_kind_of_change_has_its_heading() -> None:
    assert set(TITLES) == {kind.value for kind in ChangeKind}
    assert set(OBSTACLES) == {kind.value for kind in ObstacleKind}


def test_changes_are_listed_by_kind_with_place_what_and_words() -> None:
    place = "AEI.01.01 Recaudar"
    changes = [
        Change(ChangeKind.CELLS, "t", place, "tabla", "Tabla #", 1),
        Change(ChangeKind.REPLACED, "p", place, "parrafo", "La meta se cumplió."),
        Change(ChangeKind.CELLS, "t", place, "tabla", "Tabla #", 1_200),
        Change(ChangeKind.CONTENTS, "", what="indice"),
        Change(ChangeKind.REMOVED, "q", place, "grafico", "x"),
    ]
    assert list(changes_told(changes)) == [
        "Textos que se actualizan:",
        "- AEI.01.01 Recaudar: párrafo, «La meta se cumplió.»",
        "Tablas que se actualizan:",
        "- AEI.01.01 Recaudar: tabla (1 cambio)",
        "- AEI.01.01 Recaudar: tabla (1,200 cambios)",
        "Se retiran, porque ya no salen del libro y nadie los editó:",
        "- AEI.01.01 Recaudar: gráfico",
        "Se actualiza el índice.",
    ]


def test_what_is_in_the_way_of_publishing() -> None:
    found = [
        Obstacle(ObstacleKind.TRACKED, "", "x" * 200),
        Obstacle(ObstacleKind.DRAFT, "Resumen", "Borrador"),
    ]
    told = list(obstacles_told(found))
    assert told[0].startswith("- Cambio controlado: acéptelo o rechácelo: «xxx")
    assert told[0].endswith("…»")
    assert told[1] == "- Borrador por confirmar: revíselo y borre esas palabras (Resumen): «Borrador»"


def test_comments() -> None:
    assert differences("igual", "igual") == []
    assert differences("uno dos", "uno") == [("dos", "")]
    told = facts_changed("a b c d e f g h i j k l", "a 1 c 2 e 3 g 4 i 5 k 6")
    assert "y 1 cambios más" in told or "y un cambio más" in told
    assert "se agrega «tres»" in facts_changed("uno dos", "uno dos tres")
    assert "se quita «tres»" in facts_changed("uno dos tres", "uno dos")
    assert facts_changed("uno", "uno") == "Cambiaron los datos del libro.\nTexto propuesto: uno"
    assert facts_changed("uno", "").endswith("Texto propuesto: (nada)")
    assert in_the_book("", "5") == "En el libro: en blanco. Aquí decía: 5."
    assert not_updated([("%", "")]).endswith("En el libro: %: en blanco.")
    assert "Parámetros" in not_in_the_book()
    assert table_not_updated().startswith("Esta tabla")
    assert shortened("corto") == "corto"
