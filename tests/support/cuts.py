"""Two cuts of one plan: a look-alike of what the CEPLAN system exports, edited at random, with the truth.

The truth is kept while editing, never asked of the program: which activities came and went, which datum of
which activity says what before and after, and the efficacy and label of every AEI, worked out by hand.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import BLANK, Fact, Mark, Number
from workbook.domain.model import Action, Activity, Framework, Monthly, Objective, OrgUnit, Plan, Settings
from workbook.domain.periods import YEAR, TargetKind
from workbook.domain.places import Field

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES: Final = ("Gestión administrativa", "Emisión de informes", "Atención de solicitudes", "Mantenimiento")
_MEASURES: Final = ("Informe", "Acción", "Documento", "Expediente")
_ACTIONS: Final = tuple(f"AEI.0{objective}.0{n}" for objective in (1, 2, 3) for n in (1, 2))
_BANDS: Final = (
    (Fraction(0), "META INSUFICIENTE"),
    (Fraction(3, 4), "META PARCIALMENTE CUMPLIDA, ACEPTABLE"),
    (Fraction(1), "META CUMPLIDA"),
)

Datum = tuple[str, Field, int | None, object, object]


@dataclass
class Truth:
    """What was done to the earlier cut. Data by code: what, month, before, after."""

    added: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    data: dict[tuple[str, Field, int | None], tuple[object, object]] = field(default_factory=dict)

    def note(self, code: str, what: Field, month: int | None, before: object, after: object) -> None:
        """Remember a change; the first word and the last one count."""
        first, _ = self.data.pop((code, what, month), (before, None))
        if first != after:
            self.data[code, what, month] = (first, after)

    def note_gone(self, code: str) -> None:
        """Remember that an activity is gone; one that was added since leaves nothing behind."""
        if code not in self.added:
            self.gone.add(code)
            return
        self.added.remove(code)
        self.data = {key: values for key, values in self.data.items() if key[0] != code}

    def changes(self) -> set[Datum]:
        """All data of activities that are in both cuts."""
        left = self.added | self.gone
        return {(*key, *value) for key, value in self.data.items() if key[0] not in left}


def seeded(seed: int) -> random.Random:
    """Return chance that repeats itself."""
    return random.Random(seed)  # noqa: S311 - no secret


def first_cut(chance: random.Random, rows: int = 60, units: int = 6) -> Plan:
    """Return a plan as the system exports it: names of activities repeat, codes do not."""
    listed = tuple(
        OrgUnit(f"Centro de costo {n}", f"Centro de costo {n}", acronym=f"CC{n}") for n in range(units)
    )
    framework = Framework(
        Settings(entity="Municipalidad de Prueba", year=2026, period=YEAR),
        tuple(Objective(f"OEI.0{n}", f"Objetivo {n}") for n in (1, 2, 3)),
        tuple(Action(code, f"Acción {code}", f"OEI.{code[4:6]}") for code in _ACTIONS),
        listed,
        monthly=True,
    )
    return Plan(framework, tuple(_activity(chance, f"AOI{n:08}", listed) for n in range(rows)))


def _activity(chance: random.Random, code: str, units: tuple[OrgUnit, ...]) -> Activity:
    return Activity(
        chance.choice(_ACTIONS),
        chance.choice(units).key,
        code=code,
        name=chance.choice(_NAMES),
        measure=chance.choice(_MEASURES),
        kind=chance.choice(list(TargetKind)),
        monthly=Monthly(
            tuple(_amount(chance, Mark.NOT_PROGRAMMED) for _ in range(12)),
            tuple(_amount(chance, Mark.NOT_REPORTED) for _ in range(12)),
        ),
    )


def _amount(chance: random.Random, mark: Mark) -> Fact:
    kind = chance.random()
    if kind < 0.2:
        return BLANK
    if kind < 0.25:
        return mark
    return Number(Decimal(chance.randrange(40)) / chance.choice((1, 1, 1, 4)))


def edited(plan: Plan, chance: random.Random, edits: int) -> tuple[Plan, Truth]:
    """Return a later cut of a plan, its rows in another order, and the truth."""
    truth, rows = Truth(), {one.code: one for one in plan.activities}
    units = plan.framework.units
    for number in range(edits):
        kind = chance.random()
        if kind < 0.1:
            code = f"AOI9{number:07}"
            rows[code] = _activity(chance, code, units)
            truth.added.add(code)
        elif kind < 0.2 and len(rows) > 1:
            code = chance.choice(sorted(rows))
            del rows[code]
            truth.note_gone(code)
        else:
            code = chance.choice(sorted(rows))
            rows[code] = chance.choice(_EDITS)(rows[code], chance, truth, units)
    order = list(rows.values())
    chance.shuffle(order)
    return Plan(plan.framework, tuple(order)), truth


def _edit_month(
    activity: Activity, chance: random.Random, truth: Truth, _units: tuple[OrgUnit, ...]
) -> Activity:
    monthly, month = activity.monthly, chance.randrange(12)
    assert monthly is not None
    target = chance.random() < 0.5
    facts = list(monthly.programmed if target else monthly.executed)
    after = _amount(chance, Mark.NOT_PROGRAMMED if target else Mark.NOT_REPORTED)
    truth.note(activity.code, Field.PROGRAMMED if target else Field.EXECUTED, month + 1, facts[month], after)
    facts[month] = after
    sides = (tuple(facts), monthly.executed) if target else (monthly.programmed, tuple(facts))
    return replace(activity, monthly=Monthly(*sides))


def _edit_text(
    activity: Activity, chance: random.Random, truth: Truth, units: tuple[OrgUnit, ...]
) -> Activity:
    what, name, choices = chance.choice(
        (
            (Field.ACTION, "action", _ACTIONS),
            (Field.UNIT, "unit", tuple(unit.key for unit in units)),
            (Field.NAME, "name", (*_NAMES, "Otra cosa", "")),
            (Field.MEASURE, "measure", (*_MEASURES, "")),
            (Field.KIND, "kind", tuple(TargetKind)),
            (Field.ON_DEMAND, "on_demand", (True, False)),
            (Field.CAUSE, "cause", ("", "Faltó personal.")),
        )
    )
    after = chance.choice(choices)
    truth.note(activity.code, what, None, getattr(activity, name), after)
    return replace(activity, **{name: after})  # type: ignore[arg-type]


_EDITS: Final[tuple[Callable[..., Activity], ...]] = (_edit_month, _edit_month, _edit_text)


def labels(plan: Plan) -> dict[str, tuple[Fraction, str]]:
    """Return efficacy and label of each AEI that has them, over the whole year, total by total."""
    sums: dict[str, list[Fraction]] = {}
    reported: dict[str, bool] = {}
    for one in plan.activities:
        assert one.monthly is not None
        pairs = list(zip(map(_value, one.monthly.programmed), map(_value, one.monthly.executed), strict=True))
        targets = [target for target, _ in pairs if target]
        if not targets:
            continue
        done = [amount for target, amount in pairs if amount is not None and (target or amount > 0)]
        cumulative = one.kind is TargetKind.CUMULATIVE
        total = sums.setdefault(one.action, [Fraction(0), Fraction(0)])
        total[0] += sum(targets, Fraction(0)) if cumulative else targets[-1]
        if done:
            total[1] += sum(done, Fraction(0)) if cumulative else done[-1]
            reported[one.action] = True
    return {
        action: (done / target, _label(done / target))
        for action, (target, done) in sums.items()
        if reported.get(action)
    }


def _value(fact: Fact) -> Fraction | None:
    return Fraction(fact.value) if isinstance(fact, Number) else None


def _label(efficacy: Fraction) -> str:
    if efficacy > 1:
        return "META SUBVALUADA"
    return [label for lower, label in _BANDS if efficacy >= lower][-1]
