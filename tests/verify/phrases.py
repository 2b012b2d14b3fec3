"""Words for sides, shares, totals and labels, each in several wordings of one meaning."""

# ruff: noqa: E501, ISC004 - a template reads best on one line

from __future__ import annotations

import random
from decimal import Decimal
from typing import Final

from tests.verify.claims import Atom, Kind, Side
from tests.verify.spelling import Spell

BELOW, EXACT, ABOVE, REACHED, NONE = Side.BELOW, Side.EXACT, Side.ABOVE, Side.REACHED, Side.NONE
Wordings = dict[Side, tuple[str, ...]]

SINGULAR: Final[tuple[Wordings, ...]] = (
    {
        BELOW: ("quedó por debajo de lo programado",),
        ABOVE: ("quedó por encima de lo programado",),
    },
    {
        BELOW: ("tuvo una ejecución inferior a lo programado",),
        ABOVE: ("tuvo una ejecución superior a lo programado",),
        EXACT: ("tuvo una ejecución igual a lo programado",),
    },
    {
        BELOW: ("ha tenido una ejecución menor al {t}",),
        ABOVE: ("ha tenido una ejecución mayor al {t}",),
    },
    {
        BELOW: ("no alcanzó su meta",),
        ABOVE: ("superó su meta",),
    },
    {
        BELOW: ("no llegó a cumplir lo programado",),
        ABOVE: ("sobrepasó lo programado",),
    },
    {
        BELOW: ("no ha logrado cumplir con la meta prevista",),
        ABOVE: ("ha superado la meta prevista",),
    },
    {
        BELOW: ("registra una ejecución por debajo del {t}",),
        ABOVE: ("registra una ejecución por encima del {t}",),
    },
    {
        BELOW: ("ejecutó menos de lo programado",),
        ABOVE: ("ejecutó más de lo programado",),
        EXACT: ("ejecutó todo lo programado",),
    },
    {
        BELOW: ("presentó una ejecución menor a la esperada",),
        ABOVE: ("presentó una ejecución mayor a la esperada",),
    },
)
PLURAL: Final[tuple[Wordings, ...]] = (
    {
        BELOW: ("quedaron por debajo de lo programado",),
        ABOVE: ("quedaron por encima de lo programado",),
    },
    {
        BELOW: ("tuvieron una ejecución inferior a lo programado",),
        ABOVE: ("tuvieron una ejecución superior a lo programado",),
        EXACT: ("tuvieron una ejecución igual a lo programado",),
    },
    {
        BELOW: ("han tenido una ejecución menor al {t}",),
        ABOVE: ("han tenido una ejecución mayor al {t}",),
    },
    {
        BELOW: ("no alcanzaron su meta",),
        ABOVE: ("superaron su meta",),
    },
    {
        BELOW: ("no llegaron a cumplir lo programado",),
        ABOVE: ("sobrepasaron lo programado",),
    },
    {
        BELOW: ("no han logrado cumplir con las metas previstas",),
        ABOVE: ("han superado las metas previstas",),
    },
    {
        BELOW: ("registran una ejecución por debajo del {t}",),
        ABOVE: ("registran una ejecución por encima del {t}",),
    },
    {
        BELOW: ("ejecutaron menos de lo programado",),
        ABOVE: ("ejecutaron más de lo programado",),
        EXACT: ("ejecutaron todo lo programado",),
    },
    {
        BELOW: ("presentaron una ejecución menor a la esperada",),
        ABOVE: ("presentaron una ejecución mayor a la esperada",),
    },
)
MET: Final = {
    False: (
        "cumplió el {t} de lo programado",
        "ejecutó el {t}",
        "cumplió el {t} de su meta",
        "tuvo una ejecución del {t}",
        "ejecutó la totalidad de lo programado",
    ),
    True: (
        "cumplieron el {t} de lo programado",
        "ejecutaron el {t}",
        "cumplieron el {t} de su meta",
        "tuvieron una ejecución del {t}",
        "ejecutaron la totalidad de lo programado",
    ),
}
LOOSELY_MET: Final = {
    False: (*MET[False], "alcanzó el {t} de ejecución", "llegó al {t}", "cumplió su meta"),
    True: (*MET[True], "alcanzaron el {t} de ejecución", "llegaron al {t}", "cumplieron sus metas"),
}
AT_LEAST: Final = {
    False: ("alcanzó el {t} o más", "cumplió o superó su meta", "tuvo una ejecución del {t} o superior"),
    True: (
        "alcanzaron el {t} o más",
        "cumplieron o superaron su meta",
        "tuvieron una ejecución del {t} o superior",
        "han tenido una ejecución del {t} y superior",
    ),
}
IDLE: Final = {
    False: ("no registró ejecución", "no ejecutó lo programado", "no reportó ejecución alguna"),
    True: ("no registraron ejecución", "no ejecutaron nada de lo programado", "no reportaron ejecución"),
}
NOBODY: Final = (
    ("ninguna de las unidades alcanzó su meta", "todas las unidades alcanzaron su meta"),
    ("ninguna unidad llegó al {t}", "todas las unidades llegaron al {t}"),
    ("ninguna de las áreas cumplió lo programado", "todas las áreas cumplieron lo programado"),
)
QUANTIFIER_ONLY: Final = ("solo", "sólo", "solamente", "únicamente", "tan solo")


def side_atom(
    side: Side, choose: random.Random, percent: Spell, *, plural: bool, threshold: bool = True
) -> Atom:
    """Return the words of a side; its value is the side and the threshold that the words print, if any."""
    choices = [row for row in (PLURAL if plural else SINGULAR) if side in row]
    if not threshold:
        choices = [row for row in choices if "{t}" not in row[side][0]]
    row = choose.choice(choices)
    limit = Decimal(100) if "{t}" in row[side][0] else None

    def spell(value: tuple[Side, Decimal | None]) -> str:
        return row[value[0]][0].format(t="" if value[1] is None else percent(value[1]))

    return Atom(Kind.SIDE, (side, limit), spell)


def met_atom(side: Side, choose: random.Random, percent: Spell, *, plural: bool, loose: bool) -> Atom:
    """Return words for exactly (or at least, or nothing of) what was programmed.

    "Alcanzó el 100 %" may be said of whoever went further: `loose` allows it, where nobody did.
    """
    exact = LOOSELY_MET if loose else MET
    words = choose.choice({EXACT: exact, REACHED: AT_LEAST, NONE: IDLE}[side][plural])
    limit = Decimal(100) if "{t}" in words else None

    def spell(value: tuple[Side, Decimal | None]) -> str:
        return words.format(t="" if value[1] is None else percent(value[1]))

    return Atom(Kind.SIDE, (side, limit), spell)


def nobody_atom(choose: random.Random, percent: Spell) -> Atom:
    """Return words that say of every unit that it is below; the other meaning: that every one is not."""
    below, reached = choose.choice(NOBODY)
    limit = Decimal(100) if "{t}" in below else None

    def spell(value: tuple[Side, Decimal | None]) -> str:
        words = below if value[0] is BELOW else reached
        return words.format(t="" if value[1] is None else percent(value[1]))

    return Atom(Kind.SIDE, (BELOW, limit), spell)


SHARE: Final = (
    "[ejecutó|ha ejecutado|alcanzó|logró|cumplió|logró ejecutar|llegó a ejecutar] el {p} [de lo programado|de su meta|"
    "de la meta programada|de las metas previstas|]",
    "[tuvo|ha tenido|registró|registra|presenta|tiene|obtuvo|logró] una ejecución [del|de] {p}",
    "[tuvo|alcanzó|obtuvo|registra] un avance del {p}",
    "[alcanzó|obtuvo|logró] una eficacia del {p}",
)
SHARE_AS_RATIO: Final = (
    "[alcanzó|obtuvo|logró|tiene] [una eficacia|un índice de eficacia|un nivel de eficacia] de {r}"
)
TOTAL_AS_RATIO: Final = (
    "[en conjunto|en total], [se obtuvo una eficacia de|la eficacia es de|la eficacia fue de] {r}",
    "la eficacia [total|de la acción|global] [fue de|es de|asciende a] {r}",
)
TOTAL: Final = (
    "[respecto a la meta total|respecto de la meta total|en cuanto a la meta total|con relación a la meta total] "
    "[tenemos|se tiene|se obtuvo|se registra] una ejecución del {p}",
    "[en conjunto|en total|a nivel de la acción|de manera conjunta|en suma] se [ejecutó|alcanzó|ha ejecutado|cumplió] el {p} "
    "[de lo programado|de la meta|de la meta total|]",
    "la [ejecución|eficacia] [total|conjunta|global] [fue|es|ha sido] del {p}",
    "[el total ejecutado|la ejecución acumulada] [representa el|equivale al|alcanza el] {p} [de lo programado|de la meta total]",
    "la acción [alcanzó|registró|logró] el {p} de lo programado",
    "de lo programado en total se [ejecutó|cumplió|logró] el {p}",
    "[se logró|se alcanzó] el {p} de la meta total [programada|prevista|]",
    "[en conjunto|en total], el {p} de lo programado fue ejecutado",
)
LABEL: Final = (
    "por lo que [obtiene|se obtiene|la acción obtiene|alcanza|le corresponde|se le asigna] "
    "[un indicador de eficacia de|el indicador de eficacia|la calificación de|el indicador] {l}",
    "obteniendo [un indicador de eficacia de|la calificación de|el indicador] {l}",
    "con lo cual [se ubica en|queda en|se califica como] {l}",
    "lo que [corresponde a|equivale a|significa] [un indicador de eficacia de|la calificación] {l}",
    "[alcanzando|lográndose] así [un indicador de eficacia de|el indicador] {l}",
)
LABEL_ALONE: Final = (
    "[la acción|esta acción|la AEI|esta AEI] [obtiene|alcanza|obtuvo|logra] [un indicador de eficacia de|la calificación de] {l}",
    "[el indicador de eficacia|su indicador de eficacia|la calificación] [es|resulta|corresponde a] {l}",
    "[se califica|queda calificada] como {l}",
)
LABEL_SPELLINGS: Final = ("{}", "{}", "{}", "«{}»", "“{}”")
