"""The ribbon as Excel reads it: one XML for Excel 2010 and later, one for Excel 2007."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from xlwings_addin.ribbon.controls import (
    BUTTONS,
    GROUPS,
    TAB_ID,
    TAB_KEYTIP,
    TAB_LABEL,
    Button,
    Group,
    Menu,
    buttons_of,
)

if TYPE_CHECKING:
    from xlwings_addin.ribbon.controls import Shown

NAMESPACE_2010: Final = "http://schemas.microsoft.com/office/2009/07/customui"
NAMESPACE_2007: Final = "http://schemas.microsoft.com/office/2006/01/customui"


def custom_ui(namespace: str) -> str:
    """Return the ribbon in one of the two namespaces; both know every attribute that is used here."""
    groups = "".join(_group(group) for group in GROUPS)
    tab = _attributes({"id": TAB_ID, "label": TAB_LABEL, "keytip": TAB_KEYTIP})
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{namespace}">\n<ribbon>\n<tabs>\n<tab{tab}>\n{groups}</tab>\n</tabs>\n</ribbon>\n'
        "</customUI>\n"
    )


def _group(group: Group) -> str:
    """Return a group: its buttons and menus in the order of the list, a menu where its first button is."""
    own = [one for one in BUTTONS if one.group == group]
    inside = "".join(
        _menu(shown) if isinstance(shown, Menu) else _button(shown)
        for shown in dict.fromkeys(one.menu or one for one in own)
    )
    return f"<group{_attributes({'id': group.id, 'label': group.label})}>\n{inside}</group>\n"


def _menu(menu: Menu) -> str:
    shown = _attributes(_shown(menu.shown) | {"size": menu.shown.size.value})
    inside = "".join(_button(one) for one in buttons_of(menu.group, menu))
    return f"<menu{shown}>\n{inside}</menu>\n"


def _button(button: Button) -> str:
    size = {} if button.menu else {"size": button.shown.size.value}  # a button in a menu has no size
    return f"<button{_attributes(_shown(button.shown) | size | {'onAction': button.macro})}/>\n"


def _shown(shown: Shown) -> dict[str, str]:
    return {
        "id": shown.id,
        "label": shown.label,
        "imageMso": shown.icon,
        "screentip": shown.screentip,
        "supertip": shown.supertip,
        "keytip": shown.keytip,
    }


def _attributes(values: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items())
