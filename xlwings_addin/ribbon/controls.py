"""The buttons of the tab «Evaluación POI», as data: ribbon, callbacks in VBA and guide follow from here."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

DESKTOP_MODULE: Final = "xlwings_addin.desktop"
"""The module with one function for each button, run by Excel through xlwings."""

TAB_ID: Final = "poiTab"
TAB_LABEL: Final = "Evaluación POI"
TAB_KEYTIP: Final = "EP"


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


BOOK: Final = Group("poiBook", "Libro")
REVIEW: Final = Group("poiReview", "Revisión")
UNITS: Final = Group("poiUnits", "Unidades")
RESULTS: Final = Group("poiResults", "Resultados")
HELP: Final = Group("poiHelp", "Ayuda")

GROUPS: Final = (BOOK, UNITS, REVIEW, RESULTS, HELP)

TROUBLESHOOTING: Final = Menu(
    HELP,
    Shown(
        "poiTroubleshooting",
        "Solucionar problemas",
        "Solucionar problemas",
        "Reúne las acciones para cuando una fórmula muestra #¿NOMBRE? o #¡REF!, cuando el libro va a otra "
        "computadora o cuando un botón no responde.",
        "S",
        "ErrorChecking",
    ),
)

NEW_BOOK: Final = Menu(
    BOOK,
    Shown(
        "poiNewMenu",
        "Nuevo libro POI",
        "Nuevo libro POI",
        "Crea un libro de planeamiento: en blanco, del año siguiente, o desde otro libro o exportación.",
        "L",
        "FileNew",
    ),
)

BUTTONS: Final = (
    Button(
        BOOK,
        Shown(
            "poiNewBook",
            "Libro en blanco",
            "Libro en blanco",
            "Pregunta dónde guardarlo y abre un libro de planeamiento en blanco, con sus hojas, listas y "
            "fórmulas. El libro que está abierto no cambia.",
            "N",
            "FileNew",
            Size.NORMAL,
        ),
        "POI_NewBook",
        "new_book",
        NEW_BOOK,
        needs_book=False,
    ),
    Button(
        BOOK,
        Shown(
            "poiNewYear",
            "Nuevo año, desde este libro",
            "Nuevo año",
            "Crea el libro del año siguiente con el PEI, las unidades, las actividades y las metas de este "
            "libro, sin ejecución. Este libro no cambia.",
            "Y",
            "Copy",
            Size.NORMAL,
        ),
        "POI_NewYear",
        "new_year",
        NEW_BOOK,
    ),
    Button(
        BOOK,
        Shown(
            "poiNewFrom",
            "Desde un archivo…",
            "Desde otro libro o exportación",
            "Crea un libro POI desde el libro del año anterior, la exportación del aplicativo CEPLAN u otro "
            "formato. El archivo elegido no cambia.",
            "E",
            "FileOpen",
            Size.NORMAL,
        ),
        "POI_NewFrom",
        "new_from",
        NEW_BOOK,
        needs_book=False,
    ),
    Button(
        BOOK,
        Shown(
            "poiAddUnit",
            "Agregar unidad",
            "Agregar unidad",
            "Agrega al libro la hoja de una unidad orgánica y la anota en la hoja Unidades.",
            "U",
            "SheetInsert",
        ),
        "POI_AddUnit",
        "add_unit",
    ),
    Button(
        BOOK,
        Shown(
            "poiClosePeriod",
            "Cerrar periodo",
            "Cerrar periodo",
            "Guarda una copia fechada, marca los meses como cerrados y guarda sus cifras: lo que cambie "
            "después será una observación. Sus datos no cambian.",
            "P",
            "SheetProtect",
        ),
        "POI_ClosePeriod",
        "close_period",
    ),
    Button(
        BOOK,
        Shown(
            "poiNewPeriod",
            "Nuevo periodo",
            "Nuevo periodo",
            "Escribe en Parámetros el periodo que sigue; el informe lo comparará con el que se cerró.",
            "Q",
            "FunctionsDateTimeInsertGallery",
        ),
        "POI_NewPeriod",
        "new_period",
    ),
    Button(
        UNITS,
        Shown(
            "poiPrepareForms",
            "Preparar formatos",
            "Preparar formatos",
            "Escribe un archivo por unidad, con sus actividades y sin fórmulas del complemento, para que lo "
            "llene. Anota el envío en la hoja Recepción.",
            "H",
            "MailMergeStartLetters",
        ),
        "POI_PrepareForms",
        "prepare_forms",
    ),
    Button(
        UNITS,
        Shown(
            "poiReceiveForms",
            "Recibir formatos",
            "Recibir formatos",
            "Lee los formatos que devolvieron las unidades, muestra qué cambiaría y escribe solo lo que "
            "acepte: ejecución, motivo y medio de verificación. Lo demás queda en la hoja Recepción.",
            "B",
            "FileOpen",
        ),
        "POI_ReceiveForms",
        "receive_forms",
    ),
    Button(
        UNITS,
        Shown(
            "poiPendingForms",
            "Pendientes",
            "Pendientes",
            "Dice qué unidades no han enviado su formato o tienen algo por corregir, y redacta en Word el "
            "memorando para recordarles.",
            "T",
            "ReviewTrackChanges",
        ),
        "POI_PendingForms",
        "pending_forms",
    ),
    Button(
        REVIEW,
        Shown(
            "poiReviewData",
            "Revisar datos",
            "Revisar datos",
            "Revisa todas las hojas, escribe en Observaciones qué corregir y en qué celda, y va a la "
            "primera. Conserva lo que usted anotó en Estado y Descargo.",
            "R",
            "DataValidation",
        ),
        "POI_Review",
        "review",
    ),
    Button(
        REVIEW,
        Shown(
            "poiShowOrigin",
            "Ver origen de la cifra",
            "Ver origen de la cifra",
            "Muestra de qué hojas y celdas sale la cifra de la celda seleccionada, y va a ellas.",
            "O",
            "TracePrecedents",
        ),
        "POI_ShowOrigin",
        "show_origin",
    ),
    Button(
        REVIEW,
        Shown(
            "poiCompare",
            "Comparar con…",
            "Comparar con otro libro",
            "Dice qué cambió desde un libro, corte o exportación de antes: actividades, metas, ejecución e "
            "indicadores. Los dos libros no cambian.",
            "M",
            "WindowSideBySide",
        ),
        "POI_Compare",
        "compare_with",
    ),
    Button(
        RESULTS,
        Shown(
            "poiConsolidate",
            "Consolidar",
            "Consolidar",
            "Calcula la eficacia por AEI, OEI y unidad, y escribe las hojas Consolidado, Por unidad y "
            "Tablero. Sus datos no cambian.",
            "C",
            "Consolidate",
        ),
        "POI_Consolidate",
        "consolidate",
    ),
    Button(
        RESULTS,
        Shown(
            "poiReport",
            "Generar informe Word",
            "Generar informe Word",
            "Redacta el informe de evaluación con los datos del libro, aunque no estén guardados, "
            "y lo abre en Word.",
            "I",
            "FileSaveAsWordDocx",
        ),
        "POI_Report",
        "report",
    ),
    Button(
        RESULTS,
        Shown(
            "poiUpdateReport",
            "Actualizar un informe existente…",
            "Actualizar un informe existente",
            "Pone al día un informe que ya se editó en Word: lo que las personas escribieron se conserva. "
            "Antes de cambiar nada muestra la lista de cambios.",
            "A",
            "RefreshStatus",
        ),
        "POI_UpdateReport",
        "update_report",
    ),
    Button(
        RESULTS,
        Shown(
            "poiVerifyReport",
            "Verificar informe…",
            "Verificar informe…",
            "Busca en un informe de Word, también escrito a mano, cifras, sumas, indicadores y frases que no "
            "cuadran. Hace una copia con comentarios y una lista; el informe no cambia.",
            "W",
            "ReviewNewComment",
        ),
        "POI_VerifyReport",
        "verify_report",
        needs_book=False,
    ),
    Button(
        HELP,
        Shown(
            "poiGuide",
            "Guía",
            "Guía del planificador",
            "Abre la guía ilustrada: cómo llenar el libro, qué hace cada botón y qué calcula cada función. "
            "No necesita internet.",
            "G",
            "Help",
        ),
        "POI_Guide",
        "guide",
        needs_book=False,
    ),
    Button(
        HELP,
        Shown(
            "poiRepairLinks",
            "Reparar vínculos y fórmulas",
            "Reparar vínculos y fórmulas",
            "Vuelve a unir las fórmulas del libro con el complemento de esta computadora; úselo si muestran "
            "#¿NOMBRE? o #¡REF!, o si Excel pide actualizar vínculos.",
            "V",
            "RefreshAll",
            Size.NORMAL,
        ),
        "POI_RepairLinks",
        "repair_links",
        TROUBLESHOOTING,
    ),
    Button(
        HELP,
        Shown(
            "poiPlainCopy",
            "Copia sin fórmulas",
            "Copia sin fórmulas",
            "Guarda una copia del libro con los resultados en lugar de las fórmulas, para enviarla a quien "
            "no tiene el complemento. El libro abierto no cambia.",
            "F",
            "PasteValues",
            Size.NORMAL,
        ),
        "POI_PlainCopy",
        "plain_copy",
        TROUBLESHOOTING,
    ),
    Button(
        HELP,
        Shown(
            "poiDiagnose",
            "Diagnóstico",
            "Diagnóstico",
            "Comprueba la instalación punto por punto y dice cómo reparar lo que falte.",
            "D",
            "Info",
            Size.NORMAL,
        ),
        "POI_Diagnose",
        "diagnose",
        TROUBLESHOOTING,
        needs_book=False,
    ),
)


def buttons_of(group: Group, menu: Menu | None = None) -> tuple[Button, ...]:
    """Return the buttons of a group that lie on the ribbon itself, or those inside one of its menus."""
    return tuple(button for button in BUTTONS if button.group == group and button.menu == menu)


def python_command(button: Button) -> str:
    """Return the Python that a button runs.

    >>> python_command(next(one for one in BUTTONS if one.function == "review"))
    'import xlwings_addin.desktop as d; d.review()'
    """
    return f"import {DESKTOP_MODULE} as d; d.{button.function}()"
