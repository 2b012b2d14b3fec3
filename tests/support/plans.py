"""Small plans: the one place where tests of sentences touch the code that makes them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.support.truth import PUBLISHED, Limits, Truth
from workbook.domain.cells import Raw, read_amount
from workbook.domain.efficacy import Method
from workbook.domain.evaluation import Request, evaluate
from workbook.domain.facts import action_facts
from workbook.domain.model import Action, Activity, Framework, Monthly, Objective, OrgUnit, Settings
from workbook.domain.periods import YEAR, Period
from workbook.domain.results import Evaluation
from workbook.domain.scale import Band, Scale
from workbook.spanish.narrative import paragraph, text_of

ACTION = "AEI.01.01"


def scale_of(limits: Limits) -> Scale:
    """Return a scale of the program with these bands."""
    return Scale(
        tuple(
            Band(label, lower, inclusive=inclusive, colour="808080", met=lower >= 1)
            for lower, inclusive, label in limits.bands
        )
    )


PUBLISHED_SCALE = scale_of(PUBLISHED)


def evaluation_of(truth: Truth, period: Period = YEAR) -> Evaluation:
    """Evaluate the plan of one AEI."""
    scale = PUBLISHED_SCALE if truth.limits is PUBLISHED else scale_of(truth.limits)
    units = tuple(OrgUnit(f"u{n}", unit.name) for n, unit in enumerate(truth.units))
    framework = Framework(
        Settings(period=period),
        (Objective("OEI.01", "Objetivo"),),
        (Action(ACTION, "Acción", "OEI.01"),),
        units,
        scale,
    )
    activities = [
        Activity(
            ACTION,
            key.key,
            read_amount(row.programmed),
            read_amount(row.executed),
            f"{key.key}-{n}",
            f"Actividad {n}",
            row.measure,
            on_demand=row.demand,
            cause=row.cause,
        )
        for key, unit in zip(units, truth.units, strict=True)
        for n, row in enumerate(unit.rows)
    ]
    return evaluate(framework, activities, Request(method=Method(truth.method)))


def paragraph_of(truth: Truth, period: Period = YEAR) -> str:
    """Return the paragraph that the program writes under the AEI's table."""
    evaluation = evaluation_of(truth, period)
    result = next(evaluation.actions())
    threshold = Decimal(truth.threshold.numerator) / Decimal(truth.threshold.denominator)
    assert Fraction(threshold) == truth.threshold
    scale = evaluation.framework.scale
    facts = action_facts(result, evaluation.method, scale, threshold)
    return text_of(paragraph(facts, scale, evaluation.period))


def framework_of(objectives: dict[str, list[str]], units: list[str], **more: Any) -> Framework:
    """Return a framework: the AEI codes of each OEI, the keys of units."""
    return Framework(
        more.pop("settings", Settings()),
        tuple(Objective(code, f"Objetivo {code}") for code in objectives),
        tuple(
            Action(code, f"Acción {code}", objective)
            for objective, codes in objectives.items()
            for code in codes
        ),
        tuple(OrgUnit(key, f"Oficina {key}") for key in units),
        **more,
    )


def activity_of(action: str, unit: str, programmed: Raw, executed: Raw, **more: Any) -> Activity:
    """Return an activity from what its cells hold."""
    more.setdefault("measure", "Informe")
    return Activity(action, unit, read_amount(programmed), read_amount(executed), **more)


def monthly_of(programmed: dict[int, Raw], executed: dict[int, Raw]) -> Monthly:
    """Return twelve months from those that are filled in."""
    return Monthly(
        tuple(read_amount(programmed.get(month)) for month in range(1, 13)),
        tuple(read_amount(executed.get(month)) for month in range(1, 13)),
    )
