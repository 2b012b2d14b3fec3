"""The method of a report: as it names it, or the one that explains its totals."""

# ruff: noqa: E501 - patterns read best on one line

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from report.verify.facts import fits
from report.verify.folding import fold
from workbook.domain.efficacy import Method

if TYPE_CHECKING:
    from report.verify.facts import Facts
    from report.verify.model import FigureRow, UnitTable

_CAP: Final = re.compile(
    r"tope de 100|como maximo 100|hasta (?:un maximo de )?100 ?%|no se cuenta\b|con tope"
)
_MEAN: Final = re.compile(
    r"(?:eficacia|porcentaje)[^.]{0,90}\bes (?:el|un) promedio|porcentaje del total es: promedio|"
    r"promedio de (?:la )?eficacia de (?:las|sus) actividades|promedio de (?:las|sus) (?:actividades|unidades|porcentajes|eficacias)"
)
_RATIO: Final = re.compile(
    r"(?:eficacia|porcentaje)[^.]{0,90}\bes el total ejecutado|el total ejecutado entre el total programado|total ejecutado entre total programado|"
    r"cociente (?:entre|de) (?:el|lo) (?:total )?ejecutado"
)
_OTHER: Final = re.compile(r"con otro metodo|otros metodos")


def find_method(facts: Facts) -> None:
    """Set the method of a report: declared in its text, else found by trying on its totals."""
    votes: dict[Method, int] = {}
    for prose in facts.report.prose:
        method = method_named(prose.text)
        if method is not None:
            votes[method] = votes.get(method, 0) + 1
    if votes:
        facts.declared = True
        facts.method = max(votes, key=lambda method: votes[method])
        return
    tables = [table for table in facts.report.units if len(table.reported) > 1 and _share(table) is not None]
    scores = {method: sum(explains(table, method, facts) for table in tables) for method in Method}
    best = max(Method, key=lambda method: (scores[method], method is Method.RATIO))
    if tables and scores[best] > scores[Method.RATIO] and 2 * scores[best] > len(tables):
        facts.method = best


def method_named(text: str) -> Method | None:
    """Return the method that a paragraph names as the report's, None where it names none."""
    words = re.sub(r"\([^()]*\)", "", fold(text))
    if _OTHER.search(words) or "sin contar los excesos" in words:
        return None
    mean, ratio, capped = _MEAN.search(words), _RATIO.search(words), _CAP.search(words)
    if mean:
        return Method.CAPPED_MEAN if capped else Method.MEAN
    if ratio or ("con tope de 100" in words and "se ejecuto" in words):
        return Method.CAPPED_RATIO if capped else Method.RATIO
    return None


def explains(table: UnitTable, method: Method, facts: Facts) -> bool:
    """Tell whether a method, applied to the printed rows, gives the percentage of the total."""
    total = table.total
    if total is None or total.share is None:
        return False
    if method is Method.RATIO and fits(total, facts.scale):
        return True
    value = by_rows(table, method)
    return value is not None and abs(value * 100 - Fraction(total.share.points)) <= Fraction(total.share.half)


def by_rows(table: UnitTable, method: Method) -> Fraction | None:
    """Return the efficacy that a method gives if every unit had one activity; None without figures."""
    rows = [row for row in table.counted if row.programmed is not None]
    if not rows:
        return None
    programmed = sum((Fraction(row.programmed.value) for row in rows if row.programmed), Fraction(0))
    ratios = [_done(row) for row in rows]
    if method is Method.MEAN:
        return sum(ratios, Fraction(0)) / len(rows)
    if method is Method.CAPPED_MEAN:
        return sum((min(one, Fraction(1)) for one in ratios), Fraction(0)) / len(rows)
    if method is Method.CAPPED_RATIO:
        parts = (min(Fraction(row.done), Fraction(row.programmed.value)) for row in rows if row.programmed)
        return sum(parts, Fraction(0)) / programmed
    return sum((Fraction(row.done) for row in rows), Fraction(0)) / programmed


def _done(row: FigureRow) -> Fraction:
    return row.ratio or Fraction(0)


def _share(table: UnitTable) -> object:
    return None if table.total is None else table.total.share
