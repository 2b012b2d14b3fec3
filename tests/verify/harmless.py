"""Harmless changes of a file: what it says stays, how it is made differs."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from typing import Final

from tests.support.situations import seeded

Rework = Callable[[str, random.Random], str]


def _opened(xml: str, _choose: random.Random) -> str:
    """Content controls removed, what they hold kept."""
    xml = re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "", xml, flags=re.DOTALL)
    return re.sub(r"</?w:sdt(?:Content|EndPr)?(?: [^>]*)?/?>", "", xml)


def _cut(xml: str, choose: random.Random) -> str:
    """Runs of plain text cut in two, with a mark of the spelling checker between."""

    def cut(match: re.Match[str]) -> str:
        head, text = match[1] or "", match[2]
        if len(text) < 4 or "&" in text or choose.random() < 0.5:
            return match[0]
        at = choose.randrange(1, len(text))
        first, last = (
            f'<w:r>{head}<w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in (text[:at], text[at:])
        )
        return f'{first}<w:proofErr w:type="spellStart"/>{last}'

    return re.sub(
        r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">([^<]*)</w:t></w:r>', cut, xml
    )


def _restyled(xml: str, _choose: random.Random) -> str:
    """Tables without style, borders, shading or marked header rows; paragraphs without styles."""
    xml = re.sub(r"<w:(?:tblStyle|tblHeader|cantSplit|shd|tblLook|pStyle)\b[^>]*/>", "", xml)
    return re.sub(r"<w:(tblBorders|tcBorders)>.*?</w:\1>", "", xml, flags=re.DOTALL)


def _marked(xml: str, choose: random.Random) -> str:
    """Bookmarks and page-break marks inside paragraphs."""
    pieces = xml.split("<w:r>")
    out = [pieces[0]]
    for number, piece in enumerate(pieces[1:]):
        mark = ""
        if choose.random() < 0.1:
            key = f'w:id="{9000 + number}"'
            mark = f'<w:bookmarkStart {key} w:name="m{number}"/><w:bookmarkEnd {key}/>'
        out.append(f"{mark}<w:r>{piece}")
    return "".join(out)


def _emphasised(xml: str, choose: random.Random) -> str:
    """Runs in italics or of another size."""

    def dress(match: re.Match[str]) -> str:
        return choose.choice(
            (match[0], "<w:r><w:rPr><w:i/></w:rPr><w:t", '<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t')
        )

    return re.sub(r"<w:r><w:t", dress, xml)


REWORKS: Final[dict[str, Rework]] = {
    "controls removed": _opened,
    "runs cut": _cut,
    "tables restyled": _restyled,
    "bookmarks": _marked,
    "emphasis": _emphasised,
}


def reworked(file: bytes, names: tuple[str, ...], seed: str) -> bytes:
    """Return the file with these reworks done to its document part."""
    choose = seeded(seed)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                xml = content.decode()
                for rework in names:
                    xml = REWORKS[rework](xml, choose)
                content = xml.encode()
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()
