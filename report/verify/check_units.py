"""Checks of the tables of units: every row, its total, repeated units, numbering."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from report.verify.catalogue import Rule
from report.verify.facts import fits, share_fits, shown
from report.verify.methods import by_rows, explains
from report.verify.model import FigureRow, Mark, RowKind, UnitTable
from workbook.domain.efficacy import Method
from workbook.spanish.numbers import amount, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report.verify.facts import Facts
    from report.verify.ledger import Ledger
    from report.verify.model import Amount, Place

_HALF: Final = Decimal("0.5")
_INTEGER: Final = re.compile(r"\d+")


def check_units(facts: Facts, ledger: Ledger) -> None:
    """Check every table of units."""
    for table in facts.report.units:
        for row in table.rows:
            check_row(row, facts, ledger)
            check_label(row, facts, ledger)
        _repeated(table, ledger)
        _numbering(table.rows, ledger)
        if table.total is not None:
            _total(table, facts, ledger)
        elif len(table.reported) > 1:
            ledger.observe(
                Rule.TOTAL_MISSING,
                table.rows[-1].place,
                "",
                "TOTAL",
                f"La tabla de {table.code or 'la AEI'} no tiene fila TOTAL.",
            )


def check_row(row: FigureRow, facts: Facts, ledger: Ledger) -> None:
    """Check the percentage of a row against its amounts."""
    if row.programmed is None or row.executed is None:
        if row.share is not None and row.mark is None:
            ledger.leave(row.place, row.share.text, "la fila no tiene las dos cantidades")
        return
    if row.share is None:
        if row.mark is None and row.programmed.value:
            ledger.leave(row.place, row.name, "la fila no tiene porcentaje")
        return
    if row.ratio is None:
        _without_target(row, ledger)
        return
    ledger.check("porcentajes de filas")
    if fits(row, facts.scale):
        return
    expected = percent(row.ratio, facts.scale)
    message = (
        f"«{row.name}»: {row.executed.text} de {row.programmed.text} es {expected}, no {row.share.text}."
        f"{hidden_decimals(row)}"
    )
    ledger.observe(Rule.ROW_SHARE, row.share.place, row.share.text, expected, message)


def _without_target(row: FigureRow, ledger: Ledger) -> None:
    """A target of 0 has no percentage, though some print 0 % of nothing."""
    assert row.share is not None  # noqa: S101 - asked only of rows with a percentage
    ledger.check("porcentajes de filas")
    if row.share.points:
        message = f"«{row.name}»: la meta es 0, y no hay {row.share.text} de 0."
        ledger.observe(Rule.ROW_SHARE, row.share.place, row.share.text, "sin porcentaje", message)


def hidden_decimals(row: FigureRow) -> str:
    """Return the one hypothesis about a row whose percentage fits only another amount; "" for none."""
    assert row.programmed is not None  # noqa: S101 - asked only of rows with amounts
    assert row.executed is not None  # noqa: S101 - the same
    if not _is_rounding(row):
        return ""
    wanted = Fraction(row.share.points) / 100 * Fraction(row.programmed.value) if row.share else Fraction(0)
    for digits in (1, 2):
        value = Decimal(round(wanted * 10**digits)).scaleb(-digits)
        ratio = Fraction(value) / Fraction(row.programmed.value)
        apart = abs(ratio * 100 - Fraction(row.share.points)) if row.share else Fraction(1)
        if row.share and apart <= Fraction(row.share.half) and abs(value - row.executed.value) <= _HALF:
            return (
                f" El porcentaje saldría de {amount(value)} ejecutadas: si la cantidad tiene decimales que "
                "no se imprimen, imprímalos."
            )
    return ""


def _is_rounding(row: FigureRow) -> bool:
    """Tell whether the percentage could come from amounts whose decimals are not printed."""
    if row.share is None or row.programmed is None or row.executed is None:
        return False
    if row.programmed.reading.half or row.executed.reading.half or not row.programmed.value:
        return False
    half = Fraction(_HALF)
    low = (Fraction(row.executed.value) - half) / (Fraction(row.programmed.value) + half)
    high = (Fraction(row.executed.value) + half) / (Fraction(row.programmed.value) - half)
    around = Fraction(row.share.half)
    return low * 100 - around <= Fraction(row.share.points) <= high * 100 + around


def has_hidden_decimals(table: UnitTable, facts: Facts) -> bool:
    """Tell whether a row of a table gives reason to think of decimals that are not printed."""
    return any(not fits(row, facts.scale) and _is_rounding(row) for row in table.rows)


def check_label(row: FigureRow, facts: Facts, ledger: Ledger) -> None:
    """Check the label of a row of a table against its percentage."""
    text = row.label.strip(" –—-")
    if not text or row.label_place is None:
        return
    band = facts.band_named(text)
    if band is None:
        ledger.leave(row.label_place, text, "el indicador no está en la escala")
        return
    allowed = facts.bands_of(row)
    if not allowed:
        ledger.leave(row.label_place, text, "la fila no tiene porcentaje")
        return
    ledger.check("indicadores")
    if band not in allowed:
        expected = (
            facts.scale.band(row.share.ratio).label if row.share is not None else next(iter(allowed)).label
        )
        root = ledger.fault_at(row.place)
        message = f"«{row.name or row.code}» tiene {shown(row, facts.scale)}, que en la escala es {expected}."
        ledger.observe(Rule.TABLE_LABEL, row.label_place, text, expected, message, root)


def _repeated(table: UnitTable, ledger: Ledger) -> None:
    counts = Counter(row.unit for row in table.rows if row.unit)
    seen: set[tuple[str, ...]] = set()
    for row in table.rows:
        ledger.check("nombres de filas")
        if row.unit in seen:
            message = f"«{row.name}» está {counts[row.unit]} veces en la tabla de {table.code or 'la AEI'}."
            ledger.observe(Rule.REPEATED_UNIT, row.place, row.name, "una sola vez", message)
        seen.add(row.unit)


def _numbering(rows: Sequence[FigureRow], ledger: Ledger) -> None:
    expected = 1
    for row in rows:
        found = _INTEGER.fullmatch(row.number.strip(" .°º)"))
        if found is None:
            return
        if int(found[0]) != expected:
            message = f"La fila «{row.name}» lleva el número {row.number} y le toca el {expected}."
            ledger.observe(Rule.NUMBERING, row.place, row.number, str(expected), message)
            return
        expected += 1


def _total(table: UnitTable, facts: Facts, ledger: Ledger) -> None:
    total = table.total
    assert total is not None  # noqa: S101 - asked only of tables with a total
    if total.kind is RowKind.TOTAL:
        check_label(total, facts, ledger)
    loose = Decimal(1) if has_hidden_decimals(table, facts) else Decimal(0)
    rows = [row for row in table.rows if row.counted]
    extra = [
        row
        for row in table.rows
        if not row.counted and row.executed is not None and row.mark is not Mark.NOT_REPORTED
    ]
    executed = [row.executed for row in rows if row.mark is not Mark.NOT_REPORTED]
    programmed = [row.programmed for row in rows]
    _sum(_Sum("programadas", total.programmed, programmed, (), loose), table, ledger)
    _sum(_Sum("ejecutadas", total.executed, executed, [row.executed for row in extra], loose), table, ledger)
    _total_share(table, total, facts, ledger)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A printed total, its parts, and what else some add to it; `loose` is what hidden decimals may be."""

    what: str
    printed: Amount | None
    parts: Sequence[Amount | None]
    extra: Sequence[Amount | None]
    loose: Decimal


def _sum(one: _Sum, table: UnitTable, ledger: Ledger) -> None:
    known = [part for part in one.parts if part is not None]
    printed = one.printed
    if printed is None or not known:
        if known:
            ledger.leave(table.place, table.code, f"el TOTAL no tiene {one.what}")
        return
    ledger.check("sumas")
    whole = sum((part.value for part in known), Decimal(0))
    room = sum((part.reading.half for part in known), printed.reading.half) + one.loose
    with_extra = whole + sum((part.value for part in one.extra if part is not None), Decimal(0))
    if abs(whole - printed.value) <= room or (one.extra and abs(with_extra - printed.value) <= room):
        return
    root, hypothesis = _culprit(one.what, printed.value - whole, table, ledger)
    message = f"El TOTAL de {one.what} dice {printed.text} y las filas suman {amount(whole)}.{hypothesis}"
    ledger.observe(Rule.TOTAL_SUM, printed.place, printed.text, amount(whole), message, root)


def _culprit(what: str, missing: Decimal, table: UnitTable, ledger: Ledger) -> tuple[Place | None, str]:
    """Return the row that explains a wrong sum: the same change mends its percentage and the total."""
    for row in table.rows:
        part = row.programmed if what == "programadas" else row.executed
        fault = ledger.fault_at(row.place)
        if part is None or fault is None or row.share is None:
            continue
        value = part.value + missing
        if value > 0 and _mended(row, what, value):
            return fault, f" Si «{row.name}» tuviera {amount(value)}, cuadrarían la fila y el TOTAL."
    return None, ""


def _mended(row: FigureRow, what: str, value: Decimal) -> bool:
    assert row.programmed is not None  # noqa: S101 - rows with a fault have both amounts
    assert row.executed is not None  # noqa: S101 - the same
    assert row.share is not None  # noqa: S101 - the same
    programmed = value if what == "programadas" else row.programmed.value
    executed = value if what == "ejecutadas" else row.executed.value
    apart = abs(100 * Fraction(executed) / Fraction(programmed) - Fraction(row.share.points))
    return apart <= Fraction(row.share.half)


def _total_share(table: UnitTable, total: FigureRow, facts: Facts, ledger: Ledger) -> None:
    if total.share is None:
        return
    if facts.method is Method.RATIO:
        if total.ratio is None:
            ledger.leave(total.place, total.share.text, "el TOTAL no tiene las dos cantidades")
            return
        ledger.check("porcentajes de totales")
        if not fits(total, facts.scale) and not _fits_sums(table, total):
            expected = percent(total.ratio, facts.scale)
            said = (
                f"{total.executed.text} de {total.programmed.text}"
                if total.executed and total.programmed
                else ""
            )
            message = f"TOTAL de {table.code or 'la tabla'}: {said} es {expected}, no {total.share.text}."
            root = ledger.fault_at(total.place)
            ledger.observe(Rule.TOTAL_SHARE, total.share.place, total.share.text, expected, message, root)
        return
    _by_method(table, total, facts, ledger)


def _fits_sums(table: UnitTable, total: FigureRow) -> bool:
    """Tell whether the percentage of a total whose sums are wrong is that of its rows."""
    right = by_rows(table, Method.RATIO)
    wrong_sum = any(
        printed is not None
        and abs(printed.value - sum((p.value for p in parts if p is not None), Decimal(0))) > 1
        for printed, parts in (
            (total.programmed, [r.programmed for r in table.counted]),
            (total.executed, [r.executed for r in table.counted]),
        )
    )
    return (
        wrong_sum
        and right is not None
        and total.share is not None
        and abs(right * 100 - Fraction(total.share.points)) <= Fraction(total.share.half)
    )


def _by_method(table: UnitTable, total: FigureRow, facts: Facts, ledger: Ledger) -> None:
    """Check what the rows allow of a total that is a mean, or capped at every activity."""
    assert total.share is not None  # noqa: S101 - asked only of totals with a percentage
    said = Fraction(total.share.points) - Fraction(total.share.half)
    most: Fraction | None = None
    if facts.method is Method.CAPPED_RATIO:
        bound = by_rows(table, Method.CAPPED_RATIO)
        most = None if bound is None else bound * 100
    elif facts.method is Method.CAPPED_MEAN:
        most = Fraction(100)
    if not facts.declared and fits(total, facts.scale):
        ledger.check("porcentajes de totales")  # a method that was only guessed condemns no right ratio
    elif most is not None and said > most:
        expected = f"{percent(most / 100, facts.scale)} o menos"
        message = (
            f"TOTAL de {table.code or 'la tabla'}: con el método del informe no "
            f"puede pasar de {percent(most / 100, facts.scale)}."
        )
        ledger.observe(Rule.TOTAL_SHARE, total.share.place, total.share.text, expected, message)
    elif explains(table, facts.method, facts):
        ledger.check("porcentajes de totales")
    elif facts.declared:
        why = (
            "el método promedia actividades que la tabla no muestra"
            if facts.method.is_mean
            else "el tope es por actividad, y la tabla no las muestra"
        )
        ledger.leave(total.share.place, total.share.text, why)
    else:
        ledger.check("porcentajes de totales")
        value = by_rows(table, facts.method)
        if value is not None and not share_fits(total.share.points, total.share.half, total, facts.scale):
            expected = percent(value, facts.scale)
            message = (
                f"TOTAL de {table.code or 'la tabla'}: con el método de las demás "
                f"tablas es {expected}, no {total.share.text}."
            )
            ledger.observe(Rule.TOTAL_SHARE, total.share.place, total.share.text, expected, message)
