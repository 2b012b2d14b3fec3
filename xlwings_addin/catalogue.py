"""argparse in Spanish: the words of its own that a user can see."""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SPANISH: Final = {
    "usage: ": "uso: ",
    "%(heading)s:": "%(heading)s:",
    "positional arguments": "argumentos",
    "options": "opciones",
    "subcommands": "comandos",
    " (default: %(default)s)": " (si no se indica: %(default)s)",
    "show this help message and exit": "muestra esta ayuda y termina",
    "show program's version number and exit": "muestra la versión y termina",
    "%(prog)s: error: %(message)s\n": "%(prog)s: error: %(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: advertencia: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "argument '%(argument_name)s' is deprecated": "el argumento «%(argument_name)s» ya no se usará",
    "option '%(option)s' is deprecated": "la opción «%(option)s» ya no se usará",
    "command '%(parser_name)s' is deprecated": "el comando «%(parser_name)s» ya no se usará",
    "unrecognized arguments: %s": "no se reconoce: %s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "no existe el comando %(parser_name)r (los comandos son: %(choices)s)"
    ),
    "the following arguments are required: %s": "falta indicar: %s",
    "one of the arguments %s is required": "falta indicar uno de estos: %s",
    "not allowed with argument %s": "no se puede usar junto con %s",
    "ignored explicit argument %r": "no lleva ningún valor, y se indicó %r",
    "expected one argument": "falta su valor",
    "expected at most one argument": "admite un solo valor",
    "expected at least one argument": "falta al menos un valor",
    "expected %s argument": "necesita %s valor",
    "expected %s arguments": "necesita %s valores",
    "ambiguous option: %(option)s could match %(matches)s": (
        "la opción %(option)s puede ser cualquiera de estas: %(matches)s"
    ),
    "unexpected option string: %s": "no se reconoce la opción: %s",
    "invalid %(type)s value: %(value)r": "el valor %(value)r no es válido",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r no es válido; los valores posibles son: %(choices)s"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "%(value)r no es válido; ¿quiso decir %(closest)r? Los valores posibles son: %(choices)s"
    ),
    "can't open '%(filename)s': %(error)s": "no se puede abrir «%(filename)s»: %(error)s",
    'argument "-" with mode %r': "el valor «-» no se puede usar aquí (%r)",
}
"""What argparse says, by its English. A test holds it to the texts of the running Python."""


def _one(text: str) -> str:
    return SPANISH.get(text, text)


def _several(singular: str, plural: str, number: int) -> str:
    return _one(singular if number == 1 else plural)


@contextmanager
def argparse_in_spanish() -> Iterator[None]:
    """Make argparse speak Spanish for as long as the block lasts."""
    translations = {"_": _one, "ngettext": _several}
    before = {name: getattr(argparse, name) for name in translations}
    try:
        _set(translations)
        yield
    finally:
        _set(before)


def _set(functions: Mapping[str, object]) -> None:
    for name, function in functions.items():
        setattr(argparse, name, function)
