"""`eficacia publicar INFORME.docx`: its words, and what it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.spanish.reportmessages import obstacles_told
from xlwings_addin import pdf, publishing, screen
from xlwings_addin.optionvalues import file_named, file_to_read

if TYPE_CHECKING:
    import argparse

_FINE, _IN_THE_WAY = 0, 1
NO_FIGURES: Final = (
    "No se hizo el CSV: el informe no tiene ninguna tabla con datos. Compruebe que sea el informe completo."
)
NO_PDF: Final = (
    "No se hizo el PDF: en esta computadora no está Word ni LibreOffice. "
    "Abra el documento donde los haya y guárdelo como PDF."
)


def fill(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.add_argument(
        "informe", metavar="INFORME.docx", type=file_to_read, help="informe de Word ya terminado"
    )
    parser.add_argument(
        "-o",
        dest="salida",
        metavar="ARCHIVO.docx",
        type=file_named(".docx"),
        help="archivo que se escribe (si no se indica, <informe>-publicar.docx, junto al informe)",
    )
    parser.add_argument("--sin-pdf", action="store_true", help="no hace el PDF")


def run(options: argparse.Namespace) -> int:
    """Run the command; 1 where something must be settled before."""
    with screen.progress() as step:
        step(f"Preparando la versión para publicar de {options.informe.name}…")
        made = publishing.publish_report(
            options.informe, options.salida, None if options.sin_pdf else pdf.as_pdf
        )
    if made.obstacles:
        screen.warn("Todavía no se puede publicar. Resuelva esto en Word y repita el comando:")
        for line in obstacles_told(made.obstacles):
            screen.say(line)
        return _IN_THE_WAY
    screen.show_files(made.files)
    if not made.figures:
        screen.say(NO_FIGURES)
    if not made.pdf and not options.sin_pdf:
        screen.say(NO_PDF)
    return _FINE
