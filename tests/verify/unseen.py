"""Other words for everything: kept out of the repository until the reader stood, to measure what is general.

`with unseen(): …` writes every report of the campaigns in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

from tests.verify import phrases, remarks, typist, wording
from tests.verify.phrases import ABOVE, BELOW

_PAIRS: Final = (
    ("ejecut{ó/aron} por debajo de su programación", "ejecut{ó/aron} por encima de su programación"),
    ("no cumpli{ó/eron} la meta", "excedi{ó/eron} la meta"),
    (
        "tuv{o/ieron} un desempeño por debajo de lo previsto",
        "tuv{o/ieron} un desempeño por encima de lo previsto",
    ),
    ("report{ó/aron} un avance menor que el programado", "report{ó/aron} un avance mayor que el programado"),
    ("no logr{ó/aron} la meta establecida", "rebas{ó/aron} la meta establecida"),
    (
        "ejecut{ó/aron} una cantidad menor a la programada",
        "ejecut{ó/aron} una cantidad mayor a la programada",
    ),
    ("se ubic{ó/aron} por debajo del {t}", "se ubic{ó/aron} por encima del {t}"),
    ("registr{ó/aron} niveles inferiores al {t}", "registr{ó/aron} niveles superiores al {t}"),
)


def _number(text: str, *, plural: bool) -> str:
    return re.sub(r"\{([^{}/]*)/([^{}/]*)\}", lambda found: found[2 if plural else 1], text)


def _sides(*, plural: bool) -> tuple[phrases.Wordings, ...]:
    return tuple(
        {BELOW: (_number(below, plural=plural),), ABOVE: (_number(above, plural=plural),)}
        for below, above in _PAIRS
    )


SHARE: Final = (
    "[concretó|logró cumplir|consiguió] el {p} de lo previsto",
    "[llegó a|obtuvo] un nivel de cumplimiento de {p}",
    "[reportó|mostró] un cumplimiento del {p}",
    "cerró el periodo con {p} de ejecución",
    "[mostró|reportó] una ejecución equivalente al {p} de lo programado",
    "avanzó un {p} [de lo programado|respecto de su meta]",
)
TOTAL: Final = (
    "[sumando todas las unidades|sumados los resultados], la ejecución [llega al|asciende al] {p}",
    "el resultado global de la acción es de {p}",
    "considerando el total programado, se alcanzó un {p} de ejecución",
    "la meta de la acción se cumplió en {p}",
    "[el avance|el cumplimiento] de la acción [asciende a|es del] {p}",
    "la acción cerró con una eficacia de {p}",
)
LABEL: Final = (
    "de modo que [su calificación es|se le califica con] {l}",
    "por ello le corresponde [el indicador|la calificación] {l}",
    "lo que la sitúa en {l}",
    "correspondiéndole [el indicador|un indicador de eficacia de] {l}",
)
LABEL_ALONE: Final = (
    "en consecuencia, [su calificación es|se le asigna el indicador] {l}",
    "[a la acción|a esta AEI] le corresponde [el indicador de eficacia|la calificación] {l}",
    "[la acción|la AEI] se sitúa en {l}",
)
MET: Final = {
    False: ("completó el {t} de lo programado", "cumplió íntegramente su meta", "logró exactamente el {t}"),
    True: (
        "completaron el {t} de lo programado",
        "cumplieron íntegramente sus metas",
        "lograron exactamente el {t}",
    ),
}
AT_LEAST: Final = {
    False: ("llegó o pasó del {t}", "igualó o superó su meta"),
    True: ("llegaron o pasaron del {t}", "igualaron o superaron sus metas"),
}
IDLE: Final = {
    False: ("no tuvo avance", "no mostró ejecución"),
    True: ("no tuvieron avance", "no mostraron ejecución"),
}
NOBODY: Final = (
    ("no hubo unidad que alcanzara su meta", "no hubo unidad que no alcanzara su meta"),
    ("ninguna dependencia logró el {t}", "todas las dependencias lograron el {t}"),
)
EVERYBODY: Final = "[dependencias|unidades de la entidad|unidades ejecutoras de la acción]"
REMARKS: Final = (
    "El contrato N° 18-2021 se resolvió en agosto.",
    "Hubo 3 cambios de jefatura durante el ejercicio.",
    "La pandemia obligó a suspender la atención por 60 días.",
    "Se adquirieron 25 computadoras por S/ 98,500.00.",
    "En 2020 se había alcanzado el 88 % de la meta.",
    "El plazo de ley es de 30 días hábiles, según el artículo 39 de la Ley N° 27444.",
)

HEADERS: Final = {
    "number": ("Ord.", "N.º", "Item"),
    "unit": ("Dependencia", "Unidad ejecutora", "Centro de costo", "Responsable", "Órgano / unidad orgánica"),
    "programmed": (
        "Meta prog.",
        "Cantidad programada",
        "Programación",
        "Meta física programada",
        "Prog. anual",
    ),
    "executed": (
        "Meta ejec.",
        "Cantidad ejecutada",
        "Ejecución física",
        "Meta física ejecutada",
        "Ejec. anual",
    ),
    "percent": ("Cumplimiento", "Avance (%)", "% de cumplimiento", "Nivel de ejecución (%)"),
    "item": ("Código y denominación", "OEI/AEI", "Objetivo o acción"),
    "label": ("Resultado", "Valoración", "Indicador obtenido"),
}
FIRST: Final = (
    "I. RESULTADOS POR DEPENDENCIA",
    "I. Ejecución de las AEI por responsables",
    "Capítulo I: Avance por AEI",
)
SECOND: Final = ("II. CONSOLIDADO POR OBJETIVO", "II. Ejecución de los OEI", "Capítulo II: Consolidado")


@contextmanager
def unseen() -> Iterator[None]:
    """Write in these words instead of the grammar's."""
    changes: dict[Any, dict[str, Any]] = {
        phrases: {
            "SINGULAR": _sides(plural=False),
            "PLURAL": _sides(plural=True),
            "MET": MET,
            "LOOSELY_MET": MET,
            "AT_LEAST": AT_LEAST,
            "IDLE": IDLE,
            "NOBODY": NOBODY,
        },
        wording: {
            "SHARE": SHARE,
            "TOTAL": TOTAL,
            "LABEL": LABEL,
            "LABEL_ALONE": LABEL_ALONE,
            "EVERYBODY": EVERYBODY,
        },
        remarks: {"REMARKS": REMARKS},
        typist: {"HEADERS": HEADERS, "_FIRST": FIRST, "_SECOND": SECOND},
    }
    patches = [patch.multiple(module, **values) for module, values in changes.items()]
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()
