"""Checks of the table by unit, of the targets below what was programmed, and of the printed scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from report.verify.catalogue import Rule
from report.verify.cells import code_in, mark_in, share_in
from report.verify.facts import says, shown
from report.verify.folding import fold
from report.verify.model import Mark
from report.verify.names import unit_key
from report.verify.scales import broken_limits
from workbook.spanish.numbers import amount
from workbook.spanish.readings import amount_readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report.verify.facts import Facts
    from report.verify.ledger import Ledger
    from report.verify.model import FigureRow, OtherTable, Place, TextCells
    from report.verify.names import Key
    from report.verify.scales import Reach

_PART: Final = re.compile(r"([^:;]+):([^;]+)")
_SHORTEST_NAME: Final = 4
_OF: Final = re.compile(r"^([\d.,' ]+) de ([\d.,' ]+)$")


def check_others(facts: Facts, ledger: Ledger, reaches: Sequence[Reach]) -> None:
    """Check every table that is neither of an AEI nor of an OEI."""
    for table in facts.report.others:
        if table.kind == "units":
            for row in table.rows:
                _unit(row, table, facts, ledger)
        elif table.kind == "scale":
            ledger.check("límites de la escala", len(reaches))
        elif not table.kind and any(
            any(c.isdigit() for c in text) for row in table.rows for text in row.texts
        ):
            ledger.leave(table.place, " | ".join(table.header), "no se reconoce qué dice la tabla")
    for below in below_rows(facts):
        _below(below, facts, ledger)
    for lower, upper in broken_limits(reaches):
        message = (
            f"«{lower.label}» y «{upper.label}» no se tocan: una banda debe empezar donde acaba la anterior."
        )
        ledger.observe(Rule.SCALE, upper.place, upper.place.words, "", message)


def _unit(row: TextCells, table: OtherTable, facts: Facts, ledger: Ledger) -> None:
    told = next((n for n, text in enumerate(row.texts) if _PART.match(text) and code_in(text)[0]), None)
    if told is None:
        return
    unit = _named(row, facts)
    if unit is None and not facts.complete:
        ledger.leave(row.places[told], row.texts[told], "hay tablas de AEI que no se reconocen")
        return
    if unit is None:
        names = [
            text
            for text in row.texts
            if sum(c.isalpha() for c in text) > _SHORTEST_NAME and not code_in(text)[0]
        ]
        name = names[0] if names else row.texts[0]
        message = f"«{name}» no está en ninguna tabla de AEI."
        ledger.observe(Rule.UNITS_TABLE, row.places[told], name, "", message)
        return
    said: dict[str, FigureRow] = {}
    for code, text, place in _parts(row.texts[told], row.places[told]):
        printed = facts.row_of(code, unit)
        ledger.check("tabla por unidad")
        if printed is None and not facts.complete and code not in facts.tables:
            ledger.leave(place, f"{code}: {text}", "no se reconoce la tabla de la AEI")
            continue
        if printed is None:
            message = f"«{facts.names.shown[unit]}» no está en la tabla de {code}."
            ledger.observe(Rule.UNITS_TABLE, place, f"{code}: {text}", "", message)
            continue
        said[code] = printed
        if not _agrees(text, printed, place, facts):
            expected = printed.mark.value if printed.mark is not None else shown(printed, facts.scale)
            message = (
                f"«{facts.names.shown[unit]}» en {code}: aquí dice {text} "
                f"y en la tabla de la AEI, {expected}."
            )
            ledger.observe(Rule.UNITS_TABLE, place, text, expected, message)
    missing = [
        t.code for t in facts.report.units if t.code not in said and any(r.unit == unit for r in t.rows)
    ]
    if missing:
        message = f"Falta {', '.join(missing)} en la fila de «{facts.names.shown[unit]}»."
        ledger.observe(Rule.UNITS_TABLE, row.places[told], row.texts[told], ", ".join(missing), message)
    _unit_counts(row, table, list(said.values()), facts, ledger)


def _named(row: TextCells, facts: Facts) -> Key | None:
    return next((key for text in row.texts if (key := unit_key(text)) in facts.names.shown), None)


def _parts(text: str, place: Place) -> Iterator[tuple[str, str, Place]]:
    for found in _PART.finditer(text):
        code = code_in(found[1])[0]
        if code:
            start = place.start + found.start(2) + len(found[2]) - len(found[2].lstrip())
            yield code, found[2].strip(), place.narrowed(start, place.start + found.end(2))


def _agrees(text: str, row: FigureRow, place: Place, facts: Facts) -> bool:
    share = share_in(text, place)
    if share is not None:
        return row.mark is None and says(share, row, facts.scale, by_amounts=False)
    mark = mark_in(text)
    return (
        row.mark is mark
        or (mark is None and row.mark is not None)
        or (mark is Mark.NO_TARGET and not row.counted)
    )


def _unit_counts(
    row: TextCells, table: OtherTable, rows: Sequence[FigureRow], facts: Facts, ledger: Ledger
) -> None:
    """Check how many AEI a unit has, met and did not, by the headers of those columns."""
    if len(table.header) != len(row.texts):
        return
    bands = [facts.bands_of(one) for one in rows if one.reported]
    met = [any(band.met for band in found) for found in bands]
    sure = [all(band.met for band in found) for found in bands]
    wanted = {
        "meta": {sum(one.counted for one in rows)},
        "cumplid": set(range(sum(sure), sum(met) + 1)),
        "debajo": {len(bands) - n for n in range(sum(sure), sum(met) + 1)},
    }
    for text, place, header in zip(row.texts, row.places, table.header, strict=True):
        key = next((word for word in ("debajo", "cumplid", "meta") if word in fold(header)), None)
        if key is None or not text.strip().isdigit():
            continue
        ledger.check("tabla por unidad")
        if int(text) not in wanted[key]:
            expected = " / ".join(map(str, sorted(wanted[key])))
            message = f"«{header}» dice {text} y por las tablas de las AEI son {expected}."
            ledger.observe(Rule.UNITS_TABLE, place, text, expected, message)


@dataclass(frozen=True, slots=True)
class BelowRow:
    """A row of the table of targets below: AEI and unit (None where no table has it), «6 de 22»."""

    key: tuple[str, Key] | None
    code: str
    name: str
    pair: str
    place: Place


def below_rows(facts: Facts) -> Iterator[BelowRow]:
    """Yield the rows of the tables of targets below what was programmed."""
    for row in (row for table in facts.below for row in table.rows):
        cells = zip(row.texts, row.places, strict=True)
        place, pair = next(((p, t.strip()) for t, p in cells if _OF.match(t.strip())), (None, ""))
        code = next((code for text in row.texts if (code := code_in(text)[0])), "")
        if place is None or not code:
            continue
        unit = _named(row, facts)
        name = row.texts[1] if len(row.texts) > 1 else code
        yield BelowRow(None if unit is None else (code, unit), code, name, pair, place)


def _below(row: BelowRow, facts: Facts, ledger: Ledger) -> None:
    code, place, name = row.code, row.place, row.name
    found = _OF.match(row.pair)
    assert found is not None  # noqa: S101 - rows are chosen by it
    unit = None if row.key is None else row.key[1]
    printed = facts.row_of(code, unit) if unit is not None else None
    missing, programmed = amount_readings(found[1]), amount_readings(found[2])
    if printed is None or printed.programmed is None or not missing or not programmed:
        message = f"«{name}» no está en la tabla de {code}."
        ledger.observe(Rule.BELOW_TABLE, place, f"{code} · {name}", "", message)
        return
    ledger.check("metas por debajo")
    room = missing[0].half + programmed[0].half + printed.programmed.reading.half
    room += printed.executed.reading.half if printed.executed is not None else Decimal(0)
    short = printed.programmed.value - printed.done
    fewer = short - missing[0].value
    too_much = programmed[0].value - printed.programmed.value
    apart = missing[0].value - programmed[0].value
    whole = abs(too_much) <= room
    partial = not whole and _says(r"informacion[^.]{0,200}\bparcial", printed, facts)
    # activities that met their target may stand behind the rest of a row's target, or have gone beyond it
    if (fewer > room and not partial) or too_much > room or apart > room or (whole and fewer < -room):
        expected = f"{amount(max(short, Decimal(0)))} de {printed.programmed.text}"
        message = f"«{printed.name}» en {code}: por su fila faltan {expected}, no {found[0]}."
        ledger.observe(Rule.BELOW_TABLE, place, found[0], expected, message)
    elif not whole:
        ledger.leave(place, found[0], "depende de qué actividades quedaron por debajo: es posible")


def _says(words: str, row: FigureRow, facts: Facts) -> bool:
    """Tell whether a paragraph about the AEI of a row says something."""
    return any(re.search(words, fold(p.text)) for p in facts.report.prose if p.code == row.place.code)
