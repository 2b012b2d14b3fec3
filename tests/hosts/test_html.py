"""Pages named .xls: the way registers export their tables."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path

import pytest

from workbook.domain.cells import Raw
from workbook.host import Details, UnusableBook
from workbook.hosts.file import open_file
from workbook.hosts.package import Limits

NAME = "POI_ANUAL.xls"


def saved(folder: Path, page: str | bytes, name: str = NAME) -> Path:
    path = folder / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return path


def rows(path: Path, limits: Limits | None = None) -> list[list[Raw]]:
    with open_file(path, limits) as book:
        (sheet,) = book.sheet_names()
        return [list(row) for row in book.rows(sheet)]


def table(*cells: str) -> str:
    return f"<html><table><tr>{''.join(cells)}</tr></table></html>"


def refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UnusableBook) as caught:
        rows(path, limits)
    return caught.value.reason


def test_cells_are_texts_as_the_page_has_them(tmp_path: Path) -> None:
    cells = ("0011", "12.10", "NA", "'000127", " 1.50 ", "&nbsp;", "", "a&amp;b", "Uno<br>dos", "S&oacute;lo")
    path = saved(tmp_path, table(*(f"<td>{cell}</td>" for cell in cells)))
    expected = ["0011", "12.10", "NA", "000127", "1.50", None, None, "a&b", "Uno\ndos", "Sólo"]
    assert rows(path) == [expected]


def test_the_sheet_is_named_after_the_file(tmp_path: Path) -> None:
    with open_file(
        saved(tmp_path, table("<td>a</td>"), "POI [2026] de una entidad con nombre largo.xls")
    ) as book:
        assert book.sheet_names() == ("POI  2026  de una entidad con n",)
        assert book.hidden_sheets() == frozenset()
        (sheet,) = book.sheet_names()
        assert book.details(sheet) == Details(untyped=True)
        assert book.merged(sheet) == ()
        with pytest.raises(KeyError):
            book.rows("Otra")


def test_tables_follow_one_another_and_tags_may_be_left_open(tmp_path: Path) -> None:
    page = "<table><tr><td>a<td>b<tr><td>c</table><p>texto suelto</p><table><tr><th>d</table>"
    assert rows(saved(tmp_path, page)) == [["a", "b"], ["c"], ["d"]]


def test_cells_that_span(tmp_path: Path) -> None:
    page = (
        "<table><tr><td rowspan=2>a</td><td colspan='2'>b</td></tr><tr><td>c</td><td>d</td></tr>"
        "<tr><td>e</td></tr></table>"
    )
    with open_file(saved(tmp_path, page)) as book:
        (sheet,) = book.sheet_names()
        assert [list(row) for row in book.rows(sheet)] == [["a", "b", None], [None, "c", "d"], ["e"]]
        assert book.merged(sheet) == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_a_table_in_a_cell_is_its_text(tmp_path: Path) -> None:
    page = "<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>"
    assert rows(saved(tmp_path, page)) == [["ab", "c"]]


def test_what_a_page_hides_from_readers_is_no_content(tmp_path: Path) -> None:
    page = "<table><tr><td><script>x=1</script>a<!-- b --></td></tr></table><script>y</script>"
    assert rows(saved(tmp_path, page)) == [["a"]]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("", "utf-8"),
        ("", "cp1252"),
        ("charset=iso-8859-1", "cp1252"),
        ("charset=UTF-8", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_encodings(tmp_path: Path, declared: str, encoding: str) -> None:
    head = f'<html><head><meta http-equiv="Content-Type" content="text/html; {declared}"></head>'
    page = f"{head}<table><tr><td>Año – ñandú</td></tr></table></html>"
    assert rows(saved(tmp_path, page.encode(encoding))) == [["Año – ñandú"]]


def test_the_ending_does_not_matter(tmp_path: Path) -> None:
    assert rows(saved(tmp_path, table("<td>a</td>"), "libro.xlsx")) == [["a"]]


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = saved(tmp_path, "secreto", "secreto.txt")
    page = (
        f'<!DOCTYPE html [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b "bb">]>'
        "<html><table><tr><td>&a;&b;</td></tr></table></html>"
    )
    assert "secreto" not in str(rows(saved(tmp_path, page)))
    assert "bb" not in str(rows(saved(tmp_path, page)))


@pytest.mark.parametrize("page", ["<html></html>", "<html><p>Sesión expirada</p></html>", "<table></table>"])
def test_a_page_without_table(tmp_path: Path, page: str) -> None:
    assert refused(saved(tmp_path, page)) == "format"


def test_too_many_cells(tmp_path: Path) -> None:
    page = "<table>" + "<tr><td>a</td><td>b</td></tr>" * 60 + "</table>"
    assert refused(saved(tmp_path, page), Limits(cells=100)) == "too_large"
    wide = table("<td colspan=16000>a</td>", "<td colspan=16000>b</td>")
    assert refused(saved(tmp_path, wide)) == "too_large"


def test_a_page_of_nested_elements_ends(tmp_path: Path) -> None:
    begun = dt.datetime.now(tz=dt.UTC)
    page = "<table><tr><td>" + "<div>" * 20_000 + "a" + "</td></tr></table>"
    with suppress(UnusableBook):
        rows(saved(tmp_path, page))
    assert (dt.datetime.now(tz=dt.UTC) - begun).total_seconds() < 20
