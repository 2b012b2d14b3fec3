"""The planner's guide: a page of its own that travels beside this module, made by `docs/page.py`."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path

NAME = "guia.html"


def guide_page() -> Path | None:
    """Return the page; None where somebody has taken it away."""
    path = Path(__file__).with_name(NAME)
    return path if path.is_file() else None


def open_page(path: Path) -> bool:
    """Open a page in the program that this computer has for pages; whether there is one."""
    try:
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - our own page, in the program that the user chose for pages
            return True
        return webbrowser.open(path.as_uri())
    except OSError:
        return False
