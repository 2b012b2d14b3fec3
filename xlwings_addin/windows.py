"""What installing and diagnosing ask of Windows: a thin protocol, and the Windows that is running."""

from __future__ import annotations

import csv
import importlib
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PACKAGE: Final = "eficacia"
ADDIN_NAME: Final = f"{PACKAGE}.xlam"
_HIVES: Final = {"HKCU": "HKEY_CURRENT_USER", "HKLM": "HKEY_LOCAL_MACHINE"}
_MACHINES: Final = {0x014C: "32", 0x8664: "64", 0xAA64: "ARM64"}
_SHELL_FOLDERS: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
_PATIENCE: Final = 60
"""Seconds that another program may take to answer: an antivirus looks at it first."""


class Windows(Protocol):
    """Questions to Windows. Nothing here changes anything."""

    @property
    def present(self) -> bool:
        """Whether this is Windows at all."""

    @property
    def encoding(self) -> str:
        """The code page in which VBA reads a text file."""

    def variable(self, name: str) -> str:
        """Return a variable of the environment, "" where there is none."""

    def values(self, key: str) -> Mapping[str, object]:
        """Return the values of a registry key (HKCU or HKLM) by lower-case name; {} without such a key."""

    def short_path(self, path: str) -> str:
        """Return the 8.3 form of a path that exists, or the path itself where there is none."""

    def processes(self) -> Sequence[str]:
        """Return the lower-case names of the running programs, one for each process."""

    def ask(self, interpreter: str, code: str) -> str:
        """Return what a Python prints when it runs a piece of code; "" where it does not run."""


@dataclass(frozen=True, slots=True)
class Env:
    """What installing needs: Windows, the Python to pin, and the add-in of this version."""

    windows: Windows
    interpreter: Path
    version: str
    addin: Callable[[], bytes]


class ThisWindows:
    """The Windows that the program runs on; elsewhere, one with an empty registry."""

    present: bool = sys.platform == "win32"
    encoding: str = "mbcs" if sys.platform == "win32" else "cp1252"

    def variable(self, name: str) -> str:
        """Return a variable of the environment."""
        return os.environ.get(name, "")

    def values(self, key: str) -> Mapping[str, object]:
        """Return the values of a registry key, as 64-bit programs see them."""
        hive, _, path = key.partition("\\")
        found: dict[str, object] = {}
        with suppress(ImportError, OSError):
            registry = importlib.import_module("winreg")
            access = registry.KEY_READ | registry.KEY_WOW64_64KEY
            with registry.OpenKey(getattr(registry, _HIVES[hive]), path, 0, access) as opened:
                for number in range(registry.QueryInfoKey(opened)[1]):
                    name, value, _kind = registry.EnumValue(opened, number)
                    found[name.lower()] = value
        return found

    def short_path(self, path: str) -> str:
        """Return the 8.3 form of a path."""
        with suppress(AttributeError, OSError):
            ctypes = importlib.import_module("ctypes")
            room = ctypes.create_unicode_buffer(1024)
            if 0 < ctypes.windll.kernel32.GetShortPathNameW(path, room, len(room)) < len(room):
                return str(room.value)
        return path

    def processes(self) -> Sequence[str]:
        """Return the names of the running programs."""
        rows = csv.reader(_output(["tasklist", "/FO", "CSV", "/NH"]).splitlines())
        return tuple(row[0].lower() for row in rows if row)

    def ask(self, interpreter: str, code: str) -> str:
        """Return what a Python prints, started outside of any folder of documents."""
        return _output([interpreter, "-B", "-P", "-c", code], folder=Path(interpreter).parent)


def here() -> Env:
    """Return this machine, this Python and the add-in that this package carries."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version(PACKAGE)
    except PackageNotFoundError:  # run from a folder, not installed
        number = "sin instalar"
    return Env(ThisWindows(), Path(sys.executable), number, packaged_addin)


def packaged_addin() -> bytes:
    """Return the add-in that travels in the wheel; in a checkout, one built now."""
    carried = Path(__file__).with_name(ADDIN_NAME)
    if carried.is_file():
        return carried.read_bytes()
    build = importlib.import_module("xlwings_addin.build")
    return bytes(build.build())


def application_data(windows: Windows) -> str:
    """Return the folder of the user's settings, which an office may have moved; "" if unknown."""
    return windows.variable("APPDATA") or str(windows.values(_SHELL_FOLDERS).get("appdata", ""))


def machine_of(program: bytes) -> str:
    """Return for which machine a Windows program is: "32", "64", "ARM64", or "" where it is no program.

    >>> machine_of(b"text")
    ''
    """
    start = int.from_bytes(program[0x3C:0x40], "little")
    if program[:2] != b"MZ" or program[start : start + 4] != b"PE\0\0":
        return ""
    return _MACHINES.get(int.from_bytes(program[start + 4 : start + 6], "little"), "")


def _output(command: Sequence[str], folder: Path | None = None) -> str:
    """Return what a program prints, without opening a window; "" where it fails."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(  # noqa: S603 - programs of Windows, or the Python pinned by this program
            command, capture_output=True, check=True, cwd=folder, timeout=_PATIENCE, creationflags=hidden
        )
        return done.stdout.decode("utf-8", "replace")
    return ""
