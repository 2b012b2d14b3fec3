"""Each check by itself, good and bad; what is observed; the self-test with an Excel that is made up."""

import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.windows import XLWINGS, FakeWindows, answer, machine
from xlwings_addin import diagnosis, install_cli, policies, selftest
from xlwings_addin.arguments import Parser
from xlwings_addin.diagnosis import diagnose
from xlwings_addin.install import install, places
from xlwings_addin.probe import Facts, observe
from xlwings_addin.vbatext import dll_version
from xlwings_addin.verdicts import Check, Verdict, fine, worst
from xlwings_addin.windows import Env

FINE, WARNING, WRONG = Verdict.FINE, Verdict.WARNING, Verdict.WRONG
TOLD = {
    "version": [3, 11, 9],
    "bits": 64,
    "machine": "AMD64",
    "xlwings": XLWINGS,
    "pythoncom": "",
    "xlwings_addin": "",
}
GOOD = Facts(
    version="0.1.0",
    settings_path=r"C:\Users\ana\.eficacia\eficacia.conf",
    settings='"INTERPRETER_WIN","C:\\py\\pythonw.exe"\r\n"ADD_WORKBOOK_TO_PYTHONPATH","False"\r\n',
    interpreter=r"C:\py\pythonw.exe",
    interpreter_exists=True,
    told=TOLD,
    dlls=(f"xlwings32-{XLWINGS}.dll", f"xlwings64-{XLWINGS}.dll"),
    addin_path=r"C:\Users\ana\AppData\Roaming\Microsoft\Excel\XLSTART\eficacia.xlam",
    addin=b"x",
    own_addin=b"x",
    addin_dll=XLWINGS,
    excel=r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE",
    excel_machine="64",
    excels_running=1,
    list_separator=";",
    decimal_separator=".",
)


def told(**changes: object) -> Facts:
    return replace(GOOD, told={name: value for name, value in (TOLD | changes).items() if value is not None})


def with_settings(text: str) -> Facts:
    return replace(GOOD, settings=text)


BAD: list[tuple[Callable[[Facts], Check], Facts, Verdict, str]] = [
    (diagnosis.system, replace(GOOD, on_windows=False), WRONG, "no lo es"),
    (diagnosis.system, replace(GOOD, settings_path=""), WRONG, "APPDATA"),
    (diagnosis.settings, replace(GOOD, settings=None), WRONG, "No existe"),
    (diagnosis.settings, with_settings(f"{GOOD.settings}\r\n"), WRONG, "líneas vacías"),
    (diagnosis.settings, with_settings("basura\n"), WRONG, "líneas que no son"),
    (diagnosis.settings, with_settings('"SHOW CONSOLE","False"\n'), WRONG, "no nombra a Python"),
    (diagnosis.workbook_folder, with_settings('"INTERPRETER_WIN","x"\n'), WRONG, "carpeta del libro"),
    (
        diagnosis.workbook_folder,
        with_settings(f'{GOOD.settings}"PYTHONPATH","D:\\x"\n'),
        WRONG,
        "otras carpetas",
    ),
    (
        diagnosis.workbook_folder,
        replace(GOOD, planted=(r"D:\plan\report.py",)),
        WARNING,
        r"D:\plan\report.py",
    ),
    (diagnosis.interpreter, replace(GOOD, interpreter_exists=False), WRONG, r"C:\py\pythonw.exe"),
    (diagnosis.interpreter, replace(GOOD, interpreter_exists=False, interpreter=""), WRONG, "ninguno"),
    (diagnosis.interpreter, replace(GOOD, told={}), WRONG, "no responde"),
    (diagnosis.interpreter, told(version=[3, 10, 2]), WRONG, "3.10.2"),
    (
        diagnosis.store_python,
        replace(GOOD, interpreter=r"C:\Users\ana\AppData\Local\Microsoft\WindowsApps\python.exe"),
        WRONG,
        "Microsoft Store",
    ),
    (
        diagnosis.variables,
        replace(GOOD, variables=("PYTHONHOME", "PYTHONPATH")),
        WARNING,
        "PYTHONHOME y PYTHONPATH",
    ),
    (diagnosis.letters, replace(GOOD, interpreter=r"C:\Users\Núñez\py.exe"), WARNING, "Núñez"),
    (diagnosis.letters, replace(GOOD, settings_path=r"C:\Users\Ωμέγα\x.conf"), WRONG, "Ωμέγα"),
    (diagnosis.program, told(**{"xlwings_addin": None, "xlwings_addin!": "falta"}), WRONG, "falta"),
    (diagnosis.program, replace(GOOD, told={}), WARNING, "no responde"),
    (
        diagnosis.pywin32,
        told(**{"pythoncom": None, "pythoncom!": "DLL load failed"}),
        WRONG,
        "DLL load failed",
    ),
    (diagnosis.pywin32, replace(GOOD, told={}), WARNING, "no responde"),
    (diagnosis.xlwings_version, told(xlwings="0.30.1"), WRONG, "0.30.1"),
    (diagnosis.xlwings_version, told(**{"xlwings": None, "xlwings!": "no hay"}), WRONG, "no hay"),
    (diagnosis.xlwings_version, replace(GOOD, told={}), WARNING, "no responde"),
    (diagnosis.xlwings_version, replace(GOOD, addin_dll=""), WARNING, "no se pudo leer"),
    (diagnosis.dll, replace(GOOD, dlls=()), WRONG, f"xlwings64-{XLWINGS}.dll"),
    (
        diagnosis.dll,
        replace(GOOD, excel_machine="32", dlls=(f"xlwings64-{XLWINGS}.dll",)),
        WRONG,
        f"xlwings32-{XLWINGS}.dll",
    ),
    (diagnosis.bits, replace(GOOD, excel_machine="32"), WARNING, "Excel es de 32 bits y Python de 64"),
    (diagnosis.bits, replace(GOOD, excel_machine="ARM64"), WRONG, "ARM"),
    (diagnosis.bits, told(machine="ARM64"), WRONG, "ARM"),
    (diagnosis.excel, replace(GOOD, excel=""), WARNING, "No se encontró"),
    (
        diagnosis.excel,
        replace(GOOD, excel=r"C:\Program Files\WindowsApps\x\EXCEL.EXE"),
        WRONG,
        "Microsoft Store",
    ),
    (diagnosis.processes, replace(GOOD, excels_running=3), WARNING, "3 procesos"),
    (diagnosis.addin, replace(GOOD, addin=None), WRONG, "No existe"),
    (diagnosis.addin, replace(GOOD, addin=b"otra"), WRONG, "otra versión"),
    (diagnosis.addin, replace(GOOD, disabled=True), WRONG, "deshabilitó"),
    (
        diagnosis.startup_folder,
        replace(GOOD, addin_path=r"\\servidor\ana\XLSTART\eficacia.xlam"),
        WARNING,
        "red",
    ),
    (diagnosis.mark_of_the_web, replace(GOOD, zone=3), WRONG, "descargado de internet"),
    (diagnosis.namesakes, replace(GOOD, others=(r"D:\eficacia.xlam",)), WARNING, r"D:\eficacia.xlam"),
    (
        diagnosis.list_separator,
        replace(GOOD, list_separator=",", decimal_separator=","),
        WARNING,
        "decimales",
    ),
]


@pytest.mark.parametrize(("rule", "facts", "verdict", "said"), BAD)
def test_what_is_bad(rule: Callable[[Facts], Check], facts: Facts, verdict: Verdict, said: str) -> None:
    check = rule(facts)
    assert check.verdict is verdict
    assert said in check.what
    assert check.repair.endswith((".", "instalar", "pywin32", XLWINGS, "--help"))


@pytest.mark.parametrize("rule", diagnosis.RULES)
def test_what_is_good(rule: Callable[[Facts], Check]) -> None:
    check = rule(GOOD)
    assert check.verdict is FINE, check
    assert check.what
    assert not check.repair


def test_every_check_has_a_bad_case() -> None:
    assert {rule for rule, *_ in BAD} == set(diagnosis.RULES)


def test_what_is_said_of_the_separator() -> None:
    assert "=EFICACIA(B2;C2)" in diagnosis.list_separator(GOOD).what
    assert "=EFICACIA(B2,C2)" in diagnosis.list_separator(replace(GOOD, list_separator="")).what


# ------------------------------------------------------------------ what an office forbids


def ruled(key: str, **values: object) -> Facts:
    return replace(GOOD, registry={key: values})


@pytest.mark.parametrize("rule", policies._RULES)
def test_a_policy_stands_in_the_way(rule: policies._Rule) -> None:
    for value in rule.bad:
        (check,) = policies.office_policies(ruled(rule.key, **{rule.name: value}))
        assert (check.verdict, check.what, check.repair) == (rule.verdict, rule.what, rule.repair)
    (check,) = policies.office_policies(ruled(rule.key, **{rule.name: 0}))
    assert check.verdict is FINE
    assert rule.key in policies.KEYS


@pytest.mark.parametrize(("listed", "verdict"), [({}, WRONG), ({"eficacia.xlam": "1"}, FINE)])
def test_a_list_of_managed_add_ins(listed: dict[str, object], verdict: Verdict) -> None:
    facts = replace(
        GOOD,
        registry={
            rf"{policies._EXCEL}\Resiliency": {"restricttolist": 1},
            policies._MANAGED_LIST: listed,
        },
    )
    assert [check.verdict for check in policies.office_policies(facts)] == [verdict]


CHILDREN, WIN32 = policies._CHILDREN, policies._WIN32


@pytest.mark.parametrize(
    ("key", "values", "verdicts"),
    [
        (policies._ASR_KEYS[0], {CHILDREN: "1"}, [WRONG]),
        (policies._ASR_KEYS[1], {WIN32: 6, CHILDREN: 2}, [WARNING]),
        (policies._ASR_LIST, {"asrrules": f"{CHILDREN.upper()}=1|{WIN32}=1"}, [WRONG, WRONG]),
        (policies._ASR_LIST, {"asrrules": f"{CHILDREN}=2"}, [FINE]),
        ("HKLM\\Otra", {}, [FINE]),
    ],
)
def test_rules_of_defender(key: str, values: dict[str, object], verdicts: list[Verdict]) -> None:
    assert [check.verdict for check in policies.defender(ruled(key, **values))] == verdicts


# ------------------------------------------------------------------ what is observed


@pytest.fixture
def installed(tmp_path: Path) -> tuple[Env, FakeWindows]:
    env, windows = machine(tmp_path, addin=project(literally(f'Lib "xlwings64-{XLWINGS}.dll"')))
    install(env)
    return env, windows


def literally(text: str) -> bytes:
    """Return the text as MS-OVBA stores it, compressed to nothing but letters."""
    data = text.encode()
    body = b"".join(b"\0" + data[start : start + 8] for start in range(0, len(data), 8))
    return b"\x01" + (0xB000 | len(body) - 1).to_bytes(2, "little") + body


def project(stream: bytes, at: int = 128) -> bytes:
    """Return an .xlam whose VBA project has one stream, at the start of a sector."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("xl/vbaProject.bin", b"\x01".ljust(at, b"\0") + stream)
    return written.getvalue()


def verdicts(checks: list[Check]) -> dict[str, Verdict]:
    return {check.subject: check.verdict for check in checks}


def test_a_good_installation(installed: tuple[Env, FakeWindows]) -> None:
    env, windows = installed
    checks = diagnose(env)
    assert [check for check in checks if check.verdict is not FINE] == []
    assert len(checks) == len(diagnosis.RULES) + 2
    assert windows.asked == [str(env.interpreter)]  # the one with a console, which can answer


def test_nothing_is_installed(tmp_path: Path) -> None:
    env, _ = machine(tmp_path)
    found = verdicts(diagnose(env))
    assert found["Configuración"] is found["Complemento"] is found["Python"] is WRONG
    assert found["pywin32"] is WARNING


def test_a_machine_without_windows() -> None:
    env = Env(FakeWindows(present=False), Path("python"), "1", lambda: b"")
    assert [check.subject for check in diagnose(env)] == ["Sistema"]
    assert worst(diagnose(env)) is WRONG


@pytest.mark.parametrize("said", ["", "no es json", "[1]"])
def test_a_python_that_says_nothing_sensible(installed: tuple[Env, FakeWindows], said: str) -> None:
    env, windows = installed
    windows.answer = said
    assert observe(env).told == {}


def test_what_a_python_says_of_itself(installed: tuple[Env, FakeWindows]) -> None:
    env, windows = installed
    windows.answer = answer(xlwings="0.1", pythoncom=None)
    found = verdicts(diagnose(env))
    assert found["xlwings"] is found["pywin32"] is WRONG


def test_the_question_is_python_that_runs() -> None:
    import json

    from xlwings_addin.probe import QUESTION
    from xlwings_addin.windows import ThisWindows

    told = json.loads(ThisWindows().ask(sys.executable, QUESTION))
    assert told["version"] == list(sys.version_info[:3])
    assert told["xlwings"] == XLWINGS
    assert "xlwings_addin" in told


def test_the_mark_of_the_web(installed: tuple[Env, FakeWindows]) -> None:
    env, _ = installed
    addin = places(env.windows).addin
    Path(f"{addin}:Zone.Identifier").write_text("[ZoneTransfer]\r\nZoneId=3\r\n")
    assert observe(env).zone == 3
    assert verdicts(diagnose(env))["Marca de internet"] is WRONG
    install(env)
    Path(f"{addin}:Zone.Identifier").write_text("[ZoneTransfer]\r\n")
    assert observe(env).zone == 0


def test_others_of_the_same_name(installed: tuple[Env, FakeWindows], tmp_path: Path) -> None:
    env, windows = installed
    options = r"HKCU\Software\Microsoft\Office\16.0\Excel\Options"
    windows.registry[options] = {
        "open": r'/R "D:\viejo\EFICACIA.xlam"',
        "open1": r"D:\otro.xlam",
        "altstartup": str(tmp_path),
    }
    windows.registry[r"HKCU\Software\Microsoft\Office\16.0\Excel\Add-in Manager"] = {
        str(places(windows).addin): "",
        r"d:\viejo\eficacia.xlam": "",
    }
    beside = Path(windows.variable("APPDATA"), "Microsoft", "AddIns", "eficacia.xlam")
    beside.parent.mkdir()
    beside.write_bytes(b"")
    (tmp_path / "eficacia.xlam").write_bytes(b"")
    assert set(observe(env).others) == {
        r"D:\viejo\EFICACIA.xlam",
        r"d:\viejo\eficacia.xlam",
        str(beside),
        str(tmp_path / "eficacia.xlam"),
    }


def test_an_add_in_that_excel_has_disabled(installed: tuple[Env, FakeWindows]) -> None:
    env, windows = installed
    key = r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
    windows.registry[key] = {"a1": b"\1\0" + r"C:\x\otro.xlam".encode("utf-16-le"), "b2": 7}
    assert not observe(env).disabled
    windows.registry[key]["a1"] = b"\1\0" + r"C:\x\EFICACIA.XLAM".encode("utf-16-le")
    assert observe(env).disabled


def test_the_bits_of_excel(installed: tuple[Env, FakeWindows], tmp_path: Path) -> None:
    env, windows = installed
    assert observe(env).excel_machine == "64"
    excel = tmp_path / "EXCEL.EXE"
    header = (
        b"MZ".ljust(0x3C, b"\0") + (0x40).to_bytes(4, "little") + b"PE\0\0" + (0x14C).to_bytes(2, "little")
    )
    excel.write_bytes(header)
    windows.registry[r"HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"] = {
        "": f'"{excel}"'
    }
    assert observe(env).excel_machine == "32"


def test_what_lies_beside_a_workbook(installed: tuple[Env, FakeWindows], tmp_path: Path) -> None:
    env, _ = installed
    folder = tmp_path / "plan"
    folder.mkdir()
    assert observe(env, book=folder / "poi.xlsx").planted == ()
    (folder / "report.py").write_text("")
    (folder / "eficacia.conf").write_text("")
    assert observe(env, book=folder / "poi.xlsx").planted == (
        str(folder / "report.py"),
        str(folder / "eficacia.conf"),
    )
    assert verdicts(diagnose(env, folder / "poi.xlsx"))["Carpeta del libro"] is WARNING


def test_variables_and_programs(installed: tuple[Env, FakeWindows]) -> None:
    env, windows = installed
    windows.variables["PYTHONHOME"] = r"C:\otro"
    windows.running = ("excel.exe", "excel.exe", "winword.exe")
    facts = observe(env)
    assert facts.variables == ("PYTHONHOME",)
    assert facts.excels_running == 2


# ------------------------------------------------------------------ the DLL that an add-in names


@pytest.mark.parametrize(
    "addin",
    [
        b"nada",
        project(b""),
        project(b"\x01\x00\x00"),
        project(literally("Sub A()")),
        project(b"\x01\x02\xb0\x01\x00\xf0"),  # a copy of what was never there
        project(b"\x01\x09\xb0\x00xl"),  # cut off
    ],
)
def test_no_dll_is_named(addin: bytes) -> None:
    assert dll_version(addin) == ""


def test_a_module_that_is_not_compressed() -> None:
    stream = b"\x01" + (0x3FFF).to_bytes(2, "little") + b'Lib "xlwings32-1.2.3.dll"'.ljust(4096)
    assert dll_version(project(stream)) == "1.2.3"


def test_copies_are_expanded() -> None:
    # "xlwings64-", then seven letters from ten back: "xlwings", then the rest
    token = ((10 - 1) << 12 | 7 - 3).to_bytes(2, "little")
    body = b"\x00xlwings6" + b"\x04" + b"4-" + token + b"64-1." + b"\x00" + b"0.dll"
    stream = b"\x01" + (0xB000 | len(body) - 1).to_bytes(2, "little") + body
    assert dll_version(project(stream)) == "1.0"


def test_the_add_in_of_xlwings_itself() -> None:
    import xlwings

    addin = Path(xlwings.__file__).with_name("quickstart_addin.xlam")
    assert dll_version(addin.read_bytes()) == xlwings.__version__


# ------------------------------------------------------------------ the self-test inside Excel


class FakeExcel:
    """An Excel in which everything goes well, until a test changes it."""

    def __init__(self, book: Path) -> None:
        self.book = book
        self.values: dict[str, object] = {formula: value or "texto" for formula, value in selftest.FORMULAS}
        self.shown: list[tuple[str, object]] = [("=EFICACIA(D7,E7)", 0.5), ("=SUM(A1)", 1.0)]
        self.linked: tuple[str, ...] = ()
        self.pressed: list[str] = []
        self.fails: dict[str, Exception] = {}
        self.closed = False

    def _maybe(self, what: str) -> None:
        if what in self.fails:
            raise self.fails[what]

    def version(self) -> str:
        return "16.0 (17928)"

    def load(self, _addin: Path) -> None:
        self._maybe("load")

    def value(self, formula: str) -> object:
        self._maybe("value")
        return self.values[formula]

    def open(self, _book: Path) -> None:
        self._maybe("open")

    def formulas(self) -> list[tuple[str, object]]:
        return self.shown

    def links(self) -> tuple[str, ...]:
        return self.linked

    def run(self, macro: str) -> None:
        self._maybe(macro)
        self.pressed.append(macro)
        if macro == "POI_Report":
            self.book.with_name("informe.docx").write_bytes(b"")

    def sheets(self) -> tuple[str, ...]:
        return ("Índice", *selftest.SHEETS) if "POI_Consolidate" in self.pressed else ("Índice",)

    def close(self) -> None:
        self.closed = True
        self._maybe("close")


@pytest.fixture
def excel(tmp_path: Path) -> FakeExcel:
    return FakeExcel(tmp_path / "prueba.xlsx")


def tried(excel: FakeExcel) -> list[Check]:
    checks = selftest.self_test(lambda: excel, Path(r"C:\x\eficacia.xlam"), excel.book)
    assert excel.closed
    return checks


def test_all_goes_well_in_excel(excel: FakeExcel) -> None:
    checks = tried(excel)
    assert [check for check in checks if check.verdict is not FINE] == []
    assert excel.pressed == ["POI_Review", "POI_Consolidate", "POI_Report"]
    subjects = [check.subject for check in checks]
    assert subjects[0] == "Cargar el complemento"
    assert {"Consolidar", "Generar informe Word", "Informe Word", "#¿NOMBRE? al abrir", "Vínculos"} <= set(
        subjects
    )


def test_excel_does_not_open() -> None:
    def start() -> FakeExcel:
        raise OSError(2)

    (check,) = selftest.self_test(start, Path("x"), Path("y"))
    assert (check.verdict, check.what) == (WRONG, "OSError: 2")


def test_the_functions_are_unknown(excel: FakeExcel) -> None:
    excel.values = dict.fromkeys(excel.values, selftest.NAME_ERROR)
    excel.shown = [("=EFICACIA(D7,E7)", selftest.NAME_ERROR)]
    found = verdicts(tried(excel))
    assert found["=EFICACIA(10,7.5)"] is found["#¿NOMBRE? al abrir"] is WRONG


@pytest.mark.parametrize(
    ("formula", "value"),
    [("=EFICACIA(10,7.5)", 0.7), ("=BANDA(1)", "OTRA"), ('=PARRAFO_AEI({"UT"},{10},{10})', -2146826273)],
)
def test_a_wrong_answer(excel: FakeExcel, formula: str, value: object) -> None:
    excel.values[formula] = value
    assert verdicts(tried(excel))[formula] is WRONG


def test_what_a_planner_would_see_at_opening(excel: FakeExcel) -> None:
    excel.shown = [("=@EFICACIA(D7,E7)", 0.5)]
    excel.linked = (r"D:\otra\eficacia.xlam",)
    found = verdicts(tried(excel))
    assert found["«@» en las fórmulas"] is found["Vínculos"] is WARNING
    excel.linked = (r"c:\X\EFICACIA.xlam",)
    assert verdicts(tried(excel))["Vínculos"] is FINE


def test_a_workbook_that_does_not_open(excel: FakeExcel) -> None:
    excel.fails["open"] = OSError("dañado")
    found = verdicts(tried(excel))
    assert found["Abrir un libro"] is WRONG
    assert "Vínculos" not in found


def test_a_button_fails(excel: FakeExcel) -> None:
    excel.fails = {
        "POI_Consolidate": RuntimeError("400"),
        "POI_Report": RuntimeError("400"),
        "close": OSError(),
    }
    found = verdicts(tried(excel))
    assert found["Consolidar"] is found["Hojas de resultado"] is found["Informe Word"] is WRONG
    assert found["Revisar datos"] is FINE


def test_what_is_expected_of_excel_is_what_the_functions_give() -> None:
    from udfs import functions

    calls = {
        "=EFICACIA(10,7.5)": functions.EFICACIA([[10]], [[7.5]]),
        "=BANDA(1)": functions.BANDA([[1]]),
        "=INDICADOR(1)": functions.INDICADOR([[1]]),
        "=EFICACIA_TOTAL({10,10},{10,5})": functions.EFICACIA_TOTAL([[10, 10]], [[10, 5]]),
    }
    wanted = dict(selftest.FORMULAS)
    for formula, answered in calls.items():
        assert answered == [[wanted[formula]]], formula
    assert functions.EFICACIA([["#N/A"]], [[1]]) == [[f"\x01{selftest.NA_ERROR + 2146828288}"]]
    assert functions.EFICACIA([[10], [20]], [[5], [10]]) == [[0.5], [0.5]]


def test_every_function_and_every_command_that_matters_is_tried() -> None:
    from udfs.catalogue import FUNCTIONS
    from xlwings_addin.ribbon.controls import BUTTONS

    tried_ones = " ".join(formula for formula, _ in selftest.FORMULAS)
    assert all(f"{one.name}(" in tried_ones for one in FUNCTIONS)
    assert set(selftest.COMMANDS) <= {button.function for button in BUTTONS}


class Sheet:
    """As much of a worksheet as the self-test asks of Excel."""

    Name = "UT"

    def __init__(self) -> None:
        self.cell = SimpleNamespace(Value2=0.75, Formula2="", FormulaArray="")
        self.UsedRange = SimpleNamespace(
            Formula2=(("=EFICACIA(1,2)", "x"),), Formula="", Value2=((0.5, "x"),)
        )

    def Range(self, _address: str) -> SimpleNamespace:  # noqa: N802
        return self.cell


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The object model behind xlwings' App, as calls that are noted down."""
    calls: list[tuple[object, ...]] = []
    sheet = Sheet()
    single = SimpleNamespace(UsedRange=SimpleNamespace(Formula="=A1", Value2=2.0), Name="Una celda")
    api = SimpleNamespace(
        Version="16.0",
        Build=17928,
        ActiveSheet=sheet,
        ActiveWorkbook=SimpleNamespace(Worksheets=[sheet, single], LinkSources=lambda _kind: None),
        Workbooks=SimpleNamespace(Open=lambda *words, **more: calls.append(("open", *words, *more.items()))),
        Run=lambda *words: calls.append(("run", *words)),
        calls=calls,
    )
    app = SimpleNamespace(api=api, quit=lambda: calls.append(("quit",)))
    monkeypatch.setitem(sys.modules, "xlwings", SimpleNamespace(App=lambda **_: app))
    monkeypatch.setitem(sys.modules, "win32com", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "win32com.client", SimpleNamespace(VARIANT=lambda *words: words))
    return api


def test_what_is_asked_of_excel(application: SimpleNamespace) -> None:
    excel = selftest.ThisExcel()
    assert excel.version() == "16.0 (17928)"
    excel.load(Path("eficacia.xlam"))
    excel.open(Path("prueba.xlsx"))
    assert excel.formulas() == [("=EFICACIA(1,2)", 0.5), ("=A1", 2.0)]
    assert excel.links() == ()
    assert excel.sheets() == ("UT", "Una celda")
    excel.run("POI_Review")
    excel.close()
    assert application.calls == [
        ("open", "eficacia.xlam"),
        ("open", "prueba.xlsx", ("UpdateLinks", 0)),
        ("run", "eficacia.xlam!POI_Review", (9, None)),
        ("quit",),
    ]
    assert application.DisplayAlerts is False


def test_a_formula_is_entered(application: SimpleNamespace) -> None:
    cell = application.ActiveSheet.cell
    assert selftest.ThisExcel().value("=EFICACIA(1,2)") == 0.75
    assert (cell.Formula2, cell.FormulaArray) == ("=EFICACIA(1,2)", "")


def test_an_excel_without_spills(application: SimpleNamespace) -> None:
    class Old:
        __slots__ = ("FormulaArray", "Value2")

    application.ActiveSheet.cell = old = Old()
    old.Value2 = 0.5
    assert selftest.ThisExcel().value("=EFICACIA(1,2)") == 0.5
    assert old.FormulaArray == "=EFICACIA(1,2)"


# ------------------------------------------------------------------ the command


def options(*words: str) -> object:
    parser = Parser(prog="eficacia complemento")
    install_cli.register(parser.add_subparsers(dest="verb"))
    return parser.parse_args(["diagnostico", *words])


def test_the_command_shows_line_by_line(
    installed: tuple[Env, FakeWindows], capsys: pytest.CaptureFixture[str]
) -> None:
    env, _ = installed
    code = install_cli.run_diagnosis(options(), env, lambda _env: [fine("Consolidar", "El botón terminó.")])
    shown = capsys.readouterr().out
    assert code == 0
    assert "bien      Python: Python 3.11.9: " in shown
    assert "Ahora se abre otro Excel" in shown
    assert "bien      Consolidar: El botón terminó." in shown
    assert shown.endswith("\nbien: 22 · atención: 0 · mal: 0\n")


def test_what_is_wrong_keeps_excel_closed(
    installed: tuple[Env, FakeWindows], capsys: pytest.CaptureFixture[str]
) -> None:
    env, windows = installed
    windows.answer = ""
    assert install_cli.run_diagnosis(options(), env) == 1
    shown = capsys.readouterr().out
    assert "mal       Python: " in shown
    assert "          → " in shown
    assert "atención  Prueba en Excel: No se hizo" in shown


def test_excel_is_not_opened_where_there_is_none(
    installed: tuple[Env, FakeWindows], capsys: pytest.CaptureFixture[str]
) -> None:
    env, windows = installed
    windows.registry.clear()
    assert install_cli.run_diagnosis(options(), env) == 0
    assert install_cli.run_diagnosis(options("--sin-excel"), env) == 0
    assert "Ahora se abre" not in capsys.readouterr().out


def test_the_self_test_works_on_an_example(
    installed: tuple[Env, FakeWindows], monkeypatch: pytest.MonkeyPatch
) -> None:
    env, _ = installed
    seen: list[bool] = []

    def try_all(_start: object, addin: Path, book: Path) -> list[Check]:
        seen.append(addin.is_file() and book.is_file())
        return []

    monkeypatch.setattr(selftest, "self_test", try_all)
    assert install_cli.try_in_excel(env) == []
    assert seen == [True]


def test_the_worst_of_nothing() -> None:
    assert worst([]) is FINE
