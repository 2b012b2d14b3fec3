"""The styles of the default template, as WordprocessingML text."""

from __future__ import annotations

from dataclasses import dataclass

FONT = "Calibri"
ACCENT = "1F3A5F"  # headings, strong rules
ACCENT_SOFT = "2E5C8A"  # third level, links
GREY = "5A6675"  # small print
RULE = "CBD4DE"  # thin rules
TINT = "EAF0F6"  # header row
AMBER, AMBER_TINT, AMBER_INK = "D99A00", "FFF4D9", "5C4100"

_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    '<w:sz w:val="22"/><w:szCs w:val="22"/>'
    '<w:lang w:val="es-PE" w:eastAsia="es-PE" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0"'
    ' w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>'
)


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: what Word calls it and how it looks."""

    id: str
    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str = "Normal"
    following: str = ""
    quick: bool = True

    def xml(self) -> str:
        """Return the `w:style` element."""
        custom = ' w:customStyle="1"' if self.name.startswith("Eficacia") else ""
        return (
            f'<w:style w:type="paragraph"{custom} w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="{self.based_on}"/>'
            + (f'<w:next w:val="{self.following}"/>' if self.following else "")
            + ('<w:uiPriority w:val="9"/><w:qFormat/>' if self.quick else "")
            + (f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else "")
            + (f"<w:rPr>{self.run}</w:rPr>" if self.run else "")
            + "</w:style>"
        )


def _spacing(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _look(half_points: int, colour: str = "", *, bold: bool = False, italic: bool = False) -> str:
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )


def _border(side: str, colour: str, eighths: int, space: int = 4, kind: str = "single") -> str:
    return f'<w:{side} w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def _framed(*borders: str) -> str:
    return f"<w:pBdr>{''.join(borders)}</w:pBdr>"


def _filled(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def _heading(level: int, paragraph: str, run: str) -> _Style:
    return _Style(
        f"Heading{level}",
        f"heading {level}",
        f'<w:keepNext/><w:keepLines/>{paragraph}<w:outlineLvl w:val="{level - 1}"/>',
        run,
        following="BodyText",
    )


_LEFT = '<w:jc w:val="left"/>'
_TITLE_RULE = _framed(_border("bottom", ACCENT, 12, 8))
_CONTENTS = [
    _Style(
        f"TOC{level}",
        f"toc {level}",
        f'{_spacing(before, 30)}<w:ind w:left="{left + 284}" w:right="567" w:hanging="284"/>',
        look,
        following="Normal",
        quick=False,
    )
    for level, before, left, look in (
        (1, 160, 0, _look(22, ACCENT, bold=True)),
        (2, 70, 227, _look(21)),
        (3, 0, 510, _look(20, GREY)),
    )
]

PARAGRAPHS = (
    _Style("BodyText", "Body Text", f'{_spacing(0, 140, 276)}<w:jc w:val="both"/>'),
    _heading(1, _framed(_border("bottom", RULE, 6, 5)) + _spacing(400, 180), _look(32, ACCENT, bold=True)),
    _heading(2, _spacing(340, 110), _look(26, ACCENT, bold=True)),
    _heading(3, _spacing(280, 90), _look(23, ACCENT_SOFT, bold=True)),
    _Style(
        "Title",
        "Title",
        f"<w:keepNext/>{_TITLE_RULE}{_spacing(0, 200)}{_LEFT}",
        _look(44, ACCENT, bold=True),
        following="Subtitle",
    ),
    _Style("EficaciaPortada", "Eficacia Portada", _spacing(3200, 200), "", "Title", "Subtitle"),
    _Style("Subtitle", "Subtitle", _spacing(40, 200), _look(30, ACCENT_SOFT), following="BodyText"),
    _Style("EficaciaDatos", "Eficacia Datos", _spacing(0, 50, 264), _look(22, "3B4755")),
    _Style(
        "EficaciaMemorando",
        "Eficacia Memorando",
        _framed(_border("bottom", RULE, 6, 8))
        + _spacing(0, 280, 312)
        + '<w:ind w:left="1134" w:hanging="1134"/><w:contextualSpacing/>',
    ),
    _Style("EficaciaFirma", "Eficacia Firma", f"<w:keepLines/>{_spacing(0, 140, 276)}{_LEFT}"),
    _Style(
        "EficaciaNota", "Eficacia Nota", f"<w:keepLines/>{_spacing(30, 120, 252)}{_LEFT}", _look(18, GREY)
    ),
    _Style(
        "EficaciaMarca",
        "Eficacia Marca",
        "<w:keepLines/>"
        + _framed(
            _border("top", AMBER_TINT, 4, 3),
            _border("left", AMBER, 24, 7),
            _border("bottom", AMBER_TINT, 4, 3),
        )
        + _filled(AMBER_TINT)
        + _spacing(120, 180, 264)
        + '<w:ind w:left="198"/>'
        + _LEFT,
        f'<w:b/><w:bCs/><w:color w:val="{AMBER_INK}"/>',
    ),
    _Style(
        "EficaciaBorrador",
        "Eficacia Borrador",
        _framed(_border("left", "A9B4C0", 18, 8)) + _spacing(40, 160, 276) + '<w:ind w:left="198"/>',
        '<w:color w:val="3B4755"/>',
        "BodyText",
    ),
    _Style(
        "ListBullet",
        "List Bullet",
        f'<w:numPr><w:numId w:val="1"/></w:numPr>{_spacing(0, 80, 276)}{_LEFT}',
        "",
        "BodyText",
    ),
    _Style(
        "EficaciaRelleno",
        "Eficacia Relleno",
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>{_spacing(60, 120, 300)}{_LEFT}',
        '<w:color w:val="8592A0"/>',
        "BodyText",
    ),
    _Style(
        "Caption",
        "caption",
        f"<w:keepLines/>{_spacing(160, 90)}{_LEFT}",
        _look(19, "3B4755"),
        following="BodyText",
    ),
    _Style("EficaciaGrafico", "Eficacia Gráfico", f"<w:keepNext/>{_spacing(120, 40)}", quick=False),
    _Style(
        "EficaciaLeyenda",
        "Eficacia Leyenda",
        f'{_spacing(20, 60)}<w:jc w:val="center"/>',
        _look(17, "3B4755"),
        quick=False,
    ),
    _Style("EficaciaCelda", "Eficacia Celda", _spacing(44, 44), _look(19), quick=False),
    _Style("EficaciaCifra", "Eficacia Cifra", '<w:jc w:val="right"/>', "", "EficaciaCelda", quick=False),
    _Style(
        "EficaciaSeparador",
        "Eficacia Separador",
        '<w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>',
        _look(8),
        quick=False,
    ),
    _Style(
        "TOCHeading",
        "TOC Heading",
        f"<w:keepNext/>{_framed(_border('bottom', RULE, 6, 5))}{_spacing(240, 160)}",
        _look(32, ACCENT, bold=True),
        following="BodyText",
    ),
    *_CONTENTS,
    _Style(
        "Header",
        "header",
        _framed(_border("bottom", RULE, 4, 5)) + _spacing(0, 0),
        _look(17, GREY),
        quick=False,
    ),
    _Style(
        "Footer",
        "footer",
        f'<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>{_spacing(0, 0)}',
        _look(17, GREY),
        quick=False,
    ),
)

_BASE = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    "<w:semiHidden/></w:style>"
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    f'<w:basedOn w:val="DefaultParagraphFont"/>'
    f'<w:rPr><w:color w:val="{ACCENT_SOFT}"/><w:u w:val="single"/></w:rPr>'
    "</w:style>"
)

_CELL_MARGINS = (
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    "<w:semiHidden/>"
    f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_CELL_MARGINS}</w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="EficaciaTabla"><w:name w:val="Eficacia Tabla"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="10"/><w:qFormat/><w:tblPr><w:tblBorders>'
    + _border("top", ACCENT, 8, 0)
    + _border("bottom", ACCENT, 8, 0)
    + _border("insideH", RULE, 4, 0)
    + f'</w:tblBorders>{_CELL_MARGINS}</w:tblPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
    + f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/><w:color w:val="{ACCENT}"/></w:rPr>'
    + "<w:tcPr><w:tcBorders>"
    + _border("bottom", ACCENT, 6, 0)
    + f'</w:tcBorders>{_filled(TINT)}<w:vAlign w:val="center"/></w:tcPr></w:tblStylePr></w:style>'
)


def styles() -> str:
    """Return the content of `w:styles`: defaults, base, paragraph and table styles."""
    return _DEFAULTS + _BASE + "".join(style.xml() for style in PARAGRAPHS) + _TABLES
