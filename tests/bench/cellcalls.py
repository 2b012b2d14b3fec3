"""Measure one formula over 10,000 rows against 10,000 formulas of one cell.

    python tests/bench/cellcalls.py

As in Excel, the functions answer in a process of their own, through xlwings' dispatcher, one message a call.
The messages go through a pipe, which costs less than COM does: in Excel one formula saves more than here.
The time is that of the processor, of both processes. The aim is for a sheet that is calculated again, as in
a session of Excel; the first calculation, when the server has met none of the amounts, is shown beside it.
Exits 1 where the aim is missed.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:  # the stand-ins for Windows are among the tests
    sys.path.append(str(ROOT))

ROWS: Final = 10_000
AIM: Final = 0.05
PAIRS: Final = 5
_SEED: Final = 2020

Amounts = list[tuple[float, float]]


@dataclass(frozen=True)
class UdfCost:
    """Processor seconds of both ways (medians), and the median of the ratios of the pairs.

    `first_ratio` is that of the first calculation, when no amount has been met before.
    """

    one_formula: float
    ten_thousand: float
    ratio: float
    first_ratio: float

    @property
    def met(self) -> bool:
        """Whether the aim is met."""
        return self.ratio <= AIM


def amounts() -> Amounts:
    """Return programmed and executed of the rows: targets of all sizes, four in ten met, the others not."""
    rng = random.Random(_SEED)  # noqa: S311 - the same figures every time
    rows: Amounts = []
    for _ in range(ROWS):
        target = rng.choice((rng.randint(1, 30), rng.randint(31, 900), rng.randint(901, 400_000)))
        done = target if rng.random() < 0.4 else int(target * rng.uniform(0.1, 2.2))
        rows.append((float(target), float(done)))
    return rows


def udf_ratio(pairs: int = PAIRS) -> UdfCost:
    """Measure both ways in turns: the first calculation, then the same again."""
    rows = amounts()
    column = tuple((target,) for target, _ in rows), tuple((done,) for _, done in rows)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=_serve, args=(there,), daemon=True)
    server.start()
    there.close()  # or an end of the server would never be noticed here

    def one_formula() -> None:
        _call(here, *column)

    def many() -> None:
        for target, done in rows:
            _call(here, target, done)

    try:
        one_formula()  # warm-up
        costs = [[_measured(here, way) for way in (one_formula, many)] for _ in range(pairs)]
        here.send(None)
        server.join()
    finally:
        server.terminate()
    return UdfCost(
        median(one[1] for one, _ in costs),
        median(each[1] for _, each in costs),
        median(one[1] / each[1] for one, each in costs),
        median(one[0] / each[0] for one, each in costs),
    )


def _call(server: Connection, *arguments: Any) -> None:
    server.send(("EFICACIA", arguments))
    server.recv()


def _measured(server: Connection, work: Callable[[], None]) -> tuple[float, float]:
    """Return the processor seconds that a piece of work takes in both processes: at first, and again."""
    server.send(("forget", ()))
    server.recv()
    return _timed(server, work), _timed(server, work)


def _timed(server: Connection, work: Callable[[], None]) -> float:
    start = time.process_time() + _clock(server)
    work()
    return time.process_time() + _clock(server) - start


def _clock(server: Connection) -> float:
    server.send(("clock", ()))
    return float(server.recv())


def _serve(excel: Connection) -> None:
    """Answer calls until there are no more; "forget" what was met, tell the "clock"."""
    from tests.support.winstub import windows
    from udfs import answers

    with windows() as xlwings:
        while (message := excel.recv()) is not None:
            function, arguments = message
            if function == "forget":
                answers._fact.cache_clear()
                answers._efficacy.cache_clear()
            if function in ("forget", "clock"):
                excel.send(time.process_time())
            else:
                excel.send(xlwings.call(function, *arguments))


def main() -> int:
    """Measure and print; return the exit code."""
    cost = udf_ratio()
    print(
        f"EFICACIA over {ROWS:,} rows: one formula {cost.one_formula:.3f} s, "
        f"{ROWS:,} formulas {cost.ten_thousand:.3f} s, ratio {cost.ratio:.3f} (aim ≤ {AIM:.2f}); "
        f"the first time {cost.first_ratio:.3f}"
    )
    return 0 if cost.met else 1


if __name__ == "__main__":
    sys.exit(main())
