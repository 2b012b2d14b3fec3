"""Sentences about the whole report, comments of section II, and remarks that no table could deny."""

# ruff: noqa: E501 - a template reads best on one line

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, Final

from tests.verify import spelling
from tests.verify.claims import Atom, Kind, Prose
from tests.verify.figures import Action, Objective
from tests.verify.grammar import Draft, tie
from tests.verify.voice import Style

REMARKS: Final = (
    "La demora se explica por las lluvias de los meses de enero, febrero y marzo.",
    "El detalle consta en el Informe N° 045-2021-GDE.",
    "Se atendieron 12 pedidos adicionales por correo.",
    "Conforme a la Ordenanza N° 312, el plazo vencía el 31 de diciembre de 2021.",
    "Las actividades se reprogramaron para el año siguiente.",
    "El proveedor entregó los equipos con 45 días de retraso.",
    "La reunión de evaluación se realizó el 15 de enero de 2022 a las 10:30 horas.",
    "Para mayor detalle, véase el Anexo 3.",
    "Cabe señalar que el presupuesto modificado llegó recién en el segundo semestre.",
    "Dos inspectores renunciaron y sus plazas siguen vacantes.",
    "El servicio se amplió a los 9 sectores del distrito.",
    "Se recomienda revisar la programación del próximo año.",
)
_CODES: Final[tuple[Callable[[str], str], ...]] = (
    lambda code: code,
    lambda code: code.replace(".", " ", 1),
    lambda code: code.replace(".", ". ", 1),
    lambda code: code.replace(".", "-", 1),
    lambda code: code.replace(".", " N° ", 1),
)


def any_code(choose: random.Random) -> Callable[[str], str]:
    """Choose a way to type codes."""
    return choose.choices(_CODES, (6, 3, 2, 1, 0))[0]


def _code(value: str, choose: random.Random) -> Atom:
    return Atom(Kind.CODE, value, any_code(choose))


def _count(value: int, style: Style, *, gender: str = "f") -> Atom:
    def spell(number: int) -> str:
        text = spelling.COUNTS[style.counts](number)
        return text.replace("una", "un") if gender == "m" and number == 1 else text

    return Atom(Kind.COUNT, value, spell)


def overview(objectives: Sequence[Objective], style: Style, choose: random.Random) -> list[Prose]:
    """Paragraphs that count the report's parts."""
    actions = [action for objective in objectives for action in objective.actions]
    units = {share.unit for action in actions for share in action.shares}
    idle = [action for action in actions if not action.active]
    slots: dict[str, Atom] = {
        "n": _count(len(actions), style),
        "m": _count(len(objectives), style, gender="m"),
        "k": _count(len(units), style),
        "x": _count(len(idle), style),
    }
    draft = Draft(choose)
    aei = "[AEI|Acciones Estratégicas Institucionales|acciones estratégicas institucionales]"
    oei = "[OEI|Objetivos Estratégicos Institucionales|objetivos estratégicos institucionales]"
    draft.say(
        f"[[se evaluaron|fueron evaluadas] {{n}} {aei} [de|correspondientes a] {{m}} {oei}"
        "[, a cargo de {k} [unidades orgánicas|unidades]|]."
        f"|el presente informe evalúa {{n}} {aei} de {{m}} {oei}[, en las que participan {{k}} unidades orgánicas|].]",
        slots,
        tie("actions", count="n"),
        tie("objectives", count="m"),
        tie("units", count="k"),
    )
    if idle and choose.random() < 0.8:
        verb = (
            "no [fueron programadas|se programaron]" if len(idle) > 1 else "no [fue programada|se programó]"
        )
        draft.say(f" De ellas, {{x}} {verb} [para el periodo|en el periodo].", slots, tie("idle", count="x"))
    return [draft.finish("resumen", "")]


def by_label(objectives: Sequence[Objective], style: Style, choose: random.Random) -> Prose:
    """A paragraph that counts actions by label."""
    actions = [action for objective in objectives for action in objective.active]
    tally: dict[str, int] = {}
    for action in actions:
        tally[action.label] = tally.get(action.label, 0) + 1
    draft = Draft(choose)
    slots: dict[str, Atom] = {}
    clauses, ties = [], []
    for place, (label, number) in enumerate(sorted(tally.items())):
        slots[f"n{place}"] = _count(number, style)
        slots[f"l{place}"] = Atom(Kind.LABEL, label)
        verb = "[obtuvo|alcanzó]" if number == 1 else "[obtuvieron|alcanzaron]"
        clauses.append(f"{{n{place}}} {verb} {{l{place}}}")
        ties.append(tie("labelled", count=f"n{place}", label=f"l{place}"))
    lead = "[de las AEI con metas programadas, |en cuanto al indicador de eficacia de las AEI, |según su indicador, ]"
    draft.say(f"{lead}{'; '.join(clauses)}.", slots, *ties)
    return draft.finish("resumen:etiquetas", "")


def result(objective: Objective, style: Style, choose: random.Random) -> Prose:
    """A sentence about an objective's percentage."""
    slots = {
        "c": _code(objective.code, choose),
        "p": Atom(Kind.TOTAL, objective.percent, spelling.PERCENTS[style.percent]),
        "l": Atom(Kind.LABEL, objective.label),
    }
    draft = Draft(choose)
    draft.say(
        "[el {c} [alcanzó|obtuvo|registra] una [eficacia|ejecución] del {p}|[en el|respecto al] {c} se ejecutó el {p} de lo "
        "programado|la [eficacia|ejecución] del {c} fue del {p}]"
        "[, por lo que obtiene un indicador de eficacia de {l}|].",
        slots,
        tie("result", code="c", percent="p"),
        tie("result label", code="c", label="l"),
    )
    return draft.finish(f"oei:{objective.code}:resultado", objective.code)


def comment(action: Action, style: Style, choose: random.Random) -> Prose:
    """A comment of section II: the AEI by its code, its percentage, why."""
    slots: dict[str, Any] = {
        "c": _code(action.code, choose),
        "name": Atom(Kind.NAME, action.name, lambda name: name),
        "p": Atom(Kind.TOTAL, action.percent, spelling.PERCENTS[style.percent]),
    }
    draft = Draft(choose)
    draft.say(
        "[respecto a la|en cuanto a la|con relación a la] {c}[: {name}|], "
        "[se ejecutó el {p} [de lo programado|]|se alcanzó el {p}|el avance fue del {p}]. "
        f"{choose.choice(REMARKS)}",
        slots,
        tie("result", code="c", percent="p"),
        tie("named", code="c", name="name"),
    )
    return draft.finish(f"aei:{action.code}:comentario", action.code)


def with_remark(prose: Prose, choose: random.Random) -> Prose:
    """Put a remark before or after a paragraph."""
    remark = choose.choice(REMARKS)
    parts = (f"{remark} ", *prose.parts) if choose.random() < 0.3 else (*prose.parts, f" {remark}")
    return Prose(prose.key, prose.about, parts, prose.claims)
