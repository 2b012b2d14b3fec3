"""A first look at a sheet of an .xlsx as bytes: what it may hold, at the price of a few searches.

A survey may be wrong in one direction only: it may suspect what is not there. What it does not suspect is not
there, because it trusts its searches only in a sheet written as spreadsheet programs write it ("plain").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.domain.places import column_number
from workbook.host import UnusableBook
from workbook.hosts.formulas import MAX_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NARROW: Final = 26
_LONGEST_TAG: Final = 1 << 20

_UTF8: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]*\bencoding\s*=\s*[\"'](?!utf-8[\"']|us-ascii[\"']))[^\x00]",
    re.IGNORECASE,
)
_PLAIN_ROOT: Final = re.compile(rb"<worksheet[^>]*>")
_FIRST_CELL: Final = re.compile(rb"<c[\s/>]")
_ADDRESSED_CELL: Final = re.compile(rb'<c r="[A-Z]+[0-9]+"')
_FORMULA: Final = re.compile(rb"<f[\s/>]")
_HIDDEN_ROW: Final = re.compile(rb"<row[^>]*\shidden")
_DECIMALS: Final = re.compile(rb"<v[^>]*>[-+\s\d]*(?:\.|[Ee]-)")
_MERGES: Final = re.compile(rb"<mergeCells[\s>].*?</mergeCells>", re.DOTALL)
_MOST_MERGING: Final = 3
"""In so many pieces at most is the list of merged cells looked for; nobody's is longer."""
_FAR_COLUMN: Final = re.compile(rb' r="[A-Z][A-Z]')
_FAR_COLUMNS: Final = re.compile(rb' r="([A-Z]{2,3})[0-9]')
_FAR_ROWS: Final = re.compile(rb' r="[A-Z]*([0-9]{5,})"')
_NEAR_ROWS: Final = 9_999

ERROR_CELL: Final = re.compile(rb"(<(?:[\w.-]+:)?c\s[^<>]*?\bt\s*=\s*)(?:\"e\"|'e')")
"""The tag of an error cell up to its type, and the type."""
NOTHING_TO_REPORT: Final = re.compile(
    rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?:/>|(?: t="[ns]")?><v>[0-9]*</v></c>)'
)
"""Cells as most are written, of which there is nothing to say: a shared text, a whole number, a blank."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a sheet may hold.

    `plain`: written as spreadsheet programs write, so that its bytes can be searched; `errors`: error values;
    `details`: anything of `workbook.host.Details`; `columns`: how many at most; `merges`: the element that
    lists the merged cells, empty where there are none, None where it is not known.
    """

    plain: bool
    errors: bool
    details: bool
    columns: int
    merges: bytes | None


class Surveyor:
    """Searches the bytes of a sheet; whatever is not plain is taken to hold everything."""

    def __init__(self, name: str, *, formats: bool) -> None:
        self._name = name
        self._formats = formats
        self._columns = _NARROW
        self._errors = False
        self._details = False
        self._merging: list[bytes] = []
        self._addressed: bool | None = None

    def survey(self, chunks: Iterable[bytes]) -> Survey:
        """Search all of the sheet, to its end, so that its real size is known too."""
        plain = True
        piece = b""
        for number, piece in enumerate(whole_tags(chunks)):
            if number == 0:
                plain = self._plain_head(piece)
            if plain:
                plain = self._plain(piece)
                self._search(piece)
        if not plain or piece.strip() != b"</worksheet>":
            return Survey(plain=False, errors=True, details=True, columns=MAX_COLUMNS, merges=None)
        return Survey(
            plain=True,
            errors=self._errors,
            details=self._details,
            columns=self._columns,
            merges=self._merge_list(),
        )

    def _plain_head(self, head: bytes) -> bool:
        if _UTF8.match(head) is None:
            raise UnusableBook(self._name, "format")
        root = _PLAIN_ROOT.search(head)
        return root is not None and root[0].count(b"spreadsheetml/") == 1

    def _plain(self, piece: bytes) -> bool:
        if self._addressed is None and (cell := _FIRST_CELL.search(piece)):
            self._addressed = _ADDRESSED_CELL.match(piece, cell.start()) is not None
        if self._addressed is False or (b"!" in piece and b"<!" in piece):
            return False
        return b"&" not in piece or (b'"&#' not in piece and b"'&#" not in piece)

    def _search(self, piece: bytes) -> None:
        self._errors = self._errors or _holds(piece, b"e", b'"e"') or _holds(piece, b"'", b"'e'")
        self._details = self._details or self._search_details(piece)
        if len(self._merging) <= _MOST_MERGING and _holds(piece, b"g", b"mergeCell"):
            self._merging.append(piece)
        if _FAR_COLUMN.search(piece):
            for letters in set(_FAR_COLUMNS.findall(piece)):
                self._columns = max(self._columns, column_number(letters.decode()) + 1)

    def _merge_list(self) -> bytes | None:
        if not self._merging:
            return b""
        found = _MERGES.findall(b"".join(self._merging)) if len(self._merging) <= _MOST_MERGING else []
        return found[0] if len(found) == 1 else None

    def _search_details(self, piece: bytes) -> bool:
        if b"f" in piece and _FORMULA.search(piece):
            return True
        if _holds(piece, b"h", b"hidden") and _HIDDEN_ROW.search(piece):
            return True
        return self._formats and _may_hold_decimals(piece) and _DECIMALS.search(piece) is not None


def _may_hold_decimals(piece: bytes) -> bool:
    """Tell at little cost of most pieces that they hold no decimals."""
    if b"." in piece:
        return True
    dash = piece.find(b"-")
    while dash >= 0:
        if piece[dash - 1] in b"Ee":
            return True
        dash = piece.find(b"-", dash + 1)
    return False


def _holds(piece: bytes, letter: bytes, text: bytes) -> bool:
    """Tell whether a piece holds a text; one of its letters alone is looked for at a tenth of the price."""
    return letter in piece and text in piece


def last_row(chunks: Iterable[bytes]) -> int:
    """Return a number of rows that a plain sheet does not exceed: exact where it is large."""
    far = (int(row) for piece in whole_tags(chunks) for row in _FAR_ROWS.findall(piece))
    return max(far, default=_NEAR_ROWS)


def whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut `chunks` anew so that no tag is in two pieces, nor the text after it."""
    rest = b""
    for chunk in chunks:
        piece = rest + chunk
        end = piece.rfind(b"<")
        if end <= 0:
            end = len(piece) if len(piece) > _LONGEST_TAG else 0
        if end:
            yield piece[:end]
        rest = piece[end:]
    if rest:
        yield rest
