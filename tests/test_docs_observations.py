"""docs/observaciones.md is what the program says; what docs/libros-que-se-leen.md shows works."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.observations import PAGE, WHEN, page
from workbook.domain.findings import Code
from workbook.layouts.equivalences import parse_toml

READING = Path(__file__).parents[1] / "docs" / "libros-que-se-leen.md"


def test_the_page_of_observations_is_current() -> None:
    """If not: python -m tests.support.observations."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_it_tells_of_every_code() -> None:
    assert set(WHEN) == set(Code)


def test_the_equivalence_that_the_guide_shows_can_be_used() -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", READING.read_text(encoding="utf-8"), re.DOTALL)
    equivalence = parse_toml(shown)
    assert [one.sheet for one in equivalence.sheets] == ["SEC. GOBIERNO", "SEC. TURISMO", "Resumen"]
    assert equivalence.year == 2025
    assert not equivalence.sheets[-1].read
