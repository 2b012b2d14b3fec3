"""Evaluations as pandas tables."""

from decimal import Decimal

import pandas as pd
import pytest

from workbook.domain.evaluation import evaluate
from workbook.example import example_plan
from workbook.frames import COLUMNS, to_frame


def test_one_row_a_unit_in_an_aei() -> None:
    plan = example_plan()
    frame = to_frame(evaluate(plan.framework, plan.activities))
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == 37
    totals = frame.groupby("oei")[["programadas", "ejecutadas"]].sum()
    assert totals.loc["OEI.06"].tolist() == [Decimal(3840), Decimal("3066.5")]
    half = frame[(frame.aei == "AEI.06.02") & (frame.ejecutadas == Decimal("0.5"))].iloc[0]
    assert half.eficacia == pytest.approx(1 / 6)
    assert half.indicador == "META INSUFICIENTE"
    idle = frame[frame.aei == "AEI.05.02"].iloc[0]
    assert idle.estado == "no_programada"
    assert idle.eficacia is pd.NA
    assert pd.isna(idle.indicador)


def test_an_empty_evaluation_keeps_its_columns() -> None:
    plan = example_plan()
    assert list(to_frame(evaluate(plan.framework, ())).columns) == list(COLUMNS)
