"""The rules as data: code, what it compares, tolerance, example, how to repair. The document of rules comes from here."""

# ruff: noqa: E501 - what a rule says reads best on one line

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from report.verify.model import Severity

_EXACT: Final = "Ninguna: debe coincidir."
_SHARE: Final = "La mitad de la última cifra impresa: 73 % admite de 72.5 a 73.5; 72.7 %, de 72.65 a 72.75."
_AMOUNT: Final = "Un entero es exacto; un importe impreso con decimales admite la mitad de su última cifra."


class Rule(Enum):
    """Every rule; the value is the code that messages, JSON and the document of rules show."""

    ROW_SHARE = "fila_porcentaje"
    TOTAL_SUM = "total_suma"
    TOTAL_SHARE = "total_porcentaje"
    TOTAL_MISSING = "total_falta"
    REPEATED_UNIT = "unidad_repetida"
    NUMBERING = "numeracion"
    TABLE_LABEL = "indicador_tabla"
    YEAR_SHARE = "anual_porcentaje"
    SENTENCE_SHARE = "frase_porcentaje"
    SENTENCE_TOTAL = "frase_total"
    SENTENCE_CAPPED = "frase_excesos"
    SENTENCE_LOOSE = "frase_sin_fila"
    SENTENCE_AMOUNTS = "frase_cantidades"
    SENTENCE_SIDE = "frase_lado"
    SENTENCE_COUNT = "frase_cuenta"
    SENTENCE_ONLY = "frase_solo"
    SENTENCE_LABEL = "frase_indicador"
    SENTENCE_UNIT = "frase_unidad"
    SENTENCE_SILENT = "frase_informacion"
    SECTIONS = "seccion_ii"
    OBJECTIVE_SUM = "objetivo_suma"
    CODE_OF_ANOTHER = "codigo_objetivo"
    CODE_ALONE = "codigo_sin_par"
    CODE_REPEATED = "codigo_repetido"
    NAME_ALIKE = "nombre_parecido"
    NAME_DIFFERS = "nombre_distinto"
    SUMMARY_COUNT = "resumen_cuenta"
    SUMMARY_BANDS = "resumen_bandas"
    SUMMARY_WORST = "resumen_afirmacion"
    UNITS_TABLE = "tabla_unidades"
    BELOW_TABLE = "metas_por_debajo"
    SCALE = "escala"
    WORDING = "redaccion"
    CODE_FORM = "formato_codigo"
    NUMBER_FORM = "formato_miles"
    BOOK_FIGURE = "libro_cifra"
    BOOK_LABEL = "libro_indicador"
    BOOK_MISSING = "libro_falta"
    BOOK_EXTRA = "libro_sobra"
    BOOK_TEXT = "libro_texto"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the document of rules says of one rule."""

    title: str
    compares: str
    tolerance: str
    example: str
    repair: str
    severity: Severity = Severity.ERROR


_N, _W = Severity.NOTICE, Severity.WARNING

CATALOGUE: Final = {
    Rule.ROW_SHARE: Entry(
        "Porcentaje de una fila",
        "El porcentaje impreso en una fila con sus programadas y ejecutadas.",
        f"{_AMOUNT} {_SHARE} También vale el porcentaje que imprime el método (99.6 % donde 100 % diría otra cosa).",
        "«3 · 1 · 17 %»: 1 de 3 es 33 %.",
        "Corrija la cantidad o el porcentaje; si hay decimales que no se imprimen, imprímalos.",
    ),
    Rule.TOTAL_SUM: Entry(
        "Suma del TOTAL",
        "Programadas y ejecutadas del TOTAL con la suma de las filas que tienen meta.",
        f"{_AMOUNT} Donde hay decimales ocultos, ±1.",
        "Filas 22 y 18, TOTAL 41: la suma es 40.",
        "Vuelva a sumar, o busque la fila que falta, sobra o está mal copiada.",
    ),
    Rule.TOTAL_SHARE: Entry(
        "Porcentaje del TOTAL",
        "El porcentaje del TOTAL con el que da el método del informe (leído en él, o hallado por prueba).",
        f"{_SHARE} Con un promedio o un tope por actividad, solo se comprueba lo que las filas permiten.",
        "TOTAL «402 · 402 · 98 %»: es 100 %.",
        "Calcule otra vez el porcentaje con el método que el informe declara.",
    ),
    Rule.TOTAL_MISSING: Entry(
        "Tabla sin TOTAL", "Que una tabla de varias unidades tenga su fila TOTAL.", _EXACT,
        "Una tabla de tres unidades que termina en la tercera.",
        "Agregue la fila TOTAL, o compruebe que no se perdió al copiar.", _N,
    ),
    Rule.REPEATED_UNIT: Entry(
        "Unidad repetida", "Que una unidad aparezca una sola vez en la tabla de una AEI.",
        "Mayúsculas, tildes y espacios no cuentan.",
        "«Unidad de Logística» en las filas 2 y 6 de la misma tabla.",
        "Elimine la fila que sobra, o corrija el nombre de la otra unidad.",
    ),
    Rule.NUMBERING: Entry(
        "Numeración de las filas", "Que los números de la primera columna sigan uno tras otro.", _EXACT,
        "1, 2, 4: falta el 3.", "Numere de nuevo, o busque la fila que falta.", _N,
    ),
    Rule.TABLE_LABEL: Entry(
        "Indicador en una tabla", "El indicador de una fila con su porcentaje y la escala del informe.",
        "Los límites se incluyen como dice la escala; vale la banda del porcentaje impreso o la del exacto.",
        "«60 % · META CUMPLIDA»: es META INSUFICIENTE.", "Corrija el indicador o el porcentaje.",
    ),
    Rule.YEAR_SHARE: Entry(
        "Porcentaje del año", "El «% anual» con lo ejecutado y la meta anual de la fila.", _SHARE,
        "Ejecutadas 30, meta anual 120, «% anual» 20 %: es 25 %.", "Calcule otra vez el porcentaje del año.",
    ),
    Rule.SENTENCE_SHARE: Entry(
        "Porcentaje de una unidad en el texto",
        "El porcentaje que una frase da a una unidad con la fila impresa de esa unidad.",
        "La frase puede redondear lo que la tabla imprime; si la fila está mal, vale también lo que dan sus cantidades.",
        "La tabla dice 200 % y la frase «la Oficina de Informática el 60 %».",
        "Copie en la frase el porcentaje de la fila.",
    ),
    Rule.SENTENCE_TOTAL: Entry(
        "Porcentaje total en el texto", "El porcentaje que una frase da a la acción, o a un OEI, con su TOTAL impreso.",
        "La misma que la de una unidad.", "TOTAL 113 % y «en conjunto se ejecutó el 131 %».",
        "Copie en la frase el porcentaje del TOTAL.",
    ),
    Rule.SENTENCE_CAPPED: Entry(
        "Total sin los excesos",
        "El «(89 % sin contar los excesos)» con lo que dan las filas si ninguna pasa de 100 %.",
        f"{_SHARE} Si una unidad tiene varias actividades, puede ser menor, nunca mayor.",
        "Filas 16 de 22 y 30 de 20: sin excesos, 86 %.", "Calcule otra vez, con cada actividad hasta su meta.",
    ),
    Rule.SENTENCE_LOOSE: Entry(
        "Porcentaje que no es de nadie",
        "Un porcentaje cuyo dueño la frase no deja claro, con todos los de la tabla de su AEI.", _SHARE,
        "«Se llegó al 64 %» y ninguna fila ni el TOTAL dice 64 %.",
        "Diga de quién es el porcentaje, y cópielo de la tabla.",
    ),
    Rule.SENTENCE_AMOUNTS: Entry(
        "Cantidades en el texto", "Las cantidades de una frase («487 de 813») con las de la fila.",
        "Exacta; un importe con decimales puede ir redondeado.", "La fila dice 487 y 813, la frase «478 de 813».",
        "Copie las cantidades de la fila.",
    ),
    Rule.SENTENCE_SIDE: Entry(
        "Por debajo o por encima", "De qué lado de su meta pone una frase a las unidades, con sus porcentajes impresos.",
        _EXACT, "«Las dos unidades… inferior a lo esperado», y una tiene 200 %.",
        "Corrija la frase: diga quién quedó por debajo y quién no.",
    ),
    Rule.SENTENCE_COUNT: Entry(
        "Cuántas unidades", "Los números y cuantificadores de una frase con las filas de la tabla.", _EXACT,
        "«Cinco unidades orgánicas» y la tabla tiene cuatro.", "Corrija el número, o complete la tabla.",
    ),
    Rule.SENTENCE_ONLY: Entry(
        "Solo una", "Que «solo», «solamente» o «la única» nombre a todas las que están de ese lado.", _EXACT,
        "«Solamente la Gerencia… menor al 100 %», y otra unidad tiene 85 %.",
        "Nombre a todas las unidades que están en ese caso, o quite «solo».",
    ),
    Rule.SENTENCE_LABEL: Entry(
        "Indicador en el texto", "El indicador de una frase con el porcentaje del TOTAL y la escala del informe.",
        "Los límites se incluyen como dice la escala; vale la banda del porcentaje impreso o la del exacto.",
        "TOTAL 94 % y «obtiene META CUMPLIDA».", "Corrija el indicador de la frase.",
    ),
    Rule.SENTENCE_UNIT: Entry(
        "Unidad que no está en la tabla", "Las unidades de una frase con las de la tabla de su AEI.",
        "Mayúsculas, tildes, abreviaturas y siglas no cuentan.",
        "La frase habla de la Unidad de Tesorería, que no está en la tabla.",
        "Corrija el nombre en la frase, o agregue la fila que falta.",
    ),
    Rule.SENTENCE_SILENT: Entry(
        "Quién informó", "Quién remitió información según la frase, con las filas que dicen S.I.", _EXACT,
        "«La Unidad de Logística no remitió información» y su fila tiene cifras.",
        "Corrija la frase o la fila.",
    ),
    Rule.SECTIONS: Entry(
        "Sección II contra sección I", "La fila de una AEI en la sección II con el TOTAL de su tabla en la sección I.",
        "Exacta en lo impreso; si una de las dos va redondeada, la mitad de su última cifra.",
        "TOTAL 1,345 en la sección I y 1,354 en la II.", "Copie en la sección II el TOTAL de la sección I.",
    ),
    Rule.OBJECTIVE_SUM: Entry(
        "OEI contra sus AEI", "Programadas y ejecutadas de un OEI con la suma de sus AEI.",
        "Exacta; ±1 donde las partes impresas son redondeos.", "AEI 402, 443 y 813, OEI 1,685: la suma es 1,658.",
        "Vuelva a sumar, o busque la AEI que falta.",
    ),
    Rule.CODE_OF_ANOTHER: Entry(
        "AEI de otro OEI", "El código de una AEI con el del OEI bajo el que está.", "Ceros y separadores no cuentan.",
        "AEI.03.01 bajo OEI.02.", "Corrija el código, o mueva la AEI a su OEI.",
    ),
    Rule.CODE_ALONE: Entry(
        "AEI en una sola sección", "Que toda AEI con tabla en la sección I esté en la II, y al revés.", _EXACT,
        "La AEI.02.03 tiene tabla y no está en la sección II.", "Agregue la fila que falta, o corrija el código.",
    ),
    Rule.CODE_REPEATED: Entry(
        "Código repetido", "Que un código encabece una sola tabla de unidades y una sola fila de la sección II.", _EXACT,
        "Dos tablas bajo AEI.02.02.", "Corrija el código de una de las dos.",
    ),
    Rule.NAME_ALIKE: Entry(
        "Nombre parecido", "Los nombres de unidades entre sí.", "Mayúsculas, tildes, espacios y abreviaturas no cuentan.",
        "«Unidad de Logistics» y «Unidad de Logística».", "Escriba el nombre siempre igual.", _W,
    ),
    Rule.NAME_DIFFERS: Entry(
        "Nombre de OEI o AEI distinto", "El nombre de un OEI o AEI en cada sitio donde aparece.",
        "Mayúsculas, tildes, espacios y puntuación no cuentan.",
        "«Ampliar la base tributaria» y, en la sección II, «Ampliar la base».", "Escriba el nombre siempre igual.", _W,
    ),
    Rule.SUMMARY_COUNT: Entry(
        "Cuántas AEI, OEI y unidades", "Los números del resumen y de las conclusiones con lo que el informe contiene.", _EXACT,
        "«Se evaluaron 18 AEI» y el informe tiene 17.", "Corrija el número.",
    ),
    Rule.SUMMARY_BANDS: Entry(
        "AEI por indicador", "La tabla de AEI por indicador con el porcentaje de cada AEI.", _EXACT,
        "AEI.02.03 (60 %) entre las META CUMPLIDA.", "Pase el código a su fila y corrija el número.",
    ),
    Rule.SUMMARY_WORST: Entry(
        "Afirmaciones del resumen", "Qué OEI es el más alejado de su meta, y qué metas se superaron.", _EXACT,
        "«El más alejado es el OEI.03», y el OEI.05 tiene menos.", "Corrija la afirmación.",
    ),
    Rule.UNITS_TABLE: Entry(
        "Tabla por unidad", "Cada porcentaje y cuenta de la tabla por unidad con las tablas por AEI.", _EXACT,
        "«AEI.03.01: 71 %» y la tabla de la AEI dice 17 %.", "Copie el porcentaje de la tabla de la AEI.",
    ),
    Rule.BELOW_TABLE: Entry(
        "Metas por debajo", "«Faltan 6 de 22» con la fila de la unidad en la AEI.",
        "Lo que falta no puede ser menos que programadas menos ejecutadas, ni «de» más que lo programado.",
        "Fila 22 y 16, «faltan 5 de 22».", "Calcule otra vez lo que falta.",
    ),
    Rule.SCALE: Entry(
        "Escala", "Que cada banda de la escala impresa empiece donde acaba la anterior.", _EXACT,
        "«menos de 57 %» y luego «de 75 % a menos de 100 %».", "Corrija el límite en la tabla de la escala.",
    ),
    Rule.WORDING: Entry(
        "Redacción", "Descuidos de redacción que no cambian lo que se dice.", "No aplica.",
        "«ésta Acción», «el la Oficina», «Informatica».", "Corrija la redacción.", _N,
    ),
    Rule.CODE_FORM: Entry(
        "Código escrito de otro modo", "La forma en que se escribe un código.", "No aplica.",
        "«OEI 02» y «OEI.01»; «AEI. 06.03».", "Escriba los códigos de una sola manera.", _N,
    ),
    Rule.NUMBER_FORM: Entry(
        "Miles sin separador", "La forma en que se escriben las cantidades de una tabla.", "No aplica.",
        "«2143» donde las demás llevan coma: «1,626».", "Escriba los miles de una sola manera.", _N,
    ),
    Rule.BOOK_FIGURE: Entry(
        "Cifra distinta de la del libro", "Cada cifra impresa con la que da el libro.",
        "La misma que entre una fila y sus cantidades.", "El libro da 2,018 y el informe dice 2,081.",
        "Genere o actualice el informe, o corrija la cifra.",
    ),
    Rule.BOOK_LABEL: Entry(
        "Indicador distinto del que da el libro", "El indicador impreso con el que da el libro.", _EXACT,
        "El libro da META CUMPLIDA y el informe dice META SUBVALUADA.", "Actualice el informe.",
    ),
    Rule.BOOK_MISSING: Entry(
        "Falta en el informe", "Que las AEI y unidades del libro estén en el informe.", _EXACT,
        "El libro tiene la AEI.03.02 y el informe no.", "Actualice el informe.",
    ),
    Rule.BOOK_EXTRA: Entry(
        "No está en el libro", "Que las AEI y unidades del informe estén en el libro.", _EXACT,
        "El informe tiene una unidad que el libro no registra en esa AEI.", "Actualice el informe, o revise el libro.",
    ),
    Rule.BOOK_TEXT: Entry(
        "Texto que el libro redactaría de otro modo",
        "Los párrafos que el programa redactó con los que redacta hoy del mismo libro.", "Solo cuentan cifras, nombres e indicadores.",
        "El informe dice «dos unidades» y con el libro son tres.", "Actualice el informe.",
    ),
}  # fmt: skip
"""What every rule says of itself."""


def document() -> str:
    """Return the document of rules, in Markdown."""
    lines = [
        "# Reglas de «Verificar informe»",
        "",
        "Este documento sale del catálogo del programa (`report/verify/catalogue.py`); una prueba cuida que esté al día.",
        "",
        "- **Error**: lo impreso no puede ser cierto. **Advertencia**: casi seguro hay que corregirlo. **Aviso**: forma o redacción.",
        "- Una cifra equivocada se informa una vez, en su sitio; lo que solo la repite va colgado de ella, como aviso.",
        "- Lo que no se pudo comprobar se cuenta y se lista: nunca se da por bueno en silencio.",
        "",
    ]
    for rule, entry in CATALOGUE.items():
        lines += [
            f"## `{rule.value}` – {entry.title}",
            "",
            f"- Gravedad: {entry.severity.value}",
            f"- Compara: {entry.compares}",
            f"- Tolerancia: {entry.tolerance}",
            f"- Ejemplo: {entry.example}",
            f"- Cómo se corrige: {entry.repair}",
            "",
        ]
    return "\n".join(lines)
