"""Builds `predeterminada.docx`, the default template: the same bytes each time.

Run `python -m report.templates.build` after a change; a test holds the committed file to this builder.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from report.templates.styles import FONT, styles
from report.templates.theme import theme

TEMPLATE = Path(__file__).with_name("predeterminada.docx")

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CM = 567  # twentieths of a point in a centimetre

_TYPES = {
    "/word/document.xml": f"{_WORD}.document.main+xml",
    "/word/styles.xml": f"{_WORD}.styles+xml",
    "/word/settings.xml": f"{_WORD}.settings+xml",
    "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "/word/numbering.xml": f"{_WORD}.numbering+xml",
    "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "/word/header1.xml": f"{_WORD}.header+xml",
    "/word/footer1.xml": f"{_WORD}.footer+xml",
    "/word/header2.xml": f"{_WORD}.header+xml",
    "/word/footer2.xml": f"{_WORD}.footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _TYPES.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _document() -> str:
    side = round(2.5 * _CM)
    return (
        f"<w:document {_W} {_R}><w:body><w:sectPr>"
        '<w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
        '<w:headerReference w:type="first" r:id="rId8"/><w:footerReference w:type="first" r:id="rId9"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{side}" w:right="{side}" w:bottom="{side}"'
        f' w:left="{side}" w:header="709" w:footer="709" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/>'
        "</w:sectPr></w:body></w:document>"
    )


def _field(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _header() -> str:
    return (
        f'<w:hdr {_W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        "<w:r><w:t>{{encabezado}}</w:t></w:r></w:p></w:hdr>"
    )


def _footer() -> str:
    space = ' xml:space="preserve"'
    return (
        f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t>{{{{pie}}}}</w:t></w:r>'
        f"<w:r><w:tab/></w:r><w:r><w:t{space}>Página </w:t></w:r>{_field('PAGE')}"
        f"<w:r><w:t{space}> de </w:t></w:r>{_field('NUMPAGES')}</w:p></w:ftr>"
    )


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        + ('<w:pStyle w:val="ListBullet"/>' if level == 0 else "")
        + f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{397 * (level + 1)}" w:hanging="284"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/></w:rPr></w:lvl>'
        for level, sign in enumerate("•–·")
    )
    return (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
        f'{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _settings() -> str:
    uri = "http://schemas.microsoft.com/office/word"
    modern = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{modern}</w:compat><w:themeFontLang w:val="es-PE"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts() -> str:
    return (
        f'<w:fonts {_W}><w:font w:name="{FONT}"><w:altName w:val="Carlito"/>'
        '<w:panose1 w:val="020F0502020204030204"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _core() -> str:
    date = '<dcterms:{0} xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:{0}>'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<cp:revision>1</cp:revision>{date.format('created')}{date.format('modified')}"
        "<dc:language>es-PE</dc:language></cp:coreProperties>"
    )


def _app() -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>eficacia</Application></Properties>"
    )


def parts() -> dict[str, str]:
    """Return every part of the template by its name in the package."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{_RELATIONS}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_RELATIONS}/extended-properties", "docProps/app.xml"),
        ),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relationships(
            *(
                (f"{_RELATIONS}/{kind}", f"{target}.xml")
                for kind, target in (
                    ("styles", "styles"),
                    ("settings", "settings"),
                    ("fontTable", "fontTable"),
                    ("numbering", "numbering"),
                    ("header", "header1"),
                    ("footer", "footer1"),
                    ("theme", "theme/theme1"),
                    ("header", "header2"),
                    ("footer", "footer2"),
                )
            )
        ),
        "word/styles.xml": f"<w:styles {_W}>{styles()}</w:styles>",
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/numbering.xml": _numbering(),
        "word/theme/theme1.xml": theme(),
        "word/header1.xml": _header(),
        "word/footer1.xml": _footer(),
        "word/header2.xml": f"<w:hdr {_W}><w:p/></w:hdr>",  # of the first page: bare
        "word/footer2.xml": f"<w:ftr {_W}><w:p/></w:ftr>",
        "docProps/core.xml": _core(),
        "docProps/app.xml": _app(),
    }


def build() -> bytes:
    """Return the template as a file's bytes; dates inside are fixed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same from every operating system
            archive.writestr(entry, (_DECLARATION + text).encode())
    return buffer.getvalue()


if __name__ == "__main__":
    TEMPLATE.write_bytes(build())
