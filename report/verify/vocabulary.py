"""The words of Spanish report prose, as patterns over folded text: to teach a wording, add it where it fits."""

# ruff: noqa: E501 - patterns read best on one line

from __future__ import annotations

import re
from typing import Final

from report.verify.kinds import Group, Side
from workbook.spanish.readings import NUMBER_WORDS

LONGEST_LABEL: Final = 60  # letters; longer quotes are somebody else's words
W: Final = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
WORDS: Final = rf"(?:{W})\b(?:(?: y | )(?:{W})\b)*"
FIGURE: Final = r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d+(?:[.,]\d+)?"
SHARE: Final = re.compile(
    rf"(?<![\w.,])(?P<n>{FIGURE})\s?(?:%|por\s?ciento\b|por\s?cien\b)|\b(?:una? (?=cien))?(?P<w>{WORDS}) (?:%|por\s?ciento\b|por cien\b)"
)
RATIO: Final = re.compile(
    r"(?:eficacia|ratio|razon|indice|coeficiente|indicador|ejecucion|avance|cumplimiento|nivel)\w*"
    r"(?: \w+){0,6}? (?:de|del|en|es|igual a|a|fue|:|un|el)\s*(?P<n>\d{1,2}[.,]\d{1,4})(?![\d%]| ?(?:%|por ?cien))"
)
PLAIN_RATIO: Final = re.compile(r"(?<![\w.,/])(?P<n>\d{1,2}\.\d{1,4})(?![\w%]|\.\d| ?(?:%|por ?cien))")
PAIR: Final = re.compile(
    rf"(?<![\w.,])(?P<e>{FIGURE}) (?:(?:de|sobre|/) (?:(?:un|una|los|las|total|meta|metas|de|programad[oa]s?|previst[oa]s?|unidades) ){{0,4}}|/ ?)"
    rf"(?P<p>{FIGURE})(?![\w%]|[.,]\d| ?(?:%|por ?cien))"
)
EXECUTED: Final = re.compile(
    rf"(?:ejecut|realiz|logr|alcanz|cumpl)\w* (?P<e>{FIGURE})(?! ?(?:%|por ?cien))[^.;%]{{0,60}}?(?:program|previst|planific)\w*(?: \w+){{0,2}}? (?P<p>{FIGURE})(?![\w%])"
)
PROGRAMMED: Final = re.compile(
    rf"(?:program|previ|planific)\w* (?P<p>{FIGURE})(?! ?(?:%|por ?cien))[^.;%]{{0,60}}?(?:ejecut|realiz|logr|alcanz|cumpl)\w*(?: \w+){{0,2}}? (?P<e>{FIGURE})(?![\w%]|,\d| ?(?:%|por ?cien))"
)
OF_PROGRAMMED: Final = re.compile(
    rf"de (?:las |los |un total de )?(?P<p>{FIGURE})(?: \w+){{0,4}} program\w+[^.;%]{{0,40}}? (?:ejecut|realiz|logr|alcanz|cumpl)\w* (?P<e>{FIGURE})(?![\w%]|,\d| ?(?:%|por ?cien))"
)
CODE: Final = re.compile(
    r"\b[ao]ei?(?:[ .:_-]?|\. (?=\d+\.\d|\d\d(?!\d)(?! \(?(?:unidad|area|organo|dependenc|oficina|gerenc|departament|instanc|entidad|actividad|de ell|[a-z]+(?:aron|ieron|eron)\b|[a-z]+\))))| ?- ?| n ?° ?)\d+(?: ?[.\-_] ?\d+)*"
)
AGAIN: Final = rf"(?: \((?:\d{{1,3}}|{WORDS})\))?"  # "dos (2)", "5 (cinco)"
NUMBER: Final = rf"(?P<n>\d{{1,3}}(?!\d|[.,]\d| ?%)|{WORDS}){AGAIN}"
COUNT: Final = rf"(?:\d{{1,3}}|{WORDS})"
NOUN: Final = (
    r"(?:unidad(?:es)?|areas?|organos?|dependencias?|oficinas|gerencias|departamentos|centros? de costo|"
    r"instancias|equipos|direcciones|subgerencias|participantes|responsables)(?: (?:organic|ejecutor|responsable|administrativ|involucrad)\w*)*"
)
VERB: Final = (
    r"(?:[a-z]{2,}(?:aron|ieron|eron)\b|ejecut|cumpl|alcanz|lleg|super|qued|remit|inform|logr|registr|obtuv|present|report|tien|tuv|estuv|"
    r"se ubic|se situ|se qued|no |sobrepas|excedi|rebas|estan|fueron|incumpl|han|ha |program|contribu|particip|interv)"
)
GROUPS: Final = (
    (Group.ALL, re.compile(rf"\b(?:son|fueron|suman|eran) {NUMBER} (?:las|los) {NOUN}")),
    (Group.NONE, re.compile(rf"\b(?:ninguna?|ningun)(?: {NOUN})?(?: de (?:ell[ao]s|(?:las|los)(?: {NUMBER})?(?: {NOUN})?))?")),
    (Group.MORE, re.compile(rf"\b(?:y|e|ademas de|mas) otr[ao]s {NUMBER}(?: {NOUN})?(?! (?:ejecut|cumpl|alcanz|lleg))")),
    (Group.OTHERS, re.compile(rf"\b(?:(?:las|los) (?:otr[ao]s|demas|restantes)|l[ao]s {NUMBER} restantes|el resto(?: de (?:las|los)(?: {NOUN}| demas)?)?|la otra|el otro)(?: (?P<m>\d{{1,3}}(?! ?%)|{WORDS}))?(?: {NOUN})?(?: restantes)?")),
    (Group.ALL, re.compile(rf"\b(?:amb[ao]s(?! (?:casos|metas))(?: {NOUN})?|tod[ao]s(?: (?:ell[ao]s|(?:las|los)(?: {NUMBER})?(?: {NOUN})?))?)")),
    (Group.ALL, re.compile(rf"\b(?:de )?(?:las|los|est[ao]s|dichas) {NUMBER}(?: {NOUN}| \(\d+\) {NOUN})?(?= ?[,;.]| que | (?:{VERB})|$|\)| en | con | de | del )")),
    (Group.ALL, re.compile(rf"\b(?:contribu|particip|interv|program|involucr|aport|concurr|compromet)\w*(?: \w+){{0,12}}? {NUMBER} {NOUN}")),
    (Group.ALL, re.compile(rf"\b{NUMBER} {NOUN}(?= (?:que )?(?:con metas? |han |fueron |son |estan )?(?:contribu|particip|interv|program|involucr|aport|concurr|responsabl|compromet|tuvieron a (?:su )?cargo|a cargo))")),
    (Group.SOME, re.compile(rf"\b(?:(?:solo|solamente|unicamente|otras|hay|son|fueron) )*{NUMBER}(?: {NOUN})?(?: de (?:ell[ao]s|(?:las|los)(?: \w+){{0,2}}))?,?(?= (?:(?:solo|si|tambien|apenas|que) )*(?:{VERB}))")),
    (Group.SOME, re.compile(rf"\b{NUMBER} {NOUN}")),
)  # fmt: skip
TOTAL: Final = re.compile(
    r"\b(?:en (?:su )?conjunto|(?:subio|bajo|paso|vario|aumento|crecio|disminuyo|se mantuvo|sigue)(?= (?:de|en) \d)|la meta de la (?:accion|aei) se|en total|en suma|meta total|metas totales|total general|conjuntamente|globalmente|"
    r"de manera (?:conjunta|global|agregada|consolidada)|en forma (?:conjunta|global)|a nivel (?:global|total|general|agregado|consolidado|de (?:la |esta )?(?:accion|aei))|"
    r"el total (?:ejecutado|de la (?:accion|aei)|alcanz|obtuv|lleg|registr|acumul|es|fue|general|muestra)|del total programado se|resultado (?:global|total|conjunto|general)|(?:avance|ejecucion|eficacia|cumplimiento|porcentaje|nivel)(?: de \w+)? (?:total|global|conjunt[oa]|general|agregad[oa]|consolidad[oa])|"
    r"total de la meta|sumando|sumad[oa]s|agregado|consolidado|(?:ejecucion|eficacia|avance) acumulad[oa]|promedio de eficacia|eficacia promedio|promedio|"
    r"(?:eficacia|ejecucion|avance|resultado|cumplimiento) de (?:la|esta) (?:accion|aei)|"
    r"(?:la|esta|dicha) (?:accion(?: estrategica(?: institucional)?)?|aei)(?: se)? (?!\w+(?:aron|ieron)\b)(?:alcanz|ejecut|logr|lleg|registr|tuv|present|muestra|acumul|cumpl|avanz|cerr|ha |obtuvo el|obtuvo un[ao]? (?:eficacia|ejecucion|avance|cumplimiento)|quedo|obtiene un[ao]? (?:eficacia|ejecucion|avance|cumplimiento)|reporta|culmin|concluy|termin)|"
    r"respecto (?:a|de) (?:la meta|lo programado) (?:total|en conjunto)|(?:meta|programacion) conjunta|(?:todas|ambas) las metas|se (?:ejecuto|alcanzo|logro|obtuvo|cumplio|registro|llego) (?:el|al|un|una)\b)"
)
CAP: Final = re.compile(
    r"(?:sin (?:contar|considerar|incluir|tomar en cuenta|sumar)(?: \w+){0,2} excesos?|sin (?:los |el )?excesos?|descontad\w+(?: \w+){0,2} excesos?|"
    r"descontando(?: \w+){0,2} excesos?|excluy\w+(?: \w+){0,2} excesos?|si no se (?:cuentan|consideran|toman en cuenta)(?: \w+){0,2} excesos?|"
    r"si se (?:dejan|quitan|excluyen)(?: \w+){0,3} excesos?|dejando (?:de lado|fuera)(?: \w+){0,2} excesos?|sin sobreejecucion\w*|con tope|una vez (?:quitad|descontad)\w+ (?:los )?excesos?)"
)
CAP_LIMIT: Final = re.compile(r"tope (?:de(?:l)?|en(?: el)?|al) $")
GOAL: Final = r"(?:metas?|lo (?:programad|previst|planificad|esperad|planead)\w+|objetivos?|lo que (?:se )?(?:habia )?program\w+|su programacion|la programacion|sus? previsto|lo comprometido)"
ARTICLE: Final = r"(?:(?:con|a|al|el|la|las|los|lo|su|sus|de|del|que|respectivas?|completamente|plenamente|toda|totalmente|propias?) )*"
SIDES: Final = (
    (Side.EXACT, re.compile(r"(?<!no )\b(?:ejecut|cumpl|alcanz|logr|complet)\w* (?:con )?(?:la totalidad|todo lo programado)(?: de (?:lo programado|su meta|sus metas|la meta|las metas))?")),
    (Side.ZERO, re.compile(r"\b(?:no (?:se )?(?:ha |han |hubo |tuvo |tuvieron )?(?:registr|present|report|mostr|tuv|exhib)\w*(?: ning\w+)? (?:ejecucion|avance)|sin (?:ninguna )?(?:ejecucion|avance)(?: algun[oa])?|no (?:ejecut\w+|realiz\w+|avanz\w+)(?: nada| ninguna| meta alguna)?(?! el| la| lo| \d|l)|ejecucion (?:nula|cero)|nula ejecucion)")),
    (Side.AT_LEAST, re.compile(rf"\b(?:(?:igual(?:es)? o (?:superior|mayor)(?:es)?|(?:superior|mayor)(?:es)? o igual(?:es)?)(?: (?:al|a|que))?(?: el)?(?: {GOAL})?|(?:alcanz|cumpl|logr|lleg|igual)\w* (?:o|y|e incluso) (?:super|excedi|sobrepas|pas)\w* {ARTICLE}(?:{GOAL}|(?=1?\d?\d(?:\.\d)? ?(?:%|por ciento))|(?=cien(?:to)? por))|(?:al menos|como minimo|no menos de|por lo menos|cuando menos|minimo)(?: (?:el|del|un))?|no (?:quedo|quedaron|estuvo|estuvieron|se quedo|se quedaron) por debajo(?: de(?:l)?(?: {GOAL})?)?)")),
    (Side.BELOW, re.compile(rf"\b(?:no (?:se )?(?:(?:ha|han|logr\w+|pud\w+|podido|consig\w+|lleg\w+ a) )*(?:alcanz|lleg|cumpl|logr|complet)\w* {ARTICLE}(?:{GOAL}|(?=1?\d?\d ?%)|(?=(?:cien|ciento) por))|(?:inferior|menor)(?:es)?(?: (?:al|a|a la|que|de))?(?: (?:el|la|lo|lo que))?(?: {GOAL}| esperad\w+| previst\w+| programad\w+)?|(?:muy |bastante |ligeramente )?(?:por )?debajo(?: de(?:l)?)?(?: (?:la|las|su|sus|el|lo))?(?: {GOAL})?(?: programad\w+| esperad\w+| previst\w+)?|menos de(?:l)?(?: {GOAL})?|incumpl\w+ {ARTICLE}{GOAL}|sin (?:alcanzar|llegar|cumplir) {ARTICLE}{GOAL}|no super\w+ {ARTICLE}(?=1?\d?\d ?%))")),
    (Side.ABOVE, re.compile(rf"\b(?:(?:super|excedi|sobrepas|rebas|sobrecumpl|aventaj)(?:o|io|aron|ieron|an|ando|iendo|a|ado|ido|ar|e|en|aban|ron)? {ARTICLE}(?:{GOAL}|(?=1?\d?\d ?%)|(?=(?:cien|ciento) por))|(?:superior|mayor)(?:es)?(?: (?:al|a|a la|que|de))?(?: (?:el|la|lo|lo que))?(?: {GOAL}| esperad\w+| previst\w+| programad\w+)?|(?:muy )?(?:por )?encima(?: de(?:l)?)?(?: (?:la|las|su|sus|el|lo))?(?: {GOAL})?(?: programad\w+| esperad\w+| previst\w+)?|mas de(?:l)?(?: {GOAL})?|fueron mas alla de {ARTICLE}{GOAL}|fue mas alla de {ARTICLE}{GOAL})")),
    (Side.AT_LEAST, re.compile(rf"(?<!no )(?<!no se )\b(?:cumpl|alcanz|logr)(?:io|o|ieron|aron|e|en|iendo|ido|ado|a|an)? {ARTICLE}{GOAL}|(?<!no )\blleg(?:o|aron) {ARTICLE}{GOAL}")),
)  # fmt: skip
OR_MORE: Final = re.compile(
    r" ?(?:o|y|u) (?:mas|superior(?:es)?|mayor(?:es)?|por encima|por sobre|algo mas)\b"
)
OR_LESS: Final = re.compile(r" ?(?:o|y|u) (?:menos|inferior(?:es)?|menor(?:es)?)\b")
SILENT: Final = re.compile(
    r"\b(?:no (?:la |lo |se )?(?:ha |han )?(?:remiti|inform|report|envi|entreg)\w*(?: (?:su |la )?informacion)?|(?:remiti|envi|entreg)\w*(?: su)? informacion|que informaron|sin informacion|la informacion (?:de|del)\b)"
)
ACTIVITIES: Final = re.compile(
    rf"\b(?:(?:de )?(?:sus|las|los|sus propias) {COUNT} actividades|{COUNT} (?:de (?:ellas|sus(?: {COUNT})?) )?actividades)"
)
