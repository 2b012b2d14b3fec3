"""The self-test, with an Excel that is made up."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.windows import FINE, WARNING, WRONG, verdicts
from xlwings_addin import selftest
from xlwings_addin.verdicts import Check


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
