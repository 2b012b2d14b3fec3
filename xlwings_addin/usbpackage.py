"""`eficacia complemento paquete`: a folder for a USB stick; no administrator, no internet."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xlwings_addin import guide, usbtexts, wheels
from xlwings_addin.windows import ADDIN_NAME, machine_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlwings_addin.wheels import Run

PYTHON: Final = "python"
WHEELS: Final = "ruedas"
_OLDEST: Final = (3, 11)
_PATHS: Final = re.compile(r"python3(\d+)\._pth")
_SITE: Final = "Lib\\site-packages"
_MORE_PATHS: Final = (_SITE, rf"{_SITE}\win32", rf"{_SITE}\win32\lib", rf"{_SITE}\pythonwin", "import site")
"""Where Python looks for modules besides its own: nowhere outside; `site` lets pywin32 find its DLLs."""


class CannotPackage(Exception):  # noqa: N818 - named as the condition it is
    """The folder cannot be made. `reason` is one of REASONS; `detail` is a file, a folder or a version."""

    REASONS = ("zip", "embeddable", "version", "bits", "occupied", "sheet")

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Package:
    """The folder that was made, and the wheels in it."""

    folder: Path
    python: str
    wheels: tuple[str, ...]


def make_package(
    embeddable: Path,
    folder: Path,
    xlam: bytes,
    source: Path | None = None,
    run: Run = wheels.run,
) -> Package:
    """Make the folder, whole or not at all; an earlier one of ours is replaced.

    Args:
        embeddable: the zip "Windows embeddable package (64-bit)" of python.org.
        folder: what is made.
        xlam: the content of eficacia.xlam.
        source: a folder of wheels for Windows; None downloads them.
        run: what runs pip.

    Raises:
        CannotPackage: the zip is not that one, or the folder holds something else.
        NoWheels: pip could not give the wheels.
        UnsafeArchive: an archive leads out of the folder.
        OSError: something could not be written.
    """
    minor = _minor(embeddable)
    if folder.exists() and not _is_ours(folder):
        raise CannotPackage("occupied", str(folder))
    making = folder.with_name(f"~{folder.name}-{os.urandom(4).hex()}")
    try:
        names = _fill(making, embeddable, minor, xlam, source, run)
        _swap(making, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Package(folder, f"3.{minor}", names)


def _minor(embeddable: Path) -> int:
    """Return the 11 of Python 3.11; CannotPackage where the zip is not a Python that will do."""
    try:
        with zipfile.ZipFile(embeddable) as opened:
            found = [int(match[1]) for name in opened.namelist() if (match := _PATHS.fullmatch(name))]
            program = opened.read("python.exe") if found else b""
    except (zipfile.BadZipFile, OSError):
        raise CannotPackage("zip", str(embeddable)) from None
    except KeyError:
        found, program = [], b""
    if not found:
        raise CannotPackage("embeddable", embeddable.name)
    if (3, found[0]) < _OLDEST:
        raise CannotPackage("version", f"3.{found[0]}")
    if machine_of(program) != "64":
        raise CannotPackage("bits", embeddable.name)
    return found[0]


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder is empty or an earlier package."""
    return folder.is_dir() and (not any(folder.iterdir()) or (folder / PYTHON / usbtexts.MARK).is_file())


def _fill(
    folder: Path, embeddable: Path, minor: int, xlam: bytes, source: Path | None, run: Run
) -> tuple[str, ...]:
    python, store = folder / PYTHON, folder / WHEELS
    store.mkdir(parents=True)
    wheels.fetch(f"3.{minor}", store, source, run)
    name, content = wheels.own_wheel(xlam)
    (store / name).write_bytes(content)
    (folder / ADDIN_NAME).write_bytes(xlam)
    wheels.unpack(embeddable, python)
    everything = sorted(store.glob("*.whl"))
    for wheel in everything:
        wheels.unpack_wheel(wheel, python)
    _finish_python(python, minor)
    _write_texts(folder, f"3.{minor}", [*everything, folder / ADDIN_NAME, embeddable])
    return tuple(wheel.name for wheel in everything)


def _finish_python(python: Path, minor: int) -> None:
    """Set the paths, and put pywin32's DLLs beside python.exe, where every process finds them."""
    paths = python / f"python3{minor}._pth"
    paths.write_bytes(usbtexts.script(_with_packages(paths.read_text(encoding="utf-8"))))
    for library in (python / "Lib" / "site-packages" / "pywin32_system32").glob("*.dll"):
        shutil.copyfile(library, python / library.name)
    (python / usbtexts.MARK).write_bytes(usbtexts.note(usbtexts.MARK_TEXT))


def _with_packages(paths: str) -> str:
    """Return the paths that Python came with, and those of the packages after."""
    lines = [line.strip() for line in paths.splitlines()]
    own = [line for line in lines if line and line not in _MORE_PATHS and not line.startswith("#")]
    return "\n".join([*own, *_MORE_PATHS, ""])


def _write_texts(folder: Path, python: str, files: Iterable[Path]) -> None:
    sheet = wheels.sheet_for_it()
    if sheet is None:
        raise CannotPackage("sheet", wheels.SHEET)
    version = wheels.version()
    digests = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
    for name, content in {
        "Instalar.cmd": usbtexts.script(usbtexts.INSTALL),
        "Desinstalar.cmd": usbtexts.script(usbtexts.UNINSTALL),
        "Diagnostico.cmd": usbtexts.script(usbtexts.DIAGNOSE),
        "eficacia.cmd": usbtexts.script(usbtexts.COMMAND),
        "LEAME.txt": usbtexts.note(usbtexts.README.format(version=version, python=python)),
        "contenido.txt": usbtexts.note(usbtexts.contents(version, python, digests)),
        "hoja-para-informatica.txt": usbtexts.note(sheet.decode("utf-8")),
        **({guide.NAME: page.read_bytes()} if (page := guide.guide_page()) else {}),
    }.items():
        (folder / name).write_bytes(content)


def _swap(made: Path, folder: Path) -> None:
    """Put what was made in place of an earlier one, which is kept until then."""
    earlier = made.with_name(f"{made.name}-anterior")
    if folder.exists():
        folder.rename(earlier)
    made.rename(folder)
    shutil.rmtree(earlier, ignore_errors=True)
