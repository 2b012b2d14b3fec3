"""README tells of every command and every option; the sheet for the IT office of every package."""

import argparse
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from xlwings_addin.arguments import command_line

README = Path(__file__).parents[1] / "README.md"
DOCS = README.parent / "docs"
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "extra": ""}


def commands() -> dict[str, argparse.ArgumentParser]:
    (action,) = (one for one in command_line()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(action.choices)


def actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every option of a command and of its verbs."""
    for action in parser.complete()._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                yield from actions(verb)


@pytest.mark.parametrize("name", commands())
def test_the_readme_tells_of_the_command(name: str) -> None:
    text = README.read_text(encoding="utf-8")
    assert f"eficacia {name}" in text
    for action in actions(commands()[name]):
        for option in action.option_strings:
            if option not in ("-h", "--help"):
                assert option in text, f"README.md says nothing of {name} {option}"


def carried(name: str = "eficacia", found: frozenset[str] = frozenset()) -> frozenset[str]:
    """What a package brings with it to Windows, itself too."""
    found |= {name}
    try:
        needed = [Requirement(line) for line in metadata.requires(name) or ()]
    except metadata.PackageNotFoundError:  # what only Windows installs
        return found
    for one in needed:
        if one.name.lower() not in found and (one.marker is None or one.marker.evaluate(WINDOWS)):
            found = carried(one.name.lower(), found)
    return found


def test_the_sheet_for_the_it_office_names_the_licence_of_every_package() -> None:
    text = (DOCS / "hoja-para-informatica.md").read_text(encoding="utf-8").lower().replace("_", "-")
    licences = text.partition("## licencias")[2]
    packages = {name.replace("_", "-") for name in carried()}
    assert {"eficacia", "pandas", "numpy", "pywin32", "mdurl"} <= packages
    assert {name for name in packages if not re.search(rf"\b{re.escape(name)}\b", licences)} == set()


def test_every_decision_is_in_the_list() -> None:
    folder = DOCS / "decisions"
    listed = re.findall(r"\[(\d{4})\]\((\1[^)]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(name for _, name in listed) == sorted(path.name for path in folder.glob("0*.md"))


PAGES = [
    README,
    *(README.with_name(name) for name in ("CONTRIBUTING.md", "CHANGELOG.md")),
    *DOCS.rglob("*.md"),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith(("http", "#", "mailto:")):
            assert (page.parent / target.partition("#")[0]).exists(), f"{page.name}: {target}"
    for named in re.findall(r"`(docs/[\w./-]+)`", text):
        assert (README.parent / named).exists(), f"{page.name}: {named}"


def test_the_readme_tells_of_the_version() -> None:
    assert "eficacia --version" in README.read_text(encoding="utf-8")


def test_the_page_of_forms_shows_commands_that_there_are() -> None:
    text = (README.parent / "docs" / "formatos.md").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.startswith("    eficacia ")]
    assert len(lines) == 3
    for line in lines:
        options = command_line().parse_args(line.split()[1:])
        assert options.command == "formatos"
    for option in ("--simular", "--aceptar", "--unidad", "--hasta-el"):
        assert option in text
