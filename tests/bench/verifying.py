"""Measure verifying a report of some 300 pages against opening it with python-docx and reading all its text.

    python tests/bench/verifying.py

Processor time in one process, after one warm-up of each; the ratio is the median of the pairs'. Exits 1 where
the aim is missed.
"""

from __future__ import annotations

import importlib.util
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

HERE: Final = Path(__file__).resolve().parent
if importlib.util.find_spec("workbook") is None:  # not installed: measure the working copy
    sys.path.insert(0, str(HERE.parent.parent))

AIM: Final = 3.0
PAIRS: Final = 3
OBJECTIVES, ACTIONS, UNITS = 30, 10, 10
"""300 AEI with ten units each: some 300 pages of A4 in Word."""


def report() -> bytes:
    """Return the program's report of a large plan; figures are the same every time."""
    from report.compose import compose
    from report.word import write
    from workbook.domain.cells import read_amount
    from workbook.domain.evaluation import evaluate
    from workbook.domain.model import Action, Activity, Framework, Objective, OrgUnit, Settings
    from workbook.domain.scale import DEFAULT_SCALE

    names = "Logística Tesorería Contabilidad Informática Rentas Catastro Ambiente Limpieza Archivo Registro"
    units = tuple(OrgUnit(name, f"Oficina de {name}") for name in names.split()[:UNITS])
    objectives = tuple(Objective(f"OEI.{n:02}", f"Objetivo número {n}") for n in range(1, OBJECTIVES + 1))
    actions = tuple(
        Action(f"AEI.{o:02}.{a:02}", f"Acción {a} del objetivo {o}", f"OEI.{o:02}")
        for o in range(1, OBJECTIVES + 1)
        for a in range(1, ACTIONS + 1)
    )
    activities = [
        Activity(
            action.code,
            unit.key,
            read_amount(100 + 7 * place + row),
            read_amount(60 + (37 * place + 11 * row) % 90),
            f"{action.code}-{row}",
            f"Actividad {row}",
            "Informe",
        )
        for place, action in enumerate(actions)
        for row, unit in enumerate(units)
    ]
    framework = Framework(Settings(year=2025), objectives, actions, units, DEFAULT_SCALE)
    return plain(write(compose(evaluate(framework, activities), None)))


def plain(file: bytes) -> bytes:
    """Return a report without content controls, as one is typed: python-docx sees nothing inside them."""
    from report.wordfile import W, WordFile

    opened = WordFile("informe.docx", file)
    body = opened.tree(opened.document)
    for control in list(body.iter(f"{W}sdt")):
        content = control.find(f"{W}sdtContent")
        for element in list(content) if content is not None else ():
            control.addprevious(element)
        control.getparent().remove(control)
    opened.touch(opened.document)
    return opened.save()


def read_with_python_docx(file: bytes) -> int:
    """Open a report and read all its text, as is documented; return how many letters there are."""
    import docx

    document = docx.Document(io.BytesIO(file))
    letters = sum(len(paragraph.text) for paragraph in document.paragraphs)
    for table in document.tables:
        letters += sum(len(cell.text) for row in table.rows for cell in row.cells)
    return letters


def verified(file: bytes) -> int:
    """Verify a report; return how many comparisons were made."""
    from report.verify.verify import verify

    return sum(verify("informe.docx", file).checked.values())


def seconds(work: Callable[[bytes], int], file: bytes) -> float:
    """Return the processor time of some work."""
    start = time.process_time()
    work(file)
    return time.process_time() - start


def main() -> int:
    """Measure, print, and tell whether the aim is met."""
    file = report()
    compared = verified(file)
    read_with_python_docx(file)
    pairs = [(seconds(read_with_python_docx, file), seconds(verified, file)) for _ in range(PAIRS)]
    ratio = median(ours / base for base, ours in pairs)
    base, ours = (median(times) for times in zip(*pairs, strict=True))
    print(f"| read with python-docx | {base:.2f} s |")
    print(f"| verified, {compared:,} comparisons | {ours:.2f} s |")
    print(f"| ratio | {ratio:.2f} (aim ≤ {AIM:.1f}) |")
    return 0 if ratio <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
