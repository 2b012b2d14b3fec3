"""Messages to a planner: what is observed and where, why it matters, how to repair it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from workbook.spanish.cellmessages import CELL_WORDINGS
from workbook.spanish.details import Details, clean, quote
from workbook.spanish.figuremessages import FIGURE_WORDINGS
from workbook.spanish.grammar import sentence_case
from workbook.spanish.headermessages import HEADER_WORDINGS
from workbook.spanish.labels import SEVERITY_NAMES
from workbook.spanish.planmessages import PLAN_WORDINGS

if TYPE_CHECKING:
    from workbook.domain.findings import Code, Finding

__all__ = ["SEVERITY_NAMES", "could_not_save", "message", "repair", "title", "unusable_book", "what"]


class Unusable(Protocol):
    """What `host.UnusableBook` tells: the file's name and one of its REASONS."""

    name: str
    reason: str


WORDINGS: Final = HEADER_WORDINGS | CELL_WORDINGS | PLAN_WORDINGS | FIGURE_WORDINGS

_UNUSABLE: Final = {
    "missing": "No se encontró el libro {book}. Revise el nombre y la carpeta.",
    "format": (
        "El libro {book} no es un libro que este programa lea (.xlsx, .xlsm, .xlsb, .xls u .ods). "
        "Ábralo en Excel, elija «Guardar como» y guárdelo como «Libro de Excel (.xlsx)»."
    ),
    "copy_format": (
        "De un libro con el formato de {book} no se hacen copias con cambios, aunque para lo demás se lea. "
        "Ábralo en Excel y guárdelo como «Libro de Excel (.xlsx)», o páselo a un libro POI con "
        '«eficacia nuevo POI.xlsx --desde "{bare}"», y use ese.'
    ),
    "damaged": (
        "El libro {book} está dañado y no se puede leer. Ábralo en Excel, acepte que lo repare, "
        "guárdelo con otro nombre y vuelva a intentarlo."
    ),
    "protected": (
        "El libro {book} pide contraseña para abrirse. Quítele la contraseña en Excel (Archivo, Información, "
        "Proteger libro, Cifrar con contraseña) y vuelva a intentarlo."
    ),
    "too_large": (
        "El libro {book} es demasiado grande para leerlo con seguridad. "
        "Elimine hojas, filas o imágenes que no se usen, guárdelo y vuelva a intentarlo."
    ),
    "locked": (
        "El libro {book} está abierto en otro programa, o usted no tiene permiso para leerlo. "
        "Ciérrelo y vuelva a intentarlo."
    ),
}
_UNUSABLE_FOR_ANY_REASON: Final = (
    "El libro {book} no se puede leer. Ábralo en Excel, guárdelo y vuelva a intentarlo."
)

_WORD: Final = (".docx", ".doc", ".docm", ".dotx", ".rtf")
_WORD_FILE: Final = (
    "{book} es un documento de Word, y aquí se espera un libro de Excel. "
    "Indique el libro; para revisar un informe de Word está «eficacia verificar»."
)
_NOT_SAVED: Final = {
    "denied": "usted no tiene permiso para escribir en esa carpeta. Elija otra, donde sí pueda escribir.",
    "full": "no queda espacio en el disco. Libere espacio y vuelva a intentarlo.",
    "name": "ese nombre no sirve en este sistema. Elija otro, más corto y sin signos como : * ? < > |.",
    "folder": "esa carpeta no se puede crear o no es una carpeta. Revise la ruta.",
    "is_folder": "ese es el nombre de una carpeta. Escriba también el del archivo.",
    "exists": "ya existe un archivo con ese nombre, y no se reemplaza. Elija otro nombre o bórrelo antes.",
    "input": "es el archivo del que se parte, y ese archivo nunca se modifica. Elija otro nombre.",
    "twice": "otro resultado de este comando tendría el mismo nombre. Elija otro con -o.",
}
_NOT_SAVED_FOR_ANY_REASON: Final = "el sistema no lo permitió. Revise el disco o elija otra carpeta."


def title(code: Code) -> str:
    """Return the short heading of a code.

    >>> from workbook.domain.findings import Code
    >>> title(Code.NEGATIVE_AMOUNT)
    'Importe negativo'
    """
    return WORDINGS[code].title


def what(finding: Finding) -> str:
    """Return what is observed, with its sheet and cell where it has them.

    >>> from workbook.domain.findings import Code, finding
    >>> what(finding(Code.HIDDEN_ROWS, sheet="UTD", cell="B7", count=1))
    'En la hoja «UTD», celda B7: hay 1 fila oculta o filtrada, que también se cuenta.'
    """
    observed = WORDINGS[finding.code].observed(Details(finding))
    place = _place(finding)
    return f"{place}: {observed}." if place else f"{sentence_case(observed)}."


def repair(finding: Finding) -> str:
    """Return how to repair it, in whole sentences.

    >>> from workbook.domain.findings import Code, finding
    >>> repair(finding(Code.UNKNOWN_ACTION, text="AEI.06.10", nearest="AEI.06.01")).partition("?")[0]
    '¿Quiso decir «AEI.06.01»'
    """
    return WORDINGS[finding.code].repair(Details(finding))


def message(finding: Finding) -> str:
    """Return what is observed and how to repair it, in one text."""
    return f"{what(finding)} {repair(finding)}"


def unusable_book(error: Unusable) -> str:
    """Return why a workbook cannot be read at all, and what to do."""
    is_word = error.reason == "format" and error.name.lower().endswith(_WORD)
    said = _WORD_FILE if is_word else _UNUSABLE.get(error.reason, _UNUSABLE_FOR_ANY_REASON)
    return said.replace("{book}", quote(error.name)).replace("{bare}", error.name)


def could_not_save(path: str, reason: str) -> str:
    """Return why a result could not be written, and what to do.

    >>> could_not_save("informe.docx", "full")
    'No se pudo guardar «informe.docx»: no queda espacio en el disco. Libere espacio y vuelva a intentarlo.'
    """
    return f"No se pudo guardar «{path}»: {_NOT_SAVED.get(reason, _NOT_SAVED_FOR_ANY_REASON)}"


def _place(finding: Finding) -> str:
    if not finding.sheet:
        return f"En la celda {clean(finding.cell)}" if finding.cell else ""
    cell = f", celda {clean(finding.cell)}" if finding.cell else ""
    return f"En la hoja {quote(finding.sheet)}{cell}"
