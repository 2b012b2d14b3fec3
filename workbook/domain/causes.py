"""Causes: which texts explain a missed target, and which only name a source (narrative, section II)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from workbook.domain.plain import plain

_DOCUMENTS: Final = frozenset(
    """
    memorando memorandos memorandum memo informe informes oficio oficios carta cartas correo correos
    reporte reportes acta actas resolucion proveido expediente documento documentos nota notas anexo
    hoja cuadro formato mail email whatsapp sistema sgd siaf padron registro registros listado
    """.split()
)
_AROUND: Final = frozenset(
    """
    segun via mediante por ver con adjunto adjunta se remitido remitida enviado enviada recibido
    recibida el la los las de del al a y e n no nro num numero multiple circular electronico
    electronicos institucional fecha ruta envio tramite area unidad oficina jefatura enero febrero
    marzo abril mayo junio julio agosto setiembre septiembre octubre noviembre diciembre
    """.split()
)
_MAIL: Final = (
    "correo electronico",
    "correos electronicos",
    "e mail",
    "email",
    "whatsapp",
    "reporte enviado",
)
_REASONS: Final = frozenset(
    """
    porque debido falta faltaron retraso retrasos demora demoras ausencia suspension suspendio
    suspendieron pandemia menor menos mayor sin ya demanda causa razon motivo pendiente pendientes
    aun todavia insuficiente reprogramo reprogramaron cancelo postergo huelga
    """.split()
)


@lru_cache(maxsize=4096)
def is_explanation(text: str) -> bool:
    """Tell whether a Motivo explains anything: neither empty nor only the name of a source.

    >>> is_explanation("CORREO ELECTRONICO JUAN PEREZ 12/03"), is_explanation("Memorando N° 123-2020-UTD")
    (False, False)
    >>> is_explanation("Ingresaron menos expedientes que los previstos."), is_explanation("  ")
    (True, False)
    >>> is_explanation("El informe no se elaboró"), is_explanation("Correo: demora debido al cierre")
    (True, True)
    """
    words = plain(text).split()
    if not any(word.isalpha() for word in words):
        return False
    if _REASONS.intersection(words):
        return True
    return not (" ".join(words).startswith(_MAIL) or _names_only_a_source(text))


def _names_only_a_source(text: str) -> bool:
    return all(_belongs_to_a_source(token) for token in text.split())


def _belongs_to_a_source(token: str) -> bool:
    if any(c.isdigit() for c in token) or not any(c.isalpha() for c in token):
        return True
    if "-" in token.strip("-") or "/" in token.strip("/"):
        return token.isupper()
    return all(word in _DOCUMENTS or word in _AROUND for word in plain(token).split())
