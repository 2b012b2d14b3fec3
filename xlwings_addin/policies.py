"""Checks of what an office forbids by policies of Office or rules of Defender, read from the registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xlwings_addin.verdicts import Check, Verdict, fine
from xlwings_addin.windows import ADDIN_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlwings_addin.probe import Facts

_OFFICE: Final = r"Software\Policies\Microsoft\Office\16.0"
_EXCEL: Final = rf"HKCU\{_OFFICE}\Excel"
_COMMON: Final = rf"HKCU\{_OFFICE}\Common"
_OWN_CHOICE: Final = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
_MANAGED_LIST: Final = rf"{_EXCEL}\Resiliency\AddinList"
_SUBJECT: Final = "Directivas de Office"
_TO_IT: Final = "Pida a la oficina de informática: "
_IN_TRUST_CENTER: Final = "En Excel: Archivo > Opciones > Centro de confianza > Configuración > "


@dataclass(frozen=True, slots=True)
class _Rule:
    """A value of the registry that stands in the way."""

    key: str
    name: str
    bad: tuple[int, ...]
    verdict: Verdict
    what: str
    repair: str


_RULES: Final = (
    _Rule(
        rf"{_EXCEL}\Security",
        "disablealladdins",
        (1,),
        Verdict.WRONG,
        "La directiva «Deshabilitar todos los complementos de aplicación» está activa.",
        f"{_TO_IT}una excepción para {ADDIN_NAME}.",
    ),
    _Rule(
        _OWN_CHOICE,
        "disablealladdins",
        (1,),
        Verdict.WRONG,
        "En Excel está marcado «Deshabilitar todos los complementos de aplicación».",
        f"{_IN_TRUST_CENTER}Complementos; quite esa marca.",
    ),
    _Rule(
        rf"{_EXCEL}\Security",
        "requireaddinsig",
        (1,),
        Verdict.WRONG,
        "Una directiva exige que los complementos estén firmados, y este no lo está.",
        f"{_TO_IT}firmar {ADDIN_NAME} con su certificado, o una excepción.",
    ),
    _Rule(
        _OWN_CHOICE,
        "requireaddinsig",
        (1,),
        Verdict.WRONG,
        "Excel solo acepta complementos firmados, y este no lo está.",
        f"{_IN_TRUST_CENTER}Complementos; quite la marca que exige una firma.",
    ),
    _Rule(
        rf"{_COMMON}\Security",
        "requirealwaysonmacrosig",
        (1,),
        Verdict.WRONG,
        "Una directiva deshabilita sin aviso los complementos con macros que no están firmados.",
        f"{_TO_IT}firmar {ADDIN_NAME} con su certificado, o una excepción.",
    ),
    *(
        _Rule(
            rf"{hive}\{_OFFICE}\Common",
            "vbaoff",
            (1,),
            Verdict.WRONG,
            "Una directiva apaga VBA en todo Office: ningún complemento con macros puede funcionar.",
            f"{_TO_IT}encender VBA para Excel.",
        )
        for hive in ("HKCU", "HKLM")
    ),
    _Rule(
        rf"{_EXCEL}\Security\Trusted Locations",
        "alllocationsdisabled",
        (1,),
        Verdict.WRONG,
        "Una directiva anula las ubicaciones de confianza, entre ellas XLSTART, donde está el complemento.",
        f"{_TO_IT}admitir la carpeta XLSTART del usuario como ubicación de confianza.",
    ),
    _Rule(
        rf"{_EXCEL}\Security",
        "vbawarnings",
        (3, 4),
        Verdict.WARNING,
        "Una directiva limita las macros. Las de XLSTART se admiten mientras esa carpeta sea de confianza.",
        f"Si la pestaña no aparece, pida a informática admitir XLSTART o firmar {ADDIN_NAME}.",
    ),
    _Rule(
        rf"{_COMMON}\Toolbars\Excel",
        "noextensibilitycustomizationfromdocument",
        (1,),
        Verdict.WRONG,
        "Una directiva impide que los complementos agreguen pestañas: «Evaluación POI» no aparece.",
        f"{_TO_IT}permitirlo en Excel. Las fórmulas y el comando «eficacia» funcionan igual.",
    ),
    _Rule(
        r"HKCU\Software\Policies\Microsoft\Office\Common\Security",
        "automationsecurity",
        (3,),
        Verdict.WARNING,
        "Una directiva impide las macros si otro programa abre Excel: la prueba dentro de Excel no corre.",
        "Use la lista de diez minutos de docs/verificacion-en-excel.md, con Excel abierto a mano.",
    ),
)

_CHILDREN: Final = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
_WIN32: Final = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
_ASR: Final = {
    _CHILDREN: "que Office inicie otros programas",
    _WIN32: "que las macros de Office llamen a Windows",
}
_GUARD: Final = "Windows Defender Exploit Guard\\ASR\\Rules"
_ASR_KEYS: Final = (
    rf"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\{_GUARD}",
    rf"HKLM\SOFTWARE\Microsoft\Windows Defender\{_GUARD}",
)
_ASR_LIST: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
_BLOCKS, _WARNS = 1, 6

KEYS: Final = tuple(
    dict.fromkeys(
        [
            *(rule.key for rule in _RULES),
            rf"{_EXCEL}\Resiliency",
            _MANAGED_LIST,
            *_ASR_KEYS,
            _ASR_LIST,
        ]
    )
)
"""The registry keys that these checks read."""


def office_policies(facts: Facts) -> list[Check]:
    """Return one check for each rule of Office that stands in the way, or that there is none."""
    found = [
        Check(rule.verdict, _SUBJECT, rule.what, rule.repair)
        for rule in _RULES
        if _number(facts, rule.key, rule.name) in rule.bad
    ]
    found += _unmanaged(facts)
    return found or [fine(_SUBJECT, "Ninguna directiva de Office impide el complemento.")]


def _unmanaged(facts: Facts) -> Iterator[Check]:
    listed = facts.registry.get(_MANAGED_LIST, {})
    if _number(facts, rf"{_EXCEL}\Resiliency", "restricttolist") == 1 and str(listed.get(ADDIN_NAME)) not in (
        "1",
        "2",
    ):
        yield Check(
            Verdict.WRONG,
            _SUBJECT,
            "Una directiva admite solo los complementos de una lista, y este no está en ella.",
            f"{_TO_IT}agregar {ADDIN_NAME} a la «Lista de complementos administrados» con el valor 1.",
        )


def defender(facts: Facts) -> list[Check]:
    """Return what the attack surface reduction rules of Microsoft Defender do to Excel."""
    subject = "Microsoft Defender"
    states = _asr_states(facts)
    found = []
    for rule, what in _ASR.items():
        if states.get(rule) in (_BLOCKS, _WARNS):
            found.append(
                Check(
                    Verdict.WRONG if states[rule] == _BLOCKS else Verdict.WARNING,
                    subject,
                    f"La regla {rule} impide {what}: las fórmulas mostrarán #¡VALOR! y los botones fallarán.",
                    f"{_TO_IT}una exclusión de esa regla para {facts.interpreter or 'Python'} y para "
                    f"{facts.addin_path}. Mientras tanto, use los comandos «eficacia» fuera de Excel.",
                )
            )
    return found or [fine(subject, "No se ve ninguna regla que impida a Excel iniciar Python.")]


def _asr_states(facts: Facts) -> dict[str, int]:
    """Return the state of each rule of Defender, from group policy, the machine or Intune."""
    pairs: list[tuple[str, object]] = []
    for key in _ASR_KEYS:
        pairs += facts.registry.get(key, {}).items()
    listed = str(facts.registry.get(_ASR_LIST, {}).get("asrrules", ""))
    for entry in listed.split("|"):
        rule, _, state = entry.partition("=")
        pairs.append((rule.strip().lower(), state))
    return {rule: number for rule, state in pairs if (number := _as_number(state))}


def _number(facts: Facts, key: str, name: str) -> int:
    return _as_number(facts.registry.get(key, {}).get(name))


def _as_number(value: object) -> int:
    text = str(value).strip()
    return int(text) if text.isdecimal() else 0
