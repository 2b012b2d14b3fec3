"""What a terminal shows: findings, results, progress; with rich on a terminal, plain text elsewhere."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager, suppress
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TextIO

from workbook.domain.findings import Severity
from workbook.spanish.grammar import agree, join
from workbook.spanish.labels import SEVERITY_NAMES
from workbook.spanish.outcomes import label_text, percent_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import PurePath

    from workbook.domain.account import SheetAccount
    from workbook.domain.findings import Finding
    from workbook.domain.results import Evaluation
    from xlwings_addin.output import Saved

_NOUNS: Final = {
    Severity.STOP: ("observación que detiene la evaluación", "observaciones que detienen la evaluación"),
    Severity.ERROR: ("error", "errores"),
    Severity.WARNING: ("advertencia", "advertencias"),
    Severity.NOTICE: ("aviso", "avisos"),
}
_STYLES: Final = {
    Severity.STOP: "bold red",
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.NOTICE: "cyan",
}
_TO_QUOTE: Final = frozenset(" &()[]{}^=;!'+,`~")
"""Signs that a console takes for its own outside quotes."""

_RESULT_HEADERS: Final = ("OEI", "Eficacia", "Indicador")


def ready(*streams: TextIO) -> None:
    """Make streams print any text: what their encoding lacks becomes "?", never an error."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            with suppress(OSError, ValueError):
                stream.reconfigure(errors="replace")


def say(text: str = "") -> None:
    """Print a line; blanks that do not break are plain ones."""
    sys.stdout.write(text.replace("\u00a0", " ") + "\n")


def warn(text: str) -> None:
    """Print a line on the stream of errors."""
    sys.stdout.flush()
    sys.stderr.write(text.replace("\u00a0", " ") + "\n")
    sys.stderr.flush()


def show_json(value: dict[str, Any]) -> None:
    """Print an object as JSON; in ASCII where the stream is not UTF-8, so that any reader understands it."""
    import json

    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "").replace("_", "")
    sys.stdout.write(json.dumps(value, ensure_ascii=encoding != "utf8", indent=2) + "\n")


def count_by_severity(findings: Sequence[Finding]) -> str:
    """Return "2 errores y 1 aviso", or that there is none.

    >>> count_by_severity([])
    'ninguna observación'
    """
    parts = []
    for severity, (one, many) in _NOUNS.items():
        number = sum(found.severity is severity for found in findings)
        if number:
            parts.append(f"{number:,} {agree(number, one, many)}")
    return join(parts) or "ninguna observación"


def summary(options: argparse.Namespace, findings: Sequence[Finding]) -> str:
    """Return how many findings a workbook has, and the command that shows them, ready to be typed."""
    counted = f"«{options.libro.name}»: {count_by_severity(findings)}."
    if not findings:
        return counted
    given = (getattr(options, name, None) for name in ("equivalencia", "periodo", "hasta"))
    same = ", con las mismas opciones" if any(one is not None for one in given) else ""
    return f"{counted} Para el detalle: eficacia revisar {quoted(options.libro)}{same}"


def quoted(path: PurePath) -> str:
    """Return a path as it is typed in a console: between quotes where it has spaces or the like.

    >>> from pathlib import PurePosixPath
    >>> quoted(PurePosixPath("poi 2026.xlsx"))
    '"poi 2026.xlsx"'
    """
    shown = str(path)
    return f'"{shown}"' if set(shown) & _TO_QUOTE else shown


def show_findings(findings: Sequence[Finding]) -> None:
    """Print findings grouped by severity, each with what is observed and how to repair it."""
    for severity, group in groupby(findings, key=lambda found: found.severity):
        listed = list(group)
        if is_terminal(sys.stdout):
            _rich_findings(severity, listed)
        else:
            _plain_findings(severity, listed)


def show_accounts(accounts: Sequence[SheetAccount]) -> None:
    """Print how each sheet was read."""
    from workbook.spanish.accounts import account_lines

    say("Cómo se leyó el libro")
    for account in accounts:
        first, *more = account_lines(account)
        say(f"- {first}")
        for line in more:
            say(f"  {line}")
    say()


def show_results(evaluation: Evaluation) -> None:
    """Print OEI, efficacy and label."""
    scale = evaluation.framework.scale
    rows = [
        (
            _name(result.objective.code, result.objective.name),
            percent_text(result.outcome, scale),
            label_text(result.outcome),
        )
        for result in evaluation.objectives
    ]
    if is_terminal(sys.stdout):
        _rich_results(rows)
    else:
        _plain_results(rows)


def show_files(files: Sequence[Saved]) -> None:
    """Print where files are; one that is not where it was wanted is told apart."""
    warn_displaced(files)
    say("Se guardó:" if len(files) == 1 else "Se guardaron:")
    for saved in files:
        say(f"  {saved.path.absolute()}")


def warn_displaced(files: Sequence[Saved]) -> None:
    """Say which results are beside the file that they should have replaced."""
    for saved in files:
        if saved.edited:
            warn(
                f"«{saved.wanted.name}» tiene cambios hechos a mano, o lo escribió otro programa: "
                "no se reemplazó.\n"
                f"El resultado quedó a su lado, como «{saved.path.name}»."
            )
        elif saved.kept:
            warn(
                f"«{saved.wanted.name}» ya existe, y este comando no reemplaza ningún archivo.\n"
                f"El resultado quedó a su lado, como «{saved.path.name}»."
            )
        elif saved.displaced:
            warn(
                f"«{saved.wanted.name}» no se pudo reemplazar: está abierto en otro programa, "
                "es de solo lectura o no se puede leer.\n"
                f"El resultado quedó a su lado, como «{saved.path.name}». "
                "Cierre el archivo y repita el comando si lo quiere con el nombre de siempre."
            )


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Give a function that shows the step on the stream of errors, if that is a terminal."""
    if not is_terminal(sys.stderr):
        yield lambda _step: None
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status("") as status:
        yield lambda step: status.update(Text(step))


def is_terminal(stream: TextIO) -> bool:
    """Tell whether a person is at the other end of a stream."""
    with suppress(ValueError):  # a closed stream
        return stream.isatty()
    return False


def _name(code: str, name: str) -> str:
    return f"{code} {name}".strip() or "Sin OEI"


def _plain_findings(severity: Severity, findings: Sequence[Finding]) -> None:
    from workbook.spanish.messages import repair, title, what

    say(f"{SEVERITY_NAMES[severity]} ({len(findings):,})")
    for found in findings:
        say(f"- {title(found.code)} [{found.code.value}]. {what(found)}")
        say(f"  {repair(found)}")
    say()


def _rich_findings(severity: Severity, findings: Sequence[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from workbook.spanish.messages import repair, title, what

    table = Table(
        title=f"{SEVERITY_NAMES[severity]} ({len(findings):,})", title_style=_STYLES[severity], expand=True
    )
    table.title_justify = "left"
    for name, ratio in (("Observación", 3), ("Cómo corregirlo", 2)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for found in findings:
        heading = Text(f"{title(found.code)}\n", style=_STYLES[severity])
        table.add_row(heading.append(what(found), style="default"), Text(repair(found)), end_section=True)
    Console().print(table)


def _plain_results(rows: Sequence[tuple[str, str, str]]) -> None:
    first = max(len(row[0]) for row in (*rows, _RESULT_HEADERS))
    second = max(len(row[1]) for row in (*rows, _RESULT_HEADERS))
    for name, share, label in (_RESULT_HEADERS, *rows):
        say(f"{name:<{first}}  {share:>{second}}  {label}".rstrip())
    say()


def _rich_results(rows: Sequence[tuple[str, str, str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for name, justify in zip(_RESULT_HEADERS, ("left", "right", "left"), strict=True):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
