"""Excel as far as the live commands use it, in memory: strict about names, with Excel's traps.

Every property read or set and every method called counts as a call to the host. A name that is not here is an
error. A text that enters a cell is read as Excel reads it: "=1+1" is a formula, "1/2" a date, "'x" the text
x, unless the cell is formatted as text, where a number becomes text too. Errors come as numbers, dates as
numbers through Value2 and as moments through Value, one cell without rows, several formats as None.
"""

from tests.support.fakebook.application import Application
from tests.support.fakebook.book import FakeBook
from tests.support.fakebook.com import EDITING, ERROR_NUMBERS, REJECTED, ComError
from tests.support.fakebook.opening import opened
from tests.support.fakebook.ranges import Range
from tests.support.fakebook.state import State, box_of, cells_of
from tests.support.fakebook.workbook import Workbook
from tests.support.fakebook.worksheet import Worksheet

__all__ = [
    "EDITING",
    "ERROR_NUMBERS",
    "REJECTED",
    "Application",
    "ComError",
    "FakeBook",
    "Range",
    "State",
    "Workbook",
    "Worksheet",
    "box_of",
    "cells_of",
    "opened",
]
