"""What the program reads in a file, set against what the model says."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from tests.mutations.model import Cell, Expected, Sheet, Workbook
from tests.mutations.writing import address, written
from tests.support.tally import SUMMED, Tally
from workbook.domain.errors import UnusablePlan
from workbook.domain.evaluation import Request
from workbook.domain.findings import Finding, Severity
from workbook.domain.results import Evaluation, Outcome
from workbook.host import UnusableBook
from workbook.hosts.file import open_file
from workbook.layouts.equivalences import parse_toml
from workbook.service import evaluate_book

GRAVE = ("detiene", "error")
TELLING = (*GRAVE, "advertencia")
_SHEETWIDE = ("columna_faltante", "hoja_repetida", "sin_datos", "unidad_desconocida", "sin_calcular")


@dataclass(frozen=True)
class Told:
    """A finding, in plain words."""

    code: str
    severity: str
    sheet: str
    cell: str
    cells: tuple[str, ...] = ()
    count: int = 1

    @property
    def row(self) -> int:
        """The number of its row; 0 where it has no cell."""
        return int("".join(c for c in self.cell if c.isdigit()) or 0)


Figures = tuple[str, Fraction, Fraction, Fraction | None, str | None]


@dataclass
class Read:
    """What was read: figures of each (unit, AEI) and of each AEI, findings, or that nothing could be read."""

    shares: dict[tuple[str, str], Figures] = field(default_factory=dict)
    actions: dict[str, Figures] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    stopped: str = ""
    untargeted: dict[tuple[str, str], Fraction] = field(default_factory=dict)


def read_file(path: Path, equivalence: str = "") -> Read:
    """Read a file as the commands do."""
    try:
        evaluation = _evaluated(path, equivalence)
    except UnusablePlan as problem:
        return Read(told=[_told(one) for one in problem.findings], stopped="detiene")
    except UnusableBook as problem:
        return Read(stopped=problem.reason)
    return _read(evaluation)


def _evaluated(path: Path, equivalence: str) -> Evaluation:
    told = parse_toml(equivalence) if equivalence else None
    return evaluate_book(open_file(path), Request(equivalence=told))


def _read(evaluation: Evaluation) -> Read:
    found = Read(told=[_told(one) for one in evaluation.findings])
    for objective in evaluation.objectives:
        for action in objective.actions:
            code = action.action.code
            found.actions[code] = _figures(action.outcome)
            for unit in action.units:
                key = fold(unit.unit.key), code
                found.shares[key] = _figures(unit.outcome)
                if unit.untargeted:
                    found.untargeted[key] = Fraction(unit.untargeted)
    return found


def _figures(outcome: Outcome) -> Figures:
    totals = outcome.totals
    label = outcome.band.label if outcome.band else None
    return (
        outcome.state.value,
        Fraction(totals.programmed),
        Fraction(totals.executed),
        outcome.efficacy,
        label,
    )


def _told(one: Finding) -> Told:
    data = dict(one.data)
    cells, count = data.get("cells", ()), data.get("count", 1)
    return Told(
        one.code.value,
        Severity(one.severity).value,
        one.sheet,
        one.cell,
        tuple(map(str, cells)) if isinstance(cells, tuple) else (),
        int(count) if isinstance(count, int) else 1,
    )


def fold(name: str) -> str:
    """Return a name without accents, case, and blanks around it."""
    plain = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def expected_figures(tally: Tally, method: str) -> Figures:
    """Return what the program must say of rows together."""
    return tally.state, tally.programmed, tally.executed, tally.efficacy(method), tally.label(method)


@dataclass
class Verdict:
    """What is wrong with a reading of a workbook."""

    silent: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Wrong figures that a finding tells of."""
    missed: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.silent or self.wrong or self.missed or self.new)

    def lines(self) -> list[str]:
        """Return it all as text."""
        kinds = {"silent": self.silent, "wrong": self.wrong, "missed": self.missed, "new": self.new}
        return [f"{kind}: {text}" for kind, texts in kinds.items() for text in texts]


def judged(book: Workbook, read: Read, clean: Read | None = None) -> Verdict:
    """Compare what was read with what the workbook says; `clean` is the reading before any change."""
    verdict = Verdict()
    if book.tolerant:
        if not read.stopped:
            verdict.silent += _silent(book, read)
        return verdict
    if read.stopped:
        if not any(one.code in _STOPPING for one in book.expected):
            verdict.wrong.append(f"stopped: {read.stopped} {[one.code for one in read.told]}")
        return verdict
    told = Telling(book, read)
    for what, wanted, got in _differences(book, read):
        loud = told.of(what)
        (verdict.wrong if loud else verdict.silent).append(f"{what}: expected {wanted}, got {got}")
    verdict.missed += [told.describe(one) for one in book.expected if not told.has(one)]
    if clean is not None:
        verdict.new += told.unexpected(clean)
    return verdict


def _silent(book: Workbook, read: Read) -> list[str]:
    told = Telling(book, read)
    return [
        f"{what}: expected {wanted}, got {got}"
        for what, wanted, got in _differences(book, read)
        if not told.of(what)
    ]


_STOPPING = ("sin_datos", "escala_invalida", "parametro_invalido")


def _differences(book: Workbook, read: Read) -> list[tuple[tuple[str, str], object, object]]:
    units = {fold(said): unit for said, unit in book.units.items()}
    got = {(units.get(unit, unit), action): figures for (unit, action), figures in read.shares.items()}
    wanted = book.shares()
    if book.strays or any(one.code == "aei_desconocida" for one in read.told):
        known = {action for _, action in wanted}
        got = {key: figures for key, figures in got.items() if key[1] in known}
    found: list[tuple[tuple[str, str], object, object]] = []
    for key in sorted({*got, *wanted}):
        want = expected_figures(wanted[key], "razon") if key in wanted else None
        if not _same(got.get(key), want):
            found.append((key, _brief(want), _brief(got.get(key))))
    untargeted = {(units.get(u, u), a): amount for (u, a), amount in read.untargeted.items()}
    for key, tally in wanted.items():
        if untargeted.get(key, Fraction(0)) != tally.untargeted:
            found.append((key, f"sin meta {tally.untargeted}", f"sin meta {untargeted.get(key, 0)}"))
    if not found:
        for action, tally in book.actions().items():
            want = expected_figures(tally, book.method)
            if not _same(read.actions.get(action), want):
                found.append((("", action), _brief(want), _brief(read.actions.get(action))))
    return found


def _same(got: Figures | None, wanted: Figures | None) -> bool:
    if got is None or wanted is None:
        idle = got or wanted
        return idle is None or idle[0] == "no_programada"
    if wanted[0] not in SUMMED:
        return got[0] == wanted[0] and got[3] is None
    return got == wanted


def _brief(figures: Figures | None) -> str:
    if figures is None:
        return "nothing"
    state, programmed, executed, *_, label = figures
    return f"{state} {float(executed):.6g}/{float(programmed):.6g} {label}"


class Telling:
    """The findings of a reading, asked about places of the model."""

    def __init__(self, book: Workbook, read: Read) -> None:
        self._book, self._read = book, read
        self._units = {record.unit for _, _, record in book.rows()}
        self._places = {id(sheet): sheet.places() for sheet in book.sheets}

    def of(self, key: tuple[str, str]) -> bool:
        """Tell whether an error or warning stands in a row that a figure comes from."""
        unit, action = key
        unit = unit if unit in self._units else ""
        rows: dict[str, set[int]] = {}
        for sheet in self._book.sheets:
            for number, line in enumerate(sheet.lines, 1):
                record = line.record
                if record is not None and record.action == action and unit in ("", record.unit):
                    rows.setdefault(sheet.name, set()).add(number)
        copies = {sheet.name for sheet in self._book.sheets if sheet.kind == "copy"}
        grave = [one for one in self._read.told if one.severity in TELLING]
        return any(
            one.sheet in copies
            or (one.sheet in rows and (one.row in rows[one.sheet] or one.code in _SHEETWIDE))
            for one in grave
        )

    def has(self, wanted: Expected) -> bool:
        """Tell whether an expected finding is there, at its place."""
        return any(self._is(one, wanted) for one in self._read.told if one.code in wanted.code.split("|"))

    def _is(self, one: Told, wanted: Expected) -> bool:
        if wanted.sheet is None:
            return True
        if wanted.cell is None:
            return one.sheet == wanted.sheet.name
        sheet, (row, column) = self._place(wanted.cell)
        if one.sheet != sheet.name:
            return False
        if wanted.whole_row:
            told = {one.row, *(int("".join(c for c in cell if c.isdigit()) or 0) for cell in one.cells)}
            return row + 1 in told or one.count > max(len(one.cells), 1)
        return address(row, column) in (one.cell, *one.cells) or one.count > max(len(one.cells), 1)

    def _place(self, cell: Cell) -> tuple[Sheet, tuple[int, int]]:
        """Return where a cell stands now: a mutation may have moved it to another sheet."""
        for sheet in self._book.sheets:
            place = self._places[id(sheet)].get(id(cell))
            if place is not None:
                return sheet, place
        raise LookupError(cell)

    def describe(self, wanted: Expected) -> str:
        """Return an expected finding as text, and what was told instead."""
        place = wanted.sheet.name if wanted.sheet else ""
        if wanted.sheet is not None and wanted.cell is not None:
            sheet, at = self._place(wanted.cell)
            place = f"{sheet.name}!{address(*at)}"
        instead = [(one.code, one.sheet, one.cell) for one in self._read.told if one.code == wanted.code]
        return f"{wanted.code} at {place}, instead {instead[:4]}"

    def unexpected(self, clean: Read) -> list[str]:
        """Return errors that neither the clean workbook has nor the changes bring."""
        known = {one.code for one in clean.told}
        wanted = {code for one in self._book.expected for code in one.code.split("|")}
        return [
            f"{one.code} {one.sheet}!{one.cell}"
            for one in self._read.told
            if one.severity in GRAVE
            and one.code not in known | wanted
            and not (one.code == "columna_faltante" and "unidad_desconocida" in wanted)  # it has no sheet now
        ]


def write_to(book: Workbook, folder: Path, name: str = "libro") -> Path:
    """Write a workbook into a folder."""
    path = folder / f"{name}{book.ending}"
    if book.ending == ".xls":
        book.sheets[0].name = name  # a page has no sheets: the program calls it as the file
    path.write_bytes(written(book))
    return path
