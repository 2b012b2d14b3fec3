"""What a control of the ribbon is made of."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Size(enum.Enum):
    """How big the ribbon shows a control; inside a menu everything is one line."""

    LARGE = "large"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the tab, in the order of the ribbon."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a planner sees of one control."""

    id: str
    label: str
    screentip: str
    """The title of the box that appears under the pointer."""
    supertip: str
    """The sentence below it: what happens, and what is left as it is."""
    keytip: str
    """The letters after Alt and those of the tab; unique in the tab."""
    icon: str
    """The name of a picture that every Excel has (`imageMso`)."""
    size: Size = Size.LARGE


@dataclass(frozen=True, slots=True)
class Menu:
    """A button that opens a list of buttons."""

    group: Group
    shown: Shown


@dataclass(frozen=True, slots=True)
class Button:
    """A button and what it starts: `macro` in VBA calls `function` of the module `DESKTOP_MODULE`."""

    group: Group
    shown: Shown
    macro: str
    function: str
    menu: Menu | None = None
    needs_book: bool = True
    """Whether VBA asks for an open workbook before it starts Python."""
