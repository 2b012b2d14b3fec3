"""Is a .docx or .xlsx sound? What Word and Excel would repair in silence, or refuse, said as text.

`check(path)` runs everything; LibreOffice opens nearly every broken file without complaint and is no judge.
"""

from __future__ import annotations

import functools
import itertools
import posixpath
import re
import tempfile
import weakref
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, TypeAlias

from lxml import etree
from openxml_audit import OpenXmlValidator
from openxml_audit.semantic.constraints import cross_part

Element: TypeAlias = "etree._Element"

CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TAG_LONGEST = 64  # characters of a content control's tag that Word accepts
BOOKMARK_LONGEST = 40  # characters of a bookmark's name


class Relation(NamedTuple):
    """A relationship: the part it starts from ("" is the package), and where it leads."""

    source: str
    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of an Office file, parsed at most once."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.names = [name for name in archive.namelist() if not name.endswith("/")]
            self.parts = {name: archive.read(name) for name in self.names}
        self._trees: dict[str, Element] = {}

    def tree(self, name: str) -> Element:
        """The root element of an XML part."""
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self.parts[name])
        return self._trees[name]

    def xml(self, folder: str = "") -> Iterator[tuple[str, Element]]:
        """Every XML part under `folder`, relationships and content types apart."""
        for name in self.parts:
            if name.startswith(folder) and name.endswith((".xml", ".vml")) and name != CONTENT_TYPES:
                yield name, self.tree(name)

    def relations(self) -> Iterator[Relation]:
        """Every relationship of every part."""
        for name in self.parts:
            if name.endswith(".rels"):
                source = _source_of(name)
                for entry in self.tree(name).iter(_RELATIONSHIP):
                    external, target = entry.get("TargetMode") == "External", entry.get("Target", "")
                    if not external:
                        target = posixpath.normpath(
                            posixpath.join("/", posixpath.dirname(source), target)
                        ).lstrip("/")
                    yield Relation(source, entry.get("Id", ""), entry.get("Type", ""), target, external)


def check(path: Path) -> list[str]:
    """Everything that is wrong with the file, files embedded in it included; empty when sound."""
    package = Package(path)
    findings = audit(path)
    for own in _OWN_CHECKS:
        findings += own(package)
    for name, content in package.parts.items():
        if name.endswith((".xlsx", ".docx")):
            with tempfile.TemporaryDirectory() as folder:
                inner = Path(folder, PurePosixPath(name).name)
                inner.write_bytes(content)
                findings += [f"{name} > {finding}" for finding in check(inner)]
    return findings


def audit(path: Path) -> list[str]:
    """What openxml-audit, a validator at the level of the schema, finds."""
    return [str(error) for error in _validator().validate(path).errors]


def docpr_ids_unique(package: Package) -> list[str]:
    """Word: no two drawings of the document with one id. Excel: no two within one drawing part."""
    ids = [
        (tree_id, name)
        for name, tree in package.xml("word/")
        for tree_id in _attributes(tree, f"{_WP}docPr", "id")
    ]
    repeated = _repeated(number for number, _ in ids)
    findings = [
        f"{name}: docPr id {number} is used more than once" for number, name in ids if number in repeated
    ]
    for name, tree in package.xml("xl/drawings/"):
        findings += [
            f"{name}: cNvPr id {number} is used more than once"
            for number in _repeated(_attributes(tree, f"{_XDR}cNvPr", "id"))
        ]
    return findings


def content_types_complete(package: Package) -> list[str]:
    """Every part has a content type, and every override its part; no part comes twice."""
    if CONTENT_TYPES not in package.parts:
        return [f"no {CONTENT_TYPES}"]
    types = package.tree(CONTENT_TYPES)
    kinds = {extension.lower() for extension in _attributes(types, f"{_TYPES}Default", "Extension")}
    overrides = [name.lstrip("/") for name in _attributes(types, f"{_TYPES}Override", "PartName")]
    findings = [f"{name}: no content type" for name in package.parts if not _has_type(name, kinds, overrides)]
    findings += [
        f"{name}: has a content type and does not exist" for name in overrides if name not in package.parts
    ]
    findings += [f"{name}: two content types" for name in _repeated(overrides)]
    findings += [
        f"{name}: twice in the package" for name in _repeated(name.lower() for name in package.names)
    ]
    return findings


def relationships_resolve(package: Package) -> list[str]:
    """Every internal target exists, every r:id that a part uses is a relationship of it, ids are unique."""
    relations = list(package.relations())
    findings = [
        f"{relation.source or 'package'}: {relation.id} leads to {relation.target}, which does not exist"
        for relation in relations
        if not relation.external and relation.target not in package.parts
    ]
    findings += [
        f"{source}: relationships of a part that does not exist"
        for source in sorted({relation.source for relation in relations})
        if source and source not in package.parts
    ]
    known = Counter((relation.source, relation.id) for relation in relations)
    findings += [
        f"{source or 'package'}: {name} stands for {n} things" for (source, name), n in known.items() if n > 1
    ]
    for name, tree in package.xml():
        attributes = ((str(key), str(value)) for element in tree.iter() for key, value in element.items())
        used = {value for key, value in attributes if key.startswith(_REFERENCE)}
        findings += [
            f"{name}: uses {value}, which is no relationship of it"
            for value in sorted(used)
            if value and (name, value) not in known
        ]
    return findings


def no_external_relationships(package: Package) -> list[str]:
    """Nothing is fetched from elsewhere when the file opens; links that a reader may click are fine."""
    return [
        f"{relation.source or 'package'}: {relation.id} reaches outside, to {relation.target}"
        for relation in package.relations()
        if relation.external and not relation.kind.endswith("/hyperlink")
    ]


def cells_in_order(package: Package) -> list[str]:
    """Excel: rows and cells ascend, lie inside the dimension, and point to styles and strings that exist."""
    if "xl/workbook.xml" not in package.parts:
        return []
    styles = strings = 0
    if "xl/styles.xml" in package.parts:
        styles = len(package.tree("xl/styles.xml").findall(f"{_S}cellXfs/{_S}xf"))
    if "xl/sharedStrings.xml" in package.parts:
        strings = len(package.tree("xl/sharedStrings.xml").findall(f"{_S}si"))
    findings: list[str] = []
    for name, tree in package.xml("xl/worksheets/"):
        findings += [f"{name}: {fault}" for fault in _sheet_faults(tree, styles, strings)]
    return findings


def bookmarks_paired(package: Package) -> list[str]:
    """Word: each bookmark starts once, ends once, after its start, and has a name of its own."""
    findings: list[str] = []
    names: list[str] = []
    for part, tree in package.xml("word/"):
        started: set[str] = set()
        ended: set[str] = set()
        for element in tree.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
            number = element.get(f"{_W}id", "")
            starts = element.tag == f"{_W}bookmarkStart"
            if starts:
                names.append(element.get(f"{_W}name", ""))
            elif number not in started:
                findings.append(f"{part}: bookmark {number} ends without a start")
            seen = started if starts else ended
            if number in seen:
                findings.append(f"{part}: bookmark {number} {'starts' if starts else 'ends'} twice")
            seen.add(number)
        findings += [f"{part}: bookmark {number} never ends" for number in sorted(started - ended)]
    findings += [f"two bookmarks are called {name}" for name in _repeated(name.lower() for name in names)]
    findings += [
        f"the bookmark's name {name!r} does not fit in Word" for name in names if not _is_bookmark_name(name)
    ]
    return findings


def tags_short(package: Package) -> list[str]:
    """Word: the tag of a content control has 64 characters at most, or the document does not open."""
    return [
        f"{part}: tag {tag!r} has {len(tag)} characters"
        for part, tree in package.xml("word/")
        for tag in _attributes(tree, f"{_W}tag", f"{_W}val")
        if len(tag) > TAG_LONGEST
    ]


_OWN_CHECKS = (
    docpr_ids_unique,
    content_types_complete,
    relationships_resolve,
    no_external_relationships,
    cells_in_order,
    bookmarks_paired,
    tags_short,
)


@functools.cache
def _validator() -> OpenXmlValidator:
    """The one validator: making it costs more than most files.

    It remembers what it counts in a file by the `id` of an object that is gone when the next file is looked
    at, and so may take one file's comments for another's: here each file gets a number of its own.
    """
    numbers: weakref.WeakKeyDictionary[object, int] = weakref.WeakKeyDictionary()
    fresh, key_of = itertools.count(), cross_part._cache_key

    def own_key(context: Any, part_path: str, part_uris: list[str]) -> tuple[int, str]:
        return numbers.setdefault(context.package, next(fresh)), key_of(context, part_path, part_uris)[1]

    cross_part._cache_key = own_key
    return OpenXmlValidator()


def _sheet_faults(sheet: Element, styles: int, strings: int) -> Iterator[str]:
    dimension = sheet.find(f"{_S}dimension")
    area = _area(dimension.get("ref", "")) if dimension is not None else None
    row_before = 0
    for row in sheet.iter(f"{_S}row"):
        number = int(row.get("r", row_before + 1))
        if number <= row_before:
            yield f"row {number} comes after row {row_before}"
        row_before, column_before = number, 0
        for cell in row.iter(f"{_S}c"):
            reference = cell.get("r") or f"{_letters(column_before + 1)}{number}"
            column, its_row = _position(reference)
            if its_row != number:
                yield f"{reference} stands in row {number}"
            if column <= column_before:
                yield f"{reference} comes after {_letters(column_before)}{number}"
            column_before = column
            if area and not (area[0] <= column <= area[2] and area[1] <= its_row <= area[3]):
                yield f"{reference} lies outside the dimension"
            if int(cell.get("s", "0")) >= max(styles, 1):
                yield f"{reference} has style {cell.get('s')} of {styles}"
            if cell.get("t") == "s" and int(cell.findtext(f"{_S}v") or "0") >= strings:
                yield f"{reference} has string {cell.findtext(f'{_S}v')} of {strings}"


def _area(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    return (*_position(first), *_position(last or first))


def _position(reference: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]+)([0-9]+)", reference)
    if found is None:
        message = f"no cell reference: {reference!r}"
        raise ValueError(message)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(found[2])


def _letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _source_of(rels: str) -> str:
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _has_type(name: str, extensions: set[str], overrides: list[str]) -> bool:
    extension = PurePosixPath(name).suffix.lstrip(".").lower() or name.rpartition(".")[2]
    return name == CONTENT_TYPES or name in overrides or extension in extensions


def _is_bookmark_name(name: str) -> bool:
    return len(name) <= BOOKMARK_LONGEST and re.fullmatch(r"[^\W\d]\w*", name) is not None


def _attributes(tree: Element, tag: str, attribute: str) -> Iterator[str]:
    for element in tree.iter(tag):
        if (value := element.get(attribute)) is not None:
            yield value


def _repeated(values: Iterable[str]) -> list[str]:
    return sorted(value for value, n in Counter(values).items() if n > 1)
