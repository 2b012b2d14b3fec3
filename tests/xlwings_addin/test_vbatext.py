"""The DLL that an add-in names."""

from pathlib import Path

import pytest

from tests.support.addins import literally, project
from xlwings_addin.vbatext import dll_version


@pytest.mark.parametrize(
    "addin",
    [
        b"nada",
        project(b""),
        project(b"\x01\x00\x00"),
        project(literally("Sub A()")),
        project(b"\x01\x02\xb0\x01\x00\xf0"),  # a copy of what was never there
        project(b"\x01\x09\xb0\x00xl"),  # cut off
    ],
)
def test_no_dll_is_named(addin: bytes) -> None:
    assert dll_version(addin) == ""


def test_a_module_that_is_not_compressed() -> None:
    stream = b"\x01" + (0x3FFF).to_bytes(2, "little") + b'Lib "xlwings32-1.2.3.dll"'.ljust(4096)
    assert dll_version(project(stream)) == "1.2.3"


def test_copies_are_expanded() -> None:
    # "xlwings64-", then seven letters from ten back: "xlwings", then the rest
    token = ((10 - 1) << 12 | 7 - 3).to_bytes(2, "little")
    body = b"\x00xlwings6" + b"\x04" + b"4-" + token + b"64-1." + b"\x00" + b"0.dll"
    stream = b"\x01" + (0xB000 | len(body) - 1).to_bytes(2, "little") + body
    assert dll_version(project(stream)) == "1.0"


def test_the_add_in_of_xlwings_itself() -> None:
    import xlwings

    addin = Path(xlwings.__file__).with_name("quickstart_addin.xlam")
    assert dll_version(addin.read_bytes()) == xlwings.__version__
