"""Programs that tests start: found, or the test is skipped with the reason; in CI it fails instead."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_PLACES = {
    "soffice": (
        "/usr/bin/soffice",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "C:/Program Files/LibreOffice/program/soffice.com",
    ),
    "chromium": ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"),
}
_NAMES = {"chromium": ("chromium", "chromium-browser", "google-chrome")}
UNO_FOLDER = Path("/usr/lib/python3/dist-packages")


@functools.cache
def find(program: str) -> Path | None:
    """Where `program` is: on PATH or in its usual place."""
    for name in _NAMES.get(program, (program,)):
        if found := shutil.which(name):
            return Path(found)
    return next((Path(place) for place in _PLACES.get(program, ()) if Path(place).exists()), None)


def missing(reason: str) -> None:
    """Skip the running test for `reason`; where EFICACIA_CI=1, nothing may be missing: fail."""
    if os.environ.get("EFICACIA_CI") == "1":
        pytest.fail(f"{reason} (EFICACIA_CI=1: it must be there)", pytrace=False)
    pytest.skip(reason)


def require(program: str) -> Path:
    """The path of `soffice`, `pdftoppm`, `chromium`, …; without it the test is skipped, or fails in CI."""
    found = find(program)
    if found is None:
        missing(f"{program} is not installed")
        raise AssertionError  # `missing` never returns
    return found


def require_uno() -> None:
    """This very Python must be able to load LibreOffice's bridge; without it skip, or fail in CI."""
    if not _uno_loads():
        missing(f"python3-uno for Python {sys.version_info.major}.{sys.version_info.minor} is not installed")


def require_libreoffice(*least: int) -> None:
    """LibreOffice and its bridge must be there: `require_libreoffice(25, 2)` wants that version at least.

    An older version skips the test even in CI: the newest that a release offers may be what there is.
    """
    require("soffice")
    require_uno()
    if libreoffice_version() < least:
        wanted, found = (".".join(map(str, version)) for version in (least, libreoffice_version()))
        pytest.skip(f"needs LibreOffice {wanted}, here is {found}")


@functools.cache
def libreoffice_version() -> tuple[int, ...]:
    """(25, 2, 3, 2), or () where there is none."""
    if (program := find("soffice")) is None:
        return ()
    printed = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=60)
    found = re.search(r"\d+(\.\d+)+", printed.stdout)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


@functools.cache
def _uno_loads() -> bool:
    # In a process of its own: a bridge built for another Python may bring this one down.
    code = f"import sys; sys.path.append({str(UNO_FOLDER)!r}); import uno"
    return (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60).returncode
        == 0
    )
