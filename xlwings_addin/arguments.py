"""The words of the command line: commands and options."""

from __future__ import annotations

import argparse
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from workbook.domain.efficacy import Method
from workbook.domain.evaluation import Request
from xlwings_addin.optionvalues import date, file_named, file_to_read, method, month, period, year

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbook.domain.equivalence import Equivalence

PROGRAM: Final = "eficacia"

_DESCRIPTION: Final = (
    "Del libro de planeamiento (POI) al informe de evaluación: revisa los datos,\n"
    "calcula la eficacia por actividad, unidad, AEI y OEI, y redacta el informe en Word."
)
_EPILOG: Final = """\
Para empezar: «eficacia demo» crea un libro de ejemplo con su informe.
Para ver las opciones de un comando: «eficacia informe --help».

Al terminar, el programa devuelve: 0, todo bien; 1, hay errores en los datos
(el resultado se escribe igual); 2, el libro no se puede usar; 3, no se pudo guardar."""
_PERIOD: Final = (
    "periodo que se evalúa: Anual, «I Semestre», «Al III Trimestre», «enero a abril»… "
    "(si no se indica, el de la hoja Parámetros)"
)
_UNTIL: Final = "último mes que se cuenta, por ejemplo febrero (si no se indica, el de la hoja Parámetros)"
_SINCE: Final = (
    "libro del año anterior, o exportación del aplicativo CEPLAN: de ahí salen PEI, unidades y actividades "
    "(del año anterior, sin ejecución)"
)
_REPR: Final = re.compile(r"'([^'\n]*)'")
ANY_BOOK: Final = "libro de planeamiento (.xlsx, .xlsm, .xlsb, .xls u .ods) o reporte del Aplicativo CEPLAN"
BOOK_TO_COPY: Final = "libro de planeamiento (.xlsx o .xlsm)"
"""Of a command that writes a copy of the workbook inside its package."""
_CLOSE: Final = 0.8
"""How alike a word and an option must be (difflib's ratio) for one to be taken as meant."""
_METHOD: Final = (
    f"cómo se calcula la eficacia: {', '.join(method.value for method in Method)} "
    "(si no se indica, el de la hoja Parámetros)"
)


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence and how to see the help.

    `late` fills it in when it is first used, so that its modules are imported only then.
    """

    late: Callable[[Parser], None] | None = None

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - handed on to argparse as they come
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **settings)
        self.register("action", None, _Once)

    def complete(self) -> Parser:
        """Fill in what was left for later."""
        late, self.late = self.late, None
        if late is not None:
            late(self)
        return self

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - as argparse has it
        """Parse, complete; what is not known is refused here, where the command and its options are known."""
        found, unknown = argparse.ArgumentParser.parse_known_args(self.complete(), args, namespace)
        if unknown:
            self.error(f"no se reconoce: {' '.join(unknown)}{self._meant(unknown)}")
        return found, unknown

    def _meant(self, unknown: Sequence[str]) -> str:
        from difflib import get_close_matches

        options = [word.partition("=")[0] for word in unknown if word.startswith("-")]
        close = [
            near
            for word in options
            for near in get_close_matches(word, self._option_string_actions, 1, _CLOSE)
        ]
        return f" (¿quiso escribir {' '.join(close)}?)" if close else ""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and leave with 2."""
        message = _REPR.sub(r"«\1»", message)  # argparse quotes what it lists as Python does
        self.exit(2, f"{self.prog}: {message.rstrip('.')}.\nVea las opciones con: {self.prog} --help\n")


class _Once(argparse.Action):
    """What keeps a value: an option that is written twice is refused, for only one of the two could count."""

    _given = False

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - as argparse calls it
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if self._given and option_string is not None:
            raise argparse.ArgumentError(self, "está dos veces, y no se sabe cuál vale. Escriba solo una")
        self._given = True
        setattr(namespace, self.dest, values)


class _Version(argparse.Action):
    """`--version`: looks the version up only when asked for it."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version(PROGRAM)
        except PackageNotFoundError:  # run from a folder, not installed
            number = "sin instalar"
        sys.stdout.write(f"{PROGRAM} {number}\n")
        parser.exit()


def command_line() -> Parser:
    """Return the parser of the whole command line."""
    parser = Parser(prog=PROGRAM, description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("--version", action=_Version, nargs=0, help="muestra la versión y termina")
    _debugging(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMANDO", title="comandos", parser_class=Parser)
    for name, (summary, fill) in _COMMANDS.items():
        one = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        fill(one)
        _debugging(one)
    return parser


def request_of(options: argparse.Namespace) -> Request:
    """Return what the options ask of the evaluation."""
    return Request(
        getattr(options, "metodo", None),
        options.periodo,
        options.hasta,
        getattr(options, "equivalencia", None),
    )


def _debugging(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--depurar",
        action="store_true",
        default=argparse.SUPPRESS,
        help="si algo falla, muestra el detalle técnico para soporte",
    )


def book_argument(parser: argparse.ArgumentParser, what: str = ANY_BOOK) -> None:
    """Add the workbook of a command; `what` tells which formats it takes."""
    parser.add_argument("libro", metavar="LIBRO", type=file_to_read, help=what)


def equivalence_option(parser: argparse.ArgumentParser) -> None:
    """Add the file that tells what the columns of a workbook hold."""
    parser.add_argument(
        "--equivalencia",
        metavar="ARCHIVO.toml",
        type=equivalence_file,
        help="qué contiene cada columna de un libro que no se debe cambiar "
        "(«eficacia revisar LIBRO --proponer-equivalencia» escribe un borrador)",
    )


def equivalence_file(text: str) -> Equivalence:
    """Return what the file of an option says of columns."""
    from xlwings_addin.equivalence_cli import read_file

    return read_file(Path(text))


def evaluation_options(parser: argparse.ArgumentParser, *, methods: bool = True) -> None:
    """Add what may be asked of an evaluation: period, last month, method."""
    equivalence_option(parser)
    if methods:
        parser.add_argument("--metodo", metavar="MÉTODO", type=method, help=_METHOD)
    parser.add_argument("--periodo", metavar="PERIODO", type=period, help=_PERIOD)
    parser.add_argument("--hasta", metavar="MES", type=month, help=_UNTIL)


def _output(parser: argparse.ArgumentParser, ending: str, default: str) -> None:
    parser.add_argument(
        "-o",
        dest="salida",
        metavar=f"ARCHIVO{ending}",
        type=file_named(ending),
        help=f"archivo que se escribe (si no se indica, {default}, junto al libro)",
    )


def json_option(parser: argparse.ArgumentParser) -> None:
    """Add --json."""
    parser.add_argument(
        "--json", action="store_true", help="escribe el resultado como JSON, para otros programas"
    )


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--carpeta",
        metavar="CARPETA",
        type=Path,
        default=Path("demo"),
        help="carpeta donde se escribe (si no se indica, demo)",
    )


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("libro", metavar="LIBRO.xlsx", type=file_named(".xlsx"), help="libro que se crea")
    parser.add_argument("--entidad", metavar="ENTIDAD", default="", help="nombre de la entidad")
    parser.add_argument("--anio", metavar="AAAA", type=year, help="año del plan")
    parser.add_argument(
        "--meses", action="store_true", help="con columnas para programar y ejecutar mes por mes"
    )
    parser.add_argument("--desde", metavar="ANTERIOR", type=file_to_read, help=_SINCE)
    equivalence_option(parser)


def _review(parser: argparse.ArgumentParser) -> None:
    book_argument(parser)
    json_option(parser)
    parser.add_argument(
        "--proponer-equivalencia",
        action="store_true",
        help="escribe equivalencia-<libro>.toml, un borrador de qué contiene cada columna, y termina",
    )
    parser.add_argument(
        "--lectura",
        action="store_true",
        help="dice también cómo se leyó cada hoja: forma, columnas, filas usadas y filas dejadas de lado",
    )
    evaluation_options(parser, methods=False)


def _consolidate(parser: argparse.ArgumentParser) -> None:
    book_argument(parser)
    _output(parser, ".xlsx", "<libro>-consolidado.xlsx")
    json_option(parser)
    evaluation_options(parser)


def _report(parser: argparse.ArgumentParser) -> None:
    from xlwings_addin import report_cli

    book_argument(parser)
    _output(parser, ".docx", "informe-<libro>.docx")
    parser.add_argument(
        "--fecha", metavar="AAAA-MM-DD", type=date, help="fecha que lleva el informe (si no se indica, hoy)"
    )
    parser.add_argument(
        "--sustento",
        action="store_true",
        help="escribe también sustento-<libro>.docx: observaciones y origen de cada cifra",
    )
    report_cli.register(parser)
    evaluation_options(parser)


def _late(module: str) -> Callable[[argparse.ArgumentParser], None]:
    """Return what fills a parser in with the options of a module of this package, when it is first used."""

    def fill(parser: argparse.ArgumentParser) -> None:
        assert isinstance(parser, Parser)  # noqa: S101 - for the type checker
        parser.late = _fill_from_module

    def _fill_from_module(parser: Parser) -> None:
        import_module(f"{__package__}.{module}").fill(parser)

    return fill


def add_verbs(parser: argparse.ArgumentParser, *registers: Callable[[Any], None]) -> None:
    """Give a command verbs of its own (`eficacia complemento instalar`); each of `registers` adds some."""
    verbs = parser.add_subparsers(
        dest="verb", metavar="ACCIÓN", title="acciones", parser_class=Parser, required=True
    )
    for register in registers:
        register(verbs)
    for one in verbs.choices.values():
        _debugging(one)


LATE_COMMANDS: Final = {
    "publicar": (
        "publishing_cli",
        "prepara la versión para publicar de un informe, con PDF y cifras",
    ),
    "ficha": ("unitsheets_cli", "escribe una página por unidad: sus AEI, resultados y motivos que faltan"),
    "formatos": (
        "formats_cli",
        "envía los formatos a las unidades, recibe los que vuelven y dice cuáles faltan",
    ),
    "cerrar": ("closing_cli", "cierra un periodo: copia fechada, meses marcados, resultados guardados"),
    "periodo": ("newperiod_cli", "prepara el libro del periodo que sigue al que se cerró"),
    "comparar": (
        "comparing_cli",
        "dice qué cambió de un libro a otro: actividades, metas, ejecución, indicadores",
    ),
    "verificar": ("verify_cli", "busca errores en un informe de Word, también en uno escrito a mano"),
    "complemento": ("complement_cli", "instala, revisa o construye el complemento de Excel"),
}
"""Commands whose module is imported only when they are used: `fill` takes the parser, `run` the options."""

_COMMANDS: Final[dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]]] = {
    "demo": ("crea un libro de ejemplo, su consolidado y sus informes", _demo),
    "nuevo": ("crea un libro de planeamiento, en blanco o desde otro", _new),
    "revisar": ("revisa los datos de un libro y dice qué corregir y dónde", _review),
    "consolidar": ("calcula la eficacia y escribe el consolidado y el tablero en otro libro", _consolidate),
    "informe": ("redacta el informe de evaluación en Word", _report),
    **{name: (summary, _late(module)) for name, (module, summary) in LATE_COMMANDS.items()},
}


def parse(parser: Parser, words: Sequence[str] | None) -> argparse.Namespace:
    """Return the options; `depurar` is there whatever the place it was written in."""
    options = parser.parse_args(words)
    options.depurar = getattr(options, "depurar", False)
    return options
