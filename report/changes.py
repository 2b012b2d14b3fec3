"""What bringing a report up to date changes, and what it leaves to people: data, no sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ChangeKind(Enum):
    """What happened to a block."""

    REPLACED = "texto_actualizado"
    CELLS = "tabla_actualizada"
    CHART = "grafico_actualizado"
    COMMENTED = "editado_con_comentario"
    TYPED_OVER = "cifra_escrita_encima"
    STUCK = "no_se_pudo_actualizar"
    INSERTED = "insertado"
    REMOVED = "retirado"
    KEPT = "conservado_con_comentario"
    DELETED = "borrado"
    STALE = "borrado_desactualizado"
    NOT_FOUND = "no_encontrado"
    ROW_DELETED = "fila_borrada"
    FREED = "copia_liberada"
    CONTENTS = "indice_actualizado"
    REMEMBERED = "memoria_guardada"


TELLING_ONLY = frozenset({ChangeKind.DELETED, ChangeKind.STALE, ChangeKind.NOT_FOUND, ChangeKind.ROW_DELETED})
"""These are listed, and change nothing in the file."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change, or something listed.

    `place` is the heading it stands under, `what` the kind of block ("parrafo"), `now` what the program would
    write; `count` of cells or rows.
    """

    kind: ChangeKind
    tag: str
    place: str = ""
    what: str = ""
    now: str = ""
    count: int = 1

    @property
    def code(self) -> str:
        """The stable name of the kind."""
        return self.kind.value


@dataclass(frozen=True, slots=True)
class Update:
    """The updated file, None where nothing in it changes; and everything there is to tell."""

    content: bytes | None
    changes: tuple[Change, ...]
