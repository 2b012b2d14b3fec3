"""The program's own report as a model and as XML: a change of the model is made in the file by hand."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from lxml import etree

from report.compose import compose
from report.outline import Document, Heading, Paragraph, Table, plain_text
from report.word import write
from tests.support.plans import activity_of
from tests.verify import spelling
from tests.verify.claims import Atom, Kind
from tests.verify.figures import Objective
from tests.verify.model import ActionPart, Line, ObjectivePart, Report, ResultTable
from tests.verify.voice import Style
from tests.verify.wordfile import Place
from workbook.domain.evaluation import evaluate
from workbook.domain.model import Action, Framework, OrgUnit, Plan, Settings
from workbook.domain.model import Objective as PlanObjective

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PRINTED: Final = re.compile(r"[\d,]+(?:\.\d+)?")
_CODED: Final = re.compile(r"(?P<code>(?:OEI|AEI)(?:\.\d+)+):? (?P<name>.*)")
_COLUMNS: Final = dict(unit=1, code=1, name=1, programmed=2, executed=3, percent=4, label=5)  # noqa: C408


def plan_of(objectives: Sequence[Objective]) -> Plan:
    """Return a plan with these figures; each unit has one activity in an AEI."""
    shares = [(action, share) for o in objectives for action in o.actions for share in action.shares]
    names = list(dict.fromkeys(share.unit for _, share in shares))
    framework = Framework(
        Settings(entity="Municipalidad de Prueba", year=2021),
        tuple(PlanObjective(o.code, o.name) for o in objectives),
        tuple(Action(a.code, a.name, o.code) for o in objectives for a in o.actions),
        tuple(OrgUnit(name, name) for name in names),
    )
    activities = tuple(
        activity_of(
            action.code,
            share.unit,
            "" if share.programmed is None else str(share.programmed),
            "" if share.executed is None else str(share.executed),
            code=f"AO-{number}",
            name=f"Actividad {number}",
        )
        for number, (action, share) in enumerate(shares, 1)
    )
    return Plan(framework, activities)


@dataclass(frozen=True)
class OwnReport:
    """A report of the program: outline, file, and what stands where in the file."""

    outline: Document
    file: bytes

    @staticmethod
    def of(plan: Plan) -> OwnReport:
        """Compose and write the report of a plan."""
        outline = compose(evaluate(plan.framework, plan.activities), None)
        return OwnReport(outline, write(outline))

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The tables by key."""
        return {block.key: block for block in self.outline.blocks() if isinstance(block, Table)}

    @cached_property
    def paragraphs(self) -> dict[str, str]:
        """The paragraphs by key."""
        return {b.key: plain_text(b.content) for b in self.outline.blocks() if isinstance(b, Paragraph)}

    @cached_property
    def headings(self) -> dict[str, str]:
        """The headings by key."""
        return {block.key: block.text for block in self.outline.blocks() if isinstance(block, Heading)}

    @cached_property
    def units(self) -> list[str]:
        """The names of units, the longest first."""
        rows = [row for key, table in self.tables.items() if key.startswith("aei:") for row in table.rows]
        found = {_text(row.cells[1]) for row in rows if row.key != "TOTAL"}
        return sorted(found, key=len, reverse=True)

    @cached_property
    def _xml(self) -> Any:
        with zipfile.ZipFile(io.BytesIO(self.file)) as archive:
            return etree.fromstring(archive.read("word/document.xml"))

    # -- the model

    @cached_property
    def model(self) -> Report:
        """The tables of sections I and II as a model without sentences."""
        objectives, results = [], []
        for key, text in self.headings.items():
            if key.startswith("oei:"):
                code = key.split(":")[1]
                prefix = code.replace("OEI", "aei:AEI")
                actions = tuple(self._action(k.split(":")[1]) for k in self.headings if k.startswith(prefix))
                objectives.append(ObjectivePart(self._heading(key, text), actions))
                table = self.tables[f"oei:{code}:tabla"]
                rows = tuple(self._line(table, row, coded=True) for row in table.rows)
                results.append(ResultTable(table.key, rows, ()))
        return Report(self.outline.title, (), tuple(objectives), tuple(results), Style())

    def _heading(self, key: str, text: str) -> Line:
        found = _CODED.fullmatch(text)
        assert found, text
        return Line(key, {"code": _plain(Kind.CODE, found["code"]), "name": _plain(Kind.NAME, found["name"])})

    def _action(self, code: str) -> ActionPart:
        key = f"aei:{code}:titulo"
        table = self.tables[f"aei:{code}:tabla"]
        lines = {row.key: self._line(table, row) for row in table.rows}
        total = lines.pop("TOTAL", None)
        return ActionPart(self._heading(key, self.headings[key]), tuple(lines.values()), total, ())

    def _line(self, table: Table, row: Any, *, coded: bool = False) -> Line:
        texts = [_text(cell) for cell in row.cells]
        cells: dict[str, Atom] = {}
        if row.key == "TOTAL":
            texts.insert(1, "")
        elif coded:
            found = _CODED.fullmatch(texts[1])
            assert found, texts
            cells |= {"code": _plain(Kind.CODE, found["code"]), "name": _plain(Kind.NAME, found["name"])}
        else:
            cells["unit"] = _plain(Kind.UNIT, texts[1])
        if _PRINTED.fullmatch(texts[2]):
            kind = Kind.PERCENT if "unit" in cells else Kind.TOTAL
            cells["programmed"] = Atom(Kind.AMOUNT, _number(texts[2]), spelling.grouped)
            cells["executed"] = Atom(Kind.AMOUNT, _number(texts[3]), spelling.grouped)
            cells["percent"] = Atom(kind, _number(texts[4][:-2]), spelling.PERCENTS["no-break"])
            if coded:
                cells["label"] = _plain(Kind.LABEL, texts[5])
        else:
            cells["note"] = _plain(Kind.NOT_PROGRAMMED, texts[2])
        return Line(f"{table.key}#{row.key}", cells)

    # -- the file

    def places(self, xml: Any) -> dict[Place, str]:
        """Return the key of what stands at each place of a (changed) document."""
        found: dict[Place, str] = {}
        paragraphs = tables = 0
        for element in xml.iter(f"{_W}p", f"{_W}tbl"):
            inside = next(element.iterancestors(f"{_W}tbl"), None)
            if inside is not None:
                continue
            key = _tag(element)
            if element.tag == f"{_W}p":
                found["p", paragraphs] = key
                paragraphs += 1
                continue
            for number, row in enumerate(element.iter(f"{_W}tr")):
                found["t", tables, number] = row.get("planted") or f"{key}#{number}"
            tables += 1
        return found

    def changed(self, before: Report, after: Report) -> tuple[bytes, dict[Place, str]]:
        """Return the file with what differs between two models, and its places."""
        xml = self._marked()
        new = {line.key: line for line in after.lines()}
        for line in before.lines():
            if line.key not in new:
                row = _row(xml, line.key)
                row.getparent().remove(row)
            elif new[line.key] != line:
                self._rewrite(xml, line, new[line.key])
            if f"{line.key}bis" in new:
                row = _row(xml, line.key)
                twin = copy.deepcopy(row)
                twin.set("planted", f"{line.key}bis")
                row.addnext(twin)
        return self._saved(xml)

    def with_text(self, key: str, old: str, new: str, at: int = 0) -> tuple[bytes, dict[Place, str]]:
        """Return the file with words of a paragraph or of a row (key "table#row") replaced."""
        xml = self._marked()
        element = _row(xml, key) if "#" in key else _block(xml, key)
        _replace(element, old, new, at)
        return self._saved(xml)

    def _rewrite(self, xml: Any, old: Line, new: Line) -> None:
        for role, atom in new.cells.items():
            if atom.text == old[role].text:
                continue
            if "#" not in old.key:
                _replace(_block(xml, old.key), old[role].text, atom.text)
                continue
            cells = _row(xml, old.key).findall(f"{_W}tc")
            column = _COLUMNS[role] - (old.key.endswith("#TOTAL"))
            _replace(cells[column], old[role].text, atom.text)

    def _marked(self) -> Any:
        """A copy of the XML whose rows carry their keys."""
        xml = copy.deepcopy(self._xml)
        for element in xml.iter(f"{_W}tbl"):
            table = self.tables.get(_tag(element))
            if table is not None:
                for row, data in zip(element.findall(f"{_W}tr")[1:], table.rows, strict=True):
                    row.set("planted", f"{table.key}#{data.key}")
        return xml

    def _saved(self, xml: Any) -> tuple[bytes, dict[Place, str]]:
        places = self.places(xml)
        for row in xml.iter(f"{_W}tr"):
            row.attrib.pop("planted", None)
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.file)) as before, zipfile.ZipFile(out, "w") as archive:
            for name in before.namelist():
                content = etree.tostring(xml) if name == "word/document.xml" else before.read(name)
                archive.writestr(zipfile.ZipInfo(name), content)
        return out.getvalue(), places


def _plain(kind: Kind, value: str) -> Atom:
    return Atom(kind, value, str)


def _text(cell: Any) -> str:
    return plain_text(cell.content)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _tag(element: Any) -> str:
    for ancestor in element.iterancestors(f"{_W}sdt"):
        tag = ancestor.find(f"{_W}sdtPr/{_W}tag")
        if tag is not None:
            return str(tag.get(f"{_W}val"))
    return ""


def _block(xml: Any, key: str) -> Any:
    return next(p for p in xml.iter(f"{_W}p") if _tag(p) == key)


def _row(xml: Any, key: str) -> Any:
    return next(row for row in xml.iter(f"{_W}tr") if row.get("planted") == key)


def _replace(element: Any, old: str, new: str, at: int = 0) -> None:
    """Replace the occurrence of some words that begins at `at` or later, across runs."""
    texts = list(element.iter(f"{_W}t"))
    whole = "".join(node.text or "" for node in texts)
    start = whole.index(old, at)
    end, position = start + len(old), 0
    for node in texts:
        text = node.text or ""
        first, last = max(start - position, 0), min(end - position, len(text))
        if first < last:
            node.text = text[:first] + (new if position + first == start else "") + text[last:]
        position += len(text)
