"""Errors planted one at a time in a true report; what they break follows from the dependency rules."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from tests.support.situations import seeded
from tests.support.truth import PUBLISHED
from tests.verify.claims import Atom, Kind, Prose, Side
from tests.verify.dependencies import broken
from tests.verify.figures import Action, Share, share
from tests.verify.model import ActionPart, Line, Report
from tests.verify.spelling import UNITS
from tests.verify.wording import Writer

LABELS: Final = tuple(label for _, _, label in PUBLISHED.bands)


@dataclass(frozen=True)
class Plant:
    """A report with one thing changed; `allowed` are the places where its findings may stand."""

    kind: str
    what: str
    report: Report
    changed: frozenset[str]
    broken: tuple[str, ...]
    allowed: frozenset[str]
    atoms: frozenset[int] = frozenset()

    def spans(self) -> dict[str, list[tuple[int, int]]]:
        """Where in each paragraph the words of broken claims stand."""
        found: dict[str, list[tuple[int, int]]] = {}
        for prose in self.report.prose():
            position = 0
            for part in prose.parts:
                text = part if isinstance(part, str) else part.text
                if isinstance(part, Atom) and part.id in self.atoms:
                    found.setdefault(prose.key, []).append((position, position + len(text)))
                position += len(text)
        return found


@dataclass(frozen=True)
class Change:
    """A change before the rules are asked what it breaks."""

    kind: str
    what: str
    report: Report
    changed: frozenset[str]


Planter = Callable[[Report, random.Random], Iterator[Change]]


def judged(change: Change) -> Plant | None:
    """Return the plant, or nothing where the rules find the report still consistent."""
    rules = broken(change.report)
    if not rules:
        return None
    places = frozenset().union(*(rule.places for rule in rules))
    names = tuple(sorted({rule.name for rule in rules}))
    atoms = frozenset().union(*(rule.atoms for rule in rules))
    return Plant(
        change.kind, change.what, change.report, change.changed, names, places | change.changed, atoms
    )


# -- other values of one thing


def other_amount(value: Decimal, choose: random.Random) -> Decimal:
    """Return another amount, as typists get them wrong."""
    text = f"{value:f}"
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    at = choose.choice(digits)
    options = [
        value + 1,
        value - 1,
        value * 10,
        (value / 10).to_integral_value(),
        Decimal(text[:at] + choose.choice("0123456789") + text[at + 1 :]),
        value + choose.randint(2, 50),
    ]
    if len(digits) > 1:
        first, second = choose.sample(digits, 2)
        letters = list(text)
        letters[first], letters[second] = letters[second], letters[first]
        options.append(Decimal("".join(letters)))
    good = [option for option in options if option >= 0 and option != value]
    return choose.choice(good)


def other_percent(value: Decimal, choose: random.Random) -> Decimal:
    """Return another percentage."""
    options = [value + 1, value - 1, value + 10, value - 10, Decimal(choose.randint(1, 250))]
    text = f"{value:f}"
    if len(text) > 1 and text.isdigit():
        options.append(Decimal(text[::-1]))
    return choose.choice([option for option in options if option >= 0 and option != value])


def other_count(value: int, choose: random.Random) -> int:
    """Return another small number."""
    return choose.choice([n for n in (value - 1, value + 1, value + 2, 3, 5) if n > 0 and n != value])


def _other_code(value: str, report: Report, choose: random.Random) -> str:
    codes = [a.code for a in report.actions()] + [o.heading["code"].value for o in report.objectives]
    known = [code for code in codes if len(code) == len(value) and code != value]
    return choose.choice([*known, f"{value[:-1]}9", f"{value[:4]}88{value[6:]}"])


def _other_name(value: str, report: Report, choose: random.Random) -> str:
    names = [line["name"].value for line in report.lines() if "name" in line.cells]
    return choose.choice([name for name in names if name != value])


_OTHERS: Final[dict[Kind, Callable[[Any, Report, random.Random], Any]]] = {
    Kind.AMOUNT: lambda value, _report, choose: other_amount(value, choose),
    Kind.PERCENT: lambda value, _report, choose: other_percent(value, choose),
    Kind.TOTAL: lambda value, _report, choose: other_percent(value, choose),
    Kind.CAPPED: lambda value, _report, choose: other_percent(value, choose),
    Kind.LABEL: lambda value, _report, choose: choose.choice([one for one in LABELS if one != value]),
    Kind.COUNT: lambda value, _report, choose: other_count(value, choose),
    Kind.UNIT: lambda value, _report, choose: choose.choice([u.name for u in UNITS if u.name != value]),
    Kind.CODE: _other_code,
    Kind.NAME: _other_name,
}


def _other(atom: Atom, report: Report, choose: random.Random) -> Any:
    return _OTHERS[atom.kind](atom.value, report, choose)


_FLIPPED: Final = {Side.BELOW: Side.ABOVE, Side.ABOVE: Side.BELOW}


def _other_side(value: tuple[Side, Decimal | None]) -> tuple[Side, Decimal | None]:
    return _FLIPPED[value[0]], value[1]


# -- planters

_ROLES: Final = {
    "programmed": "importe programado",
    "executed": "importe ejecutado",
    "percent": "porcentaje",
    "label": "etiqueta",
    "unit": "unidad",
    "code": "código",
    "name": "nombre",
}


def _where(line: Line, report: Report) -> str:
    headings = {o.heading.key for o in report.objectives} | {a.heading.key for a in report.actions()}
    if line.key in headings:
        return "título de I"
    if "code" in line.cells:
        return "fila OEI de II" if line["code"].value.startswith("OEI") else "fila AEI de II"
    return "TOTAL de I" if "unit" not in line.cells else "fila de I"


def cells(report: Report, choose: random.Random) -> Iterator[Change]:
    """Every figure, label, unit, code and name of every table and heading."""
    for line in report.lines():
        for role, atom in line.cells.items():
            if role not in _ROLES:
                continue
            changed = atom.saying(_other(atom, report, choose))
            kind = f"{_where(line, report)}: {_ROLES[role]}"
            what = f"{line.key}: {atom.text} → {changed.text}"
            yield Change(
                kind, what, report.with_line(line.key, line.with_cell(role, changed)), frozenset({line.key})
            )


_SENTENCE: Final = {
    Kind.PERCENT: "porcentaje de una unidad",
    Kind.TOTAL: "porcentaje del total",
    Kind.CAPPED: "total sin excesos",
    Kind.LABEL: "etiqueta",
    Kind.COUNT: "cantidad",
    Kind.UNIT: "unidad",
    Kind.AMOUNT: "importe",
    Kind.CODE: "código",
    Kind.NAME: "nombre",
    Kind.SIDE: "lado",
}


def words(report: Report, choose: random.Random) -> Iterator[Change]:
    """Every figure, unit, label, count, side, code and name of every sentence."""
    for prose in report.prose():
        claimed = {one for claim in prose.claims for ids in claim.atoms.values() for one in ids}
        for atom in prose.atoms.values():
            if atom.kind not in _SENTENCE or atom.id not in claimed:
                continue
            if atom.kind is Kind.SIDE:
                yield from _sides(report, prose, atom, choose)
                continue
            changed = atom.saying(_other(atom, report, choose))
            place = "resumen" if prose.key.startswith("resumen") else "frase"
            yield _said(report, prose, f"{place}: {_SENTENCE[atom.kind]}", (atom, changed))


def _sides(report: Report, prose: Prose, atom: Atom, choose: random.Random) -> Iterator[Change]:
    side, limit = atom.value
    if side in _FLIPPED:
        yield _said(report, prose, "frase: lado", (atom, atom.saying(_other_side(atom.value))))
    if limit is not None:
        changed = atom.saying((side, other_percent(limit, choose)))
        yield _said(report, prose, "frase: porcentaje de referencia", (atom, changed))


def _said(report: Report, prose: Prose, kind: str, *pairs: tuple[Atom, Atom]) -> Change:
    changed = prose
    for _, new in pairs:
        changed = changed.with_atom(new)
    what = f"{prose.key}: {' / '.join(f'{old.text} → {new.text}' for old, new in pairs)}\n    {changed.text}"
    return Change(kind, what, report.with_prose(changed), frozenset({prose.key}))


def swaps(report: Report, choose: random.Random) -> Iterator[Change]:
    """Two percentages or two units of one sentence change places."""
    for prose in report.prose():
        for kind, name in ((Kind.PERCENT, "porcentajes cambiados"), (Kind.UNIT, "unidades cambiadas")):
            atoms = [atom for atom in prose.atoms.values() if atom.kind is kind]
            if len({atom.value for atom in atoms}) > 1:
                first = choose.choice(atoms)
                second = choose.choice([atom for atom in atoms if atom.value != first.value])
                pair = (first, first.saying(second.value)), (second, second.saying(first.value))
                yield _said(report, prose, f"frase: {name}", *pair)


def table_swaps(report: Report, choose: random.Random) -> Iterator[Change]:
    """Two units, or two percentages, of one table change places."""
    for action in report.actions():
        if len(action.active) > 1:
            for role in ("unit", "percent"):
                one, two = choose.sample(action.active, 2)
                changed = report.with_line(one.key, one.with_cell(role, one[role].saying(two[role].value)))
                changed = changed.with_line(two.key, two.with_cell(role, two[role].saying(one[role].value)))
                what = f"{one.key}: {one[role].text} ↔ {two[role].text}"
                kind = f"filas de I: {_ROLES[role]} cambiado de fila"
                yield Change(kind, what, changed, frozenset({one.key, two.key}))


def rows(report: Report, choose: random.Random) -> Iterator[Change]:
    """A row is dropped or doubled, in section I and II."""
    for action in report.actions():
        if len(action.rows) > 1:
            row = choose.choice(action.rows)
            yield Change("fila de I omitida", row.key, report.with_line(row.key), frozenset({row.key}))
        row = choose.choice(action.rows)
        twice = (row, replace(row, key=f"{row.key}bis"))
        yield Change("fila de I repetida", row.key, report.with_line(row.key, *twice), _keys(twice))
    for table in report.results:
        if len(table.rows) > 2:
            row = choose.choice(table.rows[1:])
            head = frozenset({row.key, table.rows[0].key})
            yield Change("fila de II omitida", row.key, report.with_line(row.key), head)
            twice = (row, replace(row, key=f"{row.key}bis"))
            yield Change("fila de II repetida", row.key, report.with_line(row.key, *twice), _keys(twice))


def _keys(lines: tuple[Line, ...]) -> frozenset[str]:
    return frozenset(line.key for line in lines)


def typing_errors(report: Report, choose: random.Random) -> Iterator[Change]:
    """Two letters of a unit's name change places, in a sentence."""
    for prose in report.prose():
        units = [atom for atom in prose.atoms.values() if atom.kind is Kind.UNIT]
        if units:
            atom = choose.choice(units)
            text = atom.text
            last = text.rpartition(" ")[2]
            spots = [n for n in range(len(text) - 5, len(text) - 2) if text[n] != text[n + 1]]
            if len(last) < 6 or not spots:  # an acronym has no letters to spare
                continue
            at = choose.choice(spots)
            wrong = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
            if wrong != text:
                changed = replace(atom, value=wrong, spell=_always(wrong), capital=False)
                yield _said(report, prose, "frase: unidad mal escrita", (atom, changed))


def _always(text: str) -> Callable[[Any], str]:
    return lambda _value: text


def quantifiers(report: Report, choose: random.Random) -> Iterator[Change]:
    """Write "las tres" for "ambas"."""
    del choose
    for prose in report.prose():
        for atom in prose.atoms.values():
            if atom.kind is Kind.QUANTIFIER and atom.value == "both":
                changed = replace(atom, value="three", spell=_always("las tres"))
                yield _said(report, prose, "frase: ambas por las tres", (atom, changed))


# -- paragraphs that speak of other figures


def _figures(part: ActionPart) -> Action:
    shares = [Share(r["unit"].value, r["programmed"].value, r["executed"].value) for r in part.active]
    return Action(part.code, part.heading["name"].value, tuple(shares))


def _rewritten(
    report: Report, part: ActionPart, shares: tuple[Share, ...], kind: str, choose: random.Random
) -> Change:
    figures = replace(_figures(part), shares=shares)
    new = Writer(figures, report.style, choose).paragraph()
    old = part.prose[0]
    prose = Prose(old.key, old.about, new.parts, new.claims)
    return Change(kind, f"{old.key}\n    {prose.text}", report.with_prose(prose), frozenset({old.key}))


def paragraphs(report: Report, choose: random.Random) -> Iterator[Change]:
    """A paragraph was written before a figure changed, without a unit, as if all were alike, or copied."""
    parts = [part for part in report.actions() if part.prose]
    for part in parts:
        shares = _figures(part).shares
        at = choose.randrange(len(shares))
        situation = choose.choice(("below", "far below", "idle", "exact", "above"))
        stale = share(shares[at].unit, situation, choose)
        changed = (*shares[:at], stale, *shares[at + 1 :])
        yield _rewritten(report, part, changed, "frase: cifra anterior de una unidad", choose)
        if len(shares) > 1:
            less = (*shares[:at], *shares[at + 1 :])
            yield _rewritten(report, part, less, "frase: escrita sin una unidad", choose)
        if len(shares) > 2:
            kind = choose.choice(("below", "exact", "above"))
            alike = tuple(share(one.unit, kind, choose) for one in shares)
            yield _rewritten(report, part, alike, "frase: todas de un lado", choose)
        others = [other for other in parts if other is not part]
        if others:
            other = choose.choice(others)
            yield _rewritten(report, part, _figures(other).shares, "frase: copiada de otra AEI", choose)


PLANTERS: Final[tuple[Planter, ...]] = (
    cells,
    words,
    swaps,
    table_swaps,
    rows,
    quantifiers,
    typing_errors,
    paragraphs,
)


def plants(report: Report, seed: str, each: int | None = None) -> Iterator[Plant]:
    """Yield the plants of a report that make it inconsistent; `each` is how many of a kind are tried."""
    tried = Counter[str]()
    for planter in PLANTERS:
        choose = seeded(f"{seed} {planter.__name__}")
        for change in planter(report, choose):
            tried[change.kind] += 1
            plant = judged(change) if each is None or tried[change.kind] <= each else None
            if plant is not None:
                yield plant
