"""The scripts of the folder for a USB stick, as texts that cmd reads."""

import re

import pytest

from xlwings_addin import usbtexts

SCRIPTS = {"Instalar": usbtexts.INSTALL, "Desinstalar": usbtexts.UNINSTALL, "Diagnostico": usbtexts.DIAGNOSE}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_one_that_cmd_reads(name: str) -> None:
    raw = usbtexts.script(SCRIPTS[name])
    assert raw.startswith(b"@echo off\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    before, _, _ = raw.partition(b"chcp 65001")
    assert before.isascii()  # until then the code page is that of the machine
    labels = set(re.findall(r"^:(\w+)$", SCRIPTS[name], re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", SCRIPTS[name])) == labels - {"copiar"} | (labels & {"copiar"})
    assert all(len(line) < 8000 for line in SCRIPTS[name].splitlines())


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_a_script_says_is_text(name: str) -> None:
    for line in SCRIPTS[name].splitlines():
        if line.startswith("echo ") and f'>"%DESTINO%\\{usbtexts._HERE}"' not in line:
            assert not set("<>&|^()") & set(line), line
        assert not re.match(r"\s*if .*\($", line), line  # a block ends at the first ")" of a folder's name


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_removes_only_what_has_our_mark(name: str) -> None:
    for line in SCRIPTS[name].splitlines():
        if "rmdir /S" in line and "python-anterior" in line and name == "Instalar":
            assert line.startswith(f'if exist "%DESTINO%\\python-anterior\\{usbtexts.MARK}"')


def test_installing_needs_neither_administrator_nor_network() -> None:
    text = usbtexts.INSTALL.lower()
    assert not re.search(r"https?:|runas|reg add|setx|powershell|curl|pip ", text)
    assert "-m xlwings_addin.cli complemento instalar" in text
