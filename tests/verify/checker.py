"""The checker as a black box: a file goes in through the command line, findings come out."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.verify.wordfile import Place
from xlwings_addin import cli


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
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "informe.docx")
        path.write_bytes(file)
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            cli.main(["verificar", str(path), "--json"])
    data = json.loads(out.getvalue())
    return Answer(
        tuple(_finding(entry, places) for entry in data["observaciones"]),
        tuple(_finding(entry, places) for entry in data["no_comprobado"]),
        data["comprobado"],
    )


def _finding(entry: Mapping[str, Any], places: Mapping[Place, str]) -> Finding:
    place = _place(entry)
    return Finding(
        str(entry.get("regla", "")),
        str(entry.get("severidad", "")),
        place,
        places.get(place, "") if place else "",
        str(entry.get("texto", "")),
        str(entry.get("impreso", "")),
        str(entry.get("mensaje", "")),
    )


def _place(entry: Mapping[str, Any]) -> Place | None:
    where = {**entry, **(entry["lugar"] if isinstance(entry.get("lugar"), Mapping) else {})}
    if where.get("parrafo") is not None:
        return "p", where["parrafo"]
    if where.get("tabla") is not None and where.get("fila") is not None:
        return "t", where["tabla"], where["fila"]
    return None
