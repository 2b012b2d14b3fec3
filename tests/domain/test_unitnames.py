"""Units by name: which names are alike, also where many spellings of a word are about."""

from workbook.domain.model import OrgUnit
from workbook.domain.unitnames import UnitBook


def book(*names: str) -> UnitBook:
    return UnitBook(OrgUnit(name, name) for name in names)


def test_alike_in_a_word_misspelt() -> None:
    known = book("Unidad de Logística", "Unidad de Tesorería")
    found = known.alike("Unidad de Logistica y Almacén")
    assert found is None
    near = known.alike("Unidad de Logísticas")
    assert near is not None
    assert near.name == "Unidad de Logística"


def test_alike_where_a_name_has_more_spellings_than_there_are_names() -> None:
    known = book("Gerencia Operaciones", "Gerencias Operacion", "Gerencía Operacione")
    near = known.alike("Gerencia Operacions")
    assert near is not None
    assert near.name == "Gerencia Operaciones"


def test_the_nearest_name_is_suggested_only_where_one_is_near() -> None:
    assert book("Unidad de Logística").nearest("Unidad de Logitica") == "Unidad de Logística"
    assert book("Unidad de Logística").nearest("Zzz") == ""
