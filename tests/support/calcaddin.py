"""A small Calc add-in over the same core, for tests in LibreOffice: EFICACIA, BANDA and one button.

A test host, not a product: LibreOffice must never save a planner's workbook.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from tests.support.libreoffice import Document, Office, load_uno
from udfs.catalogue import FUNCTIONS, Argument, Function

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = Path(__file__).parent / "oxt"
IDENTIFIER: Final = "pe.eficacia.prueba"
BUTTON: Final = f"vnd.sun.star.job:service={IDENTIFIER}.Boton"
FAILED: Final = "boton-fallo.txt"
"""Where the button tells, beside the workbook, why it could not."""

OFFERED: Final = ("EFICACIA", "BANDA")
ERRORS: Final = {
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
"""Calc's numbers of the errors that Excel has too."""


def build(out: Path) -> Path:
    """Write the add-in; it imports the project and its libraries from where this Python has them."""
    places = [str(ROOT), *(path for path in sys.path if path.endswith("site-packages"))]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in ("META-INF/manifest.xml", "description.xml", "types.idl", "component.py", "Addons.xcu"):
            package.write(SOURCE / name, name)
        package.writestr("CalcAddIns.xcu", _registration())
        package.writestr("pythonpath/eficacia_places.py", f"PATHS = {places!r}\n")
    return out


def install(office: Office, addin: Path) -> str:
    """Install the add-in into the private profile of a LibreOffice that has opened no workbook yet."""
    context = _context(office)
    manager = context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
    channel = manager.createAbortChannel()
    package = manager.addExtension(addin.absolute().as_uri(), (), "user", channel, _Approving())
    return str(package.getIdentifier().Value)


def press(office: Office, document: Document) -> None:
    """Press the add-in's button in the window of a document; it has ended when this returns."""
    uno = load_uno()
    context = _context(office)
    transformer = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.util.URLTransformer", context
    )
    url = uno.createUnoStruct("com.sun.star.util.URL")
    url.Complete = BUTTON
    _, url = transformer.parseStrict(url)
    frame = document.getCurrentController().getFrame()
    frame.queryDispatch(url, "_self", 0).dispatch(url, ())


def file_of(document: Document) -> Path:
    """Return the file that a document was opened from: the copy, not the file under test."""
    return Path(load_uno().fileUrlToSystemPath(document.getURL()))


class _Approving:
    """Who is asked while an extension is installed, and says yes to everything."""

    def getTypes(self) -> tuple[Any, ...]:  # noqa: N802 - UNO's name
        names = ("com.sun.star.ucb.XCommandEnvironment", "com.sun.star.task.XInteractionHandler")
        return tuple(map(load_uno().getTypeByName, names))

    def getImplementationId(self) -> Any:  # noqa: N802
        return load_uno().ByteSequence(b"")

    def getInteractionHandler(self) -> _Approving:  # noqa: N802
        return self

    def getProgressHandler(self) -> None:  # noqa: N802
        return None

    def handle(self, request: Any) -> None:
        uno = load_uno()
        approve = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
        for choice in request.getContinuations():
            if choice.queryInterface(approve) is not None:
                choice.select()
                return


def _context(office: Office) -> Any:
    """Return LibreOffice's component context, through the pipe that it was started with."""
    process = office._process
    assert process is not None
    assert isinstance(process.args, list)
    (accepted,) = (str(one) for one in process.args if str(one).startswith("--accept="))
    own = load_uno().getComponentContext()
    resolver = own.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", own)
    return resolver.resolve(f"uno:{accepted.removeprefix('--accept=')}StarOffice.ComponentContext")


def _registration() -> str:
    """Return the functions as Calc's registry has them; CompatibilityName is what an .xlsx calls them."""
    functions = "".join(_function(one) for one in FUNCTIONS if one.name in OFFERED)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"'
        ' oor:name="CalcAddIns" oor:package="org.openoffice.Office">'
        f'<node oor:name="AddInInfo"><node oor:name="{IDENTIFIER}.Funciones" oor:op="replace">'
        f'<node oor:name="AddInFunctions">{functions}</node></node></node></oor:component-data>\n'
    )


def _function(one: Function) -> str:
    arguments = "".join(map(_argument, one.arguments))
    return (
        f'<node oor:name="{one.name.lower()}" oor:op="replace">'
        f"{_text('DisplayName', one.name)}{_text('Description', one.help)}"
        '<prop oor:name="Category"><value>Add-In</value></prop>'
        f"{_text('CompatibilityName', one.name)}"
        f'<node oor:name="Parameters">{arguments}</node></node>'
    )


def _argument(one: Argument) -> str:
    texts = _text("DisplayName", one.name) + _text("Description", one.help)
    return f'<node oor:name="{one.name}" oor:op="replace">{texts}</node>'


def _text(name: str, text: str) -> str:
    values = "".join(f'<value xml:lang="{lang}">{escape(text)}</value>' for lang in ("en", "es"))
    return f'<prop oor:name="{name}">{values}</prop>'
