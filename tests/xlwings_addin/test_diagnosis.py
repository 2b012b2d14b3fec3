"""Each check by itself, good and bad; the command that shows them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.windows import FINE, GOOD, WARNING, WRONG, XLWINGS, FakeWindows, options, told
from xlwings_addin import diagnosis, install_cli, selftest
from xlwings_addin.probe import Facts
from xlwings_addin.verdicts import Check, Verdict, fine, worst
from xlwings_addin.windows import Env


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


def test_the_command_shows_line_by_line(
    installed: tuple[Env, FakeWindows], capsys: pytest.CaptureFixture[str]
) -> None:
    env, _ = installed
    code = install_cli.run_diagnosis(
        options("diagnostico"), env, lambda _env: [fine("Consolidar", "El botón terminó.")]
    )
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
    assert install_cli.run_diagnosis(options("diagnostico"), env) == 1
    shown = capsys.readouterr().out
    assert "mal       Python: " in shown
    assert "          → " in shown
    assert "atención  Prueba en Excel: No se hizo" in shown


def test_excel_is_not_opened_where_there_is_none(
    installed: tuple[Env, FakeWindows], capsys: pytest.CaptureFixture[str]
) -> None:
    env, windows = installed
    windows.registry.clear()
    assert install_cli.run_diagnosis(options("diagnostico"), env) == 0
    assert install_cli.run_diagnosis(options("diagnostico", "--sin-excel"), env) == 0
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
