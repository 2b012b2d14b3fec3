"""What is said of a Word report: why it cannot be used, and what bringing it up to date changes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, Protocol

from workbook.spanish.details import quote
from workbook.spanish.revisions import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Unusable(Protocol):
    """What `report.wordfile.UnusableReport` tells: the file's name and one of its REASONS."""

    name: str
    reason: str


class Kind(Protocol):
    """A member of an enumeration of texts."""

    @property
    def value(self) -> str:
        """Its stable name."""
        ...


class Obstacle(Protocol):
    """What `report.obstacles.Obstacle` tells."""

    @property
    def kind(self) -> Kind:
        """What it is."""
        ...

    @property
    def place(self) -> str:
        """The heading it stands under."""
        ...

    @property
    def text(self) -> str:
        """Its words."""
        ...


class Told(Protocol):
    """What `report.changes.Change` tells, with the value of its kind."""

    @property
    def code(self) -> str:
        """The value of the kind of change."""
        ...

    @property
    def place(self) -> str:
        """The heading it stands under."""
        ...

    @property
    def what(self) -> str:
        """The kind of block."""
        ...

    @property
    def now(self) -> str:
        """What the program would write."""
        ...

    @property
    def count(self) -> int:
        """How many cells or rows."""
        ...


_UNUSABLE: Final = {
    "another": (
        "El documento {file} lo hizo este programa, pero no es un informe de evaluación (puede ser una ficha "
        "o un sustento), y no se actualiza. Revise el nombre, o genere de nuevo ese documento."
    ),
    "missing": "No se encontró el documento {file}. Revise el nombre y la carpeta.",
    "format": (
        "{file} no es un documento de Word que este programa lea (.docx). Ábralo en Word, elija «Guardar "
        "como» y guárdelo como «Documento de Word (*.docx)»."
    ),
    "damaged": (
        "El documento {file} está dañado y no se puede leer. Ábralo en Word, acepte que lo repare, guárdelo "
        "con otro nombre y vuelva a intentarlo."
    ),
    "protected": (
        "El documento {file} pide contraseña para abrirse. Quítela en Word (Archivo, Información, Proteger "
        "documento, Cifrar con contraseña) y vuelva a intentarlo."
    ),
    "too_large": (
        "El documento {file} es demasiado grande para leerlo con seguridad. Comprima o quite imágenes, "
        "guárdelo y vuelva a intentarlo."
    ),
    "macros": (
        "El documento {file} tiene macros, y este programa no las acepta. Ábralo en Word, elija «Guardar "
        "como» y guárdelo como «Documento de Word (*.docx)», o como «Plantilla de Word (*.dotx)»."
    ),
    "strict": (
        "El documento {file} está guardado como «Documento Open XML estricto». Ábralo en Word, elija "
        "«Guardar como» y guárdelo como «Documento de Word (*.docx)»."
    ),
    "outside": (
        "La plantilla {file} que indica la hoja Parámetros no está en la carpeta del libro. Cópiela junto al "
        "libro y escriba en «Plantilla Word» solo su nombre, o elija otra con la opción --plantilla."
    ),
    "locked": (
        "El documento {file} está abierto en otro programa, o usted no tiene permiso para leerlo. Ciérrelo y "
        "vuelva a intentarlo."
    ),
}
_UNUSABLE_FOR_ANY_REASON: Final = (
    "El documento {file} no se puede leer. Ábralo en Word, guárdelo y vuelva a intentarlo."
)

_BOOK: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_BOOK_FILE: Final = (
    "{file} es un libro de Excel, y aquí se espera un documento de Word (.docx). Indique el documento; "
    "para revisar un libro está «eficacia revisar»."
)

TITLES: Final = {
    "texto_actualizado": "Textos que se actualizan",
    "tabla_actualizada": "Tablas que se actualizan",
    "grafico_actualizado": "Gráficos que se actualizan",
    "insertado": "Se insertan, porque son nuevos en el libro",
    "retirado": "Se retiran, porque ya no salen del libro y nadie los editó",
    "indice_actualizado": "Se actualiza el índice",
    "editado_con_comentario": "Cambiaron los datos de lo que alguien escribió: sigue así, con un comentario",
    "cifra_escrita_encima": "Cifras escritas a mano encima: vale la del libro, con un comentario",
    "no_se_pudo_actualizar": "No se pudo actualizar todo; hay un comentario en el lugar",
    "conservado_con_comentario": "Ya no salen del libro, pero alguien los editó: siguen, con un comentario",
    "copia_liberada": "Son copias de otra parte: quedan como texto suyo, que no se actualiza",
    "fila_borrada": "Filas que alguien borró: siguen borradas",
    "borrado": "Alguien los borró: siguen borrados",
    "borrado_desactualizado": "Alguien los borró, y sus datos cambiaron: siguen borrados",
    "no_encontrado": "No se encontraron en el documento; esto es lo que el programa escribiría",
    "memoria_guardada": "No cambia nada a la vista: se guarda en el documento lo que el programa escribió",
}
"""The headings of the list of changes, in the order they are told."""

_WHAT: Final = {
    "titulo": "título",
    "parrafo": "párrafo",
    "llenar": "líneas por llenar",
    "tabla": "tabla",
    "grafico": "gráfico",
    "indice": "índice",
}
_WITH_TEXT: Final = frozenset(
    {"texto_actualizado", "editado_con_comentario", "insertado", "borrado_desactualizado", "no_encontrado"}
)
_COUNTED: Final = {
    "tabla_actualizada": ("cambio", "cambios"),
    "cifra_escrita_encima": ("cifra", "cifras"),
    "no_se_pudo_actualizar": ("lugar", "lugares"),
    "fila_borrada": ("fila", "filas"),
}


def unusable_report(problem: Unusable) -> str:
    """Return why a Word file cannot be used, and how to repair it."""
    is_book = problem.reason == "format" and problem.name.lower().endswith(_BOOK)
    said = _BOOK_FILE if is_book else _UNUSABLE.get(problem.reason, _UNUSABLE_FOR_ANY_REASON)
    return said.format(file=quote(problem.name))


def changes_told(changes: Iterable[Told]) -> Iterator[str]:
    """Yield the lines of the list of changes: a heading for each kind, then where and what."""
    groups: defaultdict[str, list[Told]] = defaultdict(list)
    for change in changes:
        groups[change.code].append(change)
    for code, title in TITLES.items():
        if not (group := groups.get(code)):
            continue
        listed = [_line(change) for change in group if change.place]
        yield f"{title}:" if listed else f"{title}."
        for line in listed:
            yield f"- {line}"


OBSTACLES: Final = {
    "marca": "Falta una explicación",
    "borrador": "Borrador por confirmar: revíselo y borre esas palabras",
    "comentario": "Comentario abierto: atiéndalo y elimínelo, o márquelo como resuelto",
    "cambio_controlado": "Cambio controlado: acéptelo o rechácelo",
    "marcador": "Marcador de la plantilla sin llenar",
    "vinculo": "Vínculo a un archivo de una computadora: conviértalo en texto (Ctrl+Mayús+F9)",
}
"""What is in the way of publishing, by the value of its kind."""


def obstacles_told(found: Iterable[Obstacle]) -> Iterator[str]:
    """Yield a line for each thing in the way of publishing: what, where, its words."""
    for one in found:
        where = f" ({shortened(one.place)})" if one.place else ""
        yield f"- {OBSTACLES[one.kind.value]}{where}: «{shortened(one.text)}»"


def _line(change: Told) -> str:
    what = _WHAT.get(change.what, change.what)
    text = f"{shortened(change.place)}: {what}"
    if change.code in _COUNTED:
        one, many = _COUNTED[change.code]
        text += f" ({change.count:,} {one if change.count == 1 else many})"
    if change.code in _WITH_TEXT and change.now and what in ("párrafo", "título"):
        text += f", «{shortened(change.now)}»"
    return text
