"""The fingerprint of what was read: the same cells give the same digest, whatever host delivers them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from workbook.domain.places import Field, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbook.domain.places import Columns

_BETWEEN: Final = "\x1f"
_END: Final = "\x1e"
_COMPUTED: Final = frozenset((Field.EFFICACY, Field.BAND))
_SUMMED: Final = frozenset((Field.PROGRAMMED, Field.EXECUTED, Field.ANNUAL))
_BATCH: Final = 512


def is_input(what: Field, columns: Columns) -> bool:
    """Tell whether a field's column is typed by the planner, not computed from others."""
    return what not in _COMPUTED and not (columns.programmed_months and what in _SUMMED)


class Digest:
    """Gathers sheets, addresses and canonical texts in reading order."""

    def __init__(self, before: str = "") -> None:
        self._hash = hashlib.sha256(before.encode())
        self._rows: list[str] = []

    def add_table(self, sheet: str, inputs: Iterable[str]) -> None:
        """Add the cells of a small sheet, each as "address=text"."""
        self._write([sheet, *inputs])

    def begin_sheet(self, columns: Columns) -> None:
        """Begin a sheet of activities: which column holds what."""
        fields = {what: column for what, column in columns.fields.items() if is_input(what, columns)}
        heads = [f"{what.value}={column_letters(fields[what])}" for what in Field if what in fields]
        months = [column_letters(c) for c in (*columns.programmed_months, *columns.executed_months)]
        self._write([columns.sheet, *heads, *months])

    def add_row(self, row: int, texts: Iterable[str]) -> str:
        """Add one row (from 0): the texts of its input cells in a fixed order of fields, "" where blank.

        Return what was added, all texts in one.
        """
        rows = self._rows
        line = f"{row}{_BETWEEN}{_BETWEEN.join(texts)}"
        rows.append(line)
        if len(rows) == _BATCH:
            self._flush()
        return line

    def hexdigest(self) -> str:
        """Return the SHA-256 of all that was added, in hexadecimal."""
        self._flush()
        return self._hash.hexdigest()

    def _write(self, texts: Iterable[str]) -> None:
        self._flush()
        self._hash.update(_normal(_BETWEEN.join(texts) + _END))

    def _flush(self) -> None:
        if self._rows:
            self._hash.update(_normal(_END.join(self._rows) + _END))
            self._rows.clear()


def _normal(text: str) -> bytes:
    """Return the bytes of a text; the ends of lines inside cells differ between programs."""
    plain_ends = text.replace("\r\n", "\n") if "\r" in text else text
    return plain_ends.encode("utf-8", "surrogatepass")
