"""What Excel's buttons say and ask: what happened, where, how to repair it; Spanish, for a planner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.errors import UnusablePlan
from workbook.domain.findings import Code
from workbook.host import UnusableBook
from workbook.hosts.livewrite import ForeignSheet, ProtectedPart
from workbook.spanish.messages import could_not_save, message, unusable_book
from workbook.spanish.reportmessages import unusable_report
from xlwings_addin.live_units import NotOurTemplate
from xlwings_addin.output import CouldNotSave

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbook.domain.findings import Finding
    from workbook.hosts.com import XlApp

TITLE: Final = "Evaluación POI"

_EDITING: Final = frozenset(
    {
        -2146777998,  # 0x800AC472: a cell is being edited
        -2147418111,  # RPC_E_CALL_REJECTED
        -2147417846,  # RPC_E_SERVERCALL_RETRYLATER
    }
)
_GONE: Final = frozenset({-2147023174, -2147417848})  # the server is not there any more; disconnected
_TOLD: Final = 3
_FOLDERS: Final = 4
_CHOSEN: Final = -1
_LONGEST: Final = 1_500

BUSY: Final = (
    "Excel está ocupado: hay una celda en edición o un cuadro de diálogo abierto.\n\n"
    "Presione Entrar (o Esc) para terminar de editar la celda, cierre los cuadros abiertos y vuelva a "
    "presionar el botón. Su libro no cambió."
)
CLOSED: Final = "Excel o el libro se cerró mientras se trabajaba. Ábralo y vuelva a presionar el botón."
NO_BOOK: Final = (
    "No hay ningún libro abierto.\n\nAbra el libro de planeamiento (si dice «Vista protegida», presione "
    "«Habilitar edición») y vuelva a presionar el botón."
)
STRUCTURE: Final = (
    "El libro tiene protegida su estructura y no se le pueden agregar ni reescribir hojas.\n\n"
    "En la cinta, vaya a Revisar, «Proteger libro», escriba la contraseña para quitar la protección y vuelva "
    "a presionar el botón. Después puede protegerlo otra vez."
)
SHEET: Final = (
    "La hoja «{name}» está protegida y no se puede escribir en ella.\n\n"
    "Haga clic derecho en su pestaña, elija «Desproteger hoja» y vuelva a presionar el botón."
)
FOREIGN: Final = (
    "En el libro hay una hoja «{name}» que no hizo este programa, y no se toca.\n\n"
    "Póngale otro nombre (doble clic en su pestaña) y vuelva a presionar el botón."
)
NO_TEMPLATE: Final = (
    "En este libro no se puede agregar una unidad: no tiene las hojas del libro de planeamiento (la tabla "
    "Unidades y la hoja de alguna unidad).\n\n"
    "Abra el libro de planeamiento, o cree uno con «Nuevo libro POI», y vuelva a presionar el botón."
)
REFUSED: Final = (
    "Excel no permitió el cambio{detail}.\n\n"
    "Revise que el libro no esté protegido, compartido ni abierto como solo lectura, y vuelva a presionar el "
    "botón. Sus datos no cambiaron."
)
READ_ONLY: Final = (
    "El libro está abierto como solo lectura: lo que se escriba en él no se podrá guardar con el mismo "
    "nombre.\n\n"
    "Elija Sí para continuar (luego podrá guardarlo con otro nombre) o No para cancelar."
)
UNEXPECTED: Final = (
    "El programa falló y no es por algo que usted hizo ({kind}).\n\n"
    "Sus datos no cambiaron. Envíe a soporte el libro, el botón que presionó y este mensaje."
)
NOTHING_FOUND: Final = (
    "No hay observaciones: los datos están listos para «Consolidar» y «Generar informe Word»."
)
NOTHING_TO_REPAIR: Final = (
    "En este libro no hay fórmulas ni vínculos del complemento que reparar.\n\n"
    "Una celda que muestra #¿NOMBRE? tiene mal escrito el nombre de la función, o es de otro complemento; "
    "una que muestra #¡REF! perdió las celdas que usaba. Escríbala de nuevo."
)
FOUND: Final = (
    "Hay {counted}.\n\nLa hoja Observaciones dice, de lo más grave a lo más leve, qué corregir, dónde y cómo."
)
GUIDE: Final = (
    "1. «Nuevo libro POI» crea el libro, en blanco o con el plan que ya tiene. Complete Parámetros, PEI y "
    "Unidades.\n"
    "2. En la hoja de cada unidad, elija la AEI y escriba lo programado y lo ejecutado; donde no se alcanzó "
    "la meta, el motivo.\n"
    "3. «Revisar datos» escribe Observaciones: qué corregir, dónde y cómo.\n"
    "4. «Consolidar» escribe Consolidado, Por unidad y Tablero.\n"
    "5. «Generar informe Word» redacta el informe con los datos del momento.\n"
    "6. «Verificar informe…» busca errores en un informe de Word, también en uno escrito a mano.\n\n"
    "En una celda puede escribir =EFICACIA(B2;C2); si su Excel separa con coma, =EFICACIA(B2,C2). "
    "«Ver origen de la cifra» lleva de un resultado a las celdas de donde sale.\n\n"
    "Si una celda muestra #¿NOMBRE?, use «Reparar vínculos y fórmulas»."
)


class Dialogs:
    """Message boxes over Excel; `app` is xlwings' App."""

    def __init__(self, app: XlApp) -> None:
        self._app = app

    def tell(self, text: str) -> None:
        """Say something."""
        self._app.alert(_shown(text), TITLE, "ok", "info")

    def warn(self, text: str) -> None:
        """Say that something could not be done."""
        self._app.alert(_shown(text), TITLE, "ok", "critical")

    def agrees(self, question: str) -> bool:
        """Ask a question; whether the answer is yes."""
        return bool(self._app.alert(_shown(question), TITLE, "yes_no", "info") == "yes")

    def text(self, question: str, given: str = "") -> str | None:
        """Ask for a text; None where the planner cancels or leaves it blank."""
        answer = self._app.api.InputBox(question, TITLE, given, None, None, None, None, 2)
        return answer.strip() or None if isinstance(answer, str) else None

    def which_file(self, kind: str, *endings: str, title: str = TITLE) -> Path | None:
        """Ask for a file that exists; None where the planner cancels."""
        from pathlib import Path

        answer = self._app.api.GetOpenFilename(_filter(kind, endings), 1, title)
        return Path(answer) if isinstance(answer, str) else None

    def where_to_save(self, name: str, kind: str, ending: str) -> Path | None:
        """Ask where to save a file; None where the planner cancels."""
        from pathlib import Path

        answer = self._app.api.GetSaveAsFilename(name, f"{kind} (*{ending}),*{ending}", 1, TITLE)
        if not isinstance(answer, str):
            return None
        path = Path(answer)
        return path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")

    def folder(self, title: str) -> Path | None:
        """Ask for a folder; None where the planner cancels."""
        from pathlib import Path

        picker = self._app.api.FileDialog(_FOLDERS)
        picker.Title = title
        if picker.Show() != _CHOSEN:
            return None
        return Path(str(picker.SelectedItems(1)))

    def files(self, kind: str, endings: Sequence[str]) -> list[Path]:
        """Ask for files; none where the planner cancels."""
        from pathlib import Path

        wanted = _filter(kind, endings)
        answer = self._app.api.GetOpenFilename(wanted, 1, TITLE, None, True)  # noqa: FBT003 - Excel's order
        return [Path(str(name)) for name in answer] if isinstance(answer, tuple | list) else []


def _filter(kind: str, endings: Sequence[str]) -> str:
    """Return which files a dialog offers, as Excel wants it said."""
    wanted = ";".join(f"*{ending}" for ending in endings)
    return f"{kind} ({wanted}),{wanted}"


def placeholders(findings: Sequence[Finding]) -> str:
    """Return what is wrong with the placeholders of the entity's template ("" for nothing)."""
    unknown = [found for found in findings if found.code is Code.UNKNOWN_PLACEHOLDER]
    more = f"\n\nY otros {len(unknown) - _TOLD}." if len(unknown) > _TOLD else ""
    return "\n\n".join(map(message, unknown[:_TOLD])) + more


def explained(problem: BaseException) -> str:
    """Return what happened, where, and how to repair it.

    >>> explained(ProtectedPart("Tablero")).partition(".")[0]
    'La hoja «Tablero» está protegida y no se puede escribir en ella'
    """
    return _of_input(problem) or _of_excel(problem) or UNEXPECTED.format(kind=_kind(problem))


def _of_input(problem: BaseException) -> str:
    """Return what a problem of our own naming means ("" for any other)."""
    text = ""
    match problem:
        case UnusablePlan():
            text = _plan(problem)
        case UnusableBook():
            text = unusable_book(problem)
        case CouldNotSave():
            text = could_not_save(str(problem.path), problem.reason)
        case ForeignSheet():
            text = FOREIGN.format(name=problem.name)
        case ProtectedPart():
            text = SHEET.format(name=problem.name) if problem.name else STRUCTURE
        case NotOurTemplate():
            text = NO_TEMPLATE
    return text or _of_report(problem)


def _of_report(problem: BaseException) -> str:
    """Return what a problem with a Word file means ("" for any other)."""
    from report.unusable import UnusableReport

    return unusable_report(problem) if isinstance(problem, UnusableReport) else ""


def _plan(problem: UnusablePlan) -> str:
    told = [message(found) for found in problem.findings[:_TOLD]]
    others = len(problem.findings) - _TOLD
    more = [f"Y otras {others} observaciones."] if others > 0 else []
    return "\n\n".join(["El libro no se puede evaluar todavía.", *told, *more])


def _of_excel(problem: BaseException) -> str:
    """Return what an error of Excel means ("" for any other)."""
    code = getattr(problem, "hresult", None)
    if type(problem).__name__ == "ExcelBusyError":
        return BUSY
    if not isinstance(code, int):
        return ""
    info: list[object] = [*(getattr(problem, "excepinfo", None) or ()), *[None] * 6]
    scode, told = info[5], info[2]
    if code in _EDITING or scode in _EDITING:
        return BUSY
    if code in _GONE:
        return CLOSED
    text = str(told or "").strip().rstrip(".")
    return REFUSED.format(detail=f" («{text}»)" if text else "")


def _kind(problem: BaseException) -> str:
    import traceback
    from pathlib import Path

    frames = traceback.extract_tb(problem.__traceback__)
    place = f" en {Path(frames[-1].filename).name}, línea {frames[-1].lineno}" if frames else ""
    return f"{type(problem).__name__}{place}"


def _shown(text: str) -> str:
    plain = text.replace("\u00a0", " ")
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"
