"""The door to pandas: evaluations as tables, for analysts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from workbook.domain.results import Evaluation

COLUMNS: Final = (
    "oei", "aei", "unidad", "estado", "programadas", "ejecutadas", "eficacia", "indicador", "actividades",
)  # fmt: skip


def to_frame(evaluation: Evaluation) -> pd.DataFrame:
    """Return one row a unit in an AEI, in the report's order.

    Columns as COLUMNS: codes and names as text; `programadas` and `ejecutadas` exact (Decimal, in units
    of measure, 0 where the state is not in sums); `eficacia` a float ratio, NA where there is none;
    `indicador` the label, NA where there is none; `actividades` how many rows the unit has there.
    """
    rows = [
        (
            objective.objective.code,
            action.action.code,
            part.unit.shown,
            part.outcome.state.value,
            part.outcome.totals.programmed,
            part.outcome.totals.executed,
            pd.NA if part.outcome.efficacy is None else float(part.outcome.efficacy),
            pd.NA if part.outcome.band is None else part.outcome.band.label,
            part.rows,
        )
        for objective in evaluation.objectives
        for action in objective.actions
        for part in action.units
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"eficacia": "Float64", "actividades": "int64"})
