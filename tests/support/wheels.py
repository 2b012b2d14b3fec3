"""Wheels and an embeddable Python that are made up, for the folder for a USB stick."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from tests.support.windows import XLWINGS
from xlwings_addin.wheels import requirements

ADDIN: Final = b"complemento"
WINDOWS_311: Final = "cp311-cp311-win_amd64"


def program(number: int = 0x8664) -> bytes:
    """Return a program for Windows: of 64 bits unless another machine is named."""
    return b"MZ".ljust(0x3C, b"\0") + (0x40).to_bytes(4, "little") + b"PE\0\0" + number.to_bytes(2, "little")


def archive(path: Path, members: dict[str, bytes]) -> Path:
    """Write a zip file."""
    with zipfile.ZipFile(path, "w") as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return path


def python_zip(folder: Path, minor: int = 11, exe: bytes | None = None, name: str = "embed.zip") -> Path:
    """Write an embeddable Python."""
    members = {
        "python.exe": program() if exe is None else exe,
        "pythonw.exe": program(),
        f"python3{minor}.dll": b"",
        f"python3{minor}.zip": b"",
        f"python3{minor}._pth": f"python3{minor}.zip\n.\n#import site\n".encode(),
    }
    return archive(folder / name, members)


def wheel(folder: Path, name: str, version: str, tag: str = "py3-none-any", **members: bytes) -> Path:
    """Write a wheel that pip accepts."""
    info = f"{name}-{version}.dist-info"
    files = {path.replace("__", "/"): data for path, data in members.items()}
    files |= {
        f"{name}/__init__.py": b"",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode(),
        f"{info}/RECORD": b"",
    }
    return archive(folder / f"{name}-{version}-{tag}.whl", files)


def windows_wheels(folder: Path) -> Path:
    """Make a folder with a wheel for each thing that this program needs on Windows."""
    folder.mkdir()
    for requirement in requirements():
        name = re.split(r"[^\w.-]", requirement)[0]
        least = re.search(r"[>=]=([0-9.]+)", requirement)
        if name not in ("xlwings", "pywin32"):
            wheel(folder, name.replace("-", "_").lower(), least[1] if least else "1.0")
    dlls = {f"xlwings-{XLWINGS}.data/data/xlwings{bits}-{XLWINGS}.dll": b"dll" for bits in (32, 64)}
    wheel(folder, "xlwings", XLWINGS, WINDOWS_311, **dlls)
    pywin32 = {
        "pywin32_system32/pythoncom311.dll": b"com",
        "pywin32_system32/pywintypes311.dll": b"types",
        "pywin32.pth": b"win32\n",
        "pywin32-312.data/scripts/pywin32_postinstall.py": b"",
        "pywin32-312.data/headers/PyWinTypes.h": b"",
    }
    wheel(folder, "pywin32", "312", WINDOWS_311, **pywin32)
    return folder


def copied(store: Path) -> Callable[[Sequence[str]], tuple[int, str]]:
    """Return a pip that only copies, and looks at what it was asked."""

    def pip(command: Sequence[str]) -> tuple[int, str]:
        assert command[1:4] == ["-m", "pip", "download"]
        target = Path(command[command.index("--dest") + 1])
        for one in store.glob("*.whl"):
            (target / one.name).write_bytes(one.read_bytes())
        return 0, ""

    return pip


def tree(folder: Path) -> set[str]:
    """Return the files of a folder, by their places in it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
