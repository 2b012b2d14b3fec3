"""What heads a PEI, and what only looks like it."""

from __future__ import annotations

import datetime as dt

from workbook.layouts.tables import looks_like_framework

PEI = ["OEI", "Objetivo estratégico institucional", "AEI", "Acción estratégica institucional"]
MONTHS = [dt.date(2026, month, 1) for month in range(1, 13)]


def test_a_list_of_aei_is_one() -> None:
    assert looks_like_framework([["PEI 2026"], PEI, ["OEI.01", "Objetivo", "AEI.01.01", "Acción"]])


def test_activities_whose_months_are_dates_are_none() -> None:
    header = ["N°", "Código OEI", "AEI", "Acción Estratégica", "Actividad", *MONTHS, *MONTHS]
    row = [1, "OEI.01", "AEI.01.02", "AES.01.09", "Supervisar el arbolado", *[5.0] * 24]
    assert not looks_like_framework([header, row])
    assert not looks_like_framework([[*PEI, *MONTHS], row])
