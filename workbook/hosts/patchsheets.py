"""Whole sheets of ours put into a package: new ones come last, those that are there are written anew.

A sheet is rendered as a workbook of its own and taken over: its styles are brought into the package's, its
texts stand in its cells, its print titles and filter become names of the workbook.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final, TypeAlias

from lxml import etree

from workbook.canvas import Book, Visibility
from workbook.host import UnusableBook
from workbook.hosts.newfile import render
from workbook.hosts.package import STYLES, WORKBOOK, Package, feed, new_parser, sheet_parts
from workbook.hosts.patchrows import divided, with_texts
from workbook.hosts.patchstyles import merged_styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.canvas import Sheet
    from workbook.hosts.patchstyles import StyleMap

Element: TypeAlias = "etree._Element"  # noqa: SLF001 - lxml has no public name for it

_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_APPLICATION: Final = "docProps/app.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_CHAIN: Final = "xl/calcChain.xml"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CELL: Final = re.compile(rb'(<c r="[A-Z]+[0-9]+")(?: s="([0-9]+)")?(?: t="s"><v>([0-9]+)</v>)?')
_ACCENT: Final = re.compile(rb'dxfId="([0-9]+)"')
_TEXT: Final = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
_STATES: Final = {Visibility.HIDDEN: "hidden", Visibility.DEEPLY_HIDDEN: "veryHidden"}
_BEFORE_NAMES: Final = ("sheets", "functionGroups", "externalReferences")
_VALUES: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_SPACES: Final = (
    (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)
"""Transitional and strict."""


class SheetsOfOurs:
    """Puts sheets into a package; `parts` are those that change, `without` those that go."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.parts: dict[str, bytes] = {}
        self.without: set[str] = set()
        self._trees: dict[str, Element] = {}
        self._before: dict[str, bytes] = {}

    def put(self, sheets: Sequence[Sheet]) -> None:
        """Put the sheets; one of a name that is there takes that one's place."""
        for sheet in sheets:
            self._put(sheet)
        for part, tree in self._trees.items():
            written = _bytes(tree)
            if written != self._before[part]:
                self.parts[part] = written

    def _put(self, sheet: Sheet) -> None:
        drawn, texts = divided(sheet)
        rendered = Package(self._package.name, render(Book((drawn,))))
        styles = merged_styles(self._tree(STYLES), _parsed(rendered, STYLES))
        strings = _texts(rendered.read(_STRINGS)) if rendered.has(_STRINGS) else ()
        written = with_texts(_taken_over(rendered.read("xl/worksheets/sheet1.xml"), styles, strings), texts)
        part, index = self._place(sheet)
        links = "xl/worksheets/_rels/sheet1.xml.rels"
        relations = posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")
        if rendered.has(links):
            self.parts[relations] = rendered.read(links)
        elif self._package.has(relations):
            self.without.add(relations)
        self._names(index, _parsed(rendered, WORKBOOK))
        if self._strict:
            for usual, strict in _SPACES:
                written = written.replace(usual, strict)
        if not self._package.has(part) or self._package.read(part) != written:
            self.parts[part] = written

    def _place(self, sheet: Sheet) -> tuple[str, int]:
        """Return the part of a sheet and its number among the sheets; a new one is hidden if it says so."""
        workbook = self._tree(WORKBOOK)
        sheets = workbook.find(_name(workbook, "sheets"))
        if sheets is None:
            raise UnusableBook(self._package.name, "damaged")
        for index, one in enumerate(sheets):
            shown = one.get("name", "")
            if shown.casefold() == sheet.name.casefold():
                part = sheet_parts(self._package).get(shown)
                if part is None:  # a chart sheet of that name
                    raise UnusableBook(self._package.name, "format")
                self._forget_formulas(part)
                return part, index
        return self._add(sheets, sheet), len(sheets) - 1

    def _add(self, sheets: Element, sheet: Sheet) -> str:
        relations, types = self._tree(_RELATIONS), self._tree(_TYPES)
        number = 1
        while self._package.has(f"xl/worksheets/sheet{number}.xml") or (
            f"xl/worksheets/sheet{number}.xml" in self.parts
        ):
            number += 1
        part = f"xl/worksheets/sheet{number}.xml"
        taken = {one.get("Id") for one in relations}
        key = next(key for n in range(1, len(taken) + 2) if (key := f"rId{n}") not in taken)
        kind = next(one.get("Type", "") for one in relations if one.get("Type", "").endswith("/worksheet"))
        etree.SubElement(
            relations,
            _name(relations, "Relationship"),
            Id=key,
            Type=kind,
            Target=f"worksheets/sheet{number}.xml",
        )
        etree.SubElement(types, _name(types, "Override"), PartName=f"/{part}", ContentType=_SHEET_TYPE)
        largest = max(int(one.get("sheetId", "0")) for one in sheets)
        added = etree.SubElement(sheets, _name(sheets, "sheet"), name=sheet.name, sheetId=str(largest + 1))
        if sheet.visibility in _STATES:
            added.set("state", _STATES[sheet.visibility])
        added.set(f"{{{kind.removesuffix('/worksheet')}}}id", key)
        self._tell_application(sheet.name)
        return part

    def _forget_formulas(self, part: str) -> None:
        """Where a sheet with formulas is written anew, let the order of calculation be made again."""
        if b"<f" in self._package.read(part) and self._package.has(_CHAIN):
            self.without.add(_CHAIN)
            for tree, attribute, value in (
                (self._tree(_RELATIONS), "Target", "calcChain.xml"),
                (self._tree(_TYPES), "PartName", f"/{_CHAIN}"),
            ):
                for one in [one for one in tree if one.get(attribute, "").endswith(value)]:
                    tree.remove(one)

    def _names(self, index: int, rendered: Element) -> None:
        """Take over print titles, print area and filter; those that the sheet had before go."""
        workbook = self._tree(WORKBOOK)
        names = workbook.find(_name(workbook, "definedNames"))
        if names is None:
            names = etree.Element(_name(workbook, "definedNames"))
            before = [n for n, one in enumerate(workbook, 1) if etree.QName(one).localname in _BEFORE_NAMES]
            workbook.insert(max(before), names)
        for one in list(names):
            if one.get("localSheetId") == str(index) and one.get("name", "").startswith("_xlnm."):
                names.remove(one)
        for one in rendered.iter(_name(rendered, "definedName")):
            added = etree.SubElement(names, _name(workbook, "definedName"))
            for key, value in one.items():
                added.set(key, value)
            added.set("localSheetId", str(index))
            added.text = one.text
        if not len(names):
            workbook.remove(names)

    def _tell_application(self, name: str) -> None:
        """Keep the list of sheets that the file's properties carry, where there is one as Excel writes it."""
        if not self._package.has(_APPLICATION):
            return
        properties = self._tree(_APPLICATION)
        counts = [one for one in properties.iter(f"{_VALUES}i4") if _within(one, "HeadingPairs")]
        titles = [one for one in properties.iter(f"{_VALUES}vector") if _within(one, "TitlesOfParts")]
        if not counts or len(titles) != 1 or sum(int(one.text or 0) for one in counts) != len(titles[0]):
            return
        sheets = int(counts[0].text or 0)
        counts[0].text = str(sheets + 1)
        title = etree.Element(f"{_VALUES}lpstr")
        title.text = name
        titles[0].insert(sheets, title)
        titles[0].set("size", str(len(titles[0])))

    def _tree(self, part: str) -> Element:
        if part not in self._trees:
            self._trees[part] = _parsed(self._package, part)
            self._before[part] = _bytes(self._trees[part])
        return self._trees[part]

    @property
    def _strict(self) -> bool:
        return etree.QName(self._tree(WORKBOOK)).namespace == _SPACES[0][1].decode()


def _taken_over(sheet: bytes, styles: StyleMap, texts: Sequence[bytes]) -> bytes:
    """Return a sheet that XlsxWriter wrote with the styles of the package, its texts in its cells."""
    numbers = {old.encode(): new.encode() for old, new in styles.cells.items()}

    def cell(found: re.Match[bytes]) -> bytes:
        head, style, text = found.groups()
        named = b"" if style is None else b' s="%b"' % numbers[style]
        return (
            head + named
            if text is None
            else b'%b%b t="inlineStr"><is>%b</is>' % (head, named, texts[int(text)])
        )

    def accent(found: re.Match[bytes]) -> bytes:
        return b'dxfId="%b"' % styles.accents[found[1].decode()].encode()

    head, mark, rest = sheet.partition(b"<sheetData")
    cells, end, tail = rest.partition(b"</sheetData>")
    return b"".join(
        (
            head.replace(b' tabSelected="1"', b""),
            mark,
            _CELL.sub(cell, cells),
            end,
            _ACCENT.sub(accent, tail),
        )
    )


def _texts(strings: bytes) -> list[bytes]:
    """Return the content of each shared text that XlsxWriter wrote."""
    return [found[1] for found in _TEXT.finditer(strings)]


def _within(element: Element, name: str) -> bool:
    return any(etree.QName(one).localname == name for one in element.iterancestors())


def _parsed(package: Package, part: str) -> Element:
    """Parse a part; one with a DTD, or broken, makes the workbook unusable."""
    content = package.read(part)
    feed(package.name, new_parser(), (content,))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    return etree.fromstring(content, parser)


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _name(element: Element, local: str) -> str:
    return f"{{{etree.QName(element).namespace}}}{local}"
