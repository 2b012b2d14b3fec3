"""Small workbooks for the commands."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.addins import literally, project
from tests.support.wheels import windows_wheels
from tests.support.windows import XLWINGS, FakeWindows, machine
from workbook.domain.cells import BLANK, Fact, Number, Unreadable
from workbook.domain.model import Action, Activity, Framework, Monthly, Objective, OrgUnit, Plan, Settings
from workbook.domain.periods import YEAR
from workbook.hosts.newfile import render
from workbook.template import planning_workbook
from xlwings_addin.install import install
from xlwings_addin.windows import Env

Make = Callable[..., Path]


def activity(programmed: Fact, executed: Fact, number: int = 1, cause: str = "") -> Activity:
    return Activity(
        action="AEI.01.01",
        unit="Unidad de Trámite",
        programmed=programmed,
        executed=executed,
        code=f"AOI0000{number}",
        name=f"Actividad {number}",
        measure="Documento",
        cause=cause,
    )


def plan(*activities: Activity, **settings: object) -> Plan:
    framework = Framework(
        replace(Settings(entity="Municipalidad de Prueba", year=2020, period=YEAR), **settings),
        (Objective("OEI.01", "Mejorar la atención"),),
        (Action("AEI.01.01", "Atender trámites", "OEI.01"),),
        (OrgUnit("Unidad de Trámite", "Unidad de Trámite", acronym="UT", sheet="UT"),),
    )
    return Plan(framework, activities)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """`make("poi.xlsx", activity(…))` writes a workbook and returns its path."""

    def write(name: str, *activities: Activity, monthly: bool = False, **settings: object) -> Path:
        path = tmp_path / name
        path.write_bytes(render(planning_workbook(plan(*activities, **settings), monthly=monthly)))
        return path

    return write


@pytest.fixture
def good(make: Make) -> Path:
    """A workbook without observations."""
    return make("poi.xlsx", activity(Number(Decimal(10)), Number(Decimal("7.5")), cause="Faltó personal."))


@pytest.fixture
def faulty(make: Make) -> Path:
    """A workbook with an amount that cannot be read."""
    return make(
        "malo.xlsx",
        activity(Number(Decimal(10)), Number(Decimal(10))),
        activity(Number(Decimal(5)), Unreadable("por confirmar"), 2),
    )


@pytest.fixture
def untargeted(make: Make) -> Path:
    """A workbook whose only row has execution and no target."""
    return make("sin-meta.xlsx", activity(Number(Decimal(0)), Number(Decimal(4))))


@pytest.fixture
def monthly(make: Make) -> Path:
    """A workbook with months, reported until February."""
    ten, blank = Number(Decimal(10)), BLANK
    months = Monthly((ten,) * 12, (ten, ten, *(blank,) * 10))
    return make("meses.xlsx", replace(activity(BLANK, BLANK), monthly=months), monthly=True, period=None)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A folder with a wheel for each thing that this program needs on Windows."""
    return windows_wheels(tmp_path / "de-pypi")


@pytest.fixture
def installed(tmp_path: Path) -> tuple[Env, FakeWindows]:
    """A machine with the add-in installed."""
    env, windows = machine(tmp_path, addin=project(literally(f'Lib "xlwings64-{XLWINGS}.dll"')))
    install(env)
    return env, windows
