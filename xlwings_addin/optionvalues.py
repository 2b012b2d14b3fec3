"""What the value of an option may be: each reader returns what a text means, or refuses it in a sentence."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from workbook.domain.efficacy import Method
from workbook.layouts import own
from workbook.spanish.calendar import MONTH_NAMES, PERIOD_NAMES, parse_day, parse_month, parse_period
from workbook.spanish.labels import METHOD_NAMES, parse_method

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from workbook.domain.periods import Period

_YEARS: Final = range(own.FIRST_YEAR, own.LAST_YEAR + 1)
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_ENDINGS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".docx")


def period(text: str) -> Period:
    """Return the period that an option names."""
    found = parse_period(text)
    if found is None:
        names = ", ".join(f"«{name}»" for name in PERIOD_NAMES.values())
        _refuse(text, "un periodo", f"{names}, o meses como «enero a abril»")
    return found


def month(text: str) -> int:
    """Return the month (1 to 12) that an option names."""
    found = parse_month(text)
    if found is None:
        _refuse(text, "un mes", ", ".join(MONTH_NAMES))
    return found


def method(text: str) -> Method:
    """Return the method that an option names."""
    found = parse_method(text)
    if found is None:
        shown = "; ".join(f"{one.value} ({METHOD_NAMES[one]})" for one in Method)
        _refuse(text, "un método", shown.replace("\u00a0", " "))
    return found


def date(text: str) -> dt.date:
    """Return the date that an option gives as AAAA-MM-DD, or as DD/MM/AAAA."""
    found = parse_day(text)
    if found is None:
        _refuse(text, "una fecha", "año, mes y día, por ejemplo 2021-01-29, o día, mes y año: 29/01/2021")
    return found


def year(text: str) -> int:
    """Return the year that an option gives."""
    found = int(text) if _YEAR.fullmatch(text) else 0
    if found not in _YEARS:
        _refuse(text, "un año", f"cuatro cifras, de {_YEARS[0]} a {_YEARS[-1]}")
    return found


def file_named(*endings: str) -> Callable[[str], Path]:
    """Return a reader of file names: folders that exist, or these endings (the first where there is none)."""

    def read(text: str) -> Path:
        path = Path(text)
        if not text.strip():
            _refuse(text, "un nombre de archivo", f"un nombre que termine en {endings[0]}")
        if os.path.isdir(path) or path.suffix.lower() in endings:
            return path
        if path.suffix and not path.suffix[1:].isdecimal():
            _refuse(text, "un nombre que sirva", f"un nombre que termine en {endings[0]}")
        return path.with_name(f"{path.name}{endings[0]}")

    return read


def file_to_read(text: str) -> Path:
    """Return the file that a planner names, with its ending where Windows hides it; it is no folder.

    A name without its ending is that of the only file which has it and one of the endings that are read.
    """
    path = Path(text)
    if not text.strip():
        _refuse(text, "un nombre de archivo", "el del libro o documento, por ejemplo poi.xlsx")
    if os.path.isdir(path):
        message = f"«{text}» es una carpeta. Escriba también el nombre del archivo que está en ella"
        raise argparse.ArgumentTypeError(message)
    if os.path.lexists(path):
        return path
    found = [one for ending in _ENDINGS if os.path.isfile(one := path.with_name(f"{path.name}{ending}"))]
    return found[0] if len(found) == 1 else path


def _refuse(text: str, what: str, accepted: str) -> NoReturn:
    message = f"«{text}» no es {what}. Escriba: {accepted}"
    raise argparse.ArgumentTypeError(message)
