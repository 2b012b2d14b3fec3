"""VBA as text and as LibreOffice runs it: conditionals resolved, names found, functions called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.support.libreoffice import Document, Office, load_uno

_WINDOWS = {"vba7": "True", "win64": "True", "win32": "True", "mac": "False", "mac_office_version": "0"}
_WORD = re.compile(r'"[^"]*"|[A-Za-z_]\w*')
_DECLARED = re.compile(
    r"(?im)^[ \t]*(?:(?:public|private|friend|static)\s+)*(?:declare\s+(?:ptrsafe\s+)?)?"
    r"(?:sub|function|property\s+(?:get|let|set))\s+(\w+)"
)
_CONSTANT = re.compile(r"(?im)^[ \t]*(?:(?:public|private)\s+)?const\s+(\w+)")
_VARIABLE = re.compile(r"(?im)^(?:public|private|dim)\s+(?:withevents\s+)?(\w+)(?:\(\))?\s+as\b")
_FILTER = "Calc MS Excel 2007 VBA XML"
_ALWAYS_RUN_MACROS = 4


def for_windows(source: str) -> str:
    """The module as 64-bit Excel for Windows compiles it: every `#If` resolved, its lines blank."""
    constants = dict(_WINDOWS)
    taken: list[tuple[bool, bool]] = []  # of each open #If: this branch counts; one has counted
    lines = []
    for line in source.split("\n"):
        word, _, rest = line.strip().partition(" ")
        match word.lower(), rest.lower():
            case "#const", _:
                name, _, value = rest.partition("=")
                constants[name.strip().lower()] = value.partition("'")[0].strip()
            case "#if", _:
                counts = _holds(rest, constants)
                taken.append((counts, counts))
            case "#elseif", _:
                before = taken[-1][1]
                counts = not before and _holds(rest, constants)
                taken[-1] = (counts, before or counts)
            case "#else", _:
                taken[-1] = (not taken[-1][1], True)
            case ("#end", "if") | ("#endif", _):
                taken.pop()
            case _:
                lines.append(line if all(counts for counts, _ in taken) else "")
                continue
        lines.append("")
    return "\n".join(lines)


def _holds(condition: str, constants: Mapping[str, str]) -> bool:
    """A condition as these modules write them: NAME, Not NAME, NAME = value, NAME >= value."""
    words = condition.partition("'")[0].strip().removesuffix(" Then").split(maxsplit=2)
    if words[0].lower() == "not":
        return not _holds(words[1], constants)
    value = constants.get(words[0].lower(), "False")
    if len(words) == 1:
        return value == "True"
    operator, wanted = words[1], words[2].strip()
    if operator == ">=":
        return float(value) >= float(wanted)
    return (value == wanted) is (operator == "=")


def declared(source: str) -> list[str]:
    """Every name that a module declares for the project or for itself: procedures, constants, variables."""
    text = for_windows(source)
    return [*_DECLARED.findall(text), *_CONSTANT.findall(text), *_VARIABLE.findall(text)]


def words(source: str) -> Iterator[str]:
    """Every identifier in a module, comments and texts left out."""
    for line in source.splitlines():
        for found in _WORD.findall(_without_comment(line)):
            if not found.startswith('"'):
                yield found


def _without_comment(line: str) -> str:
    """The line up to an apostrophe that is not inside a text."""
    inside = False
    for place, character in enumerate(line):
        if character == '"':
            inside = not inside
        elif character == "'" and not inside:
            return line[:place]
    return line


class Basic:
    """An add-in open in LibreOffice, with a module of probes of our own in its VBA project."""

    def __init__(self, office: Office, addin: Path) -> None:
        self._office = office
        struct = load_uno().createUnoStruct
        settings = {"Hidden": True, "MacroExecutionMode": _ALWAYS_RUN_MACROS, "FilterName": _FILTER}
        self.document: Document = office._desktop.loadComponentFromURL(
            addin.as_uri(),
            "_blank",
            0,
            tuple(
                struct("com.sun.star.beans.PropertyValue", name, 0, value, 0)
                for name, value in settings.items()
            ),
        )
        if self.document is None:
            raise OSError(addin)
        libraries = self.document.BasicLibraries
        self.project: str = libraries.ProjectName
        self.library = libraries.getByName(self.project)

    def modules(self) -> dict[str, str]:
        """The modules of the project, as LibreOffice imported them."""
        return {name: self.library.getByName(name) for name in self.library.ElementNames}

    def add(self, name: str, source: str) -> None:
        """Put a module into the project, in place of one of this name."""
        text = f"Option VBASupport 1\n{source}"
        if self.library.hasByName(name):
            self.library.replaceByName(name, text)
        else:
            self.library.insertByName(name, text)

    def call(self, module: str, name: str, *arguments: object) -> Any:
        """What a function of the project answers."""
        address = f"vnd.sun.star.script:{self.project}.{module}.{name}?language=Basic&location=document"
        return self.document.getScriptProvider().getScript(address).invoke(arguments, (), ())[0]

    def close(self) -> None:
        """Close the add-in, unsaved."""
        self.document.close(True)


def repeated(names: Iterable[str]) -> set[str]:
    """The names that come more than once; VBA knows no capitals."""
    seen: set[str] = set()
    twice: set[str] = set()
    for name in names:
        (twice if name.casefold() in seen else seen).add(name.casefold())
    return twice
