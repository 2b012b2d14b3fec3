"""Writing results: whole or not at all, and beside the target where that one cannot be replaced."""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_REASONS: Final = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
    errno.ENAMETOOLONG: "name",
    errno.EINVAL: "name",
    errno.ENOENT: "name",
    errno.EEXIST: "folder",
    errno.ENOTDIR: "folder",
    errno.EISDIR: "is_folder",
}
_PAUSES: Final = (0.05, 0.15, 0.3)
"""Seconds between attempts: on Windows an antivirus may hold a file for a moment."""


class CouldNotSave(Exception):  # noqa: N818 - named as the condition it is
    """A result could not be written. `path` is what was wanted; `reason` is one of REASONS."""

    REASONS = ("denied", "full", "name", "folder", "is_folder", "exists", "input", "twice", "other")

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(str(path), reason)
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a result is; `displaced` where that is beside the target, which could not be replaced.

    `edited` tells that the target was not to be replaced, because somebody has worked on it.
    """

    path: Path
    wanted: Path
    edited: bool = False
    kept: bool = False
    """Whether a file of that name was there, which the command never replaces."""

    @property
    def displaced(self) -> bool:
        """Whether the result has another name than was wanted."""
        return self.path != self.wanted


def save(target: Path, data: bytes, *, replace: bool = True) -> Saved:
    """Write `data` to `target`, whole or not at all; folders that are missing are made.

    A target that is open elsewhere or read-only stays as it is (with `replace` False, any that exists),
    and the result is written beside it: "informe (2).docx". Raises CouldNotSave; leaves no other file.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        real = target.resolve() if target.is_symlink() else target
        path = _save(real, data, replace=replace)
    except OSError as problem:
        raise CouldNotSave(target, _REASONS.get(problem.errno or 0, "other")) from problem
    except ValueError as problem:  # a name with a null character
        raise CouldNotSave(target, "name") from problem
    return Saved(target if path == real else path, target, kept=not replace and path != real)


def _save(target: Path, data: bytes, *, replace: bool) -> Path:
    if os.path.isdir(target):
        raise IsADirectoryError(errno.EISDIR, "a folder", str(target))
    temporary = _written(target.parent, data)
    try:
        return _put(temporary, target, replace=replace)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _written(folder: Path, data: bytes) -> Path:
    """Write a temporary file in the folder of the target, down to the disk."""
    temporary = folder / f"~eficacia-{os.urandom(6).hex()}.tmp"
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary


def _put(temporary: Path, target: Path, *, replace: bool) -> Path:
    kept = os.path.exists(target) and not replace
    if not kept and not _is_taken(target) and _replaced(temporary, target):
        return target
    beside = next(name for name in free_names(target) if not os.path.lexists(name))
    temporary.replace(beside)
    return beside


def _replaced(temporary: Path, target: Path) -> bool:
    """Put the file in place; False where the target is open in a program that lets nobody replace it."""
    for pause in (*_PAUSES, None):
        try:
            temporary.replace(target)
        except PermissionError:
            if not os.path.exists(target):
                raise
            if pause is not None:
                time.sleep(pause)
        else:
            return True
    return False


def _is_taken(target: Path) -> bool:
    """Tell whether a target is read-only, or open in an office program that has left its sign beside it."""
    if not os.path.exists(target):
        return False
    if not target.stat().st_mode & stat.S_IWRITE:
        return True
    name = target.name
    signs = (f".~lock.{name}#", f"~${name}", f"~${name[2:]}")
    return os.name != "nt" and any(os.path.exists(target.with_name(sign)) for sign in signs)


def refuse_taken(path: Path) -> None:
    """Raise CouldNotSave where there is something of that name."""
    if os.path.lexists(path):
        raise CouldNotSave(path, "is_folder" if os.path.isdir(path) else "exists")


def free_names(target: Path) -> Iterator[Path]:
    """Yield "informe (2).docx", "informe (3).docx" and so on.

    >>> from pathlib import PurePosixPath
    >>> next(free_names(PurePosixPath("informe.docx"))).name
    'informe (2).docx'
    """
    number = 2
    while True:
        yield target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1
