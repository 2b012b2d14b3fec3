"""Words as data: accents that capital letters lose, acronyms that keep them, genders of units, little words.

The lists are plain text and the long ones are taken apart the first time they are asked for. To teach the
program a word, add it to the list that fits; a test fails where two entries disagree.
"""

from functools import cache

_FEMININE = """
administración agencia alcaldía área asamblea asesoría auditoría aula base biblioteca botica brigada caja
cámara casa clase clínica comandancia comisaría comisión compañía comunidad contaduría contraloría
coordinación corte defensoría delegación dirección diris división dre ejecutoría empresa escuela estación
facultad farmacia filial fiscalía gerencia imagen imprenta inspectoría institución intendencia jefatura
junta mancomunidad mesa microred microrred mujer municipalidad oficialía oficina omaped opmi planta
plataforma posta prefectura presidencia procuraduría rectoría red región sala salud sección secretaría sede
subárea subcoordinación subdirección subgerencia subjefatura subprefectura subregión subsecretaría subunidad
superintendencia tesorería uei ugel ule unidad universidad vicepresidencia zona
"""

_MASCULINE = """
almacén archivo banco cementerio centro colegio comando comité concejo consejo consultorio cuerpo decanato
departamento despacho distrito equipo establecimiento fideicomiso fondo gabinete grupo hospital instituto
jardín juzgado laboratorio mercado ministerio módulo museo núcleo observatorio organismo órgano patronato
policlínico programa proyecto puesto rectorado registro sector servicio sistema subsistema taller tribunal
vicedecanato viceministerio vicerrectorado vivero
"""

_ACRONYMS = """
AEI AES AGRORURAL AIR AO AOE APCI APP AQV ATI ATM BID CAP CAS CENARES CENEPRED CEPLAN CETPRO CIAM CITE COE
COED COEL COEN COER COFOPRI COVID CPE CRED DAIS DEMUNA DIGEMID DIRESA DIRIS DISA DIU DRE EBA EBE EBR EESS EIA
EMAPA EMED EMEDS EMUSAP EPS FONCODES FONDEPES GERESA GRD HELLP IAFAS IGA IMARPE INDECI INDECOPI INEI INEN
INGEMMET INIA INMP INPE INR INS IOARR IPD IPRESS ISN ISO ITP ITS ITSE JASS JNE MEF MELA MIDAGRI MIDIS MIMP
MINAGRI MINAM MINCUL MINEDU MININTER MINSA MIPYME MOF MTC MTPE MVCS MYPE MYPES OAJ OCI OECE OEFA OEI OGA OGAJ
OGPP OGTI OMA OMAPED OMS OMSABA ONPE ONU OPE OPI OPMI OPP OPPM OPS OREDIS ORH OSCE OSINERGMIN OSIPTEL OSITRAN
OTASS OTI PAP PCA PCM PCT PEI PESEM PIGA PIGARS PIM PNP PNUD POI PPR PRONOEI PROVIAS PVL PYME PYMES RENIEC RIS
RIT ROF ROP SAMU SANIPES SAT SEACE SENAMHI SENASA SERFOR SERUMS SIAF SIDA SIGA SINAGERD SIS SISFOH SST SUNAFIL
SUNARP SUNASS SUNAT SUNEDU TBC TI TIC TICS TUPA TUSNE UCI UCIN UE UEI UF UGEL UGIPRESS ULE UNICEF UPE USAID
UTI VIH ZEE
"""

_WORDS = """
además adrianzén ágil ágiles agustín álbum algodón almacén álvarez américa análisis áncash ancón andén
andrés ángel ángela ángeles antigüedad antigüedades apurímac árbol árboles autobús automóvil automóviles
avión azángaro azúcar balcón bárbara básquet béjar belén benjamín bilingüe bilingües bisturí bogotá bolívar
bongará botiquín breña bus buzón cáceres calderón camaná camión canadá cáncer cánceres cañete carácter
caravelí cárcel cárceles carrión castañeda celendín cérvix césar chávez chef chepén chimú club colán
contumazá corazón cordón córdova crímenes darío dávila débil débiles déficit delfín demás después detrás
diálisis díaz dictámenes difícil difíciles diócesis dólar dólares domínguez down durán elías énfasis
escalafón españa español españoles EsSalud estándar estéril estériles estrés etc exámenes fácil fáciles
farfán fermín fernández ferreñafe fértil fértiles flúor fósil fósiles frágil frágiles fútbol garcía génesis
germán gérmenes gómez gonzález guardián gutiérrez guzmán hábil hábiles hábitat héctor hemodiálisis hernández
hipólito hipótesis huamalíes huamán huancané huánuco huarochirí huaycán huaytará ibáñez íllimo imágenes
indígena indígenas inés inglés interés inútil iván jabón jaén japón jardín jesús jiménez joaquín josé
jóvenes juárez julcán julián junín lápiz láser lázaro león líder líderes limón lópez lucía lurín maíz manú
marañón márgenes maría martín martínez más máster matías melocotón méndez metástasis méxico miércoles módem
moisés mórrope morropón móvil móviles nicolás niñez núñez ómnibus órdenes orígenes órtesis óscar oxígeno
oyón pachacámac pachacútec país países panamá páncreas parálisis patrón páucar peatón pérez perú píxel
plurilingüe portátil portátiles prótesis pulmón purús quórum raíces raíz ramírez ramón raúl recién récord
récords régimen resúmenes rímac rincón riñón rodríguez román rubén salón sánchez sarampión sebastián según
señal señales señor señores shock sífilis simón síntesis suárez sub superávit también tapón test tomás tórax
través túcume túnel túneles túpac unánue útil útiles valdés vásquez vázquez velásquez versátil víctor virú
víveres volcán vóley volúmenes web
"""
"""Words printed as they stand here."""

_NOUNS = """
abogacía albañilería alcaldía ámbito anomalía arándano área artesanía artículo artillería asesoría auditoría
autoría avería bahía baño batería bebé búsqueda cabaña café cafetería caída cálculo cámara campaña cancillería
cañería capitanía capítulo cápsula carpintería caserío catálogo cátedra categoría cédula célula cercanía
cerrajería cesárea círculo ciudadanía cláusula código cofradía comisaría comité compañera compañero compañía
cómputo confitería consejería consultoría contraloría cónyuge cráneo crédito cuantía cúpula currícula daño
débito década defensoría depósito desafío desagüe desempeño día diálogo diseño dueño ejecutoría ejército
energía enfermería enseñanza envío época estadía estantería estímulo estómago éxito fábrica factoría
ferretería fiscalía fórmula galería ganadería garantía género glándula grúa guardería guía hábito hegemonía
hidrógeno hígado hotelería índice infantería inspectoría interventoría ionómero jardinería jerarquía joyería
kilómetro lámpara lavandería lechería librería límite línea lotería maestría máquina matrícula mayoría médula
mejoría mensajería mercadería mérito método micrófono minería minoría módulo molécula montaña muñeca músculo
navío neumonía niña niño nitrógeno nómina notaría núcleo número obstáculo océano oficialía óleo órbita orégano
órgano otoño óxido página panadería páramo párpado párrafo párroco partícula párvula párvulo pastelería
película peluquería pequeña pequeño período pesquería petróleo piscigranjería plátano plusvalía poesía policía
polígono pólipo portería propósito prórroga próstata receptoría rectoría refinería relatoría réplica
repostería república río rubéola rúbrica sábado sastrería secretaría semáforo señora sequía serranía símbolo
síndico síndrome soberanía sótano subsecretaría subtítulo supervisoría tamaño teléfono telégrafo teoría
término tesorería tétano tintorería título tráfico trámite tránsito triángulo tubería tutoría útero vacío
válvula vehículo vía vicerrectoría víctima viña vínculo zapatería
"""
"""Words that add only an s in the plural."""

_STEMS = """
ácid acústic aére aeronáutic alcohólic alérgic analgésic anestésic anónim antártic antirrábic antiséptic
antisísmic árid ártic atlántic autócton básic bélic biomédic bioquímic cálid camélid cardíac categóric católic
cefálic centésim céntric cíclic cilíndric cívic clásic clínic congénit contemporáne cúbic cutáne décim
didáctic doméstic elástic eléctric empíric encefálic endógen eólic esféric espontáne estratégic étnic exógen
físic folclóric fólic fúngic gástric genéric geofísic gravídic hemorrágic híbrid hidráulic hídric
hidroeléctric históric huérfan húmed ibéric idóne ilícit inédit instantáne íntim inválid jurídic lácte legítim
lícit líquid litúrgic lúdic marítim máxim médic mediterráne metabólic metálic metalúrgic metódic milésim mínim
músic náutic neoplásic numéric obstétric oftálmic óptic óptim ortopédic óse paramédic patógen pedagógic pélvic
periféric periódic pésim plástic práctic pretérit próxim psicopedagógic psíquic públic químic quirúrgic rábic
rápid retóric rústic séptic séptim siderúrgic simbólic simultáne sísmic sólid súbit subterráne taquígraf
teóric térmic típic tóxic trágic trófic últim únic válid vigésim víric
"""
"""Words in -o, -a, -os, -as, without that end."""

_ENDINGS = """
ción cirugía cirugías duría durías fonía gión grafía grafías iatría ícola ícolas ingeniería ingenierías logía
logías metría metrías nión nomía nomías patía patías sión sofía stión tomía tomías xión
"""
"""Ends that every word carries with this accent (administracion, odontologia)."""

_STEM_ENDINGS = """
ámic ánic átic écnic émic énic étic éutic gráfic iátric ífic ístic ític lógic métric nómic ógraf ólog ónic
ónom óntic óstic ótic scópic tómic
"""
"""The same for ends in -o, -a, -os, -as (epidemiologica, informatica)."""

_INFLECTIONS = ("o", "a", "os", "as")
_WITHOUT_ACUTE = str.maketrans("áéíóú", "aeiou")
_WITHOUT_MARKS = str.maketrans("áéíóúüñ", "aeiouun")

_CONNECTORS = """
a al ante con contra de del desde e el en entre hacia hasta la las lo los o para por que según sin sobre su
sus tras u y
"""

_PLACES = """
agustino collao convención dorado encañada esperanza florida libertad mar merced molina olivos oroya perla
porvenir salvador tambo victoria
"""

_ROMAN_NUMERALS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI"

CONNECTORS = frozenset(_CONNECTORS.split())
"""Words that stay in lower case inside a name."""

ARTICLES = frozenset({"el", "la", "las", "los"})

PLACES = frozenset(_PLACES.split())
"""Words whose article belongs to the name of a place: de La Libertad, Villa El Salvador."""

ROMAN_NUMERALS = frozenset(_ROMAN_NUMERALS.split())


@cache
def feminine_heads() -> frozenset[str]:
    """Give the first words of units that are feminine, in lower case and without accents.

    >>> "procuraduria" in feminine_heads()
    True
    """
    return frozenset(map(unmarked, _FEMININE.split()))


@cache
def masculine_heads() -> frozenset[str]:
    """Give the first words of units that are masculine, in lower case and without accents.

    >>> "organo" in masculine_heads()
    True
    """
    return frozenset(map(unmarked, _MASCULINE.split()))


@cache
def acronyms() -> frozenset[str]:
    """Give the acronyms that a reader of public plans knows, in capitals.

    >>> "UGEL" in acronyms()
    True
    """
    return frozenset(_ACRONYMS.split())


@cache
def accented() -> dict[str, str]:
    """Give the words of the lists: what is left of each without accents, and how it is written.

    >>> accented()["tramite"], accented()["asesorias"], accented()["juridica"]
    ('trámite', 'asesorías', 'jurídica')
    """
    words = _WORDS.split()
    words += [noun + plural for noun in _NOUNS.split() for plural in ("", "s")]
    words += _inflected(_STEMS)
    return {unmarked(word.lower()): word for word in words}


@cache
def accented_endings() -> dict[str, str]:
    """Give the ends of words that always carry an accent.

    >>> accented_endings()["cion"], accented_endings()["logicas"]
    ('ción', 'lógicas')
    """
    return {unmarked(ending): ending for ending in (*_ENDINGS.split(), *_inflected(_STEM_ENDINGS))}


def restored(word: str) -> str:
    """Write a word in lower case with the accents it should have; a word that is not known stays as it is.

    >>> restored("administracion"), restored("juridica"), restored("odontológica"), restored("patrimonio")
    ('administración', 'jurídica', 'odontológica', 'patrimonio')
    """
    key = unmarked(word)
    known = accented().get(key)
    return known if known is not None else _with_ending(word, key)


def unmarked(word: str) -> str:
    """Take the accents, the diaeresis and the tilde off a word in lower case.

    >>> unmarked("desagüe"), unmarked("niñez")
    ('desague', 'ninez')
    """
    return word.translate(_WITHOUT_MARKS)


def _with_ending(word: str, key: str) -> str:
    endings = accented_endings()
    for start in range(len(key)):
        ending = endings.get(key[start:])
        if ending is not None:
            return word[:start].translate(_WITHOUT_ACUTE) + ending
    return word


def _inflected(stems: str) -> list[str]:
    return [stem + inflection for stem in stems.split() for inflection in _INFLECTIONS]
