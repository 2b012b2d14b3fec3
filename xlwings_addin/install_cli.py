"""`eficacia complemento instalar | desinstalar | diagnostico | paquete`: words in, Spanish out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlwings_addin import screen
from xlwings_addin.arguments import PROGRAM
from xlwings_addin.install import CannotInstall, Outcome, install, places, uninstall
from xlwings_addin.verdicts import Check, Verdict, warning, worst
from xlwings_addin.windows import here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xlwings_addin.install import Step
    from xlwings_addin.windows import Env

FINE: Final = 0
FAULTS: Final = 1
UNUSABLE: Final = 2
NOT_WRITTEN: Final = 3

_COMPLEMENT: Final = f"{PROGRAM} complemento"
_DONE: Final = {
    True: {Outcome.DONE: "Se instaló", Outcome.ALREADY: "Ya estaba"},
    False: {Outcome.DONE: "Se quitó", Outcome.ALREADY: "Ya no estaba"},
}
_NOT_DONE: Final = {
    Outcome.LEFT: "No se tocó {subject}, porque cambió después de instalarlo o lo puso otra persona: {path}\n"
    "  Si no lo necesita, cierre Excel y bórrelo a mano.",
    Outcome.LOCKED: "No se pudo cambiar {subject}, porque está en uso: {path}\n"
    "  Cierre todas las ventanas de Excel y repita el comando. Si no ve ninguna, termine EXCEL.EXE en el "
    "Administrador de tareas.",
    Outcome.FAILED: "No se pudo escribir {subject}: {path}\n"
    "  Vea si hay espacio en el disco y si usted puede escribir en esa carpeta.",
}
_CANNOT_INSTALL: Final = {
    "system": "El complemento se instala en Windows, con Excel. En este equipo puede usar los comandos de la "
    f"consola: {PROGRAM} --help",
    "folders": "Windows no dice dónde están las carpetas del usuario (APPDATA, USERPROFILE).\n"
    "Abra una consola nueva desde el menú Inicio y repita el comando.",
    "letters": "La ruta de Python tiene letras que Excel no puede leer: {detail}\n"
    r"Instale el programa en una carpeta sin ellas, por ejemplo C:\Users\Public\eficacia.",
}
_CANNOT_PACKAGE: Final = {
    "zip": "No se puede leer «{detail}» como archivo .zip. Descárguelo de nuevo de python.org.",
    "embeddable": "«{detail}» no es el Python que hace falta. En python.org elija, para Windows, "
    "«embeddable package (64-bit)».",
    "version": "Ese Python es {detail}, y hace falta 3.11 o posterior.",
    "bits": "«{detail}» no es el Python de 64 bits para Intel y AMD. En python.org elija "
    "«embeddable package (64-bit)».",
    "occupied": "«{detail}» ya existe y tiene otras cosas; no se tocó. Indique una carpeta nueva.",
    "sheet": f"A esta instalación de {PROGRAM} le falta la hoja para informática ({{detail}}). Reinstálela.",
}


def register(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add the four verbs to those of `eficacia complemento`."""
    for name, (summary, fill, _handler) in _VERBS.items():
        fill(verbs.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}."))


def run_install(_options: argparse.Namespace, env: Env | None = None) -> int:
    """Install the add-in for this user."""
    return _steps(install, env or here(), installing=True)


def run_uninstall(_options: argparse.Namespace, env: Env | None = None) -> int:
    """Remove what was installed."""
    return _steps(uninstall, env or here(), installing=False)


def _steps(action: Callable[[Env], list[Step]], env: Env, *, installing: bool) -> int:
    try:
        steps = action(env)
    except CannotInstall as problem:
        screen.warn(_CANNOT_INSTALL[problem.reason].format(detail=problem.detail))
        return UNUSABLE
    for step in steps:
        _show_step(step, installing=installing)
    if not all(step.fine for step in steps):
        return NOT_WRITTEN
    screen.say(_closing(env, steps, installing=installing))
    return FINE


def _show_step(step: Step, *, installing: bool) -> None:
    if step.fine:
        screen.say(f"{_DONE[installing][step.outcome]} {step.subject}: {step.path}")
    else:
        screen.warn(_NOT_DONE[step.outcome].format(subject=step.subject, path=step.path))


def _closing(env: Env, steps: Sequence[Step], *, installing: bool) -> str:
    if not installing:
        return "El complemento ya no está en Excel." if steps else "No había nada instalado."
    running = "excel.exe" in env.windows.processes()
    then = "Cierre Excel y vuelva a abrirlo" if running else "Abra Excel"
    return f"{then}: debe aparecer la pestaña «Evaluación POI». Si no aparece: {_COMPLEMENT} diagnostico"


def run_diagnosis(
    options: argparse.Namespace,
    env: Env | None = None,
    in_excel: Callable[[Env], list[Check]] | None = None,
) -> int:
    """Show a verdict on each thing, then those of the self-test inside Excel."""
    from xlwings_addin.diagnosis import diagnose

    env = env or here()
    checks = diagnose(env, options.libro)
    _show_checks(checks)
    if not options.sin_excel:
        more = _inside(env, checks, in_excel or try_in_excel)
        _show_checks(more)
        checks += more
    screen.say(_summary(checks))
    return FAULTS if worst(checks) is Verdict.WRONG else FINE


def _inside(env: Env, checks: list[Check], in_excel: Callable[[Env], list[Check]]) -> list[Check]:
    if worst(checks) is Verdict.WRONG:
        subject = "Prueba en Excel"
        return [warning(subject, "No se hizo, porque hay algo mal arriba.", "Repárelo y repita el comando.")]
    if not any(check.subject == "Excel" and check.verdict is Verdict.FINE for check in checks):
        return []
    screen.say("Ahora se abre otro Excel y se prueba todo en él. Si muestra un mensaje, acéptelo.")
    return in_excel(env)


def try_in_excel(env: Env) -> list[Check]:
    """Run the self-test on a copy of the example, in a folder that is removed after."""
    import tempfile

    from workbook.example import example_plan
    from workbook.hosts.newfile import render
    from workbook.template import planning_workbook
    from xlwings_addin.selftest import ThisExcel, self_test

    with tempfile.TemporaryDirectory(prefix=f"{PROGRAM}-", ignore_cleanup_errors=True) as folder:
        book = Path(folder, "prueba.xlsx")
        book.write_bytes(render(planning_workbook(example_plan())))
        return self_test(ThisExcel, places(env.windows).addin, book)


def _show_checks(checks: Sequence[Check]) -> None:
    for check in checks:
        screen.say(f"{check.verdict.value:<8}  {check.subject}: {check.what}")
        if check.repair:
            screen.say(f"{'':<8}  → {check.repair}")


def _summary(checks: Sequence[Check]) -> str:
    numbers = [(verdict, sum(check.verdict is verdict for check in checks)) for verdict in Verdict]
    return "\n" + " · ".join(f"{verdict.value}: {number}" for verdict, number in numbers)


def run_package(options: argparse.Namespace, env: Env | None = None) -> int:
    """Make the folder for a USB stick."""
    from xlwings_addin.output import CouldNotSave
    from xlwings_addin.usbpackage import CannotPackage, make_package
    from xlwings_addin.wheels import NoWheels, UnsafeArchive

    addin = (env or here()).addin()
    try:
        with screen.progress() as step:
            step("Reuniendo Python y los paquetes…")
            made = make_package(options.python, options.salida, addin, options.ruedas)
    except CannotPackage as problem:
        screen.warn(_CANNOT_PACKAGE[problem.reason].format(detail=problem.detail))
        return UNUSABLE
    except UnsafeArchive as problem:
        screen.warn(
            f"«{problem.archive}» intenta escribir fuera de su carpeta ({problem.member}).\n"
            "No se desempaquetó. Consiga el archivo de nuevo, de su lugar de origen."
        )
        return UNUSABLE
    except NoWheels as problem:
        screen.warn("\n".join(_no_wheels(problem.said, options.ruedas)))
        return UNUSABLE
    except OSError as problem:
        raise CouldNotSave(options.salida, "other") from problem
    screen.say(f"Se guardó, con Python {made.python} y {len(made.wheels)} paquetes:")
    screen.say(f"  {made.folder.absolute()}")
    screen.say("Copie la carpeta entera a la memoria USB. En la otra computadora, abra Instalar.cmd.")
    return FINE


def _no_wheels(said: str, source: Path | None) -> Iterator[str]:
    if "No module named pip" in said:
        yield "Este Python no tiene pip, que hace falta para reunir los paquetes."
        yield "Use un Python instalado desde python.org."
    elif source is None:
        yield "No se pudieron descargar los paquetes para Windows. ¿Hay internet?"
        yield "Si los tiene en una carpeta, indíquela con --ruedas CARPETA."
    else:
        yield f"En «{source}» falta algún paquete para Windows, o es de otra versión."
    yield f"pip dice:\n{said}"


def _nothing(_parser: argparse.ArgumentParser) -> None:
    """Take no option."""


def _diagnosis_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--libro", metavar="LIBRO", type=Path, help="libro que da problemas: se revisa también su carpeta"
    )
    parser.add_argument("--sin-excel", action="store_true", help="no abre Excel para probar en él")


def _package_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--python",
        metavar="EMBEDDABLE.zip",
        type=Path,
        required=True,
        help="el «Windows embeddable package (64-bit)» de python.org",
    )
    parser.add_argument(
        "-o", dest="salida", metavar="CARPETA", type=Path, required=True, help="carpeta que se crea"
    )
    parser.add_argument(
        "--ruedas",
        metavar="CARPETA",
        type=Path,
        help="carpeta con los paquetes para Windows (.whl); si no se indica, se descargan con pip",
    )


_VERBS: Final[dict[str, tuple[str, Callable[[argparse.ArgumentParser], None], Callable[..., int]]]] = {
    "instalar": ("instala el complemento en el Excel de este usuario", _nothing, run_install),
    "desinstalar": ("quita lo que se instaló, y nada más", _nothing, run_uninstall),
    "diagnostico": (
        "comprueba la instalación punto por punto y dice cómo reparar lo que falte",
        _diagnosis_options,
        run_diagnosis,
    ),
    "paquete": (
        "prepara una carpeta para instalar desde una memoria USB, sin administrador ni internet",
        _package_options,
        run_package,
    ),
}

HANDLERS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    name: handler for name, (_, _, handler) in _VERBS.items()
}
