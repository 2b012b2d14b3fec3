"""A Word file of the user's, read whole: what another program does to it later does not matter."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_MISSING: Final = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL)


def read_document(path: Path) -> bytes:
    """Return the bytes of a Word file. Raises UnusableReport where there is none or it cannot be read."""
    from report.unusable import UnusableReport

    try:
        return path.read_bytes()
    except OSError as problem:
        raise UnusableReport(path.name, "missing" if problem.errno in _MISSING else "locked") from problem
    except ValueError as problem:  # a name with a null character
        raise UnusableReport(path.name, "missing") from problem
