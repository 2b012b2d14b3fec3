"""Which activity is which: by code within the unit, else by text; never two for one."""

import pytest

from tests.support.cuts import seeded
from workbook.domain.matching import matched
from workbook.domain.model import Activity


def row(
    code: str = "", name: str = "", unit: str = "u", action: str = "AEI.01.01", **more: object
) -> Activity:
    return Activity(action, unit, code=code, name=name, **more)  # type: ignore[arg-type]


def found(old: list[Activity], new: list[Activity]) -> list[tuple[int | None, int | None]]:
    """Positions of the pairs."""
    places = {id(one): n for side in (old, new) for n, one in enumerate(side)}
    return [
        (None if a is None else places[id(a)], None if b is None else places[id(b)])
        for a, b in matched(old, new)
    ]


@pytest.mark.parametrize(
    ("what", "old", "new", "expected"),
    [
        ("a code tells", [row("A", "x")], [row("A", "another")], [(0, 0)]),
        ("in any case", [row("ao-1")], [row("AO-1")], [(0, 0)]),
        ("rows in another order", [row("A"), row("B")], [row("B"), row("A")], [(1, 0), (0, 1)]),
        (
            "one code in two units is two activities",
            [row("A", unit="u"), row("A", unit="v")],
            [row("A", unit="v"), row("A", unit="u")],
            [(1, 0), (0, 1)],
        ),
        ("moved to another unit", [row("A", unit="u")], [row("A", unit="v")], [(0, 0)]),
        (
            "moved to one of two: nobody knows",
            [row("A", unit="u")],
            [row("A", unit="v"), row("A", unit="w")],
            [(None, 0), (None, 1), (0, None)],
        ),
        ("codes differ: two activities", [row("A", "Emitir")], [row("B", "Emitir", measure="Acta")],
         [(None, 0), (0, None)]),
        ("only the code differs: one", [row("A", "Emitir")], [row("B", "Emitir")], [(0, 0)]),
        ("nothing but codes: two", [row("A")], [row("B")], [(None, 0), (0, None)]),
        ("one got its code", [row("", "Emitir")], [row("A", "EMITIR.")], [(0, 0)]),
        ("one lost its code", [row("A", "Emitir")], [row("", "Emitir", action="AEI.09.09")], [(0, 0)]),
        ("by words in another unit", [row("", "Emitir", unit="u")], [row("", "Emitir", unit="v")], [(0, 0)]),
        (
            "worded anew",
            [row("", "Emitir resoluciones de reclamos")],
            [row("", "Emitir resoluciones de los reclamos")],
            [(0, 0)],
        ),
        (
            "worded anew, most alike first",
            [row("", "Emitir informes anuales"), row("", "Emitir informes mensuales")],
            [row("", "Emitir los informes mensuales"), row("", "Emitir los informes anuales")],
            [(1, 0), (0, 1)],
        ),
        ("other words", [row("", "Emitir")], [row("", "Recaudar")], [(None, 0), (0, None)]),
        ("no words and no code", [row()], [row("", "", measure="Acta")], [(None, 0), (0, None)]),
        ("alike but both with codes", [row("A", "Emitir informe 1")], [row("B", "Emitir informe 2")],
         [(None, 0), (0, None)]),
        (
            "a code that stands twice: equal ones go together",
            [row("A", "uno"), row("A", "dos")],
            [row("A", "dos"), row("A", "tres")],
            [(1, 0), (0, 1)],
        ),
        ("added and gone", [row("A", "uno")], [row("B", "dos")], [(None, 0), (0, None)]),
    ],
)  # fmt: skip
def test_who_is_who(
    what: str,
    old: list[Activity],
    new: list[Activity],
    expected: list[tuple[int | None, int | None]],
) -> None:
    assert found(old, new) == expected, what


def test_where_too_many_names_could_be_meant_none_is_guessed() -> None:
    old = [row("", f"Emitir el informe número {n}") for n in range(201)]
    new = [row("", f"Emitir un informe número {n}") for n in range(200)]
    assert all(a is None or b is None for a, b in matched(old, new))
    assert all(a and b for a, b in matched(old[:50], new[:50]))


def test_every_activity_comes_once() -> None:
    chance = seeded(4)
    for _ in range(300):
        old, new = (
            [
                row(chance.choice(["", "A", "B", "C"]), chance.choice(["", "uno", "dos", "tres"]),
                    chance.choice("uv"), chance.choice(["AEI.01.01", "AEI.01.02"]))
                for _ in range(chance.randrange(7))
            ]
            for _ in range(2)
        )  # fmt: skip
        pairs = found(old, new)
        assert sorted(a for a, _ in pairs if a is not None) == list(range(len(old)))
        assert [b for _, b in pairs if b is not None] == list(range(len(new)))
        assert (None, None) not in pairs


def test_a_plan_is_itself_in_any_order() -> None:
    chance = seeded(5)
    old = [row(f"A{n % 9}", f"Actividad {n % 7}", f"u{n % 2}", annual=None) for n in range(40)]
    new = list(old)
    chance.shuffle(new)
    assert all(a is b or a == b for a, b in matched(old, new))
