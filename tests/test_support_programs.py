"""A missing program skips the test and says which; in CI it fails."""

from __future__ import annotations

import pytest

from tests.support import programs


def test_a_missing_program_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EFICACIA_CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        programs.require("no-such-program")


def test_a_missing_program_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFICACIA_CI", "1")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is not installed"):
        programs.require("no-such-program")


def test_an_old_libreoffice_skips_even_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFICACIA_CI", "1")
    monkeypatch.setattr(programs, "require", lambda _program: None)
    monkeypatch.setattr(programs, "require_uno", lambda: None)
    monkeypatch.setattr(programs, "libreoffice_version", lambda: (7, 4, 7))
    programs.require_libreoffice(7, 4)
    with pytest.raises(pytest.skip.Exception, match=r"needs LibreOffice 25\.2, here is 7\.4\.7"):
        programs.require_libreoffice(25, 2)
