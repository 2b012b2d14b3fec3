"""The next year's plan: what stays, what begins anew; and the same plan in a workbook of its own."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.plans import activity_of, framework_of, monthly_of
from workbook.domain.cells import BLANK, CellError, Mark, Number, read_amount
from workbook.domain.closing import NO_CLOSINGS, Register
from workbook.domain.efficacy import Method
from workbook.domain.model import Activity, Framework, OrgUnit, Part, PartChoice, Plan, Settings
from workbook.domain.periods import YEAR, PeriodKind, TargetKind, named
from workbook.domain.renewal import is_renewable, renewed, transcribed

SETTINGS = Settings(
    entity="SAT",
    acronym="SAT",
    title="Informe del POI 2020",
    year=2020,
    period=YEAR,
    cutoff=6,
    method=Method.MEAN,
    over_threshold=Decimal("1.2"),
    prepared_by="Planeamiento",
    place_and_date="Cajamarca, 22 de enero de 2021",
    parts=(PartChoice(Part.SUMMARY, "Síntesis"),),
    unit_noun="Centro de costo",
    method_warning=False,
    note="Cifras de 2020",
    addressee="Gerencia",
    sender="Oficina",
    report_number="012-2021",
    reference="Memorando 3",
)


def plan_of(*activities: object, settings: Settings = SETTINGS, **more: object) -> Plan:
    framework = framework_of({"OEI.01": ["AEI.01.01"]}, ["u1"], settings=settings, **more)
    return Plan(framework, tuple(activities))  # type: ignore[arg-type]


def row(programmed: object, executed: object = 5, **more: object) -> Activity:
    return activity_of("AEI.01.01", "u1", programmed, executed, **more)  # type: ignore[arg-type]


def test_what_belongs_to_the_entity_stays_and_what_belongs_to_one_report_does_not() -> None:
    old = plan_of(
        row(10),
        comments={"OEI.01": "Se avanzó."},
        comment_cells={"OEI.01": ("Comentarios", "C5")},
        closings=Register(rows=(row(10),)),
    )
    new = renewed(old).framework
    assert new.settings == Settings(
        entity="SAT",
        acronym="SAT",
        year=2021,
        period=YEAR,
        method=Method.MEAN,
        over_threshold=Decimal("1.2"),
        prepared_by="Planeamiento",
        parts=(PartChoice(Part.SUMMARY, "Síntesis"),),
        unit_noun="Centro de costo",
        method_warning=False,
        addressee="Gerencia",
        sender="Oficina",
    )
    assert (new.objectives, new.actions, new.units) == (
        old.framework.objectives,
        old.framework.actions,
        old.framework.units,
    )
    assert new.scale is old.framework.scale
    assert new.closings is NO_CLOSINGS
    assert (new.comments, new.comment_cells, new.action_cells, new.setting_cells) == ({}, {}, {}, {})


@pytest.mark.parametrize(
    ("title", "kept"),
    [("Informe del POI 2020", ""), ("Informe de evaluación", "Informe de evaluación")],
)
def test_a_title_that_names_the_earlier_year_is_formed_again(title: str, kept: str) -> None:
    assert renewed(plan_of(settings=replace(SETTINGS, title=title))).framework.settings.title == kept


def test_an_activity_keeps_what_it_is_and_its_target() -> None:
    old = row(
        "12",
        9,
        code="AO-1",
        name="Emitir",
        kind=TargetKind.NOT_CUMULATIVE,
        on_demand=True,
        annual=read_amount(24),
        cause="Falta personal.",
        evidence="Acta",
        budget=read_amount(100),
        accrued=read_amount(90),
        shown_efficacy=read_amount(0.75),
    )
    (new,) = renewed(plan_of(old)).activities
    assert (new.code, new.name, new.action, new.unit) == ("AO-1", "Emitir", "AEI.01.01", "u1")
    assert (new.measure, new.kind, new.on_demand) == ("Informe", TargetKind.NOT_CUMULATIVE, True)
    assert (new.programmed, new.annual) == (Number(Decimal(12)), Number(Decimal(24)))
    rest = (new.executed, new.budget, new.accrued, new.shown_efficacy)
    assert rest == (BLANK, BLANK, BLANK, BLANK)
    assert (new.cause, new.evidence, new.where) == ("", "", None)


@pytest.mark.parametrize("dirty", [-5, "doce", "1.234", CellError("#REF!"), "S.I."])
def test_a_target_that_cannot_be_used_is_no_start(dirty: object) -> None:
    (new,) = renewed(plan_of(row(dirty, annual=read_amount(dirty)))).activities  # type: ignore[arg-type]
    assert (new.programmed, new.annual) == (BLANK, BLANK)


def test_not_programmed_stays_said() -> None:
    (new,) = renewed(plan_of(row("No programada"))).activities
    assert new.programmed is Mark.NOT_PROGRAMMED


def test_the_target_of_half_a_year_is_no_start_for_a_year() -> None:
    half = replace(SETTINGS, period=named(PeriodKind.SECOND_SEMESTER))
    new = renewed(plan_of(row(10, annual=read_amount(25)), settings=half))
    assert (new.activities[0].programmed, new.activities[0].annual) == (BLANK, Number(Decimal(25)))
    assert new.framework.settings.period is None


def test_months_keep_their_targets_and_no_execution() -> None:
    old = plan_of(row(30, monthly=monthly_of({1: 10, 2: -3, 3: "NP"}, {1: 9, 2: 4})), monthly=True)
    new = renewed(old)
    (activity,) = new.activities
    assert activity.monthly is not None
    assert activity.monthly.programmed == (Number(Decimal(10)), BLANK, Mark.NOT_PROGRAMMED, *[BLANK] * 9)
    assert activity.monthly.executed == (BLANK,) * 12
    assert (activity.programmed, activity.annual) == (BLANK, BLANK)
    assert new.framework.settings.period is None
    assert new.framework.monthly


def test_a_plan_that_goes_over_to_months_begins_with_its_annual_targets() -> None:
    new = renewed(plan_of(row(10), row(10, annual=read_amount(25))), monthly=True)
    assert [one.programmed for one in new.activities] == [BLANK, BLANK]
    assert [one.annual for one in new.activities] == [Number(Decimal(10)), Number(Decimal(25))]


def test_another_year_may_be_asked_for() -> None:
    assert renewed(plan_of(), 2025).framework.settings.year == 2025
    assert renewed(plan_of(settings=Settings()), 2025).framework.settings.year == 2025
    assert renewed(plan_of(settings=Settings())).framework.settings.year is None


def test_only_a_plan_with_a_year_of_its_own_parameters_has_a_next_one() -> None:
    cells = {"year": ("Parámetros", "B8")}
    assert is_renewable(plan_of(setting_cells=cells))
    assert not is_renewable(plan_of())
    assert not is_renewable(plan_of(settings=Settings(), setting_cells=cells))


def test_the_same_plan_lists_what_only_its_rows_name() -> None:
    rows = (
        activity_of("AEI.01.01", "u1", 10, 9, cause="Falta personal."),
        activity_of("AEI.02.07", "u2", 10, 9),
        activity_of("Eje 3", "u2", 10, 9),
    )
    old = plan_of(*rows, comments={"OEI.01": "Bien."})
    new = transcribed(old)
    assert [one.code for one in new.framework.objectives] == ["OEI.01", "OEI.02"]
    assert [(one.code, one.objective) for one in new.framework.actions] == [
        ("AEI.01.01", "OEI.01"),
        ("AEI.02.07", "OEI.02"),
        ("Eje 3", ""),
    ]
    assert new.framework.units == (*old.framework.units, OrgUnit("u2", "u2"))
    assert new.activities == rows
    assert new.framework.comments == {"OEI.01": "Bien."}
    assert new.framework.settings == SETTINGS


def test_the_same_plan_may_be_said_to_be_of_another_year() -> None:
    assert transcribed(Plan(Framework(Settings(), (), (), ()), ()), 2024).framework.settings.year == 2024
