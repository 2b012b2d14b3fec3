"""Measure `eficacia informe` against the naive script, and against itself on a bigger workbook.

    python tests/bench/run.py [--quick] [--books FOLDER]

Whole processes, cold, one after the other in alternation; the time is that of the processor, user and system.
Exits 1 where an aim is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent.parent
if importlib.util.find_spec("workbook") is None:  # not installed: measure the working copy
    sys.path.insert(0, str(ROOT))

import books  # noqa: E402 - beside this file
import cellcalls  # noqa: E402 - the same
import forms  # noqa: E402 - the same
import manyrows  # noqa: E402 - the same

EXAMPLE, SMALL, LARGE, CHANGED = "example", "small", "large", "changed"
RECEPTION: Final = "reception"
GROWTH: Final = books.SIZES[LARGE].rows / books.SIZES[SMALL].rows
DATE: Final = "2025-01-22"
FINE: Final = (0, 1)
"""Exit codes of a report that was made; 1 tells of errors in the data."""
_MEGABYTE: Final = 1024 * 1024
_MAXRSS_UNIT: Final = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Cost:
    """What one process took: processor and clock in seconds, peak of memory in MB (NaN if not known)."""

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True)
class Program:
    """A way to make a result of a book: the command for both, and the ending of the result."""

    name: str
    command: Callable[[Path, Path], list[str]]
    ending: str = ".docx"


@dataclass(frozen=True)
class Aim:
    """What is compared: `ours` must cost at most `most` times what `base` does."""

    title: str
    base: tuple[Program, str]
    ours: tuple[Program, str]
    most: float
    pairs: int
    quick_pairs: int


def _installed() -> Path | None:
    script = Path(sys.executable).with_name("eficacia.exe" if os.name == "nt" else "eficacia")
    return script if script.exists() else None


def _program() -> list[str]:
    """Return the installed command, or the working copy's where there is none."""
    script = _installed()
    return [str(script)] if script else [sys.executable, "-m", "xlwings_addin.cli"]


def _surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of the processes: modules stay compiled, as if installed."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return surroundings if _installed() else surroundings | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}


NAIVE: Final = Program(
    "naive", lambda book, out: [sys.executable, str(HERE / "naive/report.py"), str(book), str(out)]
)
OURS: Final = Program(
    "eficacia", lambda book, out: [*_program(), "informe", str(book), "-o", str(out), "--fecha", DATE]
)

UPDATING: Final = Program(
    "actualizar",
    lambda book, out: [
        *_program(), "informe", str(book), "--fecha", DATE,
        "--sobre", str(out.with_name(f"{OURS.name}-{SMALL}.docx")), "-o", str(out),
    ],
)  # fmt: skip
"""Brings the report of the small workbook up to date after one change."""
NAIVE_RECEIVING: Final = Program(
    "naive-receiving",
    lambda book, out: [
        sys.executable, str(HERE / "naive/receive.py"), str(book), str(forms.folder_of(book)), str(out)
    ],
    ".xlsx",
)  # fmt: skip
OURS_RECEIVING: Final = Program(
    "eficacia-receiving",
    lambda book, out: [
        *_program(), "formatos", "recibir", str(book), str(forms.folder_of(book)), "--aceptar", "todo",
        "-o", str(out),
    ],
    ".xlsx",
)  # fmt: skip

AIMS: Final = (
    Aim("the example, cold, against naive", (NAIVE, EXAMPLE), (OURS, EXAMPLE), 0.20, 7, 2),
    Aim("3,000 area rows, against naive", (NAIVE, SMALL), (OURS, SMALL), 0.05, 5, 1),
    Aim("40,000 area rows, against 3,000", (OURS, SMALL), (OURS, LARGE), round(1.3 * GROWTH, 2), 3, 1),
    Aim("updating a report of 3,000 rows, against anew", (OURS, SMALL), (UPDATING, CHANGED), 2.00, 5, 1),
    Aim(
        "16 forms of 300 rows received, against naive",
        (NAIVE_RECEIVING, RECEPTION),
        (OURS_RECEIVING, RECEPTION),
        0.30,
        5,
        1,
    ),
)


def write_book(path: Path, size: str) -> None:
    """Write the workbook of a size."""
    if size == EXAMPLE:
        books.write_example(path)
    elif size == RECEPTION:
        forms.write_reception(path)
    else:
        books.write_book(path, books.SIZES[SMALL if size == CHANGED else size], changed=size == CHANGED)


class Bench:
    """Runs the programs on the books of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._surroundings = _surroundings(folder)

    def book(self, size: str) -> Path:
        """Return the workbook of a size, written if it is not there."""
        path = self._folder / f"{size}.xlsx"
        if not path.exists():
            unfinished = path.with_suffix(".part")
            writer = get_context("spawn").Process(target=write_book, args=(unfinished, size))
            writer.start()  # a process of its own: a child's peak counts what its parent held at its start
            writer.join()
            unfinished.replace(path)
        return path

    def report(self, program: Program, size: str) -> Path:
        """Return where a program's report of a book goes."""
        return self._folder / f"{program.name}-{size}{program.ending}"

    def run(self, program: Program, size: str) -> Cost:
        """Make the report in a process of its own and return what it took."""
        out = self.report(program, size)
        out.unlink(missing_ok=True)
        cost = self._measured(program.command(self.book(size), out))
        if not out.exists():
            sys.exit(f"{program.name} left no report of {size}.xlsx")
        return cost

    def stages(self, size: str) -> dict[str, float]:
        """Return the seconds of each stage inside our process."""
        command = [
            sys.executable,
            str(HERE / "stages.py"),
            str(self.book(size)),
            str(self._folder / "stages.docx"),
        ]
        done = subprocess.run(
            command, cwd=ROOT, env=self._surroundings, capture_output=True, text=True, check=True
        )
        return dict(json.loads(done.stdout))

    def _measured(self, command: Sequence[str]) -> Cost:
        with tempfile.TemporaryFile() as log:
            start = time.perf_counter()
            process = subprocess.Popen(
                command, cwd=ROOT, env=self._surroundings, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
            if hasattr(os, "wait4"):
                _, status, used = os.wait4(process.pid, 0)
                wall = time.perf_counter() - start
                process.returncode = os.waitstatus_to_exitcode(status)
                cost = Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * _MAXRSS_UNIT / _MEGABYTE)
            else:  # Windows tells no times of a child that has ended: the clock stands in for the processor
                process.wait()
                wall = time.perf_counter() - start
                cost = Cost(wall, wall, float("nan"))
            if process.returncode not in FINE:
                log.seek(0)
                said = log.read().decode(errors="replace")[-2000:]
                sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{said}")
        return cost


def measure(bench: Bench, aim: Aim, pairs: int) -> list[tuple[Cost, Cost]]:
    """Return the costs of base and ours, run in turns."""
    return [(bench.run(*aim.base), bench.run(*aim.ours)) for _ in range(pairs)]


def verdict(aim: Aim, costs: Sequence[tuple[Cost, Cost]]) -> tuple[list[str], bool]:
    """Return the row of the table and whether the aim is met: the median of the ratios of the pairs."""
    base, ours = ([pair[side] for pair in costs] for side in (0, 1))
    ratios = [one.cpu / other.cpu for other, one in costs]
    met = median(ratios) <= aim.most
    row = [
        aim.title,
        _spread([cost.cpu for cost in base], "s"),
        _spread([cost.cpu for cost in ours], "s"),
        _spread(ratios),
        f"≤ {aim.most:.2f}",
        "PASS" if met else "FAIL",
        f"{median(c.wall for c in base):.2f} / {median(c.wall for c in ours):.2f}",
        f"{max(c.peak for c in base):.0f} / {max(c.peak for c in ours):.0f}",
    ]
    return row, met


def _spread(values: Sequence[float], unit: str = "") -> str:
    digits = 3 if max(values) < 1 else 2
    shown = [f"{value:.{digits}f}" for value in (median(values), min(values), max(values))]
    return f"{shown[0]} {unit}".strip() + f" ({shown[1]}–{shown[2]})"


def volume(report: Path) -> str:
    """Return how much a report holds, so that one sees that both do the same job."""
    with zipfile.ZipFile(report) as archive:
        xml = archive.read("word/document.xml")
    rows = xml.count(b"<w:tr>") + xml.count(b"<w:tr ")
    return f"{xml.count(b'<w:tbl>'):,} tables, {rows:,} rows, {report.stat().st_size / 1024:,.0f} kB"


def environment(*, quick: bool) -> str:
    """Return when and where it was measured."""
    names = ("pandas", "openpyxl", "python-docx", "python-calamine", "lxml")
    libraries = ", ".join(f"{name} {version(name)}" for name in names)
    runs = "few runs (--quick)" if quick else "all runs"
    return (
        f"{dt.datetime.now().astimezone():%Y-%m-%d}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} processors, Python {platform.python_version()}, {libraries}; {runs}"
    )


def bench(folder: Path, console: Console, *, quick: bool) -> bool:
    """Measure, print the tables, and tell whether every aim is met."""
    running = Bench(folder)
    for size in (EXAMPLE, SMALL, LARGE, CHANGED):
        running.book(size)
    for program in (NAIVE, OURS):
        running.run(program, EXAMPLE)  # warm-up: files in memory, modules compiled
    table = Table(
        "measure",
        "base: CPU, median (min–max)",
        "eficacia",
        "ratio",
        "aim",
        "",
        "wall, s",
        "peak, MB",
        box=box.MARKDOWN,
    )
    results = []
    for aim in AIMS:
        row, met = verdict(aim, measure(running, aim, aim.quick_pairs if quick else aim.pairs))
        table.add_row(*row)
        results.append(met)
        print(f"# {row[0]}: {row[3]} {row[5]}", file=sys.stderr, flush=True)
    console.print(environment(quick=quick), soft_wrap=True)
    console.print(table)
    for program, size in ((NAIVE, SMALL), (OURS, SMALL), (OURS, LARGE)):
        console.print(f"{program.name}, {size}: {volume(running.report(program, size))}")
    stages = running.stages(SMALL)
    whole = sum(stages.values())
    shares = ", ".join(f"{name} {seconds / whole:.0%}" for name, seconds in stages.items())
    console.print(f"\nInside our process, 3,000 area rows ({whole:.2f} s): {shares}", soft_wrap=True)
    cells = cellcalls.udf_ratio()
    console.print(
        f"EFICACIA over 10,000 rows, one call against 10,000: {cells.ratio:.3f}, first calculation "
        f"{cells.first_ratio:.3f} (aim ≤ 0.05) {'PASS' if cells.met else 'FAIL'}",
        soft_wrap=True,
    )
    rows = manyrows.measure(folder, pairs=1 if quick else manyrows.PAIRS)
    console.print(manyrows.described(rows), soft_wrap=True)
    return all(results) and cells.met and rows.met


def main() -> int:
    """Run the benchmark; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    parser.add_argument("--books", type=Path, help="folder that keeps workbooks and reports between runs")
    chosen = parser.parse_args()
    folder = chosen.books or Path(tempfile.mkdtemp(prefix="eficacia-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    console = Console(width=200, highlight=False)
    try:
        met = bench(folder.resolve(), console, quick=chosen.quick)
    finally:
        if chosen.books is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
