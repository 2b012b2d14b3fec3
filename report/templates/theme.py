"""The theme of the default template: its colours and font, for what a person adds later."""

from __future__ import annotations

from report.templates.styles import ACCENT, ACCENT_SOFT, FONT, GREY, TINT

_COLOURS = {
    "dk2": ACCENT,
    "lt2": TINT,
    "accent1": ACCENT_SOFT,
    "accent2": "2E8B57",
    "accent3": "D99A00",
    "accent4": "C0392B",
    "accent5": ACCENT,
    "accent6": GREY,
    "hlink": ACCENT_SOFT,
    "folHlink": GREY,
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINES = "".join(f'<a:ln w="{width}">{_FILL}</a:ln>' for width in (6350, 12700, 19050))
_EFFECTS = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3


def _font(kind: str) -> str:
    return f'<a:{kind}><a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}>'


def theme() -> str:
    """Return the `a:theme` element."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Eficacia">'
        "<a:themeElements>"
        '<a:clrScheme name="Eficacia"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        f'<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>{colours}</a:clrScheme>'
        f'<a:fontScheme name="Eficacia">{_font("majorFont")}{_font("minorFont")}</a:fontScheme>'
        f'<a:fmtScheme name="Eficacia"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINES}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_EFFECTS}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
