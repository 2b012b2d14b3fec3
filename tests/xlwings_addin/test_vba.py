"""The VBA of the add-in as text: what is generated, what is patched, which names there are."""

import importlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.vba import declared, for_windows, repeated, words
from tests.support.winstub import windows
from udfs.catalogue import CATEGORY, FUNCTIONS, HELP_LIMIT
from xlwings_addin.ribbon.controls import BUTTONS, DESKTOP_MODULE, python_command
from xlwings_addin.vba import generate, patches, project

OWN_DIFFERENCES = (
    # why, the text of xlwings' generator, ours
    (
        "Excel only: no conditionals for other programs, whose branch goes",
        r'    #If App = "Microsoft Excel" Then\n((?:.*\n)*?)    #Else\n(?:.*\n)*?    #End If\n',
        r"\1",
    ),
    (
        "errors are ours wherever the call comes from, not only from cells",
        r"    If TypeOf Application\.Caller Is Range Then On Error GoTo failed\n",
        "    On Error GoTo failed\n",
    ),
    (
        "no workbook and no caller: a pure function needs neither",
        r", ActiveWorkbook, Application\.Caller\)",
        ", Nothing, Nothing)",
    ),
    ("marked texts become errors", r"= (XLPy\.CallUDF\(.*\))\n", r"= PoiResult(\1)\n"),
    ("a failure is #VALUE!, not a text in English", r"= Err\.Description\n", "= PoiFailure()\n"),
)


def functions_of(module: str) -> dict[str, str]:
    """Each function of a module by its name, indented as ours are."""
    found = re.findall(r"(?ms)^Function (\w+)(\(.*?^End Function)", module)
    return {name: re.sub(r"(?m)^ +", "    ", text) for name, text in found}


@pytest.fixture(scope="module")
def as_xlwings_writes() -> Iterator[dict[str, str]]:
    """The wrappers of the same functions as xlwings' own generator writes them."""
    with windows() as loaded:
        yield functions_of(loaded.import_udfs().module)


def values_not_ranges(wrapper: str) -> str:
    """The one difference that a replacement cannot say: every argument goes through PoiValue."""

    def each(match: re.Match[str]) -> str:
        return f"Array({', '.join(f'PoiValue({name})' for name in match[1].split(', '))})"

    return re.sub(r"Array\((.*?)\)", each, wrapper)


@pytest.mark.parametrize("name", [one.name for one in FUNCTIONS])
def test_wrapper_is_that_of_xlwings_apart_from_the_listed_differences(
    as_xlwings_writes: dict[str, str], name: str
) -> None:
    expected = as_xlwings_writes[name]
    for why, theirs, ours in OWN_DIFFERENCES:
        expected, found = re.subn(theirs, ours, expected)
        assert found == 1, why
    expected = values_not_ranges(expected)
    ours = functions_of(generate.generated()["PoiFunctions.bas"])[name]
    assert ours == re.sub(r"(?m)^ +", "    ", expected)


def test_xlwings_has_no_function_that_we_lack(as_xlwings_writes: dict[str, str]) -> None:
    assert set(as_xlwings_writes) == {one.name for one in FUNCTIONS}


@pytest.mark.parametrize("name", sorted(generate.generated()))
def test_committed_text_is_what_the_generator_writes(name: str) -> None:
    committed = (generate.FOLDER / name).read_text(encoding="utf-8")
    assert committed == generate.generated()[name], "run: python -m xlwings_addin.vba.generate"


def test_generator_writes_its_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "FOLDER", tmp_path)
    generate.write()
    assert {
        path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()
    } == generate.generated()


def test_help_fits_excel_and_says_everything() -> None:
    module = generate.generated()["PoiHelp.bas"]
    for function in FUNCTIONS:
        for text in (function.help, *(one.help for one in function.arguments)):
            assert 0 < len(text) <= HELP_LIMIT
            assert generate.literal(text) in module
    assert f'Category:="{CATEGORY}"' in module


def test_every_patch_is_made_once() -> None:
    text = patches.patched(patches.xlwings_module())
    for patch in patches.PATCHES:
        assert text.count(patch.new) == 1, patch.why
    assert (
        text.count("ActiveWorkbook.FullName") == patches.xlwings_module().count("ActiveWorkbook.FullName") - 1
    )


@pytest.mark.parametrize("patch", patches.PATCHES, ids=lambda patch: patch.why[:30])
@pytest.mark.parametrize("times", [0, 2])
def test_a_changed_text_of_xlwings_is_refused(patch: patches.Patch, times: int) -> None:
    changed = patches.xlwings_module().replace(patch.old, patch.old * times)
    with pytest.raises(patches.XlwingsTextChanged) as caught:
        patches.patched(changed)
    assert caught.value.found == times
    assert caught.value.patch == patch
    assert patch.why in str(caught.value)


def test_a_missing_xlwings_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patches, "find_spec", lambda _: None)
    with pytest.raises(ModuleNotFoundError, match="xlwings"):
        patches.xlwings_module()


def modules() -> dict[str, str]:
    return {**project.standard_modules(), **project.class_modules()}


def test_only_functions_for_cells_and_callbacks_are_in_public_modules() -> None:
    public = {
        name for name, text in project.standard_modules().items() if "Option Private Module" not in text
    }
    assert public == {"PoiFunctions", "PoiRibbon"}
    names = declared(project.standard_modules()["PoiFunctions"])
    assert sorted(names) == sorted(one.name for one in FUNCTIONS)


def test_names_are_unique_over_all_modules() -> None:
    names = [project.PROJECT_NAME, project.SETTINGS_SHEET, project.HELP_SHEET, *modules()]
    for text in modules().values():
        names += declared(text)
    assert len(names) > 80
    assert repeated(names) == set()


def test_two_alike_names_would_be_seen() -> None:
    text = "Public Const Consolidar As Long = 1\nPublic Sub CONSOLIDAR()\nEnd Sub\n"
    assert repeated(declared(text)) == {"consolidar"}


def test_functions_and_arguments_have_one_spelling_in_the_whole_project() -> None:
    """VBA would give the last one to all: the wizard shows names as they are spelled here."""
    names = [one.name for one in FUNCTIONS] + [arg.name for one in FUNCTIONS for arg in one.arguments]
    spelled = {name.casefold(): name for name in names}
    for module, text in modules().items():
        for word in words(text):
            assert spelled.get(word.casefold(), word) == word, module


def test_every_button_has_its_callback() -> None:
    ribbon = modules()["PoiRibbon"]
    for button in BUTTONS:
        assert ribbon.count(f"Public Sub {button.macro}(control As IRibbonControl)\n") == 1
        assert f'PoiRun "{python_command(button)}", {button.needs_book}\n' in ribbon


def test_every_button_has_its_function_in_python() -> None:
    desktop = importlib.import_module(DESKTOP_MODULE)
    for button in BUTTONS:
        assert callable(getattr(desktop, button.function))


def test_a_line_too_long_and_a_strange_character_are_refused() -> None:
    with pytest.raises(project.UnfitModule, match="M, line 2: 1024 characters"):
        project.source("M", "Option Explicit\n" + "x" * 1024)
    with pytest.raises(project.UnfitModule, match="'≥' is not in cp1252"):
        project.source("M", "' ≥ 0")
    assert project.source("M", "a\r\nb\n") == "a\r\nb\r\n"


def test_another_template_is_refused() -> None:
    with pytest.raises(project.TemplateChanged, match="0 times, not once"):
        project._project_text(b'Name="Another"')


def test_conditionals_are_resolved_as_windows_does() -> None:
    source = "#If VBA7 Then\n#If Mac Then\na\n#Else\nb\n#End If\n#Else\nc\n#End If"
    assert for_windows(source).split() == ["b"]
    source = (
        '#Const App = "Microsoft Excel" \'x\n'
        '#If App = "Microsoft Word" Then\na\n#ElseIf Not Mac Then\nb\n#End If'
    )
    assert for_windows(source).split() == ["b"]
    resolved = for_windows(patches.patched(patches.xlwings_module()))
    assert "xlwings64-" in resolved
    assert not re.search(r"(?m)^\s*#|xlwings32-|libc\.dylib", resolved)


def test_keytips_and_names_of_buttons_are_unique() -> None:
    assert repeated(one.shown.keytip for one in BUTTONS) == set()
    assert repeated(one.shown.id for one in BUTTONS) == set()
    assert repeated(one.macro for one in BUTTONS) == set()
    assert len({replace(one.shown, keytip="") for one in BUTTONS}) == len(BUTTONS)
