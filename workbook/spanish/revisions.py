"""What is said of a report that people have edited: comments in Word, and the list of what changes."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TOLD: Final = 5
_LONGEST: Final = 80


def differences(before: str, now: str) -> list[tuple[str, str]]:
    """Return the stretches of words that differ between two texts, as pairs.

    >>> differences("se cumplió al 94 %, bien", "se cumplió al 96 %, bien")
    [('94 %', '96 %')]
    >>> differences("uno dos", "uno dos tres")
    [('', 'tres')]
    """
    old, new = before.split(), now.split()
    found = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        after = old[last : last + 1]
        sign = ["%"] if after and after[0].rstrip(".,;:)") == "%" and kind == "replace" else []
        found.append((_trimmed([*old[first:last], *sign]), _trimmed([*new[start:end], *sign])))
    return found


def facts_changed(before: str, now: str) -> str:
    """Return the comment beside a text that a person has rewritten, when its facts change.

    >>> print(facts_changed("al 94 % de la meta", "al 96 % de la meta"))
    Cambiaron los datos del libro: antes «94 %», ahora «96 %».
    Texto propuesto: al 96 % de la meta
    """
    told = "; ".join(_pairs(before, now))
    first = f"Cambiaron los datos del libro: {told}." if told else "Cambiaron los datos del libro."
    return f"{first}\n{_proposal(now)}"


def facts_differ(now: str) -> str:
    """Return the comment beside a text of which it is not known what the program had written.

    >>> print(facts_differ("La meta se cumplió."))
    Con los datos actuales del libro, el programa escribiría otra cosa.
    Texto propuesto: La meta se cumplió.
    """
    return f"Con los datos actuales del libro, el programa escribiría otra cosa.\n{_proposal(now)}"


def in_the_book(now: str, typed: str) -> str:
    """Return the comment beside a figure that somebody had typed over.

    >>> in_the_book("2,018", "2,081")
    'En el libro: 2,018. Aquí decía: 2,081.'
    >>> in_the_book("2,018", "")
    'En el libro: 2,018. Aquí no decía nada.'
    """
    here = f"Aquí decía: {typed}." if typed else "Aquí no decía nada."
    return f"En el libro: {now or 'en blanco'}. {here}"


def not_in_the_book() -> str:
    """Return the comment beside a text that a person has edited and that the report no longer has."""
    return (
        "Esto ya no sale del libro (se quitó del plan, o esa parte ya no se pide en Parámetros). "
        "Se conserva porque alguien lo editó; bórrelo si no hace falta."
    )


def not_updated(values: Iterable[tuple[str, str]]) -> str:
    """Return the comment where cells could not be updated: each column and what the workbook says.

    >>> not_updated([("Programadas", "12"), ("%", "96 %")])
    'No se pudo actualizar aquí, porque la tabla cambió de forma. En el libro: Programadas: 12; %: 96 %.'
    """
    told = "; ".join(f"{title}: {value or 'en blanco'}" for title, value in values)
    return f"No se pudo actualizar aquí, porque la tabla cambió de forma. En el libro: {told}."


def table_not_updated() -> str:
    """Return the comment at a table that could not be updated as a whole."""
    return (
        "Esta tabla ya no tiene la forma con que se generó y no se pudo actualizar. "
        "Genere un informe aparte y copie de él la tabla."
    )


def shortened(text: str) -> str:
    """Return the beginning of a text, for lists.

    >>> shortened("a" * 200)[-3:]
    'aa…'
    """
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _pairs(before: str, now: str) -> Iterator[str]:
    found = differences(before, now)
    for old, new in found[:_TOLD]:
        if not old:
            yield f"se agrega «{shortened(new)}»"
        elif not new:
            yield f"se quita «{shortened(old)}»"
        else:
            yield f"antes «{shortened(old)}», ahora «{shortened(new)}»"
    if (rest := len(found) - _TOLD) > 0:
        yield "y un cambio más" if rest == 1 else f"y {rest} cambios más"


def _proposal(now: str) -> str:
    return f"Texto propuesto: {now or '(nada)'}"


def _trimmed(words: Sequence[str]) -> str:
    return " ".join(words).strip(" ,;:.")
