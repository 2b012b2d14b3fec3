"""Make the page that the button «Guía» opens: the planner's guide in one file, from the texts of this folder.

    python docs/page.py

Pictures and styles are inside the page, and it may load nothing else. The same texts give the same bytes.
"""

from __future__ import annotations

import base64
import re
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

HERE: Final = Path(__file__).parent
TARGET: Final = HERE.parent / "xlwings_addin" / "guia.html"
PARTS: Final = ("guia-del-planificador", "informe-vivo", "instalacion", "hoja-para-informatica")
"""Texts of this folder, in the order of the page; links to any other become plain text."""

TITLE: Final = "Evaluación POI: guía del planificador"
_POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_PAGE: Final = """\
<!DOCTYPE html>
<html lang="es-PE">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<nav>
<p>Evaluación POI</p>
{contents}</nav>
<main>
{body}</main>
</body>
</html>
"""


class Part:
    """One text, with its headings named so that links from the others find them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tokens = _parser().parse((HERE / f"{name}.md").read_text(encoding="utf-8"))
        self.headings = list(self._named_headings())

    def _named_headings(self) -> Iterator[tuple[int, str, str]]:
        """Give each heading the name that links use; yield its level, name and text."""
        for opening, inline in zip(self.tokens, self.tokens[1:], strict=False):
            if opening.type == "heading_open":
                text = _plain(inline)
                name = self.name if opening.tag == "h1" else f"{self.name}--{_slug(text)}"
                opening.attrSet("id", name)
                yield int(opening.tag[1]), name, text

    def html(self) -> str:
        """Return the part as HTML."""
        for token in self.tokens:
            if token.type == "inline":
                token.children = list(self._linked(token.children or []))
        return f"<article>\n{_parser().renderer.render(self.tokens, _parser().options, {})}</article>\n"

    def _linked(self, inner: Sequence[Token]) -> Iterator[Token]:
        """Point links into the page; those that lead out of it become plain text."""
        kept: list[bool] = []
        for token in inner:
            if token.type == "link_open":
                target = self._target(str(token.attrGet("href")))
                kept.append(bool(target))
                token.attrSet("href", target)
            if token.type == "image":
                token.attrSet("src", _picture(str(token.attrGet("src"))))
            if token.type == "link_close":
                if kept.pop():
                    yield token
            elif token.type != "link_open" or kept[-1]:
                yield token

    def _target(self, reference: str) -> str:
        name, _, place = unquote(reference).partition("#")
        part = name.removesuffix(".md") or self.name
        if part not in PARTS:
            return ""
        return f"#{part}--{_slug(place)}" if place else f"#{part}"


def page() -> str:
    """Return the page."""
    parts = [Part(name) for name in PARTS]
    contents = "".join(_contents(part) for part in parts)
    body = "".join(part.html() for part in parts)
    body = re.sub(
        r'<p><img src="([^"]*)" alt="([^"]*)" /></p>',
        r'<figure><img src="\1" alt="\2"><figcaption>\2</figcaption></figure>',
        body,
    ).replace(" />", ">")
    body = re.sub(r"<code>([^<]*)</code>", lambda code: f"<code>{_unbroken(code[1])}</code>", body)
    style = (HERE / "page.css").read_text(encoding="utf-8")
    return _PAGE.format(title=escape(TITLE), policy=_POLICY, style=style, contents=contents, body=body)


def _unbroken(code: str) -> str:
    """Keep options and names of files in one line: browsers break them at a hyphen."""
    return re.sub(r"\S*-\S*", r"<span>\g<0></span>", code)


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def _contents(part: Part) -> str:
    """Return a part's lines of the table of contents."""
    lines = [
        f'<li class="level{level}"><a href="#{escape(name)}">{escape(text)}</a></li>\n'
        for level, name, text in part.headings
        if level <= 2  # noqa: PLR2004 - chapters
    ]
    return f"<ul>\n{''.join(lines)}</ul>\n"


def _plain(inline: Token) -> str:
    return "".join(token.content for token in inline.children or [])


def _slug(text: str) -> str:
    """Return the name that a heading has in a link, as code hosts make it."""
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", text.lower()).strip())


def _picture(source: str) -> str:
    content = base64.b64encode((HERE / source).read_bytes()).decode("ascii")
    return f"data:image/png;base64,{content}"


def main() -> None:
    """Write the page."""
    TARGET.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
