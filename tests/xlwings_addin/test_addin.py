"""The add-in as a file: same bytes, read back, analysed, checked against a schema, run by LibreOffice."""

import io
import os
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from pyopenvba import ExcelFile
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from pyvbaanalysis.cli import read_office_project
from pyvbaanalysis.project import analyze_project
from vbalidator import precheck

from tests.support.libreoffice import Office
from tests.support.ooxml import check
from tests.support.vba import Basic, for_windows
from udfs.catalogue import FUNCTIONS
from xlwings_addin import build as building
from xlwings_addin.ribbon.controls import BUTTONS, GROUPS
from xlwings_addin.ribbon.markup import NAMESPACE_2007, NAMESPACE_2010
from xlwings_addin.vba import project

COMMITTED = Path(building.__file__).with_name(building.FILE_NAME)
SCHEMA = Path(__file__).with_name("customui.xsd")
RIBBONS = {"customUI/customUI.xml": NAMESPACE_2007, "customUI/customUI14.xml": NAMESPACE_2010}
PROBES = Path(__file__).with_name("probes.bas")


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addin") / building.FILE_NAME
    path.write_bytes(building.build())
    return path


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def stored() -> dict[str, str]:
    """Every module as the file should hold it, by name; of class modules the part below the attributes."""
    own = {**project.standard_modules(), **project.class_modules()}
    return {name: project.source(name, text) for name, text in own.items()}


# ---------------------------------------------------------------- bytes


def test_two_builds_are_equal() -> None:
    command = "import sys; from xlwings_addin.build import build; sys.stdout.buffer.write(build())"
    environment = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "America/Lima"}
    other = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, env=environment)
    assert other.stdout == building.build()


def test_the_committed_addin_is_a_fresh_build(addin: Path) -> None:
    fresh, committed = parts(addin.read_bytes()), parts(COMMITTED.read_bytes())
    assert list(committed) == list(fresh)
    for name, content in fresh.items():
        assert committed[name] == content, f"{name}: run: eficacia complemento construir -o {COMMITTED.name}"
    assert COMMITTED.read_bytes() == addin.read_bytes()


def test_package_is_sound(addin: Path) -> None:
    assert check(addin) == []


# ---------------------------------------------------------------- read back


def test_olevba_reads_every_module_back(addin: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oletools uses old names of pyparsing
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser(str(addin))
        found = {stream.rpartition("/")[2]: code for _, stream, _, code in parser.extract_macros()}
        parser.close()
    for name, text in stored().items():
        assert found[name].replace("\r\n", "\n").endswith(text.replace("\r\n", "\n")), name
    assert set(found) == {*stored(), "Sheet1", "Sheet2"}


def test_pyopenvba_reads_every_module_back(addin: Path) -> None:
    with ExcelFile(addin) as book:
        assert book.validate() == []
        found = {name: book.get_module(name) for name in book.module_names()}
    own = stored()
    for name in project.standard_modules():
        assert found[name] == own[name]
    for name in project.class_modules():
        attributes, _, body = found[name].partition("Option Explicit")
        assert f"Option Explicit{body}" == own[name]
        assert all(line.startswith("Attribute VB_") for line in attributes.splitlines())
    assert set(found) == {*own, "Sheet1", "Sheet2"}


def test_project_is_ours_and_excel_compiles_it(addin: Path) -> None:
    from pyopenvba.cfb import CFB
    from pyopenvba.vba import parse_vba_project

    container = CFB.from_bytes(parts(addin.read_bytes())["xl/vbaProject.bin"])
    listed = container.get_stream("PROJECT").decode("cp1252").splitlines()
    assert 'Name="EvaluacionPOI"' in listed
    assert {line for line in listed if line.startswith("Document=")} == {
        f"Document={name}/&H00000000" for name in ("ThisWorkbook", "Sheet1", "Sheet2")
    }
    assert "Class=PoiEvents" in listed
    assert container.get_stream_in_storage("VBA", "_VBA_PROJECT") == bytes.fromhex("cc61ffff000000")
    assert {one.name for one in parse_vba_project(container).references} >= {"stdole", "Office"}
    assert b"William" not in addin.read_bytes()


# ---------------------------------------------------------------- static analysis


def findings(addin: Path, **changed: str) -> dict[str, list[str]]:
    """What pyvbaanalysis says of the project in the file, some modules with another text."""
    found = read_office_project(addin)
    inputs = [
        replace(one, source=changed.get(one.module_name, one.source))
        for one in (module.as_module_input() for module in found.modules)
    ]
    analysed = analyze_project(
        inputs, conditional_compilation=found.conditional_compilation(), host=found.host
    )
    return {name: [f"{one.severity}: {one.message}" for one in listed] for name, listed in analysed.items()}


def test_analysis_of_the_whole_project_is_clean(addin: Path) -> None:
    found = findings(addin)
    theirs = [text for text in found.pop("xlwings", []) if "error" in text.split(":")[0].lower()]
    assert theirs == []
    assert {name: listed for name, listed in found.items() if listed} == {}


FAULTS = [
    ("Set sheet = cells", "Set shet = cells"),
    ("Next row", "Next rows"),
    ("PoiElement = element", "PoiElemen = element"),
]
"""In PoiValues: a name nobody declares, a loop that does not close, a function without its answer."""


def validated(folder: Path, **changed: str) -> list[str]:
    """What vbalidator says of our modules together; xlwings' one, which it cannot read, is a stand-in."""
    stand_in = "Option Explicit\r\nPublic Function XLPy() As Variant\r\nEnd Function\r\n"
    for name, text in {**stored(), "xlwings": stand_in, **changed}.items():
        if name == "ThisWorkbook":
            continue  # it would take the workbook for a class of ours, without the members of a workbook
        ending = "cls" if name in project.class_modules() else "bas"
        named = text if text.startswith("Attribute") else f'Attribute VB_Name = "{name}"\r\n{text}'
        folder.joinpath(f"{name}.{ending}").write_bytes(named.encode(project.CODE_PAGE))
    return [f"{one['rule_id']}: {one['message']}" for one in precheck(folder, host="excel").issues]


def test_vbalidator_finds_nothing_in_our_modules(tmp_path: Path) -> None:
    assert validated(tmp_path) == []


@pytest.mark.parametrize(("old", "new"), FAULTS)
def test_planted_faults_are_found_by_both(addin: Path, tmp_path: Path, old: str, new: str) -> None:
    good = stored()["PoiValues"]
    bad = good.replace(old, new)
    assert bad != good
    assert validated(tmp_path, PoiValues=bad)
    assert findings(addin, PoiValues=bad)["PoiValues"]


# ---------------------------------------------------------------- ribbon


def ribbon_faults(content: bytes, namespace: str) -> list[str]:
    text = SCHEMA.read_text(encoding="utf-8").replace("NAMESPACE", namespace)
    schema = etree.XMLSchema(etree.fromstring(text.encode()))
    schema.validate(etree.fromstring(content))
    return [error.message for error in schema.error_log]


@pytest.mark.parametrize("part", RIBBONS)
def test_ribbon_fits_its_schema(addin: Path, part: str) -> None:
    assert ribbon_faults(parts(addin.read_bytes())[part], RIBBONS[part]) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'keytip="N"', b'keytip="NNNN"'),
        (b'size="large"', b'size="enormous"'),
        (b'id="poiGuide"', b'id="poiReport"'),
        (b"group", b"grupo"),
        (b"screentip=", b"tooltip="),
        (b' onAction="POI_Guide"', b""),
        (b' supertip="', b' accion="'),
    ],
)
@pytest.mark.parametrize("part", RIBBONS)
def test_a_broken_ribbon_is_seen(addin: Path, part: str, old: bytes, new: bytes) -> None:
    good = parts(addin.read_bytes())[part]
    assert old in good
    assert ribbon_faults(good.replace(old, new), RIBBONS[part])


@pytest.mark.parametrize("part", RIBBONS)
def test_every_control_is_on_the_ribbon_with_all_its_texts(addin: Path, part: str) -> None:
    tree = etree.fromstring(parts(addin.read_bytes())[part])
    controls = {node.get("id"): node for node in tree.iter("{*}button", "{*}menu")}
    assert set(controls) == {
        *(one.menu.shown.id for one in BUTTONS if one.menu),
        *(one.shown.id for one in BUTTONS),
    }
    menus = dict.fromkeys(one.menu for one in BUTTONS if one.menu)
    for shown in (*(menu.shown for menu in menus), *(one.shown for one in BUTTONS)):
        node = controls[shown.id]
        for attribute, value in {
            "label": shown.label,
            "screentip": shown.screentip,
            "supertip": shown.supertip,
            "keytip": shown.keytip,
            "imageMso": shown.icon,
        }.items():
            assert value
            assert node.get(attribute) == value
    assert [node.get("label") for node in tree.iter("{*}group")] == [group.label for group in GROUPS]
    for menu in menus:
        inside = [node.get("id") for node in controls[menu.shown.id]]
        assert inside == [one.shown.id for one in BUTTONS if one.menu == menu]


@pytest.mark.parametrize("part", RIBBONS)
def test_callbacks_are_in_the_file_with_the_right_signature(addin: Path, part: str) -> None:
    with ExcelFile(addin) as book:
        module = book.get_module("PoiRibbon")
    tree = etree.fromstring(parts(addin.read_bytes())[part])
    named = [value for node in tree.iter() for key, value in node.items() if key.startswith(("on", "get"))]
    assert sorted(named) == sorted(one.macro for one in BUTTONS)
    for macro in named:
        assert module.count(f"Public Sub {macro}(control As IRibbonControl)\r\n") == 1


# ---------------------------------------------------------------- sheets


def test_settings_are_text_and_help_is_the_last_sheet(addin: Path) -> None:
    book = CalamineWorkbook.from_path(addin)
    assert [(one.name, one.visible) for one in book.sheets_metadata] == [
        ("eficacia.conf", SheetVisibleEnum.Visible),
        ("_IntelliSense_", SheetVisibleEnum.Hidden),
    ]
    assert dict(book.get_sheet_by_name("eficacia.conf").to_python()) == {
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",  # a text: a truth value would be read as «Falso» in Spanish
        "USE UDF SERVER": "True",
        "UDF MODULES": "udfs.functions",
        "DEBUG UDFS": "False",
        "SHOW CONSOLE": "False",
    }
    rows = [[cell for cell in row if cell] for row in book.get_sheet_by_name("_IntelliSense_").to_python()]
    assert rows[0] == ["FunctionInfo", "1.0"]
    assert [row[:2] for row in rows[1:]] == [[one.name, one.help] for one in FUNCTIONS]
    assert rows[1][2:] == [text for one in FUNCTIONS[0].arguments for text in (one.name, one.help)]


# ---------------------------------------------------------------- LibreOffice


@pytest.fixture(scope="module")
def basic(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Basic]:
    """The add-in in LibreOffice: conditionals resolved; xlwings' module, which declares a DLL, taken out."""
    path = tmp_path_factory.mktemp("basic") / building.FILE_NAME
    shutil.copy(COMMITTED, path)
    opened = Basic(office, path)
    for name, text in opened.modules().items():
        if name != "xlwings":
            opened.library.replaceByName(name, for_windows(text))
    opened.library.removeByName("xlwings")
    opened.add("Probes", PROBES.read_text(encoding="utf-8"))
    yield opened
    opened.close()


@pytest.mark.libreoffice
def test_libreoffice_opens_the_project(basic: Basic) -> None:
    assert basic.project == project.PROJECT_NAME
    assert set(basic.modules()) == {*stored(), "Sheet1", "Sheet2", "Probes"} - {"xlwings"}


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("probe", "expected"),
    [
        ("ProbeFailure", "error 2015"),
        ("ProbeDivision", "error 2007"),
        ("ProbeNotAvailable", "error 2042"),
        ("ProbeBrokenMark", "error 2015"),
        ("ProbeText", "String S.I."),
        ("ProbeNumber", "Double 0.73"),
        ("ProbeEmptyText", "String "),
        ("ProbeTable", "Double 0.5|error 2007|String Sin meta|error 2036"),
        ("ProbeList", "Double 0.5|error 2015"),
        ("ProbeCell", "String USE UDF SERVER"),
        ("ProbeRange", "2 x 2: String USE UDF SERVER|String True|String UDF MODULES|String udfs.functions"),
        ("ProbeColumn", "5 x 1"),
        ("ProbeColumns", "5 x 2"),
        ("ProbeValue", "Double 12.5"),
        ("ProbeBlank", "Empty"),
        ("ProbeSeveralAreas", "failed 5"),
        ("ProbeOurLink", "True"),
        ("ProbeOurAddress", "True"),
        ("ProbeOtherLink", "False"),
        ("ProbeCallsUs", "True"),
        ("ProbeCallsUsInside", "True"),
        ("ProbeCallsOther", "False"),
        ("ProbeNames", str(len(FUNCTIONS))),
    ],
)
def test_libreoffice_runs_what_needs_neither_python_nor_excel(
    basic: Basic, probe: str, expected: str
) -> None:
    assert basic.call("Probes", probe) == expected
