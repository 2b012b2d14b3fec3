"""Checks of the sections against each other: section II against I, OEI against AEI, codes and names."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from report.verify.catalogue import Rule
from report.verify.check_units import check_label, check_row, has_hidden_decimals
from report.verify.facts import shown
from report.verify.folding import key_of
from report.verify.model import FigureRow, Mark, RowKind
from workbook.domain.codes import objective_of
from workbook.domain.efficacy import Method
from workbook.spanish.numbers import amount, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report.verify.facts import Facts
    from report.verify.ledger import Ledger
    from report.verify.model import Amount, ObjectiveTable, Place, UnitTable

_TYPO: Final = 2  # letters that a slip adds or drops


def check_sections(facts: Facts, ledger: Ledger) -> None:
    """Check section II against section I, and every OEI against its AEI."""
    _repeated_codes(facts, ledger)
    for table in facts.report.objectives:
        for row in table.rows:
            if facts.method is Method.RATIO:
                check_row(row, facts, ledger)
            check_label(row, facts, ledger)
            _year(row, facts, ledger)
            if row.kind is RowKind.ACTION and row.code in facts.tables and facts.lines.get(row.code) is row:
                _against_units(row, _own_table(row, facts), facts, ledger)
        _sums(table, facts, ledger)
    _alone(facts, ledger)
    _owners(facts, ledger)
    _names(facts, ledger)


def _against_units(row: FigureRow, table: UnitTable, facts: Facts, ledger: Ledger) -> None:
    """Compare the row of an AEI in section II with its table in section I."""
    whole = table.whole
    if whole is None or whole is row:
        _against_marks(row, table, ledger)
        return
    for what, here, there in (
        ("programadas", row.programmed, whole.programmed),
        ("ejecutadas", row.executed, whole.executed),
    ):
        if here is None or there is None:
            continue
        ledger.check("cifras de la sección II")
        if abs(here.value - there.value) > max(here.reading.half, there.reading.half) and not _rounded(
            here, there
        ):
            root = _root(whole, here.value, what, table, ledger)
            message = f"{row.code}: la sección II dice {here.text} {what} y la sección I, {there.text}."
            ledger.observe(Rule.SECTIONS, here.place, here.text, there.text, message, root)
    if row.share is not None and whole.share is not None:
        ledger.check("cifras de la sección II")
        apart = abs(Fraction(row.share.points) - Fraction(whole.share.points))
        if apart > (max(row.share.half, whole.share.half) if row.share.half != whole.share.half else 0):
            root = ledger.fault_at(row.place) or ledger.fault_at(whole.place)
            message = f"{row.code}: la sección II dice {row.share.text} y la sección I, {whole.share.text}."
            ledger.observe(Rule.SECTIONS, row.share.place, row.share.text, whole.share.text, message, root)
    if row.mark is not None and whole.mark is None:
        _mark_differs(row, shown(whole, facts.scale), ledger)


def _own_table(row: FigureRow, facts: Facts) -> UnitTable:
    """Return the table of an AEI; of several with its code, the one with the same figures."""
    for table in (one for one in facts.report.units if one.code == row.code):
        whole = table.whole
        if whole is not None and _figures(whole) == _figures(row):
            return table
    return facts.tables[row.code]


def _figures(row: FigureRow) -> tuple[object, ...]:
    return tuple(None if one is None else one.value for one in (row.programmed, row.executed))


def _against_marks(row: FigureRow, table: UnitTable, ledger: Ledger) -> None:
    marks = {one.mark for one in table.rows}
    if table.rows and None not in marks and row.mark is None and row.share is not None:
        _mark_differs(row, " / ".join(sorted(mark.value for mark in marks if mark)), ledger)


def _mark_differs(row: FigureRow, expected: str, ledger: Ledger) -> None:
    printed = row.mark.value if row.mark is not None else (row.share.text if row.share else "")
    message = f"{row.code}: la sección II dice «{printed}» y la sección I, «{expected}»."
    ledger.observe(Rule.SECTIONS, row.place, printed, expected, message)


def _root(whole: FigureRow, said: Decimal, what: str, table: UnitTable, ledger: Ledger) -> Place | None:
    """Return the error in section I that this follows from: a wrong total, where section II has the sum."""
    fault = ledger.fault_at(whole.place)
    parts = [row.programmed if what == "programadas" else row.executed for row in table.counted]
    return fault if fault and sum((p.value for p in parts if p), Decimal(0)) == said else None


def _rounded(one: Amount, other: Amount) -> bool:
    """Tell whether one of two amounts is the other, rounded to the unit."""
    decimal = bool(one.reading.half) != bool(other.reading.half)
    return decimal and abs(one.value - other.value) <= Decimal("0.5")


def _sums(table: ObjectiveTable, facts: Facts, ledger: Ledger) -> None:
    place = 0
    while place < len(table.rows):
        row = table.rows[place]
        place += 1
        if row.kind is not RowKind.OBJECTIVE:
            continue
        parts = []
        while place < len(table.rows) and table.rows[place].kind is RowKind.ACTION:
            parts.append(table.rows[place])
            place += 1
        _objective(row, parts, facts, ledger)


def _objective(row: FigureRow, parts: Sequence[FigureRow], facts: Facts, ledger: Ledger) -> None:
    if not parts:
        ledger.leave(row.place, row.code, "el OEI no tiene AEI en su tabla")
        return
    counted = [part for part in parts if part.mark in (None, Mark.NOT_REPORTED)]
    loose = Decimal(1) if _has_roundings(parts, facts) else Decimal(0)
    for what, printed, amounts in (
        ("programadas", row.programmed, [part.programmed for part in counted]),
        ("ejecutadas", row.executed, [part.executed for part in counted]),
    ):
        known = [one for one in amounts if one is not None]
        if printed is None or not known:
            continue
        ledger.check("sumas de OEI")
        whole = sum((one.value for one in known), Decimal(0))
        room = sum((one.reading.half for one in known), printed.reading.half) + loose
        if abs(whole - printed.value) <= room:
            continue
        root = _wrong_part(what, printed.value - whole, counted, facts, ledger)
        message = f"{row.code}: dice {printed.text} {what} y sus AEI suman {amount(whole)}."
        ledger.observe(Rule.OBJECTIVE_SUM, printed.place, printed.text, amount(whole), message, root)


def _wrong_part(
    what: str, missing: Decimal, parts: Sequence[FigureRow], facts: Facts, ledger: Ledger
) -> Place | None:
    """Return the error of the AEI whose amount in section I would mend the sum."""
    for part in parts:
        here = part.programmed if what == "programadas" else part.executed
        table = facts.tables.get(part.code)
        whole = None if table is None else table.whole
        there = None if whole is None else whole.programmed if what == "programadas" else whole.executed
        fault = ledger.fault_at(part.place)
        if here is not None and there is not None and fault and there.value - here.value == missing:
            return fault
    return None


def _has_roundings(parts: Sequence[FigureRow], facts: Facts) -> bool:
    """Tell whether there are decimals behind whole amounts of some AEI: printed in their units, or hidden."""
    for part in parts:
        table = facts.tables.get(part.code)
        if table is None:
            continue
        if has_hidden_decimals(table, facts):
            return True
        printed = [one for one in (part.programmed, part.executed) if one is not None]
        units = [one for row in table.rows for one in (row.programmed, row.executed) if one is not None]
        if any(not one.reading.half for one in printed) and any(one.value % 1 for one in units):
            return True
    return False


def _year(row: FigureRow, facts: Facts, ledger: Ledger) -> None:
    if row.annual is None or row.annual_share is None or row.executed is None or not row.annual.value:
        return
    ledger.check("porcentajes del año")
    ratio = Fraction(row.executed.value) / Fraction(row.annual.value)
    low, high = row.executed.range
    small, large = row.annual.range
    around = Fraction(row.annual_share.half)
    said = Fraction(row.annual_share.points)
    expected = percent(ratio, facts.scale)
    if 100 * low / large - around <= said <= 100 * high / small + around or expected.split("\u00a0")[
        0
    ] == str(said):
        return
    message = (
        f"{row.code}: {row.executed.text} de {row.annual.text} en el "
        f"año es {expected}, no {row.annual_share.text}."
    )
    ledger.observe(Rule.YEAR_SHARE, row.annual_share.place, row.annual_share.text, expected, message)


def _repeated_codes(facts: Facts, ledger: Ledger) -> None:
    """Tell which codes head two tables or rows; one that stands below another OEI is told as that."""
    tables: dict[str, list[UnitTable]] = {}
    for table in facts.report.units:
        if table.code:
            tables.setdefault(table.code, []).append(table)
    for code, found in tables.items():
        if len(found) > 1 and not any(table.misplaced for table in found):
            places = [
                t.place for t in facts.report.titles if t.code == code and t.place.paragraph is not None
            ]
            place = places[len(found) - 1] if len(places) >= len(found) else found[-1].place
            message = f"Hay {len(found)} tablas de unidades con el código {code}."
            ledger.observe(Rule.CODE_REPEATED, place, code, "", message)
    rows: dict[str, list[tuple[FigureRow, bool]]] = {}
    for objective in facts.report.objectives:
        for row, right in _owned(objective):
            rows.setdefault(row.code, []).append((row, right))
    for code, lines in rows.items():
        wrong = [row for row, right in lines if not right]
        if len(lines) > 1 and not (wrong and lines[0][0].kind is RowKind.ACTION):
            row = (wrong or [row for row, _ in lines[1:]])[0]
            message = f"{code} está {len(lines)} veces en la sección II."
            ledger.observe(Rule.CODE_REPEATED, row.place, code, "", message)


def _owned(table: ObjectiveTable) -> list[tuple[FigureRow, bool]]:
    """Return the rows of a table, and whether each stands with those that its code belongs to."""
    found = []
    owner = ""
    for place, row in enumerate(table.rows):
        if row.kind is RowKind.OBJECTIVE:
            owner = row.code
            after = [one.code for one in table.rows[place + 1 : place + 2] if one.kind is RowKind.ACTION]
            found.append((row, all(objective_of(code) in ("", owner) for code in after)))
        else:
            found.append((row, objective_of(row.code) in ("", owner) or not owner))
    return found


def _alone(facts: Facts, ledger: Ledger) -> None:
    """Tell which AEI stand in one section only, where the report has both."""
    actions = {
        row.code: row for table in facts.report.objectives for row in table.rows if row.kind is RowKind.ACTION
    }
    tables = {code: table for code, table in facts.tables.items() if code.startswith("A")}
    if not actions or not tables or not facts.complete:
        return
    for code, table in tables.items():
        ledger.check("códigos")
        if code not in actions:
            title = next((t for t in facts.report.titles if t.code == code), None)
            place = title.place if title is not None else table.place
            ledger.observe(
                Rule.CODE_ALONE,
                place,
                code,
                "",
                f"La {code} tiene tabla de unidades y no está en la sección II.",
            )
    for code, row in actions.items():
        ledger.check("códigos")
        if code not in tables:
            ledger.observe(
                Rule.CODE_ALONE,
                row.place,
                code,
                "",
                f"La {code} está en la sección II y no tiene tabla de unidades.",
            )


def _owners(facts: Facts, ledger: Ledger) -> None:
    """Compare the code of every AEI with that of the OEI above it."""
    for group in ([(t.code, t.place) for t in facts.report.titles], *_coded(facts)):
        owner = ""
        for code, place in group:
            if code.startswith("O"):
                owner = code
            elif owner and objective_of(code) and code.count(".") > 1:
                ledger.check("códigos")
                if objective_of(code) != owner:
                    message = f"{code} está bajo {owner}, y por su código es de {objective_of(code)}."
                    ledger.observe(Rule.CODE_OF_ANOTHER, place, code, owner, message)


def _coded(facts: Facts) -> list[list[tuple[str, Place]]]:
    return [[(row.code, row.place) for row in table.rows] for table in facts.report.objectives]


def _names(facts: Facts, ledger: Ledger) -> None:
    """Compare the names of every OEI and AEI wherever they stand, and the names of units with each other."""
    said: dict[str, tuple[str, Place]] = {}
    named = [(t.code, t.name, t.place) for t in facts.report.titles]
    named += [(row.code, row.name, row.place) for table in facts.report.objectives for row in table.rows]
    for code, name, place in named:
        if not name:
            continue
        before = said.setdefault(code, (name, place))
        ledger.check("nombres de OEI y AEI")
        if key_of(before[0]) != key_of(name):
            message = f"{code} se llama «{before[0]}» en un sitio y «{name}» en otro."
            ledger.observe(Rule.NAME_DIFFERS, place, name, before[0], message)
    _alike(facts, ledger)


def _alike(facts: Facts, ledger: Ledger) -> None:
    counts = Counter(row.unit for table in facts.report.units for row in table.rows)
    names = sorted(facts.names.shown, key=lambda key: -counts[key])
    known = type(facts.names)()
    for key in names:
        shown_name = facts.names.shown[key]
        near = known.nearest(shown_name)
        if near is not None and near != key and _differ_in_spelling(near, key):
            row = next(r for t in facts.report.units for r in t.rows if r.unit == key)
            other = facts.names.shown[near]
            message = f"«{shown_name}» se parece a «{other}»: ¿es la misma unidad?"
            ledger.observe(Rule.NAME_ALIKE, row.place, shown_name, other, message)
        known.add(shown_name)


def _differ_in_spelling(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two names differ in letters of a word, not in a whole word."""
    if len(one) != len(other):
        return "".join(one) == "".join(other)
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return (
        len(apart) == 1
        and apart[0][0][:2] == apart[0][1][:2]
        and abs(len(apart[0][0]) - len(apart[0][1])) <= _TYPO
    )
