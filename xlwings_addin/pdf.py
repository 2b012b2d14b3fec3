"""A PDF of a Word document, where Word or LibreOffice is there to make it."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workbook.hosts.com import Com

_SECONDS: Final = 180
_WORD_PDF: Final = 17
_ASKING: Final = False
_READ_ONLY: Final = True
_SAVING: Final = False
_PLACES: Final = ("ProgramFiles", "ProgramFiles(x86)")


def as_pdf(document: Path) -> bytes | None:
    """Return a document as PDF; None where no program on this computer can make one."""
    return _by_word(document) or _by_libreoffice(document)


def _by_word(document: Path) -> bytes | None:
    """Let Word make it, with the table of contents and page numbers up to date."""
    with suppress(Exception), tempfile.TemporaryDirectory(prefix="eficacia-") as folder:
        word: Com = importlib.import_module("win32com.client").DispatchEx("Word.Application")
        try:
            opened = word.Documents.Open(str(document.absolute()), _ASKING, _READ_ONLY)
            opened.Fields.Update()
            made = Path(folder, "informe.pdf")
            opened.ExportAsFixedFormat(str(made), _WORD_PDF)
            opened.Close(_SAVING)
            return made.read_bytes()
        finally:
            word.Quit(_SAVING)
    return None


def _by_libreoffice(document: Path) -> bytes | None:
    program = _libreoffice()
    if program is None:
        return None
    with (
        suppress(OSError, subprocess.SubprocessError),
        tempfile.TemporaryDirectory(prefix="eficacia-") as folder,
    ):
        copy = Path(shutil.copy(document, Path(folder, "informe.docx")))
        profile = Path(folder, "perfil").as_uri()
        words = [
            program,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            "pdf",
        ]
        subprocess.run(  # noqa: S603 - the program that was found, arguments of our own
            [*words, "--outdir", folder, str(copy)], capture_output=True, check=False, timeout=_SECONDS
        )
        made = Path(folder, "informe.pdf")
        return made.read_bytes() if made.is_file() else None
    return None


def _libreoffice() -> str | None:
    """Return the program, on the path or where Windows installs it."""
    if found := shutil.which("soffice"):
        return found
    for place in filter(None, map(os.environ.get, _PLACES)):
        candidate = Path(place, "LibreOffice", "program", "soffice.exe")
        if candidate.is_file():
            return str(candidate)
    return None
