"""Two cuts of one export of the planning register: its cells edited as the register changes; the truth."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from lxml import html

from tests.support import register

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Cells = dict[str, str]
_CODE = "Actividad Operativa ID"
_FRAME = (
    "OEI", "Objetivo Estrategico Institucional", "AEI", "Acción Estratégica Institucional",
)  # fmt: skip
_UNIT = ("Centro Costo ID", "Centro de Costo")
_PLAIN = (("name", "Actividad Operativa"), ("measure", "Unidad de Medida"))


@dataclass
class ExportTruth:
    """What was done: codes that came and went; by code, datum and month (0 for none) before and after."""

    added: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    data: dict[tuple[str, str, int], tuple[str, str]] = field(default_factory=dict)

    def note(self, code: str, what: str, month: int, before: str, after: str) -> None:
        """Remember a change; the first word and the last one count."""
        first, _ = self.data.pop((code, what, month), (before, after))
        if same(first, after) is False:
            self.data[code, what, month] = (first, after)

    def changes(self) -> set[tuple[str, str, int]]:
        """All data of activities that are in both cuts."""
        left = self.added | self.gone
        return {key for key in self.data if key[0] not in left}


def same(one: str, other: str) -> bool:
    """Whether two cells say one thing: amounts as numbers, a blank is none."""
    try:
        return Decimal(one) == Decimal(other)
    except ArithmeticError:
        return one == other


def read_cells(path: Path) -> tuple[list[str], list[Cells]]:
    """Return header and rows of an export."""
    table = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    header, *lines = (
        [str(cell.xpath("string()")).strip() for cell in row.iterchildren("td")] for row in table.iter("tr")
    )
    return header, [dict(zip(header, line, strict=False)) for line in lines]


def written(header: Sequence[str], rows: Sequence[Cells], path: Path) -> Path:
    """Write an export as the register gives it."""
    path.write_bytes(register.page([[row[name] for name in header] for row in rows], header))
    return path


def look_alike(chance: random.Random, rows: int = 40) -> list[Cells]:
    """Return rows of an export that never was: names repeat, a unit's name is glued to its acronym."""
    made = []
    for number in range(rows):
        objective, action, unit = chance.randrange(1, 3), chance.randrange(1, 4), chance.randrange(1, 6)
        amounts = {month: f"{chance.randrange(30)}.00" for month in register.MONTHS}
        done = {month: f"{chance.randrange(30)}.00" for month in register.MONTHS[: chance.randrange(1, 5)]}
        cells = register.line(
            f"AOI{number:010}",
            (f"'0{unit}.01", f"OFICINA NÚMERO {unit}"),
            {int(month): amount for month, amount in amounts.items()},
            {int(month): amount for month, amount in done.items()},
            OEI=f"OEI.0{objective}",
            AEI=f"AEI.0{objective}.0{action}",
            Acumulado=chance.choice(("SI", "NO")),
        )
        row = dict(zip(register.HEADER, cells, strict=True))
        row["Actividad Operativa"] = chance.choice(("ATENDER", "EMITIR INFORMES", "MANTENER"))
        row["Acción Estratégica Institucional"] = f"ACCIÓN {objective}.{action}"
        row["Objetivo Estrategico Institucional"] = f"OBJETIVO {objective}"
        made.append(row)
    return made


def edited(rows: Sequence[Cells], chance: random.Random, edits: int) -> tuple[list[Cells], ExportTruth]:
    """Return a later cut in another order, and the truth. Inactive rows are left alone.

    A row that was added as the copy of another stays beside it: with that one gone, it might as well be that
    one under a new code.
    """
    truth, now = ExportTruth(), [dict(row) for row in rows]
    twins: set[str] = set()
    for number in range(edits):
        active = [row for row in now if row["Activo AO"] == "SI"]
        row, kind = chance.choice(active), chance.random()
        code = row[_CODE]
        if kind < 0.06:
            now.append({**row, _CODE: f"AOI9{number:09}"})
            truth.added.add(f"AOI9{number:09}")
            twins |= {code, f"AOI9{number:09}"}
        elif kind < 0.16 and code in twins:
            continue
        elif kind < 0.12:
            now = [one for one in now if one is not row]
            _leave(truth, code)
        elif kind < 0.16:
            row["Activo AO"] = "NO"
            _leave(truth, code)
        else:
            _edit(row, chance.choice(active), chance, truth)
    chance.shuffle(now)
    return now, truth


def _leave(truth: ExportTruth, code: str) -> None:
    if code in truth.added:
        truth.added.discard(code)
    else:
        truth.gone.add(code)


def _edit(row: Cells, other: Cells, chance: random.Random, truth: ExportTruth) -> None:
    code, month, kind = row[_CODE], chance.randrange(1, 13), chance.randrange(6)
    if kind < 3:
        what, header = (("programmed", "F(RE)"), ("executed", "F(SE)"), ("executed", "F(SE)"))[kind]
        after = chance.choice(["0.00", "7.50", f"{chance.randrange(90)}.00", *([""] if kind else [])])
        truth.note(code, what, month, row[f"{header} {month:02d}"], after)
        row[f"{header} {month:02d}"] = after
    elif kind == 3:
        what, header = chance.choice(_PLAIN)
        truth.note(code, what, 0, row[header], other[header])
        row[header] = other[header]
    elif kind == 4:
        truth.note(code, "action", 0, row["AEI"], other["AEI"])
        row.update({name: other[name] for name in _FRAME})
    else:
        truth.note(code, "unit", 0, row["Centro Costo ID"], other["Centro Costo ID"])
        row.update({name: other[name] for name in _UNIT})
