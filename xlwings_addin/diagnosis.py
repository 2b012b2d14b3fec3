"""Diagnosis: each thing that users of xlwings trip over, one small pure function of the observed facts."""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Final

from xlwings_addin import policies
from xlwings_addin.install import INTERPRETER, WORKBOOK_FOLDER
from xlwings_addin.probe import Facts, observe
from xlwings_addin.verdicts import Check, fine, warning, wrong

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xlwings_addin.windows import Env

    Rule = Callable[[Facts], Check]

_REINSTALL: Final = "Cierre Excel y abra Instalar.cmd, o ejecute: eficacia complemento instalar"
_AGAIN: Final = "Abra de nuevo Instalar.cmd o, si el Python es suyo, ejecute con él: python -m pip install"
_ELSEWHERE: Final = (
    r"instale en una carpeta sin esas letras: Instalar.cmd C:\Users\Public\eficacia. "
    "Si sigue igual, pida a informática un usuario de Windows sin esas letras."
)
_OLDEST: Final = [3, 11]
_EXCEL_ADDINS: Final = "En Excel: Archivo > Opciones > Complementos"
_INTERNET: Final = 3


def diagnose(env: Env, book: Path | None = None) -> list[Check]:
    """Return a verdict on each thing; `book` is a workbook that gives trouble. Nothing is changed."""
    facts = observe(env, policies.KEYS, book)
    if not facts.settings_path:
        return [system(facts)]
    return [rule(facts) for rule in RULES] + policies.office_policies(facts) + policies.defender(facts)


def system(facts: Facts) -> Check:
    """Judge whether this is a Windows with a user's folders."""
    subject = "Sistema"
    if not facts.on_windows:
        return wrong(
            subject,
            "El complemento funciona en Excel para Windows, y este equipo no lo es.",
            "Aquí puede usar los comandos de la consola: eficacia --help",
        )
    if not facts.settings_path:
        return wrong(
            subject,
            "Windows no dice dónde están las carpetas del usuario (APPDATA, USERPROFILE).",
            "Abra una consola nueva desde el menú Inicio y repita el comando.",
        )
    return fine(subject, f"Windows, eficacia {facts.version}.")


def settings(facts: Facts) -> Check:
    """Judge the file of settings: there, and without the empty lines that VBA stumbles over."""
    subject = "Configuración"
    if facts.settings is None:
        return wrong(subject, f"No existe {facts.settings_path}.", _REINSTALL)
    lines = facts.settings.splitlines()
    if any(not line.strip() for line in lines):
        return wrong(
            subject,
            f"{facts.settings_path} tiene líneas vacías, y Excel deja de leerlo allí.",
            f"Borre las líneas vacías, o repare el archivo. {_REINSTALL}",
        )
    if len(facts.pairs) < len(lines) or INTERPRETER not in facts.pairs:
        return wrong(
            subject,
            f'{facts.settings_path} tiene líneas que no son «"NOMBRE","valor"», o no nombra a Python.',
            _REINSTALL,
        )
    return fine(subject, facts.settings_path)


def workbook_folder(facts: Facts) -> Check:
    """Judge whether Python files beside a workbook are kept out, as they must be."""
    subject = "Carpeta del libro"
    if facts.planted:
        return warning(
            subject,
            f"Junto al libro hay algo que podría tomarse por una parte del programa: {facts.planted[0]}.",
            "Si no lo puso usted, avise a informática. Mueva el libro a otra carpeta.",
        )
    if facts.pairs.get(WORKBOOK_FOLDER, "").lower() != "false" or "PYTHONPATH" in facts.pairs:
        return wrong(
            subject,
            "La configuración deja que Python tome archivos de la carpeta del libro o de otras carpetas.",
            _REINSTALL,
        )
    return fine(subject, "Python no toma archivos de la carpeta del libro.")


def interpreter(facts: Facts) -> Check:
    """Judge the Python that Excel starts: there, it answers, new enough."""
    subject = "Python"
    if not facts.interpreter_exists:
        return wrong(
            subject,
            f"No existe el Python que Excel debe iniciar: {facts.interpreter or 'ninguno'}.",
            f"Vuelva a instalar desde el Python que usa ahora. {_REINSTALL}",
        )
    if not facts.told:
        return wrong(
            subject,
            f"{facts.interpreter} no responde.",
            "Pruebe a abrirlo; si el antivirus lo detiene, pida a informática que lo admita.",
        )
    number = ".".join(map(str, facts.told.get("version", ())))
    if list(facts.told.get("version", ()))[:2] < _OLDEST:
        return wrong(subject, f"Python {number} es demasiado antiguo.", "Instale Python 3.11 o posterior.")
    return fine(subject, f"Python {number}: {facts.interpreter}")


def store_python(facts: Facts) -> Check:
    """Judge whether Python comes from the Microsoft Store, where Excel cannot start it."""
    subject = "Origen de Python"
    if "windowsapps" in facts.interpreter.lower():
        return wrong(
            subject,
            "Python es el de Microsoft Store, que Excel no puede usar.",
            "Instale el de python.org («solo para mí») o use la carpeta de instalación para USB.",
        )
    return fine(subject, "No es el de Microsoft Store.")


def variables(facts: Facts) -> Check:
    """Judge variables of the environment that change what Python imports."""
    subject = "Variables de entorno"
    if facts.variables:
        return warning(
            subject,
            f"Está definida {' y '.join(facts.variables)}: Python puede tomar módulos de otro lugar.",
            "Si ningún otro programa la necesita, bórrela en «Editar las variables de entorno».",
        )
    return fine(subject, "Ninguna cambia de dónde toma Python sus módulos.")


def letters(facts: Facts) -> Check:
    """Judge the path of Python: letters outside ASCII, as in a user's name, are a known cause of failure."""
    subject = "Ruta de Python"
    for path in (facts.interpreter, facts.settings_path):
        if not _is_western(path):
            return wrong(subject, f"Excel no puede leer la ruta {path}.", _ELSEWHERE)
        if not path.isascii():
            return warning(
                subject,
                f"La ruta tiene tildes o eñes, y en algunos equipos Excel no la entiende: {path}.",
                f"Solo si las fórmulas muestran #¡VALOR!: {_ELSEWHERE}",
            )
    return fine(subject, "Solo tiene letras sin tilde ni eñe.")


def _is_western(path: str) -> bool:
    try:
        path.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def program(facts: Facts) -> Check:
    """Judge whether the pinned Python has this program."""
    subject = "Programa"
    if not facts.told:
        return _unanswered(subject)
    if "xlwings_addin" not in facts.told:
        return wrong(
            subject,
            f"Ese Python no tiene el programa: {facts.told.get('xlwings_addin!', 'no se pudo importar')}.",
            f"Instálelo en ese Python, o vuelva a instalar desde el que lo tiene. {_REINSTALL}",
        )
    return fine(subject, "El Python de Excel tiene el programa.")


def pywin32(facts: Facts) -> Check:
    """Judge whether pywin32 can be imported; without it xlwings defines no function and says nothing."""
    if not facts.told:
        return _unanswered("pywin32")
    if "pythoncom" not in facts.told:
        return wrong(
            "pywin32",
            f"No se puede importar: {facts.told.get('pythoncom!', 'falta')}.",
            f"{_AGAIN} --force-reinstall pywin32",
        )
    return fine("pywin32", "Se puede importar.")


def xlwings_version(facts: Facts) -> Check:
    """Judge whether xlwings is of the version that the add-in names in its VBA."""
    has, wants = str(facts.told.get("xlwings", "")), facts.addin_dll
    if not facts.told:
        return _unanswered("xlwings")
    if not has:
        return wrong(
            "xlwings",
            f"No se puede importar: {facts.told.get('xlwings!', 'falta')}.",
            f"{_AGAIN} xlwings=={wants}" if wants else _REINSTALL,
        )
    if not wants:
        return warning("xlwings", f"{has}; no se pudo leer cuál necesita el complemento.", _REINSTALL)
    if has != wants:
        return wrong(
            "xlwings",
            f"El complemento necesita xlwings {wants} y Python tiene {has}.",
            f"{_AGAIN} xlwings=={wants}",
        )
    return fine("xlwings", f"{has}, la que el complemento necesita.")


def _unanswered(subject: str) -> Check:
    return warning(subject, "No se pudo comprobar, porque Python no responde.", "Repare primero «Python».")


def dll(facts: Facts) -> Check:
    """Judge whether xlwings' DLL lies where VBA looks for it, for the bits of this Excel."""
    subject = "DLL de xlwings"
    bits = facts.excel_machine if facts.excel_machine == "32" else "64"
    name = f"xlwings{bits}-{facts.addin_dll or facts.told.get('xlwings', '')}.dll"
    if name not in facts.dlls:
        return wrong(
            subject,
            f"Falta {name} junto a {facts.interpreter or 'Python'}.",
            "Instale el programa en un entorno propio (docs/instalacion.md). "
            "Si la DLL vuelve a desaparecer, el antivirus la retira: pida a informática que la admita.",
        )
    return fine(subject, f"{name} está donde Excel la busca.")


def bits(facts: Facts) -> Check:
    """Judge Excel and Python of different machines; 32 and 64 bits work together through xlwings' DLL."""
    subject = "32 o 64 bits"
    python = str(facts.told.get("bits", ""))
    if str(facts.told.get("machine", "")).upper() == "ARM64" or facts.excel_machine == "ARM64":
        return wrong(
            subject,
            "Excel o Python son para procesadores ARM, y xlwings no tiene DLL para ellos.",
            "Use un equipo con procesador Intel o AMD, o los comandos «eficacia» fuera de Excel.",
        )
    if facts.excel_machine and python and facts.excel_machine != python:
        return warning(
            subject,
            f"Excel es de {facts.excel_machine} bits y Python de {python}. Suele funcionar.",
            f"Si las fórmulas muestran #¡VALOR!, instale un Python de {facts.excel_machine} bits.",
        )
    return fine(subject, f"Excel: {facts.excel_machine or 'no se sabe'}; Python: {python or 'no se sabe'}.")


def excel(facts: Facts) -> Check:
    """Judge which Excel is here; that of the Microsoft Store cannot be driven."""
    if not facts.excel:
        return warning("Excel", "No se encontró Excel en este equipo.", "Instale Excel 2016 o posterior.")
    if "windowsapps" in facts.excel.lower():
        return wrong(
            "Excel",
            "Excel es el de Microsoft Store, y otros programas no pueden comunicarse con él.",
            "Desinstálelo e instale Office desde office.com o con el instalador de su entidad.",
        )
    return fine("Excel", facts.excel)


def processes(facts: Facts) -> Check:
    """Judge several Excels at a time: one without a window keeps files in use."""
    subject = "Excel abiertos"
    if facts.excels_running > 1:
        return warning(
            subject,
            f"Hay {facts.excels_running} procesos de Excel a la vez.",
            "Si ve una sola ventana, guarde, cierre Excel y termine los EXCEL.EXE que queden en el "
            "Administrador de tareas.",
        )
    return fine(subject, "Uno." if facts.excels_running else "Ninguno.")


def addin(facts: Facts) -> Check:
    """Judge whether the add-in lies in XLSTART and is the one of this version."""
    subject = "Complemento"
    if facts.addin is None:
        return wrong(subject, f"No existe {facts.addin_path}.", _REINSTALL)
    if facts.addin != facts.own_addin:
        return wrong(subject, "El complemento instalado es de otra versión.", _REINSTALL)
    if facts.disabled:
        return wrong(
            subject,
            "Excel lo deshabilitó porque una vez se cerró mal.",
            f"{_EXCEL_ADDINS} > Administrar: Elementos deshabilitados > Ir > Habilitar.",
        )
    return fine(subject, facts.addin_path)


def startup_folder(facts: Facts) -> Check:
    """Judge whether XLSTART is on a network, where Excel may not trust it."""
    subject = "Carpeta XLSTART"
    if PureWindowsPath(facts.addin_path).drive.startswith("\\\\"):
        return warning(
            subject,
            "Está en la red, y Excel no siempre confía en carpetas de red.",
            "Si la pestaña no aparece, pida a informática que la admita como ubicación de confianza.",
        )
    return fine(subject, "Está en este equipo.")


def mark_of_the_web(facts: Facts) -> Check:
    """Judge whether Windows has marked the add-in as downloaded; Excel then blocks it without a word."""
    subject = "Marca de internet"
    if facts.zone >= _INTERNET:
        return wrong(
            subject,
            "Windows marcó el complemento como descargado de internet, y Excel lo bloquea.",
            "En el Explorador: clic derecho sobre el archivo > Propiedades > Desbloquear. O bien: "
            + _REINSTALL,
        )
    return fine(subject, "El complemento no la tiene.")


def namesakes(facts: Facts) -> Check:
    """Judge add-ins of the same name in other places: Excel opens only one of them."""
    subject = "Otro complemento igual"
    if facts.others:
        return warning(
            subject,
            f"Hay otro con el mismo nombre: {facts.others[0]}. Excel abre uno solo, y las fórmulas pueden "
            "quedar unidas al otro.",
            f"{_EXCEL_ADDINS} > Ir; quite la marca, cierre Excel y borre ese archivo.",
        )
    return fine(subject, "No hay otro.")


def list_separator(facts: Facts) -> Check:
    """Say how a formula is written on this machine, and judge separators that cannot be told apart."""
    subject = "Separador de listas"
    mark = facts.list_separator or ","
    if facts.list_separator and facts.list_separator == facts.decimal_separator:
        return warning(
            subject,
            f"Windows usa «{mark}» para separar listas y también para los decimales.",
            "En Configuración regional > Configuración adicional, elija «;» como separador de listas.",
        )
    return fine(subject, f"En este equipo se escribe =EFICACIA(B2{mark}C2).")


RULES: Final[tuple[Rule, ...]] = (
    system,
    interpreter,
    store_python,
    letters,
    variables,
    program,
    pywin32,
    xlwings_version,
    dll,
    excel,
    bits,
    processes,
    settings,
    workbook_folder,
    addin,
    startup_folder,
    mark_of_the_web,
    namesakes,
    list_separator,
)
"""The checks in the order in which a person would repair things."""
