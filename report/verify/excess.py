"""The total without excesses: what rows and the table of targets below allow it to be."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from report.verify.catalogue import Rule
from report.verify.cells import code_in
from report.verify.facts import points_of
from report.verify.kinds import Percentage
from report.verify.methods import by_rows
from report.verify.model import Mark
from workbook.domain.efficacy import Method
from workbook.spanish.numbers import percent, percent_points
from workbook.spanish.readings import amount_readings

if TYPE_CHECKING:
    from report.verify.claims import Claim
    from report.verify.facts import Facts
    from report.verify.model import UnitTable
    from report.verify.paragraph import Paragraph

_OF: Final = re.compile(r"^([\d.,' ]+) de ([\d.,' ]+)$")


def check_capped(claim: Claim, paragraph: Paragraph) -> None:
    """Check a «(89 % sin contar los excesos)»."""
    said = claim.said.value
    assert isinstance(said, Percentage)  # noqa: S101 - what such claims say
    table, facts, ledger = paragraph.table, paragraph.facts, paragraph.ledger
    most = by_rows(table, Method.CAPPED_RATIO) if table is not None else None
    if table is None or most is None:
        ledger.leave(
            paragraph.place(claim.said), paragraph.words(claim.said), "la AEI no tiene tabla de unidades"
        )
        return
    exact = capped_exactly(table, facts)
    wanted = most if exact is None else exact
    if _is(wanted, said, facts):
        ledger.check("totales sin excesos")
        return
    points = points_of(paragraph.whole) if paragraph.whole is not None else None
    over = Fraction(said.points) - Fraction(said.half) > 100 * most
    if exact is None and not over and (points is None or said.points <= points):
        ledger.leave(
            paragraph.place(claim.said),
            paragraph.words(claim.said),
            "el tope es por actividad, y la tabla no las muestra",
        )
        return
    expected = percent(wanted, facts.scale)
    message = (
        f"Sin contar los excesos, las filas de {paragraph.prose.code} "
        f"dan {expected}, no {paragraph.words(claim.said)}."
    )
    ledger.observe(
        Rule.SENTENCE_CAPPED, paragraph.place(claim.said), paragraph.words(claim.said), expected, message
    )


def capped_exactly(table: UnitTable, facts: Facts) -> Fraction | None:
    """Return the total without excesses by the table of targets below; None where there is no such table.

    What is missing of every activity stands there, so it is what was programmed less that.
    """
    rows = [row for row in table.counted if row.programmed is not None]
    if not facts.below or any(row.mark is Mark.NOT_REPORTED for row in rows):
        return None
    missing = Decimal(0)
    for row in (row for other in facts.below for row in other.rows):
        if any(code_in(text)[0] == table.code for text in row.texts):
            pair = next((found for text in row.texts if (found := _OF.match(text.strip()))), None)
            reading = amount_readings(pair[1]) if pair else ()
            missing += reading[0].value if reading else Decimal(0)
    programmed = sum((row.programmed.value for row in rows if row.programmed), Decimal(0))
    short = sum(
        (max(row.programmed.value - row.done, Decimal(0)) for row in rows if row.programmed), Decimal(0)
    )
    if not programmed or missing < short:
        return None
    return 1 - Fraction(missing) / Fraction(programmed)


def _is(value: Fraction, said: Percentage, facts: Facts) -> bool:
    return (
        abs(value * 100 - Fraction(said.points)) <= Fraction(said.half)
        or percent_points(value, facts.scale) == said.points
    )
