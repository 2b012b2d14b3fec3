"""Findings of the frame: settings, scale, PEI, units, sheets, headers, what stands twice."""

from __future__ import annotations

from dataclasses import replace

from openpyxl.utils import get_column_letter

from tests.findings.draft import Case, Draft
from tests.findings.plans import monthly, yearly

MONTHS = ("Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Set", "Oct", "Nov", "Dic")
LISTED = ("OEI.02", "Atender al ciudadano")
LIST_OF_UTD = (
    ("Unidad orgánica", "AEI", "Actividad operativa", "Programadas", "Ejecutadas"),
    ("Unidad de Trámite Documentario", "AEI.02.01", "Atender expedientes", 120, 100),
    ("Unidad de Trámite Documentario", "AEI.02.01", "Archivar expedientes", 40, 40),
    ("Unidad de Trámite Documentario", "AEI.01.01", "Notificar por correo", 50, 50),
)


def sin_datos() -> Case:
    """Every unit's sheet was deleted."""
    draft = Draft(yearly()).delete("UTD", "OINF", "UCOB")
    return Case(draft.file(), says=("Índice", "encabezados AEI, Programadas y Ejecutadas"))


def sin_datos__en_blanco() -> Case:
    """The sheets are there; nobody has written an activity yet."""
    empty = replace(yearly(), activities=())
    return Case(Draft(empty).file(), says=("ninguna actividad", "UTD", "Escriba las actividades"))


def casi_sin_datos() -> Case:
    """One unit has written nothing yet."""
    some = replace(yearly(), activities=yearly().activities[:5])
    return Case(Draft(some).file())


def escala_invalida() -> Case:
    """The third band begins below the second."""
    draft = Draft(yearly()).put("Parámetros", {"E7": 0.7})
    says = ("Escala", "fila 7: «70\u00a0%»", "de menor a mayor", "Ordene")
    return Case(draft.file(), "Parámetros", "E7", says)


def escala_invalida__etiqueta_repetida() -> Case:
    draft = Draft(yearly()).put("Parámetros", {"G8": "Meta cumplida"})
    return Case(draft.file(), "Parámetros", "G8", ("fila 8", "Meta cumplida", "indicador distinto"))


def escala_invalida__limite_ilegible() -> Case:
    draft = Draft(yearly()).put("Parámetros", {"E7": "casi todo"})
    return Case(
        draft.file(), "Parámetros", "E7", ("fila 7: «casi todo»", "Escriba el límite como porcentaje")
    )


def escala_invalida__columna() -> Case:
    """A column got a name that says nothing."""
    draft = Draft(yearly()).rename_column("Parámetros", "I4", "Nota")
    says = ("no tiene «Cuenta como cumplida»", "Agregue a la tabla Escala")
    return Case(draft.file(), "Parámetros", "E4", says)


def casi_escala_invalida() -> Case:
    """A limit with one decimal."""
    return Case(Draft(yearly()).put("Parámetros", {"E6": 0.745}).file())


def parametro_invalido() -> Case:
    """A period that there is not."""
    draft = Draft(yearly()).put("Parámetros", {"B9": "V Trimestre"})
    return Case(draft.file(), "Parámetros", "B9", ("Periodo", "V Trimestre", "I Semestre", "Escriba"))


def parametro_invalido__metodo() -> Case:
    draft = Draft(yearly()).put("Parámetros", {"B11": "Suma ponderada"})
    return Case(
        draft.file(),
        "Parámetros",
        "B11",
        ("Método", "Suma ponderada", "«Promedio de actividades»", "razon_topada"),
    )


def parametro_invalido__umbral() -> Case:
    draft = Draft(yearly()).put("Parámetros", {"B13": 0.7})
    says = ("Umbral de sobreejecución", "dice «70\u00a0%»", "de 100 % a 1,000 %")
    return Case(draft.file(), "Parámetros", "B13", says)


def casi_parametro_invalido() -> Case:
    """Another case and an abbreviation."""
    draft = Draft(yearly()).put("Parámetros", {"B8": "2026", "B9": "al iii trimestre", "B11": "RAZÓN"})
    return Case(draft.file())


def columna_faltante() -> Case:
    """Ejecutadas got a name that says nothing."""
    draft = Draft(yearly()).rename_column("UCOB", "I7", "Avance")
    says = ("falta la columna «Ejecutadas»", "la hoja no se evaluó", "Agregue o corrija")
    return Case(draft.file(), "UCOB", "A7", says)


def columna_faltante__de_unidades() -> Case:
    draft = Draft(yearly()).rename_column("Unidades", "A4", "Denominación")
    return Case(draft.file(), "Unidades", "A1", ("«Unidad orgánica»", "la hoja no se leyó"))


def columna_faltante__un_mes() -> Case:
    """The header of Ejec. Dic was typed over: the sums are taken."""
    draft = Draft(monthly(), monthly=True).rename_column("OINF", "AK7", "Otro")
    return Case(draft.file(), "OINF", "A7", ("falta la columna «Ejec. Dic»", "sus meses no se leyeron"))


def columna_faltante__meses_sin_lado() -> Case:
    """Both blocks of months are headed by the months alone."""
    draft = _named_months(Draft(monthly(), monthly=True))
    says = ("N7:AK7", "nombran los meses dos veces", "sus meses no se leyeron", "«Prog. Ene»")
    return Case(draft.file(), "OINF", "N7", says)


def casi_columna_faltante__meses_con_lado() -> Case:
    """The row above says which months are of what."""
    draft = _named_months(Draft(monthly(), monthly=True))
    return Case(draft.put("OINF", {"N6": "PROGRAMADO", "Z6": "EJECUTADO"}).file())


def casi_columna_faltante__cronograma() -> Case:
    """A schedule beside the table names each month once."""
    names = {f"{column}7": f"{month}-20" for column, month in zip("NOPQRSTUVWXY", MONTHS, strict=True)}
    return Case(Draft(yearly()).put("UCOB", names).file())


def _named_months(draft: Draft) -> Draft:
    for column in range(14, 38):
        month = MONTHS[(column - 14) % 12]
        ending = "." if column >= 26 else ""  # a table has no two columns of one name
        draft.rename_column("OINF", f"{get_column_letter(column)}7", month + ending)
    return draft


def columna_faltante__hoja_sin_tabla() -> Case:
    """The header of a unit's sheet says nothing that the program knows."""
    headers = {f"{letter}7": f"Dato {letter}" for letter in "ABCDEFGHIJKLM"}
    draft = Draft(yearly())
    for cell, header in headers.items():
        draft.rename_column("UCOB", cell, header)
    return Case(draft.file(), "UCOB", "A7", ("Unidad de Cobranza", "Dato B", "primeras 30 filas"))


def columna_faltante__sin_hoja() -> Case:
    """A listed unit has no sheet."""
    draft = Draft(yearly()).row("Unidades", 8, "Oficina de Control", None, "OCI")
    return Case(draft.file(), "Unidades", "A8", ("Oficina de Control", "no tiene hoja", "quite de ella"))


def casi_columna_faltante__unidad_sin_sigla() -> Case:
    """A listed unit that says nothing of a sheet."""
    return Case(Draft(yearly()).row("Unidades", 8, "Oficina de Control").file())


def columna_faltante__dos_veces() -> Case:
    """Two columns are named Ejecutadas."""
    draft = Draft(yearly()).put("UCOB", {"N7": "Ejecutadas"})
    says = ("más de una columna «Ejecutadas»", "I7 y N7", "se usó la primera", "Deje una sola")
    return Case(draft.file(), "UCOB", "N7", says)


def columna_faltante__otra_tabla() -> Case:
    """Below a unit's table stands another one, with its columns elsewhere."""
    draft = Draft(yearly()).put(
        "UCOB",
        {
            "A20": "Programadas", "B20": "AEI", "C20": "Actividad operativa", "D20": "Ejecutadas",
            "A21": 5, "B21": "AEI.01.01", "C21": "Notificar por edicto", "D21": 5,
        },
    )  # fmt: skip
    return Case(draft.file(), "UCOB", "A20", ("otra tabla", "no se leyeron", "hoja propia"))


def casi_columna_faltante__otra_tabla_igual() -> Case:
    """The header of the table stands again below it."""
    headers = (
        "Código AO", "AEI", "Actividad operativa", "Unidad de medida", "Tipo de meta", "A demanda",
        "Meta anual", "Programadas", "Ejecutadas",
    )  # fmt: skip
    return Case(Draft(yearly()).row("UCOB", 20, *headers).file())


def casi_columna_faltante__otra_nota() -> Case:
    """A column of the planner's own beside the table."""
    return Case(Draft(yearly()).put("UCOB", {"N7": "Ejecutadas en 2019"}).file())


def casi_columna_faltante() -> Case:
    """Another usual name of the column."""
    return Case(Draft(yearly()).rename_column("UCOB", "I7", "Cantidad ejecutada").file())


def unidad_desconocida() -> Case:
    """The sheet names a unit that Unidades does not list."""
    draft = Draft(yearly()).put("UCOB", {"B2": "Ejecutoría Coactiva"})
    return Case(draft.file(), "UCOB", "B2", ("Ejecutoría Coactiva", "hoja Unidades", "Agregue la unidad"))


def unidad_desconocida__en_blanco() -> Case:
    """A row of a list does not say its unit."""
    rows = (
        ("Unidad orgánica", "AEI", "Actividad operativa", "Programadas", "Ejecutadas"),
        ("Unidad de Trámite Documentario", "AEI.02.01", "Foliar expedientes", 12, 12),
        (None, "AEI.02.01", "Coser expedientes", 12, 12),
    )
    draft = Draft(yearly()).sheet("Otras", *rows)
    return Case(
        draft.file(), "Otras", "A3", ("1 fila sin unidad", "Escriba la unidad"), also=("unidad_desconocida",)
    )


def casi_unidad_desconocida() -> Case:
    """The sheet names its unit by its acronym."""
    return Case(Draft(yearly()).put("UCOB", {"B2": "ucob"}).file())


def aei_desconocida() -> Case:
    """A code that is not in the PEI."""
    draft = Draft(yearly()).put("UTD", {"B10": "AEI.01.10 – Notificar las deudas"})
    says = ("AEI.01.10", "¿Quiso decir «AEI.01.01»?", "programadas: 50; ejecutadas: 50", "Elija el código")
    return Case(draft.file(), "UTD", "B10", says)


def aei_desconocida__sin_aei() -> Case:
    """Amounts of a row without AEI."""
    draft = Draft(yearly()).put("UTD", {"B10": None}).comes_to("UTD", {"J10": "", "K10": ""})
    return Case(draft.file(), "UTD", "B10", ("no dice su AEI", "programadas: 50; ejecutadas: 50"))


def aei_desconocida__comentario() -> Case:
    draft = Draft(yearly()).row("Comentarios", 10, "AEI.09.01", None, "Se cumplió con lo previsto.")
    return Case(draft.file(), "Comentarios", "A10", ("AEI.09.01", "hoja PEI", "Elija el código"))


def casi_aei_desconocida() -> Case:
    """The same code as people write it."""
    return Case(Draft(yearly()).put("UTD", {"B10": "aei 1.1"}).file())


def aei_repetida() -> Case:
    """An AEI stands a second time, under another objective."""
    draft = Draft(yearly()).row("PEI", 8, *LISTED, "AEI.01.01", "Notificar pronto")
    return Case(draft.file(), "PEI", "C8", ("AEI.01.01", "más de una vez", "se usa la primera", "Elimine"))


def aei_repetida__oei_con_dos_nombres() -> Case:
    """An objective stands a second time, with another name."""
    draft = Draft(yearly()).row("PEI", 8, "OEI.02", "Atender a la ciudadanía")
    says = ("«OEI.02» tiene dos nombres", "Atender a la ciudadanía", "se usa el primero", "otro OEI")
    return Case(draft.file(), "PEI", "B8", says)


def casi_aei_repetida() -> Case:
    """An objective stands a second time, without AEI."""
    return Case(Draft(yearly()).row("PEI", 8, *LISTED).file())


def aei_sin_unidades() -> Case:
    """An AEI for which no unit has an activity."""
    draft = Draft(yearly()).row("PEI", 8, *LISTED, "AEI.02.02", "Orientar al ciudadano")
    says = ("AEI.02.02", "ninguna unidad tiene actividades", "Agregue sus actividades")
    return Case(draft.file(), "PEI", "C8", says)


def casi_aei_sin_unidades() -> Case:
    """The AEI's only activity is not programmed this year."""
    draft = Draft(yearly()).row("PEI", 8, *LISTED, "AEI.02.02", "Orientar al ciudadano")
    draft.row("UTD", 11, "UTD-04", "AEI.02.02", "Orientar", "Atención").put("UTD", {"H11": "No programada"})
    return Case(draft.comes_to("UTD", {"J11": "No programada", "K11": "No programada"}).file())


def hoja_repetida() -> Case:
    """The sheet of a unit, copied and forgotten."""
    draft = Draft(yearly()).copy("UTD", "UTD (2)")
    return Case(draft.file(), "UTD (2)", "", ("copia de «UTD»", "se usa «UTD»", "Elimine la hoja"))


def hoja_repetida__pei() -> Case:
    draft = Draft(yearly()).copy("PEI", "Copia de PEI")
    return Case(draft.file(), "Copia de PEI", "", ("copia de «PEI»", "Elimine la copia."))


def hoja_repetida__filas() -> Case:
    """A list that repeats the rows of a unit with its own sheet, and has those of another one."""
    others = (
        ("Oficina de Informática", "AEI.01.02", "Renovar equipos", 7, 7),
        ("Oficina de Informática", "AEI.01.02", "Dictar talleres", 3, 3),
    )
    says = ("las filas de «Unidad de Trámite Documentario»", "«UTD»", "no se cuentan aquí", "una sola hoja")
    return Case(Draft(yearly()).sheet("Lista", *LIST_OF_UTD[:3], *others).file(), "Lista", "", says)


def hoja_repetida__resumen() -> Case:
    """A planner's own summary: the rows of all units once more."""
    other = ("Oficina de Informática", "AEI.01.02", "Publicar reportes", 12, 6)
    draft = Draft(yearly()).sheet("Resumen", *LIST_OF_UTD, other)
    says = ("repite importes que ya están en «UTD» y «OINF»", "no se cuenta", "déjela así")
    return Case(draft.file(), "Resumen", "", says)


def casi_hoja_repetida__otras_actividades() -> Case:
    """A list of other activities of the same units."""
    rows = (
        ("Unidad orgánica", "AEI", "Actividad operativa", "Programadas", "Ejecutadas"),
        ("Unidad de Trámite Documentario", "AEI.02.01", "Foliar expedientes", 12, 12),
    )
    return Case(Draft(yearly()).sheet("Otras", *rows).file())


def casi_hoja_repetida() -> Case:
    """A copied sheet that holds more activities of the unit."""
    draft = Draft(yearly()).copy("UTD", "UTD (2)")
    codes = {"A8": "UTD-11", "A9": "UTD-12", "A10": "UTD-13"}
    names = {"C8": "Foliar expedientes", "C9": "Coser expedientes", "C10": "Notificar por edicto"}
    return Case(draft.put("UTD (2)", codes | names).file())


def unidad_dos_nombres() -> Case:
    """The name in capitals, without its accent."""
    draft = Draft(yearly()).put("UTD", {"B2": "UNIDAD DE TRAMITE DOCUMENTARIO"})
    says = ("UNIDAD DE TRAMITE DOCUMENTARIO", "Unidad de Trámite Documentario", "Escriba el nombre")
    return Case(draft.file(), "UTD", "B2", says)


def casi_unidad_dos_nombres() -> Case:
    """Two units that only a number tells apart."""
    draft = Draft(yearly()).put("Unidades", {"A8": "Oficina de Informática II"})
    return Case(draft.file())


def actividad_repetida() -> Case:
    """The code of another unit's activity."""
    draft = Draft(yearly()).put("OINF", {"A9": "UTD-01"})
    return Case(
        draft.file(), "OINF", "A9", ("UTD-01", "UTD!A8", "las dos filas se cuentan", "Elimine la fila")
    )


def casi_actividad_repetida() -> Case:
    """Rows numbered anew in each sheet."""
    draft = Draft(yearly()).put("UTD", {"A8": 1, "A9": 2, "A10": 3})
    return Case(draft.put("OINF", {"A8": 1, "A9": 2}).file())
