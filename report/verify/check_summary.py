"""Checks of what speaks of the whole report: counts of AEI, OEI and units, AEI by label, claims by code."""

# ruff: noqa: E501 - patterns read best on one line

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from report.verify.bare import claims_nothing
from report.verify.catalogue import Rule
from report.verify.cells import code_in
from report.verify.check_codes import check_codes
from report.verify.facts import points_of, says, shown
from report.verify.folding import fold
from report.verify.kinds import Kind, Mention, Percentage
from report.verify.mentions import mentions_of
from report.verify.methods import method_named
from report.verify.model import Mark, RowKind
from report.verify.pairing import paired
from workbook.spanish.readings import NUMBER_WORDS, words_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report.verify.facts import Facts
    from report.verify.ledger import Ledger
    from report.verify.model import FigureRow, OtherTable, Place, Prose, UnitTable

_WORD: Final = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_N: Final = rf"(?P<n>\d{{1,4}}|(?:{_WORD})\b(?: y (?:{_WORD})\b)?)(?: \((?:\d+|(?:{_WORD})\b)\))?"
_ACTIONS: Final = r"(?:acciones? estrategicas?(?: institucionales| institucional)?(?: \(aei\))?|aei)"
_OBJECTIVES: Final = r"(?:objetivos? estrategicos?(?: institucionales| institucional)?(?: \(oei\))?|oei)"
_UNITS: Final = r"(?:unidad(?:es)? organicas?|unidades|areas|organos|dependencias)"
_COUNTS: Final = (
    ("no programadas", re.compile(rf"\b{_N} (?:de (?:las|los) (?:\w+ ){{1,3}}?)?(?:{_ACTIONS} )?no (?:fue|fueron|se) program")),
    ("con indicador", re.compile(rf"\b{_N} {_ACTIONS} (?:con|obtuv\w+)(?: un)? indicador")),
    ("AEI", re.compile(rf"\b(?:se evalu\w+|evalua\w*|comprend\w+|contiene|son|de las|total de|las|conformad\w+ por|cuenta con|consta de) {_N} {_ACTIONS}")),
    ("OEI", re.compile(rf"\b{_N} {_OBJECTIVES}\b")),
    ("unidades", re.compile(rf"\b{_N} {_UNITS}")),
)  # fmt: skip
_LABELLED: Final = rf"\b{_N} (?:{_ACTIONS} )?(?:(?:como|con|obtuv\w+|alcanz\w+|en|de|calificad\w+|son|estan|se ubic\w+|se calific\w+|el|la|un|indicador|nivel|calificacion)\s+){{0,5}}$"
_WORST: Final = re.compile(
    r"(?:mas alejad|menor eficacia|eficacia mas baja|peor|mas rezagad|ultimo lugar|menor avance|menor ejecucion)"
)
_SURPASSED: Final = re.compile(r"se superaron con amplitud|superaron (?:ampliamente|con amplitud)")
_UNIT_CODES: Final = re.compile(r"\baei[. ]?\d[\d.]*\s*:")
_WHOLE: Final = 100  # points: the target
_CODED: Final = re.compile(r"\b[ao]ei?[. ]?\d")
_PLAIN_GROUPS: Final = (
    (Mark.NOT_PROGRAMMED, re.compile(r"no programad")),
    (Mark.NOT_REPORTED, re.compile(r"sin informacion")),
    (Mark.NO_TARGET, re.compile(r"sin meta")),
    (Mark.NOT_EVALUATED, re.compile(r"no se pudieron evaluar|no evaluad")),
)


def check_summary(facts: Facts, ledger: Ledger, labels: Sequence[str]) -> None:
    """Check paragraphs about no one AEI, and the table of AEI by label."""
    for prose in facts.report.prose:
        if not prose.code:
            _paragraph(prose, facts, ledger, labels)
    for table in facts.report.others:
        if table.kind == "bands" and facts.complete:
            _bands(table, facts, ledger)


def group_of(code: str, facts: Facts) -> tuple[set[str], Mark | None]:
    """Return the labels that an AEI may have, or the mark that stands in place of one."""
    table = facts.tables.get(code)
    if table is not None:
        return _of_table(table, facts)
    row = facts.lines.get(code)
    return (set(), None) if row is None else _of_row(row, facts)


def _of_row(row: FigureRow, facts: Facts) -> tuple[set[str], Mark | None]:
    if row.mark is None and row.share is not None:
        return {band.label for band in facts.bands_of(row)}, None
    return set(), row.mark


def _of_table(table: UnitTable, facts: Facts) -> tuple[set[str], Mark | None]:
    row = table.whole
    if row is not None and row.mark is None and row.share is not None:
        return {band.label for band in facts.bands_of(row)}, None
    marks = [row.mark] if row is not None else []
    marks += [one.mark for one in table.rows]
    for mark in (Mark.NOT_REPORTED, Mark.NOT_EVALUATED, Mark.NO_TARGET, Mark.NOT_PROGRAMMED):
        if mark in marks:
            return set(), mark
    return set(), None


def _sections(facts: Facts) -> list[list[tuple[set[str], Mark | None]]]:
    """Return the labels and marks of all AEI as each section of the report has them."""
    first = [_of_table(table, facts) for table in facts.report.units if table.code.startswith("A")]
    rows = [row for table in facts.report.objectives for row in table.rows if row.kind is RowKind.ACTION]
    return [found for found in (first, [_of_row(row, facts) for row in rows]) if found]


def _paragraph(prose: Prose, facts: Facts, ledger: Ledger, labels: Sequence[str]) -> None:
    folded = fold(prose.text)
    if (named := method_named(prose.text)) is not None and not _CODED.search(folded):
        if named is facts.method:
            ledger.check("método")
        else:
            ledger.leave(prose.place, prose.text, "nombra otro método")
        return
    check_codes(prose, facts, ledger)
    before = sum(ledger.checked.values()) + len(ledger.observations)
    if facts.codes() and facts.complete:
        _counts(prose, folded, facts, ledger)
    mentions = mentions_of(prose.text, facts.names, labels)
    if facts.complete:
        _labelled(prose, folded, mentions, facts, ledger)
    _by_code(prose, folded, mentions, facts, ledger)
    done = sum(ledger.checked.values()) + len(ledger.observations)
    if done == before and any(c.isdigit() for c in prose.text) and not claims_nothing(prose.text, mentions):
        ledger.leave(prose.place, prose.text, "no trata de una AEI con tabla")


def _counts(prose: Prose, folded: str, facts: Facts, ledger: Ledger) -> None:
    sections = _sections(facts)
    units = {row.unit for table in facts.report.units for row in table.rows if row.unit}
    titles = {t.code for t in facts.report.titles if t.code.startswith("O")}
    lines = {code for code in facts.lines if code.startswith("O")}
    expected = {
        "AEI": {len(found) for found in sections} | {len(facts.codes())},
        "OEI": {len(found) for found in (titles, lines) if found},
        "unidades": {len(units), *(_listed_units(facts))},
        "no programadas": {sum(mark is Mark.NOT_PROGRAMMED for _, mark in found) for found in sections},
        "con indicador": {sum(bool(labels) for labels, _ in found) for found in sections},
    }
    taken: list[tuple[int, int]] = []
    about = re.search(
        r"evalu|comprend|contiene|a cargo de|no (?:fue|fueron) program|con indicador|obtuv", folded
    )
    for what, pattern in _COUNTS if about else ():
        for found in pattern.finditer(folded):
            span = found.span("n")
            if span in taken:
                continue
            taken.append(span)
            if what == "AEI" and re.match(r" (?:con|obtuv\w+)(?: un)? indicador", folded[found.end() :]):
                continue
            _compare(prose, span, _value(found["n"]), expected[what], what, ledger)


def _listed_units(facts: Facts) -> list[int]:
    """Return how many units the tables by unit list."""
    tables = [table for table in facts.report.others if table.kind == "units"]
    return [
        sum(any(_UNIT_CODES.search(fold(t)) for t in row.texts) for row in table.rows) for table in tables
    ]


def _compare(
    prose: Prose, span: tuple[int, int], said: int | None, expected: set[int], what: str, ledger: Ledger
) -> None:
    ledger.check("cuentas del resumen")
    if said is None or said in expected:
        return
    printed = prose.text[span[0] : span[1]]
    told = ", ".join(map(str, sorted(expected)))
    names = {
        "AEI": "AEI",
        "OEI": "OEI",
        "unidades": "unidades",
        "no programadas": "AEI no programadas",
        "con indicador": "AEI con indicador",
    }
    message = f"El texto dice {printed}, y en el informe hay {told} {names.get(what, what)}."
    ledger.observe(Rule.SUMMARY_COUNT, prose.place.narrowed(*span), printed, told, message)


def _labelled(prose: Prose, folded: str, mentions: Sequence[Mention], facts: Facts, ledger: Ledger) -> None:
    """«Cuatro como META INSUFICIENTE»."""
    sections = [[labels for labels, _ in found] for found in _sections(facts)]
    for mention in mentions:
        if mention.kind is not Kind.LABEL or any(
            m.kind is Kind.CODE and m.end <= mention.start for m in mentions
        ):
            continue
        band = facts.band_named(str(mention.value))
        found = re.search(_LABELLED, folded[: mention.start])
        if band is None or found is None:
            continue
        expected: set[int] = set()
        for groups in sections:
            certain = sum(band.label in one and len(one) == 1 for one in groups)
            possible = sum(band.label in one for one in groups)
            expected |= set(range(certain, possible + 1))
        _compare(prose, found.span("n"), _value(found["n"]), expected, f"AEI con {band.label}", ledger)


def _by_code(prose: Prose, folded: str, mentions: Sequence[Mention], facts: Facts, ledger: Ledger) -> None:
    """Percentages and superlatives said of codes."""
    items = [m for m in mentions if m.kind in (Kind.CODE, Kind.SHARE) and not _capped(m)]
    for owners, share in paired(
        items,
        lambda a, b: ";" in folded[a.end : b.start],
        lambda a, b: folded[a.end : b.start].strip() == "(",
    ):
        row = facts.whole(str(owners[0].value)) if len(owners) == 1 else None
        said = share.value
        place = prose.place.narrowed(share.start, share.end)
        if row is None or not isinstance(said, Percentage) or points_of(row) is None:
            ledger.leave(place, prose.text[share.start : share.end], "no se ve de qué AEI u OEI es")
            continue
        ledger.check("porcentajes del resumen")
        if not says(said, row, facts.scale):
            words = prose.text[share.start : share.end]
            message = f"El texto dice {words} de {owners[0].value}, que tiene {shown(row, facts.scale)}."
            ledger.observe(Rule.SENTENCE_TOTAL, place, words, shown(row, facts.scale), message)
    codes = [m for m in mentions if m.kind is Kind.CODE]
    if _WORST.search(folded) and len(codes) == 1:
        _worst(prose, codes[0], facts, ledger)
    if _SURPASSED.search(folded):
        _surpassed(prose, mentions, facts, ledger)


def _worst(prose: Prose, mention: Mention, facts: Facts, ledger: Ledger) -> None:
    kind = RowKind.OBJECTIVE if str(mention.value).startswith("O") else RowKind.ACTION
    rows = [row for row in facts.lines.values() if row.kind is kind and points_of(row) is not None]
    if not rows:
        return
    ledger.check("afirmaciones del resumen")
    least = min(points_of(row) or 0 for row in rows)
    worst = [row for row in rows if points_of(row) == least]
    if all(row.code != mention.value for row in worst):
        expected = ", ".join(row.code for row in worst)
        words = prose.text[mention.start : mention.end]
        message = f"El texto pone como el más alejado de su meta a {words}; por sus tablas es {expected} ({shown(worst[0], facts.scale)})."
        ledger.observe(
            Rule.SUMMARY_WORST, prose.place.narrowed(mention.start, mention.end), words, expected, message
        )


def _surpassed(prose: Prose, mentions: Sequence[Mention], facts: Facts, ledger: Ledger) -> None:
    pairs = [m for m in mentions if m.kind in (Kind.UNIT, Kind.CODE)]
    for unit, code in pairwise(pairs):
        if unit.kind is not Kind.UNIT or code.kind is not Kind.CODE:
            continue
        row = facts.row_of(str(code.value), unit.value)  # type: ignore[arg-type]
        said = [] if row is None else [points_of(row), None if row.ratio is None else row.ratio * 100]
        ledger.check("afirmaciones del resumen")
        if not any(points is not None and points > _WHOLE for points in said):
            words = prose.text[unit.start : code.end]
            expected = "no está en esa tabla" if row is None else shown(row, facts.scale)
            message = f"El texto cuenta entre las metas superadas a «{words}»: {expected}."
            table = facts.tables.get(str(code.value))
            total = table.total if row is None and table is not None else None
            root = None if total is None else ledger.fault_at(total.place)
            place = prose.place.narrowed(unit.start, code.end)
            ledger.observe(Rule.SUMMARY_WORST, place, words, expected, message, root)


def _bands(table: OtherTable, facts: Facts, ledger: Ledger) -> None:
    whole = facts.codes()
    seen: set[str] = set()
    for row in table.rows:
        head = fold(row.texts[0]) if row.texts else ""
        numbers = [
            (text, place)
            for text, place in zip(row.texts[1:], row.places[1:], strict=True)
            if text.strip().isdigit()
        ]
        codes = [
            found
            for text, place in zip(row.texts[1:], row.places[1:], strict=True)
            for found in _codes(text, place)
        ]
        expected = _expected(head, whole, facts)
        if expected is None:
            continue
        certain, possible = expected
        for code, place, typed in codes:
            ledger.check("AEI por indicador")
            if code in seen or code not in possible:
                label, mark = group_of(code, facts)
                right = " / ".join(sorted(label)) or (mark.value if mark else "")
                message = (
                    f"{code} está entre «{row.texts[0]}»; por su tabla es «{right}»."
                    if code not in seen
                    else f"{code} está dos veces."
                )
                ledger.observe(Rule.SUMMARY_BANDS, place, typed, right, message)
            seen.add(code)
        missing = [code for code in certain if codes and code not in {one[0] for one in codes}]
        if missing and head != "total":
            message = f"Falta {', '.join(missing)} entre «{row.texts[0]}»."
            ledger.observe(Rule.SUMMARY_BANDS, row.places[0], row.texts[0], ", ".join(missing), message)
        for text, place in numbers[:1]:
            ledger.check("AEI por indicador")
            if not len(certain) <= int(text) <= len(possible):
                told = str(len(certain))
                message = f"«{row.texts[0]}» dice {text} AEI y son {told}."
                ledger.observe(Rule.SUMMARY_BANDS, place, text, told, message)


def _expected(head: str, codes: Sequence[str], facts: Facts) -> tuple[list[str], list[str]] | None:
    """Return the codes that must stand in a row of the table of labels, and those that may."""
    if head.startswith("total"):
        return list(codes), list(codes)
    band = facts.band_named(head)
    groups = {code: group_of(code, facts) for code in codes}
    if band is not None:
        possible = [code for code in codes if band.label in groups[code][0]]
        return [code for code in possible if len(groups[code][0]) == 1], possible
    for mark, pattern in _PLAIN_GROUPS:
        if pattern.search(head):
            found = [code for code in codes if groups[code][1] is mark]
            return found, found
    return None


def _codes(text: str, place: Place) -> Iterator[tuple[str, Place, str]]:
    start = 0
    for piece in re.split(r"[,;]| y ", text):
        code, _, typed = code_in(piece)
        if code:
            at = text.find(piece.strip(), start)
            yield code, place.narrowed(place.start + at, place.start + at + len(piece.strip())), typed
            start = at + 1


def _value(text: str) -> int | None:
    return int(text) if text.isdigit() else words_value(text)


def _capped(mention: Mention) -> bool:
    return isinstance(mention.value, Percentage) and mention.value.capped
