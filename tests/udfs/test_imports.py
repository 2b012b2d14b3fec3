"""What loading the functions loads: nothing that a cell does not need."""

import json
import subprocess
import sys

import pytest

HEAVY = ("docx", "openpyxl", "report", "pandas", "numpy", "lxml", "xlsxwriter", "python_calamine", "xlwings")
LOADED = "import json, sys; {code}; print(json.dumps([n for n in sys.modules if '.' not in n]))"


def loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(code=code)], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("module", ["udfs", "udfs.catalogue", "udfs.answers"])
def test_what_hosts_without_xlwings_load(module: str) -> None:
    assert not loaded(f"import {module}") & set(HEAVY)


def test_what_excel_loads() -> None:
    """Whatever of pandas and numpy is there, xlwings itself brought (it tries them when it is imported)."""
    functions = loaded("import udfs.functions")
    assert not functions & {"docx", "openpyxl", "report"}
    assert functions - loaded("import xlwings, udfs.answers") <= {"udfs", "gc"}


def test_the_server_does_not_go_through_what_it_has_loaded() -> None:
    """A whole collection in the middle of an answer would take longer than 10,000 cells."""
    assert "udfs" in loaded("import gc, udfs.functions; assert gc.get_freeze_count() > 10_000")


def test_without_pandas_every_function_but_one_answers() -> None:
    code = (
        "sys.modules['pandas'] = sys.modules['numpy'] = None; import udfs.functions as f; "
        "assert f.EFICACIA(10.0, 5.0) == [[0.5]]; assert f.BANDA(1.0) == [['META CUMPLIDA']]"
    )
    assert "udfs" in loaded(code)


def test_only_the_table_loads_pandas() -> None:
    calls = "a.efficacy(1, 1); a.band(1); a.total_efficacy(1, 1); a.action_paragraph('U', 1, 1)"
    assert "pandas" not in loaded(f"import udfs.answers as a; {calls}")
    table = "a.action_totals([['AEI', 'Programadas', 'Ejecutadas'], ['AEI.01.01', 1, 1]])"
    assert "pandas" in loaded(f"import udfs.answers as a; {table}")
