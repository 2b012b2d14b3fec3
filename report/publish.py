"""The version to publish: the same report without controls, comments, custom parts, names or paths."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from lxml import etree

from report.located import SDT, unwrap
from report.obstacles import is_path
from report.outline import Role
from report.stylesheet import style_names
from report.wordfile import REFERENCE, W, WordFile
from report.wordstyles import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT_MARKS: Final = (f"{W}commentRangeStart", f"{W}commentRangeEnd")
_GONE_KINDS: Final = (
    "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "customXml",
    "custom-properties", "attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "printerSettings",
    "thumbnail",
)  # fmt: skip
_GONE_SETTINGS: Final = ("attachedTemplate", "docVars", "mailMerge", "rsids", "trackRevisions")
_PERSONAL: Final = ("creator", "lastModifiedBy", "contentStatus", "manager")
_OF_APP: Final = ("Manager", "Company", "Template", "HyperlinkBase", "TotalTime")
_NAMED: Final = ("docPr", "cNvPr")
_STORED_DATE: Final = (2000, 1, 1, 0, 0, 0)


def publish(file: WordFile) -> bytes:
    """Return a clean copy of a report in which nothing is left to do.

    The text, its formatting, pictures and charts stay as they are; what was marked as still to be done, and
    is done, looks like any other paragraph.
    """
    _settle(file)
    for part in _xml_parts(file):
        root = file.tree(part)
        if _clean(root) | _cut_paths(file, part, root):
            file.touch(part)
    _drop_parts(file)
    _clean_settings(file)
    _clean_properties(file)
    for part in [name for name in file.names() if name.lower().endswith((".xlsx", ".docx"))]:
        file.put(part, _without_people(file.content(part)))
    return file.save()


def _settle(file: WordFile) -> None:
    """Give the style of the text to paragraphs that wear the one of a mark or a draft."""
    styles = style_names(file)
    waiting = {styles[name] for role in (Role.MARK, Role.DRAFT) if (name := ROLES[role].lower()) in styles}
    usual = styles.get(ROLES[Role.BODY].lower())
    for style in list(file.tree(file.document).iter(f"{W}pStyle")):
        if style.get(f"{W}val") in waiting and usual:
            style.set(f"{W}val", usual)
            file.touch(file.document)


def _xml_parts(file: WordFile) -> Iterator[str]:
    for name in file.names():
        if name.startswith("word/") and name.endswith(".xml"):
            yield name


def _clean(root: etree._Element) -> bool:
    """Take controls and the marks of comments away, and paths out of the names of pictures."""
    touched = False
    for control in list(root.iter(SDT)):
        unwrap(control)
        touched = True
    for sign in list(root.iter(f"{W}commentReference", f"{W}annotationRef")):
        run = sign.getparent()
        if run is not None:
            _drop(sign if any(node.tag not in (sign.tag, f"{W}rPr") for node in run) else run)
            touched = True
    for mark in list(root.iter(*_COMMENT_MARKS)):
        _drop(mark)
        touched = True
    for element in root.iter("{*}docPr", "{*}cNvPr"):
        for name in ("name", "descr", "title"):
            if is_path(element.get(name, "")):
                element.set(name, "")
                touched = True
    return touched


def _cut_paths(file: WordFile, part: str, root: etree._Element) -> bool:
    """Cut links to files of somebody's computer; their words stay."""
    gone = [
        relation.id for relation in file.relations(part) if relation.external and is_path(relation.target)
    ]
    if not gone:
        return False
    for element in list(root.iter("{*}*")):
        for name in [
            str(key) for key, value in element.items() if value in gone and str(key).startswith(REFERENCE)
        ]:
            if element.tag == f"{W}hyperlink":
                _unwrap(element)
            else:
                del element.attrib[name]
    file.unrelate(gone, part)
    return True


def _drop_parts(file: WordFile) -> None:
    for source in ["", *[name for name in file.names() if not name.endswith(".rels")]]:
        gone = [r for r in file.relations(source) if r.kind.rpartition("/")[2] in _GONE_KINDS]
        if not gone:
            continue
        file.unrelate([relation.id for relation in gone], source)
        for relation in gone:
            if not relation.external and file.has(relation.target):
                for inner in list(file.relations(relation.target)):
                    if not inner.external and file.has(inner.target):
                        file.remove(inner.target)
                file.remove(relation.target)


def _clean_settings(file: WordFile) -> None:
    if not (part := file.related("settings")):
        return
    root = file.tree(part)
    for name in _GONE_SETTINGS:
        for element in root.findall(f"{W}{name}"):
            root.remove(element)
    file.touch(part)


def _clean_properties(file: WordFile) -> None:
    for kind, names in (("core-properties", _PERSONAL), ("extended-properties", _OF_APP)):
        if not (part := file.related(kind, "")):
            continue
        root = file.tree(part)
        for element in list(root):
            if str(element.tag).rpartition("}")[2] in names:
                root.remove(element)
        file.touch(part)


def _without_people(content: bytes) -> bytes:
    """Return a workbook or document inside the report without its personal properties."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename in ("docProps/core.xml", "docProps/app.xml"):
                data = _without_names(data)
            kept = zipfile.ZipInfo(entry.filename, _STORED_DATE)
            kept.compress_type = zipfile.ZIP_DEFLATED
            kept.create_system = 0
            target.writestr(kept, data)
    return buffer.getvalue()


def _without_names(data: bytes) -> bytes:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root):
        if str(element.tag).rpartition("}")[2] in (*_PERSONAL, *_OF_APP):
            root.remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _unwrap(element: etree._Element) -> None:
    holder = element.getparent()
    if holder is None:
        return
    place = holder.index(element)
    for child in list(element):
        holder.insert(place, child)
        place += 1
    holder.remove(element)


def _drop(element: etree._Element) -> None:
    holder = element.getparent()
    if holder is not None:
        holder.remove(element)
