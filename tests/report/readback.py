"""Reading a written document back with something else than its writer."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile

import docx

from report.anchors import tag_of
from report.outline import Document, Section

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(*blocks: object, **settings: str) -> Document:
    texts = {"title": "T", "subject": "", "author": "", "header": ""} | settings
    return Document(sections=(Section("s", blocks),), **texts)  # type: ignore[arg-type]


def body_of(content: bytes) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ET.fromstring(archive.read("word/document.xml"))[0]


def text_of(element: ET.Element) -> str:
    """What a reader sees: breaks as newlines, tabs as tabs."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        (node.text or "") if node.tag == f"{W}t" else signs.get(node.tag, "")
        for run in element.iter(f"{W}r")
        for node in run
    )


def control(body: ET.Element, key: str) -> ET.Element:
    (found,) = [c for c in body.iter(f"{W}sdt") if c.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == tag_of(key)]
    return found.find(f"{W}sdtContent")


def style_names(content: bytes) -> dict[str, str]:
    """By id, the names that the file holds."""
    return {style.style_id: style.element.name_val for style in docx.Document(io.BytesIO(content)).styles}


def instructions(body: ET.Element) -> list[str]:
    return [(node.text or "").strip() for node in body.iter(f"{W}instrText")]


def bookmarks(body: ET.Element) -> dict[str, str]:
    """The text between the two ends of each bookmark, which here lie in one paragraph."""
    found = {}
    for paragraph in body.iter(f"{W}p"):
        texts: dict[str, tuple[str, list[str]]] = {}
        for node in paragraph.iter():
            if node.tag == f"{W}bookmarkStart":
                texts[node.get(f"{W}id")] = (node.get(f"{W}name"), [])
            elif node.tag == f"{W}bookmarkEnd":
                name, parts = texts.pop(node.get(f"{W}id"))
                found[name] = "".join(parts)
            elif node.tag == f"{W}t":
                for _, parts in texts.values():
                    parts.append(node.text or "")
    return found
