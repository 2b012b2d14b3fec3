"""A verdict in words and as JSON: where each thing stands, what is printed, what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from report.verify.model import Severity

if TYPE_CHECKING:
    from report.verify.model import Observation, Place
    from report.verify.verify import Verdict

_LONGEST: Final = 60
SEVERITIES: Final = {
    Severity.ERROR: ("error", "errores"),
    Severity.WARNING: ("advertencia", "advertencias"),
    Severity.NOTICE: ("aviso", "avisos"),
}


def where(place: Place) -> str:
    """Return where something stands, as a person would look for it."""
    parts = [place.code] if place.code else []
    if place.table:
        parts.append(f"tabla {place.table}" + (f", fila {place.row}" if place.row else ""))
    elif place.paragraph is not None:
        words = " ".join(place.paragraph.text.split())
        parts.append(f"párrafo «{words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + '…'}»")
    return ", ".join(parts) or "el documento"


def compared(verdict: Verdict) -> int:
    """Return how many comparisons were made; 0 says nothing of a report."""
    return sum(verdict.checked.values())


def counted(verdict: Verdict) -> str:
    """Return how many observations there are of each severity, and how many things were left."""
    if not compared(verdict):
        return "no se encontró ninguna tabla ni frase que se pueda comparar; no se sabe si está bien."
    told = []
    for severity, (one, many) in SEVERITIES.items():
        number = verdict.count(severity)
        told.append(f"{number} {one if number == 1 else many}")
    number = compared(verdict)
    return f"{', '.join(told)}. Comparaciones hechas: {number:,}. Sin comprobar: {len(verdict.unchecked):,}."


def as_json(name: str, verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as plain data."""
    return {
        "archivo": name,
        "observaciones": [_observation(one) for one in verdict.observations],
        "comprobado": verdict.checked,
        "no_comprobado": [
            {
                "lugar": where(one.place),
                "texto": one.text,
                "motivo": one.why,
                "ubicacion": _located(one.place),
            }
            for one in verdict.unchecked
        ],
    }


def _observation(one: Observation) -> dict[str, Any]:
    data = {
        "regla": one.rule,
        "severidad": one.severity.value,
        "lugar": where(one.place),
        "texto": one.printed if one.place.paragraph is None else one.place.paragraph.text,
        "impreso": one.printed,
        "esperado": one.expected,
        "mensaje": one.message,
        **_located(one.place),
    }
    if one.root is not None:
        data["depende_de"] = where(one.root)
    return data


def _located(place: Place) -> dict[str, Any]:
    """Return a place as numbers from 0: table and row, or paragraph outside tables, in document order.

    `inicio` and `fin` are letters of what the paragraph, or that of the cell, shows.
    """
    number = 0 if place.paragraph is None or place.table else place.paragraph.number
    return {
        "codigo": place.code,
        "tabla": place.table - 1 if place.table else None,
        "fila": place.row - 1 if place.table and place.row else None,
        "parrafo": number - 1 if number else None,
        "inicio": place.start,
        "fin": place.end,
    }
