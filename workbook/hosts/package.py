"""The package that a workbook is: a zip of parts, opened with limits, and which part is which sheet."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from workbook.host import UnusableBook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from xml.parsers.expat import XMLParserType

WORKBOOK: Final = "xl/workbook.xml"
STYLES: Final = "xl/styles.xml"
_RELATIONSHIPS: Final = "xl/_rels/workbook.xml.rels"
MAIN_PARTS: Final = (WORKBOOK, "xl/workbook.bin", "content.xml")
"""What tells an .xlsx or .xlsm, an .xlsb and an .ods."""
_CHECKED_WHEN_READ: Final = ("xl/worksheets/", "content.xml", "xl/media/", "xl/embeddings/", "xl/drawings/")

_MIB: Final = 1 << 20
_CHUNK: Final = 1 << 18
_PACKED_CHUNK: Final = 1 << 16
_DEFLATE_RATIO: Final = 1032  # no deflate stream grows by more
_LOCAL_HEADER: Final = 30
_ENCRYPTED: Final = 0x1

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold before it is refused as too large.

    `file_bytes` of the file; `total_bytes` of all its parts decompressed; a part over `ratio_from` bytes may
    not be compressed more than `ratio` times; `cells` of the rectangle around the values of one sheet, which
    is what reading it needs in memory (about 30 bytes a cell).
    """

    file_bytes: int = 512 * _MIB
    total_bytes: int = 1024 * _MIB
    ratio: int = 1000
    ratio_from: int = 100_000_000
    cells: int = 1 << 25


class Package:
    """The parts of a workbook held in memory; raises `UnusableBook` where it is none.

    `main` is the part that tells its format.
    """

    def __init__(self, name: str, data: bytes, limits: Limits | None = None) -> None:
        self.name = name
        self.limits = limits or Limits()
        self._data = data
        self._entries = {entry.filename.lower(): entry for entry in self._directory()}
        self._check_sizes()
        main = next((part for part in MAIN_PARTS if part in self._entries), None)
        if main is None:
            raise UnusableBook(name, "format")
        self.main = main

    def has(self, part: str) -> bool:
        """Tell whether the package holds `part`; as Excel does, case is not looked at."""
        return part.lower() in self._entries

    def read(self, part: str) -> bytes:
        """Return the whole of `part`."""
        return b"".join(self.chunks(part))

    def chunks(self, part: str) -> Iterator[bytes]:
        """Give `part` decompressed, piece by piece, never more than its directory entry says."""
        entry = self._entries.get(part.lower())
        if entry is None:
            raise UnusableBook(self.name, "damaged")
        given = checksum = 0
        for piece in self._inflated(entry):
            given += len(piece)
            if given > entry.file_size:
                raise UnusableBook(self.name, "damaged")
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if (given, checksum) != (entry.file_size, entry.CRC):
            raise UnusableBook(self.name, "damaged")

    def size(self, part: str) -> int:
        """Return how many bytes `part` has decompressed; 0 where there is none."""
        entry = self._entries.get(part.lower())
        return 0 if entry is None else entry.file_size

    def with_part(self, part: str, content: bytes) -> bytes:
        """Return a package like this one, not compressed, where `part` holds `content`."""
        return self.of_parts(
            {key: content if key == part.lower() else self.read(key) for key in self._entries}
        )

    def of_parts(self, contents: Mapping[str, bytes]) -> bytes:
        """Return a package, not compressed, that holds these parts under their names here."""
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w") as target:
            for part, content in contents.items():
                target.writestr(self._entries[part.lower()].filename, content)
        return copy.getvalue()

    def directory(self) -> tuple[zipfile.ZipInfo, ...]:
        """Return the entries in the file's own order; of parts that stand twice the last."""
        return tuple(self._entries.values())

    def packed(self, entry: zipfile.ZipInfo) -> memoryview:
        """Return the bytes of an entry as the file holds them, compressed or not."""
        header = entry.header_offset
        try:
            lengths = struct.unpack_from("<HH", self._data, header + _LOCAL_HEADER - 4)
        except struct.error as problem:
            raise UnusableBook(self.name, "damaged") from problem
        start = header + _LOCAL_HEADER + sum(lengths)
        return memoryview(self._data)[start : start + entry.compress_size]

    def _directory(self) -> list[zipfile.ZipInfo]:
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
                return archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as problem:
            raise UnusableBook(self.name, "damaged") from problem

    def _check_sizes(self) -> None:
        """Refuse what would not fit, before anything is decompressed, and parts that lie about their size."""
        entries = self._entries.values()
        if sum(entry.file_size for entry in entries) > self.limits.total_bytes:
            raise UnusableBook(self.name, "too_large")
        for entry in entries:
            if entry.flag_bits & _ENCRYPTED:
                raise UnusableBook(self.name, "protected")
            if (
                entry.file_size > self.limits.ratio_from
                and entry.file_size > entry.compress_size * self.limits.ratio
            ):
                raise UnusableBook(self.name, "too_large")
            if self._may_lie(entry):
                for _ in self.chunks(entry.filename):
                    pass

    def _may_lie(self, entry: zipfile.ZipInfo) -> bool:
        """Tell whether a part read at opening could grow past the limit, whatever the directory says."""
        if entry.filename.lower().startswith(_CHECKED_WHEN_READ):
            return False
        return entry.compress_size * _DEFLATE_RATIO > self.limits.total_bytes

    def _inflated(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self.packed(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield from (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
            return
        if entry.compress_type != zipfile.ZIP_DEFLATED:
            raise UnusableBook(self.name, "format")
        try:
            yield from _inflated(packed)
        except zlib.error as problem:
            raise UnusableBook(self.name, "damaged") from problem


def _inflated(packed: memoryview) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _PACKED_CHUNK):
        rest: bytes | memoryview = packed[at : at + _PACKED_CHUNK]
        while rest:
            if piece := inflate.decompress(rest, _CHUNK):
                yield piece
            rest = inflate.unconsumed_tail
    if piece := inflate.flush():
        yield piece


def new_parser() -> XMLParserType:
    """Return an XML parser that names elements "namespace}name" and refuses a DTD, so meets no entities."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    return parser


def feed(
    name: str, parser: XMLParserType, chunks: Iterable[bytes], at_end: Callable[[], None] | None = None
) -> None:
    """Parse `chunks`, then call `at_end`; broken XML, or a DTD, makes the workbook `name` unusable."""
    try:
        for chunk in chunks:
            parser.Parse(chunk)
        parser.Parse(b"", True)  # noqa: FBT003 - takes no keywords
        if at_end:
            at_end()
    except (expat.ExpatError, LookupError, ValueError) as problem:
        raise UnusableBook(name, "damaged") from problem


def sheet_parts(package: Package) -> Mapping[str, str]:
    """Return the part of each worksheet by the sheet's name, in order; chart sheets are left out."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def on_relationship(name: str, attributes: Attributes) -> None:
        if name.endswith("}Relationship") and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id", "")] = _absolute(attributes.get("Target", ""))

    def on_sheet(name: str, attributes: Attributes) -> None:
        if name.endswith("}sheet") and "name" in attributes:
            sheets[attributes["name"]] = next((v for k, v in attributes.items() if k.endswith("}id")), "")

    _each_element(package, _RELATIONSHIPS, on_relationship)
    _each_element(package, WORKBOOK, on_sheet)
    return {name: targets[key] for name, key in sheets.items() if key in targets}


def _each_element(package: Package, part: str, visit: Callable[[str, Attributes], None]) -> None:
    parser = new_parser()
    parser.StartElementHandler = visit
    feed(package.name, parser, package.chunks(part))


def _absolute(target: str) -> str:
    """Return the name of the part that the workbook's relations call `target`."""
    return posixpath.normpath(posixpath.join("/xl", target.replace("\\", "/"))).lstrip("/")


def _refuse_doctype(*_: object) -> None:
    raise _DoctypeError


class _DoctypeError(ValueError):
    """No workbook has a document type declaration."""
