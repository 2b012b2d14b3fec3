"""LibreOffice as the spreadsheet and the word processor that tests can run.

It never sees the file under test, only a copy: a lock file would stop the next opening, and it must not save.
"""

from __future__ import annotations

import builtins
import functools
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeAlias

from tests.support.programs import UNO_FOLDER, require, require_uno

Document: TypeAlias = Any
"""A document of LibreOffice, as the bridge gives it: its members are those of the UNO interfaces."""

START_SECONDS = 60
_RESTART_WANTED = 81  # what a first start on a fresh profile exits with


@dataclass(frozen=True, slots=True)
class Cell:
    """What LibreOffice holds in a cell and shows of it."""

    text: str
    """As shown, in the format of the cell."""
    value: float
    """Its number; 0.0 for a text."""
    formula: str
    """The formula in LibreOffice's English syntax, or the content as typed."""
    error: int
    """0, or Calc's number of the error: 532 is #DIV/0!, 525 is #NAME?."""


class Office:
    """A LibreOffice without a screen, on a profile of its own; `with Office() as office: ...`."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="eficacia-lo-"))
        self._copies = itertools.count(1)
        self._open: list[Document] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._desktop: Any = None

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        uno = load_uno()
        for document in tuple(self._open):
            self.close(document)
        try:
            self._desktop.terminate()
        except uno.getClass("com.sun.star.uno.Exception"):
            pass  # it hangs up while it answers
        if self._process is not None:
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def open(self, path: Path) -> Document:
        """Open a copy of `path`, hidden; close it with `close`, or leave it to the end."""
        folder = self._folder / f"copy-{next(self._copies)}"
        folder.mkdir()
        copy = Path(shutil.copy(path, folder))
        settings = _properties(Hidden=True, MacroExecutionMode=0, UpdateDocMode=0)
        document = self._desktop.loadComponentFromURL(copy.as_uri(), "_blank", 0, settings)
        if document is None:
            message = f"LibreOffice does not open {path.name}"
            raise OSError(message)
        self._open.append(document)
        return document

    def close(self, document: Document) -> None:
        """Close a document that `open` gave."""
        self._open = [other for other in self._open if other is not document]
        document.close(True)

    def to_pdf(self, path: Path, out: Path, *, update_indexes: bool = False) -> Path:
        """Print `path` to the PDF `out`; with `update_indexes`, its contents and fields are updated first."""
        document = self.open(path)
        try:
            return export_pdf(document, out, update_indexes=update_indexes)
        finally:
            self.close(document)

    def cell(self, source: Path | Document, sheet: str, address: str, *, recalculate: bool = False) -> Cell:
        """A cell of a workbook, given as a path or as an open document; as stored, unless `recalculate`."""
        document = self.open(source) if isinstance(source, Path) else source
        try:
            if recalculate:
                self.recalculate(document)
            found = _cell(document, sheet, address)
            return Cell(found.String, found.Value, found.Formula, found.getError())
        finally:
            if isinstance(source, Path):
                self.close(document)

    def set_cell(self, document: Document, sheet: str, address: str, value: float | str | None) -> None:
        """Type into a cell: a number, a text, a formula (it begins with `=`), or None to empty it."""
        found = _cell(document, sheet, address)
        if value is None or isinstance(value, str):
            if value is not None and value.startswith("="):
                found.setFormula(value)
            else:
                found.setString(value or "")
        else:
            found.setValue(float(value))

    def recalculate(self, document: Document) -> None:
        """Compute every formula anew."""
        document.calculateAll()

    def _start(self) -> None:
        require_uno()
        uno = load_uno()
        context = uno.getComponentContext()
        resolver = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", context
        )
        pipe = f"eficacia-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        command = [
            _binary(),
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            f"-env:UserInstallation={(self._folder / 'profile').as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ]
        self._process = subprocess.Popen(command, env=_environment(), stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS
        remote: Any = None
        while remote is None:
            try:
                remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            except uno.getClass("com.sun.star.connection.NoConnectException"):
                ended = self._process.poll()
                if ended == _RESTART_WANTED:
                    self._process = subprocess.Popen(command, env=_environment(), stderr=subprocess.DEVNULL)
                elif ended is not None or time.monotonic() > deadline:
                    self._process.kill()
                    raise
                time.sleep(0.05)
        self._desktop = remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)


def export_pdf(document: Document, out: Path, *, update_indexes: bool = False) -> Path:
    """Print an open document to the PDF `out`."""
    spreadsheet = document.supportsService("com.sun.star.sheet.SpreadsheetDocument")
    if update_indexes and not spreadsheet:
        document.getTextFields().refresh()
        indexes = document.getDocumentIndexes()
        for number in range(indexes.getCount()):
            indexes.getByIndex(number).update()
    out.parent.mkdir(parents=True, exist_ok=True)
    printer = "calc_pdf_Export" if spreadsheet else "writer_pdf_Export"
    document.storeToURL(out.absolute().as_uri(), _properties(FilterName=printer))
    return out


def convert(path: Path, kind: str, folder: Path) -> Path:
    """`path` as `kind` (pdf, xlsx, ods, …) in `folder`, by `soffice --convert-to` in a process of its own."""
    program = require("soffice")
    with tempfile.TemporaryDirectory(prefix="eficacia-lo-") as profile:
        command = [
            str(program),
            "--headless",
            "--norestore",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(path),
        ]
        said = subprocess.run(
            command, env=_environment(), capture_output=True, text=True, check=False, timeout=180
        )
    made = folder / f"{path.stem}.{kind.partition(':')[0]}"
    if not made.exists():
        message = f"soffice made no {made.name}: {said.stdout} {said.stderr}"
        raise OSError(message)
    return made


def pictures(pdf: Path, folder: Path, dpi: int = 60) -> list[Path]:
    """One PNG for each page of `pdf`, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [str(require("pdftoppm")), "-png", "-r", str(dpi), str(pdf), str(folder / pdf.stem)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


@functools.cache
def load_uno() -> Any:
    """The module `uno` of LibreOffice's own Python.

    It puts an import hook of its own in the place of `__import__`, and its folder holds old copies of
    libraries that tests use: both are taken away again. Ask for types with `uno.getClass`, never with
    `from com.sun.star... import`.
    """
    own_import, own_path = builtins.__import__, list(sys.path)
    sys.path.append(str(UNO_FOLDER))
    try:
        import uno
    finally:
        builtins.__import__ = own_import
        sys.path[:] = own_path
    return uno


def _binary() -> str:
    program = require("soffice").resolve()
    direct = program.with_name(
        "soffice.bin"
    )  # a child that can be waited for and ended, no script in between
    return str(direct if direct.exists() else program)


def _environment() -> dict[str, str]:
    foreign = ("PYTHON", "COVERAGE", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | {"PATH": os.defpath}  # the Python inside takes its library from the first python3 of PATH


def _properties(**settings: object) -> tuple[Any, ...]:
    make = load_uno().createUnoStruct
    return tuple(
        make("com.sun.star.beans.PropertyValue", name, 0, value, 0) for name, value in settings.items()
    )


def _cell(document: Document, sheet: str, address: str) -> Any:
    return document.getSheets().getByName(sheet).getCellRangeByName(address).getCellByPosition(0, 0)
