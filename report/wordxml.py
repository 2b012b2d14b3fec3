"""WordprocessingML as text: escaped runs, fields, bookmarks, content controls."""

from __future__ import annotations

import re

BOLD = "<w:b/><w:bCs/>"
ITALIC = "<w:i/><w:iCs/>"

_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_BREAKS = re.compile("([\t\n])")
_BREAK_XML = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def clean(text: str) -> str:
    r"""Drop the characters that XML forbids; every line break becomes ``\n``.

    >>> clean("a\x00b\r\nc")
    'ab\nc'
    """
    if text.isprintable() or text.replace("\xa0", "").isprintable():  # then there is none of either
        return text
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escape(text: str) -> str:
    """Return `text` as the content of an element.

    >>> escape("a < b & c ]]> d")
    'a &lt; b &amp; c ]]&gt; d'
    """
    text = clean(text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def attribute(text: str) -> str:
    """Return `text` as the value of an attribute, on one line."""
    return " ".join(escape(text).split()).replace('"', "&quot;")


def colour(text: str) -> str:
    """Return a colour (RRGGBB) fit for an attribute, or "" if it is none.

    >>> colour("2e8b57"), colour('"/>')
    ('2E8B57', '')
    """
    return text.upper() if _COLOUR.fullmatch(text) else ""


def run(text: str, look: str = "") -> str:
    """Return a run; `look` is the content of its `w:rPr`."""
    text = escape(text)
    if not text:
        return ""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    if "\n" not in text and "\t" not in text:
        return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'
    pieces = (
        _BREAK_XML.get(piece) or f'<w:t xml:space="preserve">{piece}</w:t>'
        for piece in _BREAKS.split(text)
        if piece
    )
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph; `properties` follow the style inside `w:pPr`, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(instruction: str, result: str, look: str = "") -> str:
    """Return a complex field with its result filled in; `result` is plain text."""
    return field_begin(instruction, look) + run(result, look) + FIELD_END


def field_begin(instruction: str, look: str = "") -> str:
    """Return what opens a complex field, up to its result."""
    start = f"<w:r><w:rPr>{look}</w:rPr>" if look else "<w:r>"
    return (
        f'{start}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{start}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'{start}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmark(number: int, name: str, content: str) -> str:
    """Return `content` between the two ends of a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def link(anchor: str, content: str) -> str:
    """Return `content` as a link to the bookmark `anchor`."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{content}</w:hyperlink>'


def control_begin(tag: str, number: int, alias: str) -> str:
    """Return what opens a content control around blocks."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{attribute(alias)}"/><w:tag w:val="{attribute(tag)}"/>'
        f'<w:id w:val="{number}"/></w:sdtPr><w:sdtContent>'
    )


CONTROL_END = "</w:sdtContent></w:sdt>"
