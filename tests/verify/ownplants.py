"""Errors planted one at a time in the program's own report, in its XML, with the places that hang on them."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tests.verify import spelling
from tests.verify.model import Line, Report
from tests.verify.ownreport import OwnReport
from tests.verify.plants import (
    LABELS,
    Change,
    Plant,
    cells,
    judged,
    other_amount,
    other_percent,
    rows,
    table_swaps,
)
from tests.verify.wordfile import Place

_PERCENT: Final = re.compile(r"\d[\d,]*(?:\.\d+)?(?=\u00a0%)")
_AMOUNT: Final = re.compile(r"(?<=\()\d[\d,]*(?:\.\d+)?(?= de \d)|(?<= de )\d[\d,]*(?:\.\d+)?(?=\))")
_WORD: Final = "dos tres cuatro cinco seis siete ocho nueve diez"
_COUNT: Final = re.compile(rf"(?i)\b(?:{_WORD.replace(' ', '|')}|\d\d?)\b")
_SIDES: Final = {
    "quedó por debajo de lo programado": "superó su meta",
    "quedaron por debajo": "superaron su meta",
    "superó su meta": "quedó por debajo de lo programado",
    "superaron su meta": "quedaron por debajo de lo programado",
}


@dataclass(frozen=True)
class OwnPlant:
    """A file with one thing changed."""

    kind: str
    what: str
    file: bytes
    places: dict[Place, str]
    allowed: frozenset[str]


def own_plants(report: OwnReport, choose: random.Random, each: int | None = None) -> Iterator[OwnPlant]:
    """Yield the plants of tables, sentences and other parts; at most `each` of a kind."""
    tried = Counter[str]()

    def enough(kind: str) -> bool:
        tried[kind] += 1
        return each is not None and tried[kind] > each

    for planter in (cells, rows, table_swaps):
        for change in planter(report.model, choose):
            plant = None if enough(change.kind) else judged(change) or _misplaced(change)
            if plant is not None:
                file, places = report.changed(report.model, plant.report)
                allowed = plant.allowed | _hanging(report, plant)
                yield OwnPlant(f"propio, {plant.kind}", plant.what, file, places, allowed)
    for change in _texts(report, choose):
        if enough(change.kind):
            continue
        file, places = report.with_text(change.key, change.old, change.new, change.at)
        what = f"{change.key}: {change.old} → {change.new}"
        yield OwnPlant(f"propio, {change.kind}", what, file, places, frozenset({change.key}))


def _misplaced(change: Change) -> Plant | None:
    """A unit that another AEI or row has: the table of units says where each belongs."""
    lines = [line for line in change.report.lines() if line.key in change.changed and line.programmed]
    alike = len({line["percent"].value for line in lines}) == 1
    if "unidad" not in change.kind or (len(change.changed) > 1 and alike):
        return None
    return Plant(
        change.kind, change.what, change.report, change.changed, ("tabla de unidades",), change.changed
    )


def _hanging(report: OwnReport, plant: Plant) -> frozenset[str]:
    """The other parts of the report that print what a change touched: by codes and units."""
    touched = set(plant.changed)
    codes = {code for key in touched for code in re.findall(r"(?:AEI|OEI)(?:\.\d+)+", key)}
    names = {
        str(line[role].value)
        for side in (report.model, plant.report)
        for line in side.lines()
        if line.key in touched
        for role in ("unit", "code")
        if role in line.cells
    }
    found = {
        key for key, text in report.paragraphs.items() if any(code in key or code in text for code in codes)
    }
    for key, table in report.tables.items():
        for row in table.rows:
            words = " ".join(
                "".join(getattr(item, "text", "") for item in cell.content) for cell in row.cells
            )
            if not key.startswith(("aei:", "oei:")) and any(word in words for word in codes | names):
                found.add(f"{key}#{row.key}")
    if (
        any(word in plant.kind for word in ("unidad", "omitida", "repetida"))
        or any("#TOTAL" in key or key.startswith("oei:") or key.endswith(":titulo") for key in touched)
        or any(len(_rows(report.model, code)) == 1 for code in codes)
    ):
        found |= {key for key in report.paragraphs if key.startswith(("resumen:", "conclusiones:"))}
        found |= {f"resumen:bandas#{row.key}" for row in report.tables["resumen:bandas"].rows}
    return frozenset(found)


def _active(model: Report, code: str) -> tuple[Line, ...]:
    return tuple(row for row in _rows(model, code) if row.programmed)


def _rows(model: Report, code: str) -> tuple[Line, ...]:
    return next((action.rows for action in model.actions() if action.code == code), ())


@dataclass(frozen=True)
class _TextChange:
    kind: str
    key: str
    old: str
    new: str
    at: int


def _texts(report: OwnReport, choose: random.Random) -> Iterator[_TextChange]:
    for key, text in report.paragraphs.items():
        if key.endswith(":parrafo"):
            yield from _paragraph(report, key, text, choose)
        elif key == "resumen:alcance":
            for found in _counts(text.partition(", en el año")[0]):
                yield _TextChange(
                    "resumen: cantidad", key, found[0], _other_count(found[0], choose), found.start()
                )
        elif key.startswith("resumen:atencion:"):
            for found in _PERCENT.finditer(text):
                yield _percent("resumen: porcentaje", key, found, choose)
            yield from _label("resumen: etiqueta", key, text, choose)
    for key, kind, columns in (
        ("tabla_unidades:tabla", "tabla de unidades", (2, 3, 4, 5)),
        ("metas_por_debajo:tabla", "metas por debajo", (2,)),
        ("resumen:bandas", "tabla del resumen", (1,)),
    ):
        yield from _table(report, key, kind, columns, choose)


def _paragraph(report: OwnReport, key: str, text: str, choose: random.Random) -> Iterator[_TextChange]:
    clean = re.sub("«[^»]*»", lambda quote: "·" * len(quote[0]), text)
    percents = [
        found
        for found in _PERCENT.finditer(clean)
        if not clean[found.end() :].startswith(
            ("\u00a0% sin contar", "\u00a0% o más", "\u00a0% por actividad")
        )
    ]
    for found in percents:
        yield _percent("frase: porcentaje", key, found, choose)
    for found in _AMOUNT.finditer(clean):
        new = spelling.grouped(other_amount(Decimal(found[0].replace(",", "")), choose))
        yield _TextChange("frase: importe", key, found[0], new, found.start())
    yield from _label("frase: etiqueta", key, clean, choose)
    rows = {row["unit"].value: row for row in _active(report.model, key.split(":")[1])}
    for found in re.finditer("|".join(map(re.escape, report.units)), clean):
        alike = rows[found[0]]["percent"].value if found[0] in rows else None
        others = [
            name
            for name in report.units
            if name not in clean and (name not in rows or rows[name]["percent"].value != alike)
        ]
        if others:
            yield _TextChange("frase: unidad", key, found[0], choose.choice(others), found.start())
    for found in (
        _counts(clean.partition(" unidades orgánicas que programaron")[0]) if " unidades " in clean else ()
    ):
        yield _TextChange("frase: cantidad", key, found[0], _other_count(found[0], choose), found.start())
    for found in re.finditer("|".join(_SIDES), clean):
        yield _TextChange("frase: lado", key, found[0], _SIDES[found[0]], found.start())


def _counts(text: str) -> list[re.Match[str]]:
    return [
        found for found in _COUNT.finditer(text) if "." not in text[max(0, found.start() - 1) : found.start()]
    ]


def _other_count(text: str, choose: random.Random) -> str:
    words = _WORD.split()
    if text.isdigit():
        return str(int(text) + choose.choice((1, 2, 3)))
    new = choose.choice([word for word in words if word != text.lower()])
    return new.capitalize() if text[0].isupper() else new


def _percent(kind: str, key: str, found: re.Match[str], choose: random.Random) -> _TextChange:
    new = spelling.plain(other_percent(Decimal(found[0].replace(",", "")), choose))
    return _TextChange(kind, key, f"{found[0]}\u00a0%", f"{new}\u00a0%", found.start())


def _label(kind: str, key: str, text: str, choose: random.Random) -> Iterator[_TextChange]:
    said = [label for label in LABELS if label in text]
    if said:
        new = choose.choice([label for label in LABELS if label != said[0]])
        yield _TextChange(kind, key, said[0], new, text.index(said[0]))


def _table(
    report: OwnReport, key: str, kind: str, columns: tuple[int, ...], choose: random.Random
) -> Iterator[_TextChange]:
    """Counts, percentages and amounts of the other tables."""
    table = report.tables.get(key)
    for row in table.rows if table else ():
        position = 0
        for number, cell in enumerate(row.cells):
            text = "".join(getattr(item, "text", "") for item in cell.content)
            if number in columns and not (row.key == "TOTAL" and number == 0):
                for found in re.finditer(
                    r"(?<![.\d])\d[\d,]*(?:\.\d+)?(?=\u00a0%)|(?<![.,\d])\d[\d,]*(?:\.\d+)?(?![.\d\u00a0])",
                    text,
                ):
                    old = found[0]
                    new = spelling.grouped(other_amount(Decimal(old.replace(",", "")), choose))
                    yield _TextChange(kind, f"{key}#{row.key}", old, new, position + found.start())
            position += len(text)
