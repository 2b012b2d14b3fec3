"""Installing the add-in for one Windows user: two files, a record of them, and nothing else.

No administrator, no registry, no network. xlwings' own settings (`~/.xlwings`) are never touched.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from udfs.catalogue import MODULE
from xlwings_addin.windows import ADDIN_NAME, PACKAGE, application_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlwings_addin.windows import Env, Windows

INTERPRETER: Final = "INTERPRETER_WIN"
WORKBOOK_FOLDER: Final = "ADD_WORKBOOK_TO_PYTHONPATH"
_ALWAYS: Final = {
    WORKBOOK_FOLDER: "False",
    "USE UDF SERVER": "True",
    "UDF MODULES": MODULE,
    "SHOW CONSOLE": "False",
}


class CannotInstall(Exception):  # noqa: N818 - named as the condition it is
    """Nothing can be installed here. `reason` is one of REASONS; `detail` is the path, where it is one."""

    REASONS = ("system", "folders", "letters")

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


class Outcome(Enum):
    """What became of one file."""

    DONE = "hecho"
    ALREADY = "ya estaba"
    LEFT = "se dejó"
    LOCKED = "en uso"
    FAILED = "no se pudo"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done or left: the outcome, what it is about, and where."""

    outcome: Outcome
    subject: str
    path: Path

    @property
    def fine(self) -> bool:
        """Whether nobody has to do anything about it."""
        return self.outcome in (Outcome.DONE, Outcome.ALREADY)


@dataclass(frozen=True, slots=True)
class Places:
    """Where things go on this machine."""

    addin: Path
    settings: Path

    @property
    def record(self) -> Path:
        """The list of what was installed."""
        return self.settings.with_name("instalado.json")


def places(windows: Windows) -> Places:
    """Return where the add-in and its settings go. Raises CannotInstall where there are no such folders."""
    data, home = application_data(windows), windows.variable("USERPROFILE")
    if not (data and home):
        raise CannotInstall("folders" if windows.present else "system")
    return Places(
        Path(data, "Microsoft", "Excel", "XLSTART", ADDIN_NAME),
        Path(home, f".{PACKAGE}", f"{PACKAGE}.conf"),
    )


def install(env: Env) -> list[Step]:
    """Install or renew the add-in; what is already as it should be stays. Raises CannotInstall."""
    target = places(env.windows)
    settings = settings_file(pinned(env), _read(target.settings), env.windows.encoding)
    record = _Record.read(target.record)
    steps = [
        _put(target.settings, settings, "la configuración", record),
        _put(target.addin, env.addin(), "el complemento", record),
    ]
    record.version = env.version
    record.write(target.record)
    return steps


def uninstall(env: Env) -> list[Step]:
    """Remove what was installed, and only that: a file that somebody has changed since is left."""
    target = places(env.windows)
    record = _Record.read(target.record)
    steps = _remove_all(record)
    if not steps and target.addin.exists():
        steps = [Step(Outcome.LEFT, "el complemento", target.addin)]
    if record.files:
        record.write(target.record)
    else:
        _forget(target.record, record)
    return steps


def _remove_all(record: _Record) -> list[Step]:
    """Remove the add-in first: while Excel holds it, its settings stay too."""
    steps: list[Step] = []
    for path in reversed(tuple(record.files)):
        step = _remove(Path(path), record.files[path])
        steps.append(step)
        if step.outcome is Outcome.LOCKED:
            break
        del record.files[path]
    return steps


def _forget(path: Path, record: _Record) -> None:
    """Remove the record, and the folders that had to be made, unless somebody keeps something there."""
    path.unlink(missing_ok=True)
    for folder in reversed(record.folders):
        with suppress(OSError):
            Path(folder).rmdir()


def pinned(env: Env) -> str:
    """Return the Python that Excel is to start: without a console, its path in letters that VBA can read.

    Raises CannotInstall where the path has letters of another code page and no short form.
    """
    quiet = env.interpreter.with_name(env.interpreter.name.lower().replace("python.exe", "pythonw.exe"))
    path = str(quiet if quiet.is_file() else env.interpreter)
    if not path.isascii():
        short = env.windows.short_path(path)
        path = short if short.isascii() else path
    try:
        path.encode(env.windows.encoding)
    except UnicodeEncodeError:
        raise CannotInstall("letters", path) from None
    return path


def settings_file(interpreter: str, before: bytes | None, encoding: str) -> bytes:
    """Return the settings as VBA's `Input #` reads them: quoted pairs, one a line, no empty line.

    Settings of other names that are there, as an IT office may add, are kept.
    """
    settings = read_settings((before or b"").decode(encoding, "replace"))
    settings.update({INTERPRETER: interpreter, **_ALWAYS})
    return "".join(f'"{name}","{value}"\r\n' for name, value in settings.items()).encode(encoding)


def read_settings(text: str) -> dict[str, str]:
    """Return the settings of a file, names in capitals; a line that is no pair counts for nothing.

    >>> read_settings('"SHOW CONSOLE","False"')
    {'SHOW CONSOLE': 'False'}
    """
    rows = csv.reader(text.splitlines())
    return {row[0].strip().upper(): row[1].strip() for row in rows if len(row) == _PAIR and row[0].strip()}


_PAIR: Final = 2


@dataclass(slots=True)
class _Record:
    """What was installed: digests of files by path, and the folders that had to be made."""

    version: str
    files: dict[str, str]
    folders: list[str]

    @classmethod
    def read(cls, path: Path) -> _Record:
        try:
            found: Mapping[str, object] = json.loads((_read(path) or b"{}").decode("utf-8"))
            return cls(
                str(found.get("version", "")),
                {str(name): str(digest) for name, digest in dict(found.get("archivos", {})).items()},  # type: ignore[call-overload]
                [str(folder) for folder in list(found.get("carpetas", []))],  # type: ignore[call-overload]
            )
        except (ValueError, TypeError, AttributeError):  # somebody has edited it
            return cls("", {}, [])

    def write(self, path: Path) -> None:
        """Write the record; without files there is nothing to tell."""
        if self.files:
            text = {"version": self.version, "archivos": self.files, "carpetas": self.folders}
            path.write_text(json.dumps(text, ensure_ascii=False, indent=1), encoding="utf-8")

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it that are missing, and remember which they were."""
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):
            one.mkdir()
            self.folders.append(str(one))


def _put(path: Path, data: bytes, subject: str, record: _Record) -> Step:
    """Write a file whole or not at all, unless it is there already; enter it in the record."""
    before = _read(path)
    try:
        record.make_folder(path.parent)
        if before != data:
            _replace(path, data)
    except PermissionError:
        return Step(Outcome.LOCKED if path.exists() else Outcome.FAILED, subject, path)
    except OSError:
        return Step(Outcome.FAILED, subject, path)
    record.files[str(path)] = _digest(data)
    return Step(Outcome.ALREADY if before == data else Outcome.DONE, subject, path)


def _replace(path: Path, data: bytes) -> None:
    """Put a file in place; until it is whole it waits one folder above: Excel opens all of XLSTART."""
    temporary = path.parent.parent / f"~{PACKAGE}-{os.urandom(6).hex()}.tmp"
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _remove(path: Path, digest: str) -> Step:
    subject = "el complemento" if path.suffix == ".xlam" else "la configuración"
    try:
        if _digest(path.read_bytes()) != digest:
            return Step(Outcome.LEFT, subject, path)
        path.unlink()
    except FileNotFoundError:
        return Step(Outcome.ALREADY, subject, path)
    except OSError:
        return Step(Outcome.LOCKED, subject, path)
    return Step(Outcome.DONE, subject, path)


def _read(path: Path) -> bytes | None:
    with suppress(OSError):
        return path.read_bytes()
    return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
