"""The guide: a page whole in itself, made from the texts of docs, that the button opens."""

import base64
import importlib.util
import re
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from tests.support.fakebook import FakeBook
from udfs.catalogue import FUNCTIONS
from xlwings_addin import desktop, dialogs, guide
from xlwings_addin.ribbon.controls import BUTTONS

DOCS = Path(__file__).parents[2] / "docs"
COMMITTED = Path(guide.__file__).with_name("guia.html")


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    found = importlib.util.spec_from_file_location("guide_page_maker", DOCS / "page.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


class Page(HTMLParser):
    """What is in a page: names, links, pictures, texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.tags.append((tag, held))
        if "id" in held:
            self.names.append(held["id"])
        if tag not in ("meta", "img", "br", "hr"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += data

    def of(self, tag: str, attribute: str) -> list[str]:
        return [held[attribute] for found, held in self.tags if found == tag]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(COMMITTED.read_text(encoding="utf-8"))


def test_the_committed_page_is_what_the_texts_make(maker: ModuleType) -> None:
    assert COMMITTED.read_text(encoding="utf-8") == maker.page(), "run: python docs/page.py"


def test_the_page_is_written(maker: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maker, "TARGET", tmp_path / "guia.html")
    maker.main()
    assert (tmp_path / "guia.html").read_bytes() == COMMITTED.read_bytes().replace(b"\r\n", b"\n")


def test_nothing_outside_is_loaded_or_linked(page: Page) -> None:
    assert not [tag for tag, _ in page.tags if tag in ("script", "link", "iframe", "object", "base", "form")]
    for tag, held in page.tags:
        assert not [name for name in held if name.startswith("on")], tag
        assert set(held) <= {
            "id",
            "href",
            "src",
            "alt",
            "class",
            "lang",
            "charset",
            "http-equiv",
            "content",
            "name",
            "start",
        }
    assert all(link.startswith("#") for link in page.of("a", "href"))
    text = COMMITTED.read_text(encoding="utf-8")
    style = text.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"url\(|@import|expression", style)
    (policy,) = (held["content"] for tag, held in page.tags if held.get("http-equiv"))
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def test_every_link_leads_somewhere(page: Page) -> None:
    assert len(page.names) == len(set(page.names)) > 20
    assert {link.removeprefix("#") for link in page.of("a", "href")} <= set(page.names)


def test_the_pictures_are_those_of_docs(page: Page, maker: ModuleType) -> None:
    kept = {path.read_bytes() for path in (DOCS / "img").glob("*.png")}
    shown = [
        base64.b64decode(source.removeprefix("data:image/png;base64,")) for source in page.of("img", "src")
    ]
    texts = [(DOCS / f"{name}.md").read_text(encoding="utf-8") for name in maker.PARTS]
    assert len(shown) == sum(text.count("](img/") for text in texts) >= 4
    assert set(shown) <= kept
    assert all(len(text) > 10 for text in page.of("img", "alt"))
    assert COMMITTED.stat().st_size < 400_000


def test_the_guide_tells_of_every_button_and_every_function(page: Page) -> None:
    for button in BUTTONS:
        assert button.shown.label in page.text, button.shown.label
    for function in FUNCTIONS:
        assert f"={function.name}(" in page.text, function.name


def test_no_mark_of_markdown_is_left(page: Page) -> None:
    assert not re.search(r"\*\*|\]\(|^#+ |^\|", page.text, re.MULTILINE)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Callable[[], FakeBook]:
    book = FakeBook()
    monkeypatch.setattr(desktop, "_caller", lambda: book)

    def pressed() -> FakeBook:
        desktop.guide()
        return book

    return pressed


def test_the_button_opens_the_page(press: Callable[[], FakeBook], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(guide.webbrowser, "open", lambda address: bool(opened.append(address)) or True)
    assert press().app.alerts == []
    assert opened == [COMMITTED.as_uri()]


def test_windows_opens_it_in_the_program_for_pages(
    press: Callable[[], FakeBook], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(guide.os, "startfile", opened.append, raising=False)
    assert press().app.alerts == []
    assert opened == [COMMITTED]


def test_without_such_a_program_a_dialog_tells_the_gist(
    press: Callable[[], FakeBook], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path) -> None:
        raise OSError(1155, "no application is associated")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(guide.os, "startfile", refused, raising=False)
    assert press().app.alerts == [(dialogs.GUIDE, dialogs.TITLE)]


def test_without_the_page_a_dialog_tells_the_gist(
    press: Callable[[], FakeBook], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(guide, "__file__", str(tmp_path / "guide.py"))
    assert press().app.alerts == [(dialogs.GUIDE, dialogs.TITLE)]
