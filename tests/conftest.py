"""Settings and fixtures for every test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.libreoffice import Office
from tests.support.programs import require, require_libreoffice

collect_ignore_glob = ["bench/*", "windows/*"]
GOLDEN = Path(__file__).parent / "golden"

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "sweep", deadline=None, max_examples=5_000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--golden-update`: write what a golden test got instead of comparing it."""
    parser.addoption("--golden-update", action="store_true", help="rewrite tests/golden; then read the diff")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A marker that names a program asks for it: `libreoffice(25, 2)` wants that version at least."""
    if marker := item.get_closest_marker("libreoffice"):
        require_libreoffice(*marker.args)
    if item.get_closest_marker("chromium"):
        require("chromium")


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """The one LibreOffice of the session; the test is skipped where there is none."""
    require_libreoffice()
    with Office() as running:
        yield running


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden("resumen.txt", text)`: `text` must be what tests/golden/resumen.txt holds."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden-update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), (
            f"no {path.name} in tests/golden: run pytest with --golden-update and read the diff"
        )
        assert text == path.read_text(encoding="utf-8")

    return compare
