"""Measure `eficacia revisar` on 400,000 activities in 60 sheets against openpyxl that only reads the file.

    python tests/bench/manyrows.py [--books FOLDER] [--pairs N] [--formulas] [--unlisted]

The workbook holds PEI, Unidades and one sheet a unit, its name above the table; one row in thirty has
something to be told of. With `--formulas` each row's percentage is a formula; with `--unlisted` there is
neither PEI nor Unidades. Both are whole processes, cold, in alternation; the time is that of the processor.
openpyxl reads with `read_only` and goes through the values of all rows. Exits 1 where an aim is missed.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Final
from xml.sax.saxutils import escape

ROOT: Final = Path(__file__).resolve().parent.parent.parent
ROWS: Final = 400_000
SHEETS: Final = 60
ACTIONS: Final = 300
RUN: Final = 10
"""So many activities of one AEI follow one another."""
AIM: Final = 0.25
MOST_MEMORY: Final = 200
PAIRS: Final = 3
_SEED: Final = 2020
_HEADER: Final = (
    "Código AO", "AEI", "Actividad operativa", "Unidad de medida", "Programadas", "Ejecutadas", "Eficacia",
    "Motivo",
)  # fmt: skip
_MEASURES: Final = ("Informe", "Documento", "Persona", "Taller", "Visita", "Expediente", "Resolución")
_CAUSE: Final = "Las restricciones de desplazamiento impidieron las visitas programadas para el trimestre."
_OPENPYXL: Final = """
import sys
from openpyxl import load_workbook
book = load_workbook(sys.argv[1], read_only=True)
print(sum(1 for sheet in book for row in sheet.iter_rows(values_only=True)))
"""
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CONTENT: Final = f"{_PACKAGE}/content-types"
_RELS: Final = "application/vnd.openxmlformats-package.relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FINE: Final = (0, 1)
_KILOBYTES: Final = 1 if sys.platform == "darwin" else 1024

Row = tuple[str, str, str, str, object, object, str]


@dataclass(frozen=True)
class Shape:
    """What the workbook holds besides its rows."""

    formulas: bool = False
    listed: bool = True

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"rows{'-formulas' * self.formulas}{'-listed' * self.listed}.xlsx"


@dataclass(frozen=True)
class ReadingCost:
    """Processor seconds of both (medians), the median of the ratios of the pairs, our peak in MB."""

    openpyxl: float
    ours: float
    ratio: float
    peak: float

    @property
    def met(self) -> bool:
        """Whether both aims are met."""
        return self.ratio <= AIM and not self.peak > MOST_MEMORY


LISTED: Final = Shape()


def rows_of(sheet: int) -> Iterator[Row]:
    """Yield the activities of a sheet, the same at every call."""
    rng = random.Random(_SEED + sheet)  # noqa: S311 - the same figures every time
    first, last = ROWS * sheet // SHEETS, ROWS * (sheet + 1) // SHEETS
    for number in range(first, last):
        programmed, executed = _amounts(rng)
        place = (number // RUN * 7) % ACTIONS
        short = isinstance(executed, int) and isinstance(programmed, int) and executed < programmed
        yield (
            f"AO-{number + 1:06d}",
            f"AEI.{place // 10 + 1:02d}.{place % 10 + 1:02d}",
            f"Seguimiento, asistencia técnica y supervisión de la zona {rng.randrange(2000)}",
            _MEASURES[place % len(_MEASURES)],
            programmed,
            executed,
            _CAUSE if short else "",
        )


def _amounts(rng: random.Random) -> tuple[object, object]:
    target = rng.randint(1, 400)
    kind = rng.random()
    if kind < 0.02:
        return target, None
    if kind < 0.03:
        return rng.choice(((target, "en proceso"), (0, target), (str(target), target), (target, -1)))
    return target, rng.choice((target, int(target * rng.random()), int(target * (1 + rng.random()))))


def write_book(path: Path, shape: Shape) -> None:
    """Write the workbook as Excel writes them, texts in one table, without holding it in memory."""
    texts: dict[str, int] = {}
    units = [f"U{number + 1:02d}" for number in range(SHEETS)]
    names = ["PEI", "Unidades", *units] if shape.listed else units
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for number, name in enumerate(names, 1):
            rows = _lists(name) if name in ("PEI", "Unidades") else _sheet_rows(int(name[1:]) - 1, shape)
            with package.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                part.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
                for row, values in rows:
                    part.write(_row_xml(row, values, texts).encode())
                part.write(b"</sheetData></worksheet>")
        _write_frame(package, names, texts)


def _sheet_rows(number: int, shape: Shape) -> Iterator[tuple[int, Sequence[object]]]:
    yield 1, ("Unidad orgánica", _unit(number))
    yield 3, _HEADER
    for place, row in enumerate(rows_of(number), 4):
        *before, cause = row
        done = row[4], row[5]
        share: object = None
        if shape.formulas:
            known = all(isinstance(one, int) for one in done) and done[0]
            value = done[1] / done[0] if known else 0  # type: ignore[operator]
            share = f"<f>IFERROR(F{place}/E{place},0)</f><v>{value!r}</v>".encode()
        yield place, (*before, share, cause or None)


def _lists(name: str) -> Iterator[tuple[int, Sequence[object]]]:
    if name == "PEI":
        yield 1, ("OEI", "Objetivo estratégico institucional", "AEI", "Acción estratégica institucional")
        for place in range(ACTIONS):
            oei, aei = f"OEI.{place // 10 + 1:02d}", f"AEI.{place // 10 + 1:02d}.{place % 10 + 1:02d}"
            yield place + 2, (oei, f"Objetivo {oei}", aei, f"Servicio {aei} brindado")
        return
    yield 1, ("Unidad orgánica", "Nombre en el informe", "Sigla", "Artículo", "Hoja", "Responsable")
    for number in range(SHEETS):
        yield number + 2, (_unit(number), None, f"U{number + 1:02d}", "la", f"U{number + 1:02d}")


def _row_xml(row: int, values: Sequence[object], texts: dict[str, int]) -> str:
    cells = []
    for letter, value in zip("ABCDEFGH", values, strict=False):
        if isinstance(value, str):
            place = texts.setdefault(value, len(texts))
            cells.append(f'<c r="{letter}{row}" t="s"><v>{place}</v></c>')
        elif isinstance(value, bytes):
            cells.append(f'<c r="{letter}{row}">{value.decode()}</c>')
        elif value is not None:
            cells.append(f'<c r="{letter}{row}"><v>{value}</v></c>')
    return f'<row r="{row}">{"".join(cells)}</row>'


def _write_frame(package: zipfile.ZipFile, names: Sequence[str], texts: Mapping[str, int]) -> None:
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    table = f'{_XML}<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">{items}</sst>'
    package.writestr("xl/sharedStrings.xml", table)
    sheets = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1))
    package.writestr(
        "xl/workbook.xml",
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
    related = [(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
    related.append(("rs", "sharedStrings", "sharedStrings.xml"))
    package.writestr("xl/_rels/workbook.xml.rels", _relations(related))
    package.writestr("_rels/.rels", _relations([("r1", "officeDocument", "xl/workbook.xml")]))
    kinds = [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, len(names) + 1)]
    kinds += [("/xl/workbook.xml", "sheet.main"), ("/xl/sharedStrings.xml", "sharedStrings")]
    told = (f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in kinds)
    package.writestr(
        "[Content_Types].xml",
        f'{_XML}<Types xmlns="{_CONTENT}"><Default Extension="rels" ContentType="{_RELS}+xml"/>'
        f"{''.join(told)}</Types>",
    )


def _relations(related: Sequence[tuple[str, str, str]]) -> str:
    each = (f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for key, kind, to in related)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'


def _unit(number: int) -> str:
    return f"Oficina de Gestión Territorial de la Zona {number + 1:02d}"


def measure(folder: Path, shape: Shape = LISTED, pairs: int = PAIRS) -> ReadingCost:
    """Run both in turns on the workbook of a shape, written into a folder if it is not there."""
    book = folder / shape.name
    if not book.exists():
        unfinished = book.with_suffix(".part")
        writer = get_context("spawn").Process(target=write_book, args=(unfinished, shape))
        writer.start()  # a process of its own: a child's peak counts what its parent held at its start
        writer.join()
        unfinished.replace(book)
    openpyxl = [sys.executable, "-c", _OPENPYXL, str(book)]
    script = Path(sys.executable).with_name("eficacia.exe" if os.name == "nt" else "eficacia")
    program = [str(script)] if script.exists() else [sys.executable, "-m", "xlwings_addin.cli"]
    ours = [*program, "revisar", str(book), "--json"]
    costs = [(_run(openpyxl), _run(ours)) for _ in range(pairs)]
    return ReadingCost(
        median(base[0] for base, _ in costs),
        median(mine[0] for _, mine in costs),
        median(mine[0] / base[0] for base, mine in costs),
        max(mine[1] for _, mine in costs),
    )


def _run(command: Sequence[str]) -> tuple[float, float]:
    """Return processor seconds and peak of memory in MB of a process (on Windows its clock, no peak)."""
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if hasattr(os, "wait4"):
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            cost = used.ru_utime + used.ru_stime, used.ru_maxrss * _KILOBYTES / 1024**2
        else:
            process.wait()
            cost = time.perf_counter() - start, float("nan")
        if process.returncode not in _FINE:
            log.seek(0)
            said = log.read().decode(errors="replace")[-2000:]
            sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{said}")
    return cost


def described(cost: ReadingCost, shape: Shape = LISTED) -> str:
    """Return the result as a line."""
    kind = ("formulas" if shape.formulas else "values") + ("" if shape.listed else ", no PEI")
    return (
        f"{ROWS:,} activities in {SHEETS} sheets ({kind}): openpyxl reads in {cost.openpyxl:.1f} s, "
        f"we evaluate in {cost.ours:.1f} s: {cost.ratio:.3f} (aim ≤ {AIM}), "
        f"peak {cost.peak:.0f} MB (aim ≤ {MOST_MEMORY}) "
        f"{'PASS' if cost.met else 'FAIL'}"
    )


def main() -> int:
    """Run the benchmark; return the exit code."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--books", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--formulas", action="store_true")
    parser.add_argument("--unlisted", action="store_true")
    chosen = parser.parse_args()
    shape = Shape(chosen.formulas, not chosen.unlisted)
    cost = measure(chosen.books.resolve(), shape, chosen.pairs)
    print(described(cost, shape))
    return 0 if cost.met else 1


if __name__ == "__main__":
    sys.exit(main())
