"""`eficacia complemento construir`: the add-in for Excel, written to a file on any system."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlwings_addin import screen
from xlwings_addin.arguments import PROGRAM
from xlwings_addin.optionvalues import file_named

if TYPE_CHECKING:
    from collections.abc import Callable

VERB: Final = "construir"
FILE_NAME: Final = f"{PROGRAM}.xlam"
FINE: Final = 0
NOT_BUILT: Final = 2
_SUMMARY: Final = "escribe el complemento de Excel (.xlam) a partir de su código"


def register(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add `construir` to the verbs of `eficacia complemento`."""
    parser = verbs.add_parser(VERB, help=_SUMMARY, description=f"{_SUMMARY[0].upper()}{_SUMMARY[1:]}.")
    parser.add_argument(
        "-o",
        dest="salida",
        metavar="ARCHIVO.xlam",
        type=file_named(".xlam"),
        default=Path(FILE_NAME),
        help=f"archivo que se escribe (si no se indica, {FILE_NAME}, en la carpeta actual)",
    )


def build_addin(options: argparse.Namespace) -> int:
    """Build the add-in and write it; a folder gets the usual name in it."""
    from xlwings_addin.build import build
    from xlwings_addin.output import save

    target = options.salida / FILE_NAME if options.salida.is_dir() else options.salida
    try:
        content = build()
    except ModuleNotFoundError as missing:
        if missing.name != "pyopenvba":
            raise
        screen.warn(
            "Para construir el complemento falta la biblioteca pyOpenVBA. Instálela con:\n"
            f'    python -m pip install "{PROGRAM}[complemento]"\n'
            f"Si solo quiere usarlo, no hace falta construirlo: {PROGRAM} complemento instalar"
        )
        return NOT_BUILT
    screen.show_files([save(target, content)])
    return FINE


HANDLERS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {VERB: build_addin}
