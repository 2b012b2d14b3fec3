"""The command line: every word Spanish, codes that scripts can trust, results where they are said to be."""

import argparse
import ast
import errno
import gc
import inspect
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from workbook.hosts.file import open_file
from workbook.layouts import own
from xlwings_addin import catalogue, cli, commands, output, screen
from xlwings_addin.arguments import command_line
from xlwings_addin.notes import merged, read_notes

ROOT = Path(__file__).parents[2]
COMMANDS = ("demo", "nuevo", "revisar", "consolidar", "informe")
ENGLISH = re.compile(
    r"\b(usage|options?|positional|arguments?|error:|show|this|help|message|exit|required|choose|from|invalid|"
    r"expected|unrecognized|default|the|of|and|file|must|could)\b"
)
NEVER_SEEN = {
    "'required' is an invalid argument for positionals",
    "%r is not callable",
    ".__call__() not defined",
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "conflicting option string: %s",
    "conflicting option strings: %s",
    "conflicting subparser alias: %s",
    "conflicting subparser: %s",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
}
"""What argparse says only to programmers, while the parser is made."""


def run(*words: str | Path) -> int:
    return cli.main([str(word) for word in words])


def without_commands(text: str) -> str:
    """Take out the words of the command line itself: options, metavars, file names."""
    return re.sub(r"--?[a-z]+|[a-z-]+\.(?:xlsx|docx)|«[^»]*»|'[^']*'", "", text)


# ------------------------------------------------------------ the words


def argparse_texts() -> set[str]:
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(argparse)))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
    ]
    return {one.value for call in calls for one in call.args if isinstance(one, ast.Constant)}


def test_argparse_has_no_text_that_we_do_not_know() -> None:
    texts = argparse_texts()
    assert texts
    assert texts - NEVER_SEEN - set(catalogue.SPANISH) == set()


@pytest.mark.parametrize(("english", "spanish"), catalogue.SPANISH.items())
def test_translations_keep_their_fields(english: str, spanish: str) -> None:
    fields = re.compile(r"%(?:\(\w+\))?[rs]")
    assert set(fields.findall(spanish)) <= set(fields.findall(english))
    assert not re.search(r"\b(the|of|argument|option|value|must|not)\b", fields.sub("", spanish))


def test_argparse_speaks_english_again_afterwards() -> None:
    with catalogue.argparse_in_spanish():
        assert argparse._("options") == "opciones"
        assert argparse.ngettext("expected %s argument", "expected %s arguments", 2) == "necesita %s valores"
        assert argparse._("unknown") == "unknown"
    assert argparse._("options") == "options"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_spanish(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*filter(None, (command, "--help"))) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("uso: eficacia")
    assert "opciones:" in shown
    assert not ENGLISH.search(without_commands(shown)), shown


def test_without_arguments_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    shown = capsys.readouterr().out
    assert all(command in shown for command in COMMANDS)


def test_the_version(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "9.8.7")
    assert run("--version") == 0
    assert capsys.readouterr().out == "eficacia 9.8.7\n"


def test_the_installed_command_collects_again_once_it_is_loaded(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["eficacia", "revisar", "no-hay.xlsx"])
    monkeypatch.delitem(sys.modules, "xlwings_addin.start", raising=False)
    from xlwings_addin import start

    assert gc.isenabled()
    assert start.main() == 2
    assert "no-hay.xlsx" in capsys.readouterr().err
    assert gc.isenabled()


def test_the_version_of_a_program_that_is_not_installed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib.metadata import PackageNotFoundError

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    assert run("--version") == 0
    assert capsys.readouterr().out == "eficacia sin instalar\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["informe"], "eficacia informe: falta indicar: LIBRO."),
        (["informes"], "«informes» no es válido; los valores posibles son: «demo», "),
        (
            ["informe", "x.xlsx", "--periodo", "este año"],
            "«este año» no es un periodo. Escriba: «Anual», «I Semestre»",
        ),
        (["informe", "x.xlsx", "--hasta", "13"], "«13» no es un mes. Escriba: enero, febrero"),
        (
            ["informe", "x.xlsx", "--metodo", "media"],
            "promedio_topado (Promedio de actividades, con tope de 100 %)",
        ),
        (["informe", "x.xlsx", "--fecha", "01/29/2021"], "«01/29/2021» no es una fecha"),
        (["informe", "x.xlsx", "--fecha", "2021-02-30"], "«2021-02-30» no es una fecha"),
        (["informe", "x.xlsx", "-o", "informe.pdf"], "Escriba: un nombre que termine en .docx."),
        (["informe", "x.xlsx", "-o"], "-o: falta su valor."),
        (["informe", "x.xlsx", "-o", " "], "no es un nombre de archivo"),
        (["informe", "x.xlsx", "--sustento=si"], "no lleva ningún valor"),
        (["informe", "x.xlsx", "-o", "a.docx", "-o", "b.docx"], "eficacia informe: -o: está dos veces"),
        (["informe", "x.xlsx", "y.xlsx"], "eficacia informe: no se reconoce: y.xlsx."),
        (
            ["informe", "x.xlsx", "--plantila=x.docx"],
            "eficacia informe: no se reconoce: --plantila=x.docx (¿quiso escribir --plantilla?).",
        ),
        (["--depura", "demo"], "eficacia: no se reconoce: --depura (¿quiso escribir --depurar?)."),
        (["revisar", "x.xlsx", "--metodo", "razon"], "no se reconoce: --metodo razon."),
        (["comparar", "x.xlsx"], "falta indicar: DESPUÉS."),
        *(
            ([*words.split(), "."], "«.» es una carpeta. Escriba también el nombre del archivo")
            for words in (
                "revisar",
                "informe",
                "ficha",
                "cerrar",
                "publicar",
                "verificar",
                "comparar x.xlsx",
                "formatos preparar",
                "nuevo x.xlsx --desde",
                "informe x.xlsx --sobre",
            )
        ),
        (["revisar", ""], "«» no es un nombre de archivo. Escriba: el del libro o documento"),
        (["nuevo", "x.xlsx", "--anio", "20"], "«20» no es un año. Escriba: cuatro cifras"),
        (["nuevo", "x.xlsm"], "LIBRO.xlsx: «x.xlsm» no es un nombre que sirva"),
    ],
)
def test_wrong_words(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert "Vea las opciones con: eficacia" in shown.err
    assert not ENGLISH.search(without_commands(shown.err)), shown.err


def test_the_command_for_the_detail_can_be_typed(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spaced = faulty.rename(faulty.with_name("Mi POI año 2026 (ñ).xlsx"))
    assert run("consolidar", spaced) == 1
    assert f'Para el detalle: eficacia revisar "{spaced}"\n' in capsys.readouterr().out
    assert run("consolidar", spaced, "--periodo", "Anual") == 1
    assert f'eficacia revisar "{spaced}", con las mismas opciones\n' in capsys.readouterr().out


def test_trying_needs_a_report_to_try_on(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(good.parent.iterdir())
    assert run("informe", good, "--simular") == 2
    assert "--sobre INFORME.docx" in capsys.readouterr().err
    assert sorted(good.parent.iterdir()) == before


def test_values_are_read_as_planners_write_them() -> None:
    options = command_line().parse_args(
        [
            "consolidar",
            "x.xlsx",
            "--periodo",
            "al III trimestre",
            "--hasta",
            "Feb",
            "--metodo",
            "Promedio topado",
        ]
    )
    assert options.periodo.months[-1] == 9
    assert options.hasta == 2
    assert options.metodo.value == "promedio_topado"


def test_output_names(tmp_path: Path) -> None:
    def name(text: str) -> Path:
        return command_line().parse_args(["informe", "x.xlsx", "-o", text]).salida

    assert name("informe") == Path("informe.docx")
    assert name("informe v1.2") == Path("informe v1.2.docx")
    assert name("Informe.DOCX") == Path("Informe.DOCX")
    assert name(str(tmp_path)) == tmp_path


# ------------------------------------------------------------ the commands


def test_a_review_without_observations(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("revisar", good) == 0
    assert capsys.readouterr().out == "«poi.xlsx»: ninguna observación.\n"


def test_a_review_with_errors(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("revisar", faulty) == 1
    shown = capsys.readouterr()
    assert "Error (1)\n" in shown.out
    assert "Importe ilegible [importe_ilegible]. En la hoja «UT», celda " in shown.out
    assert "\n  Escriba solo el número" in shown.out
    assert "«malo.xlsx»: 1 error" in shown.out
    assert shown.err == ""


def test_a_review_as_json(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("revisar", faulty, "--json") == 1
    value = json.loads(capsys.readouterr().out)
    assert value["libro"] == "malo.xlsx"
    assert value["resumen"]["error"] == 1


@pytest.mark.parametrize("command", ["revisar", "consolidar", "informe"])
def test_a_workbook_that_is_not_there(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command, tmp_path / "nada.xlsx") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "No se encontró el libro «nada.xlsx»" in shown.err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_cannot_be_read_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "malo.xlsx").write_bytes(b"no es un libro")
    assert run("consolidar", tmp_path / "malo.xlsx", "--json") == 2
    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert told["oei"] == []
    (only,) = told["observaciones"]
    assert (only["codigo"], only["severidad"]) == ("sin_datos", "detiene")
    assert "malo.xlsx" in only["mensaje"]
    assert "«malo.xlsx»" in shown.err


def test_a_workbook_that_cannot_be_evaluated(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("informe", good, "--hasta", "marzo") == 2
    shown = capsys.readouterr()
    assert "Detiene la evaluación (1)" in shown.out
    assert "El libro no tiene datos por mes" in shown.out
    assert "no se escribió nada" in shown.err
    assert [path.name for path in good.parent.iterdir()] == ["poi.xlsx"]


def test_a_workbook_that_cannot_be_evaluated_as_json(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("consolidar", good, "--json", "--periodo", "I Semestre") == 2
    assert json.loads(capsys.readouterr().out)["observaciones"][0]["severidad"] == "detiene"
    assert run("revisar", good, "--json", "--periodo", "I Semestre") == 2
    assert json.loads(capsys.readouterr().out)["resumen"]["detiene"] == 1


def test_consolidating(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("consolidar", good) == 0
    shown = capsys.readouterr().out
    assert "OEI.01 Mejorar la atención      75 %  META PARCIALMENTE CUMPLIDA, ACEPTABLE" in shown
    target = good.with_name("poi-consolidado.xlsx")
    assert f"Se guardó:\n  {target}\n" in shown
    with open_file(target) as made:
        assert own.CONSOLIDATED in made.sheet_names()


def test_consolidating_with_errors_still_writes(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("consolidar", faulty, "-o", faulty.with_name("salida.xlsx")) == 1
    assert faulty.with_name("salida.xlsx").exists()
    assert "1 error" in capsys.readouterr().out


def test_consolidating_as_json_prints_one_object(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("consolidar", good, "--json", "--metodo", "promedio") == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["metodo"] == "promedio"
    assert shown.err == ""


def test_reporting(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("informe", good, "--sustento", "--fecha", "2021-01-29") == 0
    assert "Se guardaron:" in capsys.readouterr().out
    assert sorted(path.name for path in good.parent.iterdir()) == [
        "informe-poi.docx", "poi.xlsx", "sustento-poi.docx",
    ]  # fmt: skip


def test_a_folder_as_output_gets_the_usual_names(good: Path) -> None:
    folder = good.parent / "salida"
    folder.mkdir()
    assert run("informe", good, "-o", folder, "--sustento") == 0
    assert run("consolidar", good, "-o", folder) == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "informe-poi.docx", "poi-consolidado.xlsx", "sustento-poi.docx",
    ]  # fmt: skip


def test_a_new_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "poi-2021.xlsx"
    assert run("nuevo", target, "--entidad", "Municipalidad de Prueba", "--anio", "2021", "--meses") == 0
    assert str(target) in capsys.readouterr().out
    with open_file(target) as made:
        assert own.SETTINGS in made.sheet_names()


def test_a_new_workbook_never_replaces_another(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = good.read_bytes()
    assert run("nuevo", good) == 3
    assert "ya existe un archivo con ese nombre" in capsys.readouterr().err
    assert good.read_bytes() == before


def test_the_workbook_itself_is_never_written(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = good.read_bytes()
    assert run("consolidar", good, "-o", good.parent / "." / "poi.xlsx") == 3
    assert "ese archivo nunca se modifica" in capsys.readouterr().err
    assert good.read_bytes() == before


def test_a_result_that_cannot_be_written(
    good: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    assert run("informe", good) == 3
    assert "no queda espacio en el disco" in capsys.readouterr().err
    assert [path.name for path in good.parent.iterdir()] == ["poi.xlsx"]


def test_a_target_that_is_open_elsewhere(
    good: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target, replace = good.with_name("informe-poi.docx"), os.replace
    assert run("informe", good, "--fecha", "2021-01-29") == 0
    before = target.read_bytes()

    def refuse(source: str, wanted: str) -> None:
        if Path(wanted) == target:
            raise PermissionError(errno.EACCES, "in use")
        replace(source, wanted)

    monkeypatch.setattr(output, "_PAUSES", ())
    monkeypatch.setattr(os, "replace", refuse)
    assert run("informe", good) == 0
    shown = capsys.readouterr()
    assert "«informe-poi.docx» no se pudo reemplazar" in shown.err
    assert "informe-poi (2).docx" in shown.out
    assert target.read_bytes() == before


def test_the_demonstration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("demo", "--carpeta", tmp_path / "demo") == 0
    shown = capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == [
        "informe-poi-satcaj-2020.docx",
        "poi-satcaj-2020-consolidado.xlsx",
        "poi-satcaj-2020.xlsx",
        "sustento-poi-satcaj-2020.docx",
    ]
    assert re.search(r"OEI\.03 .* 46 %  META INSUFICIENTE", shown)
    assert str(tmp_path / "demo" / "poi-satcaj-2020.xlsx") in shown


# ------------------------------------------------------------ what the planner noted


def with_notes(path: Path, state: str, reply: str, key: str) -> Path:
    """Write an output workbook with one note, by the library that tests use."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = own.FINDINGS
    sheet.append([own.GENERATED_NOTICE])
    sheet.append(own.FINDINGS_HEADERS)
    sheet.append([None] * 7 + [state, reply, key])
    sheet.append([None] * 7 + [None, None, "otra"])
    book.save(path)
    return path


def key_of(path: Path) -> str:
    return commands.review(path).findings[0].key


def test_notes_survive_a_new_run(faulty: Path) -> None:
    target = with_notes(
        faulty.with_name("malo-consolidado.xlsx"), "Justificado", "Se espera el dato.", key_of(faulty)
    )
    for _ in range(2):
        assert run("consolidar", faulty) == 1
        with open_file(target) as made:
            assert read_notes(made)[key_of(faulty)] == ("Justificado", "Se espera el dato.")


def test_the_later_note_wins() -> None:
    older, later = {"a": ("Pendiente", "1"), "b": ("Pendiente", "2")}, {"a": ("Corregido", "3")}
    assert merged(older, later) == {"a": ("Corregido", "3"), "b": ("Pendiente", "2")}


def test_an_output_that_cannot_be_read_is_kept(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = faulty.with_name("malo-consolidado.xlsx")
    target.write_bytes(b"no es un libro")
    assert run("consolidar", faulty) == 1
    assert target.read_bytes() == b"no es un libro"
    assert "malo-consolidado (2).xlsx" in capsys.readouterr().out


def test_sheets_without_notes(good: Path, tmp_path: Path) -> None:
    import openpyxl

    with open_file(good) as book:
        assert read_notes(book) == {}
    strange = openpyxl.Workbook()
    strange.active.title = own.FINDINGS
    strange.active.append(["Estado", "Descargo"])
    strange.save(tmp_path / "raro.xlsx")
    with open_file(tmp_path / "raro.xlsx") as book:
        assert read_notes(book) == {}


# ------------------------------------------------------------ what must not happen


def test_an_unexpected_fault_is_told_in_spanish(
    good: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(commands, "review", fail)
    assert run("revisar", good) == 70
    shown = capsys.readouterr().err
    assert "Envíe a soporte" in shown
    assert "RuntimeError en test_cli.py, línea" in shown
    assert "Traceback" not in shown
    for words in (["--depurar", "revisar", good], ["revisar", good, "--depurar"]):
        assert run(*words) == 70
        assert "Traceback" in capsys.readouterr().err


def test_an_interruption(
    good: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "review", interrupt)
    assert run("revisar", good) == 130
    assert "Se interrumpió" in capsys.readouterr().err


def program(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "xlwings_addin.cli", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["cp850", "cp1252", "ascii", "utf-8"])
def test_no_encoding_makes_it_fail(faulty: Path, encoding: str) -> None:
    done = program("revisar", faulty, PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert b"importe_ilegible" in done.stdout
    assert done.stderr == b""


@pytest.mark.parametrize("encoding", ["cp850", "ascii", "utf-8"])
def test_json_reads_the_same_from_any_encoding(faulty: Path, encoding: str) -> None:
    done = program("revisar", faulty, "--json", PYTHONIOENCODING=encoding)
    assert "página" not in done.stdout.decode("utf-8")
    assert json.loads(done.stdout.decode("utf-8"))["observaciones"][0]["mensaje"].startswith(
        "En la hoja «UT»"
    )


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise on Windows")
def test_nobody_reads_the_output(faulty: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "xlwings_addin.cli", "revisar", str(faulty)],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 141
    assert done.stderr == b""


def test_help_and_review_load_nothing_heavy(good: Path) -> None:
    code = (
        "import sys; from xlwings_addin.cli import main; main(sys.argv[1:]); "
        "print(sorted({'docx', 'xlsxwriter', 'openpyxl', 'pandas', 'rich', 'xlwings'} & set(sys.modules)))"
    )
    for words in (["--help"], ["revisar", str(good)]):
        done = subprocess.run(
            [sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == "[]"


# ------------------------------------------------------------ on a terminal


class Terminal(io.StringIO):
    """A stream that says that a person looks at it."""

    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> str:
    shown = Terminal()
    with monkeypatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        patch.setenv("TERM", "dumb")
        patch.setattr(sys, "stdout", shown)
        run(*words)
    return shown.getvalue()


def test_findings_on_a_terminal_are_a_table(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_a_terminal(monkeypatch, "revisar", faulty)
    assert "Cómo corregirlo" in shown
    assert "Importe ilegible" in shown
    assert "…" not in shown


def test_results_on_a_terminal_are_a_table(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_a_terminal(monkeypatch, "consolidar", good)
    assert re.search(r"OEI\.01 Mejorar la atención\s+│\s+75.%\s+│ META PARCIALMENTE", shown), shown


def test_progress_on_a_terminal(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Terminal()
    monkeypatch.setattr(sys, "stderr", steps)
    assert run("revisar", good) == 0
    assert "Traceback" not in steps.getvalue()


def test_a_stream_that_is_closed_is_no_terminal() -> None:
    stream = io.StringIO()
    stream.close()
    assert not screen.is_terminal(stream)


def test_counts_agree_with_their_nouns(faulty: Path) -> None:
    found = [one for one in commands.review(faulty).findings if one.severity.value == "error"]
    assert screen.count_by_severity(found) == "1 error"
    assert screen.count_by_severity(found * 1200) == "1,200 errores"


def test_an_edited_report_is_not_replaced(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("informe", good) == 0
    report = good.with_name("informe-poi.docx")
    document = docx.Document(str(report))
    document.add_paragraph("a mano")
    document.save(str(report))
    edited = report.read_bytes()
    assert run("informe", good) == 0
    assert report.read_bytes() == edited
    assert good.with_name("informe-poi (2).docx").is_file()
    assert "cambios hechos a mano" in capsys.readouterr().err


def test_a_report_that_nobody_edited_is_replaced(good: Path) -> None:
    for _ in range(2):
        assert run("informe", good, "--fecha", "2021-01-29") == 0
    assert not good.with_name("informe-poi (2).docx").exists()


def test_an_edited_example_is_not_replaced(tmp_path: Path) -> None:
    assert run("demo", "--carpeta", tmp_path) == 0
    book = tmp_path / "poi-satcaj-2020.xlsx"
    book.write_bytes(book.read_bytes() + b" ")
    assert run("demo", "--carpeta", tmp_path) == 0
    assert book.read_bytes().endswith(b" ")
    assert (tmp_path / "poi-satcaj-2020 (2).xlsx").is_file()


def test_two_results_of_one_name_and_a_folder_for_a_file(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("informe", good, "--sustento", "-o", good.with_name("sustento-poi.docx")) == 3
    assert "otro resultado de este comando tendría el mismo nombre" in capsys.readouterr().err
    assert run("nuevo", good.parent) == 3
    assert "ese es el nombre de una carpeta. Escriba también el del archivo." in capsys.readouterr().err
    assert [path.name for path in good.parent.iterdir()] == ["poi.xlsx"]


def test_an_ending_that_windows_hides_may_be_left_out(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("revisar", good.with_suffix("")) == run("revisar", good)
    assert capsys.readouterr().out.count("«poi.xlsx»: ") == 2
    good.with_suffix(".ods").write_bytes(b"")
    assert run("revisar", good.with_suffix("")) == 2
    assert "No se encontró el libro «poi»" in capsys.readouterr().err


def test_the_sustento_gets_a_name_of_its_own(good: Path) -> None:
    good.with_name("sustento-poi.docx").mkdir()
    assert run("informe", good, "--sustento") == 3
    names = sorted(path.name for path in good.parent.iterdir())
    assert names == ["informe-poi.docx", "poi.xlsx", "sustento-poi.docx"]


def test_notes_of_every_earlier_output_are_kept(faulty: Path) -> None:
    key = key_of(faulty)
    with_notes(faulty.with_name("malo-consolidado.xlsx"), "Pendiente", "", key)
    with_notes(faulty.with_name("malo-consolidado (2).xlsx"), "Corregido", "Se pidió a la unidad", key)
    other = faulty.with_name("otro.xlsx")
    assert run("consolidar", faulty, "-o", other) == 1
    with open_file(other) as book:
        assert read_notes(book)[key] == ("Corregido", "Se pidió a la unidad")


def test_a_workbook_that_is_not_ours_is_never_replaced(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = good.with_name("otro.xlsx")
    other.write_bytes(good.read_bytes())
    assert run("consolidar", good, "-o", other) == 0
    assert other.read_bytes() == good.read_bytes()
    assert good.with_name("otro (2).xlsx").is_file()
    assert "no se reemplazó" in capsys.readouterr().err


def test_names_that_no_disk_takes(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = "x" * 300
    assert run("consolidar", good, "-o", f"{long}.xlsx") == 3
    assert run("nuevo", f"{long}.xlsx") == 3
    assert run("revisar", f"{long}.xlsx") == 2
    assert run("demo", "--carpeta", long) == 3
    assert "Traceback" not in capsys.readouterr().err


def test_a_program_without_output_does_its_work(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run("informe", good) == 0
    assert good.with_name("informe-poi.docx").is_file()


def test_a_full_screen_is_no_fault_of_the_program(good: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "xlwings_addin.cli", "revisar", good], stdout=full, capture_output=False,
            stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
