"""Make the pictures of README and guide from `eficacia demo` (needs LibreOffice, pdftoppm and Pillow)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image

IMAGES: Final = Path(__file__).parent / "img"
COLOURS: Final = 64


class Picture(NamedTuple):
    """A page of a file, at a resolution, cut to (x, y, width, height) in pixels; all zero for the whole."""

    name: str
    source: str
    page: int
    resolution: int
    cut: tuple[int, int, int, int] = (0, 0, 0, 0)


PICTURES: Final = (
    Picture("libro-indice", "poi-satcaj-2020.xlsx", 1, 80, (0, 30, 660, 480)),
    Picture("libro-unidad", "poi-satcaj-2020.xlsx", 7, 110, (30, 40, 1230, 260)),
    Picture("tablero", "poi-satcaj-2020-consolidado.xlsx", 1, 80),
    Picture("consolidado", "poi-satcaj-2020-consolidado.xlsx", 2, 90, (0, 30, 1060, 560)),
    Picture("informe", "informe-poi-satcaj-2020.docx", 3, 80),
    Picture("informe-secciones", "informe-poi-satcaj-2020.docx", 5, 80),
    Picture("plantilla-caratula", "con-membrete.docx", 1, 50),
    Picture("plantilla-pagina", "con-membrete.docx", 4, 60),
    Picture("informe-comentario", "editado.docx", 4, 90, (50, 140, 1000, 260)),
)
TEMPLATE: Final = Path(__file__).parent / "plantilla-ejemplo.docx"
IN_MARGIN: Final = 'pdf:writer_pdf_Export:{"ExportNotesInMargin":{"type":"boolean","value":"true"}}'


def run(*command: str | Path) -> None:
    """Run a program, quietly; its failure is ours."""
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def reduce(path: Path) -> None:
    """Make a picture small by keeping its most frequent colours; nobody sees the difference in tables."""
    with Image.open(path) as opened:
        few = opened.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def make_living(folder: Path) -> None:
    """Write the report in the example template, and one that was edited and brought up to date."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.report.evolving import type_over

    book, edited = folder / "poi-satcaj-2020.xlsx", folder / "editado.docx"
    report = (sys.executable, "-m", "xlwings_addin.cli", "informe", book)
    run(*report, "--plantilla", TEMPLATE, "-o", folder / "con-membrete.docx")
    content = (folder / "informe-poi-satcaj-2020.docx").read_bytes()
    edited.write_bytes(type_over(content, "aei:AEI.02.02:tabla", "2,081", cell=(1, 3)))
    run(*report, "--sobre", edited)


def main() -> None:
    """Write every picture into docs/img."""
    office, pages = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or pages is None:
        sys.exit("docs/pictures.py needs soffice (LibreOffice) and pdftoppm (poppler-utils).")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        run(sys.executable, "-m", "xlwings_addin.cli", "demo", "--carpeta", folder)
        make_living(folder)
        profile = (folder / "profile").as_uri()
        for source in sorted({picture.source for picture in PICTURES}):
            own = (f"-env:UserInstallation={profile}", "--headless")
            run(
                office,
                *own,
                "--convert-to",
                IN_MARGIN if source.endswith(".docx") else "pdf",
                "--outdir",
                folder,
                folder / source,
            )
        for picture in PICTURES:
            page = ("-f", str(picture.page), "-r", str(picture.resolution), "-png", "-singlefile")
            x, y, width, height = picture.cut
            cut = ("-x", str(x), "-y", str(y), "-W", str(width), "-H", str(height)) if width else ()
            run(pages, *page, *cut, (folder / picture.source).with_suffix(".pdf"), IMAGES / picture.name)
            reduce(IMAGES / f"{picture.name}.png")


if __name__ == "__main__":
    main()
