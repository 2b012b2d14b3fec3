"""An existing .docx as parts in memory: opened with limits, changed part by part, all else byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

from lxml import etree

from report.unusable import UnusableReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CONTENT_TYPES: Final = "[Content_Types].xml"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W_NAMESPACE: Final = W.strip("{}")
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REFERENCE: Final = f"{{{OFFICE}}}"

_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION: Final = f"{{{_RELATIONS}}}Relationship"
_RELATIONS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"
_MAIN: Final = (
    f"{OFFICE}/officeDocument",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
)
_BODY_TYPES: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "template",
    "application/vnd.ms-word.document.macroEnabled.main+xml": "macros",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "macros",
}
_MACRO_PARTS: Final = ("vbaproject.bin", "vbadata.xml")
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_NAME: Final = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG: Final = 0x1
_DATE: Final = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # as Word writes: `package.is_untouched` must not take it for a new report
_MIB: Final = 1 << 20
_STORED: Final = (".xlsx", ".png", ".jpeg", ".jpg")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold: bytes of the file and of all parts together, and the number of parts."""

    file_bytes: int = 256 * _MIB
    total_bytes: int = 512 * _MIB
    part_bytes: int = 192 * _MIB
    parts: int = 20_000


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part; `target` is the name of a part, or an address where `external`."""

    id: str
    kind: str
    target: str
    external: bool


class WordFile:
    """The parts of a .docx (or .dotx).

    `tree` gives a part parsed, always the same tree; whoever changes it says so with `touch`. `save` writes
    parts that nobody touched as they came, byte for byte and in their order.

    Raises:
        UnusableReport: it is none, is damaged, protected, too large, or holds macros.
    """

    def __init__(self, name: str, data: bytes, limits: Limits | None = None) -> None:
        self.name = name
        self.limits = limits or Limits()
        self._parts: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self._trees: dict[str, etree._Element] = {}
        self._touched: set[str] = set()
        self._read(data)
        self.document = self._main_part()
        """The name of the part that holds the body."""

    def names(self) -> list[str]:
        """Return the names of all parts, in order."""
        return list(self._parts)

    def has(self, part: str) -> bool:
        """Tell whether there is a part of that name; as Word does, case is not looked at."""
        return part.lower() in self._names

    def content(self, part: str) -> bytes:
        """Return a part as it came; a tree that was changed shows only after `save`."""
        return self._parts[self._known(part)]

    def tree(self, part: str) -> etree._Element:
        """Return the root of an XML part. Raises UnusableReport where it is not sound."""
        part = self._known(part)
        if part not in self._trees:
            self._trees[part] = self._parsed(self._parts[part])
        return self._trees[part]

    def touch(self, part: str) -> None:
        """Have a part written from its tree."""
        self._touched.add(self._known(part))

    def put(self, part: str, content: bytes, kind: str = "") -> None:
        """Set the content of a part; `kind` is the content type of a new one."""
        name = self._names.get(part.lower(), part)
        self._parts[name] = content
        self._names[name.lower()] = name
        self._trees.pop(name, None)
        self._touched.discard(name)
        if kind:
            self.declare(name, kind)

    def remove(self, part: str) -> None:
        """Take a part away, with its relationships and its content type; relations to it stay."""
        name = self._known(part)
        for gone in (name, _relations_part(name)):
            if actual := self._names.pop(gone.lower(), ""):
                del self._parts[actual]
                self._trees.pop(actual, None)
                self._touched.discard(actual)
        types = self.tree(CONTENT_TYPES)
        for override in types.findall(f"{_TYPES}Override"):
            if override.get("PartName", "").lower() == f"/{name}".lower():
                types.remove(override)
                self.touch(CONTENT_TYPES)

    def free_name(self, pattern: str) -> str:
        """Return a name that no part has; `{}` in the pattern becomes a number.

        The first try is without one.
        """
        numbers = ("" if number == 0 else str(number) for number in count())
        return next(name for number in numbers if not self.has(name := pattern.format(number)))

    def content_type(self, part: str) -> str:
        """Return the content type of a part, "" where none is told."""
        types = self.tree(CONTENT_TYPES)
        for override in types.iterfind(f"{_TYPES}Override"):
            if override.get("PartName", "").lower() == f"/{part}".lower():
                return override.get("ContentType", "")
        ending = part.rpartition(".")[2].lower()
        for default in types.iterfind(f"{_TYPES}Default"):
            if default.get("Extension", "").lower() == ending:
                return default.get("ContentType", "")
        return ""

    def relations(self, part: str = "") -> Iterator[Relation]:
        """Yield the relationships of a part, or of the package."""
        rels = _relations_part(part)
        if not self.has(rels):
            return
        for entry in self.tree(rels).iter(_RELATION):
            external = entry.get("TargetMode") == "External"
            target = entry.get("Target", "")
            yield Relation(
                entry.get("Id", ""),
                entry.get("Type", ""),
                target if external else _part(part, target),
                external,
            )

    def related(self, kind: str, part: str | None = None) -> str:
        """Return the part that the document (or `part`) is related to by a type ending in `/kind`, or ""."""
        for relation in self.relations(self.document if part is None else part):
            if relation.kind.endswith(f"/{kind}") and not relation.external and self.has(relation.target):
                return self._known(relation.target)
        return ""

    def relate(self, target: str, kind: str, part: str | None = None) -> str:
        """Relate the document (or `part`, "" for the package) to a part; return the relation's id."""
        source = self.document if part is None else part
        rels = _relations_part(source)
        if not self.has(rels):
            self.put(rels, f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
            if self.content_type(rels) != _RELATIONS_TYPE:
                self.declare(rels, _RELATIONS_TYPE)
        tree = self.tree(rels)
        taken = {entry.get("Id", "") for entry in tree.iter(_RELATION)}
        number = next(f"rId{n}" for n in count(len(taken) + 1) if f"rId{n}" not in taken)
        shown = posixpath.relpath(f"/{target}", posixpath.dirname(f"/{source}"))
        etree.SubElement(tree, _RELATION, {"Id": number, "Type": f"{OFFICE}/{kind}", "Target": shown})
        self.touch(rels)
        return number

    def unrelate(self, ids: Iterable[str], part: str | None = None) -> None:
        """Take relationships away by their ids."""
        rels = _relations_part(self.document if part is None else part)
        gone = set(ids)
        for entry in [entry for entry in self.tree(rels).iter(_RELATION) if entry.get("Id") in gone]:
            self.tree(rels).remove(entry)
            self.touch(rels)

    def save(self) -> bytes:
        """Return the file: the same parts and changes give the same bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in self._parts.items():
                entry = zipfile.ZipInfo(name, _DATE)
                packed = name.lower().endswith(_STORED)
                entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, self._written(name) if name in self._touched else content)
        return buffer.getvalue()

    def _written(self, name: str) -> bytes:
        return etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)

    def _known(self, part: str) -> str:
        if (name := self._names.get(part.lower())) is None:
            raise UnusableReport(self.name, "damaged")
        return name

    def _read(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise UnusableReport(self.name, "protected" if _ENCRYPTED_NAME in data else "format")
        if len(data) > self.limits.file_bytes:
            raise UnusableReport(self.name, "too_large")
        if not data.startswith(b"PK"):
            raise UnusableReport(self.name, "format")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._take(archive)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            OSError,
            ValueError,
            EOFError,
            RuntimeError,
        ) as problem:
            raise UnusableReport(self.name, "damaged") from problem
        if CONTENT_TYPES not in self._parts:
            raise UnusableReport(self.name, "format")

    def _take(self, archive: zipfile.ZipFile) -> None:
        """Read every part, once its sizes are known to fit; none can grow past what the directory says."""
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        sizes = [entry.file_size for entry in entries]
        limits = self.limits
        if (
            len(sizes) > limits.parts
            or sum(sizes) > limits.total_bytes
            or max(sizes, default=0) > limits.part_bytes
        ):
            raise UnusableReport(self.name, "too_large")
        for entry in entries:
            if entry.flag_bits & _ENCRYPTED_FLAG:
                raise UnusableReport(self.name, "protected")
            if entry.filename.lower() in self._names:
                raise UnusableReport(self.name, "damaged")
            self._parts[entry.filename] = archive.read(entry)
            self._names[entry.filename.lower()] = entry.filename

    def _main_part(self) -> str:
        main = next(
            (
                relation.target
                for relation in self.relations("")
                if relation.kind in _MAIN and not relation.external
            ),
            "",
        )
        what = _BODY_TYPES.get(self.content_type(main)) if self.has(main) else None
        if what is None:
            raise UnusableReport(self.name, "format")
        if what == "macros" or any(name.endswith(_MACRO_PARTS) for name in self._names):
            raise UnusableReport(self.name, "macros")
        main = self._known(main)
        root = self.tree(main)
        if root.tag != f"{W}document":
            raise UnusableReport(self.name, "strict" if "purl.oclc.org" in str(root.tag) else "damaged")
        if root.find(f"{W}body") is None:
            raise UnusableReport(self.name, "damaged")
        return main

    def _parsed(self, content: bytes) -> etree._Element:
        """Parse a part; one with a document type, and so perhaps with entities, is refused."""
        try:
            root = etree.fromstring(content, _parser())
        except (etree.XMLSyntaxError, ValueError) as problem:
            raise UnusableReport(self.name, "damaged") from problem
        if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
            raise UnusableReport(self.name, "damaged")
        return root

    def declare(self, part: str, kind: str) -> None:
        """Set the content type of a part."""
        types = self.tree(CONTENT_TYPES)
        for override in types.iterfind(f"{_TYPES}Override"):
            if override.get("PartName", "").lower() == f"/{part}".lower():
                override.set("ContentType", kind)
                break
        else:
            etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": kind})
        self.touch(CONTENT_TYPES)


def _parser() -> etree.XMLParser:
    """Return a parser that reads nothing but what it is given; libxml2's own limits stay in force."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=False)


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _part(source: str, target: str) -> str:
    """Return the name of the part that the relationships of `source` call `target`."""
    joined = posixpath.join("/", posixpath.dirname(source), target.replace("\\", "/"))
    return posixpath.normpath(joined).lstrip("/")
