"""The checker as a black box: a file goes in, findings with their places come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from report.verify.told import as_json
from report.verify.verify import verify
from tests.verify.wordfile import Place


@dataclass(frozen=True)
class Finding:
    """One entry of the answer."""

    rule: str
    severity: str
    place: Place | None
    key: str
    text: str
    printed: str
    message: str
    start: int
    end: int

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes it the same finding in two runs."""
        return self.rule, self.key, self.printed


@dataclass(frozen=True)
class Answer:
    """What the checker says of a file."""

    findings: tuple[Finding, ...]
    unchecked: tuple[Finding, ...]
    checked: Mapping[str, Any]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings of severity error."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def check(file: bytes, places: Mapping[Place, str]) -> Answer:
    """Run the checker over a file; `places` says what stands where."""
    data = as_json("informe.docx", verify("informe.docx", file))
    return Answer(
        tuple(_finding(entry, places) for entry in data["observaciones"]),
        tuple(_finding(entry, places) for entry in data["no_comprobado"]),
        data["comprobado"],
    )


def _finding(entry: Mapping[str, Any], places: Mapping[Place, str]) -> Finding:
    where = entry.get("ubicacion", entry)
    place: Place | None = None
    if where["parrafo"] is not None:
        place = "p", where["parrafo"]
    elif where["tabla"] is not None and where["fila"] is not None:
        place = "t", where["tabla"], where["fila"]
    return Finding(
        entry.get("regla", ""),
        entry.get("severidad", ""),
        place,
        places.get(place, "") if place else "",
        entry["texto"],
        entry.get("impreso", ""),
        entry.get("mensaje") or entry.get("motivo", ""),
        where["inicio"],
        where["fin"],
    )
