"""docs/el-anio-del-planificador.md is true: its commands, its keys and its buttons are there."""

import re
import shlex
from pathlib import Path

import pytest

from tests.support.cuts import edited, first_cut, seeded
from workbook.domain.comparison import Side, compare
from workbook.domain.evaluation import evaluate
from xlwings_addin.arguments import command_line, parse
from xlwings_addin.comparison_json import comparison_as_json
from xlwings_addin.ribbon.controls import BUTTONS

PAGE = (Path(__file__).parents[1] / "docs" / "el-anio-del-planificador.md").read_text(encoding="utf-8")
COMMANDS = sorted({
    *re.findall(r"^    eficacia (.+)$", PAGE, re.MULTILINE),
    *re.findall(r"`eficacia ([^`]*\.[^`]*)`", PAGE),
})  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS)
def test_its_commands_are_commands(words: str) -> None:
    assert parse(command_line(), shlex.split(words)).command == words.split(maxsplit=1)[0]


def test_it_tells_of_every_key_of_the_json() -> None:
    chance = seeded(1)
    old = first_cut(chance)
    new, _ = edited(old, chance, 40)
    sides = [Side(plan, evaluate(plan.framework, plan.activities)) for plan in (old, new)]
    keys: set[str] = set()
    _gather(comparison_as_json(compare(*sides)), keys)
    table = PAGE[PAGE.index("### Para programas") :]
    assert len(keys) > 25
    assert {key for key in keys if f"`{key}`" not in table} == set()


def _gather(value: object, keys: set[str]) -> None:
    if isinstance(value, dict):
        keys.update(value)
        for one in value.values():
            _gather(one, keys)
    elif isinstance(value, list):
        for one in value:
            _gather(one, keys)


def test_its_buttons_are_on_the_ribbon() -> None:
    labels = {one.shown.label for one in BUTTONS} | {one.menu.shown.label for one in BUTTONS if one.menu}
    told = {part for cell in re.findall(r": \*\*([^*]+)\*\* \|", PAGE) for part in cell.split(" › ")}
    assert len(told) == 6
    assert told <= labels
