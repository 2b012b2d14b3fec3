"""`--equivalencia ARCHIVO.toml`: read, or refused in a sentence; `--proponer-equivalencia`: a draft."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbook.layouts.equivalences import UnusableEquivalence, parse_toml
from xlwings_addin import screen

if TYPE_CHECKING:
    from pathlib import Path

    from workbook.domain.equivalence import Equivalence

_MOST_BYTES = 1 << 20


def read_file(path: Path) -> Equivalence:
    """Return what a file says of columns; raises what argparse turns into a message."""
    try:
        return parse_toml(_text(path))
    except UnusableEquivalence as problem:
        where = f" ({problem.where})" if problem.where else ""
        said = f"en «{path.name}»{where} no sirve «{problem.what}»; se espera {problem.wanted}"
        raise argparse.ArgumentTypeError(said) from problem


def propose(book: Path) -> int:
    """Write a draft of the equivalence beside a workbook; one that is there already stays."""
    from workbook.hosts.file import open_file
    from workbook.reader import propose_equivalence
    from xlwings_addin.output import save

    with open_file(book) as opened:
        draft = propose_equivalence(opened)
    target = book.with_name(f"equivalencia-{book.stem}.toml")
    screen.show_files([save(target, draft.encode(), replace=False)])
    screen.say("Revise el borrador, corrija los campos y úselo con --equivalencia.")
    return 0


def _text(path: Path) -> str:
    try:
        said = f"«{path.name}» es demasiado grande para ser una equivalencia"
        if path.stat().st_size <= _MOST_BYTES:
            return path.read_bytes().decode("utf-8-sig")
    except OSError:
        said = f"no se pudo leer «{path.name}»: revise el nombre y la carpeta"
    except UnicodeDecodeError:
        said = f"«{path.name}» no es texto UTF-8: guárdelo como UTF-8"
    raise argparse.ArgumentTypeError(said)
