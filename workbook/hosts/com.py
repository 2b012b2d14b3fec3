"""Names for what Excel and xlwings hand us: their members are Excel's own, known to no type checker."""

from __future__ import annotations

from typing import Any, TypeAlias

XlBook: TypeAlias = Any
"""xlwings' Book, or what offers the same: `api`, `app`, `sheets`."""

XlApp: TypeAlias = Any
"""xlwings' App: `api`, `alert`."""

Com: TypeAlias = Any
"""An object of Excel or Word, as their documentation has it: a Workbook, Worksheet, Range…"""

CellValues: TypeAlias = Any
"""A value of one cell, or rows of them."""
